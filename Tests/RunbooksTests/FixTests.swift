import Chronology
import Foundation
import Runbooks
import Testing

/// A slip in the good sample, and what mends it.
struct Slip: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    /// What stands there after the fix; the old text if it is `nil`.
    let mended: String?

    init(_ old: String, _ new: String, _ mended: String? = nil) {
        self.old = old
        self.new = new
        self.mended = mended
    }

    var testDescription: String { new }

    static let names: [Slip] = [
        Slip("title: Sample", "titel: Sample"),
        Slip("title: Sample", "'titel': Sample", "'title': Sample"),
        Slip("do: Look", "doo: Look"), Slip("role: technical", "roll: technical"),
        Slip("done_when: You", "done_wen: You"), Slip("  learn:", "  lern:"),
        Slip("    recover:\n", "    recovr:\n"), Slip("role: technical", "role: tecnical"),
        Slip("role: technical", "role: \"tecnical\"", "role: \"technical\""),
        Slip("from: lead\n", "from: laed\n"), Slip("type: int,", "type: itn,"),
        Slip("type: list(host)", "type: list(hst)"), Slip("rest: cancel", "rest: cancle"),
        Slip("on_timeout: escalate", "on_timeout: escalte"),
        Slip("skippable: yes", "skippable: nevr", "skippable: never"),
        Slip("not_by: [look, judge]", "not_by: [look, jugde]"),
        Slip("fields: [count, hosts,", "fields: [cont, hosts,"), Slip("as: kind", "as: knid"),
        Slip("notify: staff-card", "notify: staff-crad"),
        Slip("{facts.count}", "{facts.coutn}"), Slip("{incident.id}", "{incdent.id}"),
        Slip("facts.count > 0", "facts.cuont > 0"),
        Slip("facts.count > 0", "stpes.look.state == 'done'", "steps.look.state == 'done'"),
        Slip("facts.count > 0", "steps.look.state == 'doen'", "steps.look.state == 'done'"),
        Slip("facts.count > 0", "\"facts.cuont > 0\"", "\"facts.count > 0\""),
        Slip(
            "facts.count > 0", "steps.fill-in.state == 'done'", "steps['fill-in'].state == 'done'"),
        Slip(
            "facts.count > 0", "'steps.fil-in.state == \"done\"'",
            "'steps[\"fill-in\"].state == \"done\"'"),
        Slip("steps.judge.answer == 'malware'", "steps.judge.answer == 'malwre'"),
        Slip(
            "facts.count > 0", "steps.look.answer == 'done'", "steps.look.state == 'done'"),
        Slip(
            "facts.count > 0", "steps['look'].answer != 'skipped'",
            "steps['look'].state != 'skipped'"),
        Slip(
            "facts.count > 0", "incident.severity == 'SEVV1'", "incident.severity == 'SEV1'"),
        Slip(
            "done_when: You looked.\n", "done_when: You looked.\n        milestone: detectd\n",
            "done_when: You looked.\n        milestone: detected\n"),
        Slip(
            "title: Sample\n", "title: Sample\napplies_to: {categories: [malwre]}\n",
            "title: Sample\napplies_to: {categories: [malware]}\n"),
    ]

    static let values: [Slip] = [
        Slip("secret: true", "secret: yes"), Slip("secret: true", "secret: On"),
        Slip("timebox: PT15M", "timebox: 15m"), Slip("timebox: PT1H", "timebox: 1h"),
        Slip("timebox: PT15M", "timebox: pt15m"), Slip("timebox: PT15M", "timebox: 15 minutes"),
        Slip("timebox: PT15M", "timebox: '15 min'", "timebox: 'PT15M'"),
        Slip("timebox: PT4H", "timebox: P4H"), Slip("deadline: P1D", "deadline: 1 day"),
        Slip("timebox: PT1H", "timebox: P0.25H", "timebox: PT15M"),
        Slip("timebox: PT1H", "timebox: 1.5 hours", "timebox: PT1H30M"),
        Slip("  lead: Decides.", "\tlead: Decides."),
        Slip("        role: technical", "\t\t\t\trole: technical"),
        Slip(
            "done_when: Two leads have signed.\n",
            "done_when: Two leads have signed.\n---\n# end\n",
            "done_when: Two leads have signed.\n\n# end\n"),
    ]

    /// Slips that are not certain, so that nothing is changed.
    static let uncertain: [Slip] = [
        Slip("timebox: PT15M", "timebox: 15"), Slip("timebox: PT15M", "timebox: P15M"),
        Slip("timebox: PT15M", "timebox: 1m 15"), Slip("timebox: PT15M", "timebox: 5m 1h"),
        Slip("title: Sample", "name: Sample"), Slip("do: Look", "each: Look"),
        Slip("reviewed: 2026-11-01\n", ""), Slip("role: technical", "role: boss"),
        Slip("runbook: sample", "runbook: other"), Slip("id: judge\n", "id: look\n"),
        Slip("phases:\n", "---\nphases:\n"), Slip("title: Sample", "title: a: b"),
        Slip("facts.count > 0", "steps.look.answer == 'yes'"),
        Slip("facts.count > 0", "has(steps.look.answer)"),
        Slip("skippable: yes", "skippable: true"), Slip("version: 1.0.0", "version: 1.0"),
    ]
}

