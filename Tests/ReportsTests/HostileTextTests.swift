import Foundation
import Testing

@testable import Reports

@Suite struct HostileTextTests {
    static let texts = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><b>x", "' onload='x",
        "[a](http://evil.example)", "![a](http://evil.example/p.png)", "](http://evil.example)",
        "a | b | c", "`code`", "``` fence", "# heading", "- item", "1. item", "> quote", "***x***",
        "https://evil.example/x", "www.evil.example", "mail me@evil.example", "&lt;b&gt; &amp;",
        "\u{1B}[31mred\u{1B}[0m", "abc\u{202E}txt.exe", "a\u{200B}b\u{FEFF}c\u{7}\u{0}",
        "two\nlines\r\nthree", "\\", "--> <!--", "]]>", "</style><script>", "\u{2028}x\u{85}y",
        "$x$ ~~y~~ {{z}} {{{z}}}",
    ]

    @Test(arguments: texts)
    func `data never becomes a tag or an attribute in HTML`(text: String) {
        let hostile = HTMLReport.render(Fixture.filled(with: text))
        let harmless = HTMLReport.render(Fixture.filled(with: "harmless"))
        #expect(tags(hostile) == tags(harmless))
        #expect(!hostile.acts)
    }

    @Test(arguments: texts)
    func `data never becomes markup in Markdown`(text: String) {
        let hostile = MarkdownReport.render(Fixture.filled(with: text))
        let harmless = MarkdownReport.render(Fixture.filled(with: "harmless"))
        #expect(!hostile.acts)
        #expect(unescaped(hostile).matches(of: #/[<>\[\]!&@$~{}]|:\/\/|www\./#).isEmpty)
        #expect(bars(hostile) == bars(harmless))
    }

    @Test(arguments: texts)
    func `data reads back from JSON as it was and holds nothing that acts`(text: String) throws {
        let view = Fixture.filled(with: text)
        let json = try JSONReport.render(view)
        #expect(try JSONReport.read(json) == view)
        #expect(!json.contains("<"))
        #expect(!json.acts)
    }

    @Test func `what acts is shown by its number`() {
        let text = "a\u{1B}[31m\u{202E}b\tc\r\nd\re"
        #expect(text.visible == "a\\u{1B}[31m\\u{202E}b c\nd\\u{D}e")
        #expect("नक्ष\u{200D}त्र 👩\u{200D}🚒".visible == "नक्ष\u{200D}त्र 👩\u{200D}🚒")
    }

    @Test(arguments: [
        ("plain words, 3.5 (x)", "plain words, 3.5 (x)"), ("a_b *c*", "a\\_b \\*c\\*"),
        ("1. one", "1\\. one"), ("12) x", "12\\) x"), ("# x", "\\# x"), ("-x", "\\-x"),
        ("a - b", "a - b"), ("see https://x.example", "see https\\://x.example"),
        ("www.x.example", "www\\.x.example"), ("by ana@x.example!", "by `ana@x.example`\\!"),
        ("@everyone", "`@everyone`"), ("a|b", "a\\|b"), ("  # x", " \\# x"),
        ("one\n# two", "one # two".replacing("#", with: "\\#")),
    ])
    func `Markdown escapes only what it must`(text: String, expected: String) {
        #expect(MarkdownText.escaped(text) == expected)
    }

    @Test(arguments: [
        ("short", "short"), ("exactly ten", "exactly t…"), ("ten signs!", "ten signs!"),
        ("a\nb", "a b"),
    ])
    func `a label of a figure is cut visibly`(text: String, expected: String) {
        #expect(text.label(limit: 10) == expected)
    }

    @Test(arguments: [
        ("x", "**x**"), ("x ", "**x** "), (" x", " **x**"), ("a\nb", "**a b**"), ("  ", ""),
        ("*", "**\\***"),
    ])
    func `marks of emphasis touch the text`(text: String, expected: String) {
        #expect(MarkdownText.wrapped(text, in: "**") == expected)
    }

    @Test(arguments: [
        ("9f2c", "`9f2c`"), ("a|b", "a\\|b"), ("a`b", "a\\`b"), ("a\\", "a\\\\"), ("", ""),
    ])
    func `a code span holds nothing that could end it`(text: String, expected: String) {
        #expect(MarkdownText.code(text) == expected)
    }

    /// The tags of a document with their attributes' names, without the lines that only line feeds in data make.
    private func tags(_ html: String) -> [String] {
        html.matches(of: #/<[^>]*>/#).map { match in
            String(match.output).replacing(#/"[^"]*"/#, with: "\"\"")
        }
    }

    /// The number of cell borders of each line of a table.
    private func bars(_ markdown: String) -> [Int] {
        unescaped(markdown).split(separator: "\n").filter { $0.hasPrefix("|") }
            .map { $0.count { $0 == "|" } }
    }

    /// What can act as markup: all but escaped characters, code spans and the report's own breaks.
    private func unescaped(_ markdown: String) -> String {
        markdown.replacing(#/\\[^\n]/#, with: "").replacing(#/`[^`\n]*`/#, with: "")
            .replacing("<br>", with: "")
    }
}

extension String {
    /// Whether a character of the text acts instead of being seen.
    fileprivate var acts: Bool {
        for character in unicodeScalars where character.isActing { return true }
        return false
    }
}
