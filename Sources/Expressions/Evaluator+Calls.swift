import Chronology

/// Calls of functions.
extension Evaluator {
    mutating func call(_ function: Function, _ operands: [Int]) throws(Fault) -> Value {
        let first = try value(of: operands[0])
        switch function {
        case .size: return try size(first)
        case .contains, .startsWith, .endsWith, .matches:
            return try compareTexts(function, first, try value(of: operands[1]))
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration:
            if case .string(let text) = first { try charge(text.utf8.count / 16) }
            if case .bytes(let octets) = first { try charge(octets.count / 16) }
            return try Conversion.convert(first, by: function)
        case .dyn: return first
        case .type: return .type(first.typeName)
        default:
            guard operands.count == 2 else { return try TimePart.read(function, first, zone: nil) }
            let zone = try value(of: operands[1])
            guard case .string(let zone) = zone else {
                throw Fault(.type, "a time zone is a string, not \(zone.spokenType)")
            }
            return try TimePart.read(function, first, zone: zone)
        }
    }

    private mutating func size(_ operand: Value) throws(Fault) -> Value {
        switch operand {
        case .string(let text):
            try charge(text.utf8.count / 16)
            return .int(Int64(text.unicodeScalars.count))
        case .bytes(let octets): return .int(Int64(octets.count))
        case .list(let elements): return .int(Int64(elements.count))
        case .map(let entries): return .int(Int64(entries.count))
        default: throw Fault(.type, "a \(operand.spokenType) has no size")
        }
    }

    private mutating func compareTexts(
        _ function: Function, _ text: Value, _ part: Value
    ) throws(Fault) -> Value {
        guard case .string(let whole) = text, case .string(let part) = part else {
            throw Fault(
                .type,
                "'\(function.rawValue)' does not take \(text.spokenType) and \(part.spokenType)")
        }
        switch function {
        case .startsWith:
            try charge(part.utf8.count / 16)
            return .bool(whole.utf8.starts(with: part.utf8))
        case .endsWith:
            try charge(part.utf8.count / 16)
            return .bool(whole.utf8.reversed().starts(with: part.utf8.reversed()))
        case .contains: return .bool(try contains(whole, part))
        default:
            // A short pattern can have many states, so that compiling costs more than its length.
            try charge(64 + part.utf8.count)
            return try matches(text, try Pattern(part))
        }
    }

    /// Searches octet by octet, which finds the same places as scalar by scalar does in UTF-8.
    private mutating func contains(_ whole: String, _ part: String) throws(Fault) -> Bool {
        let (whole, part) = (Array(whole.utf8), Array(part.utf8))
        try charge((whole.count + part.count) / 16)
        guard part.count <= whole.count else { return false }
        for start in 0...(whole.count - part.count) {
            var length = 0
            while length < part.count, whole[start + length] == part[length] { length += 1 }
            if length == part.count { return true }
            // A near miss costs what it took, so that the worst case stays within the limit.
            if length >= 16 { try charge(length / 16) }
        }
        return false
    }

    mutating func matches(_ text: Value, _ pattern: Pattern) throws(Fault) -> Value {
        guard case .string(let text) = text else {
            throw Fault(.type, "'matches' does not take \(text.spokenType)")
        }
        // A step of the automaton is far cheaper than a step of the evaluation.
        var budget = remaining > Int.max / 16 ? Int.max : max(remaining, 0) * 16
        let before = budget
        let result = pattern.matches(text, budget: &budget)
        try charge((before - budget) / 16)
        guard let result else {
            throw Fault(.costLimit, "the regular expression took too many steps")
        }
        return .bool(result)
    }
}
