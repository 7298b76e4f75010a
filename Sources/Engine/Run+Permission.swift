package import Runbooks

extension Run {
    /// What may be asked of the step now, in the order in which to offer it.
    ///
    /// Only `decide` checks the arguments.
    package func allowedCommands(for step: StepID) -> [CommandKind] {
        guard let index = definition.index(of: step) else { return [] }
        return CommandKind.allCases.filter { obstacle(to: $0, at: index) == nil }
    }

    /// Why a kind of command is not possible; `nil` if only its arguments can still be wrong.
    func obstacle(to kind: CommandKind, at index: Int) -> Rejection.Code? {
        if !hasBegun { return .notBegun }
        if isOver && kind != .reopen && kind != .completeUndo { return .runOver }
        switch kind {
        case .retry, .override, .giveUp:
            if !records[index].isBlocked { return .notBlocked }
            // Only votes end an approval: nobody may put an own result in the place of a no.
            if kind == .override, case .approve = definition.nodes[index].step.action {
                return .needsVotes
            }
            return nil
        case .reopen: return obstacleToReopening(index)
        case .add: return obstacleToAdding(into: index)
        case .completeUndo: return requestedUndo.contains(index) ? nil : .noUndoRequested
        case .complete, .start, .vote, .fail, .skip, .fire:
            if records[index].state != .active { return .notActive }
            if kind == .skip { return unskippableStep(in: index) == nil ? nil : .notSkippable }
            return kind == .fire ? obstacleToFiring(index) : obstacleToWork(on: index, by: kind)
        }
    }

    private func obstacleToFiring(_ index: Int) -> Rejection.Code? {
        if records[index].isBlocked { return .blocked }
        return timers.contains { $0.index == index } ? nil : .timerNotArmed
    }

    private func obstacleToWork(on index: Int, by kind: CommandKind) -> Rejection.Code? {
        let node = definition.nodes[index]
        var isApproval = false
        if case .approve = node.step.action { isApproval = true }
        if !isOpenLeaf(index) { return .notALeaf }
        if kind == .vote && !isApproval { return .notAnApproval }
        if kind == .complete && isApproval { return .needsVotes }
        if kind != .complete && node.shape != .work { return .notWork }
        return records[index].isBlocked ? .blocked : nil
    }

    /// Going back needs a step that is over, on the path taken, in blocks that were not withdrawn.
    private func obstacleToReopening(_ index: Int) -> Rejection.Code? {
        guard records[index].state.isTerminal else { return .notOver }
        let isClosed = definition.ancestors(of: index).contains {
            switch records[$0].state {
            case .pending, .skipped, .cancelled: true
            case .active, .done, .failed: false
            }
        }
        return isClosed || !isOnTakenPath(index) ? .outOfReach : nil
    }

    private func obstacleToAdding(into index: Int) -> Rejection.Code? {
        guard case .sequence = definition.nodes[index].step.action else { return .notASequence }
        let isOpen = ([index] + definition.ancestors(of: index)).allSatisfy {
            !records[$0].state.isTerminal
        }
        return isOpen && !records[index].isHandling && isOnTakenPath(index) ? nil : .blockClosed
    }

    /// Whether no ancestor has gone another way: another arm, or its handler instead of its body.
    private func isOnTakenPath(_ index: Int) -> Bool {
        var child = index
        for ancestor in definition.ancestors(of: index) {
            let node = definition.nodes[ancestor]
            if records[ancestor].isHandling != (node.handler == child) { return false }
            if node.shape == .choose, records[ancestor].arm != nil, node.handler != child,
                chosenChild(of: ancestor) != child
            {
                return false
            }
            child = ancestor
        }
        return true
    }

    /// The step at or below `index` that must not be skipped and would be, were `index` skipped.
    func unskippableStep(in index: Int) -> Int? { step(with: .never, in: index) }

    /// The step at or below `index` that has this policy and would be skipped, were `index` skipped.
    func step(with policy: SkipPolicy, in index: Int) -> Int? {
        let node = definition.nodes[index]
        let record = records[index]
        if record.state.isTerminal { return nil }
        if node.step.skippable == policy { return index }
        var below = node.children
        if record.isHandling {
            below = node.handler.map { [$0] } ?? []
        } else if node.shape == .choose, record.arm != nil {
            below = chosenChild(of: index).map { [$0] } ?? []
        }
        for child in below {
            if let found = step(with: policy, in: child) { return found }
        }
        return nil
    }
}
