import Testing

@testable import Expressions

@Suite struct PatternTests {
    private func matches(_ text: String, _ pattern: String) throws -> Bool? {
        var budget = 1_000_000
        return try Pattern(pattern).matches(text, budget: &budget)
    }

    @Test(arguments: [
        ("", ""), ("abc", ""), ("abcd", "bc"), ("grey", "gr(a|e)y"), ("aaa", "^a{3}$"),
        ("aaaa", "^a{2,}$"), ("aa", "^a{1,3}$"), ("a{,5}", "^a{,5}$"), ("a{", "a{"),
        ("foo\nbar", "(?m)^bar$"), ("a\nb", "(?s)a.b"), ("HeLLo", "(?i)hello"),
        ("ÉTÉ", "(?i)été"), ("xAb", "x(?i:aB)"), ("xaB", "x(?i)Ab"), ("π", "^.$"),
        ("2026-03-09", "^\\d{4}-\\d\\d-\\d\\d$"), ("a b", "a\\sb"), ("a_9", "^\\w+$"),
        ("-", "^\\W$"), ("x", "^\\D\\b$"), ("a.b", "a\\.b"), ("a.b", "\\Qa.b\\E"),
        ("]", "^[]]$"), ("-", "^[a-]$"), ("b", "^[^ac]$"), ("é", "^[à-ÿ]$"), ("\n", "^[^a]$"),
        ("Q", "^[[:upper:]]$"), ("q", "^[[:^upper:]]$"), ("7", "^[\\d_]$"), ("x", "^[\\D]$"),
        ("Ж", "^\\p{Lu}$"), ("ж", "^\\PN$"), ("3", "^\\pN$"), ("ж", "^\\p{^Lu}$"),
        ("A", "^\\x41$"), ("🐱", "^\\x{1F431}$"), ("\t", "^\\t$"), ("S", "^\\123$"),
        ("ab", "^(?P<one>a)(?<two>b)$"), ("ab", "^(?:a|b)*?$"), ("", "^(a*)*$"), ("ab", "\\Aab\\z"),
        ("a b", "\\bb"), ("ab", "a\\Bb"), ("a|b", "a\\|b"), ("b", "a||b"), ("^", "[\\^]"),
        ("aXb", "a[^\\s]b"), ("K", "(?i)[j-l]"),
        ("\u{212A}", "(?i)^k$"), ("k", "(?i)^\u{212A}$"), ("\u{17F}", "(?i)^[r-t]$"),
        ("é", "^\\p{Any}$"),
        ("aB", "(?i)a(?-i)B"), ("a\nB", "(?is:A.b)"), ("x-y", "^[\\w-]+$"), ("+", "^\\p{Sm}$"),
        ("ab12", "^[[:alpha:]]+[[:digit:]]+$"), ("€", "^\\p{Sc}\\P{Lu}?$"), ("abab", "^(?:ab){2}$"),
        ("foo", "fo{2}|bar"), ("\u{1F}", "[[:cntrl:]]"), ("a\r\nb", "a\\r\\nb"),
        ("10.0.0.1", "^\\d{1,3}(\\.\\d{1,3}){3}$"),
        ("srv-db-01.example.com", "(?i)^srv-[a-z]+-\\d+\\.example\\.com$"), ("ß", "(?i)ß"),
    ])
    func `matches`(text: String, pattern: String) throws {
        #expect(try matches(text, pattern) == true)
    }

    @Test(arguments: [
        ("", "a"), ("abc", "^bc"), ("abc", "ab$"), ("ab\n", "ab$"), ("a\nb", "a.b"),
        ("foo\nbar", "^bar"), ("aaa", "^a{2}$"), ("b", "[^b]"), ("é", "^\\w$"), ("Abc", "abc"),
        ("xab", "x(?i:a)B"), ("e\u{301}", "^é$"), ("é", "^..$"), ("٣", "^\\d$"), ("ab", "a\\bb"),
    ])
    func `does not match`(text: String, pattern: String) throws {
        #expect(try matches(text, pattern) == false)
    }

    @Test(arguments: [
        "(", ")", "a)", "[", "[a", "[z-a]", "*a", "+", "a**", "a{2}{3}", "a{5,2}", "a{1001}", "\\",
        "\\1", "(a)\\1", "(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?P<a", "(?<>a)", "(?x)",
        "\\p{Greek}",
        "\\pX", "\\p{Lx}", "\\p{}", "\\p{L", "(?i", "(?-)x(", "[[:alpha:]", "x{2,1}", "[b-a]",
        "(?P=a)", "(?>a)", "a++", "\\Z", "\\G", "\\X", "\\xZ", "\\x{110000}", "[[:none:]]", "\\y",
        "\\C", "((a{100}){100}){100}",
        String(repeating: "(", count: 60) + String(repeating: ")", count: 60),
        String(repeating: "a", count: 1_025),
    ])
    func `a malformed or oversized pattern is refused`(pattern: String) {
        let fault = #expect(throws: Fault.self) { try Pattern(pattern) }
        #expect(fault?.code == .pattern)
    }

    @Test(arguments: [
        "(a*)*b", "(a|a)*b", "(a+)+$b", "(.*)(.*)(.*)(.*)b", "(a?){30}a{30}b", "(a|aa)+$b",
        "([a-z]+)*\\d", "^(([a-z])+.)+[A-Z]([a-z])+$", "(x+x+)+y", "(.*?,){11}P",
        "((a{0,30}){0,30})b",
    ])
    func `patterns that explode elsewhere take linear time`(pattern: String) throws {
        func steps(_ length: Int) throws -> Int {
            var budget = 100_000_000
            let text = String(repeating: "a", count: length)
            #expect(try Pattern(pattern).matches(text, budget: &budget) == false)
            return 100_000_000 - budget
        }
        let (short, long) = (try steps(1_000), try steps(4_000))
        #expect(long < 5 * short)
    }

    @Test func `a class is prepared once, however often it is repeated`() throws {
        let members = (0..<900).compactMap { Unicode.Scalar(UInt32(0x4E00 + 2 * $0)) }
        let pattern = try Pattern("[" + String(scalars: members.reversed()) + "]{1000}")
        #expect(pattern.sets.count == 1_000)
        var budget = 10_000
        #expect(pattern.matches("a", budget: &budget) == false)
    }

    @Test func `nothing repeated often is nothing`() throws {
        #expect(try matches("", "^((((){1000}){1000}){1000}){1000}$") == true)
    }

    @Test func `a match ends when the budget does`() throws {
        var budget = 1_000
        let text = String(repeating: "a", count: 10_000)
        #expect(try Pattern("(a*)*b").matches(text, budget: &budget) == nil)
    }
}

@Suite struct ScalarSetTests {
    @Test func `a class of many parts is searched by halves and is the same`() throws {
        // Every second letter, out of order, with overlaps.
        let members = Array(stride(from: UInt32(0x3B1), through: 0x3C9, by: 2)).reversed()
        var text = "[c-ea-dx"
        for member in members { text.unicodeScalars.append(try #require(Unicode.Scalar(member))) }
        let pattern = try Pattern("^" + text + "]$")
        for value in Array(UInt32(0x60)...0x7B) + Array(UInt32(0x3B0)...0x3CA) {
            let scalar = try #require(Unicode.Scalar(value))
            let wanted = (97...101).contains(value) || value == 120 || members.contains(value)
            var budget = 1_000
            #expect(pattern.matches(String(scalar), budget: &budget) == wanted, "\(scalar)")
        }
    }
}
