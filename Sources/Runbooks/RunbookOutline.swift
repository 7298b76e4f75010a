internal import Chronology

/// The tree of a runbook as indented lines of text, for people.
package struct RunbookOutline: Sendable, Equatable {
    /// The lines without line ends; two blanks a level.
    package private(set) var lines: [String] = []
    private let objectives: [StepID: String]

    /// Writes the outline of a runbook, with the trees of the runbooks that it calls.
    package init(_ runbook: Runbook) {
        objectives = Dictionary(runbook.phases.map { ($0.id, $0.objective) }) { first, _ in first }
        lines.append("\(runbook.id) \(runbook.version): \(runbook.title)")
        if !runbook.summary.isEmpty { lines.append(runbook.summary) }
        for phase in runbook.root.children { append(phase, level: 0) }
    }

    private mutating func append(_ step: Step, level: Int) {
        let indent = String(repeating: "  ", count: level)
        if let objective = objectives[step.id] {
            lines.append(indent + step.id + (objective.isEmpty ? "" : ": " + objective))
        } else {
            lines.append(indent + headline(step))
            for line in details(step) { lines.append(indent + "    " + line) }
        }
        if let staging = step.staging {
            append(staging.stages, level: level + 1)
            lines.append(indent + "  alongside the stages")
            append(staging.lanes, level: level + 2)
            append(staging.added, level: level + 1)
        } else {
            appendInner(of: step, level: level)
        }
        if case .handler(let handler) = step.onFailure {
            lines.append(indent + "  on failure")
            append(handler.children, level: level + 2)
        }
    }

    private mutating func append(_ steps: [Step], level: Int) {
        for step in steps { append(step, level: level) }
    }

    private mutating func appendInner(of step: Step, level: Int) {
        let indent = String(repeating: "  ", count: level + 1)
        switch step.action {
        case .manual, .ask, .approve, .automate, .notify, .wait: break
        case .decide(_, let options, _):
            for option in options { lines.append("\(indent)- \(option.key): \(option.text)") }
        case .sequence(let steps), .parallel(let steps, _, _): append(steps, level: level + 1)
        case .choose(let arms):
            for arm in arms {
                let name = arm.guardExpression.map { "when " + flat($0.source) } ?? "otherwise"
                lines.append(indent + name)
                append(arm.body.children, level: level + 2)
            }
        case .loop(let body, _, _), .call(_, _, let body):
            append(body.children, level: level + 1)
        }
    }

    private func headline(_ step: Step) -> String {
        let words = step.id + "  " + verb(of: step)
        let brackets = margin(step)
        return brackets.isEmpty ? words : words + "  [" + brackets.joined(separator: ", ") + "]"
    }

    private func verb(of step: Step) -> String {
        switch step.action {
        case .manual(let task, _): "do: " + flat(task)
        case .ask(let question, let fields):
            "ask: \(flat(question)) (\(fields.joined(separator: ", ")))"
        case .decide(let question, _, _): "decide: " + flat(question)
        case .approve(let subject, let quorum, let role, _):
            "approve: \(flat(subject)) (\(quorum) of \(role))"
        case .automate(let connector, _, _): "run: " + connector
        case .notify(let message, let audience):
            "notify: " + flat(message) + (audience.map { " (to \($0))" } ?? "")
        case .wait(let condition): "wait: " + wait(condition)
        case .sequence: "in order"
        case .parallel(let lanes, .all, _): "parallel: all of \(lanes.count) lanes"
        case .parallel(let lanes, .count(let wanted), _):
            "parallel: \(wanted) of \(lanes.count) lanes"
        case .choose: "choose"
        case .loop(_, let again, let atMost):
            "repeat: while \(flat(again.source)), at most \(atMost) times"
        case .call(let runbook, _, _): "runbook: " + runbook
        }
    }

    private func wait(_ condition: WaitCondition) -> String {
        switch condition {
        case .duration(let duration): duration.spokenExactly
        case .time(let time): time.rfc3339
        case .signal(let name): "signal " + name
        case .until(let condition): "until " + flat(condition.source)
        }
    }

    private func margin(_ step: Step) -> [String] {
        var parts: [String] = []
        if let role = step.notes.role { parts.append(role) }
        if let timebox = step.notes.timebox { parts.append(timebox.spokenExactly) }
        if let deadline = step.deadline {
            parts.append("deadline \(deadline.spokenExactly), then \(step.onTimeout.rawValue)")
        }
        if let milestone = step.notes.milestone { parts.append("milestone \(milestone)") }
        return parts
    }

    private func details(_ step: Step) -> [String] {
        var lines: [String] = []
        if let condition = step.when { lines.append("when: " + flat(condition.source)) }
        if let reason = step.notes.untimed { lines.append("no time-box: " + flat(reason)) }
        lines += step.notes.warnings.map { "warning: " + flat($0) }
        if let evidence = step.notes.evidence, !evidence.isEmpty {
            lines.append("keep: " + evidence.map(flat).joined(separator: "; "))
        }
        if let doneWhen = step.notes.doneWhen { lines.append("done when: " + flat(doneWhen)) }
        return lines
    }

    /// A text on one line.
    private func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
