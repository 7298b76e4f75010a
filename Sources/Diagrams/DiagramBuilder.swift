internal import Chronology
internal import Runbooks

/// Makes the blocks of a drawing from the steps of a runbook.
struct DiagramBuilder {
    private let objectives: [StepID: String]
    private let marks: [StepID: StepMark]

    init(_ runbook: Runbook, marks: [StepID: StepMark]) {
        objectives = Dictionary(runbook.phases.map { ($0.id, $0.objective) }) { first, _ in first }
        self.marks = marks
    }

    func band(_ step: Step) -> Diagram.Band {
        let staging = step.staging
        let children = staging?.stages ?? step.children
        let stages = children.filter { objectives[$0.id] != nil }
        let blocks =
            stages.isEmpty ? self.blocks(of: step) : (staging?.added ?? []).map(block)
        return Diagram.Band(
            name: step.id.split(separator: ".").joined(separator: ", "),
            objective: objectives[step.id] ?? "", blocks: blocks, stages: stages.map(band),
            alongside: stages.isEmpty ? [] : (staging?.lanes ?? []).map { self.blocks(of: $0) })
    }

    /// What a list of steps holds; another single step is a list of itself.
    private func blocks(of step: Step) -> [Diagram.Block] {
        guard case .sequence(let steps) = step.action, step.when == nil, handler(of: step) == nil
        else { return [block(step)] }
        return steps.map(block)
    }

    private func block(_ step: Step) -> Diagram.Block {
        Diagram.Block(
            card: card(step), form: form(step),
            handler: handler(of: step).map { blocks(of: $0) })
    }

    private func handler(of step: Step) -> Step? {
        if case .handler(let handler) = step.onFailure { handler } else { nil }
    }

    private func form(_ step: Step) -> Diagram.Block.Form {
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: .leaf
        case .sequence(let steps): .group(steps.map(block))
        case .parallel(let lanes, _, _): .parallel(lanes.map { blocks(of: $0) })
        case .choose(let arms):
            .choose(
                arms.map { arm in
                    Diagram.Arm(
                        condition: arm.guardExpression.map { "when " + $0.source } ?? "otherwise",
                        blocks: blocks(of: arm.body))
                })
        case .loop(let body, let again, let atMost):
            .loop(
                blocks(of: body),
                again: "again while \(again.source), at most \(atMost) times in all")
        case .call(_, _, let body): .group(blocks(of: body))
        }
    }

    private func card(_ step: Step) -> Diagram.Card {
        Diagram.Card(
            name: step.isNamed ? step.id : "", verb: verb(step), title: title(step),
            notes: notes(step), mark: marks[step.id])
    }

    /// A list of steps inside a called runbook is one of its phases.
    private func verb(_ step: Step) -> String {
        if case .sequence = step.action { return "phase" }
        return step.action.verb
    }

    private func title(_ step: Step) -> String {
        switch step.action {
        case .manual(let task, _): task
        case .ask(let question, _), .decide(let question, _, _): question
        case .approve(let subject, let quorum, let role, _): "\(subject) (\(quorum) of \(role))"
        case .automate(let connector, _, _): connector
        case .notify(let message, let audience):
            message + (audience.map { " (to \($0))" } ?? "")
        case .wait(let condition): condition.text
        case .sequence: ""
        case .parallel(let lanes, .all, _): "all of \(lanes.count) lanes"
        case .parallel(let lanes, .count(let wanted), let rest):
            "\(wanted) of \(lanes.count) lanes; the others "
                + (rest == .cancel ? "are cancelled" : "go on to their end")
        case .choose: "the first way whose condition holds"
        case .loop(_, _, let atMost): "once, and up to \(atMost) times"
        case .call(let runbook, _, _): runbook
        }
    }

    private func notes(_ step: Step) -> [String] {
        var lines: [String] = []
        let limits = [step.notes.role, step.notes.timebox?.spoken].compactMap { $0 }
        if !limits.isEmpty { lines.append(limits.joined(separator: ", ")) }
        switch step.action {
        case .decide(_, let options, _):
            lines.append("options: " + options.map(\.key).joined(separator: " / "))
        case .ask(_, let fields): lines.append("fields: " + fields.joined(separator: ", "))
        case .manual, .approve, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop,
            .call:
            break
        }
        if let condition = step.when { lines.append("only when " + condition.source) }
        if let deadline = step.deadline {
            lines.append("deadline \(deadline.spoken), then \(step.onTimeout.rawValue)")
        }
        switch step.onFailure {
        case .proceed: lines.append("on failure: continue")
        case .abort: lines.append("on failure: abort")
        case .block, .handler: break
        }
        if step.skippable == .never { lines.append("never skipped") }
        if let milestone = step.notes.milestone { lines.append("milestone: " + milestone) }
        return lines
    }
}
