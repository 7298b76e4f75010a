/// What stands round an example, so that the example shows only what matters.
///
/// An example is the runbook `example` in the file `example.runbook.yaml`; the runbooks that it
/// may call are in ``ExampleFrame/library``.
package enum ExampleFrame: String, Sendable, CaseIterable {
    /// The example is the whole file.
    case file
    /// The example is the beginning of the file; the phases follow.
    case head
    /// The example is further keys of a runbook, between its roles and its phases.
    case keys
    /// The example is everything behind the roles.
    case body
    /// The example is the steps of the phase `respond`.
    case steps
    /// The example is further keys of the step `cut-off`.
    case task
    /// The example is no text; it is described.
    case described

    /// The file with the example in its place; `nil` for what is only described.
    package func runbook(with example: String) -> String? {
        guard let text = template else { return nil }
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let indent = line.prefix { $0 == " " }
            guard line.dropFirst(indent.count) == ExampleFrame.slot else {
                lines.append(String(line))
                continue
            }
            for inner in example.split(separator: "\n", omittingEmptySubsequences: false) {
                lines.append(inner.isEmpty ? "" : String(indent + inner))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The line of a template that the example takes the place of.
    package static let slot = "…"

    /// The text round the example; `nil` for what is only described.
    package var template: String? {
        switch self {
        case .file: ExampleFrame.slot
        case .head: ExampleFrame.slot + "\n" + ExampleFrame.phases("{id: hold, wait: PT5M}")
        case .keys:
            ExampleFrame.beginning + "\n" + ExampleFrame.slot + "\n"
                + ExampleFrame.phases("{id: breach, runbook: data-breach}")
        case .body: ExampleFrame.beginning + "\n" + ExampleFrame.slot
        case .steps: ExampleFrame.full(ExampleFrame.slot)
        case .task:
            ExampleFrame.full(
                "- id: cut-off\n        do: Cut the host off the network.\n        "
                    + ExampleFrame.slot)
        case .described: nil
        }
    }

    private static let beginning = """
        runbook: example
        version: 1.0.0
        title: Example
        reviewed: 2026-11-01
        roles: {lead: Decides.}
        """

    private static func phases(_ step: String) -> String {
        """
        phases:
          detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
          assess:
            objective: Judge it.
            steps:
              - {id: judge, decide: Is it an attack?, options: {attack: Yes, fault: No}, role: lead,
                 timebox: PT15M, evidence: none, done_when: One answer is chosen.}
          respond: {objective: Stop it., steps: [\(step)]}
          learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
        """
    }

    private static func full(_ steps: String) -> String {
        """
        runbook: example
        version: 1.0.0
        title: Example
        reviewed: 2026-11-01
        roles: {lead: Decides., technical: Does the work.}
        facts:
          hosts: {type: int, label: Number of hosts}
          kind: {type: enum, label: What it is, of: {malware: Malware, theft: Theft}}
          pin: {type: string, label: PIN of the safe, secret: true}
        messages:
          staff: {text: Pull the network cable of your computer.}
        phases:
          detect:
            objective: See it.
            steps:
              - {id: look, ask: What is it?, fields: [hosts, kind, pin], role: technical,
                 timebox: PT15M, evidence: none, done_when: All three are known.}
          assess:
            objective: Judge it.
            steps:
              - {id: judge, decide: Is it an attack?, options: {attack: Yes, fault: No}, role: lead,
                 timebox: PT15M, evidence: none, done_when: One answer is chosen.}
          respond:
            objective: Stop it.
            steps:
              \(steps)
          learn:
            objective: Learn from it.
            steps:
              - {id: tell, notify: staff, role: lead, timebox: PT15M, evidence: none,
                 done_when: The message is sent.}
        """
    }

    /// The runbooks that an example may call, by their ids.
    package static let library: [String: String] = [
        "data-breach": """
        runbook: data-breach
        version: 1.0.0
        title: Data breach
        reviewed: 2026-11-01
        roles: {lead: Decides.}
        facts: {records: {type: int, label: Number of people}}
        phases:
          assess:
            objective: Know how many people it touches.
            steps:
              - {id: count, ask: How many people?, fields: [records], role: lead, timebox: PT1H,
                 evidence: none, done_when: There is a number.}

        """,
        "half-written": """
        runbook: half-written
        version: 1.0.0
        title: Half written

        """,
    ]
}
