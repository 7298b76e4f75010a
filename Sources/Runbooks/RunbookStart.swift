/// The text of a new runbook: what every incident needs, ready to be made one's own.
package struct RunbookStart: Sendable, Equatable {
    package var id: String
    package var title: String
    package var summary: String
    /// The category of incidents that it is for; `nil` for any.
    package var category: String?
    /// Roles in order; the lead is always one of them.
    package var roles: [String]
    /// The phases that begin with steps, of `detect assess respond learn`.
    package var phases: [String]
    /// The date of its making, `YYYY-MM-DD`.
    package var reviewed: String

    package init(
        id: String, title: String, summary: String, category: String?, roles: [String],
        phases: [String], reviewed: String
    ) {
        self.id = id
        self.title = title
        self.summary = summary
        self.category = category
        self.roles = roles.contains("lead") ? roles : ["lead"] + roles
        self.phases = phases
        self.reviewed = reviewed
    }

    /// The phases of the language in their order.
    package static let allPhases = StepKeys.phases
    /// The roles of a small team.
    package static let usualRoles = ["lead", "technical", "scribe", "communications"]

    /// Whether a text can be an id, a role or a category.
    package static func isName(_ text: String) -> Bool { RunbookReader.isKebab(text) }

    /// The name that a text might be meant as; `nil` if nothing of it can be one.
    package static func name(like text: String) -> String? {
        let name = RunbookReader.joined(text, with: "-")
        return RunbookReader.isKebab(name) ? name : nil
    }

    /// The file, ending in a line feed.
    package var text: String {
        var lines = [
            "# \(id): change every step until it fits your organisation, then",
            "# muster runbook lint \(id) && muster runbook prove \(id)", "runbook: \(id)",
            "version: 0.1.0", "title: \(quoted(title))", "summary: \(quoted(summary))",
            "language: en", "tlp: AMBER", "reviewed: \(reviewed)",
        ]
        if let category { lines.append("applies_to: {categories: [\(category)]}") }
        lines.append("roles:")
        lines += roles.map { "  \($0): \(RunbookStart.duty(of: $0))" }
        lines += facts
        lines += RunbookStart.card
        if phases.contains("respond") { lines += RunbookStart.messages }
        lines.append("phases:")
        for phase in RunbookStart.allPhases where phases.contains(phase) {
            lines += steps(of: phase)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text in double quotes, as YAML and JSON write it.
    private func quoted(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let inner = line.unicodeScalars.map { scalar in
            scalar == "\"" || scalar == "\\" ? "\\" + String(scalar) : String(scalar)
        }
        return "\"" + inner.joined() + "\""
    }

    private static func duty(of role: String) -> String {
        let duties = [
            "lead": "Decides, keeps one plan and sets the rhythm of updates.",
            "technical": "Isolates, removes the cause and brings the services back.",
            "scribe": "Keeps the timeline in UTC.",
            "communications": "Speaks to staff, customers and press from approved texts.",
            "legal": "Watches the legal clocks and what is said to outsiders.",
            "executive": "Owns decisions that cost money or stop the business.",
            "custodian": "Takes and keeps the evidence, and signs for every copy.",
        ]
        return duties[role] ?? "Advises the lead, and does the part of the work that is its own."
    }

    /// The first of these roles that the runbook has, else the lead.
    func role(_ wanted: String...) -> String {
        wanted.first { roles.contains($0) } ?? "lead"
    }

    /// Roles that do no step themselves are consulted where the verdict is found.
    var consulted: [String] {
        let doing = ["technical", "communications", "custodian", "legal", "scribe", "lead"]
        return roles.filter { !doing.contains($0) }
    }
}
