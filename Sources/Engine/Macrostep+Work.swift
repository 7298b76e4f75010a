import Runbooks

extension Macrostep {
    mutating func complete(_ step: StepID, _ outcome: Outcome) throws(Rejection) {
        let index = try admit(.complete, step)
        try checkAnswer(outcome, at: index)
        finish(index, .completed, outcome)
    }

    mutating func override(
        _ step: StepID, _ outcome: Outcome, _ reason: String
    ) throws(Rejection) {
        let index = try admit(.override, step)
        try require(reason, for: "override", of: step)
        try checkAnswer(outcome, at: index)
        finish(index, .overridden, outcome.noting(reason))
    }

    /// A failure uses up the retries first; then the failure policy decides.
    mutating func fail(_ step: StepID, _ reason: String) throws(Rejection) {
        let index = try admit(.fail, step)
        let used = run.records[index].retriesUsed
        if used < run.definition.nodes[index].step.retries {
            emit(.retried(step: step, used: used + 1, reason: reason), at: index)
        } else {
            failLeaf(index, reason: reason)
        }
    }

    /// A person tries again: the automatic retries and a deadline that has passed begin anew.
    mutating func retry(_ step: StepID) throws(Rejection) {
        let index = try admit(.retry, step)
        emit(.retried(step: step, used: 0, reason: nil), at: index)
        armDeadline(index)
    }

    mutating func start(_ step: StepID, by person: String) throws(Rejection) {
        let index = try admit(.start, step)
        if run.starters[index] == person {
            throw Rejection(
                code: .alreadyStarted,
                message: "\(person) has started step '\(step)' already", step: step,
                possible: run.allowedCommands(for: step).filter { $0 != .start })
        }
        emit(.started(step: step, by: person), at: index)
    }

    mutating func signal(_ name: String) throws(Rejection) {
        try admitOpenRun()
        var awaited: [String] = []
        var waiting: [Int] = []
        for index in run.definition.documentOrder
        where run.isOpenLeaf(index) && !run.records[index].isBlocked {
            guard case .wait(.signal(let expected)) = run.definition.nodes[index].step.action
            else { continue }
            if expected == name { waiting.append(index) }
            if !awaited.contains(expected) { awaited.append(expected) }
        }
        if waiting.isEmpty {
            throw Rejection(
                code: .signalNotAwaited,
                message: "no open step waits for the signal '\(name)'; "
                    + "awaited signals: \(run.listed(awaited))")
        }
        for index in waiting { finish(index, .signal) }
    }

    mutating func skip(
        _ step: StepID, reason: String?, approvedBy approver: String?
    ) throws(Rejection) {
        let index = try admit(.skip, step)
        if run.definition.nodes[index].step.skippable == .withReason {
            try require(reason ?? "", for: "skip", of: step)
        }
        // A block is skipped with all that is in it, so it needs what the strictest step in it needs.
        if let strict = run.step(with: .withApproval, in: index), (approver ?? "").isBlank {
            let holder = strict == index ? "" : ", because it holds '\(run.id(strict))'"
            throw Rejection(
                code: .approvalMissing,
                message: "step '\(step)' may be skipped only with an approval\(holder); "
                    + "name who approved it", step: step)
        }
        cancelBelow(index, .skip)
        emit(
            .skipped(step: step, cause: .person, reason: reason, approvedBy: approver),
            at: index)
    }

    /// Makes sure that a deviation from the plan carries a reason.
    func require(_ reason: String, for verb: String, of step: StepID) throws(Rejection) {
        if reason.isBlank {
            throw Rejection(
                code: .reasonMissing,
                message: "to \(verb) '\(step)' takes a reason, and none was given; say why",
                step: step)
        }
    }

    private func checkAnswer(_ outcome: Outcome, at index: Int) throws(Rejection) {
        guard case .decide(_, let options, _) = run.definition.nodes[index].step.action else {
            return
        }
        let keys = options.map(\.key)
        let step = run.id(index)
        guard let answer = outcome.answer else {
            throw Rejection(
                code: .answerMissing,
                message: "step '\(step)' is a decision and needs an answer, "
                    + "one of: \(run.listed(keys))", step: step)
        }
        if !keys.contains(answer) {
            throw Rejection(
                code: .answerUnknown,
                message: "'\(answer)' is not an option of step '\(step)', "
                    + "which are: \(run.listed(keys))", step: step)
        }
    }
}

// MARK: - Approvals

extension Macrostep {
    /// One rejection fails the step; enough approvals end it.
    mutating func vote(
        _ step: StepID, by person: String, approve: Bool
    ) throws(Rejection) {
        let index = try admit(.vote, step)
        guard
            case .approve(_, let quorum, _, let excluded) = run.definition.nodes[index].step.action
        else { throw run.rejection(.notAnApproval, at: index) }
        if run.votes(of: step).contains(where: { $0.by == person }) {
            throw Rejection(
                code: .alreadyVoted,
                message: "\(person) has voted on step '\(step)' already; "
                    + "somebody else has to vote", step: step)
        }
        if let own = excluded.first(where: { didWork(person, on: $0) }) {
            throw Rejection(
                code: .voterExcluded,
                message: "\(person) took part in '\(own)' and may not vote on step '\(step)'; "
                    + "somebody else has to vote", step: step)
        }
        emit(.voted(step: step, by: person, approve: approve), at: index)
        if !approve {
            failLeaf(index, reason: "rejected by \(person)")
        } else if run.votes(of: step).count(where: \.approve) >= quorum {
            finish(index, .approved, Outcome(answer: "approved"))
        }
    }

    /// Whether a person completed, decided or voted on a step or one below it.
    private func didWork(_ person: String, on step: StepID) -> Bool {
        guard let top = run.definition.index(of: step) else { return false }
        return run.definition.documentOrder.contains {
            run.definition.isInside($0, of: top)
                && (run.outcomes[$0]?.by == person
                    || run.ballots[$0, default: []].contains { $0.by == person })
        }
    }
}

extension Outcome {
    /// The same outcome with the reason in the note, behind what the note says already.
    func noting(_ reason: String) -> Outcome {
        var result = self
        result.note = note.map { "\($0) (\(reason))" } ?? reason
        return result
    }
}

extension String {
    /// Whether there is nothing to read in it.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
