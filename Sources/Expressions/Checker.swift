/// Finds names that are not declared and operands of wrong types, without evaluating.
struct Checker {
    let program: Program
    let declarations: Declarations
    /// The types of the local variables in scope.
    var locals: [ValueType]
    /// Whether literals that fail wherever they are reached are errors, too.
    private let isStrict: Bool
    private(set) var errors: [ExpressionError] = []

    /// Checks a program; gives the type of the result and the errors in the order of the source.
    ///
    /// The language definition allows `false && 1 / 0 > 0`, which a strict check refuses.
    static func check(
        _ program: Program, in declarations: Declarations, expecting expected: ValueType?,
        isStrict: Bool
    ) -> (type: ValueType, errors: [ExpressionError]) {
        var checker = Checker(
            program: program, declarations: declarations,
            locals: Array(repeating: .dyn, count: program.localCount), isStrict: isStrict)
        let result = checker.type(of: program.root)
        if let expected, !checker.isAccepted(result, as: expected) {
            let fault = Fault(.type, "the expression gives \(result), but \(expected) is needed")
            checker.report(fault, at: program.spans[program.root])
        }
        // The sort is stable, so errors at one place keep their order.
        return (result.resolved, checker.errors.sorted { $0.offset < $1.offset })
    }

    private init(
        program: Program, declarations: Declarations, locals: [ValueType], isStrict: Bool
    ) {
        self.isStrict = isStrict
        self.program = program
        self.declarations = declarations
        self.locals = locals
    }

    mutating func report(_ fault: Fault, at span: Span) {
        errors.append(ExpressionError(fault, at: span))
    }

    /// Reports a literal that fails wherever it is reached.
    mutating func reportLiteral(_ fault: Fault, at node: Int) {
        if isStrict { report(fault, at: program.spans[node]) }
    }

    mutating func report(_ message: String, at node: Int) {
        report(Fault(.type, message), at: program.spans[node])
    }

    /// Whether a value of a type fits where another is needed.
    func isAccepted(_ type: ValueType, as expected: ValueType) -> Bool {
        switch (type, expected) {
        case (.dyn, _), (_, .dyn), (.nothing, _), (_, .nothing): return true
        case (.list(let element), .list(let wanted)): return isAccepted(element, as: wanted)
        case (.map(let key, let value), .map(let wantedKey, let wantedValue)):
            return isAccepted(key, as: wantedKey) && isAccepted(value, as: wantedValue)
        case (.record, .map(let key, _)), (.map(let key, _), .record):
            return isAccepted(key, as: .string)
        case (.optional(let wrapped), .optional(let wanted)):
            return isAccepted(wrapped, as: wanted)
        default: return type == expected
        }
    }

    /// Reports an operand whose type does not fit.
    mutating func require(_ node: Int, _ expected: ValueType, for role: String) {
        let found = type(of: node)
        if !isAccepted(found, as: expected) {
            report("\(role) needs \(expected), not \(found)", at: node)
        }
    }
}

extension Checker {
    /// The type of a node; `dyn` where it is not known or an error was found.
    mutating func type(of node: Int) -> ValueType {
        switch program.nodes[node] {
        case .constant(let value): return Checker.type(of: value)
        case .variable(let slot): return variable(program.slots[slot])
        case .local(let index): return locals[index]
        case .select(let operand, let field):
            let container = type(of: operand)
            return self.field(field, of: container, at: program.spans[node])
        case .has(let operand, let field):
            let container = type(of: operand)
            _ = self.field(field, of: container, at: program.spans[node])
            return .bool
        case .index(let operand, let index): return element(of: operand, at: index)
        case .binary(let operation, let left, let right):
            reportDivision(operation, by: right)
            let left = type(of: left)
            return binary(operation, left, type(of: right), at: node)
        case .call(let function, let operands): return call(function, operands, at: node)
        case .comprehension(let loop): return comprehension(loop)
        default: return otherType(of: node)
        }
    }

    private mutating func otherType(of node: Int) -> ValueType {
        switch program.nodes[node] {
        case .all(let operands):
            for operand in operands { require(operand, .bool, for: "'&&'") }
            return .bool
        case .any(let operands):
            for operand in operands { require(operand, .bool, for: "'||'") }
            return .bool
        case .not(let operand):
            require(operand, .bool, for: "'!'")
            return .bool
        case .negate(let operand):
            let found = type(of: operand)
            if found == .int || found == .double || found == .dyn { return found }
            report("'-' does not take \(found)", at: node)
            return .dyn
        case .conditional(let condition, let first, let second):
            require(condition, .bool, for: "the condition of '?'")
            let first = type(of: first)
            return first.joined(with: type(of: second))
        case .list(let elements): return .list(joinedType(of: elements))
        case .map(let children): return map(children, optional: nil)
        case .matches(let operand, _):
            require(operand, .string, for: "'matches'")
            return .bool
        case .invalid(let fault): report(fault, at: program.spans[node])
        default: return optionalType(of: node)
        }
        return .dyn
    }

    private mutating func joinedType(of nodes: [Int]) -> ValueType {
        var result: ValueType?
        for node in nodes {
            let next = type(of: node)
            result = result?.joined(with: next) ?? next
        }
        return result ?? .nothing
    }

    mutating func map(_ children: [Int], optional: [Bool]?) -> ValueType {
        reportRepeatedKeys(children)
        var types: (key: ValueType?, value: ValueType?)
        for position in stride(from: 0, to: children.count, by: 2) {
            var key = type(of: children[position])
            switch key {
            case .bool, .int, .uint, .string, .dyn: break
            default:
                report("a \(key) cannot be a key", at: children[position])
                // Keys stay simple, or `{x: x}` in nested loops would double the type each time.
                key = .dyn
            }
            let value =
                optional?[position / 2] == true
                ? wrapped(children[position + 1]) : type(of: children[position + 1])
            types.key = types.key?.joined(with: key) ?? key
            types.value = types.value?.joined(with: value) ?? value
        }
        return .map(types.key ?? .nothing, types.value ?? .nothing)
    }

    /// Literal keys that are the same make every evaluation fail.
    private mutating func reportRepeatedKeys(_ children: [Int]) {
        var seen: [Value] = []
        for position in stride(from: 0, to: children.count, by: 2) {
            guard case .constant(let key) = program.nodes[children[position]] else { continue }
            if seen.contains(where: { Equality.isSameKey($0, key) }) {
                let fault = Fault(.duplicateKey, "the key \(key.shown) occurs twice")
                reportLiteral(fault, at: children[position])
            }
            seen.append(key)
        }
    }

    private static func type(of value: Value) -> ValueType {
        switch value {
        case .null: return .null
        case .bool: return .bool
        case .int: return .int
        case .uint: return .uint
        case .double: return .double
        case .string: return .string
        case .bytes: return .bytes
        case .timestamp: return .timestamp
        case .duration: return .duration
        case .type: return .type
        case .ip: return .ip
        case .cidr: return .cidr
        case .optional: return .optional(.dyn)
        case .map: return .map(.dyn, .dyn)
        case .list(let elements):
            guard let first = elements.first else { return .list(.nothing) }
            return .list(
                elements.dropFirst().reduce(type(of: first)) { $0.joined(with: type(of: $1)) })
        }
    }
}
