internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Foundation
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// `muster guide`.
struct Guide: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide",
        abstract:
            "Go through the steps one by one; every answer is recorded before the next question.",
        discussion: """
            Append-only lines: works over SSH, serial lines and with screen readers. Stop at any time with q or \
            Ctrl-C; nothing that was confirmed is lost. Go on with 'muster guide'.
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Option(name: .long, help: "Only steps of this role.")
    var role: String?

    @Flag(name: .long, help: "Only steps of my roles, or given to me.")
    var mine = false

    func execute(_ session: Session) async throws {
        guard session.canAsk else {
            throw Failure(
                .usage, "guide needs a terminal",
                details: [
                    "without one: muster next --json, then muster step done 1 --note 'what was done'"
                ],
                hint: "next --json")
        }
        let desk = try session.desk()
        let id = try session.incident(name, at: desk)
        if let role { try desk.load(id).incident.requireKnown(role) }
        sayHowToResume()
        var guide = GuideLoop(
            session: session, desk: desk, id: id, role: role, isMine: mine)
        try guide.run()
    }
}

/// Makes Ctrl-C end the program with a line that says that nothing is lost; only calls that a signal handler may make.
private func sayHowToResume() {
    signal(SIGINT) { _ in
        let line: StaticString = "\nStopped. What was confirmed is on record. Go on: muster guide\n"
        _ = write(STDERR_FILENO, line.utf8Start, line.utf8CodeUnitCount)
        _exit(130)
    }
}

/// The conversation of `muster guide`: shows a step, reads a line, records, and begins again.
struct GuideLoop {
    let session: Session
    let desk: Desk
    let id: String
    let role: String?
    let isMine: Bool
    /// Steps that were put off for now.
    private var putOff: [StepID] = []

    init(session: Session, desk: Desk, id: String, role: String?, isMine: Bool) {
        self.session = session
        self.desk = desk
        self.id = id
        self.role = role
        self.isMine = isMine
    }

    private enum Turn {
        case again
        case stop
    }

    mutating func run() throws {
        var shown: StepID?
        while true {
            let incident = try desk.load(id).incident
            guard let step = current(incident) else {
                finish(incident)
                return
            }
            if shown != step.id {
                say(heading(incident))
                say(
                    StepCard(incident: incident, step: step, now: desk.now).lines(
                        session.console.output))
                shown = step.id
            }
            session.console.notice(legend(step, incident))
            guard let line = session.ask("> ") else {
                stopped(step, incident)
                return
            }
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            if words.isEmpty { shown = nil }
            do {
                if try turn(words, step, incident, &shown) == .stop {
                    stopped(step, incident)
                    return
                }
            } catch let failure as Failure {
                for line in failure.lines(session.console.notices) { session.console.notice(line) }
            }
        }
    }

    private func current(_ incident: Incident) -> Step? {
        let open = incident.openLeaves.filter { step in
            if let role, step.notes.role != role { return false }
            guard isMine else { return true }
            if let person = incident.assignees[step.id] { return person == desk.actor }
            return step.notes.role.map { incident.roles[$0] == desk.actor } ?? true
        }
        return open.first { !putOff.contains($0.id) } ?? open.first
    }

    private func say(_ line: String) { session.console.say(line) }
    private func say(_ lines: [String]) { session.console.say(lines) }

    private func heading(_ incident: Incident) -> String {
        "\n" + Phrase.heading(incident, session.console.output)
            + "      phase: \(Phrase.phase(incident.phase))"
    }

    private func legend(_ step: Step, _ incident: Incident) -> String {
        let isBlocked = incident.run?.isBlocked(step.id) ?? false
        let first =
            switch step.action {
            case _ where isBlocked: "[r]etry [g]ive up [s]kip"
            case .decide: "[1-9] choose  [s]kip [b]locked"
            case .ask: "[d]one, asks each value  [s]kip [b]locked"
            case .approve: "[y] approve [x] reject  [s]kip"
            case .wait: "[d]one, it is over  [s]kip"
            default: "[d]one [s]kip [b]locked [w]orking on it"
            }
        return "\(first) [n]ote [l]ater [t]imeline [?] help [q]uit"
    }

    private mutating func turn(
        _ words: [String], _ step: Step, _ incident: Incident, _ shown: inout StepID?
    ) throws -> Turn {
        guard let word = words.first?.lowercased() else { return .again }
        let rest = words.count > 1 ? words[1] : nil
        switch word {
        case "q", "quit": return .stop
        case "?", "help": say(GuideHelp.lines)
        case "n", "note": try note(rest)
        case "t", "timeline": timeline(incident)
        case "l", "later":
            putOff.append(step.id)
            shown = nil
        case "d", "done": try done(step, incident, note: rest)
        case "y", "yes", "approve":
            guard case .approve = step.action else { throw notAnApproval(step) }
            try record(step, .done) { $0.answer = "approve" }
        case "x", "reject":
            guard case .approve = step.action else { throw notAnApproval(step) }
            let reason = try needed("Why not: ", rest)
            try record(step, .done) { command in
                command.answer = "reject"
                command.reason = reason
            }
        case "s", "skip":
            let reason = try needed("Why skip: ", rest)
            try record(step, .skip) { $0.reason = reason }
        case "b", "block", "blocked":
            let reason = try needed("What stops it: ", rest)
            try record(step, .block) { $0.reason = reason }
            shown = nil
        case "w", "start": try record(step, .start)
        case "r", "retry": try record(step, .retry)
        case "g", "give-up":
            let reason = try needed("Why give up: ", rest)
            try record(step, .giveUp) { $0.reason = reason }
        default:
            guard try choose(word, step) else {
                session.console.notice("'\(visible(word))' is not a key here; ? shows them")
                return .again
            }
        }
        return .again
    }

    /// A line within a step; `q` goes back to the step, because nobody means it as an answer.
    private func answer(_ question: String) throws(Failure) -> String? {
        let line = session.ask(question)
        if let line, ["q", "quit"].contains(line.trimmingCharacters(in: .whitespaces).lowercased())
        {
            throw Failure(.cancelled, "back to the step; nothing was recorded")
        }
        return line
    }

    private func notAnApproval(_ step: Step) -> Failure {
        Failure(
            .usage, "step \(step.id) is no approval; y and x are for those", hint: "help guide")
    }

    private func needed(_ question: String, _ given: String?) throws(Failure) -> String {
        if let given, !given.isBlank { return given }
        guard let answer = try answer(question), !answer.isBlank else {
            throw Failure(.usage, "nothing was recorded: this needs a reason")
        }
        return answer
    }

    private func done(_ step: Step, _ incident: Incident, note: String?) throws {
        switch step.action {
        case .decide:
            session.console.notice("Choose one of the numbers; it asks for the reason")
        case .ask(_, let fields):
            let facts = try ask(fields, incident)
            let evidence = try askForEvidence(step)
            try record(step, .done) { command in
                command.facts = facts
                command.note = note
                command.evidence = evidence
            }
        case .wait:
            let early = incident.earliness(of: step, at: desk.now)
            let reason = try early.map { early throws(Failure) in
                try needed("It waits \(visible(early)). Why end it now: ", note)
            }
            try record(step, .done) { command in
                command.reason = reason
                command.note = reason == nil ? note : nil
            }
        default:
            let evidence = try askForEvidence(step)
            try record(step, .done) { command in
                command.note = note
                command.evidence = evidence
            }
        }
    }

    /// Asks what was kept of what the step asks for; Enter for nothing yet.
    private func askForEvidence(_ step: Step) throws(Failure) -> [String] {
        let wanted = step.notes.evidence ?? []
        guard !wanted.isEmpty else { return [] }
        session.console.notice(
            "Evidence asked for: " + wanted.map(visible).joined(separator: "; "))
        let answer = try answer("What was kept, and where (Enter: nothing yet, q: back): ") ?? ""
        return answer.isBlank ? [] : [answer]
    }

    /// Asks for each value of a form until it is one.
    private func ask(_ fields: [String], _ incident: Incident) throws -> [FactEntry] {
        var facts: [FactEntry] = []
        for name in fields {
            let fact = incident.definition?.facts.first { $0.name == name }
            while true {
                let question = "\(fact?.label ?? name) (\(fact?.wanted ?? "text")): "
                guard let line = try answer(visible(question) + " ") else {
                    throw Failure(.cancelled, "stopped; nothing of the form was recorded")
                }
                do {
                    let argument = "\(name)=\(line)"
                    let entry = try FactEntry(argument: argument, in: incident, now: desk.now)
                    facts.append(entry)
                    if let remark = entry.remark(typed: argument, in: incident) {
                        say("  " + visible(remark))
                    }
                    break
                } catch {
                    for line in Failure(refusal: error).lines(session.console.notices) {
                        session.console.notice(line)
                    }
                }
            }
        }
        return facts
    }

    private func choose(_ word: String, _ step: Step) throws -> Bool {
        guard case .decide(_, let options, _) = step.action else { return false }
        let byNumber = Int(word).flatMap { number in
            (1...options.count).contains(number) ? options[number - 1] : nil
        }
        guard let option = byNumber ?? options.first(where: { $0.key == word }) else {
            return false
        }
        let reason = try needed("Why: ", nil)
        let evidence = try askForEvidence(step)
        try record(step, .done) { command in
            command.answer = option.key
            command.reason = reason
            command.evidence = evidence
        }
        return true
    }

    private func note(_ given: String?) throws {
        guard let text = given ?? session.ask("Note: "), !text.isBlank else { return }
        let noted = Noted(text: text, lane: .response, isStarred: false, milestone: nil)
        let receipt = try desk.perform([.note(noted)], on: id, in: desk.context())
        say("Noted   \(Phrase.entries(receipt.entries))")
    }

    private func record(
        _ step: Step, _ verb: StepVerb, alter: (inout StepCommand) -> Void = { _ in }
    ) throws {
        var command = StepCommand(step: step.id, verb: verb)
        alter(&command)
        let context = desk.context()
        try session.confirmConsequence(
            of: command, on: try desk.load(id).incident, in: context)
        let receipt = try desk.perform([.step(command)], on: id, in: context)
        let number = receipt.incident.number(of: step.id)
        let past = receipt.incident.steps.last?.payload.past ?? verb.past
        say("Step \(number) \(past), \(desk.now.clock)   \(Phrase.entries(receipt.entries))")
    }

    private func timeline(_ incident: Incident) {
        for item in incident.timeline.suffix(10) {
            say("  #\(item.entry.number) \(item.happenedAt.clock) \(visible(item.correctedText))")
        }
    }

    private func finish(_ incident: Incident) {
        let others = incident.openLeaves.count
        if let failed = incident.failedLeaf {
            say(
                "The runbook has FAILED at step \(incident.number(of: failed.id)): "
                    + visible(failed.title))
            say("Go back to it: muster \(incident.nextCommand)")
            return
        }
        say(
            others > 0
                ? "No step is open for you; \(others) for others. Next: muster next"
                : "All steps are over. Next: muster \(incident.nextCommand)")
    }

    private func stopped(_ step: Step, _ incident: Incident) {
        let progress = incident.progress
        say(
            "Stopped at step \(incident.number(of: step.id)) of \(incident.leaves.count). "
                + "\(progress.done) done, \(progress.skipped) skipped. Go on: muster guide")
    }
}

/// What `?` shows.
enum GuideHelp {
    /// A line for each key; `muster help guide` shows them, too.
    static let lines = [
        "  d [note]   done; a form asks for its values",
        "  1-9        choose an option of a decision; asks for the reason",
        "  y, x       approve, reject",
        "  s [why]    skip; the reason stays on record, and the report lists it",
        "  b [why]    blocked: it cannot be done as it is; then r retries and g gives up",
        "  w          I am working on it, so that others do not",
        "  n [text]   note",
        "  l          later: show another open step",
        "  t          the last ten entries",
        "  Enter      show the step again",
        "  q          quit; everything confirmed is on record",
    ]
}
