internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
package import Runbooks

extension RehearsalCase {
    /// Plays the case from the opening of an incident to its last expectation.
    ///
    /// It stops at the first thing that is not as the test says.
    package func play(_ runbook: Runbook) -> CaseResult {
        var player = Player(self, runbook)
        var failure: CaseFailure?
        do {
            try player.open()
            for move in moves { try player.play(move) }
        } catch {
            failure = error
            failure?.open = player.openSteps
        }
        return CaseResult(
            name: name.value, place: name.place, failure: failure, commands: player.log,
            elapsed: player.now.elapsed(since: begins), marks: player.marks)
    }
}

extension Coverage {
    /// Takes in what a case has seen.
    package mutating func add(_ result: CaseResult) { see(result.marks) }
}

/// Plays one case: gives the domain's commands at virtual times, and lets timers fire as they come due.
struct Player {
    let script: RehearsalCase
    let runbook: Runbook
    var incident = Incident(id: "DRILL-0000-0001")
    var now: Timestamp
    /// Who can act for each role.
    var people: OrderedDictionary<String, [String]> = [:]
    /// How often each step was answered, in any way.
    var rounds: [StepID: Int] = [:]
    /// The messages that were sent, in their order.
    var messages: [String] = []
    /// Since when steps are active.
    var activeSince: [StepID: Timestamp] = [:]
    var log: [PlayedCommand] = []
    var marks: OrderedSet<Mark> = []
    /// Where the move stands that is being played.
    var place: Place
    private var commandCount = 0

    init(_ script: RehearsalCase, _ runbook: Runbook) {
        self.script = script
        self.runbook = runbook
        now = script.begins
        place = script.name.place
        for holders in script.people { people[holders.role.value] = holders.names }
    }

    /// A stop with a message.
    func stop(
        _ kind: CaseFailure.Kind, _ message: String, details: [String] = []
    ) -> CaseFailure {
        CaseFailure(kind: kind, place: place, message: message, details: details)
    }

    /// The run; there is one as soon as the case has opened.
    var run: Run { incident.run ?? Run(root: runbook.root) }

    /// The steps that are open, as the report of a failure lists them.
    var openSteps: [String] {
        incident.openLeaves.map { step in
            let state =
                run.isBlocked(step.id) ? "blocked: \(run.reason(of: step.id) ?? "")" : step.verb
            return "\(step.id) (\(state)) \(step.title)"
        }
    }

    // MARK: - Commands

    /// Opens the incident as its lead, follows the runbook and gives the roles to their first holders.
    mutating func open() throws(CaseFailure) {
        let lead = holders(of: StandardRole.lead)[0]
        let opened = Opened(
            title: script.name.value, severity: script.severity ?? .sev3,
            category: script.category, tlp: .amber, isDrill: true, source: nil)
        let reference = RunbookReference(
            id: runbook.id, version: runbook.version, title: runbook.title, hash: "")
        log.append(PlayedCommand(at: now, words: openingWords(by: lead)))
        try require(.open(opened), by: lead)
        try require(.follow(reference, runbook), by: lead)
        let roles = OrderedSet(runbook.roles.map(\.role) + script.people.map(\.role.value))
        for role in roles where role != StandardRole.lead {
            try give(role, to: holders(of: role)[0])
        }
    }

    /// Hands a role over as its holder, or gives it as the lead.
    mutating func give(_ role: String, to person: String) throws(CaseFailure) {
        guard incident.roles[role] != person else { return }
        let giver = incident.roles[role] ?? incident.lead ?? person
        try require(.takeRole(role: role, person: person, reason: nil), by: giver)
        note("role give \(role) \(person.shellQuoted)", by: giver)
    }

    /// Carries a command out that must not be refused.
    mutating func require(
        _ command: IncidentCommand, by actor: String
    ) throws(CaseFailure) {
        do {
            try perform(command, by: actor)
        } catch {
            throw refusal(error)
        }
    }

    func refusal(_ error: Perform) -> CaseFailure {
        switch error {
        case .rejected(let rejection):
            stop(
                .refused, "refused: \(rejection.message)", details: rejection.details)
        case .endless(let failure): failure
        }
    }

    /// Why a command was not carried out.
    enum Perform: Error {
        case rejected(Incidents.Rejection)
        case endless(CaseFailure)
    }

    mutating func perform(
        _ command: IncidentCommand, by actor: String
    ) throws(Perform) {
        commandCount += 1
        guard commandCount <= RehearsalLimit.commands else {
            throw .endless(
                stop(.endless, "the case has more than \(RehearsalLimit.commands) commands"))
        }
        let context = CommandContext(
            now: now, happenedAt: now, fidelity: .second, actor: actor)
        let events: [IncidentEvent]
        do {
            events = try incident.decide(command, in: context)
        } catch {
            throw .rejected(error)
        }
        for event in events { take(in: event, by: actor) }
    }

    private mutating func take(in event: IncidentEvent, by actor: String) {
        let entry = EntryContext(
            number: incident.version + 1, happenedAt: now, fidelity: .second, recordedAt: now,
            actor: actor, role: incident.role(of: actor), tlp: incident.tlp)
        let runbook = runbook
        incident.apply(event, in: entry) { _ in runbook }
        switch event {
        case .runbookPinned(let pinned): observe(pinned.events)
        case .stepped(let stepped): observe(stepped.events)
        default: break
        }
    }

    private mutating func observe(_ events: [RunEvent]) {
        let run = run
        for event in events {
            marks.note(event, in: run)
            switch event {
            case .activated(let step): activeSince[step] = now
            case .voted(let step, _, let isYes): if !isYes { rounds[step, default: 0] += 1 }
            case .done(let step, let cause, _):
                rounds[step, default: 0] += 1
                guard case .notify(let message, _) = run.step(step)?.action,
                    cause == .completed || cause == .overridden
                else { continue }
                messages.append(message)
            default: continue
            }
        }
    }

    /// Lets time pass; timers fire as they come due, each at its own time.
    mutating func pass(until moment: Timestamp) throws(CaseFailure) {
        while let timer = run.dueTimers(at: moment).first {
            if timer.due > now { now = timer.due }
            log.append(
                PlayedCommand(
                    at: now,
                    words: timer.kind == .wait
                        ? "# the wait of \(timer.step) is over"
                        : "# the deadline of \(timer.step) passes"))
            try require(
                .step(StepCommand(step: timer.step, verb: .expire)), by: incident.lead ?? "lead")
        }
        if moment > now { now = moment }
    }
}
