internal import Incidents

/// Which incident and whose name a command was given for, so that the commands that it shows mean the same.
struct Address: Sendable {
    /// `-i INC-2026-0001 --as erin `, with a blank at its end; empty if neither was given.
    private let words: String

    init(incident: String?, actor: String?) {
        var words = ""
        // A name that a terminal could not show as it is cannot be typed either.
        if let incident, visible(incident) == incident { words += "-i \(incident.shellQuoted) " }
        if let actor, visible(actor) == actor { words += "--as \(actor.shellQuoted) " }
        self.words = words
    }

    /// The commands that an incident or a name makes a difference to.
    private static let commands = [
        "action", "assess", "close", "decide", "fix", "guide", "next", "note", "reopen", "report",
        "role", "status", "step", "timeline", "update", "verify", "why",
    ]

    /// How lines begin that end with a command to type.
    private static let beginnings = [
        "Next: ", "  Hint: ", "  when you have it: ", "  The incident is still ",
        "To go on without ", "To try it again: ", "Go back to it: ",
    ]

    /// The line with the options in each command that it shows.
    func completed(_ line: String) -> String {
        guard !words.isEmpty, !line.contains(" -i "), !line.contains(" --as "),
            Address.beginnings.contains(where: line.hasPrefix) || line.contains(". Next: muster ")
        else { return line }
        var result = line
        for command in Address.commands {
            result = result.replacing(
                "muster \(command)", with: "muster \(words)\(command)")
        }
        return result
    }
}
