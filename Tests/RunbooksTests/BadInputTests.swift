import Runbooks
import Testing

/// A change to the good sample, and the one finding that it must give.
struct BadInput: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let finding: String
    let suggestion: String?

    init(_ old: String, _ new: String, _ finding: String, _ suggestion: String? = nil) {
        self.old = old
        self.new = new
        self.finding = finding
        self.suggestion = suggestion
    }

    var testDescription: String { "\(finding): \(new.prefix(60))" }

    static let document: [BadInput] = [
        BadInput("title: Sample\n", "", "R013 1:1"),
        BadInput("title:", "titel:", "R012 3:1", "title"),
        BadInput("version: 1.0.0", "version: 1.0", "R020 2:10"),
        BadInput("title: Sample", "title: [Sample]", "R014 3:8"),
        BadInput("title: Sample", "title:", "R014 3:7"),
        BadInput("title: Sample", "title: {a b: c}", "R014 3:9"),
        BadInput("title: Sample", "title: {de: Muster}", "R035 3:8"),
        BadInput("runbook: sample", "runbook: Sample", "R016 1:10", "sample"),
        BadInput("runbook: sample", "runbook: other", "R019 1:10", "other.runbook.yaml"),
        BadInput("reviewed: 2026-11-01", "reviewed: 2026-02-30", "R030 5:11"),
        BadInput("reviewed: 2026-11-01", "tlp: AMBR", "R027 5:6", "AMBER"),
        BadInput("reviewed: 2026-11-01", "language: english", "R020 5:11"),
        BadInput("reviewed: 2026-11-01", "review_every: P6M", "R029 5:15"),
        BadInput("reviewed: 2026-11-01", "review_every: P99999999999Y", "R029 5:15"),
        BadInput("reviewed: 2026-11-01", "review_every: P99999999999W", "R029 5:15"),
        BadInput("lead: Decides.", "Lead: Decides.", "R016 7:3", "lead"),
        BadInput("type: int,", "type: number,", "R026 10:17"),
        BadInput("type: int,", "type: strng,", "R026 10:17", "string"),
        BadInput("secret: true", "secret: yes", "R028 17:51", "true"),
        BadInput("secret: true", "secret: 'true'", "R014 17:51"),
        BadInput("  count: {", "  the-count: {", "R016 10:3", "the_count"),
        BadInput("{facts.count}", "{facts count}", "R020 21:11"),
        BadInput("phases:\n", "phases:\n  prepare: {}\n", "R032 25:3"),
        BadInput("  learn:", "  lern:", "R032 116:3", "learn"),
        BadInput("    recover:\n", "    recovr:\n", "R012 75:5", "recover"),
    ]

    static let steps: [BadInput] = [
        BadInput("do: Look", "doo: Look", "R021 29:9", "do"),
        BadInput("do: Look", "each: Look", "R021 29:9"),
        BadInput("        do: Look at it.\n", "", "R022 28:9"),
        BadInput("do: Look", "wait: PT1M\n        do: Look", "R023 30:9"),
        BadInput("id: look\n", "id: Look Up\n", "R016 28:13", "look-up"),
        BadInput("id: look\n", "id: detect\n", "R018 28:13"),
        BadInput("id: look\n", "id: sample\n", "R018 28:13"),
        BadInput("id: judge\n", "id: look\n", "R017 44:13"),
        BadInput("- id: pause\n                wait", "- wait", "R013 71:17"),
        BadInput("role: technical", "role: tecnical", "R025 30:15", "technical"),
        BadInput("timebox: PT15M", "timebox: 15", "R029 31:18"),
        BadInput("timebox: PT15M", "timebox: none", "R013 31:18"),
        BadInput("evidence: none", "evidence: a picture", "R014 32:19"),
        BadInput("evidence: none", "evidence: [Power: off]", "R014 32:20"),
        BadInput("skippable: yes", "skippable: true", "R027 105:30", "yes"),
        BadInput("skippable: yes", "skippable: nevr", "R027 105:30", "never"),
        BadInput("skippable: yes", "quorum: 2", "R024 105:19"),
        BadInput("skippable: yes", "roll: lead", "R012 105:19", "role"),
        BadInput("on_timeout: escalate", "on_timeout: [skip]", "R014 86:31"),
        BadInput("deadline: P1D\n", "milestone: gone\n", "R013 86:19"),
        BadInput("retry: 2", "retry: 99", "R020 87:26"),
        BadInput("join: 1", "join: any", "R027 73:17"),
        BadInput("join: 1", "join: 0", "R020 73:17"),
        BadInput("          at_most: 5\n", "", "R013 106:11"),
        BadInput("at_most: 5", "at_most: many", "R020 115:20"),
        BadInput("quorum: 2", "quorum: -1", "R020 121:17"),
        BadInput("wait: PT10M", "wait: 2026-03-09", "R030 72:23"),
        BadInput("wait: PT10M", "wait: {signal: a, until: b}", "R014 72:23"),
        BadInput("wait: PT10M", "run: x\n                arguments: a b", "R014 73:28"),
        BadInput("fields: [count, hosts, opened_at, word]", "fields: []", "R033 36:17"),
        BadInput("- otherwise:", "- when: 'true'\n              then:", "R034 79:13"),
        BadInput("when: facts.count > 0", "when: [a]", "R014 60:21"),
    ]

    static let values: [BadInput] = [
        BadInput(
            "- id: pause\n", "- id: pause\n                x-note: {}\n                xnote: a\n",
            "R012 73:17"),
        BadInput(
            "- parallel:\n",
            "- {id: odd, wait: PT1M, timebox: 'none, because x', because it is}\n        - parallel:\n",
            "R012 56:61"),
        BadInput("wait: PT10M", "run: a b", "R016 72:22", "a-b"),
        BadInput("wait: PT10M", "run: x\n                environment: {a: b}", "R016 73:31"),
        BadInput("wait: PT10M", "wait: {for: PT1M}", "R012 72:24"),
        BadInput("when: facts.count > 0", "when:", "R014 60:20"),
        BadInput("options: {yes: Quiet, no: Not quiet}", "options: {yes: Quiet}", "R033 109:24"),
        BadInput("not_by: [look, judge]", "not_by: look", "R014 123:17"),
        BadInput("from: lead\n", "from: boss\n", "R025 122:15"),
        BadInput("type: list(host)", "type: list(hst)", "R026 11:17", "host"),
        BadInput("    of: {malware: Malware, theft: Theft}\n", "", "R013 13:11"),
        BadInput("{type: int, label: How many}", "{type: int, label: N, of: {a: b}}", "R024 10:32"),
        BadInput("      objective: Stop it.\n", "", "R013 54:7"),
        BadInput("objective: See it.", "objective: ''", "R014 26:16"),
    ]

    static let yaml: [BadInput] = [
        BadInput("title: Sample", "title: &a Sample", "R006 3:8"),
        BadInput("title: Sample", "title: *a", "R006 3:8"),
        BadInput("title: Sample", "<<: {a: b}", "R007 3:1"),
        BadInput("title: Sample", "title: Sample\ntitle: Again", "R008 4:1"),
        BadInput("{type: int, label: How many}", "{type: int, type: int}", "R008 10:22"),
        BadInput("title: Sample", "? [a]\n: b", "R015 3:3"),
        BadInput("title: Sample", "title: !!int Sample", "R015 3:8"),
        BadInput("title: Sample", "title: \"a\\eb\"", "R003 3:8"),
        BadInput("title: Sample", "title: a: b", "R004 3:9"),
        BadInput("done_when: Two leads", "done_when: 'Two leads", "R004 127:1"),
        BadInput("title: Sample", "title: @a", "R004 3:8"),
        BadInput("  lead: Decides.", "\tlead: Decides.", "R005 7:1"),
        BadInput("phases:\n", "---\nphases:\n", "R009 24:1"),
        BadInput("title: Sample", "title: a\u{202E}b", "R003 3:8"),
        BadInput("title: Sample", "title: a\u{1B}[31mb", "R003 3:9"),
    ]
}

