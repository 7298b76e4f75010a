internal import Application
internal import ArgumentParser
internal import Incidents

/// `muster assess`.
struct Assess: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Decide what the event is and how bad; every assessment stays on record.",
        discussion: """
            Dispositions: incident, event-only, false-alarm, duplicate, vulnerability, exercise.


            """
                + examples(
                    #"muster assess incident -s 1 --category malware --why "encryption on two servers""#
                ))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "What it is.")
    var disposition: DispositionArgument

    @Option(name: .shortAndLong, help: "1 (worst) to 4; as it was if not given.")
    var severity: SeverityArgument?

    @Option(name: .long, help: "A category of ISO/IEC 27035; see 'muster help categories'.")
    var category: CategoryArgument?

    @Option(name: .long, help: "What is hit and how, in words.")
    var impact: String?

    @Option(name: .customLong("of"), help: "The incident that it repeats, for duplicate.")
    var duplicateOf: String?

    @Option(name: .shortAndLong, help: "A runbook to follow from now on.")
    var runbook: String?

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String

    @Option(
        name: .long, parsing: .unconditional, help: "When it was decided; see 'muster help times'.")
    var at: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let current = try desk.load(id).incident
        let assessed = Assessed(
            disposition: disposition.value, severity: severity?.value ?? current.severity,
            category: category?.value, reason: reason, impact: impact,
            duplicateOf: try duplicateOf.map { try desk.resolve($0) })
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let context = desk.context(at: time)
        if try session.rehearses([.assess(assessed)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.assess(assessed)], on: id, in: context)
        var answer = recorded(
            "Assessed as \(assessed.disposition.rawValue), \(assessed.severity.code) "
                + assessed.severity.word, receipt, time: time)
        if let runbook {
            let second = try desk.follow(runbook, on: id, in: context)
            answer = recorded(
                "Assessed, and follows \(visible(second.incident.runbook?.id ?? runbook))", second)
        }
        session.console.answer(answer)
    }
}
