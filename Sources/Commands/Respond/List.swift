internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents

/// `muster list`.
struct List: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List incidents: the open ones, or all.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Flag(name: .shortAndLong, help: "Closed ones too.")
    var all = false

    @Option(name: .shortAndLong, help: "Only this severity and worse.")
    var severity: SeverityArgument?

    @Option(
        name: .long, parsing: .unconditional,
        help: "Only incidents opened since then; see 'muster help times'.")
    var since: String?

    @Option(name: .long, help: "At most N, the newest; all if not given.")
    var limit: Int?

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit is 1 or more, not \(limit)") }
    }

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let start = try since.map { try TimeInput($0, now: desk.now).moment }
        let items = try desk.list(
            ListFilter(
                openOnly: !all, severity: severity?.value, since: start,
                limit: limit.map { max(0, $0) }))
        var answer = Answer("list", ["items": .array(items.map(\.json))])
        answer.quiet = items.map(\.id)
        answer.lines =
            items.isEmpty
            ? [empty] : ListScreen(items: items, now: desk.now).lines(session.console.output)
        if !filters.isEmpty, !items.isEmpty {
            answer.notices = ["\(items.count) shown; filter: \(filters.joined(separator: ", "))"]
        }
        session.console.answer(answer)
    }

    private var filters: [String] {
        [
            all ? nil : "open", severity.map { "\($0.value.code) and worse" },
            since.map { "since \(visible($0))" }, limit.map { "newest \($0)" },
        ].compactMap { $0 }
    }

    private var empty: String {
        all
            ? "No incidents. Open one: muster open \"what you see\""
            : "No incident is open (\(filters.joined(separator: ", "))). Closed ones: muster list --all"
    }
}

extension ListItem {
    var json: JSONValue {
        .object([
            "id": .string(id), "title": .string(line.title),
            "severity": .string(line.severity.code), "phase": .string(line.phase),
            "category": .optional(line.category?.rawValue),
            "disposition": .string(line.disposition.rawValue), "lead": .optional(line.lead),
            "state": .string(isOpen ? "open" : "closed"), "drill": .bool(line.isDrill),
            "opened_at": .string(openedAt.rfc3339), "entries": .int(version),
        ])
    }
}

/// The table of incidents.
struct ListScreen {
    let items: [ListItem]
    let now: Timestamp

    func lines(_ style: Style) -> [String] {
        var table = Table("INCIDENT", "SEV", "STATE", "PHASE", "LEAD", "OPENED", "TITLE")
        for item in items {
            table.add(
                item.id, item.line.severity.code, item.isOpen ? "open" : "closed",
                Phrase.phase(item.line.phase), visible(item.line.lead ?? "-"),
                Phrase.age(item.openedAt, now: now),
                (item.line.isDrill ? "EXERCISE " : "") + visible(item.line.title))
        }
        return table.lines(style)
    }
}

/// `muster use`.
struct Use: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "use", abstract: "Make an incident the current one; - for none.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "INC-2026-0007, or 7; - for none.")
    var name: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = name == "-" ? nil : try desk.resolve(name)
        try desk.workspace.setCurrentIncident(id, of: desk.actor)
        var answer = Answer("use", ["current": .optional(id)])
        answer.quiet = id.map { [$0] } ?? []
        answer.lines = [
            id.map { "Commands are about \($0) now. Next: muster status" }
                ?? "No incident is the current one now. Next: muster list"
        ]
        session.console.answer(answer)
    }
}
