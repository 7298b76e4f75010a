internal import Application
internal import ArgumentParser
internal import Runbooks

/// `muster runbook lint`.
struct RunbookLint: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check runbooks: can they be followed, and are they good?",
        discussion: """
            Exit code 3 if there are errors; with --strict, warnings count too.


            """
                + examples(
                    "muster runbook lint",
                    "muster runbook lint ransomware",
                    "muster runbook lint drafts/web-shell.runbook.yaml --strict",
                    "muster runbook lint --explain R012"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Ids or files; all runbooks if none is named.")
    var names: [String] = []

    @Flag(name: .long, help: "Fail for warnings too.")
    var strict = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Say what a code means, with examples; all lists them.", valueName: "code"))
    var explain: String?

    func execute(_ session: Session) async throws {
        if let explain {
            session.console.answer(try LintExplanation(of: explain).answer)
            return
        }
        let shelf = try session.shelf()
        let items =
            names.isEmpty
            ? shelf.items
            : try names.map { name throws(Failure) in try session.runbook(name, on: shelf) }
        let files = items.map { LintedFile($0, shelf, session) }
        let tally = Tally(files)
        var answer = Answer(
            "lint",
            [
                "items": .array(files.flatMap(\.json)), "errors": .int(Int64(tally.errors)),
                "warnings": .int(Int64(tally.warnings)), "notes": .int(Int64(tally.notes)),
                "files": .int(Int64(files.count)),
            ])
        answer.quiet = files.filter { !$0.findings.isEmpty }.map(\.item.origin)
        answer.lines = files.flatMap { $0.lines(session.console.output) } + [tally.sentence]
        if let code = files.lazy.flatMap(\.findings).first?.code {
            answer.lines.append(
                "What \(code.rawValue) means: muster runbook lint --explain \(code.rawValue)")
        }
        if !fails(tally) {
            answer.lines.append(
                names.count == 1
                    ? "Next: muster runbook show \(visible(names[0]))"
                    : "Next: muster runbook show ID")
        }
        session.console.answer(answer)
        guard fails(tally) else { return }
        throw Failure(
            .problemsFound,
            tally.errors > 0
                ? "runbooks with errors cannot be followed" : "there are warnings, and --strict",
            details: [tally.sentence], hint: "help runbook lint")
    }

    private func fails(_ tally: Tally) -> Bool {
        tally.errors > 0 || (strict && tally.warnings > 0)
    }
}

/// A runbook's file with what was found in it.
private struct LintedFile {
    let item: RunbookShelf.Item
    let source: SourceText?
    let findings: [Diagnostic]

    init(_ item: RunbookShelf.Item, _ shelf: RunbookShelf, _ session: Session) {
        self.item = item
        // Built-in runbooks have no path; a file is checked under the name that it has.
        let isFile = item.origin.contains("/") || item.origin.hasSuffix(".yaml")
        let name = item.origin.split(separator: "/").last.map(String.init) ?? item.origin
        let result = RunbookDecoder.decode(
            item.bytes, fileName: isFile ? name : item.id + RunbookShelf.suffix
        ) { id in
            shelf.items.first { $0.id == id }?.bytes
        }
        source = result.source
        findings = result.linted(today: session.surroundings.now())
    }

    func lines(_ style: Style) -> [String] {
        guard !findings.isEmpty else { return [] }
        let label =
            item.origin == RunbookShelf.builtIn
            ? "\(item.origin)/\(item.id)\(RunbookShelf.suffix)" : item.origin
        let renderer = DiagnosticRenderer(
            fileName: label, source: source, width: style.width ?? 100)
        // The renderer has made everything visible already.
        return renderer.render(findings).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    var json: [JSONValue] {
        findings.map { finding in
            .object([
                "runbook": .string(item.id), "file": .string(item.origin),
                "line": .int(Int64(finding.place.line)),
                "column": .int(Int64(finding.place.column)),
                "length": .int(Int64(finding.place.length)),
                "severity": .string(finding.severity.rawValue),
                "code": .string(finding.code.rawValue), "message": .string(finding.message),
                "suggestion": .optional(finding.suggestion),
            ])
        }
    }
}

/// How many findings of each kind there are.
private struct Tally {
    let errors: Int
    let warnings: Int
    let notes: Int
    let files: Int

    init(_ files: [LintedFile]) {
        let all = files.flatMap(\.findings)
        errors = all.count { $0.severity == .error }
        warnings = all.count { $0.severity == .warning }
        notes = all.count { $0.severity == .note }
        self.files = files.count
    }

    /// `1 error, 2 warnings in 1 file`.
    var sentence: String {
        var parts = [Tally.count(errors, "error"), Tally.count(warnings, "warning")]
        if notes > 0 { parts.append(Tally.count(notes, "note")) }
        return parts.joined(separator: ", ") + " in " + Tally.count(files, "file")
    }

    private static func count(_ number: Int, _ word: String) -> String {
        number == 1 ? "1 \(word)" : "\(number) \(word)s"
    }
}

extension RunbookShelf {
    /// What ``Item/origin`` says of runbooks that come with the program.
    fileprivate static let builtIn = "built in"
}
