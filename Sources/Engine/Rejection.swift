package import Runbooks

/// Why a command was not accepted; a rejected command leaves no event.
package struct Rejection: Error, Sendable, Equatable {
    /// What stood in the way; never reused for something else.
    package enum Code: String, Sendable, CaseIterable {
        case notBegun = "not-begun"
        case alreadyBegun = "already-begun"
        case runOver = "run-over"
        case unknownStep = "unknown-step"
        case notActive = "not-active"
        case notALeaf = "not-a-leaf"
        case notWork = "not-work"
        case blocked
        case notBlocked = "not-blocked"
        case notOver = "not-over"
        case outOfReach = "out-of-reach"
        case answerMissing = "answer-missing"
        case answerUnknown = "answer-unknown"
        case reasonMissing = "reason-missing"
        case approvalMissing = "approval-missing"
        case notSkippable = "not-skippable"
        case notAnApproval = "not-an-approval"
        case needsVotes = "needs-votes"
        case alreadyVoted = "already-voted"
        case voterExcluded = "voter-excluded"
        case alreadyStarted = "already-started"
        case timerNotArmed = "timer-not-armed"
        case timerNotDue = "timer-not-due"
        case signalNotAwaited = "signal-not-awaited"
        case notASequence = "not-a-sequence"
        case blockClosed = "block-closed"
        case idInvalid = "id-invalid"
        case idTaken = "id-taken"
        case positionPassed = "position-passed"
        case tooManySteps = "too-many-steps"
        case noUndoRequested = "no-undo-requested"
        case runsAway = "runs-away"
    }

    /// What stood in the way, for programs.
    package let code: Code
    /// What was wrong, with the value, and what is possible instead.
    package let message: String
    /// The step that the command named.
    package let step: StepID?
    /// What the step allows instead, in the order in which to offer it; empty where that is not the question.
    package let possible: [CommandKind]

    package init(
        code: Code, message: String, step: StepID? = nil, possible: [CommandKind] = []
    ) {
        self.code = code
        self.message = message
        self.step = step
        self.possible = possible
    }
}

extension Run {
    /// The rejection of a command that the step's state does not allow.
    func rejection(_ code: Rejection.Code, at index: Int) -> Rejection {
        let step = id(index)
        let possible = allowedCommands(for: step)
        var message = explanation(code, at: index)
        if possible.isEmpty {
            message += "; nothing is possible with it now"
            if hasBegun, !isOver { message += ", open steps: \(listed(frontier))" }
        }
        return Rejection(code: code, message: message, step: step, possible: possible)
    }

    func rejectionOfUnknown(_ step: StepID) -> Rejection {
        let open = isOver ? "the run is over" : "open steps: \(listed(frontier))"
        return Rejection(
            code: .unknownStep, message: "the runbook has no step '\(step)'; \(open)", step: step)
    }

    func rejectionBeforeBeginning() -> Rejection {
        Rejection(code: .notBegun, message: "the run has not begun; begin it first")
    }

    func rejectionAfterEnd() -> Rejection {
        Rejection(
            code: .runOver,
            message: "the run is over (\(records[0].state.rawValue)); only going back is possible")
    }

    private func explanation(_ code: Rejection.Code, at index: Int) -> String {
        let name = "step '\(id(index))'"
        let state = records[index].state.rawValue
        switch code {
        case .notBegun: return "the run has not begun"
        case .runOver: return "the run is over (\(records[0].state.rawValue))"
        case .notActive, .notOver: return "\(name) is \(state)"
        case .notALeaf:
            return records[index].isHandling
                ? "\(name) failed and its handler is at work" : "\(name) only holds other steps"
        case .notWork: return "\(name) is a wait, which cannot be worked on"
        case .blocked: return "\(name) is blocked (\(reasons[index] ?? "no reason given"))"
        case .notBlocked: return "\(name) is not blocked, it is \(state)"
        case .outOfReach:
            return "\(name) lies in a block that was skipped, cancelled or not taken"
        case .notSkippable:
            let culprit = unskippableStep(in: index) ?? index
            return culprit == index
                ? "\(name) must not be skipped"
                : "\(name) cannot be skipped, because it holds '\(id(culprit))', which must not be"
        case .notAnApproval: return "\(name) is not an approval"
        case .needsVotes: return "\(name) is an approval and ends by votes"
        case .timerNotArmed: return "\(name) has no armed timer"
        case .notASequence: return "\(name) is not a phase or a sequence"
        case .blockClosed:
            return "\(name) or a block around it is over or not taken, and takes no more steps"
        case .noUndoRequested: return "no undo of \(name) was asked for"
        default: return "\(name): \(code.rawValue)"
        }
    }

    /// Up to eight names with commas; more are only counted.
    package func listed(_ names: [String]) -> String {
        if names.isEmpty { return "none" }
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
