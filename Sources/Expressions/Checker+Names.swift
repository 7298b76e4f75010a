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
            report(missing(name, in: record), at: span)
        case .map(let key, let value):
            if key.canEqual(.string) { return value.resolved }
            report(Fault(.type, "a \(container) has no fields"), at: span)
        default: report(Fault(.type, "a \(container) has no fields"), at: span)
        }
        return .dyn
    }

    /// What to say of a field that is not there: a near name, where the name is known, or all that there are.
    private func missing(_ name: String, in record: RecordType) -> Fault {
        let member = record.member ?? "field"
        var message = "there is no \(member) '\(name)'"
        if let noun = record.noun {
            let article = noun.first.map { "aeiou".contains($0) } == true ? "an" : "a"
            message = "\(article) \(noun) has no \(member) '\(name)'"
        }
        let known = record.fields.map(\.name)
        let longer = known.filter { name.count > 2 && $0.hasPrefix(name) }
        let near = suggest(name, among: known) ?? (longer.count == 1 ? longer[0] : nil)
        guard near == nil else { return Fault(.noSuchField, message, suggestion: near) }
        if record.member != nil, let other = declarations.record(holding: name) {
            let isPlain = name.allSatisfy {
                $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_")
            }
            let path = isPlain ? "\(other.name).\(name)" : "\(other.name)['\(name)']"
            message += "; a \(other.member) has this name: \(path)"
        } else if (1...Checker.listedFields).contains(known.count) {
            message += ", only " + Checker.list(known)
        }
        return Fault(.noSuchField, message)
    }

    /// How many names a message lists at most.
    private static let listedFields = 9

    /// `state and answer`.
    static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
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
