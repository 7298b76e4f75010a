import Testing

@testable import Expressions

/// What is just small enough is taken, and one more is refused.
@Suite struct LimitTests {
    private func isTaken(_ source: String) throws -> Bool {
        do throws(ExpressionError) {
            _ = try Expressions.Expression(parsing: source)
            return true
        } catch {
            #expect(error.code == .limit, "\(error)")
            #expect(error.offset <= source.unicodeScalars.count)
            return false
        }
    }

    @Test func `a text of 4 KiB is taken, one octet more is refused`() throws {
        #expect(try isTaken("'" + String(repeating: "a", count: 4_094) + "'"))
        #expect(try !isTaken("'" + String(repeating: "a", count: 4_095) + "'"))
        // The limit counts octets, and an é has two.
        #expect(try isTaken("'" + String(repeating: "é", count: 2_047) + "'"))
        #expect(try !isTaken("'" + String(repeating: "é", count: 2_048) + "'"))
    }

    @Test func `a thousand nodes are taken, one more is refused`() throws {
        func list(_ count: Int) -> String {
            "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]"
        }
        #expect(try isTaken(list(999)))
        #expect(try !isTaken(list(1_000)))
    }

    @Test(arguments: [
        ("(", "1", ")"), ("[", "1", "]"), ("{1:", "1", "}"), ("f(", "1", ")"), ("-", "a", ""),
    ])
    func `fifty levels are taken, one more is refused`(
        opening: String, inner: String, closing: String
    ) throws {
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + inner
                + String(repeating: closing, count: depth)
        }
        let deepest = try (1...200).last { try isTaken(nested($0)) }
        #expect([49, 50].contains(deepest), "\(opening) is taken \(deepest ?? 0) deep")
        #expect(try !isTaken(nested(1_000)))
    }

    @Test(arguments: [
        "a{1000}{1000}", "(a{100}){100}", "((a{10}){10}){100}{2}",
        "(" + Array(repeating: "ab", count: 400).joined(separator: "|") + "){20}",
    ])
    func `a pattern that would take too many states is refused`(pattern: String) {
        #expect(throws: Fault.self) { try Pattern(pattern) }
    }

    @Test func `a long alternation that fits is linear`() throws {
        let pattern = try Pattern(Array(repeating: "aab", count: 250).joined(separator: "|"))
        func steps(_ count: Int) throws -> Int {
            var budget = 100_000_000
            let isMatch = pattern.matches(String(repeating: "a", count: count), budget: &budget)
            #expect(isMatch == false)
            return 100_000_000 - budget
        }
        #expect(try steps(2_000) < steps(1_000) * 21 / 10)
    }

    @Test(arguments: ["(", "(?:", "[^a", "(?i:"])
    func `groups that are nested without end are refused`(opening: String) {
        #expect(throws: Fault.self) { try Pattern(String(repeating: opening, count: 340)) }
        let closing = opening == "[^a" ? "]" : ")"
        let deep =
            String(repeating: opening, count: 200) + "a"
            + String(repeating: closing, count: 200)
        // Taken or refused, but never a crash of the parser's own stack.
        if let pattern = try? Pattern(deep) {
            var budget = 100_000
            _ = pattern.matches("aaa", budget: &budget)
        }
    }
}
