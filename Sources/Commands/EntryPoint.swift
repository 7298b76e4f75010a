internal import Application
internal import ArgumentParser
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
        if let failure = Failure(misspeltCommand: arguments) { return report(failure, arguments) }
        if let word = arguments.first(where: {
            $0.hasPrefix("--json=") && Int($0.dropFirst(7)) == nil
        }) {
            // ArgumentParser would take the flag and drop the value.
            return report(
                Failure(
                    .usage, "'\(word.dropFirst(7))' is not a version of the JSON",
                    details: ["only --json or --json=1"]), arguments)
        }
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

    private static func report(_ failure: Failure, _ arguments: [String]) -> Int32 {
        // Every error ends with a command that helps, because the eye ends there.
        let hint = failure.repair.flatMap { repaired(arguments, $0) } ?? failure.hint
        let failure = Failure(
            // What was typed may be of any length; the end of the error has to stay in sight.
            failure.code, failure.message.shortened(to: 400), details: failure.details,
            hint: hint ?? helpHint(arguments))
        let environment = ProcessInfo.processInfo.environment
        let isJSON = arguments.contains { $0 == "--json" || $0.hasPrefix("--json=") }
        let options = (try? GlobalOptions.parse(known(arguments))) ?? GlobalOptions.plain
        var console = options.console(environment)
        console.address = Address(
            incident: value(of: ["-i", "--incident"], in: arguments),
            actor: value(of: ["--as"], in: arguments))
        if isJSON {
            console.notice(failure.json.line)
        } else {
            for line in failure.lines(console.notices) { console.notice(line) }
        }
        return failure.code.exitCode
    }

    /// What stands behind one of the options, or in it behind `=`.
    private static func value(of names: [String], in arguments: [String]) -> String? {
        for (index, word) in arguments.enumerated() {
            if names.contains(word), index + 1 < arguments.count { return arguments[index + 1] }
            if let name = names.first(where: { word.hasPrefix($0 + "=") }) {
                return String(word.dropFirst(name.count + 1))
            }
        }
        return nil
    }

    /// The options about looks, which count for error messages too.
    private static func known(_ arguments: [String]) -> [String] {
        arguments.filter {
            ["--ascii", "--accessible", "--color=always", "--color=never"].contains($0)
        }
    }

    /// Help and version go to standard output; wrong usage is shown in our own form.
    private static func report(parsing error: any Error, _ arguments: [String]) -> Int32 {
        let code = Muster.exitCode(for: error)
        let text = Muster.fullMessage(for: error)
        if code == .success {
            print(text)
            return 0
        }
        return report(Failure(parsing: Muster.message(for: error), arguments), arguments)
    }

    /// The arguments as they should have been, as a shell takes them; `nil` if they should not be shown again.
    private static func repaired(_ arguments: [String], _ repair: Failure.Repair) -> String? {
        // What stands behind 'channel' may be a secret in the wrong place.
        guard !arguments.contains("channel"), arguments.joined().utf8.count <= 1_000 else {
            return nil
        }
        var words = arguments
        switch repair {
        case .adding(let more): words += more
        case .replacing(let wrong, let right):
            guard let index = words.lastIndex(where: { $0 == wrong || $0.hasSuffix("=" + wrong) })
            else { return nil }
            words[index] = words[index].dropLast(wrong.count) + right
        }
        return words.map(\.shellQuoted).joined(separator: " ")
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
        configuration.groupedSubcommands.flatMap(\.subcommands).flatMap { command in
            [command._commandName] + command.configuration.aliases
        }
    }
}

extension GlobalOptions {
    /// As if none was given.
    static var plain: GlobalOptions {
        // Options that were not parsed have no values; an empty line is always understood.
        (try? GlobalOptions.parse([])) ?? GlobalOptions()
    }
}
