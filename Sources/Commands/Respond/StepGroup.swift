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
        if [.giveUp, .block, .done].contains(verb) {
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
        console.notice("To go on without this step: muster step skip \(step) --why 'the reason'")
        try confirm("End the runbook here?")
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
        answer.lines += stepped.flatMap { remarks(on: $0.payload, incident) }
        answer.lines += next(incident)
        return answer
    }

    /// What the step leaves to do in other places.
    private func remarks(on stepped: Stepped, _ incident: Incident) -> [String] {
        var lines: [String] = []
        if let step = incident.stepsWithoutEvidence.first(where: { $0.id == stepped.step }),
            stepped.verb == StepVerb.done.rawValue
        {
            let wanted = (step.notes.evidence ?? []).map(visible).joined(separator: "; ")
            lines.append("  Evidence not recorded yet: \(wanted)")
            lines.append("  when you have it: muster step evidence \(step.id) 'what was kept'")
        }
        if let chosen = stepped.answer.flatMap(Severity.init(text:)), chosen != incident.severity {
            lines.append(
                "  The incident is still \(incident.severity.code): "
                    + "muster assess incident -s \(chosen.rawValue) --why 'as decided'")
        }
        return lines
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

/// `muster step list`.
struct StepList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all steps of the runbook with their states.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(name, at: desk)).incident
        var answer = Answer(
            "steps",
            [
                "incident": .string(incident.id),
                "items": .array(incident.leaves.map { .object(incident.fields(of: $0)) }),
            ])
        answer.quiet = incident.leaves.map(\.id)
        guard !incident.leaves.isEmpty else {
            answer.lines = [
                "\(incident.id) follows no runbook. Next: muster \(incident.nextCommand)"
            ]
            session.console.answer(answer)
            return
        }
        var table = Table("STEP", "ID", "ROLE", "STATE", "TITLE")
        for step in incident.leaves {
            table.add(
                String(incident.number(of: step.id)), step.id, step.notes.role ?? "-",
                incident.stateWord(step), visible(step.title))
        }
        answer.lines =
            table.lines(session.console.output) + ["Next: muster \(incident.nextCommand)"]
        session.console.answer(answer)
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
        answer.lines = StepCard(incident: incident, step: found, now: desk.now).lines(
            session.console.output)
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
