internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Notifications
internal import Runbooks

/// `muster open`.
struct Open: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open an incident; only a title is needed.",
        discussion: """
            You become the lead. Everything else can wait: assess it later with 'muster assess'.
            All channels are told, each within its label; --no-announce tells none, --dry-run shows what would be done.


            """
                + examples(
                    #"muster open "Ransom note on FILE-02" -s 1 --runbook ransomware --at 02:41"#,
                    "muster open - --from alertmanager < alert.json"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "What you see, in one line; - reads standard input.")
    var title: String?

    @Option(name: .shortAndLong, help: "1 (worst) to 4; see 'muster help severity'.")
    var severity: SeverityArgument?

    @Option(name: .shortAndLong, help: "The runbook to follow: a name or a file.")
    var runbook: String?

    @Option(
        name: .long, parsing: .unconditional, help: "When it happened; see 'muster help times'.")
    var at: String?

    @Option(name: .long, help: "A category of ISO/IEC 27035; see 'muster help categories'.")
    var category: CategoryArgument?

    @Option(
        name: .long,
        help: "Who may see it: CLEAR, GREEN, AMBER, AMBER+STRICT or RED; as the runbook says.")
    var tlp: TLPArgument?

    @Option(name: .long, help: "Opening again with the same key gives the first incident.")
    var key: String?

    @Option(name: .long, help: "What standard input holds: alertmanager.")
    var from: InputFormat?

    @Flag(name: .long, help: "An exercise: marked as such, not announced, left out of metrics.")
    var drill = false

    @Flag(name: .long, help: "Tell no channel; without it all channels are told.")
    var noAnnounce = false

    @Flag(
        name: .long,
        help: "The record is written after the fact: --at is also when the incident was opened.")
    var retrospective = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        var request = try request(session)
        request.severity = severity?.value ?? request.severity
        request.runbook = runbook ?? request.runbook
        request.category = category?.value
        request.tlp = tlp?.value
        request.isDrill = drill
        request.isRetrospective = retrospective
        request.isAnnounced = !noAnnounce
        request.key = key
        let time = try happened(request, desk)
        if global.dryRun {
            session.console.answer(plan(request, desk))
            return
        }
        let twins = try desk.list(ListFilter(openOnly: true)).filter {
            $0.line.title == request.title
        }
        let receipt = try desk.open(request, in: desk.context(at: time))
        try desk.workspace.setCurrentIncident(receipt.incident.id, of: desk.actor)
        var answer = opened(receipt, session, desk)
        if let twin = twins.last, !receipt.isRepeat {
            answer.notices.append(
                "\(twin.id) is open with the same title; commands are now about "
                    + "\(receipt.incident.id). To go back: muster use \(twin.id)")
        }
        try await session.finish(answer, receipt, desk)
    }

    private func request(_ session: Session) throws(Failure) -> OpeningRequest {
        if from == .alertmanager {
            guard title == nil || title == "-" else {
                throw Failure(
                    .usage, "with --from the title comes from the message",
                    hint: "open - --from alertmanager < alert.json")
            }
            let report = try MachineReport.alertmanager(
                session.standardInput(limit: MachineReport.sizeLimit))
            var request = OpeningRequest(title: report.title.shortened(to: TextLimit.title / 4))
            request.report = report
            return request
        }
        if let title { return OpeningRequest(title: try session.text(title)) }
        guard session.canAsk else {
            throw Failure(.usage, "what do you see?", hint: "open \"what you see\" -s 2")
        }
        return try interview(session)
    }

    /// Three questions and no more.
    private func interview(_ session: Session) throws(Failure) -> OpeningRequest {
        guard let title = session.ask("What do you see? "), !title.isBlank else {
            throw Failure(.cancelled, "stopped; nothing was recorded")
        }
        var request = OpeningRequest(title: title)
        session.console.notice("How bad is it?")
        for severity in Severity.allCases {
            session.console.notice("  \(severity.rawValue)  \(severity.sentence)")
        }
        let answer = session.ask("1 to 4 (if unsure, take the worse one): ") ?? ""
        request.severity = Severity(text: answer)
        let shelf = RunbookShelf(of: try? session.workspace())
        session.console.notice("Which runbook?")
        let items = shelf.items.filter { shelf.decode($0).runbook?.isCalledOnly != true }
        for (index, item) in items.enumerated() {
            session.console.notice("  \(index + 1)  \(visible(item.id))")
        }
        let choice = session.ask("Number or name (Enter for none): ") ?? ""
        if let number = Int(choice), (1...items.count).contains(number) {
            request.runbook = items[number - 1].id
        } else if !choice.isBlank {
            request.runbook = choice
        }
        return request
    }

    private func happened(_ request: OpeningRequest, _ desk: Desk) throws(Failure) -> TimeInput? {
        if let at { return try TimeInput(at, now: desk.now) }
        guard let starts = request.report?.startsAt, let moment = Timestamp(rfc3339: starts),
            moment <= desk.now
        else { return nil }
        return TimeInput(moment: moment.wholeSecond, fidelity: .second)
    }

    private func plan(_ request: OpeningRequest, _ desk: Desk) -> Answer {
        var answer = Answer("open", ["dry_run": .bool(true), "title": .string(request.title)])
        answer.lines = [
            "Would open \"\(visible(request.title))\" as "
                + "\((request.severity ?? .sev3).code)"
                + (request.runbook.map { " with runbook \(visible($0))" } ?? ", without a runbook")
        ]
        let isTold = request.isAnnounced && !request.isDrill
        let channels = isTold ? desk.settings.channels.map(\.name) : []
        answer.fields["channels"] = .array(channels.map { .string($0) })
        answer.lines.append(
            channels.isEmpty
                ? "  tells no channel" : "  tells " + channels.map(visible).joined(separator: ", "))
        return answer
    }

    private func opened(_ receipt: Receipt, _ session: Session, _ desk: Desk) -> Answer {
        let incident = receipt.incident
        var answer = Answer("open", incident.fields)
        answer.fields["repeat"] = .bool(receipt.isRepeat)
        answer.quiet = [incident.id]
        let entries = receipt.isRepeat ? "opened before" : Phrase.entries(receipt.entries)
        answer.lines = [Phrase.heading(incident, session.console.output) + "  " + entries]
        if let entry = incident.openedEntry {
            answer.lines.append(
                "  happened \(Phrase.time(entry.happenedAt, entry.fidelity)) "
                    + "(\(Phrase.age(entry.happenedAt, now: desk.now))), recorded "
                    + "\(entry.recordedAt.clock), lead: \(visible(incident.lead ?? "nobody"))")
        }
        if let runbook = incident.runbook {
            answer.lines.append(
                "  runbook \(runbook.id) \(visible(runbook.version)), "
                    + "\(incident.leaves.count) steps")
            let first = incident.definition?.first
            answer.lines += (first?.todo ?? []).map { "  Do now:  \(visible($0))" }
            answer.lines += (first?.avoid ?? []).map { "  Do not:  \(visible($0))" }
        }
        let next = incident.runbook == nil ? "assess incident --why 'what was seen'" : "guide"
        answer.lines.append("Next: muster \(next)")
        return answer
    }
}
