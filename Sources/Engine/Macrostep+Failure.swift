import Chronology
import Runbooks

extension Macrostep {
    /// Lets the failure of a block, or of a leaf that no person is asked about, take its course.
    mutating func fail(_ index: Int, reason: String?) {
        let step = run.id(index)
        switch run.definition.nodes[index].policy {
        case .proceed: finish(index, .proceeded)
        case .handler where !run.records[index].isHandling:
            emit(.handling(step: step, reason: reason), at: index)
        case .abort: abortRun(failed: index, reason: reason)
        case .block, .handler: emit(.failed(step: step, reason: reason), at: index)
        }
    }

    mutating func failBlock(_ index: Int, because child: Int) {
        let state = run.records[child].state.rawValue
        fail(index, reason: "step '\(run.id(child))' is \(state)")
    }

    /// Lets the failure of a leaf take its course: with the policy `block` it asks a person.
    mutating func failLeaf(_ index: Int, reason: String) {
        if run.definition.nodes[index].policy == .block {
            emit(.blocked(step: run.id(index), reason: reason), at: index)
        } else {
            fail(index, reason: reason)
        }
    }

    /// Ends the run because a step failed: the blocks around it fail, all else is cancelled.
    ///
    /// The blocks fail instead of being cancelled, so that one can still go back to the step.
    mutating func abortRun(failed index: Int, reason: String?) {
        emit(.failed(step: run.id(index), reason: reason), at: index)
        let path = run.definition.ancestors(of: index)
        cancelBelow(0, .abort, sparing: path)
        for ancestor in path where run.records[ancestor].state == .active {
            let cause = "step '\(run.id(index))' failed and aborts the run"
            emit(.failed(step: run.id(ancestor), reason: cause), at: ancestor)
        }
        requestUndo { _ in true }
    }

    /// Ends the run on request: all that is open is cancelled, the root fails.
    mutating func abort(_ reason: String) throws(Rejection) {
        try admitOpenRun()
        try require(reason, for: "abort", of: run.id(0))
        cancelBelow(0, .abort)
        emit(.failed(step: run.id(0), reason: reason), at: 0)
        requestUndo { _ in true }
    }

    /// Asks for the undo of the steps whose effect stands, the last done first.
    mutating func requestUndo(where isConcerned: (Int) -> Bool) {
        for index in run.undoable.reversed() where isConcerned(index) {
            emit(.undoRequested(step: run.id(index)), at: index)
        }
    }
}

// MARK: - Deadlines and timers

extension Macrostep {
    /// Lets the earliest due timer of a step fire.
    mutating func fire(_ step: StepID) throws(Rejection) {
        let index = try admit(.fire, step)
        let armed = run.timers.filter { $0.index == index }
        guard var timer = armed.first else {
            throw run.rejection(.timerNotArmed, at: index)
        }
        for other in armed where other.due < timer.due { timer = other }
        if timer.due > context.now {
            throw Rejection(
                code: .timerNotDue,
                message: "the timer of step '\(step)' is due at \(timer.due.rfc3339), "
                    + "and it is \(context.now.rfc3339); fire it then",
                step: step)
        }
        emit(.timerFired(step: step, kind: timer.kind), at: index)
        switch timer.kind {
        case .wait: finish(index, .timer)
        case .deadline: passDeadline(index)
        }
    }

    private mutating func passDeadline(_ index: Int) {
        switch run.definition.nodes[index].step.onTimeout {
        case .escalate: break
        case .skip:
            cancelBelow(index, .deadline)
            emit(
                .skipped(
                    step: run.id(index), cause: .deadline, reason: "deadline passed",
                    approvedBy: nil), at: index)
        case .fail:
            if run.isOpenLeaf(index) {
                failLeaf(index, reason: "deadline passed")
            } else {
                cancelBelow(index, .deadline)
                fail(index, reason: "deadline passed")
            }
        }
    }
}
