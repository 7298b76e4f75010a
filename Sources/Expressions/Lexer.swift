/// Cuts the source into tokens, as the grammar of the CEL language definition describes them.
struct Lexer {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ source: String) { scalars = Array(source.unicodeScalars) }

    /// The scalar `distance` ahead; `nil` behind the end.
    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    func error(_ message: String, from start: Int, suggestion: String? = nil) -> ExpressionError {
        ExpressionError(
            code: .syntax, message: message, offset: start, length: max(position - start, 0),
            suggestion: suggestion)
    }

    func text(from start: Int, to end: Int) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        return String(view)
    }

    mutating func next() throws(ExpressionError) -> Token {
        skipBlanks()
        let start = position
        let kind = try nextKind()
        return Token(kind: kind, span: Span(start: start, end: position))
    }

    private mutating func nextKind() throws(ExpressionError) -> Token.Kind {
        guard let first = peek() else { return .end }
        if first.isIdentifierHead { return try identifierOrPrefixedString() }
        if first.isDigit { return try number() }
        if first == ".", peek(1)?.isDigit == true { return try number() }
        if first == "\"" || first == "'" {
            return .string(try stringLiteral(isRaw: false))
        }
        if first == "`" { return try quotedIdentifier() }
        return .symbol(try symbol(first))
    }

    /// Skips white space and comments.
    private mutating func skipBlanks() {
        while let scalar = peek() {
            switch scalar {
            case " ", "\t", "\n", "\r", "\u{0C}": position += 1
            case "/" where peek(1) == "/":
                while let next = peek(), next != "\n" { position += 1 }
            default: return
            }
        }
    }

    private mutating func identifierOrPrefixedString() throws(ExpressionError) -> Token.Kind {
        let start = position
        while let scalar = peek(), scalar.isIdentifierHead || scalar.isDigit { position += 1 }
        let word = text(from: start, to: position)
        guard word.utf8.count <= 2, let quote = peek(), quote == "\"" || quote == "'" else {
            return .identifier(word)
        }
        switch word {
        case "r", "R": return .string(try stringLiteral(isRaw: true))
        case "b", "B": return .bytes(try bytesLiteral(isRaw: false))
        case "br", "bR", "Br", "BR": return .bytes(try bytesLiteral(isRaw: true))
        default: return .identifier(word)
        }
    }

    private mutating func quotedIdentifier() throws(ExpressionError) -> Token.Kind {
        let start = position
        position += 1
        while let scalar = peek(), scalar.isQuotedIdentifierPart { position += 1 }
        guard peek() == "`", position > start + 1 else {
            throw error("a name in backticks has letters, digits, '_.-/' and spaces", from: start)
        }
        position += 1
        return .quotedIdentifier(text(from: start + 1, to: position - 1))
    }

    private mutating func symbol(_ first: Unicode.Scalar) throws(ExpressionError) -> Symbol {
        let start = position
        position += 1
        if let second = peek(), let symbol = Symbol(rawValue: "\(first)\(second)") {
            position += 1
            return symbol
        }
        if let symbol = Symbol(rawValue: String(first)) { return symbol }
        let meant = ["=": "==", "&": "&&", "|": "||"][first]
        throw error("'\(first)' has no meaning here", from: start, suggestion: meant)
    }
}

extension Lexer {
    private mutating func number() throws(ExpressionError) -> Token.Kind {
        let start = position
        if peek() == "0", peek(1) == "x" || peek(1) == "X", peek(2)?.hexValue != nil {
            position += 2
            while peek()?.hexValue != nil { position += 1 }
            return try integer(text(from: start + 2, to: position), radix: 16, from: start)
        }
        skipDigits()
        let hasFraction = skipFraction()
        let isDouble = skipExponent() || hasFraction
        let digits = text(from: start, to: position)
        guard isDouble else { return try integer(digits, radix: 10, from: start) }
        // A text that begins with the point is no number to the standard library.
        guard let value = Double("0" + digits), value.isFinite else {
            throw error("the number is too large for a double", from: start)
        }
        return .double(value)
    }

    private mutating func skipFraction() -> Bool {
        guard peek() == ".", peek(1)?.isDigit == true else { return false }
        position += 1
        skipDigits()
        return true
    }

    private mutating func skipExponent() -> Bool {
        guard peek() == "e" || peek() == "E" else { return false }
        let length = peek(1) == "+" || peek(1) == "-" ? 2 : 1
        guard peek(length)?.isDigit == true else { return false }
        position += length
        skipDigits()
        return true
    }

    private mutating func skipDigits() {
        while peek()?.isDigit == true { position += 1 }
    }

    private mutating func integer(
        _ digits: String, radix: Int, from start: Int
    ) throws(ExpressionError) -> Token.Kind {
        let isUnsigned = peek() == "u" || peek() == "U"
        if isUnsigned { position += 1 }
        if let next = peek(), next.isIdentifierHead || next.isDigit {
            position += 1
            throw error("a number cannot run into a name", from: start)
        }
        guard let value = UInt64(digits, radix: radix) else {
            throw error("the number does not fit 64 bits", from: start)
        }
        return isUnsigned ? .uint(value) : .int(value)
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }

    var isIdentifierHead: Bool {
        ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_"
    }

    fileprivate var isQuotedIdentifierPart: Bool {
        isIdentifierHead || isDigit || self == "." || self == "-" || self == "/" || self == " "
    }

    /// The value as a hexadecimal digit.
    var hexValue: UInt32? {
        switch self {
        case "0"..."9": value - 48
        case "a"..."f": value - 87
        case "A"..."F": value - 55
        default: nil
        }
    }
}
