internal import Chronology

extension Lint {
    /// Phases and the date of the last review.
    mutating func checkDocument(today: Timestamp?) {
        let present = runbook.root.children.map(\.id)
        for phase in StepKeys.phases where !runbook.isCalledOnly && !present.contains(phase) {
            report(
                .missingPhase, "the runbook has no phase '\(phase)' (ISO/IEC 27035-1)",
                at: place("phases", "title"))
        }
        guard let reviewed = runbook.reviewed else {
            report(
                .notReviewed, "the key 'reviewed' with the date of the last review is missing",
                at: place("title"))
            return
        }
        let limit = map.reviewEvery ?? .seconds(365 * 86_400)
        guard let today, let date = Timestamp(rfc3339: reviewed + "T00:00:00Z"),
            today.elapsed(since: date) > limit
        else { return }
        let days = limit.components.seconds / 86_400
        report(
            .reviewOverdue, "the last review was on \(reviewed), more than \(days) days ago",
            at: place("reviewed", "title"))
    }

    /// What each step of work owes its readers.
    mutating func checkWork() {
        for step in steps where step.isWork {
            let place = place(of: step)
            if step.notes.role == nil, !step.isApproval {
                report(.noRole, "step '\(step.id)' has no role; nobody will be asked", at: place)
            }
            if step.notes.timebox == nil, step.notes.untimed == nil {
                report(
                    .noTimebox,
                    "step '\(step.id)' has no time-box; write one, or 'none, because …'",
                    at: place)
            }
            if step.notes.evidence == nil {
                report(
                    .noEvidence,
                    "step '\(step.id)' does not say what to keep; write a list or none",
                    at: place)
            }
            if step.notes.doneWhen == nil {
                report(
                    .noDoneWhen, "step '\(step.id)' does not say when it is done ('done_when')",
                    at: place)
            }
        }
        for step in steps {
            guard case .parallel(let lanes, .count(let wanted), _) = step.action,
                wanted > lanes.count
            else { continue }
            report(
                .joinTooLarge, "the join needs \(wanted) lanes, but there are \(lanes.count)",
                at: self.place(of: step, "join"))
        }
    }
}

extension Step {
    /// Whether a person or a machine does something here.
    package var isWork: Bool {
        switch action {
        case .manual, .ask, .decide, .approve, .automate, .notify: true
        case .wait, .sequence, .parallel, .choose, .loop, .call: false
        }
    }

    /// Approvals are asked of the role in `from`.
    var isApproval: Bool {
        if case .approve = action { true } else { false }
    }
}
