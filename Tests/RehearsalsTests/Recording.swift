import Chronology
import Engine
import Incidents
import Runbooks
import Testing

/// An incident that is recorded command by command, as the program would.
struct Recording {
    var incident = Incident(id: "INC-2026-0007")
    let runbook: Runbook
    var now = Timestamp(seconds: 1_770_000_000)

    /// Opens an incident and follows the runbook.
    init(_ runbook: Runbook, by lead: String = "maria") throws {
        self.runbook = runbook
        let opened = Opened(
            title: "Hosts", severity: .sev2, category: .malware, tlp: .amber, isDrill: false,
            source: nil)
        try perform(.open(opened), by: lead)
        let reference = RunbookReference(
            id: runbook.id, version: runbook.version, title: runbook.title, hash: "")
        try perform(.follow(reference, runbook), by: lead)
    }

    /// Carries a command out after the timers that are due before it.
    mutating func perform(_ command: IncidentCommand, by person: String) throws {
        while let timer = incident.run?.dueTimers(at: now).first {
            let expiry = StepCommand(step: timer.step, verb: .expire)
            try record(.step(expiry), by: person, at: timer.due)
        }
        try record(command, by: person, at: now)
    }

    private mutating func record(
        _ command: IncidentCommand, by person: String, at moment: Timestamp
    ) throws {
        let context = CommandContext(
            now: now, happenedAt: moment, fidelity: .second, actor: person)
        for event in try incident.decide(command, in: context) {
            let entry = EntryContext(
                number: incident.version + 1, happenedAt: moment, fidelity: .second,
                recordedAt: now, actor: person, role: incident.role(of: person), tlp: .amber)
            let runbook = runbook
            incident.apply(event, in: entry) { _ in runbook }
        }
    }

    /// A step command with what it takes.
    mutating func step(
        _ verb: StepVerb, _ step: String, by person: String, answer: String? = nil,
        why: String? = nil, facts: [FactEntry] = [], change: (inout StepCommand) -> Void = { _ in }
    ) throws {
        var command = StepCommand(step: step, verb: verb)
        command.answer = answer
        command.reason = why
        command.facts = facts
        change(&command)
        try perform(.step(command), by: person)
    }

    mutating func pass(_ seconds: Int) { now = now.advanced(by: .seconds(seconds)) }
}
