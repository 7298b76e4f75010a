internal import Chronology
internal import Engine
internal import Incidents
internal import Reports
internal import Runbooks

extension ReportMapping {
    /// Decisions made freely, and those that the runbook asked for, in the order of the record.
    var decisions: [ReportView.Decision] {
        let incident = loaded.incident
        let free = incident.decisions.filter { $0.entry.tlp <= label }.map { record in
            ReportView.Decision(
                entry: Int(record.entry.number), happened: Moment(record.entry),
                recorded: record.entry.recordedAt, question: record.payload.text,
                options: record.payload.options, choice: record.payload.text,
                by: record.entry.actor, role: record.entry.role, reason: record.payload.reason,
                correction: correction(of: record.entry))
        }
        let asked = incident.steps.compactMap { record -> ReportView.Decision? in
            guard record.entry.tlp <= label, record.payload.verb == StepVerb.done.rawValue,
                let step = incident.run?.step(record.payload.step)
            else { return nil }
            return decision(record, step)
        }
        return (free + asked).sorted { $0.entry < $1.entry }
    }

    private func decision(_ record: Recorded<Stepped>, _ step: Step) -> ReportView.Decision? {
        let options: [DecisionOption]
        switch step.action {
        case .decide(_, let choices, _): options = choices
        case .approve:
            options = [
                DecisionOption(key: "approve", text: "approve"),
                DecisionOption(key: "reject", text: "reject"),
            ]
        default: return nil
        }
        let key = record.payload.answer ?? "approve"
        return ReportView.Decision(
            entry: Int(record.entry.number), happened: Moment(record.entry),
            recorded: record.entry.recordedAt, question: record.payload.title,
            options: options.map(\.text), choice: options.first { $0.key == key }?.text ?? key,
            by: record.entry.actor, role: record.entry.role, reason: record.payload.reason,
            correction: correction(of: record.entry))
    }

    private func correction(of entry: EntryContext) -> ReportView.Correction? {
        loaded.incident.timeline.first { $0.entry.number == entry.number }?.correction
            .flatMap { $0.entry.tlp <= label ? ReportView.Correction($0) : nil }
    }

    var updates: [ReportView.Update] {
        let incident = loaded.incident
        return incident.updates.filter { $0.entry.tlp <= label }.map { record in
            func part(_ heading: String) -> String? {
                record.payload.parts.first { $0.heading == heading }?.text
            }
            let text = record.payload.parts.filter { $0.heading.isEmpty }.map(\.text)
            return ReportView.Update(
                entry: Int(record.entry.number), happened: Moment(record.entry),
                by: record.entry.actor, role: record.entry.role,
                audience: record.payload.kind.rawValue,
                text: text.isEmpty ? nil : text.joined(separator: " "),
                conditions: part("Conditions"), actions: part("Actions"), needs: part("Needs"),
                nextAt: record.payload.next, deliveries: deliveries(of: record),
                correction: correction(of: record.entry))
        }
    }

    /// What the record says of each channel; a channel without a report was queued and has no outcome yet.
    private func deliveries(of update: Recorded<Updated>) -> [ReportView.Delivery] {
        update.payload.channels.map { channel in
            let last = loaded.incident.deliveries.last { record in
                record.payload.entry == update.entry.number && record.payload.channel == channel
            }
            guard let last else {
                return ReportView.Delivery(channel: channel, state: "queued", attempts: 0)
            }
            return ReportView.Delivery(
                channel: channel, state: last.payload.state, attempts: last.payload.attempts,
                settledAt: last.entry.recordedAt,
                detail: last.entry.tlp <= label ? last.payload.detail : nil)
        }
    }

    /// The phases of the runbook, as far as the run has come.
    var phases: [ReportView.Phase] {
        guard isRunbookAllowed, let definition = loaded.incident.definition else { return [] }
        return definition.phases.compactMap { phase in
            let spans = PhaseSpan(of: phase.id, in: loaded.incident)
            return spans.started.map {
                ReportView.Phase(name: phase.id, started: $0, ended: spans.ended)
            }
        }
    }

