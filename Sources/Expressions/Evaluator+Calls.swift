import Chronology

/// Calls of functions.
extension Evaluator {
    mutating func call(_ function: Function, _ operands: [Int]) throws(Fault) -> Value {
        guard let operand = operands.first else { return .optional(nil) }
        let first = try value(of: operand)
        switch function {
        case .size: return try size(first)
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration:
            try chargeOctets(of: first)
            return try Conversion.convert(first, by: function)
        case .dyn: return first
        case .type: return .type(first.typeName)
        case .getFullYear, .getMonth, .getDayOfMonth, .getDate, .getDayOfWeek, .getDayOfYear,
            .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            return try timePart(function, first, zone: operands.dropFirst().first)
        case .optionalOf, .optionalOfNonZeroValue, .hasValue, .value, .or, .orValue:
            return try optional(function, first, operands)
        default:
            var rest: [Value] = []
            for operand in operands.dropFirst() { rest.append(try value(of: operand)) }
            return try apply(function, first, rest)
        }
    }

    /// Calls a function whose operands all have values.
    private mutating func apply(
        _ function: Function, _ first: Value, _ rest: [Value]
    ) throws(Fault) -> Value {
        if let text = try text(function, first, rest) { return text }
        if case .list(let elements) = first, function == .greatest || function == .least {
            try charge(Cost.elements(elements.count))
        }
        if case .string(let text) = rest.first ?? first { try charge(Cost.octets(text.utf8.count)) }
        if case .bytes(let octets) = first { try charge(Cost.octets(octets.count)) }
        let operands = [first] + rest
        if let result = try MathFunctions.apply(function, operands) { return result }
        if let result = try NetworkFunctions.apply(function, operands) { return result }
        if let result = try Base64.apply(function, first) { return result }
        throw Fault.call(function, operands)
    }

    private mutating func chargeOctets(of value: Value) throws(Fault) {
        switch value {
        case .string(let text): try charge(Cost.octets(text.utf8.count))
        case .bytes(let octets): try charge(Cost.octets(octets.count))
        default: break
        }
    }

    private mutating func size(_ operand: Value) throws(Fault) -> Value {
        switch operand {
        case .string(let text):
            try charge(Cost.octets(text.utf8.count))
            return .int(Int64(text.unicodeScalars.count))
        case .bytes(let octets): return .int(Int64(octets.count))
        case .list(let elements): return .int(Int64(elements.count))
        case .map(let entries): return .int(Int64(entries.count))
        default: throw Fault(.type, "a \(operand.spokenType) has no size")
        }
    }

    private mutating func timePart(
        _ function: Function, _ moment: Value, zone: Int?
    ) throws(Fault) -> Value {
        guard let zone else { return try TimePart.read(function, moment, zone: nil) }
        let zoneValue = try value(of: zone)
        guard case .string(let name) = zoneValue else {
            throw Fault(.type, "a time zone is a string, not \(zoneValue.spokenType)")
        }
        try charge(Cost.octets(name.utf8.count))
        return try TimePart.read(function, moment, zone: name)
    }

    mutating func matches(_ text: Value, _ pattern: Pattern) throws(Fault) -> Value {
        guard case .string(let text) = text else {
            throw Fault(.type, "'matches' does not take \(text.spokenType)")
        }
        // A step of the automaton is far cheaper than a step of the evaluation.
        let scale = Cost.automatonSteps
        var budget = remaining > Int.max / scale ? Int.max : max(remaining, 0) * scale
        let before = budget
        let result = pattern.matches(text, budget: &budget)
        try charge((before - budget) / scale)
        guard let result else {
            throw Fault(.costLimit, "the regular expression took too many steps")
        }
        return .bool(result)
    }
}

extension Fault {
    /// A call whose operands have types that the function does not take.
    static func call(_ function: Function, _ operands: [Value]) -> Fault {
        let types = operands.map(\.spokenType).joined(separator: ", ")
        return Fault(.type, "'\(function.rawValue)' does not take \(types)")
    }
}
