internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Journal

/// `muster note`.
struct Note: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Record an observation, a fact or a lesson.",
        discussion: examples(
            #"muster note "FILE-02 cut off at the switch""#,
            #"muster note --at 02:41 --lane attack --milestone occurred "first file renamed""#,
            "journalctl -u sshd --since -1h | muster note -"),
        aliases: ["n"])

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The text; - reads standard input.")
    var text: String

    @Option(
        name: .long, parsing: .unconditional, help: "When it happened; see 'muster help times'.")
    var at: String?

    @Option(name: .long, help: "Strand: attack, detection, response, communication, legal, lesson.")
    var lane: LaneArgument?

    @Flag(name: .long, help: "A key event: it goes into the report's main part.")
    var star = false

    @Option(name: .long, help: "A named moment that this is; see 'muster help milestones'.")
    var milestone: MilestoneArgument?

    @Option(name: .long, help: "Who may see it; the incident's label if not given.")
    var tlp: TLPArgument?

    @Option(name: .long, help: "Saying it again with the same key records nothing more.")
    var key: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let noted = Noted(
            text: try session.text(text), lane: lane?.value ?? .response, isStarred: star,
            milestone: milestone?.value)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let context = desk.context(at: time, tlp: tlp?.value)
        if try session.rehearses([.note(noted)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.note(noted)], on: id, in: context) { _ throws(Failure) in
            var enclosure = Enclosure()
            enclosure.key = key.map { "note:\(id):\($0)" }
            return enclosure
        }
        session.console.answer(recorded("Noted", receipt, time: time))
    }
}

/// What is said after something was recorded: the incident, the number, the time if one was given, and what is next.
func recorded(_ what: String, _ receipt: Receipt, time: TimeInput? = nil) -> Answer {
    var answer = Answer(
        "entry",
        [
            "incident": .string(receipt.incident.id),
            "entries": .array(receipt.entries.map { .int($0.number) }),
            "happened_at": .optional(receipt.entries.first?.content.happenedAt.rfc3339),
            "repeat": .bool(receipt.isRepeat),
        ])
    answer.quiet = receipt.entries.map { String($0.number) }
    let happened = time.map { Phrase.happened($0, recorded: receipt.entries.first) } ?? ""
    let entries = receipt.isRepeat ? "recorded before" : Phrase.entries(receipt.entries)
    answer.lines = [
        "\(receipt.incident.id)  \(what)\(happened)   \(entries)",
        "Next: muster \(receipt.incident.nextCommand)",
    ]
    return answer
}

/// `muster decide`.
struct Decide: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide", abstract: "Record a decision that the runbook does not ask for.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "What was decided; - reads standard input.")
    var text: String

    @Option(name: .customLong("why"), help: "The reason, with what was known then.")
    var reason: String

    @Option(name: .customLong("option"), help: "What else was on the table; may be repeated.")
    var options: [String] = []

    @Option(
        name: .long, parsing: .unconditional, help: "When it was decided; see 'muster help times'.")
    var at: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let decided = Decided(text: try session.text(text), options: options, reason: reason)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let context = desk.context(at: time)
        if try session.rehearses([.decide(decided)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.decide(decided)], on: id, in: context)
        session.console.answer(recorded("Decision recorded", receipt, time: time))
    }
}

/// `muster fix`.
struct Fix: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix", abstract: "Correct an entry with a new one; the old one stays.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The number of the entry.")
    var entry: Int64

    @Option(name: .long, help: "What it should have said.")
    var text: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: "When it really happened; see 'muster help times'.")
    var at: String?

    @Option(name: .long, help: "Why it was wrong.")
    var reason: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        if let time, time.moment > desk.now.advanced(by: CommandContext.clockTolerance) {
            throw Failure(
                .usage, "\(time.moment.rfc3339) is in the future", hint: "help times")
        }
        let corrected = Corrected(
            entry: entry, text: text, at: time?.moment, fidelity: time?.fidelity, reason: reason)
        let context = desk.context()
        if try session.rehearses([.correct(corrected)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.correct(corrected)], on: id, in: context)
        session.console.answer(recorded("Entry #\(entry) corrected", receipt, time: time))
    }
}
