internal import Incidents

/// Which incident and whose name a command was given for, so that the commands that it shows mean the same.
struct Address: Sendable {
    /// `-i INC-2026-0001 `, with a blank at its end; empty if none was given.
    private var incident = ""
    /// `--as erin `, with a blank at its end; empty if none was given.
    private var actor = ""

    init(incident: String?, actor: String?) {
        // A name that a terminal could not show as it is cannot be typed either.
        if let incident, visible(incident) == incident {
            self.incident = "-i \(incident.shellQuoted) "
        }
        if let actor, visible(actor) == actor { self.actor = "--as \(actor.shellQuoted) " }
    }

    /// The commands that an incident or a name makes a difference to.
    private static let commands = [
        "action", "assess", "close", "decide", "fix", "guide", "next", "note", "reopen", "report",
        "role", "status", "step", "timeline", "update", "verify", "why",
    ]

    /// How lines begin that end with a command to type.
    private static let beginnings = [
        "Next: ", "  Hint: ", "  when you have it: ", "  The incident is still ",
        "To go on without ", "To try it again: ", "Go back to it: ", "To say only what ",
        "To skip one step of it: ",
    ]

    /// The line with the options in each command that it shows.
    func completed(_ line: String) -> String {
        guard !(incident + actor).isEmpty, !line.contains(" -i "), !line.contains(" --as "),
            Address.beginnings.contains(where: line.hasPrefix) || line.contains(". Next: muster ")
        else { return line }
        let parts = line.split(separator: "muster ", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts.first ?? "")) { result, part in
            result + "muster " + options(of: part) + part
        }
    }

    /// The options that a command takes, which is given from behind `muster`.
    private func options(of command: Substring) -> String {
        let words = command.split(separator: " ", maxSplits: 3)
        let name = (words.first ?? "").prefix { $0.isLetter || $0 == "-" }
        guard Address.commands.contains(String(name)) else { return "" }
        // A command that names its incident needs no other word for it.
        let isNamed = words.dropFirst().prefix(2).contains { word in
            ["INC-", "DRILL-"].contains { word.hasPrefix($0) }
        }
        return (isNamed ? "" : incident) + actor
    }
}
