import Rehearsals
import Runbooks
import Testing

/// What is wrong with a test file is said with its place.
@Suite struct ReadingTests {
    @Test(arguments: [
        ("", "1:1 R040 the file holds no document"),
        ("test: gate\n", "1:1 R013 a test needs the key 'cases'"),
        ("test: gate\ncases: []\n", "2:8 R033 'cases' is empty"),
        (
            "test: gate\ncases: {a: b}\n",
            "2:8 R014 'cases' is a list, not a map; write [ … ] or '- ' items"
        ),
        ("tests: gate\ncases: []\n", "1:1 R012 a test has no key 'tests' (test?)"),
        ("test: gate\ncases:\n  - case: A\n", "3:5 R013 a case needs the key 'play'"),
        ("test: gate\ncases:\n\t- case: A\n", "3:1 R005 a tab cannot indent YAML; use spaces"),
        (
            "test: other\ncases: [{case: A, play: [{finish: true}]}]\n",
            "1:7 R019 the test of runbook 'other' is called 'gate.test.yaml' (other.test.yaml?)"
        ),
        (
            "test: gate\ncases:\n  - {case: A, play: [{finish: true}]}\n  - {case: A, play: [{finish: true}]}\n",
            "4:12 R017 two cases are called 'A'"
        ),
        (
            "test: gate\ncases: &a\n  - {case: A, play: [{finish: true}]}\n",
            "2:8 R006 anchors and aliases (&, *) are not part of the language; write it out"
        ),
    ])
    func `the document has a form`(text: String, finding: String) {
        #expect(findings(text).contains { $0.hasPrefix(finding) }, "\(findings(text))")
    }

