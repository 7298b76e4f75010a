/// The types of optional values and of local values.
extension Checker {
    mutating func optionalType(of node: Int) -> ValueType {
        switch program.nodes[node] {
        case .optionalSelect(let operand, let field):
            let container = type(of: operand)
            return optional(self.field(field, of: container, at: program.spans[node]))
        case .optionalIndex(let operand, let index):
            return optional(element(of: operand, at: index))
        case .optionalList(let elements, let optional):
            var result: ValueType?
            for (element, isOptional) in zip(elements, optional) {
                let next = isOptional ? wrapped(element) : type(of: element)
                result = result?.joined(with: next) ?? next
            }
            return .list(result ?? .nothing)
        case .optionalMap(let children, let optional): return map(children, optional: optional)
        case .optionalTransform(let operand, let local, let result, let isFlat):
            locals[local] = wrapped(operand).resolved
            if isFlat { return .optional(wrapped(result)) }
            return .optional(type(of: result))
        case .block(let values, let local, let result):
            for (place, value) in values.enumerated() {
                locals[local + place] = type(of: value).resolved
            }
            return type(of: result)
        default: return .dyn
        }
    }

    /// The type as that of an optional value, which another optional around it does not change.
    func optional(_ type: ValueType) -> ValueType {
        if case .optional = type { return type }
        return .optional(type)
    }

    /// The type of what an optional value holds; reports a node that gives none.
    mutating func wrapped(_ node: Int) -> ValueType {
        switch type(of: node) {
        case .optional(let wrapped): return wrapped
        case .dyn, .nothing: return .dyn
        case let found:
            report("an optional value is needed here, not \(found)", at: node)
            return .dyn
        }
    }
}
