import Chronology
import Runbooks
import Testing

/// Steps in the place of `respond`, and the codes that lint finds in them.
struct FlowCase: CustomTestStringConvertible, Sendable {
    let title: String
    let steps: String
    let codes: [String]

    init(_ title: String, _ steps: String, _ codes: String...) {
        self.title = title
        self.steps = steps
        self.codes = codes
    }

    var testDescription: String { title }

    /// Work of which nothing matters but where it stands.
    static let rest = "role: lead, timebox: PT5M, evidence: none, done_when: It is seen."

    /// Conditions that look odd and are right.
    static let sound: [FlowCase] = [
        FlowCase(
            "parts over states that can differ",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- parallel:\n    - - {id: a, do: Look., \(rest)}\n    - - {id: c, wait: PT1M}\n"
                + "- {id: b, wait: PT1M, when: steps.a.state != 'pending' && facts.on}\n"
                + "- repeat:\n    - {id: d, do: See., \(rest)}\n"
                + "  while: steps.d.state == 'done' && facts.on\n  at_most: 3"),
        FlowCase(
            "a value that may be missing is tested",
            "- {id: a, wait: PT1M, when: has(facts.later) && facts.later}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "both arms of a truth leave otherwise for a missing value",
            "- choose:\n    - when: facts.on\n      then: [{id: a, wait: PT1M}]\n"
                + "    - when: '!facts.on'\n      then: [{id: b, wait: PT1M}]\n"
                + "    - otherwise: [{id: c, wait: PT1M}]\n"
                + "- {id: d, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "a fact is asked and read under the same condition",
            "- {id: a, ask: Later?, fields: [later], when: facts.count > 3, \(rest)}\n"
                + "- {id: b, wait: PT1M, when: facts.count > 3 && facts.later}\n"),
        FlowCase(
            "a fact is asked in an arm and read in the same arm of another choice",
            "- choose:\n    - when: facts.kind == 'malware'\n"
                + "      then: [{id: a, ask: Later?, fields: [later], \(rest)}]\n"
                + "    - otherwise: [{id: b, wait: PT1M}]\n"
                + "- choose:\n    - when: facts.kind == 'malware'\n"
                + "      then: [{id: c, wait: PT1M, when: facts.later}]\n"
                + "    - otherwise: [{id: d, wait: PT1M}]\n"),
        FlowCase(
            "a call gives the fact, and its steps have answers",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- {id: go, runbook: part, with: {given: facts.on}}\n"
                + "- {id: a, wait: PT1M, when: \"facts.given && steps['go/count'].state == 'done'\"}"
        ),
        FlowCase(
            "both arms give the answer",
            "- choose:\n    - when: facts.on\n"
                + "      then: [{id: a, ask: Now?, fields: [later], \(rest)}]\n"
                + "    - otherwise: [{id: b, ask: Then?, fields: [later], \(rest)}]\n"
                + "- {id: c, wait: PT1M, when: facts.later}"),
        FlowCase(
            "a step of the loop reads what a later one gave in the round before",
            "- repeat:\n    - {id: a, wait: PT1M, when: \"steps.b.state != 'done'\"}\n"
                + "    - {id: b, ask: Later?, fields: [later], \(rest)}\n"
                + "  while: facts.later\n  at_most: 3"),
        FlowCase(
            "a wait looks at another lane",
            "- parallel:\n    - {id: a, wait: {until: facts.later}, deadline: P1D}\n"
                + "    - {id: b, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "a loop looks at the severity, which people change",
            "- repeat: [{id: a, ask: Later?, fields: [later], \(rest)}]\n"
                + "  while: incident.severity == 'SEV1'\n  at_most: 3"),
        FlowCase(
            "all lanes are awaited, though one is enough",
            "- parallel:\n    - {id: a, wait: PT1M}\n"
                + "    - {id: b, ask: Later?, fields: [later], \(rest)}\n"
                + "  join: 1\n- {id: c, wait: PT1M, when: facts.later}"),
        FlowCase(
            "texts are compared in parts",
            "- {id: a, wait: PT1M, when: \"facts.who.startsWith('a') && facts.who.endsWith('b')\"}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "texts have an order",
            "- {id: a, wait: PT1M, when: \"facts.who > 'a' && facts.who < 'b'\"}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "numbers are added before they are compared",
            "- {id: a, wait: PT1M, when: facts.count + facts.count == 7 || facts.count * 2 > 10}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}"),
        FlowCase(
            "a fixed number of rounds",
            "- repeat: [{id: a, ask: Later?, fields: [later], \(rest)}]\n"
                + "  while: 'true'\n  at_most: 3"),
        FlowCase(
            "two of a role approve what one did",
            "- {id: a, ask: Later?, fields: [later], \(rest)}\n"
                + "- {id: b, approve: It is right, from: lead, quorum: 2, not_by: [a], \(rest)}"),
        FlowCase(
            "two arms ask for the same",
            "- choose:\n    - when: facts.on\n      then: [{id: a, do: Call them., \(rest)}]\n"
                + "    - otherwise: [{id: b, do: Call them., \(rest)}]\n"
                + "- {id: c, ask: Later?, fields: [later], \(rest)}"),
    ]

