internal import Application
internal import ArgumentParser
internal import Expressions
internal import Incidents

/// Wrong usage that was found while the arguments were read, in our own form.
///
/// ArgumentParser gives its reasons as text alone; each form of it that is not known here is shown as it is.
extension Failure {
    init(parsing message: String, _ arguments: [String]) {
        let text = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
        let known =
            Failure(invalidValue: text, arguments) ?? Failure(tooMany: text, arguments)
            ?? Failure(unknownOption: text, arguments) ?? Failure(missing: text, arguments)
        if let known {
            self = known
            return
        }
        let lines = text.split(separator: "\n").map(String.init)
        self.init(.usage, lines.first ?? "wrong usage", details: Array(lines.dropFirst()))
    }

    /// A value that its option does not take.
    private init?(invalidValue text: String, _ arguments: [String]) {
        guard
            let match = text.wholeMatch(
                of: #/The value '(.*)' is invalid for '(-?-?[a-zA-Z-]*) ?<?([^>']*)>?'(.*)/#
                    .dotMatchesNewlines())
        else { return nil }
        let (value, option, name) = (String(match.1), String(match.2), String(match.3))
        let values = Failure.listed(String(match.4))
        let article = name.first.map { "aeiou".contains($0) } ?? false ? "an" : "a"
        let what = option.isEmpty ? "\(article) \(name)" : "a value of \(option)"
        let shown = value.shortened(to: 60)
        guard !values.isEmpty else {
            self.init(
                .usage, "'\(shown)' is not \(what)",
                details: [option == "--json" ? "only --json or --json=1" : "it is a whole number"])
            return
        }
        // A neighbouring number is no better guess than any other.
        let near = name == "severity" ? nil : suggest(value, among: values)
        self.init(
            .usage, value.isEmpty ? "the value of \(option) is empty" : "'\(shown)' is not \(what)",
            details: (near.map { ["did you mean '\($0)'?"] } ?? [])
                + Failure.explained(values, of: name),
            repair: near.map { .replacing(value, with: $0) })
    }

