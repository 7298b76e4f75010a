internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// Everything about a step that a person needs to do it.
struct StepCard {
    let incident: Incident
    let step: Step
    let now: Timestamp

    func lines(_ style: Style) -> [String] {
        let number = incident.number(of: step.id)
        let place = number > 0 ? "Step \(number) of \(incident.leaves.count)" : "Block"
        let role = step.notes.role.map { "   role: \($0)" } ?? ""
        var lines = [style.paint("\(place): \(visible(step.title))", .bold) + role]
        lines += step.notes.warnings.map {
            "  " + style.paint("WARNING", .yellow) + " \(visible($0))"
        }
        if let guidance = step.notes.guidance {
            lines += visibleBlock(guidance).split(separator: "\n").map { "  \($0)" }
        }
        lines += details
        return lines.flatMap { $0.wrapped(to: style.width) }
    }

    private var details: [String] {
        var lines: [String] = []
        func add(_ label: String, _ text: String?) {
            if let text { lines.append("  \(label.padding(to: 11))\(visible(text))") }
        }
        add("Id", "\(step.id) (\(step.verb))")
        add("State", state)
        if case .manual(_, let command?) = step.action { add("Command", command) }
        lines += asks
        add(
            "Keep", step.notes.evidence.map { $0.isEmpty ? "none" : $0.joined(separator: "; ") }
        )
        add("Done when", step.notes.doneWhen)
        add(
            "Time-box",
            step.notes.timebox?.spoken ?? step.notes.untimed.map { "none, because \($0)" })
        for record in incident.steps.filter({ $0.payload.step == step.id }).suffix(5) {
            add("#\(record.entry.number)", self.record(record))
        }
        if !step.notes.with.isEmpty { add("Consult", step.notes.with.joined(separator: ", ")) }
        return lines
    }

    /// What somebody did to the step, and what was kept.
    private func record(_ record: Recorded<Stepped>) -> String {
        let payload = record.payload
        var text = "\(payload.past) by \(record.entry.actor), \(Phrase.step(record.entry))"
        if let answer = payload.answer { text += " -> \(answer)" }
        if let reason = payload.reason { text += ", because \(reason)" }
        if let note = payload.note { text += ": \(note)" }
        if !payload.evidence.isEmpty {
            text += "; kept: " + payload.evidence.joined(separator: ", ")
        }
        return text
    }

    private var state: String {
        var text = incident.stateWord(step)
        if let starter = incident.run?.starter(of: step.id) { text += " by \(starter)" }
        if let person = incident.assignees[step.id] { text += ", given to \(person)" }
        if let answer = incident.run?.answer(of: step.id) { text += " -> \(answer)" }
        if let reason = incident.run?.reason(of: step.id) { text += " (\(reason))" }
        return text
    }

    /// What the step wants to know.
    private var asks: [String] {
        switch step.action {
        case .decide(_, let options, _):
            options.enumerated().map { index, option in
                let condition = option.condition.isEmpty ? "" : "   when: \(option.condition)"
                let reversible = option.isReversible.map { $0 ? "" : "   cannot be undone" } ?? ""
                return "  [\(index + 1)] \(option.key.padding(to: 16))"
                    + visible(option.text + condition + reversible)
            }
        case .ask(_, let fields):
            fields.map { name in
                let fact = incident.definition?.facts.first { $0.name == name }
                let value = incident.facts[name].map { " = \($0.text)" } ?? ""
                return "  ask        \(name) (\(fact?.wanted ?? "text")): "
                    + visible((fact?.label ?? "") + value)
            }
        case .approve(_, let quorum, let role, let notBy):
            [
                "  Approval   \(quorum) of role \(role)"
                    + (notBy.isEmpty ? "" : ", not by who did \(notBy.joined(separator: ", "))")
            ]
        case .notify(let message, let audience):
            visibleBlock(incident.filled(message: message)).split(separator: "\n")
                .map { "  | \($0)" }
                + (audience.map { ["  Audience   \(visible($0))"] } ?? [])
                + [
                    "  Send it yourself, for example with 'muster update'; then say that it is done."
                ]
        case .wait:
            incident.earliness(of: step, at: now).map { ["  Waits      \(visible($0))"] } ?? []
        default: []
        }
    }
}
