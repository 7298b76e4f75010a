/// Operators: dispatch on the operation; the arithmetic itself is elsewhere.
extension Evaluator {
    mutating func apply(
        _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(Fault) -> Value {
        switch operation {
        case .equal: return .bool(try isEqual(left, right))
        case .notEqual: return .bool(!(try isEqual(left, right)))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            try chargeComparison(left, right)
            guard let order = Order(of: left, to: right) else {
                throw Fault.binary(operation, left, right)
            }
            return .bool(order.satisfies(operation))
        case .contained: return .bool(try contains(right, left))
        case .add: return try sum(left, right)
        default: return try Arithmetic.apply(operation, left, right)
        }
    }

    func negated(_ operand: Value) throws(Fault) -> Value {
        switch operand {
        case .int(let number):
            let (result, overflow) = Int64(0).subtractingReportingOverflow(number)
            if overflow { throw Fault(.overflow, "-(\(number)) does not fit an int") }
            return .int(result)
        case .double(let number): return .double(-number)
        default: throw Fault.unary("-", operand)
        }
    }

    /// `+` on texts and lists costs by the length of the result, on other values nothing more.
    private mutating func sum(_ left: Value, _ right: Value) throws(Fault) -> Value {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            try charge((left.utf8.count + right.utf8.count) / 16)
            return .string(left + right)
        case (.bytes(let left), .bytes(let right)):
            try charge((left.count + right.count) / 16)
            return .bytes(left + right)
        case (.list(let left), .list(let right)):
            try charge((left.count + right.count) / 4)
            return .list(left + right)
        default: return try Arithmetic.apply(.add, left, right)
        }
    }

    /// The operator `in`.
    private mutating func contains(_ container: Value, _ member: Value) throws(Fault) -> Bool {
        switch container {
        case .list(let elements):
            try charge(elements.count / 8)
            for element in elements where try isEqual(element, member) { return true }
            return false
        case .map(let entries): return try entry(member, in: entries) != nil
        default: throw Fault.binary(.contained, member, container)
        }
    }

    /// The comparison of texts and octets costs by the length of the shorter one.
    private mutating func chargeComparison(_ left: Value, _ right: Value) throws(Fault) {
        switch (left, right) {
        case (.string(let left), .string(let right)):
            try charge(Cost.comparison(left.utf8.count, right.utf8.count))
        case (.bytes(let left), .bytes(let right)):
            try charge(Cost.comparison(left.count, right.count))
        default: break
        }
    }

    /// `==` of CEL: numbers by value across types, maps in any order, different types never.
    mutating func isEqual(_ left: Value, _ right: Value) throws(Fault) -> Bool {
        switch (left, right) {
        case (.string(let first), .string(let second)):
            try chargeComparison(left, right)
            return first.hasSameScalars(as: second)
        case (.bytes(let first), .bytes(let second)):
            try chargeComparison(left, right)
            return first == second
        case (.optional(let left?), .optional(let right?)): return try isEqual(left, right)
        case (.optional(let left), .optional(let right)): return left == nil && right == nil
        case (.list(let left), .list(let right)):
            guard left.count == right.count else { return false }
            try charge(left.count)
            for (left, right) in zip(left, right) where !(try isEqual(left, right)) {
                return false
            }
            return true
        case (.map(let left), .map(let right)):
            guard left.count == right.count else { return false }
            try charge(left.count)
            for item in left {
                guard let other = try entry(item.key, in: right),
                    try isEqual(item.value, other)
                else { return false }
            }
            return true
        default: return Equality.isSameScalar(left, right)
        }
    }
}

extension Fault {
    /// An operator whose operands have types that it does not take.
    static func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Fault {
        Fault(
            .type,
            "'\(operation.rawValue)' does not take \(left.spokenType) and \(right.spokenType)")
    }

    static func unary(_ operation: String, _ operand: Value) -> Fault {
        Fault(.type, "'\(operation)' does not take \(operand.spokenType)")
    }
}
