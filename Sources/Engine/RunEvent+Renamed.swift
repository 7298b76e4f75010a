package import Runbooks

extension RunEvent {
    /// The event with the ids that a migration gave to its steps.
    package func renamed(_ names: [StepID: StepID]) -> RunEvent {
        func name(_ step: StepID) -> StepID { names[step] ?? step }
        return switch self {
        case .activated(let step): .activated(step: name(step))
        case .reactivated(let step): .reactivated(step: name(step))
        case .done(let step, let cause, let outcome):
            .done(step: name(step), cause: cause, outcome: outcome)
        case .skipped(let step, let cause, let reason, let approver):
            .skipped(step: name(step), cause: cause, reason: reason, approvedBy: approver)
        case .failed(let step, let reason): .failed(step: name(step), reason: reason)
        case .cancelled(let step, let cause): .cancelled(step: name(step), cause: cause)
        case .superseded(let step, let cause): .superseded(step: name(step), cause: cause)
        case .blocked(let step, let reason): .blocked(step: name(step), reason: reason)
        case .retried(let step, let used, let reason):
            .retried(step: name(step), used: used, reason: reason)
        case .armChosen(let step, let arm): .armChosen(step: name(step), arm: arm)
        case .iterated(let step, let iteration):
            .iterated(step: name(step), iteration: iteration)
        case .handling(let step, let reason): .handling(step: name(step), reason: reason)
        case .reopened(let step, let reason): .reopened(step: name(step), reason: reason)
        case .held(let step): .held(step: name(step))
        case .started(let step, let person): .started(step: name(step), by: person)
        case .voted(let step, let person, let approve):
            .voted(step: name(step), by: person, approve: approve)
        case .timerArmed(let step, let kind, let due):
            .timerArmed(step: name(step), kind: kind, due: due)
        case .timerFired(let step, let kind): .timerFired(step: name(step), kind: kind)
        case .stepAdded(let added, let block, let sibling):
            .stepAdded(
                step: AddedStep(id: name(added.id), task: added.task, role: added.role),
                into: name(block), after: sibling.map(name))
        case .undoRequested(let step): .undoRequested(step: name(step))
        case .undoDone(let step): .undoDone(step: name(step))
        case .guardEvaluated(let reference, let result):
            .guardEvaluated(
                reference: GuardReference(kind: reference.kind, step: name(reference.step)),
                result: result)
        }
    }
}
