extension Expression {
    /// The values that are written in the expression, in document order; elements of lists that are written out too.
    package var constants: [Value] {
        program.nodes.flatMap { node -> [Value] in
            guard case .constant(let value) = node else { return [] }
            if case .list(let values) = value { return values }
            return [value]
        }
    }
}
