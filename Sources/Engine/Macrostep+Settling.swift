import Runbooks

/// How many changes one command may cause; nested loops of skipped steps could go on for hours.
private let settlingLimit = 100_000

extension Macrostep {
    /// Carries on until nothing more follows; then only a command can change the run.
    ///
    /// Throws a `Rejection` if a command causes more changes than the limit.
    mutating func settle() throws(Rejection) {
        for _ in 0..<settlingLimit {
            if advance(0) || endWaitWhoseConditionHolds() { continue }
            return
        }
        throw Rejection(
            code: .runsAway,
            message: "the command causes more than \(settlingLimit) changes; "
                + "lower the limits of the loops or skip the block")
    }

    /// Makes the first change in document order at or below `index`; false if there is none.
    private mutating func advance(_ index: Int) -> Bool {
        let record = run.records[index]
        if index == 0 && record.state == .pending {
            activate(index)
            return true
        }
        guard record.state == .active else { return false }
        if record.isHandling { return advanceHandler(of: index) }
        switch run.definition.nodes[index].shape {
        case .work, .wait: return false
        case .sequence: return advanceSequence(index)
        case .parallel(let join, let rest): return advanceParallel(index, join, rest)
        case .choose: return advanceChoice(index)
        case .loop(let limit): return advanceLoop(index, limit)
        }
    }

    private mutating func advanceHandler(of index: Int) -> Bool {
        guard let handler = run.definition.nodes[index].handler else { return false }
        switch run.records[handler].state {
        case .pending: activate(handler)
        case .active: return advance(handler)
        case .failed:
            let reason = "its handler '\(run.id(handler))' failed"
            emit(.failed(step: run.id(index), reason: reason), at: index)
        case .done, .skipped, .cancelled: finish(index, .recovered)
        }
        return true
    }

    private mutating func advanceSequence(_ index: Int) -> Bool {
        for child in run.definition.nodes[index].children {
            switch run.records[child].state {
            case .pending:
                activate(child)
                return true
            case .active: return advance(child)
            case .failed, .cancelled:
                failBlock(index, because: child)
                return true
            case .done, .skipped: continue
            }
        }
        finish(index, .children)
        return true
    }

    private mutating func advanceChoice(_ index: Int) -> Bool {
        guard let child = run.chosenChild(of: index) else {
            finish(index, .children)
            return true
        }
        switch run.records[child].state {
        case .pending: activate(child)
        case .active: return advance(child)
        case .failed, .cancelled: failBlock(index, because: child)
        case .done, .skipped: finish(index, .children)
        }
        return true
    }

    private mutating func advanceLoop(_ index: Int, _ limit: Int) -> Bool {
        let body = run.definition.nodes[index].children[0]
        switch run.records[body].state {
        case .pending: activate(body)
        case .active: return advance(body)
        case .failed, .cancelled: failBlock(index, because: body)
        case .done, .skipped:
            let iteration = run.records[index].iteration
            if iteration < limit && repeats(index) {
                supersede(body, .iteration)
                emit(.iterated(step: run.id(index), iteration: iteration + 1), at: index)
            } else {
                finish(index, .children)
            }
        }
        return true
    }

    private mutating func repeats(_ index: Int) -> Bool {
        guard case .loop(_, let condition, _) = run.definition.nodes[index].step.action else {
            return false
        }
        return holds(.again, condition, at: index)
    }

    /// Puts what was reached of a step and all below it back to pending, in document order.
    mutating func supersede(_ index: Int, _ cause: SupersedeCause) {
        if run.records[index].state != .pending {
            emit(.superseded(step: run.id(index), cause: cause), at: index)
        }
        for child in run.definition.nodes[index].children { supersede(child, cause) }
        if let handler = run.definition.nodes[index].handler { supersede(handler, cause) }
    }

    /// Ends the first open wait in document order whose condition holds.
    ///
    /// A condition is recorded only when it holds or its error changes, because it is looked at on
    /// every change.
    private mutating func endWaitWhoseConditionHolds() -> Bool {
        for index in run.definition.conditionWaits
        where run.isOpenLeaf(index) && !run.records[index].isBlocked {
            guard case .wait(.until(let condition)) = run.definition.nodes[index].step.action
            else { continue }
            let reference = GuardReference(kind: .until, step: run.id(index))
            let result = evaluate(reference, condition)
            if result.value || result.error != run.conditionErrors[index] {
                emit(.guardEvaluated(reference: reference, result: result), at: index)
            }
            if result.value {
                finish(index, .condition)
                return true
            }
        }
        return false
    }
}

// MARK: - Joins

extension Macrostep {
    /// How the lanes of a parallel block stand.
    private struct Tally {
        var lanes = 0
        var done = 0
        var skipped = 0
        var active = 0
    }

    private mutating func advanceParallel(_ index: Int, _ join: Join, _ rest: Remainder) -> Bool {
        let lanes = run.definition.nodes[index].children
        if let lane = lanes.first(where: { run.records[$0].state == .pending }) {
            activate(lane)
            return true
        }
        let tally = tally(of: lanes)
        if holdsReopenedStep(index) { return advanceLanes(lanes) }
        if isMet(join, tally), tally.active == 0 || rest == .cancel {
            cancelBelow(index, .join)
            finish(index, .children)
            return true
        }
        if isLost(join, tally) {
            cancelBelow(index, .join)
            fail(index, reason: "its join can no longer be met")
            return true
        }
        return advanceLanes(lanes)
    }

    private func tally(of lanes: [Int]) -> Tally {
        var tally = Tally(lanes: lanes.count)
        for lane in lanes {
            switch run.records[lane].state {
            case .active: tally.active += 1
            case .done: tally.done += 1
            case .skipped: tally.skipped += 1
            case .pending, .failed, .cancelled: break
            }
        }
        return tally
    }

    /// Lanes that were skipped leave the quorum, and a number is capped at the lanes that are left.
    private func needed(_ join: Join, _ tally: Tally) -> Int {
        switch join {
        case .all: tally.lanes - tally.skipped
        case .count(let count): min(count, tally.lanes - tally.skipped)
        }
    }

    private func isMet(_ join: Join, _ tally: Tally) -> Bool {
        tally.done >= needed(join, tally)
    }

    /// A join of all fails when every lane has ended; a number as soon as it is out of reach.
    private func isLost(_ join: Join, _ tally: Tally) -> Bool {
        switch join {
        case .all: tally.active == 0 && !isMet(join, tally)
        case .count: tally.done + tally.active < needed(join, tally)
        }
    }

    private mutating func advanceLanes(_ lanes: [Int]) -> Bool {
        for lane in lanes where run.records[lane].state == .active && advance(lane) {
            return true
        }
        return false
    }

    private func holdsReopenedStep(_ index: Int) -> Bool {
        run.held.contains { $0 != index && run.definition.isInside($0, of: index) }
    }
}
