internal import Application
internal import ArgumentParser
internal import Runbooks

/// `muster help`.
struct Help: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "help", abstract: "Show all commands, one command, or a topic.",
        discussion:
            "Topics: \(HelpTopic.all.map(\.name).joined(separator: ", ")); codes of lint: R012.")

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "A command (for example: step done) or a topic (for example: times).")
    var words: [String] = []

    func execute(_ session: Session) async throws {
        let text = try text
        var answer = Answer(
            "help", ["about": .string(words.joined(separator: " ")), "text": .string(text)])
        answer.lines = [text]
        answer.quiet =
            words.isEmpty ? Muster.commandNames + HelpTopic.all.map(\.name) : words
        session.console.answer(answer)
    }

    private var text: String {
        get throws(Failure) {
            guard let word = words.first else {
                let names = HelpTopic.all.map(\.name).joined(separator: ", ")
                return Muster.helpMessage() + "\nTOPICS (muster help TOPIC)\n  " + names
            }
            // A command comes before a topic of its name; `muster help topic guide` gives the topic.
            if word == "topic" { return try topic(words.dropFirst().joined(separator: "-")) }
            guard let command = Muster.command(at: words[...]) else {
                return try topic(words.joined(separator: "-"))
            }
            let more = words.count == 1 ? HelpTopic.all.first { $0.name == word } : nil
            return Muster.helpMessage(for: command) + (more.map { "\n" + $0.text } ?? "")
        }
    }

    private func topic(_ name: String) throws(Failure) -> String {
        if let topic = HelpTopic.all.first(where: { $0.name == name.lowercased() }) {
            return topic.text
        }
        if let word = words.first, words.count == 1, DiagnosticCode(typed: word) != nil {
            let page = try LintExplanation(of: word)
            return page.explanations.flatMap(page.lines).joined(separator: "\n")
        }
        let topics = HelpTopic.all.map(\.name)
        let known = Muster.commandNames + topics
        var details = didYouMean(name, among: known)
        if let first = words.first, let group = Muster.command(at: [first]) {
            let inner = group.configuration.subcommands.map { $0._commandName }
            if !inner.isEmpty {
                details = ["muster \(first) has: " + inner.joined(separator: ", ")]
            }
        }
        throw Failure(
            .usage, "'\(words.joined(separator: " "))' is neither a command nor a topic",
            details: details + ["topics: " + topics.joined(separator: ", ")], hint: "help")
    }
}

extension ParsableCommand {
    /// The command that a path of names leads to; `nil` if there is none.
    static func command(at path: ArraySlice<String>) -> (any ParsableCommand.Type)? {
        guard let name = path.first else { return self }
        let inner =
            configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
        let next = inner.first { command in
            command._commandName == name || command.configuration.aliases.contains(name)
        }
        return next?.command(at: path.dropFirst())
    }
}
