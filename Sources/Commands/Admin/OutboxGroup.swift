internal import Application
internal import ArgumentParser
internal import Chronology
internal import Notifications

/// `muster outbox`.
struct OutboxGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Messages that were not sent yet, or not at all.",
        discussion: """
            queued     waits for its next try; every command of an incident and 'outbox flush' send it
            ambiguous  may have arrived: retry it or drop it
            held       above the channel's ceiling; it is not sent: drop it, or raise the ceiling for the next
            dead       given up: retry it or drop it
            """,
        subcommands: [
            OutboxList.self, OutboxShow.self, OutboxFlush.self, OutboxRetry.self, OutboxDrop.self,
        ])
}

extension DeliveryState {
    /// Whether the message is neither delivered nor given up by a person.
    var isUndelivered: Bool {
        switch self {
        case .queued, .sending, .ambiguous, .held, .dead: true
        case .sent, .accepted, .dropped: false
        }
    }
}

/// `muster outbox list`.
struct OutboxList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the messages that were not delivered.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Flag(name: .shortAndLong, help: "Delivered and dropped ones too.")
    var all = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try global.incident.map { try desk.resolve($0) }
        let rows = try desk.deliveries().filter { row in
            (all || row.state.isUndelivered) && (incident.map { $0 == row.incident } ?? true)
        }
        var answer = Answer("outbox", ["items": .array(rows.map(\.json))])
        answer.quiet = rows.map(\.id)
        answer.lines = lines(rows, session.console.output, now: desk.now)
        session.console.answer(answer)
    }

    private func lines(_ rows: [Delivery], _ style: Style, now: Timestamp) -> [String] {
        guard !rows.isEmpty else {
            return [
                all
                    ? "Nothing was ever queued."
                    : "Nothing waits. Sent ones: muster outbox list --all"
            ]
        }
        var table = Table("ID", "STATE", "INCIDENT", "CHANNEL", "TRIES", "NEXT", "WHY")
        let width = style.width == nil ? nil : shortest(rows.map(\.id))
        for row in rows {
            table.add(
                width.map { String(row.id.prefix($0)) } ?? row.id, row.state.rawValue,
                visible(row.incident), visible(row.channel), String(row.attempts),
                row.state == .queued ? due(row.nextAttempt, now) : "-",
                visible(row.lastError ?? "-"))
        }
        return table.lines(style) + [next(rows)]
    }

    private func due(_ moment: Timestamp, _ now: Timestamp) -> String {
        moment <= now ? "now" : Phrase.age(moment, now: now)
    }

    /// How many characters tell the ids apart; any beginning of an id that is unique is taken as the id.
    private func shortest(_ ids: [String]) -> Int {
        let longest = ids.map(\.count).max() ?? 0
        for length in stride(from: 12, to: longest, by: 4)
        where Set(ids.map { $0.prefix(length) }).count == Set(ids).count {
            return length
        }
        return longest
    }

    private func next(_ rows: [Delivery]) -> String {
        if rows.contains(where: { $0.state == .queued }) { return "Next: muster outbox flush" }
        if let row = rows.first(where: { $0.state.isUndelivered }) {
            return row.state == .held
                ? "Next: muster outbox show \(row.id.prefix(12)), or muster outbox drop ID"
                : "Next: muster outbox retry ID, or muster outbox drop ID"
        }
        return "Next: muster outbox show ID"
    }
}

/// `muster outbox show`.
struct OutboxShow: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a message and what became of it.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The id, or the beginning of it.")
    var id: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let row = try desk.delivery(id)
        let text = text(row, desk)
        var answer = Answer("delivery", ["text": .string(text)])
        if case .object(let fields) = row.json {
            answer.fields.merge(fields) { _, new in new }
        }
        answer.quiet = [row.id]
        answer.lines =
            [
                "\(row.id)  \(row.state.rawValue)",
                "  for        \(visible(row.incident)), channel \(visible(row.channel))",
                "  queued     \(Phrase.time(row.created)) (\(Phrase.age(row.created, now: desk.now)))",
                "  tries      \(row.attempts)"
                    + (row.lastStatus.map { ", last answer \($0)" } ?? ""),
            ] + state(row, now: desk.now) + ["---"]
            + text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            + ["---", next(row)]
        session.console.answer(answer)
    }

    /// The message with the secrets of its channel taken out, where somebody wrote them into a text.
    private func text(_ row: Delivery, _ desk: Desk) -> String {
        guard let message = try? Message(decoding: row.message) else {
            return "(the stored message is not of a form that is known here)"
        }
        let channel = desk.settings.channels.first { $0.name == row.channel }
        let opened = channel.flatMap { try? desk.opened($0) }
        return visibleBlock((opened?.redactor ?? Redactor()).redacted(plainText(message)))
    }

    private func state(_ row: Delivery, now: Timestamp) -> [String] {
        var lines: [String] = []
        if let error = row.lastError { lines.append("  why        \(visible(error))") }
        if row.isPossibleRepeat { lines.append("  repeat     may have arrived before") }
        if row.state == .queued {
            let next = row.nextAttempt <= now ? "now" : Phrase.age(row.nextAttempt, now: now)
            lines.append("  next try   \(next); given up at \(Phrase.time(row.expires))")
        }
        return lines
    }

    private func next(_ row: Delivery) -> String {
        switch row.state {
        case .queued, .sending: "Next: muster outbox flush"
        case .ambiguous, .dead:
            "Next: muster outbox retry \(row.id), or muster outbox drop \(row.id)"
        case .held: "Next: muster outbox drop \(row.id)"
        case .sent, .accepted, .dropped: "Next: muster outbox list"
        }
    }
}

/// `muster outbox drop`.
struct OutboxDrop: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Give messages up; they stay listed as dropped.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The ids, or the beginnings of them.")
    var ids: [String]

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        var rows: [Delivery] = []
        for id in ids { rows.append(try desk.delivery(id)) }
        let list = rows.map { row in
            "  \(row.id)  \(row.state.rawValue)  \(visible(row.incident)) to \(visible(row.channel))"
        }
        var answer = Answer("outbox-dropped", ["dropped": .bool(!global.dryRun)])
        if global.dryRun {
            answer.lines = ["Would drop:"] + list + ["Nothing was written."]
        } else {
            if !global.yes { for line in list { session.console.notice(line) } }
            try session.confirm(
                rows.count == 1 ? "Drop it?" : "Drop these \(rows.count) messages?")
            rows = try rows.map { row throws(Failure) in try desk.drop(row.id) }
            answer.lines =
                ["Dropped \(rows.count) message(s)"] + list.map { $0 }
                + ["Next: muster outbox list"]
        }
        answer.fields["items"] = .array(rows.map(\.json))
        answer.quiet = rows.map(\.id)
        session.console.answer(answer)
    }
}
