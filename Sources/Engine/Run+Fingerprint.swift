package import Runbooks

extension Run {
    /// What decides how the run can go on, as numbers: two runs with the same answer allow the same commands with
    /// the same effects, as far as a watcher of the observed steps can tell.
    ///
    /// Whether an unobserved step is done or was left out, and what is inside a block that is over, makes no
    /// difference to what follows. Times are left out.
    package func fingerprint(observing observed: Set<StepID>) -> [UInt16] {
        var result: [UInt16] = []
        result.reserveCapacity(definition.nodes.count)
        var watched = Array(repeating: false, count: definition.nodes.count)
        for index in definition.nodes.indices where observed.contains(id(index)) {
            watched[index] = true
            for ancestor in definition.ancestors(of: index) { watched[ancestor] = true }
        }
        append(0, watched, observed, to: &result)
        return result
    }

    private func append(
        _ index: Int, _ watched: [Bool], _ observed: Set<StepID>, to result: inout [UInt16]
    ) {
        let record = records[index]
        let isKnown = observed.contains(id(index))
        var state: UInt16 =
            switch record.state {
            case .pending: 0
            case .active: 1
            case .done: 2
            case .skipped: isKnown ? 3 : 2
            case .failed: 4
            case .cancelled: 5
            }
        if record.isBlocked { state |= 1 << 3 }
        if record.isHandling { state |= 1 << 4 }
        result.append(state)
        if !watched[index], record.state.isTerminal || record.state == .pending { return }
        result.append(UInt16(clamping: record.iteration))
        result.append(UInt16(clamping: (record.arm ?? -1) + 1))
        for child in definition.nodes[index].children {
            append(child, watched, observed, to: &result)
        }
        if let handler = definition.nodes[index].handler {
            append(handler, watched, observed, to: &result)
        }
    }
}
