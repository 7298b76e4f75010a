/// A value that is written in an expression and compared with something that the expression reads.
package struct Comparison: Sendable, Equatable {
    /// The names of what is read, for example `["facts", "count"]`.
    package let path: [String]
    /// The written value.
    package let value: Value
    /// Whether both are asked to be equal or different, directly or by `in`; otherwise they are ordered.
    package let isEquality: Bool
    /// Where the value, or the list that holds it, begins: Unicode scalars from the start of the source.
    package let offset: Int
    /// The length of the value, or of its list, in Unicode scalars.
    package let length: Int
}

extension Expression {
    /// The comparisons of paths with written values, in document order.
    package var comparisons: [Comparison] {
        program.nodes.flatMap { node -> [Comparison] in
            guard case .binary(let operation, let left, let right) = node else { return [] }
            switch operation {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
                let isEquality = operation == .equal || operation == .notEqual
                return comparison(left, right, isEquality) + comparison(right, left, isEquality)
            case .contained:
                guard case .constant(.list(let values)) = program.nodes[right],
                    let path = program.path(of: left)
                else { return [] }
                return values.map { comparison(path, $0, at: program.spans[right], true) }
            case .add, .subtract, .multiply, .divide, .remainder: return []
            }
        }
    }

    /// The paths of which `has` asks whether they are there.
    package var testedPaths: [[String]] {
        program.nodes.compactMap { node in
            guard case .has(let operand, let field) = node else { return nil }
            return program.path(of: operand).map { $0 + [field] }
        }
    }

    /// Whether a path only ever stands beside a written value in a comparison, in `has`, or alone
    /// as a condition.
    ///
    /// Then the values that it is compared with are all that the expression can tell apart.
    package func isCompared(_ path: [String]) -> Bool {
        let inner = program.compared(path)
        return program.nodes.indices.allSatisfy { node in
            guard program.path(of: node) == path else { return true }
            return inner.contains(node)
        }
    }

    private func comparison(_ read: Int, _ written: Int, _ isEquality: Bool) -> [Comparison] {
        guard let path = program.path(of: read), let value = program.constant(at: written)
        else { return [] }
        return [comparison(path, value, at: program.spans[written], isEquality)]
    }

    private func comparison(
        _ path: [String], _ value: Value, at span: Span, _ isEquality: Bool
    ) -> Comparison {
        Comparison(
            path: path, value: value, isEquality: isEquality, offset: span.start,
            length: span.length)
    }
}

extension Program {
    /// The names that a node reads; an index by a written text counts as a field.
    func path(of node: Int) -> [String]? {
        switch nodes[node] {
        case .variable(let slot): return slots[slot].names
        case .select(let operand, let field): return path(of: operand).map { $0 + [field] }
        case .index(let operand, let index):
            guard case .constant(.string(let field)) = nodes[index] else { return nil }
            return path(of: operand).map { $0 + [field] }
        default: return nil
        }
    }

    /// The value of a node that reads nothing.
    func constant(at node: Int) -> Value? {
        switch nodes[node] {
        case .constant(let value): return value
        case .negate(let operand): if constant(at: operand) == nil { return nil }
        case .call(_, let operands):
            for operand in operands where constant(at: operand) == nil { return nil }
        default: return nil
        }
        var evaluator = Evaluator(self, bindings: [:], costLimit: 1_000)
        return try? evaluator.value(of: node)
    }

    /// The nodes of a path that stand in a comparison with a written value, in `has` or alone as a condition.
    fileprivate func compared(_ path: [String]) -> Set<Int> {
        var found: Set<Int> = [root]
        for node in nodes {
            switch node {
            case .binary(let operation, let left, let right):
                switch operation {
                case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
                    if constant(at: right) != nil { found.insert(left) }
                    if constant(at: left) != nil { found.insert(right) }
                case .contained:
                    if case .constant(.list) = nodes[right] { found.insert(left) }
                case .add, .subtract, .multiply, .divide, .remainder: break
                }
            case .all(let operands), .any(let operands): found.formUnion(operands)
            case .not(let operand): found.insert(operand)
            case .conditional(let condition, _, _): found.insert(condition)
            default: break
            }
        }
        return found
    }
}
