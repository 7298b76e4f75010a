import Testing

@testable import Expressions

/// What a condition can give while some of its values are unknown.
@Suite struct PossibilityTests {
    private static let known: [[String]: Value?] = [
        ["facts", "on"]: .bool(true), ["facts", "off"]: .bool(false), ["facts", "count"]: .int(5),
        ["steps", "judge", "answer"]: .string("attack"), ["facts", "gone"]: Value?.none,
    ]

    /// Conditions, each with what it can give.
    private static let table: [(source: String, expected: String)] = [
        ("facts.on", "yes"), ("!facts.on", "no"), ("facts.gone", "error"),
        ("facts.other", "yes no error"), ("!facts.other", "yes no error"),
        ("facts.on || facts.gone", "yes"), ("facts.off || facts.gone", "error"),
        ("facts.off && facts.gone", "no"), ("facts.gone && facts.off", "no"),
        ("facts.on && facts.other", "yes no error"), ("facts.off && facts.other", "no"),
        ("facts.gone && facts.other", "no error"), ("facts.gone || facts.other", "yes error"),
        ("facts.count > 3", "yes"), ("3 > facts.count", "no"), ("facts.count in [4, 5]", "yes"),
        ("facts.gone > 3", "error"), ("facts.gone > facts.other", "error"),
        ("steps['judge'].answer == 'attack'", "yes"), ("steps.judge.answer != 'attack'", "no"),
        ("has(facts.on)", "yes"), ("has(facts.gone)", "no"), ("!has(facts.gone)", "yes"),
        ("has(facts.other)", "yes no error"), ("has(facts.gone) && facts.gone == 1", "no"),
        ("facts.on ? facts.off : facts.gone", "no"), ("facts.gone ? true : true", "error"),
        ("facts.other ? true : facts.on", "yes error"), ("size(facts.gone) > 1", "error"),
        ("size(facts.other) > 1", "yes no error"), ("duration('1h') > duration('30m')", "yes"),
        ("-3 < -2", "yes"), ("'a' + 'b' == 'ab'", "yes"), ("facts.count == 'five'", "no"),
        ("facts.count > 'five'", "error"),
        ("[1, 2].exists(n, n == facts.count)", "yes no error"),
        ("cel.bind(n, facts.count, n > 3)", "yes no error"),
    ]

    private static func words(_ some: Possibilities) -> String {
        let all: [(Possibilities, String)] = [(.yes, "yes"), (.no, "no"), (.error, "error")]
        return all.filter { some.contains($0.0) }.map(\.1).joined(separator: " ")
    }

    @Test(arguments: table)
    func `it holds every possibility`(source: String, expected: String) throws {
        let expression = try Expression(parsing: source)
        #expect(Self.words(expression.possibilities(with: Self.known)) == expected)
    }

    /// Whatever an expression really gives is among its possibilities, however much is known.
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `no value falls outside`(seed: UInt64) throws {
        var builder = ConditionBuilder(seed: seed)
        for _ in 0..<200 {
            let source = builder.condition(depth: 4)
            let expression = try Expression(parsing: source)
            let values = builder.values()
            let facts = values.compactMap { name, value in value.map { (name, $0) } }
            let real = try? expression.evaluate(with: ["facts": .record(facts)]).value
            let wanted: Possibilities =
                switch real {
                case .bool(true): .yes
                case .bool(false): .no
                default: .error
                }
            var known: [[String]: Value?] = [:]
            for (name, value) in values where builder.flip() {
                known.updateValue(value, forKey: ["facts", name])
            }
            let some = expression.possibilities(with: known)
            #expect(some.isSuperset(of: wanted), "\(source) with \(known), facts \(facts)")
        }
    }

    @Test func `comparisons are found on both sides and in lists`() throws {
        let source =
            "facts.a == 'x' && 3 < facts.b || steps['c'].answer in ['y', 'z'] || now == now"
        let found = try Expression(parsing: source).comparisons
        #expect(
            found.map(\.path) == [
                ["facts", "a"], ["facts", "b"], ["steps", "c", "answer"], ["steps", "c", "answer"],
            ])
        #expect(found.map(\.value) == [.string("x"), .int(3), .string("y"), .string("z")])
        #expect(found.map(\.isEquality) == [true, false, true, true])
        #expect(found.map(\.offset) == [11, 18, 54, 54])
    }

    private static let uses: [(source: String, isCompared: Bool)] = [
        ("facts.a > 3", true), ("facts.a > 3 || has(facts.a)", true), ("facts.a", true),
        ("!facts.a && true", true), ("facts.a in [1, 2]", true), ("facts.a + 1 > 3", false),
        ("facts.a > facts.b", false), ("size(facts.a) > 3", false),
        ("facts.a > 3 ? facts.a : 1", false), ("1 in facts.a", false), ("facts.a.b > 3", true),
    ]

    @Test(arguments: uses)
    func `a path is compared, or read in another way`(source: String, isCompared: Bool) throws {
        #expect(try Expression(parsing: source).isCompared(["facts", "a"]) == isCompared)
    }

    @Test func `what has asks for is told`() throws {
        let expression = try Expression(
            parsing: "has(facts.a) || has(steps['b'].answer) && facts.c")
        #expect(expression.testedPaths == [["facts", "a"], ["steps", "b", "answer"]])
    }
}

/// Random conditions over four facts, which may be missing.
private struct ConditionBuilder {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    private mutating func pick(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(count))
    }

    mutating func flip() -> Bool { pick(2) == 0 }

    mutating func values() -> [(String, Value?)] {
        [
            ("a", pick(3) == 0 ? nil : .bool(flip())), ("b", pick(3) == 0 ? nil : .bool(flip())),
            ("n", pick(3) == 0 ? nil : .int(Int64(pick(6)))),
            ("t", pick(3) == 0 ? nil : .string(["x", "y", "z"][pick(3)])),
        ]
    }

    mutating func condition(depth: Int) -> String {
        if depth == 0 { return leaf() }
        switch pick(7) {
        case 0: return "(\(condition(depth: depth - 1)) && \(condition(depth: depth - 1)))"
        case 1: return "(\(condition(depth: depth - 1)) || \(condition(depth: depth - 1)))"
        case 2: return "!(\(condition(depth: depth - 1)))"
        case 3:
            return "(\(condition(depth: depth - 1)) ? \(condition(depth: depth - 1)) "
                + ": \(condition(depth: depth - 1)))"
        case 4: return "(\(condition(depth: depth - 1)) == \(condition(depth: depth - 1)))"
        default: return leaf()
        }
    }

    private mutating func leaf() -> String {
        let number = pick(6)
        let texts = [
            "facts.a", "facts.b", "has(facts.n)", "has(facts.t)", "facts.n > \(number)",
            "\(number) <= facts.n", "facts.n in [1, \(number)]", "facts.t == 'x'",
            "facts.t in ['x', 'y']", "size(facts.t) == 1", "facts.n + 1 == \(number)",
            "[facts.n].exists(m, m == \(number))", "true", "-1 < \(number)", "facts['n'] != 2",
        ]
        return texts[pick(texts.count)]
    }
}
