internal import Chronology
internal import Engine
package import Incidents
internal import Journal
internal import OrderedCollections
package import Runbooks

/// Why a step stands where it stands, from the record alone.
package struct StepExplanation: Sendable, Equatable {
    /// One reason, with the entry that holds it.
    package struct Reason: Sendable, Equatable {
        package let text: String
        package let entry: Int64?
    }

    package let step: Step
    package let standing: StepStanding
    /// The nearest reason first.
    package let reasons: [Reason]
    /// A command that goes on from here, without `muster`.
    package let next: String
}

extension Desk {
    /// Explains steps of an incident that was read.
    ///
    /// - Parameter name: the step's number or id; all open steps if `nil`.
    /// - Throws: ``Failure`` `usage` for a step that there is not.
    package func explain(
        _ name: String?, of loaded: LoadedIncident
    ) throws(Failure) -> [StepExplanation] {
        let incident = loaded.incident
        var steps = incident.openLeaves
        if let name {
            guard let step = incident.step(named: name) else {
                throw Failure(
                    .usage, "'\(name)' is not a step of \(incident.id)",
                    details: didYouMean(name, among: incident.leaves.map(\.id)),
                    hint: "step list \(incident.id)")
            }
            steps = [step]
        }
        var inquiry = Inquiry(loaded, desk: self)
        return steps.map { inquiry.explain($0) }
    }
}

/// The search for reasons in one record.
private struct Inquiry {
    let incident: Incident
    let entries: [Entry]
    let desk: Desk
    /// What the run did, with the entry that did it.
    private var events: [(event: RunEvent, entry: EntryContext, cause: Stepped?)] = []

    init(_ loaded: LoadedIncident, desk: Desk) {
        incident = loaded.incident
        entries = loaded.entries
        self.desk = desk
        if let begun = incident.runBegun {
            events += begun.payload.events.map { ($0, begun.entry, nil) }
        }
        for record in incident.steps {
            events += record.payload.events.map { ($0, record.entry, record.payload) }
        }
    }

    typealias Reason = StepExplanation.Reason

    mutating func explain(_ step: Step) -> StepExplanation {
        let standing = incident.standings.first { $0.step.id == step.id }?.standing ?? .notReached
        var reasons: [Reason]
        var next = "step show \(step.id)"
        switch standing {
        case .open:
            reasons = whyOpen(step)
            next =
                incident.run?.isBlocked(step.id) == true
                ? "step retry \(step.id)" : "step done \(step.id)"
        case .notReached:
            reasons = whyNotReached(step)
            if let first = incident.openLeaves.first { next = "why \(first.id)" }
        case .inapplicable: reasons = whyInapplicable(step)
        case .done, .skipped, .failed, .withdrawn: reasons = ending(of: step)
        }
        reasons += assignment(of: step)
        return StepExplanation(step: step, standing: standing, reasons: reasons, next: next)
    }

    // MARK: - Open

    private func whyOpen(_ step: Step) -> [Reason] {
        var reasons: [Reason] = []
        if let blocked = last(
            of: step.id, where: { if case .blocked = $0 { true } else { false } }),
            incident.run?.isBlocked(step.id) == true, case .blocked(_, let reason) = blocked.event
        {
            reasons.append(
                Reason(
                    text: "blocked by \(blocked.entry.actor): \(reason)",
                    entry: blocked.entry.number))
        }
        if let opened = last(
            of: step.id, where: { if case .activated = $0 { true } else { false } })
        {
            let cause =
                opened.cause.map { "when \($0.step) was \(past($0.verb))" } ?? "with the runbook"
            reasons.append(
                Reason(
                    text: "open since \(clock(opened.entry)), \(cause)", entry: opened.entry.number)
            )
            reasons += lateness(step, since: opened.entry)
        }
        reasons += guards(of: step)
        if let early = incident.earliness(of: step, at: desk.now) {
            reasons.append(Reason(text: "waits \(early)", entry: nil))
        }
        for timer in incident.run?.armedTimers ?? [] where timer.step == step.id {
            guard timer.kind == .deadline else { continue }
            let due = "\(timer.due.date) \(timer.due.clock)"
            reasons.append(Reason(text: "its deadline is \(due)", entry: nil))
        }
        if let starter = incident.run?.starter(of: step.id) {
            let entry = last(of: step.id) { if case .started = $0 { true } else { false } }?.entry
            reasons.append(Reason(text: "\(starter) works on it", entry: entry?.number))
        }
        return reasons + joins(around: step)
    }

