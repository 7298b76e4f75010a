internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal
internal import Runbooks

/// `muster why`.
struct Why: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a step is next, waiting, blocked, left out or late, from the record.",
        discussion: """
            Examples:
              muster why
              muster why cut-off
            """)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The step's number or id; all open steps if none is named.")
    var step: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let loaded = try desk.load(try session.incident(at: desk))
        let incident = loaded.incident
        let explanations = try desk.explain(step, of: loaded)
        var answer = Answer(
            "why",
            [
                "incident": .string(incident.id),
                "items": .array(explanations.map { $0.json(incident) }),
            ])
        answer.quiet = explanations.map(\.step.id)
        answer.lines = explanations.flatMap { $0.lines(incident, session.console.output) }
        if explanations.isEmpty {
            let what =
                incident.runbook == nil
                ? "\(incident.id) follows no runbook" : "No step is open"
            answer.lines = ["\(what). Next: muster \(incident.nextCommand)"]
        } else {
            answer.lines.append("Next: muster \(explanations[0].next)")
        }
        session.console.answer(answer)
    }
}

extension StepExplanation {
    fileprivate func lines(_ incident: Incident, _ style: Style) -> [String] {
        let heading =
            "Step \(incident.number(of: step.id)) \(step.id): \(visible(step.title))   "
            + "[\(incident.stateWord(step))]"
        return [style.paint(heading, .bold)]
            + reasons.map { reason in
                "  " + visible(reason.text) + (reason.entry.map { "   #\($0)" } ?? "")
            }
    }

    fileprivate func json(_ incident: Incident) -> JSONValue {
        var fields = incident.fields(of: step)
        fields["reasons"] = .array(
            reasons.map { reason in
                .object([
                    "text": .string(reason.text), "entry": reason.entry.map { .int($0) } ?? .null,
                ])
            })
        return .object(fields)
    }
}
