internal import Application
internal import ArgumentParser

/// `muster init`.
struct Init: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a store with starter runbooks and settings.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The folder that gets the store; the current one if none is named.")
    var folder: String?

    func execute(_ session: Session) async throws {
        let made = try Workspace.make(
            in: folder ?? global.startingFolder, actor: global.actor,
            surroundings: session.surroundings)
        var answer = Answer(
            "init",
            [
                "folder": .string(made.workspace.folder), "user": .string(made.actor),
                "runbooks": .array(made.runbooks.map { .string($0) }),
                "created": .bool(made.isNew),
                "added": .array(made.added.map { .string($0) }),
            ])
        answer.quiet = [made.workspace.folder]
        let place = visible(made.workspace.folder)
        answer.lines = [
            made.isNew
                ? "Made a store in \(place)"
                : made.added.isEmpty
                    ? "Nothing was changed: everything is there already, in \(place)"
                    : "There is a store already in \(place); added what was missing: "
                        + Init.summary(of: made.added),
            "  runbooks   \(made.runbooks.count) with their tests in \(place)/runbooks (muster runbook list)",
            "  you        \(visible(made.actor))   (change: --as WHO, or MUSTER_USER)",
            "  channels   \(made.channels == 0 ? "none yet" : String(made.channels))",
            "Next:",
            "  muster channel add slack night --url-file ~/slack.url   tell a chat",
            "  muster open \"what you see\"                              open an incident",
        ]
        session.console.answer(answer)
    }

    /// `settings, runbook ransomware, 17 tests`: what is many is counted.
    private static func summary(of added: [String]) -> String {
        ["settings", "runbook", "test"].flatMap { kind -> [String] in
            let some = added.filter { $0 == kind || $0.hasPrefix(kind + " ") }
            return some.count > 3 ? ["\(some.count) \(kind)s"] : some
        }.joined(separator: ", ")
    }
}

/// `muster` alone: where we are, and what to do next.
struct Start: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Show where we are and what to do next.",
        shouldDisplay: false)

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    func execute(_ session: Session) async throws {
        var answer = Answer("start", ["version": .string(Version.text)])
        answer.lines = [
            "muster \(Version.text) - incident response runbooks, aligned with ISO/IEC 27035", "",
        ]
        guard let desk = try deskIfAny(session) else {
            answer.lines += [
                "No store found in \(visible(global.startingFolder)) or above.",
                "  muster init            make one here, with starter runbooks",
                "  muster help            all commands",
            ]
            session.console.answer(answer)
            return
        }
        let open = try desk.list(ListFilter(openOnly: true))
        answer.fields["open"] = .int(Int64(open.count))
        if open.isEmpty {
            answer.lines += [
                "No incident is open.", "  muster open \"what you see\"   open one",
                "  muster list --all           look at closed ones",
            ]
        } else {
            answer.lines += ListScreen(items: open, now: desk.now).lines(session.console.output)
            answer.lines += [
                "",
                "Next: muster status, muster guide, muster note \"what you see\" (muster help: all commands)",
            ]
        }
        session.console.answer(answer)
    }

    /// The desk of the store in whose folder we are; `nil` if there is no store.
    private func deskIfAny(_ session: Session) throws(Failure) -> Desk? {
        do {
            return try session.desk()
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }
}
