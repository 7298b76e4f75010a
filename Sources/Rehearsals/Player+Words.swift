internal import Chronology
internal import Incidents
internal import Runbooks

/// What was played, as commands that a person can type.
extension Player {
    /// Adds what was done to the log; remarks have nobody who did them.
    mutating func note(_ words: String, by actor: String?) {
        let isRemark = words.hasPrefix("#")
        var line = words
        if let actor, !isRemark {
            let parts = line.split(separator: "   # ", maxSplits: 1).map(String.init)
            line = "\(parts[0]) --as \(actor.shellQuoted) --at \(now.rfc3339)"
            if parts.count > 1 { line += "   # " + parts[1] }
        }
        log.append(PlayedCommand(at: now, words: line))
    }

    func openingWords(by lead: String) -> String {
        var words = ["open", script.name.value.shellQuoted, "--runbook", runbook.id]
        if let severity = script.severity { words += ["-s", String(severity.rawValue)] }
        if let category = script.category { words += ["--category", category.rawValue] }
        words += ["--drill", "--retrospective", "--as", lead.shellQuoted, "--at", now.rfc3339]
        return words.joined(separator: " ")
    }

    func words(of assessed: Assessed) -> String {
        var words = [
            "assess", assessed.disposition.rawValue, "-s", String(assessed.severity.rawValue),
        ]
        if let category = assessed.category { words += ["--category", category.rawValue] }
        return (words + ["--why", assessed.reason.shellQuoted]).joined(separator: " ")
    }

    func words(of command: StepCommand) -> String {
        if let added = command.added { return words(of: added) }
        var words = ["step", command.verb.rawValue, command.step]
        if command.verb == .signal { return words.joined(separator: " ") }
        if let answer = command.answer { words += ["--answer", answer.shellQuoted] }
        for fact in command.facts {
            words += ["--set", "\(fact.name)=\(fact.value.text)".shellQuoted]
        }
        if let person = command.person {
            words += [command.verb == .skip ? "--approved-by" : "--to", person.shellQuoted]
        }
        if let reason = command.reason { words += ["--why", reason.shellQuoted] }
        if let note = command.note { words += ["--note", note.shellQuoted] }
        for item in command.evidence {
            words +=
                command.verb == .evidence
                ? [item.shellQuoted] : ["--evidence", item.shellQuoted]
        }
        if command.isOverriding { words.append("--over") }
        return words.joined(separator: " ")
    }

    private func words(of added: AdHocStep) -> String {
        var words = ["step", "add", added.id, added.task.shellQuoted, "--into", added.block]
        if let role = added.role { words += ["--role", role] }
        if let after = added.after { words += ["--after", after] }
        return words.joined(separator: " ")
    }
}
