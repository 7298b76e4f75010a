extension Phase {
    /// What the id of the block of stages and lanes adds to that of its phase.
    static let alongside = ".alongside"
    /// What the id of the sequence of stages adds to that of its phase.
    static let stages = ".stages"
}

/// The stages of a phase with the lanes that run beside them.
package struct Staging: Sendable, Equatable {
    /// The stages, one after the other.
    package let stages: [Step]
    /// What begins with the first stage and must be over before the next phase begins.
    package let lanes: [Step]
    /// Steps that people added to the phase behind its stages and lanes.
    package let added: [Step]
}

extension Step {
    /// What a phase with `alongside` holds; `nil` for any other step.
    package var staging: Staging? {
        guard case .sequence(let steps) = action, let block = steps.first,
            block.id == id + Phase.alongside, case .parallel(let lanes, _, _) = block.action,
            let order = lanes.first, case .sequence(let stages) = order.action
        else { return nil }
        return Staging(
            stages: stages, lanes: Array(lanes.dropFirst()), added: Array(steps.dropFirst()))
    }
}
