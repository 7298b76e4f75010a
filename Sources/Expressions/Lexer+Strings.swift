/// String and bytes literals with their escapes.
extension Lexer {
    /// Reads a string literal whose prefix is read already.
    mutating func stringLiteral(isRaw: Bool) throws(ExpressionError) -> String {
        var result = String.UnicodeScalarView()
        try readLiteral(isRaw: isRaw) { (part, lexer, start) throws(ExpressionError) in
            switch part {
            case .scalar(let scalar), .codePoint(let scalar): result.append(scalar)
            case .octet(let octet): result.append(Unicode.Scalar(octet))
            }
        }
        return String(result)
    }

    /// Reads a bytes literal whose prefix is read already.
    mutating func bytesLiteral(isRaw: Bool) throws(ExpressionError) -> [UInt8] {
        var result: [UInt8] = []
        try readLiteral(isRaw: isRaw) { (part, lexer, start) throws(ExpressionError) in
            switch part {
            case .scalar(let scalar): result.append(contentsOf: UTF8.encode(scalar) ?? .init())
            case .codePoint:
                throw lexer.error("bytes have no \\u escapes, use \\x", from: start)
            case .octet(let octet): result.append(octet)
            }
        }
        return result
    }

    /// A part of a literal.
    private enum Part {
        /// A scalar that stands for itself or was escaped by a letter.
        case scalar(Unicode.Scalar)
        /// A scalar that was escaped by `\u` or `\U`.
        case codePoint(Unicode.Scalar)
        /// A number from 0 to 255 that was escaped by `\x` or in octal.
        case octet(UInt8)
    }

    private mutating func readLiteral(
        isRaw: Bool, take: (Part, Lexer, Int) throws(ExpressionError) -> Void
    ) throws(ExpressionError) {
        let start = position
        guard let quote = peek() else { return }
        let isTriple = isQuote(quote, true)
        position += isTriple ? 3 : 1
        while let scalar = peek() {
            if isQuote(quote, isTriple) {
                position += isTriple ? 3 : 1
                return
            }
            let partStart = position
            position += 1
            if !isTriple, scalar == "\n" || scalar == "\r" { break }
            if scalar == "\\", !isRaw {
                let part = try escape(from: partStart)
                try take(part, self, partStart)
            } else {
                try take(.scalar(scalar), self, partStart)
            }
        }
        throw error("the text has no closing quote", from: start)
    }

    private func isQuote(_ quote: Unicode.Scalar, _ isTriple: Bool) -> Bool {
        peek() == quote && (!isTriple || (peek(1) == quote && peek(2) == quote))
    }

    /// Reads what follows a backslash.
    private mutating func escape(from start: Int) throws(ExpressionError) -> Part {
        guard let letter = peek() else { throw error("the text has no closing quote", from: start) }
        position += 1
        switch letter {
        case "a": return .scalar("\u{07}")
        case "b": return .scalar("\u{08}")
        case "f": return .scalar("\u{0C}")
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "v": return .scalar("\u{0B}")
        case "\\", "?", "\"", "'", "`": return .scalar(letter)
        case "x", "X": return .octet(UInt8(try hexDigits(2, from: start)))
        case "u": return .codePoint(try codePoint(4, from: start))
        case "U": return .codePoint(try codePoint(8, from: start))
        case "0"..."3": return try octal(letter, from: start)
        default: throw error("'\\\(letter)' is no escape", from: start)
        }
    }

    private mutating func hexDigits(
        _ count: Int, from start: Int
    ) throws(ExpressionError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = peek()?.hexValue else {
                throw error("the escape needs \(count) hexadecimal digits", from: start)
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private mutating func codePoint(
        _ count: Int, from start: Int
    ) throws(ExpressionError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(try hexDigits(count, from: start)) else {
            throw error("the escape is no Unicode scalar", from: start)
        }
        return scalar
    }

    private mutating func octal(
        _ first: Unicode.Scalar, from start: Int
    ) throws(ExpressionError) -> Part {
        var value = first.value - 48
        for _ in 0..<2 {
            guard let digit = peek(), ("0"..."7").contains(digit) else {
                throw error("an octal escape needs three digits", from: start)
            }
            value = value << 3 | (digit.value - 48)
            position += 1
        }
        return .octet(UInt8(value))
    }
}
