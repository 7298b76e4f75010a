internal import Chronology
internal import Diagrams
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

extension Incident {
    /// The fields that every JSON answer about an incident has.
    var fields: [String: JSONValue] {
        [
            "id": .string(id), "title": .string(title), "severity": .string(severity.code),
            "category": .optional(category?.rawValue),
            "kinds": .array(kinds.map { .string($0) }),
            "disposition": .string(disposition.rawValue), "phase": .string(phase),
            "state": .string(isOpen ? "open" : "closed"), "drill": .bool(isDrill),
            "tlp": .string(tlp.label), "lead": .optional(lead), "entries": .int(version),
            "opened_at": .optional(openedAt?.rfc3339),
            "happened_at": .optional(openedEntry?.happenedAt.rfc3339),
            "runbook": runbook.map { runbook in
                .object([
                    "id": .string(runbook.id), "version": .string(runbook.version),
                    "sha256": .string(runbook.hash),
                ])
            } ?? .null,
            "roles": .object(
                Dictionary(
                    roles.map { ($0.key, .string($0.value)) }, uniquingKeysWith: { $1 })),
            "next_update_due": .optional(nextUpdateDue?.rfc3339),
        ]
    }

    /// What a person is told to do next.
    var nextCommand: String {
        if !isOpen { return openLeaves.isEmpty ? "report \(id)" : "guide \(id)" }
        if let failed = failedLeaf { return "step reopen \(failed.id) --why 'what has changed'" }
        switch disposition {
        case .falseAlarm, .eventOnly: return "close --resolution false-alarm --why 'what it was'"
        case .duplicate: return "close --resolution duplicate --why 'which one it repeats'"
        case .undecided:
            return openLeaves.isEmpty ? "assess incident --why 'what was seen'" : "guide"
        case .incident, .vulnerability, .exercise:
            return openLeaves.isEmpty
                ? "close --resolution restored --why 'why it is over'" : "guide"
        }
    }

    /// The word for a step's state as lists show it; one that cannot come any more is not pending.
    func stateWord(_ step: Step) -> String {
        closedWay(to: step.id).map { StepMark($0).rawValue } ?? recordedState(step)
    }

    /// The state as the record has it.
    private func recordedState(_ step: Step) -> String {
        guard let run else { return "pending" }
        let state = run.state(of: step.id)
        if run.isHandling(step.id) { return "failed" }
        guard state == .active else {
            return state == .done && overcomeFailures.contains(step.id) ? "failed" : state.rawValue
        }
        if run.isBlocked(step.id) { return "BLOCKED" }
        return run.starter(of: step.id) == nil ? "ready" : "started"
    }

    /// The fields of a step for JSON.
    func fields(of step: Step) -> [String: JSONValue] {
        [
            "number": .int(Int64(number(of: step.id))), "id": .string(step.id),
            "verb": .string(step.verb), "title": .string(step.title),
            "role": .optional(step.notes.role), "state": .string(recordedState(step).lowercased()),
            "started_by": .optional(run?.starter(of: step.id)),
            "assigned_to": .optional(assignees[step.id]),
            "timebox": .optional(step.notes.timebox?.iso8601),
            "answer": .optional(run?.answer(of: step.id)),
        ]
    }
}
