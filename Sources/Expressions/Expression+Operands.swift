/// A comparison of one path with a written value, as an operand of `&&`, `||` or `!` in a condition.
package struct Operand: Sendable {
    /// The names of what is read, for example `["steps", "look", "state"]`.
    package let path: [String]
    /// Where it begins: Unicode scalars from the start of the source.
    package let offset: Int
    /// Its length in Unicode scalars.
    package let length: Int
    fileprivate let node: Int
}

extension Expression {
    /// The comparisons of which a condition is put together, in document order.
    package var operands: [Operand] { program.operands(of: program.root) }

    /// What an operand can give where its path has this value.
    package func possibilities(of operand: Operand, with value: Value?) -> Possibilities {
        possibilities(ofNode: operand.node, with: [operand.path: value])
    }
}

extension Program {
    fileprivate func operands(of node: Int) -> [Operand] {
        switch nodes[node] {
        case .all(let parts), .any(let parts): return parts.flatMap(operands)
        case .not(let part): return operands(of: part)
        case .binary(_, let left, let right):
            let paths = [(left, right), (right, left)].compactMap { read, written in
                constant(at: written) == nil ? nil : path(of: read)
            }
            return paths.prefix(1).map {
                Operand(
                    path: $0, offset: spans[left].start,
                    length: spans[right].end - spans[left].start, node: node)
            }
        default: return []
        }
    }
}
