import Chronology
import Runbooks
import Testing

/// A change to the good sample, and the findings of lint.
struct LintCase: CustomTestStringConvertible, Sendable {
    let old: String
    let new: String
    let findings: [String]
    let suggestion: String?

    init(_ old: String, _ new: String, _ findings: String..., suggestion: String? = nil) {
        self.old = old
        self.new = new
        self.findings = findings
        self.suggestion = suggestion
    }

    var testDescription: String { "\(findings): \(new.prefix(60))" }

    static let duties: [LintCase] = [
        LintCase("        role: technical\n", "", "R050 28:13"),
        LintCase("        timebox: PT15M\n", "", "R051 28:13"),
        LintCase("        evidence: none\n", "", "R052 28:13"),
        LintCase("        done_when: You looked.\n", "", "R053 28:13"),
        LintCase("  lead: Decides.\n", "  lead: Decides.\n  legal: Reads.\n", "R055 8:3"),
        LintCase("join: 1", "join: 3", "R060 73:17"),
        LintCase("not_by: [look, judge]", "not_by: [lok]", "R061 123:18", suggestion: "look"),
        LintCase("fields: [count,", "fields: [count, cont,", "R062 36:25", suggestion: "count"),
        LintCase("as: kind", "as: kinds", "R081 12:3", "R062 46:13"),
        LintCase("as: kind", "as: count", "R081 12:3", "R070 46:13"),
        LintCase("theft: It is theft", "fraud: It is fraud", "R070 46:13"),
        LintCase("notify: staff-card", "notify: staff-crd", "R064 19:3", "R063 65:25"),
        LintCase("notify: staff-card", "notify: Hello {facts.no}", "R064 19:3", "R065 65:31"),
        LintCase("{facts.count}", "{facts.cont}", "R065 22:20", suggestion: "count"),
        LintCase("{facts.count}", "{facts.word}", "R059 22:20"),
        LintCase("{incident.id}", "{incident.idd}", "R065 23:11", suggestion: "incident.id"),
        LintCase("{incident.id}", "{incdent.id}", "R065 23:11", suggestion: "incident.id"),
        LintCase("reviewed: 2026-11-01\n", "", "R067 3:8"),
        LintCase("reviewed: 2026-11-01", "reviewed: 2025-11-01", "R068 5:11"),
        LintCase(
            "reviewed: 2026-11-01", "review_every: P1D\nreviewed: 2026-11-01", "R068 6:11"),
    ]

    static let durations: [LintCase] = [
        LintCase("deadline: P1D", "deadline: P3654D", "R072 85:29"),
        LintCase("deadline: P1D", "deadline: P1000000000W", "R072 85:29"),
        LintCase("deadline: P1D", "deadline: P3653D"),
        LintCase("timebox: PT15M", "timebox: P1000000000D", "R072 31:18"),
        LintCase("wait: PT10M", "wait: P3653DT1S", "R072 72:23"),
        LintCase(
            "reviewed: 2026-11-01", "review_every: P3654D\nreviewed: 2026-11-01", "R072 5:15"),
    ]

    static let guards: [LintCase] = [
        LintCase("facts.count > 0", "facts.count >", "R056 60:33"),
        LintCase("facts.count > 0", "facts.count > 'a'", "R057 60:21"),
        LintCase("facts.count > 0", "facts.count + 1", "R057 60:21"),
        LintCase("facts.count > 0", "facts.cont > 0", "R058 60:27", suggestion: "count"),
        LintCase("facts.count > 0", "stps.look.state == 'a'", "R058 60:21", suggestion: "steps"),
        LintCase("facts.count > 0", "facts.word == 'a'", "R059 60:21"),
        // The place is exact behind doubled and escaped quotes, and in a text of several lines.
        LintCase(
            "facts.count > 0", "'steps.look.state == ''done'' && facts.cont > 0'", "R058 60:60",
            suggestion: "count"),
        LintCase(
            "facts.count > 0", "\"steps.look.state == \\\"done\\\" && facts.cont > 0\"",
            "R058 60:60", suggestion: "count"),
        LintCase(
            "facts.count > 0",
            "|\n                    steps.look.state == 'done'\n"
                + "                    && facts.cont > 0", "R058 62:30", suggestion: "count"),
        LintCase(
            "facts.count > 0",
            ">-\n                    steps.look.state == 'done'\n\n"
                + "                    && facts.cont > 0", "R058 63:30", suggestion: "count"),
        LintCase(
            "facts.count > 0", "steps.fill-in.state == 'done'", "R058 60:21",
            suggestion: "steps['fill-in']"),
        LintCase("facts.count > 0", "steps['fill-in'].state == 'done'"),
        LintCase(
            "facts.count > 0", "steps.look.state == 'don'", "R071 60:41", suggestion: "done"),
        LintCase(
            "facts.count > 0", "steps.fil-in.state == 'done'", "R058 60:21",
            suggestion: "steps['fill-in']"),
        LintCase("facts.count > 0", "\"facts.count > 'a'\"", "R057 60:22"),
        LintCase("facts.count > 0", "|\n                facts.count > 'a'", "R057 61:17"),
        LintCase("facts.count > 0", "now - facts.opened_at > duration('1h')"),
        LintCase("facts.count > 0", "incident.severity in ['SEV1', 'SEV2']"),
        LintCase("facts.count > 0", "\"'lead' in incident.roles\""),
        LintCase("facts.count > 0", "facts.hosts.exists(h, h.startsWith('db'))"),
        LintCase(
            "facts.count > 0", "facts.kind == 'malwre'", "R071 60:35", suggestion: "malware"),
        LintCase(
            "steps.judge.answer == 'malware'", "steps['judge'].answer != 'none'", "R071 79:46"),
        LintCase(
            "        - otherwise:",
            "        - when: facts.count == 1\n              then: [{id: w, wait: PT1M}]\n"
                + "            - otherwise:"),
        LintCase("steps.judge.answer == 'malware'", "'true'", "R069 98:15"),
    ]
}

@Suite struct LintTests {
    private let today = Timestamp(rfc3339: "2026-11-23T00:00:00Z")

    @Test(arguments: LintCase.duties + LintCase.durations + LintCase.guards)
    func `lint finds it at its place`(item: LintCase) throws {
        let text = Samples.good(item.old, item.new)
        try #require(!text.isEmpty, "the sample does not hold \(item.old)")
        let result = Samples.decode(text)
        #expect(result.diagnostics == [])
        let findings = result.linted(today: today)
        #expect(findings.map(\.short) == item.findings, "\(findings)")
        if let suggestion = item.suggestion {
            #expect(findings.first?.suggestion == suggestion)
        }
    }

    @Test func `missing phases and roles are told`() throws {
        let text = """
            runbook: sample
            version: 1.0.0
            title: Sample
            reviewed: 2026-11-01
            phases:
              detect: {objective: See., steps: [{id: wait-a-bit, wait: PT1M}]}

            """
        let findings = Samples.decode(text).linted(today: today)
        #expect(findings.map(\.code) == [.noRoles, .missingPhase, .missingPhase, .missingPhase])
        let part = text.replacing("title:", with: "called_only: true\ntitle:")
        #expect(Samples.decode(part).linted(today: today).map(\.code) == [.noRoles])
    }

    @Test func `without today the age of the review is not judged`() {
        let text = Samples.good("reviewed: 2026-11-01", "reviewed: 2001-01-01")
        #expect(Samples.decode(text).linted() == [])
    }
}
