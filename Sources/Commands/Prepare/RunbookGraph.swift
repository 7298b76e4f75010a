internal import Application
internal import ArgumentParser
internal import Diagrams
internal import Incidents
internal import Runbooks

/// `muster runbook graph`.
struct RunbookGraph: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract:
            "Draw a runbook: as text, Mermaid, DOT or SVG; with -i, where a run stands in it.",
        discussion: """
            Text is words in indented lines, for terminals and screen readers. Mermaid is drawn by many viewers of \
            Markdown, DOT by Graphviz, SVG by every browser. With -i it is the runbook as the incident pinned it, \
            added steps included, and each step says what became of it.


            """
                + examples(
                    "muster runbook graph ransomware",
                    "muster runbook graph ransomware -o ransomware.svg",
                    "muster runbook graph -i INC-2026-0007 -f mermaid"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The id, or the path of a file; with -i the incident's own if none is named.")
    var name: String?

    @Option(
        name: .shortAndLong,
        help: "text, mermaid, dot or svg; by the file's ending if not given.")
    var format: GraphFormat?

    @Option(name: .shortAndLong, help: "The file; - or nothing prints it.")
    var output: String?

    func execute(_ session: Session) async throws {
        let format = try chosenFormat()
        let (diagram, id) = try drawn(session)
        let text =
            switch format {
            case .text: diagram.textLines.joined(separator: "\n") + "\n"
            case .mermaid: diagram.mermaid
            case .dot: diagram.dot
            case .svg: diagram.svg
            }
        try session.deliver(
            text, to: output, kind: "graph",
            fields: ["runbook": .string(id), "format": .string(format.rawValue)],
            next: "runbook show \(visible((name ?? id).shellQuoted))")
    }

    private func drawn(_ session: Session) throws(Failure) -> (Diagram, String) {
        guard global.incident != nil else {
            guard let name else {
                throw Failure(
                    .usage, "which runbook? Name one, or an incident with -i", hint: "runbook list")
            }
            let runbook = try session.usableRunbook(name, on: try session.shelf()).runbook
            return (Diagram(runbook), runbook.id)
        }
        let desk = try session.desk()
        let incident = try desk.load(try session.incident(at: desk)).incident
        guard let followed = incident.drawnRunbook else {
            throw Failure(
                .usage, "\(incident.id) follows no runbook",
                hint: incident.isOpen ? incident.nextCommand : "list --all")
        }
        if let name, name != followed.id {
            throw Failure(
                .usage, "\(incident.id) follows '\(followed.id)', not '\(name)'",
                hint: "runbook graph -i \(incident.id)")
        }
        let caption = "\(incident.id) after entry \(incident.version)"
        return (Diagram(followed, marks: incident.marks, caption: caption), followed.id)
    }

    private func chosenFormat() throws(Failure) -> GraphFormat {
        if let format { return format }
        guard let output, output != "-" else { return .text }
        let ending = output.split(separator: ".").last.map(String.init) ?? ""
        guard let format = GraphFormat(ending: ending) else {
            throw Failure(
                .usage, "the ending of '\(output)' names no form of drawing",
                hint: "runbook graph \((name ?? "NAME").shellQuoted) -f svg -o runbook.svg")
        }
        return format
    }
}

/// The forms of a drawing.
enum GraphFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case mermaid
    case dot
    case svg

    /// The form that a file's ending stands for.
    init?(ending: String) {
        switch ending.lowercased() {
        case "txt", "text": self = .text
        case "mmd", "mermaid": self = .mermaid
        case "dot", "gv": self = .dot
        case "svg": self = .svg
        default: return nil
        }
    }
}