@Suite struct BadInputTests {
    @Test(arguments: BadInput.document + BadInput.steps + BadInput.values + BadInput.yaml)
    func `a bad input gives one finding at its place`(input: BadInput) throws {
        let text = Samples.good(input.old, input.new)
        try #require(!text.isEmpty, "the sample does not hold \(input.old)")
        let findings = Samples.decode(text).diagnostics
        #expect(findings.map(\.short) == [input.finding], "\(findings)")
        #expect(findings.first?.suggestion == input.suggestion)
    }

    @Test func `several faults are reported together in the order of the file`() {
        let text = Samples.good("role: technical", "role: tecnical")
            .replacing("at_most: 5", with: "at_most: x")
            .replacing("version: 1.0.0", with: "version: x")
        let result = Samples.decode(text)
        #expect(result.diagnostics.map(\.short) == ["R020 2:10", "R025 30:15", "R020 115:20"])
        #expect(result.runbook == nil)
    }

    @Test func `a large file gives one finding with both sizes`() {
        let bytes = [UInt8](repeating: 0x61, count: 10_000_000)
        let result = RunbookDecoder.decode(bytes, fileName: "a.runbook.yaml") { _ in nil }
        #expect(result.diagnostics.map(\.short) == ["R001 1:1"])
        #expect(
            result.diagnostics.first?.message
                == "the file has 10000000 bytes; it may have 1048576")
    }

    @Test(arguments: [
        ([0x61, 0x0A, 0x62, 0xFF, 0x63], "R002 2:2", "byte 0xFF at offset 3 is not UTF-8"),
        ([0xEF, 0xBB, 0xBF, 0x61, 0xC3], "R002 1:2", "byte 0xC3 at offset 4 is not UTF-8"),
        (
            [0x61, 0x00, 0x62], "R003 1:2",
            "a NUL byte at offset 1: this is a binary file or UTF-16, not UTF-8 text"
        ),
        ([0x61, 0x07], "R003 1:2", "control character U+0007 at offset 1 is not allowed"),
    ])
    func `bytes that are no text are told with their offset`(
        bytes: [UInt8], short: String, message: String
    ) {
        let result = RunbookDecoder.decode(bytes, fileName: "") { _ in nil }
        #expect(result.diagnostics.map(\.short) == [short])
        #expect(result.diagnostics.first?.message == message)
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n"])
    func `a file without a document is refused`(text: String) {
        let result = Samples.decode(text)
        #expect(result.runbook == nil)
        #expect(result.diagnostics.count == 1)
    }

    @Test func `anchors that would explode are refused at once`() {
        var lines = ["a0: &a0 [x, x]"]
        for level in 1...60 {
            let alias = "*a\(level - 1)"
            lines.append("a\(level): &a\(level) [\(alias), \(alias), \(alias)]")
        }
        lines.append("? *a60\n: x\n? [*a60]\n: y")
        let result = Samples.decode(lines.joined(separator: "\n"))
        #expect(result.diagnostics.map(\.short) == ["R006 1:5"])
    }

    @Test(arguments: ["[", "- ", "{a: ", "? "])
    func `deep nesting is refused`(opening: String) {
        let text = "a: " + String(repeating: opening, count: 200_000)
        let other = String(repeating: opening, count: 500)
        for text in [text, other] {
            let result = Samples.decode(text)
            #expect(result.runbook == nil)
            #expect(result.diagnostics.count == 1)
        }
        let brackets = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
        #expect(Samples.decode(brackets).diagnostics.map(\.code) == [.tooDeep])
    }

    @Test func `more than two thousand steps are refused once`() {
        let steps = (1...2_500).map { "          - {id: s\($0), wait: PT1M}\n" }.joined()
        let text = Samples.good("      - id: look\n", steps + "      - id: look\n")
            .replacing("          - {id: s", with: "      - {id: s")
        #expect(Samples.decode(text).diagnostics.map(\.code) == [.tooManySteps])
    }

    @Test func `a duplicate key names the place of the first`() {
        let text = Samples.good("role: lead\n", "role: lead\n        as: kind\n")
        let finding = Samples.decode(text).diagnostics.first
        #expect(finding?.code == .duplicateKey)
        #expect(finding?.related?.place.line == 46)
        #expect(finding?.place.line == 49)
    }

    @Test func `equal keys that are no texts give the same finding each time`() {
        let text = "title: {pin: x, {a.b}, word: y x, {a.b}, word: y}\n"
        for _ in 0..<40 {
            #expect(Samples.decode(text).diagnostics.map(\.short) == ["R008 1:1"])
        }
    }

    @Test func `each code has its own number`() {
        let numbers = Set(DiagnosticCode.allCases.map(\.rawValue))
        #expect(numbers.count == DiagnosticCode.allCases.count)
    }
}
