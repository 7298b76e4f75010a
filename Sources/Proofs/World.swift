internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// Where a run stands while it is being explored, with all that guards can read.
struct World {
    var run: Run
    var facts: OrderedDictionary<String, FactValue> = [:]
    var severity: Incidents.Severity
    var now = World.beginning

    /// When every explored run begins; times are counted from it, and nothing else depends on it.
    static let beginning = Timestamp(seconds: 1_735_689_600)

    /// What tells two worlds apart, as far as the question goes.
    func key(_ relevance: Relevance) -> WorldKey {
        WorldKey(
            run: run.fingerprint(observing: relevance.steps),
            facts: relevance.facts.sorted().map { facts[$0]?.text },
            answers: relevance.steps.sorted().map { run.answer(of: $0) },
            severity: relevance.readsSeverity ? severity.rawValue : 0)
    }
}

struct WorldKey: Hashable {
    let run: [UInt16]
    let facts: [String?]
    let answers: [String?]
    let severity: Int
}

/// Something that a person or time can do to a run.
struct Move {
    /// One or more commands that belong together, for example the votes of an approval.
    var commands: [RunCommand]
    var facts: [FactEntry] = []
    /// As it is typed behind `muster`.
    let words: [String]
    /// Time has to pass before it.
    var isLate = false
    /// The step that it leaves out.
    var skipped: StepID?
}

extension World {
    /// The world after a move, with the events that led there; `nil` if the engine does not allow the move.
    func after(_ move: Move, in runbook: Runbook) -> (world: World, events: [RunEvent])? {
        var next = self
        for fact in move.facts { next.facts[fact.name] = fact.value }
        if move.isLate { next.now = now.advanced(by: .seconds(400 * 86_400)) }
        var events: [RunEvent] = []
        for command in move.commands {
            let incident = Incident.imagined(
                following: runbook, facts: next.facts, severity: severity, run: next.run)
            let context = incident.runContext(at: next.now)
            guard let some = try? decide(command, on: next.run, in: context) else { return nil }
            for fact in incident.argumentFacts(of: some, on: next.run, at: next.now) {
                next.facts[fact.name] = fact.value
            }
            for event in some { next.run.apply(event) }
            events += some
        }
        return (next, events)
    }

    /// The beginning of a run; `nil` if it does not settle.
    static func begun(
        _ runbook: Runbook, severity: Incidents.Severity
    ) -> (world: World, events: [RunEvent])? {
        var world = World(run: Run(root: runbook.root), severity: severity)
        let incident = Incident.imagined(following: runbook, severity: severity)
        guard let events = try? begin(world.run, in: incident.runContext(at: beginning)) else {
            return nil
        }
        for fact in incident.argumentFacts(of: events, on: world.run, at: beginning) {
            world.facts[fact.name] = fact.value
        }
        for event in events { world.run.apply(event) }
        return (world, events)
    }
}
