internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Incidents
internal import Journal
internal import Runbooks

/// `muster step`.
struct StepGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step", abstract: "Work on the steps of the runbook.",
        subcommands: [
            StepList.self, StepShow.self, StepStart.self, StepDone.self, StepSkip.self,
            StepBlock.self,
            StepRetry.self, StepGiveUp.self, StepReopen.self, StepAssign.self, StepAdd.self,
            StepEvidence.self, StepSignal.self, StepUndone.self,
        ])
}

/// What the verbs on steps have in common.
struct StepOptions: ParsableArguments {
    @Argument(help: "The step's number or id, as 'muster next' lists it.")
    var steps: [String]

    @Option(name: .long, help: "What was done or seen.")
    var note: String?

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String?

    @Option(
        name: .long, parsing: .unconditional, help: "When it happened; see 'muster help times'.")
    var at: String?

    @Flag(name: .long, help: "Go ahead although somebody else has started the step.")
    var over = false
}

extension Session {
    /// Does the same to each of the named steps, one entry each.
    func work(
        _ verb: StepVerb, _ options: StepOptions, at opened: Desk? = nil, remarks: [String] = [],
        alter: (inout StepCommand) throws -> Void = { _ in }
    ) async throws {
        let desk = try opened ?? desk()
        let id = try incident(at: desk)
        let time = try options.at.map { try TimeInput($0, now: desk.now) }
        let commands = try options.steps.map { name in
            var command = StepCommand(step: name, verb: verb)
            command.note = try options.note.map { try text($0) }
            command.reason = options.reason
            command.isOverriding = options.over
            try alter(&command)
            return IncidentCommand.step(command)
        }
        let context = desk.context(at: time)
        if try rehearses(commands, on: id, at: desk, in: context) { return }
        // A step that is simply done cannot end the runbook as failed, so nothing is read for it.
        let canFail = verb == .done && commands.contains(where: \.hasAnswer)
        if canFail || [.giveUp, .block].contains(verb) {
            let incident = try desk.load(id).incident
            for case .step(let command) in commands {
                try confirmConsequence(of: command, on: incident, in: context)
            }
        }
        let receipt = try desk.perform(commands, on: id, in: context)
        var answer = StepScreen(receipt: receipt, verb: verb).answer(console.output)
        answer.lines.insert(
            contentsOf: remarks.map { "  " + visible($0) }, at: receipt.entries.count)
        console.answer(answer)
    }
}

extension Session {
    /// Asks before something that ends the whole runbook.
    func confirmConsequence(
        of command: StepCommand, on incident: Incident, in context: CommandContext
    ) throws(Failure) {
        guard case .endsRun(let undone)? = incident.consequence(of: command, in: context) else {
            return
        }
        let step = command.step
        console.notice(
            "This ends the whole runbook as FAILED; \(undone.count) steps are left undone.")
        for other in undone.prefix(3) {
            console.notice("  \(incident.number(of: other.id)) \(visible(other.title))")
        }
        let isBound = incident.step(named: step)?.skippable == .never
        console.notice(
            isBound
                ? "To try it again: muster step retry \(step)"
                : "To go on without this step: muster step skip \(step) --why 'the reason'")
        try confirm("End the runbook here?")
    }
}

extension IncidentCommand {
    fileprivate var hasAnswer: Bool {
        if case .step(let command) = self { command.answer != nil } else { false }
    }
}
