internal import Application
internal import Chronology
internal import Foundation
internal import Incidents

/// One call of the program: its options, its console, its surroundings.
struct Session: Sendable {
    let global: GlobalOptions
    let console: Console
    let surroundings: Surroundings

    init(_ global: GlobalOptions, surroundings: Surroundings = .process) {
        self.global = global
        self.surroundings = surroundings
        console = global.console(surroundings.environment)
    }

    /// The workspace in whose folder we are.
    func workspace() throws(Failure) -> Workspace {
        try Workspace.find(from: global.startingFolder)
    }

    /// The desk of the workspace in whose folder we are.
    func desk() throws(Failure) -> Desk {
        try Desk(workspace: try workspace(), actor: global.actor, surroundings: surroundings)
    }

    /// The incident that the command is about.
    func incident(_ named: String? = nil, at desk: Desk) throws(Failure) -> String {
        try desk.resolve(named ?? global.incident)
    }

    /// Shows what a dry run of these commands would record; they are checked as if they were meant.
    ///
    /// - Returns: false if it is no dry run: nothing was shown, and the commands are to be carried out.
    func rehearses(
        _ commands: [IncidentCommand], on id: String, at desk: Desk, in context: CommandContext
    ) throws(Failure) -> Bool {
        guard global.dryRun else { return false }
        let incident = try desk.load(id).incident
        for command in commands {
            do {
                _ = try incident.decide(command, in: context)
            } catch {
                throw Failure(refusal: error)
            }
        }
        var answer = Answer("dry-run", ["incident": .string(id), "dry_run": .bool(true)])
        answer.lines = [
            commands.count == 1
                ? "Would record 1 entry; nothing was changed"
                : "Would record \(commands.count) entries; nothing was changed"
        ]
        console.answer(answer)
        return true
    }

    var canAsk: Bool { global.canAsk(surroundings.environment) }

    /// Asks for one line; `nil` at the end of the input.
    func ask(_ question: String) -> String? {
        console.prompt(question)
        return readLine(strippingNewline: true)
    }

    /// Asks before something happens; `--yes` answers, and without a terminal nothing is taken for granted.
    ///
    /// - Throws: ``Failure`` `cancelled` for a no, `usage` if nobody can be asked.
    func confirm(_ question: String) throws(Failure) {
        if global.yes { return }
        guard canAsk else {
            throw Failure(
                .usage, "this asks before it acts, and nobody can be asked here",
                details: ["--yes answers"], repair: .adding(["--yes"]))
        }
        let answer = ask(question + " [y/N] ")?.lowercased() ?? ""
        guard ["y", "yes"].contains(answer) else {
            throw Failure(.cancelled, "stopped; nothing was recorded or sent")
        }
    }

    /// The text of an argument, or all of standard input for `-`.
    ///
    /// - Throws: ``Failure`` `usage` if the input is no UTF-8 or too long.
    func text(_ argument: String) throws(Failure) -> String {
        guard argument == "-" else { return argument }
        let bytes = try standardInput(limit: TextLimit.inputBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(.usage, "standard input is not UTF-8")
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// All of standard input, up to a limit.
    func standardInput(limit: Int) throws(Failure) -> [UInt8] {
        var bytes = Data()
        do {
            while let more = try FileHandle.standardInput.read(upToCount: 65_536), !more.isEmpty {
                bytes.append(more)
                guard bytes.count <= limit else {
                    throw Failure(.usage, "standard input is longer than \(limit) bytes")
                }
            }
        } catch {
            throw error as? Failure ?? Failure(.failed, "standard input cannot be read")
        }
        return Array(bytes)
    }
}
