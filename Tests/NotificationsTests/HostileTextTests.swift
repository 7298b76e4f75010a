import Foundation
import Testing

@testable import Notifications

@Suite struct HostileTextTests {
    static let hostile = [
        "<!channel> <!here> <@U0123ABCD> <!subteam^S0ABC> <#C01>",
        "@everyone @here @channel @all",
        "<at>all</at> <AT>On-call</AT> < at>x",
        "title\r\nX-Evil: 1\r\n\r\nbody",
        "\u{1b}[2J\u{1b}]8;;https://evil.test\u{7}click\u{9b}31m",
        "a\u{202e}gnp.exe\u{2066}b\u{200f}",
        "<https://evil.test|click> [x](https://evil.test) ![i](https://evil.test/p.png)",
        "**bold** _it_ `code` ~s~ # head\n- item\n> quote",
        "\u{0}null \"quote\" \\back\\ \u{2028}\u{2029}",
        String(repeating: "👩‍👩‍👧‍👦", count: 10_000),
        "e" + String(repeating: "\u{301}", count: 10_000),
        String(repeating: "&<>", count: 10_000),
        String(repeating: "\n", count: 5_000), "", " ",
    ]

    private static func everywhere(_ text: String) -> Message {
        var message = Samples.message(title: text, blocks: [])
        message.kind = text
        message.severity = .init(level: 2, word: text)
        message.footer = text
        message.mentions = [.init(name: text)]
        message.blocks = [
            .text(text), .paragraph([.text(text), .strong(text), .text(text)]),
            .list([[.text(text)], [.strong(text)]]), .text(text), .text(text),
            .paragraph([.link(.init(text: text, url: "https://ok.example/"))]),
        ]
        message.fields = (0..<12).map { .init(name: "\(text)\($0)", value: text) }
        message.links = [
            .init(text: text, url: "https://ok.example/"), .init(text: "x", url: text),
        ]
        return message
    }

    @Test(arguments: hostile)
    func `Slack sees no mention, link or control character`(text: String) throws {
        let body = try Samples.rendered(Self.everywhere(text), for: .slack).body
        let all = try strings(inJSON: body)
        let markup = all.filter { isMarkup($0.path, all) }
        #expect(markup.count >= 6)
        for (path, text) in markup {
            let known = text.replacing(/<https:\/\/ok\.example\/\|[^<>]*>/, with: "")
            #expect(!known.contains("<") && !known.contains(">"), "\(path)")
            #expect(text.replacing(/&(amp|lt|gt);/, with: "").contains("&") == false, "\(path)")
        }
        try check(all)
        let limits = ["header": 150, "section": 3_000]
        for (name, limit) in limits {
            for item in all where item.text == name && item.path.hasSuffix(".type") {
                let path = item.path.replacing(/type$/, with: "text.text")
                let text = all.first { $0.path == path }?.text ?? ""
                #expect(text.unicodeScalars.count <= limit)
            }
        }
        let total = all.filter { $0.path.contains("blocks") && $0.path.hasSuffix(".text") }
            .reduce(0) { $0 + $1.text.unicodeScalars.count }
        #expect(total <= 12_200)
        let blocks = Set(all.compactMap { $0.path.firstMatch(of: /blocks\.(\d+)/)?.output.1 })
        #expect(blocks.count <= 50)
    }

    /// Whether Slack reads markup there: everything but plain text objects and the keys of the
    /// form.
    private func isMarkup(_ path: String, _ all: [(path: String, text: String)]) -> Bool {
        if path == "text" || path.hasSuffix("fallback") { return true }
        guard path.hasSuffix(".text") else { return false }
        let type = path.replacing(/text$/, with: "type")
        return all.contains { $0.path == type && $0.text == "mrkdwn" }
    }

    private func check(_ all: [(path: String, text: String)]) throws {
        for (path, text) in all {
            for scalar in text.unicodeScalars {
                let isBad =
                    (scalar.value < 0x20 && scalar != "\n")
                    || (0x7f...0x9f).contains(scalar.value)
                    || (0x202a...0x202e).contains(scalar.value)
                    || (0x2066...0x2069).contains(scalar.value) || scalar.value == 0x2028
                #expect(!isBad, "\(path) has U+\(String(scalar.value, radix: 16))")
            }
        }
    }

    @Test(arguments: hostile)
    func `a Teams card stays small and lists nobody`(text: String) throws {
        let body = try Samples.rendered(Self.everywhere(text), for: .teams).body
        #expect(body.count < 20_000)
        let all = try strings(inJSON: body)
        try check(all)
        #expect(!all.contains { $0.path.contains("entities") })
        #expect(!all.contains { $0.text.lowercased().contains("<at>") })
        #expect(!all.contains { $0.text.lowercased().contains("</at>") })
        for fact in all where fact.path.contains(".facts.") {
            let bare = fact.text.replacing(/\\[^A-Za-z0-9]/, with: "")
            #expect(!bare.contains { "*_[]`<>#!".contains($0) }, "\(fact.path): \(bare.prefix(40))")
        }
    }

    @Test(arguments: hostile)
    func `a signed event stays small and its headers are clean`(text: String) throws {
        let request = try Samples.rendered(Self.everywhere(text), for: .webhook)
        #expect(request.body.count < 20_000)
        try check(try strings(inJSON: request.body))
        let areValid = request.headers.allSatisfy(\.isValid)
        #expect(areValid)
    }

    @Test(arguments: hostile)
    func `a terminal sees no control character`(text: String) {
        let shown = plainText(Self.everywhere(text))
        #expect(
            shown.unicodeScalars.allSatisfy {
                $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value))
            })
        #expect(!shown.contains("\u{202e}"))
    }

    @Test(arguments: hostile)
    func `a stored message is read back as it was`(text: String) throws {
        let message = Self.everywhere(text)
        let bytes = try message.encoded()
        #expect(try Message(decoding: bytes) == message)
        #expect(try message.encoded() == bytes)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8])
    func `a cut text keeps its limit and tells how much is gone`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let pool: [Character] = ["a", "é", "&", "<", "\"", "👩‍👩‍👧‍👦", "\n", "漢", "🇫🇷"]
        for _ in 0..<200 {
            let length = Int.random(in: 0...120, using: &random)
            let text = String((0..<length).compactMap { _ in pool.randomElement(using: &random) })
            let limit = Int.random(in: 30...150, using: &random)
            let cut = text.cut(to: limit, cost: \.jsonBytes)
            #expect(cut.reduce(0) { $0 + $1.jsonBytes } <= limit, "seed \(seed)")
            if cut == text { continue }
            let match = try #require(cut.firstMatch(of: /… \((\d+) more\)$/))
            let kept = cut[..<match.range.lowerBound]
            #expect(text.hasPrefix(kept), "seed \(seed)")
            #expect(Int(match.output.1) == text.count - kept.count, "seed \(seed)")
        }
    }
}