@Suite struct FixTests {
    private static let today = Timestamp(rfc3339: "2026-11-24T00:00:00Z")

    private func fix(_ text: String) -> RunbookFixer.Outcome { fix(Array(text.utf8)) }

    private func fix(_ bytes: [UInt8]) -> RunbookFixer.Outcome {
        RunbookFixer.fix(bytes, fileName: "sample.runbook.yaml", today: FixTests.today) { _ in nil }
    }

    @Test(arguments: Slip.names + Slip.values)
    func `a slip with one meaning is mended, and nothing else changes`(slip: Slip) throws {
        let text = Samples.good(slip.old, slip.new)
        try #require(!text.isEmpty)
        let outcome = fix(text)
        #expect(
            String(decoding: outcome.bytes, as: UTF8.self)
                == Samples.good(slip.old, slip.mended ?? slip.old))
        #expect(!outcome.fixes.isEmpty)
        #expect(outcome.findings == [])
        #expect(fix(outcome.bytes).fixes == [], "a second time changes more")
    }

    @Test(arguments: Slip.uncertain)
    func `what is not certain is left to people`(slip: Slip) throws {
        let text = Samples.good(slip.old, slip.new)
        try #require(!text.isEmpty)
        let outcome = fix(text)
        #expect(outcome.fixes == [])
        #expect(outcome.bytes == Array(text.utf8))
        #expect(!outcome.findings.isEmpty)
    }

    @Test func `of two names that are equally near none is taken`() {
        let text = Samples.good(
            "  technical: Does the work.", "  technical: Does.\n  technicol: Does.")
        let outcome = fix(
            text.replacing(
                "role: technical\n        timebox: PT15M",
                with: "role: technicel\n        timebox: PT15M"))
        #expect(outcome.fixes == [])
    }

    @Test func `several slips are mended together, on one line too`() {
        let text = Samples.good("fields: [count, hosts,", "fields: [cuont, hostss,")
            .replacing("role: lead", with: "role: laed").replacing("do: Cut", with: "doo: Cut")
        let outcome = fix(text)
        #expect(String(decoding: outcome.bytes, as: UTF8.self) == Samples.good)
        #expect(outcome.findings == [])
    }

    @Test func `byte order mark, CRLF and comments stay as they are`() {
        let text =
            "\u{FEFF}# Ünïcode 日本\r\n"
            + Samples.good.replacing("\n", with: "  # a\r\n")
            .replacing("text: |  # a", with: "text: | # a")
        let slip = text.replacing("role: technical", with: "role: tecnical")
        let outcome = fix(slip)
        #expect(outcome.fixes.count == slip.ranges(of: "tecnical").count)
        #expect(outcome.bytes == Array(text.utf8))
    }

    @Test func `a place is found behind line ends of every kind`() {
        let text = "\u{FEFF}# a\r# b\u{85}# c\u{2028}# d\u{2029}# e\r\n# 日本 e\u{301}\n"
        let slip = Samples.good("title: Sample", "title: 日本 {x}").replacing(
            "title: 日本 {x}", with: "titel: Sample")
        #expect(fix(text + slip).bytes == Array((text + Samples.good).utf8))
    }

    @Test func `a fix that brings another finding is taken back`() {
        // The near role exists, but the step names it already as a key that may stand once.
        let text = Samples.good("role: technical\n", "role: technical\n        roll: lead\n")
        let outcome = fix(text)
        #expect(outcome.fixes == [])
        #expect(outcome.findings.map(\.code) == [.unknownKey])
    }

    @Test func `a finding has its fix for machines`() {
        let text = Samples.good("role: technical", "role: tecnical").replacing(
            "retry: 2", with: "retry: x")
        let fixes = RunbookFixer.fixes(
            of: Array(text.utf8), fileName: "sample.runbook.yaml", today: nil
        ) { _ in nil }
        #expect(fixes.map { $0?.new } == ["technical", nil])
        #expect(fixes[0]?.place == Place(line: 30, column: 15, length: 8))
        #expect(fixes[0]?.summary == "'tecnical' is now 'technical'")
    }

    @Test func `the difference is what patch reads`() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm"
        let new = old.replacing("e", with: "E").replacing("m", with: "M")
        let diff = LineDiff.unified(Array(old.utf8), Array(new.utf8), path: "x.yaml")
        #expect(
            diff == """
                --- x.yaml
                +++ x.yaml
                @@ -2,7 +2,7 @@
                 b
                 c
                 d
                -e
                +E
                 f
                 g
                 h
                @@ -10,4 +10,4 @@
                 j
                 k
                 l
                -m
                \\ No newline at end of file
                +M
                \\ No newline at end of file

                """)
        #expect(LineDiff.unified(Array(old.utf8), Array(old.utf8), path: "x.yaml").isEmpty)
    }
}

