internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Incidents

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

/// `muster step evidence`.
struct StepEvidence: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Record what was kept as evidence for a step.",
        discussion: """
            Example:
              muster step evidence photograph "photo of the screen, IMG_0412.jpg, with dana"
            """)
    @OptionGroup(title: "Options of every command") var global: GlobalOptions

    @Argument(help: "The step's number or id; it may be done already.")
    var step: String

    @Argument(help: "What was kept and where, in words.")
    var evidence: [String]

    @Option(
        name: .long, parsing: .unconditional, help: "When it happened; see 'muster help times'.")
    var at: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        var command = StepCommand(step: step, verb: .evidence)
        command.evidence = evidence
        let context = desk.context(at: try at.map { try TimeInput($0, now: desk.now) })
        if try session.rehearses([.step(command)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.step(command)], on: id, in: context)
        session.console.answer(
            StepScreen(receipt: receipt, verb: .evidence).answer(session.console.output))
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
