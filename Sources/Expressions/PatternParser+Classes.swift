/// Bracketed classes, class escapes and escapes of single scalars.
extension PatternParser {
    // bracketed = "[" ["^"] item {item} "]"; a "]" right at the start stands for itself.
    mutating func bracketed() throws(Fault) -> ScalarSet {
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        set.isNegated = take("^" as Unicode.Scalar)
        var isFirst = true
        while isFirst || peek != "]" {
            guard peek != nil else { throw fault("has a '[' without ']'") }
            isFirst = false
            if peek == "[", peek(1) == ":" {
                set.ranges += try posixClass()
            } else if try !takeClass(into: &set) {
                set.ranges.append(try range())
            }
        }
        position += 1
        return set
    }

    private mutating func posixClass() throws(Fault) -> [ClosedRange<UInt32>] {
        position += 2
        let isNegated = take("^" as Unicode.Scalar)
        var name = ""
        while let scalar = peek, scalar.isIdentifierHead {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take(":]"), let ranges = ScalarSet.posix(name) else {
            throw fault("names an unknown class '[:\(name):]'")
        }
        return isNegated ? ScalarSet.complement(of: ranges) : ranges
    }

    private mutating func range() throws(Fault) -> ClosedRange<UInt32> {
        let low = try member()
        guard peek == "-", let next = peek(1), next != "]" else { return low...low }
        position += 1
        let high = try member()
        guard low <= high else { throw fault("has a range that is out of order") }
        return low...high
    }

    private mutating func member() throws(Fault) -> UInt32 {
        guard let scalar = peek else { throw fault("has a '[' without ']'") }
        if scalar == "\\" { return try escapedScalar().value }
        position += 1
        return scalar.value
    }

    /// Reads `\d`, `\pL`, `\p{Lu}` and the like, if one is next.
    mutating func takeClass(into set: inout ScalarSet) throws(Fault) -> Bool {
        guard peek == "\\", let letter = peek(1) else { return false }
        if let ranges = ScalarSet.perl(letter) {
            position += 2
            set.ranges += ranges
            return true
        }
        guard letter == "p" || letter == "P" else { return false }
        position += 2
        set.categories.append(try category(isNegated: letter == "P"))
        return true
    }

    private mutating func category(
        isNegated: Bool
    ) throws(Fault) -> ScalarSet.Category {
        var isNegated = isNegated
        var name = ""
        if take("{" as Unicode.Scalar) {
            if take("^" as Unicode.Scalar) { isNegated.toggle() }
            while let scalar = peek, scalar != "}" {
                name.unicodeScalars.append(scalar)
                position += 1
            }
            guard take("}" as Unicode.Scalar) else { throw fault("has a '{' without '}'") }
        } else if let scalar = peek {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        // "Any" is every scalar, and the beginning of every category.
        if name == "Any" { return ScalarSet.Category(name: "", isNegated: isNegated) }
        let isKnown = ScalarSet.categoryNames.contains(name)
        guard isKnown else {
            throw fault("names the Unicode class '\(name)' that is not supported")
        }
        return ScalarSet.Category(name: name, isNegated: isNegated)
    }
}

extension PatternParser {
    /// Reads an escape that stands for one scalar.
    mutating func escapedScalar() throws(Fault) -> Unicode.Scalar {
        guard let letter = peek(1) else { throw fault("ends with a backslash") }
        position += 2
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try hexadecimal()
        case "0"..."7": return try octal(letter)
        default:
            guard letter.value < 128, !letter.isDigit, letter == "_" || !letter.isIdentifierHead
            else { throw fault("has an escape '\\\(letter)' that is not supported") }
            return letter
        }
    }

    private mutating func hexadecimal() throws(Fault) -> Unicode.Scalar {
        var value: UInt32 = 0
        var digits = 0
        let isBraced = take("{" as Unicode.Scalar)
        while digits < (isBraced ? 8 : 2), let digit = peek?.hexValue {
            value = value << 4 | digit
            digits += 1
            position += 1
        }
        let isClosed = isBraced ? digits > 0 && take("}" as Unicode.Scalar) : digits == 2
        guard isClosed, let scalar = Unicode.Scalar(value) else {
            throw fault("has a malformed '\\x'")
        }
        return scalar
    }

    /// Reads `\0`, `\07` or `\123`; one digit other than 0 would be a backreference.
    private mutating func octal(_ first: Unicode.Scalar) throws(Fault) -> Unicode.Scalar {
        var value = first.value - 48
        var digits = 1
        while digits < 3, let digit = peek, ("0"..."7").contains(digit) {
            value = value << 3 | (digit.value - 48)
            digits += 1
            position += 1
        }
        guard first == "0" || digits > 1, let scalar = Unicode.Scalar(value) else {
            throw fault("has a backreference, which is not supported")
        }
        return scalar
    }
}