    var runbooks: [ReportView.RunbookRun] {
        let incident = loaded.incident
        guard isRunbookAllowed, let reference = incident.runbook else { return [] }
        let spans = PhaseSpan(of: incident.run?.root.id ?? reference.id, in: incident)
        return [
            ReportView.RunbookRun(
                id: reference.id, version: reference.version, hash: reference.hash,
                title: reference.title,
                state: incident.run.map { $0.outcome?.rawValue ?? "under way" } ?? "unreadable",
                started: spans.started, finished: spans.ended, steps: runbookSteps,
                deviations: deviations)
        ]
    }

    private var runbookSteps: [ReportView.RunbookStep] {
        let incident = loaded.incident
        guard let run = incident.run else { return [] }
        // What was done to a step above the label may have given it its title, its reason or its answer.
        let hidden = incident.steps.filter { $0.entry.tlp > label }.map(\.payload)
        return incident.leaves.filter { step in
            !hidden.contains { $0.step == step.id && $0.verb == StepVerb.add.rawValue }
        }.map { step in
            let last = incident.steps.last { record in
                record.payload.step == step.id && StepVerb.ending.contains(record.payload.verb)
            }
            let isShown = !hidden.contains { $0.step == step.id }
            let state = run.state(of: step.id)
            return ReportView.RunbookStep(
                id: step.id, title: step.title, outcome: state.reported,
                by: isShown && state.isTerminal ? last?.entry.actor : nil,
                // The role that the person held, and only for an open step the one that it asks for.
                role: isShown && state.isTerminal ? last?.entry.role : step.notes.role,
                happened: isShown && state.isTerminal ? last.map { Moment($0.entry) } : nil,
                answer: isShown ? run.answer(of: step.id) : nil,
                reason: isShown ? (last?.payload.reason ?? run.reason(of: step.id)) : nil)
        }
    }

    private var deviations: [ReportView.Deviation] {
        loaded.incident.steps.filter { $0.entry.tlp <= label }.compactMap { record in
            let kind: ReportView.DeviationKind
            switch StepVerb(rawValue: record.payload.verb) {
            case .reopen: kind = .reopened
            case .add: kind = .added
            case .done where record.payload.events.contains(where: \.isOverride): kind = .overridden
            default: return nil
            }
            return ReportView.Deviation(
                kind: kind, step: record.payload.step, happened: Moment(record.entry),
                by: record.entry.actor, reason: record.payload.reason,
                entry: Int(record.entry.number))
        }
    }
}

/// When a block began and ended, by the entries that made it so.
private struct PhaseSpan {
    private(set) var started: Moment?
    private(set) var ended: Moment?

    init(of block: StepID, in incident: Incident) {
        for (moment, events) in PhaseSpan.history(of: incident) {
            for event in events where event.step == block {
                switch event.phaseChange {
                case .began:
                    if started == nil { started = moment }
                    ended = nil
                case .ended: ended = moment
                case nil: break
                }
            }
        }
    }

    private static func history(of incident: Incident) -> [(Moment, [RunEvent])] {
        let begun = incident.runBegun.map { [(Moment($0.entry), $0.payload.events)] } ?? []
        return begun + incident.steps.map { (Moment($0.entry), $0.payload.events) }
    }
}

private enum PhaseChange {
    case began
    case ended
}

extension RunEvent {
    fileprivate var phaseChange: PhaseChange? {
        switch self {
        case .activated, .reactivated: .began
        case .done, .skipped, .failed, .cancelled: .ended
        default: nil
        }
    }

    fileprivate var isOverride: Bool {
        if case .done(_, .overridden, _) = self { true } else { false }
    }
}

extension StepVerb {
    /// The verbs that can end a step.
    fileprivate static let ending = [StepVerb.done, .skip, .giveUp, .vote, .expire].map(\.rawValue)
}

extension StepState {
    fileprivate var reported: ReportView.StepOutcome {
        switch self {
        case .pending: .notReached
        case .active: .open
        case .done: .done
        case .skipped: .skipped
        case .failed: .failed
        case .cancelled: .cancelled
        }
    }
}
