internal import Engine
internal import OrderedCollections
package import Runbooks

/// What of a runbook its tests have seen.
package struct Coverage: Sendable {
    /// The kinds of things that count.
    package enum Kind: String, Sendable, CaseIterable {
        /// A step of work or a wait that was done, or a call that was gone through.
        case steps
        /// Ways of `choose` that were taken.
        case arms
        /// Failures and passed deadlines whose consequences were seen.
        case failures
        /// Conditions `when`, each with both results.
        case guards
        /// Options of decisions that were chosen.
        case options
        /// Loops that were left after one round, and that went round again.
        case loops
    }

    /// One thing that a test can see.
    package struct Item: Sendable, Equatable {
        package let kind: Kind
        /// The step that it belongs to.
        package let step: StepID
        /// What it is, in words.
        package let text: String
        /// Where it stands in the runbook's file.
        package let line: Int
        package internal(set) var isCovered = false
    }

    /// Everything that counts, by kind and in the order of the runbook's file.
    package var items: [Item] { Array(table.values) }
    private var table: OrderedDictionary<Mark, Item> = [:]

    /// Nothing is covered yet; the steps of called runbooks count in their own tests.
    package init(of runbook: Runbook, map: SourceMap = SourceMap()) {
        var search = CoverageSearch(map: map)
        search.visit(runbook.root)
        for kind in Kind.allCases {
            for (mark, item) in search.found where item.kind == kind { table[mark] = item }
        }
    }

    /// How many items of a kind there are, and how many of them were covered.
    package func count(_ kind: Kind) -> (covered: Int, all: Int) {
        let items = items.filter { $0.kind == kind }
        return (items.count(where: \.isCovered), items.count)
    }

    /// What no case has seen, in the order of the file.
    package var missing: [Item] {
        items.filter { !$0.isCovered }.sorted { ($0.line, $0.text) < ($1.line, $1.text) }
    }

    /// Whether nothing is missing.
    package var isFull: Bool { items.allSatisfy(\.isCovered) }

    mutating func see(_ marks: OrderedSet<Mark>) {
        for mark in marks { table[mark]?.isCovered = true }
    }
}

/// The name of one thing that can be covered.
enum Mark: Hashable, Sendable {
    case done(StepID)
    case arm(StepID, Int)
    case guardValue(StepID, Bool)
    case option(StepID, String)
    case leftAtOnce(StepID)
    case again(StepID)
    case handler(StepID)
    case deadline(StepID)
}

/// Lists what of a runbook can be covered.
private struct CoverageSearch {
    let map: SourceMap
    var found: [(Mark, Coverage.Item)] = []

    mutating func visit(_ step: Step) {
        let line = place(of: step)
        if step.when != nil {
            let place = map.place("steps.\(step.id).when")?.line ?? line
            add(.guardValue(step.id, true), .guards, step, "'when' of \(step.id) holds", place)
            add(
                .guardValue(step.id, false), .guards, step, "'when' of \(step.id) does not hold",
                place)
        }
        if step.deadline != nil, step.onTimeout != .escalate {
            add(
                .deadline(step.id), .failures, step, "the deadline of \(step.id) passes",
                map.place("steps.\(step.id).deadline")?.line ?? line)
        }
        var isCall = false
        switch step.action {
        case .manual, .ask, .approve, .automate, .notify, .wait:
            add(.done(step.id), .steps, step, "\(step.id) is done", line)
        case .decide(_, let options, _):
            add(.done(step.id), .steps, step, "\(step.id) is done", line)
            for option in options {
                add(
                    .option(step.id, option.key), .options, step,
                    "\(step.id) is answered '\(option.key)'",
                    map.place("steps.\(step.id).options")?.line ?? line)
            }
        case .choose(let arms): visit(arms, of: step)
        case .loop(_, _, let limit):
            add(.leftAtOnce(step.id), .loops, step, "\(name(step)) is left after one round", line)
            if limit > 1 {
                add(.again(step.id), .loops, step, "\(name(step)) goes round again", line)
            }
        case .call:
            isCall = true
            add(.done(step.id), .steps, step, "\(step.id) is gone through", line)
        case .sequence, .parallel: break
        }
        if case .handler(let handler) = step.onFailure {
            add(
                .handler(step.id), .failures, step, "\(name(step)) fails and is handled",
                map.place("steps.\(step.id).on_failure")?.line ?? line)
            if isCall { visit(handler) }
        }
        // What a called runbook does is covered by its own tests.
        if !isCall { for child in step.children { visit(child) } }
    }

    private mutating func visit(_ arms: [Arm], of step: Step) {
        for (position, arm) in arms.enumerated() {
            let text = arm.guardExpression.map { "when \($0.source)" } ?? "otherwise"
            let line =
                map.place("steps.\(step.id).\(position + 1)")?.line
                ?? arm.guardExpression?.place?.line ?? place(of: arm.body)
            add(.arm(step.id, position), .arms, step, "the way '\(text)' is taken", line)
        }
    }

    private mutating func add(
        _ mark: Mark, _ kind: Coverage.Kind, _ step: Step, _ text: String, _ line: Int
    ) {
        found.append((mark, Coverage.Item(kind: kind, step: step.id, text: text, line: line)))
    }

    private func place(of step: Step) -> Int {
        step.place?.line ?? map.place("steps." + step.id)?.line ?? 1
    }

    /// Blocks without an id are named by what they are.
    private func name(_ step: Step) -> String {
        guard step.id.contains("."), !step.isPhase else { return step.id }
        if case .loop = step.action { return "the loop" }
        return "the block \(step.id)"
    }
}

extension Step {
    /// Blocks without an id are numbered in their phase or stage.
    fileprivate var isPhase: Bool {
        let parts = id.split(separator: ".")
        return parts.count == 2 && parts[0] == "respond" && Int(parts[1]) == nil
    }
}

extension OrderedSet<Mark> {
    /// Takes in what an event shows.
    mutating func note(_ event: RunEvent, in run: Run) {
        switch event {
        case .done(let step, let cause, let outcome):
            guard cause != .proceeded, cause != .recovered else { return }
            append(.done(step))
            if let answer = outcome?.answer { append(.option(step, answer)) }
            if case .loop = run.step(step)?.action, run.iteration(of: step) == 1 {
                append(.leftAtOnce(step))
            }
        case .armChosen(let step, let arm): append(.arm(step, arm))
        case .guardEvaluated(let reference, let result):
            if reference.kind == .when { append(.guardValue(reference.step, result.value)) }
        case .iterated(let step, let iteration): if iteration > 1 { append(.again(step)) }
        case .handling(let step, _): append(.handler(step))
        case .timerFired(let step, .deadline): append(.deadline(step))
        default: break
        }
    }
}
