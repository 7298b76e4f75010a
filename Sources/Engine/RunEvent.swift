package import Chronology
package import Runbooks

/// A fact about a run; the events of a run, in order, are all that its state is made of.
///
/// The encoding is kept for years: an event is an object with the case name as its only key, and
/// the labels are the keys inside.
package enum RunEvent: Sendable, Equatable, Codable {
    case activated(step: StepID)
    /// A block that was over is open again, because something below it was reopened.
    case reactivated(step: StepID)
    case done(step: StepID, cause: DoneCause, outcome: Outcome?)
    case skipped(step: StepID, cause: SkipCause, reason: String?, approvedBy: String?)
    case failed(step: StepID, reason: String?)
    case cancelled(step: StepID, cause: CancelCause)
    /// The step counts as never reached; its epoch goes up.
    case superseded(step: StepID, cause: SupersedeCause)
    /// The step failed and asks a person.
    case blocked(step: StepID, reason: String)
    /// The step is tried again; `used` is how many of its automatic retries are now gone.
    case retried(step: StepID, used: Int, reason: String?)
    case armChosen(step: StepID, arm: Int)
    /// A loop begins this iteration of its body, counted from 1.
    case iterated(step: StepID, iteration: Int)
    /// The failure handler of the step takes over.
    case handling(step: StepID, reason: String?)
    /// A person goes back to the step.
    case reopened(step: StepID, reason: String)
    /// No join above the reopened step may close before it is over.
    case held(step: StepID)
    case started(step: StepID, by: String)
    case voted(step: StepID, by: String, approve: Bool)
    case timerArmed(step: StepID, kind: TimerKind, due: Timestamp)
    case timerFired(step: StepID, kind: TimerKind)
    case stepAdded(step: AddedStep, into: StepID, after: StepID?)
    /// The effect of the step is to be taken back.
    case undoRequested(step: StepID)
    case undoDone(step: StepID)
    case guardEvaluated(reference: GuardReference, result: GuardResult)

    /// The step that the event is about.
    package var step: StepID {
        switch self {
        case .activated(let step), .reactivated(let step), .done(let step, _, _),
            .skipped(let step, _, _, _), .failed(let step, _), .cancelled(let step, _),
            .superseded(let step, _), .blocked(let step, _), .retried(let step, _, _),
            .armChosen(let step, _), .iterated(let step, _), .handling(let step, _),
            .reopened(let step, _), .held(let step), .started(let step, _),
            .voted(let step, _, _), .timerArmed(let step, _, _), .timerFired(let step, _),
            .undoRequested(let step), .undoDone(let step):
            step
        case .stepAdded(let added, _, _): added.id
        case .guardEvaluated(let reference, _): reference.step
        }
    }
}

/// Why a step is done.
package enum DoneCause: String, Sendable, Codable {
    /// Somebody or something completed it.
    case completed
    /// A person gave a result to a blocked step.
    case overridden
    /// It failed, and its policy is to go on.
    case proceeded
    /// Its failure handler is through.
    case recovered
    /// What is below it is over.
    case children
    /// Its wait is over.
    case timer
    /// The signal that it waited for came.
    case signal
    /// The condition that it waited for holds.
    case condition
    /// Enough people approved.
    case approved
}

/// Why a step is skipped.
package enum SkipCause: String, Sendable, Codable {
    /// Its `when` does not hold.
    case condition = "guard"
    case person
    case deadline
    /// It stands in a new version of the runbook before what had been reached.
    case migration
}

/// Why a step is cancelled.
package enum CancelCause: String, Sendable, Codable {
    /// The join above it is met, or can no longer be met.
    case join
    /// A block above it was skipped.
    case skip
    /// The deadline of a block above it passed.
    case deadline
    /// Somebody went back to a step before it.
    case reopen
    /// The run was aborted.
    case abort
}

/// Why a step is superseded.
package enum SupersedeCause: String, Sendable, Codable {
    /// Somebody went back to it or to a step before it.
    case reopen
    /// The loop around it goes round again.
    case iteration
}