    /// The values that ArgumentParser lists, in a sentence or a line each.
    private static func listed(_ text: String) -> [String] {
        if text.contains("Please provide one of the following:") {
            return text.split(separator: "\n").compactMap { line in
                line.firstMatch(of: #/^\s*- (.+)$/#).map { String($0.1) }
            }
        }
        return text.matches(of: #/'([^']+)'/#).map { String($0.1) }
    }

    /// The values with what they mean, where a bare value says nothing.
    private static func explained(_ values: [String], of name: String) -> [String] {
        if name == "severity" {
            return Severity.allCases.map { "\($0.rawValue)  \($0.sentence)" }
        }
        // The record knows the value, but nobody can decide on it.
        let values = name == "disposition" ? values.filter { $0 != "undecided" } : values
        return ["it can be: " + values.joined(separator: ", ")]
    }

    /// Words behind the last one that the command takes; mostly a text without quotes.
    private init?(tooMany text: String, _ arguments: [String]) {
        guard text.hasPrefix("Unexpected argument '") || text.contains(" unexpected arguments: '")
        else { return nil }
        let words = text.matches(of: #/'((?:[^']|'(?!, |$))*)'/#).map { String($0.1) }
        guard let first = words.first else { return nil }
        let what =
            words.count == 1
            ? "'\(first.shortened(to: 60))' is one word too many"
            : "\(words.count) words too many: "
                + words.prefix(6).map { "'\($0.shortened(to: 30))'" }.joined(separator: ", ")
                + (words.count > 6 ? " …" : "")
        let quoted = Failure.quoted(arguments, around: words)
        self.init(
            .usage, what,
            details: quoted == nil ? [] : ["a text of several words needs quotes around it"],
            hint: quoted)
    }

    /// Whether the command takes a text of several words; a line that may hold a secret or is long is not shown again.
    private static func takesText(_ arguments: [String]) -> Bool {
        let commands: Set = ["open", "note", "n", "update", "decide", "add", "done"]
        return arguments.contains { commands.contains($0) } && !arguments.contains("channel")
            && arguments.joined().utf8.count <= 1_000
    }

    /// The line with the text in quotes, if the command can be understood then.
    private static func quoted(_ arguments: [String], around extra: [String]) -> String? {
        guard takesText(arguments),
            let start = arguments.indices.first(where: { arguments[$0...].starts(with: extra) })
                ?? arguments.firstIndex(of: extra[0])
        else { return nil }
        var rest = arguments
        for word in extra {
            guard let index = rest[min(start, rest.count)...].firstIndex(of: word) else {
                return nil
            }
            rest.remove(at: index)
        }
        // The word right before is the likely beginning; else the text began further to the left.
        for index in rest.indices.prefix(start).reversed()
        where index > 0 && !rest[index].hasPrefix("-") {
            var words = rest
            words[index] = ([rest[index]] + extra).joined(separator: " ")
            guard (try? Muster.parseAsRoot(words)) != nil else { continue }
            return words.map(\.shellQuoted).joined(separator: " ")
        }
        return nil
    }

    private init?(unknownOption text: String, _ arguments: [String]) {
        guard
            let match = text.wholeMatch(
                of: #/Unknown option '([^']*(?:'[^']+)*)'(?:\. Did you mean '(.*)'\?)?/#)
        else { return nil }
        let word = String(match.1)
        let near = match.2.flatMap { suggest(word, among: [String($0)]) }
        var details = near.map { ["did you mean '\($0)'?"] } ?? []
        let dashed = near == nil ? Failure.behindDashes(arguments) : nil
        if dashed != nil {
            details.append("a text that begins with '-' stands behind --, at the end of the line")
        }
        self.init(
            .usage, "'\(word.shortened(to: 60))' is not an option here", details: details,
            hint: dashed, repair: near.map { .replacing(word, with: $0) })
    }

    private init?(missing text: String, _ arguments: [String]) {
        if let match = text.wholeMatch(of: #/Missing value for '(-?-?[a-zA-Z-]*).*'/#) {
            let option = String(match.1)
            self.init(
                .usage, "\(option) needs a value",
                details: Failure.example(of: option).map { ["for example: \(option) \($0)"] } ?? [],
                repair: arguments.last == option
                    ? Failure.example(of: option).map { .adding([$0]) } : nil)
            return
        }
        guard
            let match = text.wholeMatch(
                of: #/Missing expected argument '(-?-?[a-zA-Z-]*) ?<(.*)>.*'/#)
        else { return nil }
        let (option, name) = (String(match.1), String(match.2))
        let example = Failure.example(of: option.isEmpty ? name : option)
        guard option.isEmpty else {
            self.init(
                .usage, "\(option) is missing", details: ["this command needs it"],
                repair: example.map { .adding([option, $0]) })
            return
        }
        if let dashed = Failure.behindDashes(arguments) {
            self.init(
                .usage, "a text that begins with '-' was taken for an option",
                details: ["it stands behind --, at the end of the line"], hint: dashed)
            return
        }
        let words = Disposition.allCases.map(\.rawValue)
        self.init(
            .usage, "the \(name) is missing",
            details: name == "disposition" ? Failure.explained(words, of: name) : [],
            repair: example.map { .adding([$0]) })
    }

    /// The line with its text that begins with `-` behind `--`; `nil` if there is no such text.
    private static func behindDashes(_ arguments: [String]) -> String? {
        let index =
            arguments.firstIndex { word in
                word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2
                    && (word.contains(" ") || word.dropFirst().first?.isNumber == true)
            }
            ?? arguments.firstIndex {
                $0.count == 2 && $0.first == "-" && $0.last?.isNumber == true
            }
        guard let index, takesText(arguments) else { return nil }
        var words = arguments
        let text = words.remove(at: index)
        return (words + ["--", text]).map(\.shellQuoted).joined(separator: " ")
    }

    /// A value that shows what belongs to an option; `nil` where the help has to say it.
    private static func example(of option: String) -> String? {
        [
            "--why": "why it is so", "--reason": "why it was wrong", "--owner": "dana",
            "--to": "dana", "--resolution": "restored", "--at": "-15m", "--since": "-1d",
            "--next": "30m", "--due": "14d", "--severity": "2", "-s": "2", "--as": "dana",
            "--limit": "10", "--note": "what was done or seen", "--tlp": "AMBER",
            "text": "what you see",
            "steps": "1", "step": "1", "role": "technical", "person": "dana",
            "disposition": "incident", "entry": "1",
        ][option]
    }
}

extension Failure {
    /// A first word that is no command; ArgumentParser would only count unexpected arguments.
    init?(misspeltCommand arguments: [String]) {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let names = Muster.commandNames
        if names.contains(word) {
            self.init(misspelt: arguments.dropFirst().first, in: word)
            return
        }
        guard word != "start", !word.hasPrefix("_") else { return nil }
        self.init(
            .usage, "'\(word.shortened(to: 60))' is not a command",
            details: suggest(word, among: names).map { ["did you mean: muster \($0)"] } ?? [],
            hint: "help")
    }

    /// The word behind a group of commands that is none of them.
    private init?(misspelt word: String?, in group: String) {
        let inner = Muster.command(at: [group])?.configuration.subcommands ?? []
        let names = inner.map { $0._commandName }
        guard let word, !word.hasPrefix("-"), !names.isEmpty, !names.contains(word) else {
            return nil
        }
        let near = suggest(word, among: names).map { ["did you mean: muster \(group) \($0)"] }
        self.init(
            .usage, "'\(word.shortened(to: 60))' is not a command of 'muster \(group)'",
            details: (near ?? []) + ["muster \(group) has: " + names.joined(separator: ", ")],
            hint: "help \(group)")
    }
}
