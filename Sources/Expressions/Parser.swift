/// Reads the syntax tree, one function a production of the CEL grammar; operators by precedence
/// climbing.
struct Parser {
    private(set) var lexer: Lexer
    private(set) var token: Token
    /// Where the token before the current one ends.
    private var lastEnd = 0
    private var depth = 0
    private var nodes = 0

    private init(_ source: String) throws(ExpressionError) {
        lexer = Lexer(source)
        token = try lexer.next()
    }

    /// Reads a whole source.
    static func parse(_ source: String) throws(ExpressionError) -> Syntax {
        guard source.utf8.count <= Limits.sourceBytes else {
            throw ExpressionError(
                code: .limit, message: "the expression is longer than \(Limits.sourceBytes) bytes",
                offset: 0, length: source.unicodeScalars.count)
        }
        var parser = try Parser(source)
        let syntax = try parser.expression()
        guard case .end = parser.token.kind else {
            throw parser.unexpected("an operator or the end")
        }
        return syntax
    }
}

extension Parser {
    // Expr = ConditionalOr ["?" ConditionalOr ":" Expr]
    mutating func expression() throws(ExpressionError) -> Syntax {
        try enter()
        defer { depth -= 1 }
        let condition = try binary(atLeast: 1)
        guard try take(.question) else { return condition }
        let first = try binary(atLeast: 1)
        try expect(.colon, "':' and the value for false")
        let second = try expression()
        return try make(
            .conditional(condition, first, second), from: condition.span.start,
            height: max(condition.height, first.height, second.height))
    }

    // ConditionalOr, ConditionalAnd, Relation, Addition and Multiplication
    private mutating func binary(atLeast minimum: Int) throws(ExpressionError) -> Syntax {
        var left = try unary()
        while true {
            if token.symbol == .or, minimum <= 1 {
                left = try chain(left, .or, operandPrecedence: 2)
            } else if token.symbol == .and, minimum <= 2 {
                left = try chain(left, .and, operandPrecedence: 3)
            } else if let (operation, precedence) = binaryOperator, precedence >= minimum {
                try advance()
                let right = try binary(atLeast: precedence + 1)
                left = try make(
                    .binary(operation, left, right), from: left.span.start,
                    height: max(left.height, right.height))
            } else {
                return left
            }
        }
    }

    /// Reads `a && b && c` as one node, so that long conditions are not deep.
    private mutating func chain(
        _ first: Syntax, _ symbol: Symbol, operandPrecedence: Int
    ) throws(ExpressionError) -> Syntax {
        var operands = [first]
        while try take(symbol) { operands.append(try binary(atLeast: operandPrecedence)) }
        return try make(
            symbol == .or ? .any(operands) : .all(operands), from: first.span.start,
            height: operands.map(\.height).max() ?? 0)
    }

    private var binaryOperator: (BinaryOperator, Int)? {
        if case .identifier("in") = token.kind { return (.contained, 3) }
        guard let symbol = token.symbol, let operation = BinaryOperator(rawValue: symbol.rawValue)
        else { return nil }
        switch operation {
        case .add, .subtract: return (operation, 4)
        case .multiply, .divide, .remainder: return (operation, 5)
        default: return (operation, 3)
        }
    }

    // Unary = Member | "!" {"!"} Member | "-" {"-"} Member
    private mutating func unary() throws(ExpressionError) -> Syntax {
        var signs: [(isNot: Bool, start: Int)] = []
        var isNegative = false
        var start = token.span.start
        while !isNegative, token.symbol == .not || token.symbol == .minus {
            let isNot = token.symbol == .not
            try advance()
            // A minus right before a number belongs to it, or the smallest integer could not be
            // written.
            switch token.kind {
            case .int where !isNot, .double where !isNot: isNegative = true
            default:
                signs.append((isNot, start))
                start = token.span.start
            }
        }
        var result = try member(isNegative: isNegative, from: start)
        for sign in signs.reversed() {
            let kind: Syntax.Kind = sign.isNot ? .not(result) : .negate(result)
            result = try make(kind, from: sign.start, height: result.height)
        }
        return result
    }