/// Misspells words of the shipped runbooks.
@Suite struct FixPropertyTests {
    static let files: [URL] = ShippedRunbookTests.files

    private func library(_ id: String) -> [UInt8]? {
        let file = ShippedRunbookTests.folder.appending(path: id + ".runbook.yaml")
        return (try? Data(contentsOf: file)).map { [UInt8]($0) }
    }

    @Test(arguments: files, [1, 2] as [UInt64])
    func `a misspelt word of a shipped runbook is mended or left, and no other byte changes`(
        file: URL, seed: UInt64
    ) throws {
        let good = try String(contentsOf: file, encoding: .utf8)
        var random = SeededGenerator(seed: seed)
        var mended = 0
        for _ in 0..<12 {
            let (text, word) = try misspelt(good, &random)
            let outcome = RunbookFixer.fix(
                Array(text.utf8), fileName: file.lastPathComponent, today: nil, library: library)
            guard text != good else { continue }
            let fixed = String(decoding: outcome.bytes, as: UTF8.self)
            if outcome.fixes.isEmpty {
                #expect(fixed == text, "\(word)")
            } else {
                #expect(outcome.findings.isEmpty, "\(word): \(outcome.findings)")
                // Two swapped letters have one meaning, so that the file is as it was.
                #expect(fixed == good, "\(word)")
                mended += 1
            }
        }
        #expect(mended >= 8, "\(mended) of 12 were mended")
    }

    /// The text with two neighbours swapped in a key, a role, or a name, that stands alone on its line.
    private func misspelt(
        _ good: String, _ random: inout SeededGenerator
    ) throws -> (text: String, word: String) {
        let keys = ["role: ", "done_when:", "timebox:", "evidence:", "guidance:", "objective:"]
        let lines = good.split(separator: "\n", omittingEmptySubsequences: false)
        let places = lines.indices.filter { index in
            let line = lines[index].drop { $0 == " " }
            return keys.contains { line.hasPrefix($0) }
        }
        let index = try #require(places.randomElement(using: &random))
        let indent = lines[index].prefix { $0 == " " }
        let content = lines[index].dropFirst(indent.count)
        let colon = try #require(content.firstIndex(of: ":"))
        let key = String(content[..<colon])
        let value = String(content[content.index(after: colon)...])
        let isRole = key == "role" && Bool.random(using: &random)
        let word = isRole ? String(value.dropFirst()) : key
        var letters = Array(word)
        let start = Int.random(in: 0..<(letters.count - 1), using: &random)
        letters.swapAt(start, start + 1)
        var changed = lines.map(String.init)
        changed[index] =
            indent + (isRole ? "role: " + String(letters) : String(letters) + ":" + value)
        return (changed.joined(separator: "\n"), word)
    }
}
