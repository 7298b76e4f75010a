internal import Application
internal import ArgumentParser
internal import Engine
internal import Incidents
internal import Runbooks

/// `muster step list`.
struct StepList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List all steps of the runbook with their states.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(name, at: desk)).incident
        var answer = Answer(
            "steps",
            [
                "incident": .string(incident.id),
                "items": .array(incident.leaves.map { .object(incident.fields(of: $0)) }),
            ])
        answer.quiet = incident.leaves.map(\.id)
        guard !incident.leaves.isEmpty else {
            answer.lines = [
                "\(incident.id) follows no runbook. Next: muster \(incident.nextCommand)"
            ]
            session.console.answer(answer)
            return
        }
        var table = Table("STEP", "ID", "ROLE", "STATE", "TITLE")
        for step in incident.leaves {
            table.add(
                String(incident.number(of: step.id)), step.id, step.notes.role ?? "-",
                incident.stateWord(step), visible(step.title))
        }
        answer.lines =
            table.lines(session.console.output) + ["Next: muster \(incident.nextCommand)"]
        session.console.answer(answer)
    }
}

/// `muster step show`.
struct StepShow: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a step with its guidance, warnings and evidence.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The step's number or id.")
    var step: String

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        guard let found = incident.step(named: step) else {
            throw Failure(
                .usage, "'\(step)' is not a step of \(incident.id)",
                details: didYouMean(step, among: incident.leaves.map(\.id)),
                hint: "next \(incident.id)")
        }
        var answer = Answer("step", incident.fields(of: found))
        answer.fields["guidance"] = .optional(found.notes.guidance)
        answer.fields["warnings"] = .array(found.notes.warnings.map { .string($0) })
        answer.fields["evidence"] = .array((found.notes.evidence ?? []).map { .string($0) })
        answer.fields["done_when"] = .optional(found.notes.doneWhen)
        answer.quiet = [found.id]
        answer.lines = StepCard(incident: incident, step: found, now: desk.now).lines(
            session.console.output)
        session.console.answer(answer)
    }
}
