import Runbooks
import Testing

/// Files that are made to take all the time or memory of a machine.
@Suite struct BombTests {
    /// The largest file for what is refused by its first lines; the tests are not optimised.
    private static let limit = 262_144

    /// As many copies of a line, each with its number, as fit into the largest file.
    private static func filled(_ head: String, _ line: (Int) -> String) -> String {
        var text = head
        var number = 0
        while true {
            let next = line(number)
            guard text.utf8.count + next.utf8.count <= limit else { return text }
            text += next
            number += 1
        }
    }

    private static let head = "runbook: sample\nversion: 1.0.0\ntitle: Sample\n"

    static let bombs: [(name: String, text: String)] = [
        ("keys", filled(head) { "key\($0): x\n" }),
        ("keys near to others", filled(head) { "titl\($0): x\n" }),
        ("a wide flow map", filled(head + "x-a: {") { "k\($0): v, " } + "}"),
        ("a wide flow list", filled(head + "x-a: [") { _ in "a," } + "]"),
        ("roles", filled(head + "roles:\n") { "  r\($0): x\n" }),
        ("facts", filled(head + "facts:\n") { "  f\($0): {type: int, label: x}\n" }),
        ("messages", filled(head + "messages:\n") { "  m\($0): {text: x}\n" }),
        ("a long text", head + "summary: " + String(repeating: "a", count: limit - 100)),
        (
            "a long quoted text",
            head + "summary: \"" + String(repeating: "\\t", count: 120_000) + "\""
        ),
        ("a long block", filled(head + "summary: |\n") { _ in "  a\n" }),
        ("blank lines", filled(head) { _ in "\n" }),
        ("comments", filled(head) { _ in "# a\n" }),
        ("aliases", filled(head + "x-a: &a [b]\n") { "x-\($0): *a\n" }),
        ("anchors", filled(head) { "x-\($0): &a\($0) b\n" }),
        ("documents", filled(head) { _ in "---\n" }),
        ("merge keys", filled(head) { "x-\($0): {<<: {a: b}}\n" }),
        ("tags", filled(head) { "x-\($0): !!int 1\n" }),
        ("deep flow", head + "x-a: " + String(repeating: "[{a: ", count: 20_000)),
        ("deep blocks", filled(head) { String(repeating: " ", count: $0) + "a:\n" }),
        ("explicit keys", filled(head) { _ in "? " }),
        ("the same key", filled(head) { _ in "title: x\n" }),
        ("tabs", filled(head) { _ in "\ta: b\n" }),
        ("quotes", filled(head) { _ in "'" }),
        ("not_for", filled(head + "not_for:\n") { _ in "  - {\n" }),
    ]

    @Test(arguments: bombs.map(\.name))
    func `a file that is made to explode ends in findings`(name: String) throws {
        let bomb = try #require(BombTests.bombs.first { $0.name == name })
        #expect(bomb.text.utf8.count <= BombTests.limit + 10)
        let result = Samples.decode(bomb.text)
        #expect(result.runbook == nil)
        #expect((1...100).contains(result.diagnostics.count))
    }

    @Test func `a message with very many wrong values ends in findings`() {
        let values = (0..<4_000).map { "{facts.f\($0)}" }.joined(separator: " ")
        let text = Samples.good("for {incident.id}.", values)
        let findings = Samples.decode(text).linted()
        #expect(findings.allSatisfy { $0.code == .unknownPlaceholder })
        #expect(!findings.isEmpty)
    }

    @Test func `very many facts and conditions end in a runbook`() {
        let facts = (0..<2_000).map { "  f\($0): {type: int, label: x}\n" }.joined()
        let steps = (0..<400).map {
            "      - {id: s\($0), wait: PT1M, when: facts.f\($0) > facts.f1999}\n"
        }.joined()
        let text = Samples.good("  count: {type", facts + "  count: {type")
            .replacing(
                "    steps:\n      - id: look\n",
                with: "    steps:\n" + steps + "      - id: look\n")
        let result = Samples.decode(text)
        #expect(result.runbook != nil)
        #expect(!result.linted().hasErrors)
    }
}
