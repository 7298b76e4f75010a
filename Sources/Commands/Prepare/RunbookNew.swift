internal import Application
internal import ArgumentParser
internal import Chronology
internal import Foundation
internal import Incidents
internal import Runbooks

/// `muster runbook new`.
struct RunbookNew: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a runbook of your own, with the steps that every incident needs.",
        discussion: """
            Asks on a terminal, one line a question; Enter takes what stands in brackets. Elsewhere, or with --yes, the \
            options and what stands in their place are taken. The file has no error and is a start: change its steps \
            until they fit your organisation.


            """
                + examples(
                    "muster runbook new",
                    "muster runbook new web-shell --title 'Web shell' --category malware --yes",
                    "muster runbook new web-shell --role lead --role technical --yes -o web-shell.runbook.yaml"
                ))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The id: small letters, digits and '-'.")
    var name: String?

    @Option(name: .long, help: "What people call it; the id in words if not given.")
    var title: String?

    @Option(name: .long, help: "When to use it, in a sentence.")
    var summary: String?

    @Option(name: .long, help: "The category of incidents that it is for.")
    var category: String?

    @Option(name: .customLong("role"), help: "A role that it needs; repeat for more.")
    var roles: [String] = []

    @Option(name: .customLong("phase"), help: "A phase to begin with; all four if none is given.")
    var phases: [String] = []

    @Option(name: .shortAndLong, help: "The file; .muster/runbooks/NAME.runbook.yaml if not given.")
    var output: String?

    @Flag(name: .long, help: "Replace a file that is there.")
    var force = false

    func execute(_ session: Session) async throws {
        let start = try global.yes ? given(session) : asked(session)
        let path = try path(of: start, session)
        if FileManager.default.fileExists(atPath: path), !force {
            throw Failure(
                .conflict, "'\(path)' is there already", details: ["--force replaces it"],
                hint: "runbook lint \(path.shellQuoted)")
        }
        let shown = output == nil ? start.id : path
        var answer = Answer("runbook-new", ["runbook": .string(start.id), "file": .string(path)])
        answer.quiet = [path]
        if global.dryRun {
            session.console.notice("Would write \(visible(path)); nothing was written")
            return
        }
        try writeFile(Array(start.text.utf8), to: path)
        answer.lines = [
            "Wrote \(visible(path))", "  change its steps until they fit, then check it:",
            "  muster runbook lint \(visible(shown.shellQuoted))",
            "  muster runbook prove \(visible(shown.shellQuoted))",
            "  muster runbook graph \(visible(shown.shellQuoted))",
            "Next: muster runbook lint \(visible(shown.shellQuoted))",
        ]
        session.console.answer(answer)
    }

    private func path(of start: RunbookStart, _ session: Session) throws(Failure) -> String {
        if let output { return output }
        do {
            return try session.workspace().runbooksPath + "/" + start.id + RunbookShelf.suffix
        } catch {
            guard error.code == .notFound else { throw error }
            throw Failure(
                .notFound, "there is no store here that the runbook could belong to",
                details: ["-o FILE writes it elsewhere, and 'muster init' makes a store"],
                repair: .adding(["-o", start.id + RunbookShelf.suffix]))
        }
    }

    // MARK: - What is wanted

    /// Everything from the options.
    private func given(_ session: Session) throws(Failure) -> RunbookStart {
        guard let name else {
            throw Failure(
                .usage, "the runbook needs an id", hint: "runbook new web-shell --yes")
        }
        let id = try checked(name, "an id")
        let title = try line(self.title ?? RunbookNew.words(of: id), "the title")
        return RunbookStart(
            id: id, title: title,
            summary: try line(summary ?? RunbookNew.summary(of: title), "the summary"),
            category: try category.map { text throws(Failure) in try checked(category: text) },
            roles: try names(roles.isEmpty ? RunbookStart.usualRoles : roles, "a role"),
            phases: try checked(phases: phases), reviewed: session.surroundings.now().date)
    }

    /// What the options leave open is asked; every question has an answer that Enter takes.
    private func asked(_ session: Session) throws(Failure) -> RunbookStart {
        guard session.canAsk else {
            throw Failure(
                .usage, "this asks, and nobody can be asked here",
                details: ["--yes takes the options, and what stands in the place of the others"],
                repair: .adding(["--yes"]))
        }
        let id = try chosenID(session)
        let title = try ask("Title", self.title, RunbookNew.words(of: id), session)
        let summary = try ask(
            "When is it used", self.summary, RunbookNew.summary(of: title), session)
        let category = try ask("Category of incidents, - for any", self.category, "-", session)
        let roles = try ask(
            "Roles", self.roles.isEmpty ? nil : self.roles.joined(separator: ", "),
            RunbookStart.usualRoles.joined(separator: ", "), session)
        let phases = try ask(
            "Phases with steps to begin with",
            self.phases.isEmpty ? nil : self.phases.joined(separator: ", "),
            RunbookStart.allPhases.joined(separator: ", "), session)
        return RunbookStart(
            id: id, title: try line(title, "the title"), summary: try line(summary, "the summary"),
            category: category == "-" ? nil : try checked(category: category),
            roles: try names(RunbookNew.split(roles), "a role"),
            phases: try checked(phases: RunbookNew.split(phases)),
            reviewed: session.surroundings.now().date)
    }

    private func chosenID(_ session: Session) throws(Failure) -> String {
        if let name { return try checked(name, "an id") }
        return try askID(session)
    }

    private func askID(_ session: Session) throws(Failure) -> String {
        while true {
            guard let text = session.ask("Id, for example web-shell: ") else { throw stopped }
            if RunbookStart.isName(text) { return text }
            let near = RunbookStart.name(like: text).map { "; for example \($0)" } ?? ""
            session.console.notice("  small letters, digits and '-'" + near)
        }
    }

    private func ask(
        _ question: String, _ option: String?, _ usual: String, _ session: Session
    ) throws(Failure) -> String {
        if let option { return option }
        guard let text = session.ask("\(question) [\(visible(usual))]: ") else { throw stopped }
        return text.isBlank ? usual : text
    }

    private var stopped: Failure { Failure(.cancelled, "stopped; nothing was written") }

    // MARK: - Checks

    private func checked(_ text: String, _ subject: String) throws(Failure) -> String {
        guard !RunbookStart.isName(text) else { return text }
        throw Failure(
            .usage,
            "\(subject) is written with small letters, digits and '-', not '\(text.shortened(to: 60))'",
            details: RunbookStart.name(like: text).map { ["did you mean '\($0)'?"] } ?? [],
            hint: "help runbook new")
    }

    private func names(_ texts: [String], _ subject: String) throws(Failure) -> [String] {
        var result: [String] = []
        for text in texts {
            let name = try checked(text, subject)
            if !result.contains(name) { result.append(name) }
        }
        return result
    }

    private func checked(category: String) throws(Failure) -> String {
        let known = IncidentVocabulary.categories
        guard !known.contains(category) else { return category }
        throw Failure(
            .usage, "'\(category.shortened(to: 60))' is no category of incidents",
            details: didYouMean(category, among: known)
                + ["categories: " + known.joined(separator: ", ")],
            hint: "help categories")
    }

    private func checked(phases: [String]) throws(Failure) -> [String] {
        for phase in phases where !RunbookStart.allPhases.contains(phase) {
            throw Failure(
                .usage, "'\(phase.shortened(to: 60))' is no phase",
                details: didYouMean(phase, among: RunbookStart.allPhases)
                    + ["phases: " + RunbookStart.allPhases.joined(separator: ", ")],
                hint: "help runbook new")
        }
        return phases.isEmpty ? RunbookStart.allPhases : phases
    }

    /// A text of one line that a file may hold.
    private func line(_ text: String, _ subject: String) throws(Failure) -> String {
        let isShown = visible(text) == text && !text.isBlank && text.count <= 2_000
        guard !isShown else { return text }
        throw Failure(
            .usage, "\(subject) is one line of visible text, up to 2000 characters",
            hint: "help runbook new")
    }

    private static func split(_ text: String) -> [String] {
        text.split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// `web-shell` as `Web shell`.
    private static func words(of id: String) -> String {
        let words = id.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private static func summary(of title: String) -> String {
        "Something was seen that may be this: \(title)."
    }
}
