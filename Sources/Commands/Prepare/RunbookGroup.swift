internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal
internal import Runbooks

/// `muster runbook`.
struct RunbookGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runbook", abstract: "The runbooks that incidents can follow.",
        discussion: """
            Your own are the files .muster/runbooks/NAME.runbook.yaml; one with the name of a built-in runbook \
            takes its place. An incident keeps the bytes that it began with, whatever happens to the file.
            """,
        subcommands: [
            RunbookList.self,
            RunbookShow.self,
            RunbookNew.self,
            RunbookLint.self,
            RunbookProve.self,
            RunbookTest.self,
            RunbookGraph.self,
            RunbookDiff.self,
            RunbookUpgrade.self,
            RunbookSchema.self,
        ])
}

extension Session {
    /// The runbooks of the store, or the built-in ones where there is no store.
    func shelf() throws(Failure) -> RunbookShelf {
        do {
            return RunbookShelf(of: try workspace())
        } catch {
            guard error.code == .notFound else { throw error }
            return RunbookShelf(of: nil)
        }
    }

    /// A runbook by its id, or a file by its path as seen from `-C`.
    func runbook(_ name: String, on shelf: RunbookShelf) throws(Failure) -> RunbookShelf.Item {
        let isPath = name.contains("/") || name.hasSuffix(".yaml")
        guard isPath, global.directory != nil else { return try shelf.item(name) }
        return try shelf.item(
            absolutePath(
                name, from: global.startingFolder, home: surroundings.environment["HOME"]))
    }
}

/// `muster runbook list`.
struct RunbookList: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the runbooks.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    func execute(_ session: Session) async throws {
        let shelf = try session.shelf()
        let all = shelf.items.map { item in
            (item: item, summary: shelf.decode(item).runbook.map(RunbookSummary.init))
        }
        // Parts that others call come last: no incident begins with them.
        let rows =
            all.filter { $0.summary?.isCalledOnly != true }
            + all.filter { $0.summary?.isCalledOnly == true }
        var table = Table("ID", "VERSION", "STEPS", "TITLE", "FROM")
        for (item, summary) in rows {
            table.add(
                visible(item.id), visible(summary?.version ?? "-"),
                summary.map { String($0.steps) } ?? "-",
                visible(
                    summary.map { $0.title + ($0.isCalledOnly ? " (called by others)" : "") }
                        ?? "HAS ERRORS: muster runbook lint \(item.id)"),
                visible(item.origin))
        }
        let example = rows.first?.item.id ?? "ransomware"
        var answer = Answer(
            "runbooks", ["items": .array(rows.map { json($0.item, $0.summary) })])
        answer.quiet = rows.map(\.item.id)
        answer.lines =
            table.lines(session.console.output)
            + [
                "Next: muster runbook show \(example), "
                    + "or muster open 'what you see' --runbook \(example)"
            ]
        session.console.answer(answer)
    }

    private func json(_ item: RunbookShelf.Item, _ summary: RunbookSummary?) -> JSONValue {
        .object([
            "id": .string(item.id), "version": .optional(summary?.version),
            "title": .optional(summary?.title),
            "steps": summary.map { .int(Int64($0.steps)) } ?? .null,
            "phases": .array((summary?.phases ?? []).map { .string($0) }),
            "origin": .string(item.origin), "usable": .bool(summary != nil),
            "called_only": .bool(summary?.isCalledOnly ?? false),
            "sha256": .string(contentHash(item.bytes)),
        ])
    }
}

