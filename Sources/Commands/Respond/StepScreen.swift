internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Incidents
internal import Journal
internal import Runbooks

/// What is said after something was done to steps.
struct StepScreen {
    let receipt: Receipt
    let verb: StepVerb

    func answer(_ style: Style) -> Answer {
        let incident = receipt.incident
        let stepped = incident.steps.suffix(receipt.entries.count)
        var answer = Answer(
            "step",
            [
                "incident": .string(incident.id), "verb": .string(verb.rawValue),
                "entries": .array(receipt.entries.map { .int($0.number) }),
                "steps": .array(stepped.map { .string($0.payload.step) }),
                "next_steps": .array(
                    incident.openLeaves.map { .object(incident.fields(of: $0)) }),
            ])
        answer.quiet = receipt.entries.map { String($0.number) }
        answer.lines = stepped.map { record in
            "\(incident.id)  \(name(of: record.payload.step, incident)) "
                + "\(record.payload.past), \(Phrase.step(record.entry))   entry #\(record.entry.number)"
        }
        if verb == .reopen {
            let again = Set(stepped.flatMap { $0.payload.events }.compactMap(\.supersededStep))
            let leaves = incident.leaves.filter { again.contains($0.id) }
            if leaves.count > 1 {
                answer.lines.append(
                    "  steps that come again after it: \(leaves.count - 1); what was recorded of them stays in the timeline"
                )
            }
        }
        answer.lines += stepped.flatMap { remarks(on: $0.payload, incident) }
        answer.lines += next(incident)
        return answer
    }

    /// Blocks have no number.
    private func name(of step: StepID, _ incident: Incident) -> String {
        let number = incident.number(of: step)
        return number > 0 ? "step \(number)" : "block \(visible(step))"
    }

    /// What the step leaves to do in other places.
    private func remarks(on stepped: Stepped, _ incident: Incident) -> [String] {
        var lines: [String] = []
        if let step = incident.stepsWithoutEvidence.first(where: { $0.id == stepped.step }),
            stepped.verb == StepVerb.done.rawValue
        {
            let wanted = (step.notes.evidence ?? []).map(visible).joined(separator: "; ")
            lines.append("  Evidence not recorded yet: \(wanted)")
            lines.append("  when you have it: muster step evidence \(step.id) 'what was kept'")
        }
        if let chosen = stepped.answer.flatMap(Severity.init(text:)), chosen != incident.severity {
            lines.append(
                "  The incident is still \(incident.severity.code): "
                    + "muster assess incident -s \(chosen.rawValue) --why 'as decided'")
        }
        return lines
    }

    private func next(_ incident: Incident) -> [String] {
        let open = incident.openLeaves
        guard let first = open.first else {
            let what = incident.failedLeaf == nil ? "All steps are over" : "The runbook has FAILED"
            return ["\(what). Next: muster \(incident.nextCommand)"]
        }
        let number = incident.number(of: first.id)
        let role = first.notes.role.map { "   role: \($0)" } ?? ""
        let more = open.count > 1 ? " (\(open.count - 1) more open: muster next)" : ""
        return ["Next: step \(number) \(first.id): \(visible(first.title))\(role)\(more)"]
    }
}

extension RunEvent {
    fileprivate var supersededStep: StepID? {
        if case .superseded(let step, _) = self { step } else { nil }
    }
}
