/// Productions that begin an operand: literals, names, lists, maps and messages.
extension Parser {
    // Primary = ["."] IDENT ["(" [ExprList] ")"] | "(" Expr ")" | "[" .. "]" | "{" .. "}" | LITERAL
    mutating func primary(
        isNegative: Bool, from start: Int
    ) throws(ExpressionError) -> Syntax {
        switch token.kind {
        case .symbol(.leftParenthesis):
            try advance()
            let inner = try expression()
            try expect(.rightParenthesis, "')'")
            return inner
        case .symbol(.leftBracket):
            try advance()
            let elements = try list(until: .rightBracket, isLiteral: true)
            return try make(
                .list(elements), from: start, height: elements.map(\.height).max() ?? 0)
        case .symbol(.leftBrace):
            try advance()
            return try mapLiteral(from: start)
        case .symbol(.dot):
            try advance()
            return try name(isRooted: true, from: start)
        case .identifier: return try name(isRooted: false, from: start)
        default: return try literal(isNegative: isNegative, from: start)
        }
    }

    private mutating func literal(
        isNegative: Bool, from start: Int
    ) throws(ExpressionError) -> Syntax {
        let value: Value
        switch token.kind {
        case .int(let magnitude):
            guard let number = Parser.signed(magnitude, isNegative: isNegative) else {
                throw lexer.error("the number does not fit a signed 64-bit integer", from: start)
            }
            value = .int(number)
        case .double(let number): value = .double(isNegative ? -number : number)
        case .uint(let number): value = .uint(number)
        case .string(let text): value = .string(text)
        case .bytes(let octets): value = .bytes(octets)
        default: throw unexpected("a value")
        }
        try advance()
        return try make(.literal(value), from: start, height: 0)
    }

    private static func signed(_ magnitude: UInt64, isNegative: Bool) -> Int64? {
        guard isNegative else { return Int64(exactly: magnitude) }
        if magnitude == Int64.min.magnitude { return Int64.min }
        return Int64(exactly: magnitude).map { -$0 }
    }

    private mutating func name(
        isRooted: Bool, from start: Int
    ) throws(ExpressionError) -> Syntax {
        guard case .identifier(let name) = token.kind else { throw unexpected("a name") }
        let constant: Value? =
            switch name {
            case "true": .bool(true)
            case "false": .bool(false)
            case "null": .null
            default: nil
            }
        if !isRooted, let constant {
            try advance()
            return try make(.literal(constant), from: start, height: 0)
        }
        if Parser.reserved.contains(name) || Parser.keywords.contains(name) {
            throw lexer.error("'\(name)' is a reserved word", from: token.span.start)
        }
        let focus = token.span
        try advance()
        guard try take(.leftParenthesis) else {
            return try make(.name(name, isRooted: isRooted), from: start, focus: focus, height: 0)
        }
        let arguments = try list(until: .rightParenthesis, isLiteral: false)
        return try make(
            .call(name, receiver: nil, arguments: arguments), from: start, focus: focus,
            height: arguments.map(\.height).max() ?? 0)
    }

    /// Reads elements; a literal may have a comma behind the last, and optional elements.
    mutating func list(
        until end: Symbol, isLiteral: Bool
    ) throws(ExpressionError) -> [Syntax] {
        var elements: [Syntax] = []
        while try !take(end) {
            if !elements.isEmpty {
                try expect(.comma, "',' or '\(end.rawValue)'")
                if isLiteral, try take(end) { break }
            }
            elements.append(try isLiteral ? entry() : expression())
        }
        return elements
    }

    /// An element of a list literal or a key of a map literal; `?` before it makes it optional.
    private mutating func entry() throws(ExpressionError) -> Syntax {
        let start = token.span.start
        guard try take(.question) else { return try expression() }
        let entry = try expression()
        return try make(
            .optionalEntry(entry), from: start, focus: entry.focus, height: entry.height)
    }

    private mutating func mapLiteral(from start: Int) throws(ExpressionError) -> Syntax {
        var entries: [(key: Syntax, value: Syntax)] = []
        var height = 0
        while try !take(.rightBrace) {
            if !entries.isEmpty {
                try expect(.comma, "',' or '}'")
                if try take(.rightBrace) { break }
            }
            let key = try entry()
            try expect(.colon, "':' and a value")
            let value = try expression()
            entries.append((key, value))
            height = max(height, key.height, value.height)
        }
        return try make(.map(entries), from: start, height: height)
    }

    // Member "{" [FieldInits [","]] "}"; read only to refuse it with a clear message later.
    mutating func message(
        _ name: String, from start: Int
    ) throws(ExpressionError) -> Syntax {
        try advance()
        var isFirst = true
        var height = 0
        while try !take(.rightBrace) {
            if !isFirst {
                try expect(.comma, "',' or '}'")
                if try take(.rightBrace) { break }
            }
            isFirst = false
            _ = try take(.question)
            switch token.kind {
            case .identifier, .quotedIdentifier: try advance()
            default: throw unexpected("a field name")
            }
            try expect(.colon, "':' and a value")
            height = max(height, try expression().height)
        }
        return try make(.message(name), from: start, height: height)
    }
}
