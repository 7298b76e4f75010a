internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents

/// `muster timeline`.
struct TimelineCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "Show what happened, in the order of its times.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Flag(name: .long, help: "Only key events.")
    var starred = false

    @Option(name: .long, help: "Only this strand.")
    var lane: LaneArgument?

    @Option(
        name: .long, parsing: .unconditional,
        help: "Only what happened since then; see 'muster help times'.")
    var since: String?

    @Flag(name: .long, help: "In the order in which it was recorded.")
    var recorded = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(name, at: desk)).incident
        let start = try since.map { try TimeInput($0, now: desk.now).moment }
        var items = incident.timeline.filter { item in
            (!starred || item.isStarred) && (lane.map { $0.value == item.lane } ?? true)
                && (start.map { item.happenedAt >= $0 } ?? true)
        }
        if !recorded {
            items = items.sorted {
                ($0.happenedAt, $0.entry.number) < ($1.happenedAt, $1.entry.number)
            }
        }
        var answer = Answer(
            "timeline",
            ["incident": .string(incident.id), "items": .array(items.map(\.json))])
        answer.quiet = items.map { String($0.entry.number) }
        answer.lines = lines(items, session.console.output)
        session.console.answer(answer)
    }

    private func lines(_ items: [TimelineItem], _ style: Style) -> [String] {
        guard !items.isEmpty else { return ["Nothing matches. Everything: muster timeline"] }
        var table = Table("ENTRY", "HAPPENED", "WHO", "LANE", "WHAT")
        for item in items {
            let mark = item.isStarred ? "* " : ""
            let correction = item.correction.map { " (corrected by #\($0.entry.number))" } ?? ""
            let milestone = item.milestone.map { "[\($0.rawValue)] " } ?? ""
            table.add(
                "#\(item.entry.number)", Phrase.time(item.happenedAt, item.fidelity),
                visible(item.entry.actor), item.lane.rawValue,
                mark + milestone + visible(item.correctedText) + correction)
        }
        return table.lines(style)
    }
}

extension TimelineItem {
    var json: JSONValue {
        .object([
            "entry": .int(entry.number), "happened_at": .string(happenedAt.rfc3339),
            "fidelity": .string(fidelity.rawValue),
            "recorded_at": .string(entry.recordedAt.rfc3339), "actor": .string(entry.actor),
            "role": .optional(entry.role), "kind": .string(kind), "lane": .string(lane.rawValue),
            "text": .string(correctedText), "starred": .bool(isStarred),
            "milestone": .optional(milestone?.rawValue), "tlp": .string(entry.tlp.label),
            "corrected_by": correction.map { .int($0.entry.number) } ?? .null,
        ])
    }
}
