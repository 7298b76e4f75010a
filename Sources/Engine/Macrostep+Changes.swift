import Runbooks

/// How many steps a run may have, added ones included.
private let stepLimit = 10_000

extension Macrostep {
    /// Goes back to a step that is over.
    ///
    /// The step and all that follows it in the sequences around it is superseded, the blocks
    /// around it are open again, and lanes that a failed join withdrew come back. The step holds
    /// every join above it until it is over.
    mutating func reopen(_ step: StepID, _ reason: String) throws(Rejection) {
        let index = try admit(.reopen, step)
        try require(reason, for: "reopen", of: step)
        emit(.reopened(step: step, reason: reason), at: index)
        var tops = [index]
        takeBack(index)
        var child = index
        for ancestor in run.definition.ancestors(of: index) {
            for sibling in siblingsToTakeBack(of: child, in: ancestor) {
                tops.append(sibling)
                takeBack(sibling)
            }
            if run.records[ancestor].state.isTerminal {
                emit(.reactivated(step: run.id(ancestor)), at: ancestor)
                armDeadline(ancestor)
            }
            child = ancestor
        }
        let definition = run.definition
        requestUndo { done in tops.contains { definition.isInside(done, of: $0) } }
        activate(index, held: true)
    }

    private mutating func takeBack(_ index: Int) {
        cancel(index, .reopen)
        supersede(index, .reopen)
    }

    private func siblingsToTakeBack(of child: Int, in block: Int) -> [Int] {
        let node = run.definition.nodes[block]
        guard let position = node.children.firstIndex(of: child) else { return [] }
        switch node.shape {
        case .sequence:
            return Array(node.children[(position + 1)...])
        case .parallel where run.records[block].state == .failed:
            return node.children.filter { $0 != child && run.records[$0].state == .cancelled }
        case .parallel, .choose, .loop, .work, .wait: return []
        }
    }

    /// Puts a task into an open sequence, where nothing behind it has been reached.
    mutating func add(
        _ added: AddedStep, into block: StepID, after sibling: StepID?
    ) throws(Rejection) {
        let index = try admit(.add, block)
        try checkID(of: added)
        try checkPosition(behind: sibling, in: index)
        let event = RunEvent.stepAdded(step: added, into: block, after: sibling)
        events.append(event)
        run.apply(event)
    }

    private func checkID(of added: AddedStep) throws(Rejection) {
        let step = added.id
        if !added.hasValidID {
            throw Rejection(
                code: .idInvalid,
                message: "'\(step)' is not a step name; use letters a to z, digits and hyphens, "
                    + "for example check-backups", step: step)
        }
        if run.definition.index(of: step) != nil {
            throw Rejection(
                code: .idTaken,
                message: "the run has a step '\(step)' already; choose another name", step: step)
        }
        if run.records.count >= stepLimit {
            throw Rejection(
                code: .tooManySteps,
                message: "the run has \(run.records.count) steps, and \(stepLimit) is the limit",
                step: step)
        }
    }

    private func checkPosition(
        behind sibling: StepID?, in block: Int
    ) throws(Rejection) {
        guard let sibling else { return }
        let children = run.definition.nodes[block].children
        guard let position = children.firstIndex(where: { run.id($0) == sibling }) else {
            throw Rejection(
                code: .unknownStep,
                message: "'\(sibling)' is not directly in '\(run.id(block))'; "
                    + "its steps are: \(run.listed(children.map(run.id)))", step: sibling)
        }
        if let reached = children[(position + 1)...].last(where: {
            run.records[$0].state != .pending
        }) {
            throw Rejection(
                code: .positionPassed,
                message: "the run is past '\(sibling)'; put the step after '\(run.id(reached))' "
                    + "or a later one", step: sibling)
        }
    }
}
