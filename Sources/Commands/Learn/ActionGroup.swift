internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents

/// `muster action`.
struct ActionGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "action", abstract: "Improvement actions: what is to be better next time.",
        subcommands: [ActionAdd.self, ActionList.self, ActionDone.self, ActionDrop.self])
}

/// `muster action add`.
struct ActionAdd: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an improvement action.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "What is to be done.")
    var text: String

    @Option(name: .long, help: "Who does it.")
    var owner: String

    @Option(name: .long, help: "By when: 2026-12-31, or a duration such as 14d.")
    var due: String?

    @Option(name: .long, help: "prevent, detect, contain, recover or process.")
    var kind: Choice<ActionKind>?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let command = IncidentCommand.addAction(
            text: text, kind: (kind?.value ?? .prevent).rawValue, owner: owner,
            due: try dueDate(desk))
        let context = desk.context()
        if try session.rehearses([command], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([command], on: id, in: context)
        let action = receipt.incident.actions.last
        var answer = recorded("\(action?.id ?? "action") added", receipt)
        answer.fields["action"] = .optional(action?.id)
        answer.quiet = action.map { [$0.id] } ?? []
        session.console.answer(answer)
    }

    private func dueDate(_ desk: Desk) throws(Failure) -> String? {
        guard let due else { return nil }
        if let day = Timestamp(rfc3339: due + "T00:00:00Z") { return day.date }
        if Duration(iso8601: due) != nil {
            return desk.now.advanced(by: try SpanInput.read(due)).date
        }
        if let time = WrittenTime(due, now: desk.now, towards: .future) { return time.moment.date }
        if let failure = Failure(withoutUnit: due, "a date", days: true) { throw failure }
        throw Failure(
            .usage, "'\(due.shortened(to: 40))' is not a date",
            details: ["understood: 2026-12-31, or a duration: 14d, 2w"],
            hint: "action add 'what is to be better' --owner dana --due 14d")
    }
}

/// `muster action list`.
struct ActionList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the actions of an incident.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Flag(name: .shortAndLong, help: "Ended ones too.")
    var all = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        let actions = incident.actions.filter { all || $0.isOpen }
        var answer = Answer(
            "actions",
            ["incident": .string(incident.id), "items": .array(actions.map(\.json))])
        answer.quiet = actions.map(\.id)
        var table = Table("ID", "STATE", "DUE", "OWNER", "KIND", "ACTION")
        for action in actions {
            let added = action.added.payload
            let isOverdue = action.isOpen && (added.due.map { $0 < desk.now.date } ?? false)
            table.add(
                action.id, isOverdue ? "OVERDUE" : action.stateWord, added.due ?? "-",
                visible(added.owner), added.kind, visible(added.text))
        }
        answer.lines =
            actions.isEmpty
            ? [
                "No action\(all ? "" : " is open"). Add one: muster action add 'what is to be better' --owner dana"
            ]
            : table.lines(session.console.output)
        session.console.answer(answer)
    }
}

extension ImprovementAction {
    var stateWord: String {
        ended.map { $0.payload.isDone ? "done" : "dropped" } ?? "open"
    }

    var json: JSONValue {
        .object([
            "id": .string(id), "text": .string(added.payload.text),
            "kind": .string(added.payload.kind), "owner": .string(added.payload.owner),
            "due": .optional(added.payload.due), "state": .string(stateWord),
        ])
    }
}

/// `muster action done`.
struct ActionDone: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Say that an action is done.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "A-1, or 1 for short.")
    var id: String

    @Option(name: .long, help: "How it was checked.")
    var note: String?

    func execute(_ session: Session) async throws {
        try session.endAction(id, isDone: true, note: note)
    }
}

/// `muster action drop`.
struct ActionDrop: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Give an action up; it stays on record.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "A-1, or 1 for short.")
    var id: String

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String

    func execute(_ session: Session) async throws {
        try session.endAction(id, isDone: false, note: reason)
    }
}

extension Incident {
    /// The action that ended last.
    fileprivate var endedAction: String? {
        actions.filter { $0.ended != nil }.max {
            ($0.ended?.entry.number ?? 0) < ($1.ended?.entry.number ?? 0)
        }?.id
    }
}

extension Session {
    func endAction(_ action: String, isDone: Bool, note: String?) throws {
        let desk = try desk()
        let id = try incident(at: desk)
        let command = IncidentCommand.endAction(id: action, isDone: isDone, note: note)
        let context = desk.context()
        if try rehearses([command], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([command], on: id, in: context)
        console.answer(
            recorded(
                "\(receipt.incident.endedAction ?? visible(action)) \(isDone ? "done" : "dropped")",
                receipt))
    }
}
