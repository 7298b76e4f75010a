/// Walks a program; every node costs one step, and work on long texts and lists costs more.
struct Evaluator {
    let program: Program
    /// The values of the free variables by slot, as far as they are bound.
    private let variables: [Binding?]
    /// The values of the local variables.
    var locals: [Value]
    private(set) var cost = 0
    private let costLimit: Int

    /// A bound variable and how many names of the slot's path it takes.
    private struct Binding {
        let value: Value
        let length: Int
    }

    init(_ program: Program, bindings: [String: Value], costLimit: Int) {
        self.program = program
        self.costLimit = costLimit
        locals = Array(repeating: .null, count: program.localCount)
        variables = program.slots.map { slot in
            for candidate in slot.candidates {
                if let value = bindings[candidate.name] {
                    return Binding(value: value, length: candidate.length)
                }
            }
            return slot.denotedType.map { Binding(value: $0, length: slot.names.count) }
        }
    }

    /// How many steps are left.
    var remaining: Int { costLimit - cost }

    /// Counts steps and fails when they are used up.
    mutating func charge(_ steps: Int) throws(Fault) {
        cost += steps
        if cost > costLimit {
            throw Fault(.costLimit, "the evaluation took more than \(costLimit) steps")
        }
    }

    /// The value of a node; an error names the innermost node that failed.
    mutating func value(of node: Int) throws(Fault) -> Value {
        do {
            try charge(1)
            return try compute(node)
        } catch {
            throw error.located(at: node)
        }
    }

    private mutating func compute(_ node: Int) throws(Fault) -> Value {
        switch program.nodes[node] {
        case .constant(let value): return value
        case .variable(let slot): return try variable(slot)
        case .local(let index): return locals[index]
        case .select(let operand, let field):
            let container = try value(of: operand)
            return try self.field(field, of: container)
        case .has(let operand, let field):
            return try has(field, in: try value(of: operand))
        case .index(let operand, let index):
            let container = try value(of: operand)
            return try element(at: try value(of: index), of: container)
        case .binary(let operation, let left, let right):
            let left = try value(of: left)
            return try apply(operation, left, try value(of: right))
        case .all(let operands): return try decide(operands, until: false)
        case .any(let operands): return try decide(operands, until: true)
        case .call(let function, let operands): return try call(function, operands)
        default: return try computeRest(node)
        }
    }

    private mutating func computeRest(_ node: Int) throws(Fault) -> Value {
        switch program.nodes[node] {
        case .not(let operand):
            let operand = try value(of: operand)
            guard case .bool(let flag) = operand else { throw Fault.unary("!", operand) }
            return .bool(!flag)
        case .negate(let operand): return try negated(try value(of: operand))
        case .conditional(let condition, let first, let second):
            let flag = try bool(condition, for: "the condition of '?'")
            return try value(of: flag ? first : second)
        case .list(let elements):
            var values: [Value] = []
            values.reserveCapacity(elements.count)
            for element in elements { values.append(try value(of: element)) }
            return .list(values)
        case .map(let children): return try map(children, optional: nil)
        case .matches(let operand, let pattern):
            return try matches(try value(of: operand), program.patterns[pattern])
        case .comprehension(let loop): return try run(loop)
        case .invalid(let fault): throw fault
        default: return try computeOptional(node)
        }
    }

    /// The value of a node that has to be a bool.
    mutating func bool(_ node: Int, for role: String) throws(Fault) -> Bool {
        let result = try value(of: node)
        guard case .bool(let flag) = result else {
            throw Fault(.type, "\(role) needs bool, not \(result.spokenType)").located(at: node)
        }
        return flag
    }

    /// `&&` and `||`: one deciding operand outweighs errors in the others, on either side.
    private mutating func decide(_ operands: [Int], until decisive: Bool) throws(Fault) -> Value {
        var failure: Fault?
        for operand in operands {
            do {
                if try bool(operand, for: decisive ? "'||'" : "'&&'") == decisive {
                    return .bool(decisive)
                }
            } catch {
                if error.code == .costLimit { throw error }
                if failure == nil { failure = error }
            }
        }
        if let failure { throw failure }
        return .bool(!decisive)
    }
}

