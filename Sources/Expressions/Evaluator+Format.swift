/// `format` of the extension "strings".
extension Evaluator {
    /// The longest fraction that a clause may ask for.
    private static let mostDigits = 100

    mutating func formatted(_ template: String, with values: [Value]) throws(Fault) -> String {
        var rest = Substring(template).unicodeScalars
        var result = String.UnicodeScalarView()
        var next = 0
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.append(scalar)
                continue
            }
            if rest.first == "%" {
                result.append("%")
                rest.removeFirst()
                continue
            }
            let digits = try Self.precision(&rest)
            guard let letter = rest.popFirst() else {
                throw Fault(.conversion, "'format' has a '%' at the end")
            }
            guard next < values.count else {
                throw Fault(.outOfBounds, "'format' has more clauses than the \(next) values given")
            }
            let text = try clause(letter, values[next], digits: digits)
            try charge(Cost.octets(text.utf8.count))
            result.append(contentsOf: text.unicodeScalars)
            next += 1
        }
        return String(result)
    }

    private static func precision(
        _ rest: inout Substring.UnicodeScalarView
    ) throws(Fault) -> Int? {
        guard rest.first == "." else { return nil }
        rest.removeFirst()
        var digits: Int?
        while let digit = rest.first, digit.isDigit {
            digits = min((digits ?? 0) * 10 + Int(digit.value - 48), mostDigits + 1)
            rest.removeFirst()
        }
        guard let digits, digits <= mostDigits else {
            throw Fault(.conversion, "'format' takes 0 to \(mostDigits) digits behind '%.'")
        }
        return digits
    }

    private mutating func clause(
        _ letter: Unicode.Scalar, _ value: Value, digits: Int?
    ) throws(Fault) -> String {
        switch (letter, value) {
        case ("s", _): return try text(of: value)
        case ("d", .double(let number)) where !number.isFinite: return special(number)
        case ("d", _): if let text = Self.integer(value, radix: 10) { return text }
        case ("b", .bool(let flag)): return flag ? "1" : "0"
        case ("b", _): if let text = Self.integer(value, radix: 2) { return text }
        case ("o", _): if let text = Self.integer(value, radix: 8) { return text }
        case ("x", _), ("X", _):
            if let text = Self.hexadecimal(value, uppercase: letter == "X") { return text }
        case ("f", _), ("e", _):
            try charge(Cost.number)
            guard let number = Self.double(value) else { break }
            if !number.isFinite { return special(number) }
            let exact = DecimalExpansion(number)
            return letter == "f"
                ? exact.fixed(digits: digits ?? 6) : exact.scientific(digits: digits ?? 6)
        default: throw Fault(.conversion, "'format' has no clause '%\(letter)'")
        }
        throw Fault(.type, "'%\(letter)' of 'format' does not take \(value.spokenType)")
    }

    private func special(_ number: Double) -> String {
        number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    }

    private static func double(_ value: Value) -> Double? {
        switch value {
        case .double(let number): number
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        default: nil
        }
    }

    private static func integer(_ value: Value, radix: Int) -> String? {
        switch value {
        case .int(let number): String(number, radix: radix)
        case .uint(let number): String(number, radix: radix)
        default: nil
        }
    }

    private static func hexadecimal(_ value: Value, uppercase: Bool) -> String? {
        func digits(_ octets: some Sequence<UInt8>) -> String {
            octets.map { octet in
                (octet < 16 ? "0" : "") + String(octet, radix: 16, uppercase: uppercase)
            }.joined()
        }
        switch value {
        case .int(let number): return String(number, radix: 16, uppercase: uppercase)
        case .uint(let number): return String(number, radix: 16, uppercase: uppercase)
        case .string(let text): return digits(text.utf8)
        case .bytes(let octets): return digits(octets)
        default: return nil
        }
    }

    /// A value as `%s` shows it; every part costs a step.
    private mutating func text(of value: Value) throws(Fault) -> String {
        try charge(1)
        switch value {
        case .null: return "null"
        case .type(let name): return name
        case .double(let number) where !number.isFinite: return special(number)
        case .list(let elements):
            var texts: [String] = []
            for element in elements { texts.append(try text(of: element)) }
            return "[" + texts.joined(separator: ", ") + "]"
        case .map(let entries):
            var texts: [(key: String, value: String)] = []
            for entry in entries {
                texts.append((try text(of: entry.key), try text(of: entry.value)))
            }
            texts.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return "{" + texts.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
        default:
            guard case .string(let text) = try Conversion.convert(value, by: .string) else {
                throw Fault(.type, "'%s' of 'format' does not take \(value.spokenType)")
            }
            try charge(Cost.octets(text.utf8.count))
            return text
        }
    }
}
