internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// `muster next`.
struct Next: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "next", abstract: "List the steps that can be worked on now.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Flag(name: .long, help: "Only steps of my roles, or given to me.")
    var mine = false

    @Option(name: .long, help: "Only steps of this role.")
    var role: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(name, at: desk)).incident
        if let role { try incident.requireKnown(role) }
        let steps = incident.openLeaves.filter { isWanted($0, incident, desk.actor) }
        var answer = Answer(
            "next",
            [
                "incident": .string(incident.id),
                "items": .array(steps.map { .object(incident.fields(of: $0)) }),
            ])
        answer.quiet = steps.map(\.id)
        answer.lines = lines(steps, incident, session.console.output)
        session.console.answer(answer)
    }

    private func isWanted(_ step: Step, _ incident: Incident, _ actor: String) -> Bool {
        if let role, step.notes.role != role { return false }
        guard mine else { return true }
        if let assignee = incident.assignees[step.id] { return assignee == actor }
        return step.notes.role.map { incident.roles[$0] == actor } ?? true
    }

    private func lines(_ steps: [Step], _ incident: Incident, _ style: Style) -> [String] {
        guard !steps.isEmpty else {
            let reason =
                incident.runbook == nil
                ? "\(incident.id) follows no runbook" : "No step is open for this"
            return ["\(reason). Next: muster \(incident.nextCommand)"]
        }
        var table = Table("STEP", "ID", "ROLE", "STATE", "TITLE")
        for step in steps {
            let who = incident.assignees[step.id] ?? incident.run?.starter(of: step.id)
            table.add(
                String(incident.number(of: step.id)), step.id, step.notes.role ?? "-",
                incident.stateWord(step),
                visible(step.title) + (who.map { "   (\(visible($0)))" } ?? ""))
        }
        return table.lines(style) + [
            "Next: muster guide, or muster step show \(incident.number(of: steps[0].id))"
        ]
    }
}
