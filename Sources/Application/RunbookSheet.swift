internal import Chronology
internal import Incidents
internal import Reports
package import Runbooks

/// A runbook as Markdown for paper: what is needed at 3 am when no screen works.
///
/// Steps carry the numbers of `step list`. Nothing from the file can act as markup.
package struct RunbookSheet: Sendable {
    /// The page, ending in a line feed.
    package var text: String { lines.joined(separator: "\n") + "\n" }

    private let runbook: Runbook
    private let numbers: [StepID: Int]
    private var lines: [String] = []

    /// Writes the page of a runbook with the runbooks that it calls.
    package init(_ runbook: Runbook) {
        self.runbook = runbook
        let leaves = runbook.root.subtree.filter(\.isLeaf).map(\.id)
        numbers = Dictionary(
            leaves.enumerated().map { ($0.element, $0.offset + 1) },
            uniquingKeysWith: { first, _ in first })
        writeHead()
        writeCard()
        writeRoles()
        for phase in runbook.root.children { write(phase: phase, level: 2) }
        writeFacts()
        writeMessages()
        while lines.last == "" { lines.removeLast() }
    }

    // MARK: - Before the steps

    private mutating func writeHead() {
        heading(runbook.title, level: 1)
        var facts = ["\(code(runbook.id)) version \(escaped(runbook.version))"]
        if let reviewed = runbook.reviewed { facts.append("reviewed \(escaped(reviewed))") }
        if let owner = runbook.owner { facts.append("kept by \(escaped(owner))") }
        if let tlp = runbook.tlp { facts.append("TLP:\(escaped(tlp))") }
        paragraph(facts.joined(separator: ", "))
        if !runbook.summary.isEmpty { paragraph(escaped(runbook.summary)) }
        list(runbook.notFor.map { "Not for: " + escaped($0) })
        paragraph("Incident: ________________ Lead: ________________ Begun (UTC): ________________")
    }

    private mutating func writeCard() {
        guard !runbook.first.todo.isEmpty || !runbook.first.avoid.isEmpty else { return }
        heading("The first fifteen minutes", level: 2)
        list(runbook.first.todo.map { "[ ] " + escaped($0) })
        list(runbook.first.avoid.map { "**NOT:** " + escaped($0) })
    }

    private mutating func writeRoles() {
        guard !runbook.roles.isEmpty else { return }
        heading("Roles", level: 2)
        table(
            ["Role", "What it does", "Who"],
            runbook.roles.map { [escaped($0.role), escaped($0.duty), ""] }, indent: "")
        lines.append("")
    }

    // MARK: - Steps

    private mutating func write(phase: Step, level: Int) {
        let objective = runbook.phases.first { $0.id == phase.id }?.objective ?? ""
        let kind = level == 2 ? "Phase" : "Stage"
        heading(
            "\(kind): " + phase.id.split(separator: ".").joined(separator: ", "), level: level)
        if !objective.isEmpty { paragraph(escaped(objective)) }
        let staging = phase.staging
        let stages = (staging?.stages ?? phase.children).filter { child in
            runbook.phases.contains { $0.id == child.id }
        }
        if stages.isEmpty { write(phase.children, level: 0) }
        lines.append("")
        for stage in stages { write(phase: stage, level: level + 1) }
        if let staging { write(staging, level: level + 1) }
    }

    private mutating func write(_ staging: Staging, level: Int) {
        heading("Alongside the stages", level: level)
        paragraph("Begin with the first stage; the next phase waits for all of it.")
        for (index, lane) in staging.lanes.enumerated() {
            item("Lane \(index + 1) of \(staging.lanes.count):", 0)
            write(inner(of: lane), level: 1)
        }
        lines.append("")
        write(staging.added, level: 0)
        if !staging.added.isEmpty { lines.append("") }
    }

    private mutating func write(_ steps: [Step], level: Int) {
        for step in steps { write(step, level: level) }
    }

    private mutating func write(_ step: Step, level: Int) {
        let condition = step.when.map { " (only when \(code($0.source)))" } ?? ""
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait:
            let number = numbers[step.id].map { "\($0) " } ?? ""
            item("[ ] **\(number)\(title(of: step))** (\(code(step.id)))" + condition, level)
            writeDetails(of: step, level + 1)
        case .sequence(let steps):
            item("In order:" + condition, level)
            write(steps, level: level + 1)
        case .parallel(let lanes, let join, let rest):
            item("Side by side, " + goesOn(lanes.count, join, rest) + condition, level)
            for (index, lane) in lanes.enumerated() {
                item("Lane \(index + 1) of \(lanes.count):", level + 1)
                write(inner(of: lane), level: level + 2)
            }
        case .choose(let arms):
            item("The first that is true:" + condition, level)
            for arm in arms {
                item(
                    arm.guardExpression.map { "When \(code($0.source)):" } ?? "Otherwise:",
                    level + 1)
                write(inner(of: arm.body), level: level + 2)
            }
        case .loop(let body, let again, let atMost):
            item(
                "Once, and again while \(code(again.source)), at most \(atMost) times in all:"
                    + condition, level)
            write(inner(of: body), level: level + 1)
        case .call(let name, _, let body):
            item("All of runbook \(code(name)):" + condition, level)
            for phase in body.children {
                item(
                    "Its phase \(escaped(String(phase.id.split(separator: "/").last ?? ""))):",
                    level + 1)
                write(inner(of: phase), level: level + 2)
            }
        }
        guard case .handler(let handler) = step.onFailure else { return }
        item("If it fails:", level + 1)
        write(inner(of: handler), level: level + 2)
    }

    /// The steps of a list of steps; another single step is a list of itself.
    private func inner(of step: Step) -> [Step] {
        if case .sequence(let steps) = step.action, step.when == nil { return steps }
        return [step]
    }

    private func goesOn(_ lanes: Int, _ join: Join, _ rest: Remainder) -> String {
        switch join {
        case .all: "all \(lanes) of:"
        case .count(let wanted):
            "going on when \(wanted) of \(lanes) are done, and the others "
                + (rest == .cancel ? "stop:" : "go on to their end:")
        }
    }

    private func title(of step: Step) -> String {
        switch step.action {
        case .approve(let subject, let quorum, let role, _):
            "\(escaped(subject)) Approved by \(quorum) of \(escaped(role))"
        case .notify(let message, let audience):
            "Send \(escaped(message))" + (audience.map { " to \(escaped($0))" } ?? "")
        case .manual, .ask, .decide, .automate, .wait, .sequence, .parallel, .choose, .loop, .call:
            escaped(step.title)
        }
    }

    private mutating func writeDetails(of step: Step, _ level: Int) {
        let notes = step.notes
        var duties = notes.role.map { ["Role: " + escaped($0)] } ?? []
        if !notes.with.isEmpty {
            duties.append("with " + notes.with.map { escaped($0) }.joined(separator: ", "))
        }
        if let timebox = notes.timebox { duties.append("time-box \(timebox.spoken)") }
        if let deadline = step.deadline { duties.append("DEADLINE \(deadline.spoken)") }
        if step.skippable == .never { duties.append("never left out") }
        if let milestone = notes.milestone {
            duties.append("milestone \(escaped(milestone)), time: ________")
        }
        if !duties.isEmpty { item(duties.joined(separator: "; "), level) }
        for warning in notes.warnings { item("**Warning:** " + escaped(warning), level) }
        if let guidance = notes.guidance { item("How: " + escaped(guidance), level) }
        writeAnswer(of: step, level)
        for evidence in notes.evidence ?? [] { item("[ ] Keep: " + escaped(evidence), level) }
        if let doneWhen = notes.doneWhen { item("Done when: " + escaped(doneWhen), level) }
        if let undo = step.undo { item("To take it back: " + escaped(undo), level) }
    }

    /// What the step asks for, with room to write it down.
    private mutating func writeAnswer(of step: Step, _ level: Int) {
        switch step.action {
        case .manual(_, let command?): item("Command: " + code(command), level)
        case .automate(_, let arguments, _) where !arguments.isEmpty:
            item("Arguments: " + arguments.map { code($0) }.joined(separator: " "), level)
        case .ask(_, let fields):
            for field in fields {
                let label = runbook.facts.first { $0.name == field }?.label ?? field
                item(escaped(label) + ": ________________", level)
            }
        case .decide(_, let options, _):
            item("Decision, by and when: ________________", level)
            lines.append("")
            table(
                ["", "Option", "It fits when", "Can be taken back"],
                options.map { option in
                    [
                        "☐ " + escaped(option.key), escaped(option.text), escaped(option.condition),
                        option.isReversible.map { $0 ? "yes" : "no" } ?? "",
                    ]
                }, indent: String(repeating: "  ", count: level + 1))
            lines.append("")
        case .manual, .approve, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop,
            .call:
            break
        }
    }

    // MARK: - Behind the steps

    private mutating func writeFacts() {
        guard !runbook.facts.isEmpty else { return }
        heading("Facts", level: 2)
        table(
            ["Fact", "Name", "Value"],
            runbook.facts.map { fact in
                let options = fact.type.options.map { escaped($0.key) }.joined(separator: " / ")
                return [escaped(fact.label), code(fact.name), options]
            }, indent: "")
        lines.append("")
    }

    private mutating func writeMessages() {
        guard !runbook.messages.isEmpty else { return }
        heading("Messages", level: 2)
        for message in runbook.messages {
            heading(message.name + (message.audience.map { " (to \($0))" } ?? ""), level: 3)
            for line in message.text.split(separator: "\n", omittingEmptySubsequences: false) {
                lines.append(line.isEmpty ? ">" : "> " + escaped(String(line)) + "  ")
            }
            lines.append("")
        }
    }

    // MARK: - Markdown

    private func escaped(_ text: String) -> String {
        MarkdownText.escaped(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    private func code(_ text: String) -> String {
        MarkdownText.code(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    private mutating func heading(_ text: String, level: Int) {
        lines += [String(repeating: "#", count: level) + " " + escaped(text), ""]
    }

    private mutating func paragraph(_ text: String) { lines += [text, ""] }

    private mutating func list(_ items: [String]) {
        guard !items.isEmpty else { return }
        lines += items.map { "- " + $0 } + [""]
    }

    private mutating func item(_ text: String, _ level: Int) {
        lines.append(String(repeating: "  ", count: level) + "- " + text)
    }

    private mutating func table(_ head: [String], _ rows: [[String]], indent: String) {
        func row(_ cells: [String]) -> String {
            indent + "| " + cells.map { $0.isEmpty ? "  " : $0 }.joined(separator: " | ") + " |"
        }
        lines.append(row(head))
        lines.append(indent + "|" + head.map { _ in "---|" }.joined())
        lines += rows.map(row)
    }
}
