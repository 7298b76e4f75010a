import Chronology

@testable import Expressions

/// Builds random expressions that are well typed over a few variables with known bounds.
struct RandomExpression<Random: RandomNumberGenerator> {
    var random: Random
    private var depth = 0
    private var locals: [(name: String, type: Kind)] = []

    enum Kind: CaseIterable {
        case bool, int, text, texts, numbers
    }

    static var declarations: Declarations {
        Declarations([
            ("flag", .bool), ("count", .int), ("note", .string), ("regions", .list(.string)),
            ("sizes", .list(.int)), ("anything", .dyn),
            ("facts", .record(fields: [("records", .int), ("kind", .string)])),
        ])
    }

    init(_ random: Random) { self.random = random }

    /// Values for the variables within the bounds.
    mutating func variables(within bounds: SizeBounds) -> [String: Value] {
        [
            "flag": .bool(Bool.random(using: &random)),
            "count": .int(Int64.random(in: -3...12, using: &random)),
            "note": .string(text(bounds)),
            "regions": .list(values(bounds).map { _ in .string(text(bounds)) }),
            "sizes": .list(values(bounds).map { .int(Int64($0)) }),
            "anything": .list([.string(text(bounds)), .record([("a", .int(1))])]),
            "facts": .record([("records", .int(7)), ("kind", .string(text(bounds)))]),
        ]
    }

    private mutating func values(_ bounds: SizeBounds) -> Range<Int> {
        0..<Int.random(in: 0...bounds.elements, using: &random)
    }

    private mutating func text(_ bounds: SizeBounds) -> String {
        let letters = ["a", "b", "A", " ", "%", ".", "1"]
        let count = Int.random(in: 0...bounds.octets, using: &random)
        return (0..<count).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
    }

    private mutating func pick(_ choices: String...) -> String {
        choices.randomElement(using: &random) ?? ""
    }

    /// An expression of a type; the deeper it stands, the simpler it is.
    mutating func expression(_ kind: Kind) -> String {
        depth += 1
        defer { depth -= 1 }
        if depth > 5 || Int.random(in: 0..<4, using: &random) == 0 { return leaf(kind) }
        switch kind {
        case .bool: return bool()
        case .int: return int()
        case .text: return text()
        case .texts: return texts()
        case .numbers: return numbers()
        }
    }

    private mutating func leaf(_ kind: Kind) -> String {
        let bound = locals.filter { $0.type == kind }.map(\.name)
        if let name = bound.randomElement(using: &random), Bool.random(using: &random) {
            return name
        }
        switch kind {
        case .bool: return pick("true", "false", "flag", "has(facts.kind)", "(anything == 1)")
        case .int:
            return pick("0", "3", "-7", "count", "facts.records", "size(regions)", "size(note)")
        case .text:
            return pick("''", "'a'", "'b.a'", "note", "facts.kind", "'%s %s'", "facts['kind']")
        case .texts: return pick("[]", "['a', 'b']", "regions", "[note]")
        case .numbers: return pick("[1, 2, 3]", "sizes", "[count]")
        }
    }

    /// A loop variable with an expression that can read it.
    private mutating func loop(over kind: Kind, _ body: Kind) -> (name: String, body: String) {
        let name = "v\(locals.count)"
        locals.append((name, kind))
        defer { locals.removeLast() }
        return (name, expression(body))
    }

