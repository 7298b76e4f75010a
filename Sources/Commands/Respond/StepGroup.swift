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
        // A step that is simply done cannot end the runbook as failed, so nothing is read for it.
        let canFail = verb == .done && commands.contains(where: \.hasAnswer)
        if canFail || [.giveUp, .block, .skip].contains(verb) {
            let incident = try desk.load(id).incident
            for case .step(let command) in commands {
                try confirmConsequence(of: command, on: incident, in: context)
            }
        }
        if try rehearses(commands, on: id, at: desk, in: context) { return }
        let receipt = try desk.perform(commands, on: id, in: context)
        var answer = StepScreen(receipt: receipt, verb: verb).answer(console.output)
        answer.lines.insert(
            contentsOf: remarks.map { "  " + visible($0) }, at: receipt.entries.count)
        console.answer(answer)
    }
}

extension Session {
    /// Asks before something that reaches further than its step; a dry run says only what it would be.
    func confirmConsequence(
        of command: StepCommand, on incident: Incident, in context: CommandContext
    ) throws(Failure) {
        guard let consequence = incident.consequence(of: command, in: context) else { return }
        let step = command.step
        let words = ConsequenceWords(incident: incident, step: step, verb: command.verb)
        for line in words.lines(consequence) {
            console.notice(line)
        }
        guard !global.dryRun else { return }
        let question =
            switch consequence {
            case .endsRun: "End the runbook here?"
            case .beginsPlan: "Begin the failure plan?"
            case .goesOnFailed: "Go on without it?"
            case .skipsBlock: "Skip all of it?"
            }
        try confirm(question)
    }
}

/// What is said before somebody is asked.
private struct ConsequenceWords {
    let incident: Incident
    /// The step as the person named it.
    let step: String
    let verb: StepVerb

    func lines(_ consequence: StepConsequence) -> [String] {
        switch consequence {
        case .endsRun(let undone):
            let count = LintTally.count(undone.count, "step")
            return [
                "This ends the whole runbook as FAILED; \(count) "
                    + (undone.count == 1 ? "is left undone." : "are left undone.")
            ] + titles(undone) + [wayOut]
        case .beginsPlan(let plan, let owner):
            let count = LintTally.count(plan.count, "step")
            let whose = place(of: owner).map { "the failure plan of " + $0 } ?? "its failure plan"
            return [
                "Step \(visible(step)) counts as failed; \(count) of \(whose) "
                    + (plan.count == 1 ? "begins." : "begin.")
            ] + titles(plan) + noReturn
        case .goesOnFailed(let owner):
            let behind = place(of: owner).map { " behind " + $0 } ?? ""
            return ["Step \(visible(step)) counts as failed; the runbook goes on\(behind)."]
                + noReturn
        case .skipsBlock(let steps):
            return contents(of: steps)
        }
    }

    /// A block around the step, in words; `nil` for the step itself.
    private func place(of owner: StepID) -> String? {
        guard owner != incident.step(named: step)?.id else { return nil }
        return owner.contains(".") ? "the block around it" : visible(owner)
    }

    private func titles(_ steps: [Step]) -> [String] {
        steps.prefix(3).map { "  \(incident.number(of: $0.id)) \(visible($0.title))" }
            + (steps.count > 3 ? ["  and \(steps.count - 3) more"] : [])
    }

    private var wayOut: String {
        let isBound = incident.step(named: step)?.skippable == .never
        return isBound
            ? "To try it again: muster step retry \(step)"
            : "To go on without this step: muster step skip \(step) --why 'the reason'"
    }

    private var noReturn: [String] {
        [
            "It cannot be tried again then.",
            verb == .giveUp
                ? "To try it again: muster step retry \(visible(step))"
                : "To say only what stands in the way: muster note 'what stands in the way'",
        ]
    }

    private func contents(of steps: [Step]) -> [String] {
        let count = LintTally.count(steps.count, "step")
        var lines = ["This skips all of \(visible(step)): \(count)."]
        let decisions = steps.filter { $0.verb == "decide" }
        let approvals = steps.filter { $0.verb == "approve" }
        for (word, some) in [("decision", decisions), ("approval", approvals)] where !some.isEmpty {
            lines.append("  \(LintTally.count(some.count, word)) in it:")
            lines += some.map {
                "    \(incident.number(of: $0.id)) \($0.id): \(visible($0.title))"
            }
        }
        return lines + [
            "To skip one step of it: muster step skip \(steps[0].id) --why 'the reason'"
        ]
    }
}

extension IncidentCommand {
    fileprivate var hasAnswer: Bool {
        if case .step(let command) = self { command.answer != nil } else { false }
    }
}
