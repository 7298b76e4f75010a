/// The events that begin a run: its root is reached, and everything settles.
///
/// Throws a `Rejection` if the run has begun already or does not settle.
package func begin(_ run: Run, in context: RunContext) throws(Rejection) -> [RunEvent] {
    if run.hasBegun {
        throw Rejection(
            code: .alreadyBegun,
            message: "the run has begun; open steps: \(run.listed(run.frontier))")
    }
    var macrostep = Macrostep(run: run, context: context)
    try macrostep.settle()
    return macrostep.events
}

/// What a command does to a run: the events to record and then to apply, in order.
///
/// The run itself does not change. An accepted command may have no event, as a `poll` that finds
/// nothing.
/// Throws a `Rejection` if the command is not possible; then there is nothing to record.
package func decide(
    _ command: RunCommand, on run: Run, in context: RunContext
) throws(Rejection) -> [RunEvent] {
    if !run.hasBegun { throw run.rejectionBeforeBeginning() }
    var macrostep = Macrostep(run: run, context: context)
    switch command {
    case .complete(let step, let outcome): try macrostep.complete(step, outcome)
    case .fail(let step, let reason): try macrostep.fail(step, reason)
    case .giveUp(let step, let reason):
        let index = try macrostep.admit(.giveUp, step)
        macrostep.emit(.failed(step: step, reason: reason), at: index)
    case .retry(let step): try macrostep.retry(step)
    case .skip(let step, let reason, let approver):
        try macrostep.skip(step, reason: reason, approvedBy: approver)
    case .override(let step, let outcome, let reason):
        try macrostep.override(step, outcome, reason)
    case .reopen(let step, let reason): try macrostep.reopen(step, reason)
    case .add(let added, let block, let sibling):
        try macrostep.add(added, into: block, after: sibling)
    case .vote(let step, let person, let approve):
        try macrostep.vote(step, by: person, approve: approve)
    case .signal(let name): try macrostep.signal(name)
    case .fire(let step): try macrostep.fire(step)
    case .poll: try macrostep.admitOpenRun()
    case .start(let step, let person): try macrostep.start(step, by: person)
    case .completeUndo(let step):
        let index = try macrostep.admit(.completeUndo, step)
        macrostep.emit(.undoDone(step: step), at: index)
    case .abort(let reason): try macrostep.abort(reason)
    }
    try macrostep.settle()
    return macrostep.events
}