    /// A runbook that only others call, and whose fact they give.
    static let part = """
        runbook: part
        version: 1.0.0
        title: Part
        called_only: true
        reviewed: 2026-11-01
        roles: {lead: Decides.}
        facts: {given: {type: bool, label: Given by the caller}}
        phases:
          respond:
            objective: Stop it.
            steps: [{id: count, ask: How many?, fields: [given], \(rest)}]

        """

    static let unsound: [FlowCase] = [
        FlowCase(
            "a choice of two values under a condition that rules one out",
            "- {id: a, ask: Later?, fields: [later], when: facts.count > 3, \(rest)}\n"
                + "- {id: b, wait: PT1M, when: facts.count > 2 && facts.later}", "R079"),
        FlowCase(
            "the later one of two arms is read in the first",
            "- choose:\n    - when: facts.on\n      then: [{id: a, wait: PT1M, when: facts.later}]\n"
                + "    - otherwise: [{id: b, ask: Later?, fields: [later], \(rest)}]", "R078"),
        FlowCase(
            "a condition over the state of the block that holds the step",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- parallel:\n    - {id: a, wait: PT1M, when: steps.lanes.state == 'done'}\n"
                + "    - {id: b, wait: PT1M}\n  id: lanes", "R075"),
        FlowCase(
            "a loop that asks whether its own step was reached",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- repeat:\n    - {id: a, do: Look., \(rest)}\n"
                + "  while: steps.a.state != 'pending'\n  at_most: 3", "R074"),
        FlowCase(
            "a part that is always so for a step that is over",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- {id: a, wait: PT1M, when: steps.z.state != 'pending' && facts.on}", "R074"),
        FlowCase(
            "a part that is always so behind a 'not'",
            "- {id: z, ask: Later?, fields: [later], \(rest)}\n"
                + "- {id: a, wait: PT1M, when: \"facts.on || !(steps.z.state != 'active')\"}",
            "R074"
        ),
        FlowCase(
            "a fraction between two whole numbers",
            "- {id: a, wait: PT1M, when: facts.count > 2.1 && facts.count < 2.9}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}", "R075"),
        FlowCase(
            "moments that cross",
            "- {id: a, wait: PT1M, when: \"facts.since < timestamp('2026-01-01T00:00:00Z') && "
                + "facts.since > timestamp('2026-02-01T00:00:00Z')\"}\n"
                + "- {id: b, ask: Later?, fields: [later], \(rest)}", "R075"),
        FlowCase(
            "the second arm is one case of the first, with unknown parts",
            "- choose:\n    - when: facts.count > 3\n      then: [{id: a, wait: PT1M}]\n"
                + "    - when: \"facts.count > 5 && facts.who.startsWith('x')\"\n"
                + "      then: [{id: b, wait: PT1M}]\n"
                + "    - otherwise: [{id: c, ask: Later?, fields: [later], \(rest)}]", "R069"),
    ]

    var text: String {
        """
        runbook: sample
        version: 1.0.0
        title: Sample
        reviewed: 2026-11-01
        roles: {lead: Decides.}
        facts:
          on: {type: bool, label: Is it on}
          later: {type: bool, label: Something}
          count: {type: int, label: How many}
          who: {type: string, label: Who}
          since: {type: time, label: Since when}
          kind: {type: enum, label: What, of: {malware: Malware, theft: Theft}}
        phases:
          detect:
            objective: See it.
            steps: [{id: see, ask: What is it?, fields: [on, count, who, since, kind], \(FlowCase.rest)}]
          assess: {objective: Judge it., steps: [{id: judge, wait: PT1M}]}
          respond:
            objective: Stop it.
            steps:
              \(steps.split(separator: "\n").joined(separator: "\n      "))
          learn: {objective: Learn., steps: [{id: rest, wait: P1D}]}

        """
    }
}

@Suite struct LintFlowTests {
    @Test(arguments: FlowCase.sound + FlowCase.unsound)
    func `conditions are judged by what they can read`(item: FlowCase) {
        let result = Samples.decode(item.text, library: ["part": FlowCase.part])
        let findings = result.linted(today: Timestamp(rfc3339: "2026-11-23T00:00:00Z"))
        #expect(findings.map(\.code.rawValue) == item.codes, "\(findings)")
    }

    /// The work grows with the steps, not with their square; a benchmark measures it.
    @Test func `a runbook of two thousand steps is linted`() throws {
        let steps = (1...1_990).map {
            "- {id: s\($0), do: Part \($0)., when: facts.count > \($0), \(FlowCase.rest)}"
        }
        let text = FlowCase(
            "",
            "- {id: z, ask: Now?, fields: [later], \(FlowCase.rest)}\n"
                + steps.joined(separator: "\n")
        ).text
        let result = Samples.decode(text)
        #expect(result.diagnostics == [])
        #expect(result.linted() == [])
    }
}
