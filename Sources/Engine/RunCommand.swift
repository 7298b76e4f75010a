package import Runbooks

/// What somebody or something asks of a run; `decide` turns it into events or a rejection.
package enum RunCommand: Sendable, Equatable {
    /// An open leaf is done; a `decide` step needs one of its options as the answer.
    case complete(StepID, Outcome)
    /// Open work did not succeed; its retries and then its failure policy say what follows.
    case fail(StepID, reason: String)
    /// A blocked step counts as failed.
    case giveUp(StepID, reason: String)
    /// A blocked step is tried again.
    case retry(StepID)
    /// An active leaf or block is left out.
    case skip(StepID, reason: String?, approvedBy: String?)
    /// A blocked step counts as done with this result.
    case override(StepID, Outcome, reason: String)
    /// Goes back to a step that is over.
    case reopen(StepID, reason: String)
    /// Puts a task into a sequence: behind the step `after`, or at the end.
    case add(AddedStep, into: StepID, after: StepID?)
    /// Votes on an `approve` step.
    case vote(StepID, by: String, approve: Bool)
    /// Ends every `wait` for the signal of this name.
    case signal(String)
    /// The earliest due timer of the step fires.
    case fire(StepID)
    /// Looks at the `wait … until` steps again.
    case poll
    /// Work on a step is under way; only recorded.
    case start(StepID, by: String)
    /// The requested undo of a step was carried out.
    case completeUndo(StepID)
    /// Ends the run as failed.
    case abort(reason: String)
}

/// The commands that name a step, without their arguments.
package enum CommandKind: String, Sendable, CaseIterable {
    case complete
    case start
    case vote
    case fail
    case retry
    case override
    case giveUp = "give-up"
    case skip
    case reopen
    case add
    case fire
    case completeUndo = "complete-undo"
}
