/// The types of operators and functions.
extension Checker {
    mutating func binary(
        _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType, at node: Int
    ) -> ValueType {
        let result: ValueType? =
            switch operation {
            case .equal, .notEqual: left.canEqual(right) ? .bool : nil
            case .less, .lessOrEqual, .greater, .greaterOrEqual:
                Checker.isOrdered(left, right) ? .bool : nil
            case .contained: Checker.canContain(right, left) ? .bool : nil
            default: Checker.arithmetic(operation, left, right)
            }
        if let result { return result }
        report("'\(operation.rawValue)' does not take \(left) and \(right)", at: node)
        switch operation {
        case .add, .subtract, .multiply, .divide, .remainder: return .dyn
        default: return .bool
        }
    }

    private static func isOrdered(_ left: ValueType, _ right: ValueType) -> Bool {
        func hasOrder(_ type: ValueType) -> Bool {
            switch type {
            case .dyn, .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: true
            default: false
            }
        }
        guard hasOrder(left), hasOrder(right) else { return false }
        return left == .dyn || right == .dyn || left == right
            || (left.isNumeric && right.isNumeric)
    }

    private static func canContain(_ container: ValueType, _ member: ValueType) -> Bool {
        switch container {
        case .dyn: true
        case .list(let element): element.canEqual(member)
        case .map(let key, _): key.canEqual(member)
        case .record: member.canEqual(.string)
        default: false
        }
    }

    /// The type of the result; `nil` if the operator does not take the operands.
    private static func arithmetic(
        _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType
    ) -> ValueType? {
        switch (left, operation, right) {
        case (.dyn, _, .dyn): return .dyn
        case (.dyn, _, let known), (let known, _, .dyn):
            return isOperand(known, of: operation) ? .dyn : nil
        case (.list(let left), .add, .list(let right)): return .list(left.joined(with: right))
        case (.timestamp, .add, .duration), (.duration, .add, .timestamp),
            (.timestamp, .subtract, .duration):
            return .timestamp
        case (.timestamp, .subtract, .timestamp): return .duration
        case (.timestamp, _, .timestamp): return nil
        default: return left == right && isOperand(left, of: operation) ? left : nil
        }
    }

    private static func isOperand(_ type: ValueType, of operation: BinaryOperator) -> Bool {
        switch (type, operation) {
        case (.int, _), (.uint, _): true
        case (.double, _): operation != .remainder
        case (.string, .add), (.bytes, .add), (.list, .add): true
        case (.timestamp, .add), (.timestamp, .subtract): true
        case (.duration, .add), (.duration, .subtract): true
        default: false
        }
    }

    mutating func call(_ function: Function, _ operands: [Int], at node: Int) -> ValueType {
        switch function {
        case .contains, .startsWith, .endsWith, .matches:
            for operand in operands { require(operand, .string, for: "'\(function.rawValue)'") }
            return .bool
        case .dyn, .type:
            _ = type(of: operands[0])
            return function == .dyn ? .dyn : .type
        case .size: return size(operands[0])
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration:
            return conversion(function, of: operands[0])
        default: return timePart(function, operands)
        }
    }

    private mutating func size(_ operand: Int) -> ValueType {
        switch type(of: operand) {
        case .dyn, .string, .bytes, .list, .map, .record: break
        case let found: report("'size' does not take \(found)", at: operand)
        }
        return .int
    }

    private mutating func conversion(_ function: Function, of operand: Int) -> ValueType {
        let found = type(of: operand)
        let (result, sources) = Checker.conversion(function)
        if found != .dyn, found != result, !sources.contains(found) {
            report("a \(found) cannot become a \(result)", at: operand)
        }
        return result
    }

    private mutating func timePart(_ function: Function, _ operands: [Int]) -> ValueType {
        switch type(of: operands[0]) {
        case .dyn, .timestamp: break
        case .duration where hasDurationForm(function) && operands.count == 1: break
        case let found: report("'\(function.rawValue)' does not take \(found)", at: operands[0])
        }
        if operands.count > 1 { require(operands[1], .string, for: "a time zone") }
        return .int
    }

    private func hasDurationForm(_ function: Function) -> Bool {
        [.getHours, .getMinutes, .getSeconds, .getMilliseconds].contains(function)
    }

    /// The type that a conversion gives, and those that it takes besides.
    private static func conversion(_ function: Function) -> (ValueType, [ValueType]) {
        switch function {
        case .bool: (.bool, [.string])
        case .int: (.int, [.uint, .double, .string, .timestamp])
        case .uint: (.uint, [.int, .double, .string])
        case .double: (.double, [.int, .uint, .string])
        case .string: (.string, [.bool, .int, .uint, .double, .bytes, .timestamp, .duration])
        case .bytes: (.bytes, [.string])
        case .timestamp: (.timestamp, [.int, .string])
        default: (.duration, [.int, .string])
        }
    }
}
