import Testing

@testable import Expressions

@Suite struct SyntaxTests {
    /// The error of a text that is no expression.
    private func error(in source: String) -> ExpressionError? {
        do throws(ExpressionError) {
            _ = try Expression(parsing: source)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        arguments: [
            ("", 0, nil), ("1 +", 3, nil), ("a = b", 2, "=="), ("a & b", 2, "&&"),
            ("a | b", 2, "||"), ("a and b", 2, "&&"), ("a or b", 2, "||"), ("(a", 2, nil),
            ("a)", 1, nil), ("[1, 2", 5, nil), ("{1 2}", 3, nil), ("f(1,)", 4, nil),
            ("'é' + #", 6, nil),
            ("'abc", 0, nil), ("'a\nb'", 0, nil), ("'\\q'", 1, nil), ("'\\u12'", 1, nil),
            ("'\\uD800'", 1, nil), ("'\\08'", 1, nil), ("'\\400'", 1, nil), ("b'\\u0041'", 2, nil),
            ("1a", 0, nil), ("99999999999999999999", 0, nil), ("9223372036854775808", 0, nil),
            ("1e999", 0, nil), ("for", 0, nil), ("a.true", 2, nil), ("a.", 2, nil), ("in", 0, nil),
            ("a ? b", 5, nil), ("`a`", 0, nil), ("a.`", 2, nil), ("1 2", 2, nil), ("\u{0}", 0, nil),
        ] as [(String, Int, String?)])
    func `a text that is no expression is refused at its place`(
        source: String, offset: Int, suggestion: String?
    ) {
        let error = error(in: source)
        #expect(error?.code == .syntax)
        #expect(error?.offset == offset)
        #expect(error?.suggestion == suggestion)
    }

    @Test(arguments: ["a.?b", "a[?0]", "[?a]", "{?'a': b}", "[a, ?b, ?c,]"])
    func `optional syntax is read`(source: String) {
        #expect(error(in: source) == nil)
    }

    @Test(arguments: ["a.?b()", "a.??b", "f(?a)", "?a", "[??a]", "{'a': ?b}"])
    func `optional syntax stands where something can be absent`(source: String) {
        #expect(error(in: source)?.code == .syntax)
    }

    @Test func `an expression has limits`() {
        let tooLong = "'" + String(repeating: "é", count: 2_048) + "'"
        #expect(error(in: tooLong)?.code == .limit)
        let tooMany = "[" + Array(repeating: "1", count: 1_000).joined(separator: ",") + "]"
        #expect(error(in: tooMany)?.code == .limit)
        #expect(error(in: tooMany.replacing("[1,", with: "[")) == nil)
    }

    @Test(arguments: [
        ("(", ")"), ("[", "]"), ("!", ""), ("- ", ""), ("{1:", "}"), ("f(", ")"), ("a ? b : ", ""),
        ("1 + (", ")"), ("a[", "]"), ("[1].all(x, ", ")"), ("{", ":1}"),
    ])
    func `nesting to the limit works, and beyond it is an error`(
        open: String, close: String
    ) throws {
        func nested(_ count: Int) -> String {
            String(repeating: open, count: count) + "a" + String(repeating: close, count: count)
        }
        let deepest = (1...60).last { error(in: nested($0)) == nil }
        #expect((24...50).contains(try #require(deepest)))
        let expression = try Expression(parsing: nested(try #require(deepest)))
        #expect(!expression.check(in: Declarations([]), expecting: nil).isEmpty)
        #expect(throws: ExpressionError.self) {
            try expression.evaluate(with: [:], costLimit: 10_000)
        }
        for count in [51, 500, 4_000 / (open.count + close.count + 1)] {
            #expect(error(in: nested(count))?.code == .limit)
        }
    }

    @Test func `long chains of && and || are not deep`() throws {
        for symbol in ["&&", "||"] {
            let source = Array(repeating: "true", count: 400).joined(separator: symbol)
            let expression = try Expression(parsing: source)
            #expect(try expression.evaluate(with: [:], costLimit: 1_000).value == .bool(true))
        }
        #expect(error(in: Array(repeating: "1", count: 400).joined(separator: "+"))?.code == .limit)
    }

    @Test func `precedence and associativity follow the definition`() throws {
        #expect(try evaluated("1 + 2 * 3 - 4 - 5") == .int(-2))
        #expect(try evaluated("false && false || true") == .bool(true))
        #expect(try evaluated("true || false && false") == .bool(true))
        #expect(try evaluated("1 < 2 == true") == .bool(true))
        #expect(try evaluated("false ? 1 : true ? 2 : 3") == .int(2))
        #expect(try evaluated("-2 - -3") == .int(1))
        #expect(try evaluated("!false && !!true") == .bool(true))
        #expect(try evaluated("100 / 10 / 5 % 3") == .int(2))
    }

    @Test func `expressions are equal if their texts are`() throws {
        #expect(try Expression(parsing: "1") == Expression(parsing: "1"))
        #expect(try Expression(parsing: "'\u{E9}'") != Expression(parsing: "'e\u{301}'"))
    }
}