extension Evaluator {
    private mutating func variable(_ index: Int) throws(Fault) -> Value {
        guard let binding = variables[index] else {
            throw Fault(.undeclared, "'\(program.slots[index].names[0])' has no value")
        }
        let names = program.slots[index].names
        guard binding.length < names.count else { return binding.value }
        var value = binding.value
        for name in names[binding.length...] {
            try charge(1)
            value = try field(name, of: value)
        }
        return value
    }

    private func noFields(_ value: Value) -> Fault {
        Fault(.type, "a \(value.spokenType) has no fields")
    }

    /// Whether a map has a key; an optional value has what its own value has.
    private mutating func has(_ field: String, in container: Value) throws(Fault) -> Value {
        switch container {
        case .map(let entries): return .bool(try entry(.string(field), in: entries) != nil)
        case .optional(let wrapped?): return try has(field, in: wrapped)
        case .optional: return .bool(false)
        default: throw noFields(container)
        }
    }

    private mutating func field(_ name: String, of container: Value) throws(Fault) -> Value {
        if case .optional = container { return try optionalField(name, of: container) }
        guard case .map(let entries) = container else { throw noFields(container) }
        guard let value = try entry(.string(name), in: entries) else {
            throw Fault(.noSuchField, "there is no field '\(name)'")
        }
        return value
    }

    /// The value under a key; long maps cost a step for every eight entries.
    mutating func entry(_ key: Value, in entries: [MapEntry]) throws(Fault) -> Value? {
        if entries.count >= 8 { try charge(entries.count / 8) }
        if case .string(let name) = key {
            for entry in entries {
                if case .string(let other) = entry.key, name.hasSameScalars(as: other) {
                    return entry.value
                }
            }
            return nil
        }
        for entry in entries where Equality.isSameKey(key, entry.key) { return entry.value }
        return nil
    }

    /// A field as an optional value, and that of an optional value, too.
    mutating func optionalField(_ name: String, of container: Value) throws(Fault) -> Value {
        switch container {
        case .map(let entries): return .optional(try entry(.string(name), in: entries))
        case .optional(let wrapped?): return try optionalField(name, of: wrapped)
        case .optional: return container
        default: throw noFields(container)
        }
    }

    /// An element as an optional value, and that of an optional value, too.
    mutating func optionalElement(at index: Value, of container: Value) throws(Fault) -> Value {
        switch container {
        case .optional(let wrapped?): return try optionalElement(at: index, of: wrapped)
        case .optional: return container
        default: break
        }
        do {
            return .optional(try element(at: index, of: container))
        } catch {
            guard error.code == .outOfBounds || error.code == .noSuchField else { throw error }
            return .optional(nil)
        }
    }

    private mutating func element(at index: Value, of container: Value) throws(Fault) -> Value {
        switch container {
        case .optional: return try optionalElement(at: index, of: container)
        case .list(let elements):
            guard let position = Conversion.index(index) else {
                throw Fault(.type, "a list takes a whole number as index")
            }
            guard elements.indices.contains(position) else {
                throw Fault(
                    .outOfBounds, "there is no element \(position) in a list of \(elements.count)")
            }
            return elements[position]
        case .map(let entries):
            guard let value = try entry(index, in: entries) else {
                // A text may come from a fact, which no message repeats.
                let key = index.spokenType == "string" ? "of this text" : index.shown
                throw Fault(.noSuchField, "there is no key \(key)")
            }
            return value
        default: throw Fault(.type, "a \(container.spokenType) has no elements")
        }
    }

    mutating func map(_ children: [Int], optional: [Bool]?) throws(Fault) -> Value {
        var entries: [MapEntry] = []
        for position in stride(from: 0, to: children.count, by: 2) {
            let key = try value(of: children[position])
            var value = try value(of: children[position + 1])
            if optional?[position / 2] == true {
                guard let present = try wrapped(value) else { continue }
                value = present
            }
            try insert(MapEntry(key: key, value: value), into: &entries)
        }
        return .map(entries)
    }

    /// Adds an entry with a new key of an allowed type.
    mutating func insert(_ entry: MapEntry, into entries: inout [MapEntry]) throws(Fault) {
        switch entry.key {
        case .bool, .int, .uint, .string: break
        default: throw Fault(.type, "a \(entry.key.spokenType) cannot be a key")
        }
        guard try self.entry(entry.key, in: entries) == nil else {
            throw Fault(.duplicateKey, "a key occurs twice")
        }
        entries.append(entry)
    }
}
