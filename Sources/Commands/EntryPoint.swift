internal import Application
internal import ArgumentParser
internal import Expressions
internal import Foundation
internal import Incidents
internal import Runbooks

/// From the words of the command line to the exit code.
package enum EntryPoint {
    /// Parses the arguments, carries the command out and gives the exit code; it prints, and never exits.
    package static func run(_ arguments: [String]) async -> Int32 {
        // A reader that closes its end must not kill the program between two writes of one command.
        signal(SIGPIPE, SIG_IGN)
        umask(0o077)
        if let failure = misspelt(arguments) { return report(failure, arguments) }
        do {
            var command = try Muster.parseAsRoot(arguments.isEmpty ? ["start"] : arguments)
            if let command = command as? any MusterCommand {
                try await command.execute(Session(command.global))
            } else if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return 0
        } catch let failure as Failure {
            return report(failure, arguments)
        } catch let rejection as Rejection {
            return report(Failure(refusal: rejection), arguments)
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            return report(parsing: error, arguments)
        }
    }

    /// A first word that is no command; ArgumentParser would only count unexpected arguments.
    private static func misspelt(_ arguments: [String]) -> Failure? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = Muster.commandNames
        if names.contains(word) { return misspelt(arguments.dropFirst().first, in: word) }
        guard word != "start", !word.hasPrefix("_") else { return nil }
        return Failure(
            .usage, "'\(word)' is not a command",
            details: suggest(word, among: names).map { ["did you mean: muster \($0)"] } ?? [],
            hint: "help")
    }

    /// The word behind a group of commands that is none of them.
    private static func misspelt(_ word: String?, in group: String) -> Failure? {
        let inner = Muster.command(at: [group])?.configuration.subcommands ?? []
        let names = inner.map { $0._commandName }
        guard let word, !word.hasPrefix("-"), !names.isEmpty, !names.contains(word) else {
            return nil
        }
        let near = suggest(word, among: names).map { ["did you mean: muster \(group) \($0)"] }
        return Failure(
            .usage, "'\(word)' is not a command of 'muster \(group)'",
            details: (near ?? []) + ["muster \(group) has: " + names.joined(separator: ", ")],
            hint: "help \(group)")
    }

    private static func report(_ failure: Failure, _ arguments: [String]) -> Int32 {
        // Every error ends with a command that helps, because the eye ends there.
        let failure =
            failure.hint == nil
            ? Failure(
                failure.code, failure.message, details: failure.details,
                hint: helpHint(arguments)) : failure
        let environment = ProcessInfo.processInfo.environment
        let isJSON = arguments.contains { $0 == "--json" || $0.hasPrefix("--json=") }
        let options = (try? GlobalOptions.parse(known(arguments))) ?? nil
        let console = (options ?? GlobalOptions.plain).console(environment)
        if isJSON {
            console.notice(failure.json.line)
        } else {
            for line in failure.lines(console.notices) { console.notice(line) }
        }
        return failure.code.exitCode
    }

    /// The options about looks, which count for error messages too.
    private static func known(_ arguments: [String]) -> [String] {
        arguments.filter { ["--ascii", "--accessible"].contains($0) || $0.hasPrefix("--color=") }
    }

    /// Help and version go to standard output; wrong usage is shown in our own form.
    private static func report(parsing error: any Error, _ arguments: [String]) -> Int32 {
        let code = Muster.exitCode(for: error)
        let text = Muster.fullMessage(for: error)
        if code == .success {
            print(text)
            return 0
        }
        var message = Muster.message(for: error)
        if message.hasPrefix("Error: ") { message.removeFirst(7) }
        let lines = message.split(separator: "\n").map(String.init)
        return report(
            Failure(
                .usage, lines.first ?? "wrong usage", details: Array(lines.dropFirst())),
            arguments)
    }

    /// The help of the command that was meant, as far as the words name one.
    private static func helpHint(_ arguments: [String]) -> String {
        let words = arguments.filter { !$0.hasPrefix("-") }
        guard let first = words.first, let command = Muster.command(at: [first]) else {
            return "help"
        }
        let inner = words.dropFirst().first { word in command.command(at: [word]) != nil }
        return (["help", first] + (inner.map { [$0] } ?? [])).joined(separator: " ")
    }
}

extension Muster {
    /// The names of the commands at the top, aliases included.
    static var commandNames: [String] {
        let groups = configuration.groupedSubcommands.flatMap(\.subcommands)
        return (configuration.subcommands + groups).flatMap { command in
            [command._commandName] + command.configuration.aliases
        }
    }
}

extension GlobalOptions {
    static var plain: GlobalOptions { GlobalOptions() }
}
