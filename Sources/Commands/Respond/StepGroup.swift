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
            StepShow.self, StepStart.self, StepDone.self, StepSkip.self, StepBlock.self,
            StepRetry.self, StepGiveUp.self, StepReopen.self, StepAssign.self, StepAdd.self,
            StepSignal.self, StepUndone.self,
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
        let receipt = try desk.perform(commands, on: id, in: context)
        var answer = StepScreen(receipt: receipt, verb: verb).answer(console.output)
        answer.lines.insert(
            contentsOf: remarks.map { "  " + visible($0) }, at: receipt.entries.count)
        console.answer(answer)
    }
}

/// What is said after something was done to steps.
struct StepScreen {
    let receipt: Receipt
    let verb: StepVerb

    func answer(_ style: Style) -> Answer {
        let incident = receipt.incident
        let stepped = incident.steps.suffix(receipt.entries.count)
        var answer = Answer(
            "step",
            [
                "incident": .string(incident.id), "verb": .string(verb.rawValue),
                "entries": .array(receipt.entries.map { .int($0.number) }),
                "steps": .array(stepped.map { .string($0.payload.step) }),
                "next_steps": .array(
                    incident.openLeaves.map { .object(incident.fields(of: $0)) }),
            ])
        answer.quiet = receipt.entries.map { String($0.number) }
        answer.lines = stepped.map { record in
            "\(incident.id)  step \(incident.number(of: record.payload.step)) "
                + "\(verb.past), \(Phrase.step(record.entry))   entry #\(record.entry.number)"
        }
        answer.lines += next(incident)
        return answer
    }

    private func next(_ incident: Incident) -> [String] {
        let open = incident.openLeaves
        guard let first = open.first else {
            let what = incident.failedLeaf == nil ? "All steps are over" : "The runbook has FAILED"
            return ["\(what). Next: muster \(incident.nextCommand)"]
        }
        let number = incident.number(of: first.id)
        let role = first.notes.role.map { "   role: \($0)" } ?? ""
        let more = open.count > 1 ? " (\(open.count - 1) more open: muster next)" : ""
        return ["Next: step \(number) \(first.id): \(visible(first.title))\(role)\(more)"]
    }
}

/// `muster step show`.
struct StepShow: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a step with its guidance, warnings and evidence.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The step's number or id.")
    var step: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        guard let found = incident.step(named: step) else {
            throw Failure(
                .usage, "'\(step)' is not a step of \(incident.id)",
                details: didYouMean(step, among: incident.leaves.map(\.id)),
                hint: "next \(incident.id)")
        }
        var answer = Answer("step", incident.fields(of: found))
        answer.fields["guidance"] = .optional(found.notes.guidance)
        answer.fields["warnings"] = .array(found.notes.warnings.map { .string($0) })
        answer.fields["evidence"] = .array((found.notes.evidence ?? []).map { .string($0) })
        answer.fields["done_when"] = .optional(found.notes.doneWhen)
        answer.quiet = [found.id]
        answer.lines = StepCard(incident: incident, step: found).lines(session.console.output)
        session.console.answer(answer)
    }
}

/// `muster step start`.
struct StepStart: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Say that you work on a step, so that others do not.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.start, options) }
}

/// `muster step done`.
struct StepDone: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Record that a step is done, decided, answered or approved.",
        discussion: examples(
            #"muster step done 4 --note "3 hosts cut off at the switch""#,
            #"muster step done stolen --answer unknown --why "proxy logs not read yet""#,
            "muster step done scope --set recipients=212 --set kind=credentials"))
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    @Option(
        name: .long, help: "The chosen option of a decision or its number; approve or reject.")
    var answer: String?

    @Option(name: .customLong("set"), help: "A value of a form: NAME=VALUE; may be repeated.")
    var values: [String] = []

    @Option(name: .long, help: "What was kept, in words; may be repeated.")
    var evidence: [String] = []

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        let facts = try values.map { try FactEntry(argument: $0, in: incident, now: desk.now) }
        let remarks = zip(facts, values).compactMap { $0.remark(typed: $1, in: incident) }
        try await session.work(.done, options, at: desk, remarks: remarks) { command in
            command.answer = answer
            command.facts = facts
            command.evidence = evidence
        }
    }
}

/// `muster step skip`.
struct StepSkip: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "skip", abstract: "Leave a step out, with a reason that stays on record.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    @Option(
        name: .customLong("approved-by"), help: "Who approved it, where the step asks for that.")
    var approver: String?

    func execute(_ session: Session) async throws {
        try await session.work(.skip, options) { $0.person = approver }
    }
}

/// `muster step block`.
struct StepBlock: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "block",
        abstract: "Say that a step cannot be done as it is; it stays open until somebody decides.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.block, options) }
}

/// `muster step retry`.
struct StepRetry: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try a blocked step again.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.retry, options) }
}

/// `muster step give-up`.
struct StepGiveUp: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "give-up", abstract: "Accept that a blocked step has failed.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.giveUp, options) }
}

/// `muster step reopen`.
struct StepReopen: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen",
        abstract: "Go back to a step; what came after it has to be done again.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.reopen, options) }
}

/// `muster step assign`.
struct StepAssign: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign", abstract: "Give a step to a person.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    @Option(name: .long, help: "The person.")
    var to: String

    func execute(_ session: Session) async throws {
        try await session.work(.assign, options) { $0.person = to }
    }
}

/// `muster step signal`.
struct StepSignal: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "signal", abstract: "Say that what a step waits for has happened.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.done, options) }
}

/// `muster step undone`.
struct StepUndone: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "undone",
        abstract: "Say that the effect of a step that was gone back over has been taken back.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions
    @OptionGroup var options: StepOptions

    func execute(_ session: Session) async throws { try await session.work(.undone, options) }
}

/// `muster step add`.
struct StepAdd: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a step that the runbook does not have.")
    @OptionGroup(title: "Options of every command") var global: GlobalOptions

    @Argument(help: "A new id in kebab-case, for example call-the-bank.")
    var id: String

    @Argument(help: "What is to be done, in one line.")
    var task: String

    @Option(name: .long, help: "The role that does it.")
    var role: String?

    @Option(name: .long, help: "Behind which step; at the end of the phase if not given.")
    var after: String?

    @Option(
        name: .long,
        help: "The phase or block that gets it; the one that is under way if not given.")
    var into: String?

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let name = try session.incident(at: desk)
        let incident = try desk.load(name).incident
        guard into != nil || incident.run?.isOver == false else {
            throw Failure(
                .failed,
                "the run of the runbook is over; a step can only be added to an open phase",
                hint: incident.nextCommand)
        }
        if let role { try incident.requireKnown(role) }
        var command = StepCommand(step: id, verb: .add)
        command.reason = reason
        command.added = AdHocStep(
            id: id, task: task, role: role, block: into ?? incident.phase, after: after)
        let context = desk.context()
        if try session.rehearses([.step(command)], on: name, at: desk, in: context) { return }
        let receipt = try desk.perform([.step(command)], on: name, in: context)
        session.console.answer(
            StepScreen(receipt: receipt, verb: .add).answer(session.console.output))
    }
}
