/// The types of variables, fields, elements and loops.
extension Checker {
    mutating func variable(_ slot: Slot) -> ValueType {
        for candidate in slot.candidates {
            guard var type = declarations.type(of: candidate.name) else { continue }
            for position in candidate.length..<slot.names.count {
                type = field(slot.names[position], of: type, at: slot.spans[position])
            }
            return type
        }
        if slot.denotedType != nil { return .type }
        let name = slot.names[0]
        let fault = Fault(
            .undeclared, "there is no variable '\(name)'",
            suggestion: suggest(name, among: declarations.names)
                ?? declarations.path(toField: name))
        report(fault, at: slot.spans[0])
        return .dyn
    }

    mutating func field(
        _ name: String, of container: ValueType, at span: Span
    ) -> ValueType {
        switch container {
        case .dyn, .nothing: return .dyn
        case .optional(let wrapped): return optional(field(name, of: wrapped, at: span))
        case .record(let record):
            if let type = record.type(of: name) { return type }
            let near = suggest(name, among: record.fields.map(\.name))
            report(
                Fault(.noSuchField, "there is no field '\(name)'", suggestion: near), at: span)
        case .map(let key, let value):
            if key.canEqual(.string) { return value.resolved }
            report(Fault(.type, "a \(container) has no fields"), at: span)
        default: report(Fault(.type, "a \(container) has no fields"), at: span)
        }
        return .dyn
    }

    mutating func element(of operand: Int, at index: Int) -> ValueType {
        let container = type(of: operand)
        if case .optional(let wrapped) = container {
            return optional(element(of: wrapped, at: index, operand: operand))
        }
        return element(of: container, at: index, operand: operand)
    }

    private mutating func element(
        of container: ValueType, at index: Int, operand: Int
    ) -> ValueType {
        if case .record = container, case .constant(.string(let name)) = program.nodes[index] {
            return field(name, of: container, at: program.spans[index])
        }
        let found = type(of: index)
        switch container {
        case .dyn, .nothing: return .dyn
        case .list(let element):
            if found != .dyn, !found.isNumeric {
                report("a list takes a number as index, not \(found)", at: index)
            }
            return element.resolved
        case .map(let key, let value):
            if !found.canEqual(key) {
                report("the keys are \(key), not \(found)", at: index)
            }
            return value.resolved
        case .record:
            if !found.canEqual(.string) { report("the keys are string, not \(found)", at: index) }
        default: report("a \(container) has no elements", at: operand)
        }
        return .dyn
    }

    /// The types of index and element or key and value, and of a single loop variable.
    private mutating func variables(over range: Int) -> (ValueType, ValueType, ValueType) {
        switch type(of: range) {
        case .list(let element): return (.int, element.resolved, element.resolved)
        case .map(let key, let value): return (key.resolved, value.resolved, key.resolved)
        case .record: return (.string, .dyn, .string)
        case .dyn: break
        case let other: report("a loop runs over a list or map, not \(other)", at: range)
        }
        return (.dyn, .dyn, .dyn)
    }

    mutating func comprehension(_ loop: Comprehension) -> ValueType {
        let (place, value, single) = variables(over: loop.range)
        locals[loop.local] = loop.hasTwoVariables ? place : single
        if loop.hasTwoVariables { locals[loop.local + 1] = value }
        if let condition = loop.condition {
            require(condition, .bool, for: "the condition of a loop")
        }
        let result = loop.result.map { type(of: $0) } ?? single
        switch loop.kind {
        case .all, .exists, .existsOne: return .bool
        case .filter, .transformList: return .list(result)
        case .transformMap: return .map(place, result)
        case .transformMapEntry: return result
        }
    }
}
