import Foundation
import Testing

@testable import Expressions

/// A small generator with a known seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// How many random inputs each test takes; `MUSTER_FUZZ_ROUNDS` makes the tests run longer.
let fuzzRounds = ProcessInfo.processInfo.environment["MUSTER_FUZZ_ROUNDS"].flatMap { Int($0) }

@Suite struct FuzzTests {
    /// The runner prints the seed of each case before it starts, so that even a trap leaves a trace.
    private static let seeds: [UInt64] = [1, 2, 3, UInt64.random(in: 0...UInt64.max)]

    private static let rounds = fuzzRounds ?? 4_000

    private static let words = [
        "a", "facts", ".records", "severity", "regions", "(", ")", "[", "]", "{", "}", ",", ":",
        "?", "!", "-", "+", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", " in ",
        "true", "null", "1", "0", "-9223372036854775808", "9223372036854775807", "1u", "1.5",
        "'a'", "b'\\xff'", "r'\\'", "'''", "\\u00e9", "é", "🐱", "\0", ".all(x,", ".map(x,",
        ".exists(i, v,", "x", "has(", "size(", "int(", "string(", "duration('1h')", ".matches('",
        "(a*)*", "timestamp(0)", ".getHours('+01:00')", "type(", "`", "//", "\n", "for", "e9",
        ".?note", "[?0]", "[?", "{?'a': ", "optional.of(", "optional.none()", ".orValue(",
        ".value()",
        ".optMap(y, ", "cel.bind(z, ", "cel.block([", "cel.index(0)", "math.greatest(", "math.abs(",
        ".format([", "'%.9f%s%x'", ".split(''", ".replace('', ", ".substring(", ".indexOf(",
        ".join(",
        "ip('::1')", "cidr('10.0.0.0/8')", ".containsIP(", "base64.decode('", "strings.quote(",
        ".getDate('Asia/Tokyo')", ".transformMapEntry(k, w, ", "net.IP", ".reverse()",
    ]

    /// Reads, checks and evaluates a text; only the way there matters, and that it ends.
    private func run(_ source: String) {
        guard let expression = try? Expressions.Expression(parsing: source) else { return }
        let declarations = Declarations([("severity", .string), ("facts", .dyn)])
        _ = expression.estimatedCost(in: declarations)
        let checked = expression.check(in: declarations, expecting: .bool)
        #expect(checked.allSatisfy { $0.offset >= 0 && $0.length >= 0 })
        let result = try? expression.evaluate(with: incidentVariables, costLimit: 2_000)
        #expect(result?.cost ?? 0 <= 2_000)
        _ = expression.references
    }

    @Test(arguments: seeds) func `random words never crash`(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<Self.rounds {
            let count = Int.random(in: 1...25, using: &random)
            run((0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }.joined())
        }
    }

    @Test(arguments: seeds) func `random octets never crash`(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<Self.rounds {
            let count = Int.random(in: 0...40, using: &random)
            let octets = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            run(String(decoding: octets, as: UTF8.self))
        }
    }

    @Test(arguments: seeds) func `mutated expressions never crash`(seed: UInt64) {
        let sources = [
            "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')",
            "facts.found + duration('1h') > timestamp('2026-03-09T00:00:00Z') ? 'a' : string(1.5)",
            "{'a': [1, 2u, 3.0], true: b'x'}['a'].map(x, int(x) % 2 == 1, x) == [1, 3]",
            "facts.note.matches('^[a-z\\\\d]+(x|y){2,3}$') || -9223372036854775808 / -1 == 0",
        ]
        var random = SplitMix(state: seed)
        for round in 0..<Self.rounds {
            var scalars = Array(sources[round % sources.count].unicodeScalars)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<scalars.count, using: &random)
                let word = Self.words.randomElement(using: &random) ?? ""
                let end = min(scalars.count, place + Int.random(in: 0...3, using: &random))
                scalars.replaceSubrange(place..<end, with: word.unicodeScalars)
            }
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            run(String(view))
        }
    }

    @Test(arguments: seeds) func `random patterns never crash`(seed: UInt64) {
        let parts = [
            "a", "(", ")", "[", "]", "^", "$", "*", "+", "?", "{2}", "{1,}", "|", "\\d", "\\b",
            "\\",
            "-", "[:alpha:]", "(?i)", "(?:", "\\pL", "\\x41", "é", ".", "\\Q", "\\E",
        ]
        var random = SplitMix(state: seed)
        for _ in 0..<Self.rounds {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).map { _ in parts.randomElement(using: &random) ?? "" }.joined()
            var budget = 10_000
            if let pattern = try? Pattern(text) {
                _ = pattern.matches("abcé A-[]", budget: &budget)
            }
            #expect(budget <= 10_000)
        }
    }
}