    private mutating func bool() -> String {
        switch Int.random(in: 0..<17, using: &random) {
        case 0: return "(\(expression(.bool)) && \(expression(.bool)))"
        case 1: return "(\(expression(.bool)) || \(expression(.bool)))"
        case 2: return "!\(expression(.bool))"
        case 3: return "(\(expression(.int)) \(pick("<", "==", ">=")) \(expression(.int)))"
        case 4: return "(\(expression(.text)) \(pick("<", "==", "!=")) \(expression(.text)))"
        case 5:
            return "\(expression(.text)).\(pick("contains", "startsWith", "endsWith"))"
                + "(\(expression(.text)))"
        case 6: return "\(expression(.text)).matches('\(pick("a+b", "(a|b)*$", "[a-z]{2,5}"))')"
        case 7: return "(\(expression(.text)) in \(expression(.texts)))"
        case 8: return "(\(expression(.texts)) == \(expression(.texts)))"
        case 9:
            let (name, body) = loop(over: .text, .bool)
            return "\(expression(.texts)).\(pick("all", "exists", "exists_one"))(\(name), \(body))"
        case 10:
            let (name, body) = loop(over: .int, .bool)
            return "\(expression(.numbers)).exists(\(name), \(body))"
        case 11: return "({'a': \(expression(.text))} == {'a': \(expression(.text))})"
        case 12: return "(\(expression(.text)) in {\(expression(.text)): \(expression(.int))})"
        case 13: return "\(expression(.text)).matches(\(expression(.text)))"
        case 14: return "([[\(expression(.texts))]] == [[\(expression(.texts))]])"
        case 15: return "isIP(\(expression(.text)))"
        default: return "(\(expression(.bool)) ? \(expression(.bool)) : \(expression(.bool)))"
        }
    }

    private mutating func int() -> String {
        switch Int.random(in: 0..<9, using: &random) {
        case 0: return "(\(expression(.int)) \(pick("+", "-", "*", "/", "%")) \(expression(.int)))"
        case 1: return "size(\(expression(Bool.random(using: &random) ? .text : .texts)))"
        case 2: return "\(expression(.texts)).size()"
        case 3:
            return "\(expression(.text)).\(pick("indexOf", "lastIndexOf"))(\(expression(.text)))"
        case 4: return "math.greatest(\(expression(.int)), \(expression(.int)))"
        case 6:
            let (name, body) = loop(over: .text, .text)
            let map = "transformMapEntry(i, \(name), {\(body): i, i: \(name)})"
            return "\(expression(.texts)).\(map).size()"
        case 7: return "size({\(expression(.text)): 1, 'a': \(expression(.texts))})"
        case 5: return "\(expression(.numbers))[?0].orValue(\(expression(.int)))"
        default:
            let (name, body) = loop(over: .int, .int)
            return "cel.bind(\(name), \(expression(.int)), \(body))"
        }
    }

    private mutating func text() -> String {
        switch Int.random(in: 0..<11, using: &random) {
        case 0: return "(\(expression(.text)) + \(expression(.text)))"
        case 1: return "string(\(expression(.int)))"
        case 2: return "\(expression(.text)).\(pick("trim", "upperAscii", "reverse"))()"
        case 3: return "\(expression(.text)).replace(\(expression(.text)), \(expression(.text)))"
        case 4: return "\(expression(.texts)).join(\(expression(.text)))"
        case 5: return "\(expression(.text)).format([\(expression(.text)), \(expression(.texts))])"
        case 8: return "base64.encode(bytes(\(expression(.text))))"
        case 9: return "{'a': \(expression(.text))}[\(expression(.text))]"
        case 6: return "strings.quote(\(expression(.text)))"
        case 7: return "'%.3f %x'.format([\(expression(.int)), \(expression(.text))])"
        default: return "(\(expression(.bool)) ? \(expression(.text)) : \(expression(.text)))"
        }
    }

    private mutating func texts() -> String {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return "(\(expression(.texts)) + \(expression(.texts)))"
        case 1: return "\(expression(.text)).split(\(expression(.text)))"
        case 2:
            let (name, body) = loop(over: .text, .bool)
            return "\(expression(.texts)).filter(\(name), \(body))"
        case 3:
            let (name, body) = loop(over: .text, .text)
            return "\(expression(.texts)).map(\(name), \(body))"
        case 4:
            let (name, body) = loop(over: .text, .text)
            let map = "\(expression(.texts)).transformMap(i, \(name), \(body))"
            return "\(map).transformList(k, w, w)"
        default: return "[\(expression(.text)), ?optional.of(\(expression(.text)))]"
        }
    }

    private mutating func numbers() -> String {
        let (name, body) = loop(over: .int, .int)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return "\(expression(.numbers)).map(\(name), \(body))"
        case 1: return "(\(expression(.numbers)) + \(expression(.numbers)))"
        default: return "[\(expression(.int)), \(expression(.int))]"
        }
    }
}
