internal import Application
internal import ArgumentParser
internal import Foundation
internal import Incidents
internal import Runbooks

/// `muster runbook lint`.
struct RunbookLint: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check runbooks: can they be followed, and are they good?",
        discussion: """
            Exit code 3 if there are errors; with --strict, warnings count too. --fix mends what \
            is certain: names with one near name, yes and no for a truth, tabs, durations. It \
            changes nothing else in the file, and never a built-in runbook.


            """
                + examples(
                    "muster runbook lint",
                    "muster runbook lint ransomware",
                    "muster runbook lint drafts/web-shell.runbook.yaml --strict",
                    "muster runbook lint --fix --dry-run",
                    "muster runbook lint -f sarif >lint.sarif",
                    "muster runbook lint --explain R012"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "Ids, files or folders; all runbooks if none is named.")
    var names: [String] = []

    @Flag(name: .long, help: "Fail for warnings too.")
    var strict = false

    @Option(name: .shortAndLong, help: "text, json, sarif, github or gcc.")
    var format: LintFormat = .text

    @Flag(name: .long, help: "Mend what is certain; with --dry-run show the difference.")
    var fix = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Say what a code means, with examples; all lists them.", valueName: "code"))
    var explain: String?

    func execute(_ session: Session) async throws {
        let session = try session.printing(format)
        if let explain {
            session.console.answer(try LintExplanation(of: explain).answer)
            return
        }
        var files = try lint(session)
        if fix {
            try mend(&files, session)
            if session.global.dryRun {
                session.console.answer(difference(files, session.console.output))
                let left = LintTally(files)
                guard fails(left) else { return }
                throw Failure(
                    .problemsFound, "these fixes leave findings that a person has to mend",
                    details: [left.sentence], hint: "runbook lint")
            }
        }
        let tally = LintTally(files)
        show(files, tally, session)
        guard fails(tally) else { return }
        throw Failure(
            .problemsFound,
            tally.errors > 0
                ? "runbooks with errors cannot be followed" : "there are warnings, and --strict",
            details: [tally.sentence], hint: "help runbook lint")
    }

    private func lint(_ session: Session) throws(Failure) -> [LintedFile] {
        let shelf = try session.shelf()
        let items =
            names.isEmpty
            ? shelf.items
            : try session.runbooks(names, on: shelf)
        let library = LintedFile.Library(shelf)
        let today = session.surroundings.now()
        var files = items.map { LintedFile($0, library: library, today: today) }
        if format == .sarif, !fix {
            for index in files.indices { files[index].propose(library: library) }
        }
        return files
    }

    /// Mends the files, and writes them unless it is a dry run.
    private func mend(_ files: inout [LintedFile], _ session: Session) throws(Failure) {
        var library = LintedFile.Library(try session.shelf())
        for index in files.indices where !files[index].isBuiltIn {
            files[index].mend(library: library)
            library.put(files[index])
            let file = files[index]
            guard !file.fixes.isEmpty, !session.global.dryRun else { continue }
            try replaceRunbook(
                at: file.item.origin, holding: file.item.bytes, with: file.bytes)
        }
    }

    private func show(_ files: [LintedFile], _ tally: LintTally, _ session: Session) {
        let sources = files.map { $0.linted(below: session.workFolder) }
        switch format {
        case .text, .json: session.console.answer(answer(files, tally, session))
        case .gcc: session.console.say(sources.flatMap(GCCForm.lines))
        case .github: session.console.say(sources.flatMap(WorkflowForm.lines))
        case .sarif: session.console.raw(SARIFForm.text(sources, version: Version.text))
        }
    }

    private func answer(
        _ files: [LintedFile], _ tally: LintTally, _ session: Session
    ) -> Answer {
        var answer = Answer(
            "lint",
            [
                "items": .array(files.flatMap(\.json)), "errors": .int(Int64(tally.errors)),
                "warnings": .int(Int64(tally.warnings)), "notes": .int(Int64(tally.notes)),
                "files": .int(Int64(files.count)),
            ])
        if fix { answer.fields["fixed"] = .array(files.flatMap(\.fixJSON)) }
        answer.quiet = files.filter { !$0.findings.isEmpty }.map(\.item.origin)
        answer.lines =
            files.flatMap { $0.fixLines(isDryRun: false) }
            + files.flatMap { $0.lines(session.console.output) } + [tally.sentence]
        let all = files.flatMap(\.findings)
        if let code = (all.first { $0.severity == .error } ?? all.first)?.code.rawValue {
            answer.lines.append("What \(code) means: muster runbook lint --explain \(code)")
        }
        if !fails(tally) {
            answer.lines.append(
                names.count == 1 && files.count == 1
                    ? "Next: muster runbook show \(visible(names[0].shellQuoted))"
                    : "Next: muster runbook show ID")
        }
        return answer
    }

    /// What `--fix` would change, in the form that `patch` reads.
    private func difference(_ files: [LintedFile], _ style: Style) -> Answer {
        let changed = files.filter { !$0.fixes.isEmpty }
        let text = changed.map {
            LineDiff.unified($0.item.bytes, $0.bytes, path: $0.item.origin)
        }.joined()
        var answer = Answer(
            "lint-fix",
            [
                "dry_run": .bool(true), "fixed": .array(changed.flatMap(\.fixJSON)),
                "diff": .string(text),
            ])
        answer.quiet = changed.map(\.item.origin)
        // `patch` wants the text as it is; a terminal gets it with everything visible.
        answer.lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .dropLast().map { style.width == nil ? String($0) ?? "" : visible(String($0) ?? "") }
        let count = changed.reduce(0) { $0 + $1.fixes.count }
        answer.notices =
            changed.flatMap { $0.fixLines(isDryRun: true) } + [
                "\(LintTally.count(count, "fix")) in \(LintTally.count(changed.count, "file")); "
                    + "nothing was written"
            ]
        return answer
    }

    private func fails(_ tally: LintTally) -> Bool {
        tally.errors > 0 || (strict && tally.warnings > 0)
    }
}