    // Member = Primary | Member "." SELECTOR ["(" [ExprList] ")"] | Member "[" Expr "]"
    private mutating func member(
        isNegative: Bool, from start: Int
    ) throws(ExpressionError) -> Syntax {
        var result = try primary(isNegative: isNegative, from: start)
        while true {
            switch token.symbol {
            case .dot:
                try advance()
                result = try selection(of: result)
            case .leftBracket:
                try advance()
                let isOptional = try take(.question)
                let index = try expression()
                try expect(.rightBracket, "']'")
                result = try make(
                    isOptional ? .optionalIndex(result, index) : .index(result, index),
                    from: start, focus: index.span, height: max(result.height, index.height))
            case .leftBrace:
                guard let path = result.path else { return result }
                result = try message(path.names.joined(separator: "."), from: start)
            default: return result
            }
        }
    }

    private mutating func selection(of operand: Syntax) throws(ExpressionError) -> Syntax {
        let isOptional = try take(.question)
        let focus = token.span
        let field: String
        var canBeCalled = true
        switch token.kind {
        case .identifier(let name) where !Parser.keywords.contains(name): field = name
        case .quotedIdentifier(let name): (field, canBeCalled) = (name, false)
        default: throw unexpected("a field name")
        }
        try advance()
        if isOptional {
            return try make(
                .optionalSelect(operand, field: field), from: operand.span.start, focus: focus,
                height: operand.height)
        }
        guard canBeCalled, try take(.leftParenthesis) else {
            return try make(
                .select(operand, field: field), from: operand.span.start, focus: focus,
                height: operand.height)
        }
        let arguments = try list(until: .rightParenthesis, isLiteral: false)
        return try make(
            .call(field, receiver: operand, arguments: arguments), from: operand.span.start,
            focus: focus, height: max(operand.height, arguments.map(\.height).max() ?? 0))
    }
}

extension Parser {
    /// Words that are literals or operators and can name nothing.
    static let keywords: Set<String> = ["true", "false", "null", "in"]

    /// Words that the language definition keeps for embedding languages; they can still name
    /// fields.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let",
        "loop", "namespace", "package", "return", "var", "void", "while",
    ]

    mutating func advance() throws(ExpressionError) {
        lastEnd = token.span.end
        token = try lexer.next()
    }

    mutating func take(_ symbol: Symbol) throws(ExpressionError) -> Bool {
        guard token.symbol == symbol else { return false }
        try advance()
        return true
    }

    mutating func expect(
        _ symbol: Symbol, _ wanted: String
    ) throws(ExpressionError) {
        guard try take(symbol) else { throw unexpected(wanted) }
    }

    func unexpected(_ wanted: String) -> ExpressionError {
        var meant: String?
        if case .identifier(let word) = token.kind {
            meant = ["and": "&&", "or": "||", "not": "!"][word]
        }
        return ExpressionError(
            code: .syntax, message: "expected \(wanted), found \(token.spoken)",
            offset: token.span.start, length: token.span.length, suggestion: meant)
    }

    /// Counts the nesting of the source itself, which parentheses deepen without adding nodes.
    mutating func enter() throws(ExpressionError) {
        depth += 1
        guard depth <= Limits.depth else { throw tooDeep(at: token.span) }
    }

    private func tooDeep(at span: Span) -> ExpressionError {
        ExpressionError(
            code: .limit, message: "the expression is nested deeper than \(Limits.depth) levels",
            offset: span.start, length: span.length)
    }

    mutating func make(
        _ kind: Syntax.Kind, from start: Int, focus: Span? = nil, height: Int
    ) throws(ExpressionError) -> Syntax {
        let span = Span(start: start, end: max(start, lastEnd))
        nodes += 1
        guard nodes <= Limits.nodes else {
            throw ExpressionError(
                code: .limit, message: "the expression has more than \(Limits.nodes) parts",
                offset: start, length: span.length)
        }
        guard height < Limits.depth else { throw tooDeep(at: span) }
        return Syntax(kind: kind, span: span, focus: focus ?? span, height: height + 1)
    }
}