    private func lateness(_ step: Step, since entry: EntryContext) -> [Reason] {
        guard let timebox = step.notes.timebox else { return [] }
        let over = desk.now.elapsed(since: entry.happenedAt.advanced(by: timebox))
        guard over > .zero else { return [] }
        return [
            Reason(
                text: "late: its time-box of \(timebox.spoken) was over \(over.spoken) ago",
                entry: nil)
        ]
    }

    /// The blocks around an open step that go on only when their lanes are over.
    private func joins(around step: Step) -> [Reason] {
        guard let run = incident.run else { return [] }
        return run.path(to: step.id).reversed().compactMap { id in
            guard case .parallel(let lanes, let join, _) = run.step(id)?.action else { return nil }
            let open = lanes.filter { !run.state(of: $0.id).isTerminal }
            let needed =
                switch join {
                case .all: "all \(lanes.count) lanes"
                case .count(let number): "\(number) of \(lanes.count) lanes"
                }
            let steps = open.flatMap(\.subtree).map(\.id).filter { run.frontier.contains($0) }
            return Reason(
                text: "what follows \(id) waits for \(needed); open: \(list(steps))", entry: nil)
        }
    }

    // MARK: - Not reached

    private func whyNotReached(_ step: Step) -> [Reason] {
        guard let run = incident.run else { return [] }
        if run.isOver {
            return [Reason(text: "the run is over (\(run.outcome?.rawValue ?? "-"))", entry: nil)]
        }
        let path = run.path(to: step.id)
        for (id, child) in zip(path, path.dropFirst()) where run.state(of: child) == .pending {
            guard case .sequence(let steps) = run.step(id)?.action else { break }
            let earlier = steps.prefix { $0.id != child }
            let open = earlier.flatMap(\.subtree).filter { run.frontier.contains($0.id) }
            guard !open.isEmpty else { break }
            return open.prefix(8).map { other in
                let who =
                    incident.assignees[other.id] ?? run.starter(of: other.id)
                    ?? other.notes.role.map { role in
                        role + (incident.roles[role].map { ": \($0)" } ?? ", which nobody is")
                    }
                return Reason(
                    text: "waits for step \(incident.number(of: other.id)) \(other.id)"
                        + (run.isBlocked(other.id) ? ", which is BLOCKED" : "")
                        + (who.map { " (\($0))" } ?? ""),
                    entry: nil)
            }
        }
        return [Reason(text: "waits for a step before it", entry: nil)]
    }

    // MARK: - Not needed, or over

    private func whyInapplicable(_ step: Step) -> [Reason] {
        let path = incident.run?.path(to: step.id) ?? []
        let reasons = path.reversed().compactMap { incident.run?.step($0) }.flatMap {
            guards(of: $0)
        }
        guard !reasons.isEmpty else {
            return [Reason(text: "it is only needed if another step fails", entry: nil)]
        }
        return reasons
    }

    private func ending(of step: Step) -> [Reason] {
        let endings = StepEnding.all(in: incident)
        for id in (incident.run?.path(to: step.id) ?? []).reversed() {
            guard let ending = endings[id] else { continue }
            let entry = ending.record.entry
            let payload = ending.record.payload
            let words = ending.words(for: step.id)
            var text =
                ending.isByClock
                ? words ?? "its time was over"
                : "\(past(payload.verb)) by \(entry.actor), \(clock(entry))"
            if !ending.isByClock, payload.step != step.id, let words { text = words + " (\(text))" }
            if let answer = payload.answer, payload.step == step.id { text += " -> \(answer)" }
            if let reason = payload.reason, words == nil { text += ": \(reason)" }
            return [Reason(text: text, entry: entry.number)] + guards(of: step)
        }
        return []
    }

