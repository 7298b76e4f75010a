/// Reads regular expressions in the syntax of RE2.
struct PatternParser {
    private let scalars: [Unicode.Scalar]
    var position = 0
    private var depth = 0
    private(set) var flags = Flags()

    /// The switches of `(?ims)`.
    struct Flags {
        var ignoresCase = false
        var isMultiline = false
        var dotIncludesNewline = false
    }

    private init(_ text: String) { scalars = Array(text.unicodeScalars) }

    static func parse(_ text: String) throws(Fault) -> PatternNode {
        var parser = PatternParser(text)
        guard parser.scalars.count <= Limits.patternLength else {
            throw parser.fault("is longer than \(Limits.patternLength) characters")
        }
        let node = try parser.choice()
        guard parser.peek == nil else { throw parser.fault("has a ')' without '('") }
        return node
    }

    func fault(_ message: String) -> Fault {
        Fault(.pattern, "the regular expression \(message)")
    }

    var peek: Unicode.Scalar? { peek(0) }

    func peek(_ distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard scalars[position...].starts(with: wanted) else { return false }
        position += wanted.count
        return true
    }
}

extension PatternParser {
    // choice = sequence {"|" sequence}
    private mutating func choice() throws(Fault) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.depth else { throw fault("is nested too deep") }
        var branches = [try sequence()]
        while take("|" as Unicode.Scalar) { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    // sequence = {atom ["*" | "+" | "?" | "{" .. "}"] ["?"]}
    private mutating func sequence() throws(Fault) -> PatternNode {
        var nodes: [PatternNode] = []
        while let next = peek, next != "|", next != ")" {
            if take("\\Q") {
                quoted(into: &nodes)
                continue
            }
            let atom = try atom()
            nodes.append(try repeated(atom))
        }
        return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func quoted(into nodes: inout [PatternNode]) {
        while let scalar = peek, !take("\\E") {
            nodes.append(literal(scalar))
            position += 1
        }
    }

    private mutating func repeated(_ atom: PatternNode) throws(Fault) -> PatternNode {
        guard let (minimum, maximum) = try quantifier() else { return atom }
        // Whether a match is short or long does not matter here, only whether there is one.
        _ = take("?" as Unicode.Scalar)
        if try quantifier() != nil { throw fault("repeats a repetition") }
        return .repetition(atom, minimum: minimum, maximum: maximum)
    }

    private mutating func quantifier() throws(Fault) -> (Int, Int?)? {
        switch peek {
        case "*":
            position += 1
            return (0, nil)
        case "+":
            position += 1
            return (1, nil)
        case "?":
            position += 1
            return (0, 1)
        case "{": return try count()
        default: return nil
        }
    }

    /// Reads `{2}`, `{2,}` or `{2,5}`; any other text in braces stands for itself.
    private mutating func count() throws(Fault) -> (Int, Int?)? {
        let start = position
        position += 1
        guard let minimum = number() else {
            position = start
            return nil
        }
        var maximum: Int? = minimum
        if take("," as Unicode.Scalar) { maximum = number() }
        guard take("}" as Unicode.Scalar) else {
            position = start
            return nil
        }
        guard minimum <= 1_000, maximum ?? 0 <= 1_000, maximum ?? minimum >= minimum else {
            throw fault("has a count that is out of order or above 1,000")
        }
        return (minimum, maximum)
    }

    private mutating func number() -> Int? {
        var result: Int?
        while let digit = peek, digit.isDigit {
            result = min((result ?? 0) * 10 + Int(digit.value - 48), 100_000)
            position += 1
        }
        return result
    }

    private mutating func atom() throws(Fault) -> PatternNode {
        guard let scalar = peek else { return .empty }
        switch scalar {
        case "(": return try group()
        case "[":
            position += 1
            return .set(try bracketed().normalised())
        case "*", "+", "?": throw fault("repeats nothing")
        case "\\": return try escaped()
        default: position += 1
        }
        switch scalar {
        case ".": return .any(includesNewline: flags.dotIncludesNewline)
        case "^": return .assertion(flags.isMultiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.isMultiline ? .lineEnd : .textEnd)
        default: return literal(scalar)
        }
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
        guard flags.ignoresCase else { return .scalar(scalar.value) }
        let variants = ScalarSet.caseVariants(of: scalar.value)
        if variants.isEmpty { return .scalar(scalar.value) }
        return .set(ScalarSet(ranges: [scalar.value...scalar.value], ignoresCase: true))
    }
}

extension PatternParser {
    // group = "(" ["?:" | "?P<name>" | "?<name>" | "?flags:"] choice ")" | "(?flags)"
    private mutating func group() throws(Fault) -> PatternNode {
        position += 1
        let outer = flags
        if take("?P<") || take("?<") {
            try groupName()
        } else if take("?" as Unicode.Scalar) {
            if try switches() { return .empty }
        }
        let inner = try choice()
        guard take(")" as Unicode.Scalar) else { throw fault("has a '(' without ')'") }
        flags = outer
        return inner
    }

    private mutating func groupName() throws(Fault) {
        if peek == "=" || peek == "!" { throw fault("has a lookbehind, which is not supported") }
        let start = position
        while let scalar = peek, scalar.isIdentifierHead || scalar.isDigit { position += 1 }
        guard position > start, take(">" as Unicode.Scalar) else {
            throw fault("has a malformed group name")
        }
    }

    /// Reads the switches of a group; gives whether they hold for the rest of the group around it.
    private mutating func switches() throws(Fault) -> Bool {
        var isOn = true
        while let scalar = peek {
            position += 1
            switch scalar {
            case "i": flags.ignoresCase = isOn
            case "m": flags.isMultiline = isOn
            case "s": flags.dotIncludesNewline = isOn
            case "U": break
            case "-" where isOn: isOn = false
            case ":": return false
            case ")": return true
            default: throw fault("has a group '(?\(scalar)' that is not supported")
            }
        }
        throw fault("has a '(' without ')'")
    }

    private mutating func escaped() throws(Fault) -> PatternNode {
        switch peek(1) {
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        default: break
        }
        var set = ScalarSet(ignoresCase: flags.ignoresCase)
        if try takeClass(into: &set) { return .set(set.normalised()) }
        return literal(try escapedScalar())
    }

    private mutating func assertion(_ assertion: PatternNode.Assertion) -> PatternNode {
        position += 2
        return .assertion(assertion)
    }
}