/// `muster runbook show`.
struct RunbookShow: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a runbook as an outline, or as Markdown to print.",
        discussion: """
            Markdown is the whole runbook for paper: the first card, the roles, every step with a box to tick, and \
            the messages. The numbers are those of 'muster step list'.


            """
                + examples(
                    "muster runbook show ransomware",
                    "muster runbook show ransomware -f markdown -o ransomware.md"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The id, or the path of a file.")
    var name: String

    @Option(
        name: .shortAndLong, help: "text or markdown; by the file's ending if not given.")
    var format: ShowFormat?

    @Option(name: .shortAndLong, help: "The file; - or nothing prints it.")
    var output: String?

    func execute(_ session: Session) async throws {
        let (item, runbook) = try session.usableRunbook(name, on: try session.shelf())
        guard format ?? ShowFormat(file: output) == .text else {
            return try session.deliver(
                RunbookSheet(runbook).text, to: output, kind: "runbook-sheet",
                fields: ["runbook": .string(runbook.id)],
                next: "runbook graph \(visible(name.shellQuoted)) -o \(visible(runbook.id)).svg")
        }
        if let output, output != "-" {
            let text = RunbookOutline(runbook).lines.map(visible).joined(separator: "\n") + "\n"
            return try session.deliver(
                text, to: output, kind: "runbook-outline",
                fields: ["runbook": .string(runbook.id)],
                next: "runbook show \(visible(name.shellQuoted)) -f markdown")
        }
        let outline = RunbookOutline(runbook).lines
        var answer = Answer(
            "runbook",
            [
                "id": .string(runbook.id), "version": .string(runbook.version),
                "title": .string(runbook.title), "summary": .string(runbook.summary),
                "steps": .int(Int64(RunbookSummary(runbook).steps)),
                "origin": .string(item.origin), "sha256": .string(contentHash(item.bytes)),
                "roles": .object(
                    Dictionary(
                        runbook.roles.map { ($0.role, .string($0.duty)) },
                        uniquingKeysWith: { $1 })),
                "categories": .array(runbook.categories.map { .string($0) }),
                "outline": .array(outline.map { .string($0) }),
            ])
        answer.quiet = [runbook.id]
        answer.lines =
            header(outline, item, session.console.output) + first(runbook)
            + outline.dropFirst(runbook.summary.isEmpty ? 1 : 2).map(visible)
            + [
                "",
                "Guidance, warnings and evidence are left out here; with them: "
                    + "muster runbook show \(visible(name.shellQuoted)) -f markdown",
                next(runbook),
            ]
        session.console.answer(answer)
    }

    private func next(_ runbook: Runbook) -> String {
        runbook.isCalledOnly
            ? "Next: muster runbook list (this one is called by others; no incident begins with it)"
            : "Next: muster open 'what you see' --runbook \(visible(name.shellQuoted))"
    }

    private func header(
        _ outline: [String], _ item: RunbookShelf.Item, _ style: Style
    ) -> [String] {
        let title = outline.first.map { [style.paint(visible($0), .bold)] } ?? []
        return title + ["  from \(visible(item.origin)), sha256 \(contentHash(item.bytes))"]
    }

    /// What the runbook says before its first step.
    private func first(_ runbook: Runbook) -> [String] {
        var lines = runbook.summary.isEmpty ? [] : ["  " + visible(runbook.summary)]
        lines += runbook.notFor.map { "  not for: " + visible($0) }
        if !runbook.first.todo.isEmpty || !runbook.first.avoid.isEmpty { lines.append("") }
        lines += runbook.first.todo.map { "  do      " + visible($0) }
        lines += runbook.first.avoid.map { "  do NOT  " + visible($0) }
        if !runbook.roles.isEmpty { lines.append("") }
        let width = (runbook.roles.map(\.role.count).max() ?? 0) + 2
        lines += runbook.roles.map { role in
            "  " + visible(role.role).padding(to: width) + visible(role.duty)
        }
        return lines + [""]
    }
}

/// The forms in which a runbook is shown.
enum ShowFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown

    init?(argument: String) {
        switch argument.lowercased() {
        case "text", "txt": self = .text
        case "markdown", "md": self = .markdown
        default: return nil
        }
    }

    /// The form that belongs to a file's ending; text if it says nothing.
    init(file: String?) {
        self = file?.lowercased().hasSuffix(".md") == true ? .markdown : .text
    }
}
