internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Notifications

/// `muster update`.
struct UpdateCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Post a status update: recorded first, then sent.",
        discussion: """
            A tactical update says conditions, actions and needs; others have one text.


            """
                + examples(
                    #"muster update --conditions "FILE-02 cut off" --actions "imaging memory" --next 30m --yes"#,
                    #"muster update "Service is back; we keep watching." --kind customer --to public --yes"#,
                    #"muster update "…" --preview"#))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The text; - reads standard input.")
    var text: String?

    @Option(name: .long, help: "tactical, executive or customer.")
    var kind: UpdateKindArgument?

    @Option(name: .long, help: "What is the case.")
    var conditions: String?

    @Option(name: .long, help: "What is being done.")
    var actions: String?

    @Option(name: .long, help: "What is needed.")
    var needs: String?

    @Option(name: .long, help: "When the next update comes: a duration such as 30m.")
    var next: String?

    @Option(name: .long, help: "The channel; may be repeated; all if not given.")
    var to: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: "When it was posted, for a record after the fact; see 'muster help times'.")
    var at: String?

    @Flag(name: .long, help: "Show it as it will be sent; record and send nothing.")
    var preview = false

    @Option(name: .long, help: "Who may see it; the incident's label if not given.")
    var tlp: TLPArgument?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let incident = try desk.load(id).incident
        let channels = try desk.channels(named: to)
        let update = Updated(
            kind: kind?.value ?? .tactical, parts: try parts(session), next: try promised(desk),
            channels: channels.map(\.name))
        let message = desk.message(of: update, on: incident, tlp: tlp?.value)
        if preview || global.dryRun {
            session.console.answer(shown(message, channels))
            return
        }
        try await post(update, message, channels, incident, session, desk)
    }

    private func post(
        _ update: Updated, _ message: Message, _ channels: [Channel],
        _ incident: Incident, _ session: Session, _ desk: Desk
    ) async throws {
        do throws(Rejection) {
            _ = try incident.decide(.update(update), in: desk.context())
        } catch {
            throw Failure(refusal: error)
        }
        if !channels.isEmpty, !global.yes {
            for line in shown(message, channels).lines { session.console.notice(line) }
            try session.confirm("Send?")
        }
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let receipt = try desk.post(
            update, to: channels, on: incident.id, in: desk.context(at: time, tlp: tlp?.value))
        let number = receipt.incident.updates.count
        var answer = recorded("Update \(number) recorded", receipt)
        answer.fields["update"] = .int(Int64(number))
        answer.lines.insert(contentsOf: promise(update, incident, receipt.incident), at: 1)
        if channels.isEmpty {
            answer.lines.insert("  sent nowhere: there is no channel (muster channel add)", at: 1)
        }
        try await session.finish(answer, receipt, desk)
    }

    /// When the next update is due, and which earlier promise this one takes back.
    private func promise(
        _ update: Updated, _ before: Incident, _ after: Incident
    ) -> [String] {
        let earlier = before.isOpen ? before.updates.last?.payload.next : nil
        let why = update.next == nil ? ", as \(after.severity.code) asks" : ""
        let due = after.nextUpdateDue.map { "next update due \(Phrase.time($0))\(why)" }
        guard update.next == nil, let earlier else { return due.map { ["  " + $0] } ?? [] }
        return [
            "  the promise for \(Phrase.time(earlier)) is taken back: "
                + (due ?? "no next update is promised; give the next one --next 30m")
        ]
    }

    private func parts(_ session: Session) throws(Failure) -> [UpdatePart] {
        var parts = [
            ("Conditions", conditions), ("Actions", actions), ("Needs", needs),
        ].compactMap { heading, text in text.map { UpdatePart(heading: heading, text: $0) } }
        if let text { parts.insert(UpdatePart(heading: "", text: try session.text(text)), at: 0) }
        guard parts.isEmpty else { return parts }
        guard session.canAsk else {
            throw Failure(
                .usage, "what is the update?",
                hint: "update --conditions 'what is the case' --actions 'what is being done'")
        }
        for heading in ["Conditions", "Actions", "Needs"] {
            let answer = session.ask("\((heading + ":").padding(to: 12))") ?? ""
            if !answer.isBlank { parts.append(UpdatePart(heading: heading, text: answer)) }
        }
        return parts
    }

    private func promised(_ desk: Desk) throws(Failure) -> Timestamp? {
        guard let next else { return nil }
        return desk.now.wholeSecond.advanced(by: try SpanInput.read(next))
    }

    private func shown(_ message: Message, _ channels: [Channel]) -> Answer {
        var answer = Answer("update-preview", ["text": .string(plainText(message))])
        answer.fields["channels"] = .array(channels.map { .string($0.name) })
        let names = channels.map { visible($0.name) }.joined(separator: ", ")
        answer.lines =
            ["--- to \(names.isEmpty ? "no channel" : names)  \(message.tlp.label) ---"]
            + plainText(message).split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init)
            + channels.filter { message.tlp > $0.ceiling }.map { channel in
                "--- \(visible(channel.name)) takes up to \(channel.ceiling.label): "
                    + "it will be HELD there ---"
            } + ["---"]
        return answer
    }
}
