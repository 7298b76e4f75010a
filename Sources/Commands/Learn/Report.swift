internal import Application
internal import ArgumentParser
internal import Foundation
internal import Incidents
internal import Reports

/// `muster report`.
struct Report: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the report: Markdown, HTML in one file, or JSON.",
        discussion: """
            The same record gives the same bytes. What is not recorded is said to be missing.


            """
                + examples(
                    "muster report -f html -o inc7.html",
                    "muster report INC-2026-0007 -f md --tlp GREEN"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Option(name: .shortAndLong, help: "md, html or json; by the file's ending if not given.")
    var format: FormatArgument?

    @Option(name: .shortAndLong, help: "The file; - or nothing prints it.")
    var output: String?

    @Option(name: .long, help: "The label: entries above it are left out and counted.")
    var tlp: TLPArgument?

    @Option(name: .long, help: "Who reads it; printed on the cover.")
    var audience: String = "internal"

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(name, at: desk)
        let report = try desk.report(
            on: id, format: try chosen(session), label: tlp?.value, audience: audience)
        guard let output, output != "-" else {
            session.console.raw(report.text)
            session.sealByItself(desk)
            return
        }
        if global.dryRun {
            session.console.notice("Would write \(visible(output)); nothing was written")
            return
        }
        try writeFile(Array(report.text.utf8), to: output)
        session.console.answer(written(report, to: output))
        session.sealByItself(desk)
    }

    private func chosen(_ session: Session) throws(Failure) -> ReportFormat {
        if let format { return format.value }
        guard let ending = output?.split(separator: ".").last.map(String.init), output != "-" else {
            return global.json == nil ? .markdown : .json
        }
        guard let value = FormatArgument(argument: ending) else {
            throw Failure(
                .usage, "the ending of '\(output ?? "")' names no form of report",
                hint: "report -f html -o report.html")
        }
        return value.value
    }

    private func written(_ report: RenderedReport, to path: String) -> Answer {
        let view = report.view
        var answer = Answer(
            "report",
            [
                "incident": .string(report.incident.id), "file": .string(path),
                "bytes": .int(Int64(report.text.utf8.count)),
                "tlp": .string(view.cover.marking.rawValue),
                "gaps": .int(Int64(view.gaps.count)),
                "entry": .int(report.incident.version),
            ])
        answer.quiet = [path]
        let used = view.entries.count
        let withheld = view.withheld.map { "\($0.count) \($0.kind) \($0.rule) withheld" }
        answer.lines = [
            "Wrote \(visible(path)) (\((report.text.utf8.count + 1023) / 1024) kB, "
                + "\(view.cover.marking.rawValue), \(view.cover.state))",
            "  \(used) of \(report.incident.version) entries used"
                + withheld.map { "; \($0)" }.joined(),
        ]
        if !view.gaps.isEmpty {
            answer.lines.append(
                "  \(view.gaps.count) gaps are named in it, for example: \(visible(view.gaps[0]))")
        }
        answer.lines.append("Next: muster verify \(report.incident.id)")
        return answer
    }
}

/// `md`, `markdown`, `html`, `htm` or `json`.
struct FormatArgument: ExpressibleByArgument {
    let value: ReportFormat

    init?(argument: String) {
        switch argument.lowercased() {
        case "md", "markdown": value = .markdown
        case "html", "htm": value = .html
        case "json": value = .json
        default: return nil
        }
    }

    static var allValueStrings: [String] { ReportFormat.allCases.map(\.rawValue) }
}