    @Test(arguments: [
        (
            "begins: yesterday",
            "4:13 R030 'begins' is a time since 1970 such as 2026-03-09T02:40:00Z, not 'yesterday'"
        ),
        (
            "severity: awful",
            "4:15 R027 'severity' is SEV1 to SEV4 (critical, high, medium or low), not 'awful'"
        ),
        ("category: malwar", "4:15 R027 'category' is"),
        ("people: {leed: maria}", "4:14 R025 the runbook has no role 'leed' (lead?)"),
        ("people: {lead: []}", "4:20 R033 'lead' is empty"),
        ("answers: {kid: worm}", "4:15 R061 the runbook has no step 'kid' (kind?)"),
        (
            "answers: {kind: wurm}",
            "4:21 R071 'wurm' is no answer of step 'kind', which has worm or leak (worm?)"
        ),
        ("answers: {count: worm}", "4:22 R020 step 'count' is no decision and no approval"),
        ("facts: {hots: 3}", "4:13 R062 the runbook has no fact 'hots' (hosts?)"),
        (
            "facts: {hosts: many}",
            "4:20 R020 'many' is not a value of hosts: it is not a whole number"
        ),
        ("facts: {hosts: [3]}", "4:20 R020 hosts takes one value, not a list"),
        ("facts: {password: ''}", "4:23 R014 'password' has no value"),
        ("colour: red", "4:5 R012 a case has no key 'colour'"),
    ])
    func `the head of a case is checked`(head: String, finding: String) throws {
        let found = findings(gateCase("- finish: true", head), try runbook())
        #expect(found.contains { $0.hasPrefix(finding) }, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test(arguments: [
        ("- dnoe: count", "5:9 R021 'dnoe' is no verb"),
        ("- {by: lead}", "5:10 R021 'by' is no verb"),
        (
            "- {done: count, skip: kind}",
            "5:23 R023 an item of 'play' has one verb; this one has 'done' and 'skip'"
        ),
        ("- {done: count, anser: x}", "5:23 R012 'done' has no key 'anser' (answer?)"),
        ("- {pass: PT1H, by: lead}", "5:22 R012 'pass' has no key 'by'"),
        ("- {pass: an hour}", "5:16 R029 'pass' is a duration"),
        ("- {pass: P4000D}", "5:16 R072 'pass' is longer than ten years"),
        ("- {done: count, after: PT0S}", "5:30 R029 'after' is a duration"),
        ("- {done: cuont}", "5:16 R061 the runbook has no step 'cuont' (count?)"),
        ("- {done: [count, cuont]}", "5:24 R061 the runbook has no step 'cuont' (count?)"),
        (
            "- {done: replace-hosts}",
            "5:16 R061 the runbook has no step 'replace-hosts'; step 'replace' is of the same words "
                + "(replace?)"
        ),
        ("- {done: kind, answer: wurm}", "5:30 R071 'wurm' is no answer of step 'kind'"),
        (
            "- {done: count, facts: {isolated: maybe}}",
            "5:41 R020 'maybe' is not a value of isolated: it is neither yes nor no"
        ),
        ("- {assign: count}", "5:9 R013 'assign' needs the key 'to'"),
        ("- {add: call-bank}", "5:15 R014 'add' is a map, not a text"),
        ("- {add: {id: call-bank}}", "5:15 R013 'add' needs the key 'task'"),
        ("- {finish: yes}", "5:18 R028 'finish' is true or false, not 'yes' (true?)"),
        ("- {finish: false}", "5:18 R020 'finish' is true; leave it out if not"),
        ("- {until: releas}", "5:17 R061 the runbook has no step 'releas' (release?)"),
        ("- {assess: {severity: 9}}", "5:29 R027 'severity' is SEV1 to SEV4"),
        ("- {people: {technicl: li}}", "5:19 R025 the runbook has no role 'technicl' (technical?)"),
        ("- {expect: {}}", "5:18 R033 'expect' is empty"),
        ("- {expect: {stats: {}}}", "5:19 R012 'expect' has no key 'stats' (states?)"),
        (
            "- {expect: {states: {count: open}}}",
            "5:35 R027 the state of 'count' is pending, active, done"
        ),
        ("- {expect: {states: {cuont: done}}}", "5:28 R061 the runbook has no step 'cuont'"),
        ("- {expect: {next: [cuont]}}", "5:25 R061 the runbook has no step 'cuont'"),
        (
            "- {expect: {phase: contain}}",
            "5:26 R032 the runbook has no phase 'contain'; it has detect or respond"
        ),
        ("- {expect: {milestones: [known]}}", "5:32 R027 an item of 'milestones' is occurred"),
        (
            "- {expect: {messages: [notise]}}",
            "5:29 R063 no step sends a message 'notise' (notice?)"
        ),
        ("- {expect: {run: over}}", "5:24 R027 'run' is active, finished or failed, not 'over'"),
        ("- {expect: {due: {tell: soon}}}", "5:31 R029 'tell' is a duration"),
        ("- {expect: {answers: {kind: wurm}}}", "5:29 R071 'wurm' is no answer of step 'kind'"),
    ])
    func `each item of play is checked`(item: String, finding: String) throws {
        let found = findings(gateCase(item), try runbook())
        #expect(found.contains { $0.hasPrefix(finding) }, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test func `what is to be refused may be wrong`() throws {
        let item = "- {done: nothing, answer: x, facts: {none: 1}, refused: true}"
        #expect(findings(gateCase(item), try runbook()) == [])
    }

    @Test func `a case and a file have limits`() {
        let many = String(repeating: "- {pass: PT1S}\n", count: RehearsalLimit.moves + 1)
        #expect(
            findings(gateCase(many)).first?.contains("'play' has at most 2000 items") == true)
        let cases = String(
            repeating: "  - {case: A, play: [{finish: true}]}\n", count: RehearsalLimit.cases + 1)
        #expect(
            findings("test: gate\ncases:\n" + cases).contains {
                $0.contains("a test has at most 500 cases")
            })
        let long = gateCase("- finish: true").replacing(
            "One", with: String(repeating: "x", count: 301))
        #expect(findings(long).first?.contains("has at most 300 characters") == true)
    }

    @Test func `bytes that are no text are findings too`() {
        let reading = Rehearsal.read([0x74, 0xFF, 0x00], fileName: "gate.test.yaml")
        #expect(reading.rehearsal == nil)
        #expect(reading.diagnostics.map(\.code) == [.notUTF8])
    }
}
