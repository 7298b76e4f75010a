import Chronology
import Rehearsals
import Runbooks
import Testing

/// A small runbook with one of everything that a test can see.
let gateText = """
    runbook: gate
    version: 1.0.0
    title: Gate
    roles:
      lead: Decides.
      technical: Works.
    facts:
      hosts: {type: int, label: How many}
      isolated: {type: bool, label: Are they isolated}
      kind:
        type: enum
        label: What it is
        of: {worm: A worm, leak: A leak}
      owners: {type: list(person), label: Who owns them, personal: true}
      password: {type: string, label: The password of the vault, secret: true}
      next_look: {type: time, ahead: true, label: When to look again}
    messages:
      notice: {audience: owners, text: "{facts.hosts} hosts are cut off."}
    phases:
      detect:
        objective: Know it.
        steps:
          - {id: count, ask: How many?, fields: [hosts, isolated], role: lead, timebox: PT10M, milestone: reported}
          - {id: kind, decide: What is it?, as: kind, options: {worm: A worm, leak: A leak}, role: lead}
      respond:
        objective: Stop it.
        steps:
          - choose:
              - when: facts.kind == 'worm'
                then: [{id: cut, do: Cut the hosts off., role: technical, skippable: never}]
              - otherwise:
                  - {id: vault, ask: Which vault?, fields: [password, owners], role: technical}
          - id: wipe
            do: Wipe the hosts.
            role: technical
            when: facts.hosts > 3
            on_failure:
              - {id: replace, do: Replace the hosts., role: technical}
          - {id: tell, notify: notice, to: owners, role: lead, deadline: PT2H, on_timeout: skip}
          - parallel:
              - - {id: quiet, wait: PT4H}
              - - {id: answer, wait: {signal: owners-answered}}
            join: 1
            rest: cancel
          - repeat:
              - {id: look, decide: Is it over?, options: {again: No, over: Yes}, role: lead}
            while: steps.look.answer == 'again'
            at_most: 5
          - {id: release, approve: The hosts may go back, from: lead, not_by: [look], role: lead, milestone: recovered}

    """

/// Decodes a runbook that has no errors.
func runbook(
    _ text: String = gateText, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Runbook {
    let name = text.dropFirst("runbook: ".count).prefix { !$0.isNewline }
    let result = RunbookDecoder.decode(
        Array(text.utf8), fileName: name + ".runbook.yaml", library: { _ in nil })
    #expect(!result.linted().hasErrors, "\(result.linted())", sourceLocation: sourceLocation)
    return try #require(result.runbook, sourceLocation: sourceLocation)
}

/// A case of the gate, ready to be read.
func gateCase(_ play: String, _ head: String = "") -> String {
    func indented(_ text: String, by blanks: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(repeating: " ", count: blanks) + $0 }.joined(separator: "\n")
    }
    let header = head.isEmpty ? "" : indented(head, by: 4) + "\n"
    return "test: gate\ncases:\n  - case: One\n" + header + "    play:\n" + indented(play, by: 6)
        + "\n"
}

/// What was found in a test file, as `line:column code message`.
func findings(_ text: String, _ runbook: Runbook? = nil) -> [String] {
    let reading = Rehearsal.read(Array(text.utf8), fileName: "gate.test.yaml")
    var problems = reading.diagnostics
    if let rehearsal = reading.rehearsal, let runbook {
        problems += rehearsal.check(against: runbook, source: reading.source)
    }
    return problems.map {
        "\($0.place.line):\($0.place.column) \($0.code.rawValue) \($0.message)"
            + ($0.suggestion.map { " (\($0)?)" } ?? "")
    }
}

/// Plays the cases of a test file that has no errors.
func results(
    _ text: String, of text2: String = gateText,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> [CaseResult] {
    let runbook = try runbook(text2)
    #expect(findings(text, runbook) == [], sourceLocation: sourceLocation)
    let reading = Rehearsal.read(Array(text.utf8), fileName: "")
    let rehearsal = try #require(reading.rehearsal, sourceLocation: sourceLocation)
    return rehearsal.cases.map { $0.play(runbook) }
}

/// Plays one case and gives what became of it.
func result(
    _ play: String, _ head: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws -> CaseResult {
    try #require(
        try results(gateCase(play, head), sourceLocation: sourceLocation).first,
        sourceLocation: sourceLocation)
}