/// The forms in which findings are printed.
enum LintFormat: String, CaseIterable, ExpressibleByArgument {
    case text, json, sarif, github, gcc
}

extension Session {
    /// The session with JSON switched on if that form is wanted.
    ///
    /// - Throws: ``Failure`` `usage` if `--json` comes with another form.
    fileprivate func printing(_ format: LintFormat) throws(Failure) -> Session {
        guard format != .text, format != .json || global.json == nil else { return self }
        guard global.json == nil else {
            throw Failure(
                .usage, "--json and -f \(format.rawValue) are two forms; only one can be printed",
                hint: "runbook lint -f \(format.rawValue)")
        }
        guard format == .json else { return self }
        var options = global
        options.json = 1
        return Session(options, surroundings: surroundings)
    }

    /// The named runbooks; a folder stands for the runbooks in it, without those of folders below.
    ///
    /// - Throws: ``Failure`` `notFound` for a folder without runbooks.
    fileprivate func runbooks(
        _ names: [String], on shelf: RunbookShelf
    ) throws(Failure) -> [RunbookShelf.Item] {
        var items: [RunbookShelf.Item] = []
        for name in names {
            let path = absolutePath(
                name, from: global.startingFolder, home: surroundings.environment["HOME"])
            let isID = shelf.items.contains { $0.id == name }
            guard !isID, let files = try? FileManager.default.contentsOfDirectory(atPath: path)
            else {
                items.append(try runbook(name, on: shelf))
                continue
            }
            let found = files.filter { $0.hasSuffix(RunbookShelf.suffix) }.sorted()
            guard !found.isEmpty else {
                throw Failure(
                    .notFound, "there is no runbook in the folder '\(name)'",
                    details: ["a runbook is a file NAME\(RunbookShelf.suffix)"],
                    hint: "runbook list")
            }
            let folder = name.hasSuffix("/") ? name : name + "/"
            for file in found { items.append(try runbook(folder + file, on: shelf)) }
        }
        return items
    }

    /// The folder that paths in machine-readable forms are relative to.
    fileprivate var workFolder: String {
        absolutePath(
            global.startingFolder, from: FileManager.default.currentDirectoryPath,
            home: surroundings.environment["HOME"])
    }
}