    private func assignment(of step: Step) -> [Reason] {
        guard let person = incident.assignees[step.id] else { return [] }
        let entry = incident.steps.last {
            $0.payload.step == step.id && $0.payload.verb == StepVerb.assign.rawValue
        }?.entry
        return [
            Reason(
                text: "given to \(person)" + (entry.map { " by \($0.actor)" } ?? ""),
                entry: entry?.number)
        ]
    }

    // MARK: - Guards

    /// What the guards of a step gave when it was reached, with the values that decided them.
    private func guards(of step: Step) -> [Reason] {
        var found: [GuardReference.Kind: (RunEvent, EntryContext)] = [:]
        var order: [GuardReference.Kind] = []
        for (event, entry, _) in events {
            switch event {
            case .superseded(step.id, _):
                found = [:]
                order = []
            case .guardEvaluated(let reference, _) where reference.step == step.id:
                if found.updateValue((event, entry), forKey: reference.kind) == nil {
                    order.append(reference.kind)
                }
            default: continue
            }
        }
        return order.compactMap { kind in
            guard let (event, entry) = found[kind], let condition = condition(kind, of: step),
                case .guardEvaluated(_, let result) = event
            else { return nil }
            return Reason(
                text: sentence(kind, condition, result, at: step, entry), entry: entry.number)
        }
    }

    private func sentence(
        _ kind: GuardReference.Kind, _ condition: Guard, _ result: GuardResult, at step: Step,
        _ entry: EntryContext
    ) -> String {
        let subject =
            switch kind {
            case .when: "its condition"
            case .arm(let position): "the condition of way \(position + 1) of \(step.id)"
            case .again: "the condition for another round"
            case .until: "the condition that it waits for"
            }
        let outcome =
            if let error = result.error {
                "could not be evaluated (\(error))"
                    + (kind == .when ? ", so the step is shown" : ", so it counts as not met")
            } else { result.value ? "held" : "did not hold" }
        let then =
            (try? desk.fold(
                entries.filter { $0.number <= entry.number }, of: incident.id, with: JSONPayloads()))
        let values = (then ?? incident).readings(of: condition, at: step.id, now: entry.happenedAt)
            .map { "\($0.path) = \($0.value ?? "not recorded")" }
        return "\(subject) \(outcome): \(condition.source)"
            + (values.isEmpty ? "" : "   (\(values.joined(separator: "; ")))")
    }

    private func condition(_ kind: GuardReference.Kind, of step: Step) -> Guard? {
        switch (kind, step.action) {
        case (.when, _): step.when
        case (.arm(let position), .choose(let arms)):
            arms.indices.contains(position) ? arms[position].guardExpression : nil
        case (.again, .loop(_, let again, _)): again
        case (.until, .wait(.until(let condition))): condition
        default: nil
        }
    }

    // MARK: - Words

    private func last(
        of step: StepID, where matches: (RunEvent) -> Bool
    ) -> (event: RunEvent, entry: EntryContext, cause: Stepped?)? {
        events.last { $0.event.step == step && matches($0.event) }
    }

    private func past(_ verb: String) -> String { StepVerb(rawValue: verb)?.past ?? verb }

    private func clock(_ entry: EntryContext) -> String {
        entry.fidelity == .day
            ? entry.happenedAt.date : "\(entry.happenedAt.date) \(entry.happenedAt.clock)"
    }

    private func list(_ steps: [StepID]) -> String {
        steps.isEmpty ? "none" : steps.prefix(8).joined(separator: ", ")
    }
}
