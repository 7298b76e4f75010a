import Chronology
import Foundation
import Incidents
import Runbooks
import Testing

// Runbooks and the engine have types of these names, too.
typealias Severity = Incidents.Severity
typealias Rejection = Incidents.Rejection

/// The runbook of these tests: every verb once, and guards over facts, answers and the severity.
enum Trial {
    static let text = """
        runbook: trial
        version: 1.0.0
        title: Trial
        summary: Something happened.
        reviewed: 2026-11-01
        roles:
          lead: Decides.
          technical: Works.
          forensics: Looks closely.
        facts:
          count: {type: int, label: How many}
          share: {type: double, label: How much}
          known: {type: bool, label: Whether it is known}
          since: {type: time, label: Since when}
          lasting: {type: duration, label: How long}
          hosts: {type: list(host), label: Which hosts}
          kind:
            type: enum
            label: What it is
            of: {malware: Malware, theft: Theft}
          word: {type: string, label: A password, secret: true}
        messages:
          card:
            audience: staff
            text: "{incident.id} {incident.severity} {facts.count} {facts.word} {roles.lead}"
        phases:
          detect:
            objective: See it.
            steps:
              - {id: look, do: Look at it., role: technical, milestone: detected}
              - {id: fill-in, ask: How many?, fields: [count], role: technical}
          assess:
            objective: Judge it.
            steps:
              - id: judge
                decide: What is it?
                as: kind
                options: {malware: It is malware, theft: It is theft}
                role: lead
          respond:
            contain:
              objective: Stop it.
              steps:
                - {id: cut, do: Cut it., role: technical, when: facts.count > 2}
                - id: clean
                  do: Clean it.
                  role: technical
                  when: steps.judge.answer == 'malware'
                - {id: call, do: Call the board., role: lead, when: incident.severity == 'SEV1'}
                - {id: peek, do: Peek., role: lead, when: "has(facts.word)"}
            recover:
              objective: Mend it.
              steps:
                - {id: allow, approve: Go back to work., from: lead}
          learn:
            objective: Learn from it.
            steps:
              - {id: review, do: Look back., role: lead}

        """

    static let reference = RunbookReference(
        id: "trial", version: "1.0.0", title: "Trial", hash: String(repeating: "a", count: 64))

    static func runbook(_ text: String = Trial.text) throws -> Runbook {
        let result = RunbookDecoder.decode(Array(text.utf8), fileName: "trial.runbook.yaml") { _ in
            nil
        }
        return try #require(result.runbook, "\(result.diagnostics.map(\.message))")
    }
}

/// An incident together with its record: every command is decided, applied and kept.
struct Scene {
    var incident = Incident(id: "INC-2026-0001")
    var record: [(event: IncidentEvent, entry: EntryContext)] = []
    let runbook: Runbook
    var now = Timestamp(seconds: 1_773_024_060)
    var actor = "dana"

    init(_ text: String = Trial.text) throws { runbook = try Trial.runbook(text) }

    init(following runbook: Runbook) { self.runbook = runbook }

    /// Opened by dana, and following the runbook.
    static func begun(_ text: String = Trial.text) throws -> Scene {
        var scene = try Scene(text)
        try scene.open()
        try scene.give(.follow(Trial.reference, scene.runbook))
        return scene
    }

    var context: CommandContext {
        CommandContext(now: now, happenedAt: now, fidelity: .second, actor: actor)
    }

    mutating func open(severity: Severity = .sev3) throws {
        try give(
            .open(
                Opened(
                    title: "Locked files", severity: severity, category: nil, tlp: .amber,
                    isDrill: false, source: nil)))
    }

    /// - Throws: ``Rejection``, and then nothing has changed.
    mutating func give(_ command: IncidentCommand, in context: CommandContext? = nil) throws {
        let context = context ?? self.context
        for event in try incident.decide(command, in: context) {
            let entry = EntryContext(
                number: incident.version + 1, happenedAt: context.happenedAt,
                fidelity: context.fidelity, recordedAt: context.now, actor: context.actor,
                role: incident.role(of: context.actor), tlp: context.tlp ?? incident.tlp)
            incident.apply(event, in: entry) { _ in runbook }
            record.append((event, entry))
        }
        now = now.advanced(by: .seconds(60))
    }

    mutating func step(
        _ step: String, _ verb: StepVerb = .done, _ change: (inout StepCommand) -> Void = { _ in }
    ) throws {
        var command = StepCommand(step: step, verb: verb)
        change(&command)
        try give(.step(command))
    }

    /// Why a command is refused; the scene stays as it is, and the test fails if it is not refused.
    mutating func refusal(_ command: IncidentCommand) -> Rejection? {
        let before = (incident, record.count)
        let rejection = #expect(throws: Rejection.self) { try give(command) }
        #expect(incident == before.0)
        #expect(record.count == before.1)
        return rejection
    }

    mutating func stepRefusal(
        _ step: String, _ verb: StepVerb = .done, _ change: (inout StepCommand) -> Void = { _ in }
    ) -> Rejection? {
        var command = StepCommand(step: step, verb: verb)
        change(&command)
        return refusal(.step(command))
    }

    mutating func note(_ text: String = "seen", milestone: Milestone? = nil) throws {
        try give(.note(Noted(text: text, lane: .response, isStarred: false, milestone: milestone)))
    }

    mutating func assess(_ disposition: Disposition = .incident, _ severity: Severity = .sev2)
        throws
    {
        try give(.assess(assessed(disposition, severity)))
    }

    func assessed(
        _ disposition: Disposition, _ severity: Severity = .sev2, reason: String = "seen",
        category: Incidents.Category? = nil, duplicateOf: String? = nil
    ) -> Assessed {
        Assessed(
            disposition: disposition, severity: severity, category: category, reason: reason,
            impact: nil, duplicateOf: duplicateOf)
    }

    /// What folding the record from the beginning gives.
    var replayed: Incident {
        var incident = Incident(id: incident.id)
        for (event, entry) in record { incident.apply(event, in: entry) { _ in runbook } }
        return incident
    }

    /// The same after every event has been written as JSON and read again.
    func reread() throws -> Incident {
        var incident = Incident(id: incident.id)
        for (event, entry) in record {
            let again = try #require(try Self.reread(event))
            #expect(again == event)
            incident.apply(again, in: entry) { _ in runbook }
        }
        return incident
    }

    static func reread(_ event: IncidentEvent) throws -> IncidentEvent? {
        func encoded(_ payload: some Encodable) throws -> Data {
            try JSONEncoder().encode(payload)
        }
        return try IncidentEvent(
            kind: event.kind, decoding: JSONReader(data: try encoded(event.payload)))
    }
}

private struct JSONReader: PayloadDecoding {
    let data: Data

    func decode<Payload: Decodable>(_ type: Payload.Type) throws -> Payload {
        try JSONDecoder().decode(type, from: data)
    }
}
