/// The functions of the extension "math"; `nil` for operands that a function does not take.
enum MathFunctions {
    static func apply(_ function: Function, _ operands: [Value]) throws(Fault) -> Value? {
        switch function {
        case .greatest, .least: return try extreme(function, operands)
        case .abs: return try magnitude(operands[0])
        case .sign: return sign(operands[0])
        case .sqrt: return root(operands[0])
        case .bitAnd, .bitOr, .bitXor, .bitNot: return bits(function, operands)
        case .bitShiftLeft, .bitShiftRight: return try shift(function, operands)
        default:
            guard case .double(let number) = operands[0] else { return nil }
            return double(function, number)
        }
    }

    private static func double(_ function: Function, _ number: Double) -> Value? {
        switch function {
        case .ceil: .double(number.rounded(.up))
        case .floor: .double(number.rounded(.down))
        case .round: .double(number.rounded(.toNearestOrAwayFromZero))
        case .trunc: .double(number.rounded(.towardZero))
        case .isNaN: .bool(number.isNaN)
        case .isInf: .bool(number.isInfinite)
        case .isFinite: .bool(number.isFinite)
        default: nil
        }
    }

    /// The greatest or least number; of equal ones of different types the first.
    private static func extreme(
        _ function: Function, _ operands: [Value]
    ) throws(Fault) -> Value? {
        var numbers = operands
        if case .list(let elements) = operands[0], operands.count == 1 { numbers = elements }
        guard var best = numbers.first else {
            throw Fault(.type, "'\(function.rawValue)' needs at least one number")
        }
        for number in numbers {
            guard let order = Order(ofNumber: number, to: best) else { return nil }
            if order == (function == .greatest ? .greater : .less) { best = number }
        }
        return best
    }

    private static func magnitude(_ operand: Value) throws(Fault) -> Value? {
        switch operand {
        case .int(let number):
            guard number != Int64.min else {
                throw Fault(.overflow, "the absolute value of \(number) does not fit an int")
            }
            return .int(Swift.abs(number))
        case .uint: return operand
        case .double(let number): return .double(number.magnitude)
        default: return nil
        }
    }

    private static func sign(_ operand: Value) -> Value? {
        switch operand {
        case .int(let number): .int(number.signum())
        case .uint(let number): .uint(min(number, 1))
        case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number)
        default: nil
        }
    }

    private static func root(_ operand: Value) -> Value? {
        switch operand {
        case .int(let number): .double(Double(number).squareRoot())
        case .uint(let number): .double(Double(number).squareRoot())
        case .double(let number): .double(number.squareRoot())
        default: nil
        }
    }

    private static func bits(_ function: Function, _ operands: [Value]) -> Value? {
        func combined<Number: FixedWidthInteger>(_ left: Number, _ right: Number) -> Number {
            switch function {
            case .bitAnd: left & right
            case .bitOr: left | right
            case .bitXor: left ^ right
            default: ~left
            }
        }
        switch (operands[0], operands[operands.count - 1]) {
        case (.int(let left), .int(let right)): return .int(combined(left, right))
        case (.uint(let left), .uint(let right)): return .uint(combined(left, right))
        default: return nil
        }
    }

    /// Shifts move zeros in, on the right of negative numbers, too; 64 and more leave nothing.
    private static func shift(_ function: Function, _ operands: [Value]) throws(Fault) -> Value? {
        guard case .int(let offset) = operands[1] else { return nil }
        func shifted(_ bits: UInt64) throws(Fault) -> UInt64 {
            guard offset >= 0 else { throw Fault(.outOfBounds, "a shift by \(offset) is negative") }
            if offset >= 64 { return 0 }
            return function == .bitShiftLeft ? bits << UInt64(offset) : bits >> UInt64(offset)
        }
        switch operands[0] {
        case .int(let number):
            return .int(Int64(bitPattern: try shifted(UInt64(bitPattern: number))))
        case .uint(let number): return .uint(try shifted(number))
        default: return nil
        }
    }
}
