internal import Chronology
internal import Engine
internal import Expressions
internal import Incidents
internal import Runbooks

/// The moves that a question makes necessary to look at.
struct Moves {
    let tree: Tree
    let relevance: Relevance
    /// People leave steps out.
    let areSkipped: Bool
    /// Steps whose way of being done no question can see, in lanes that are all awaited.
    private let quiet: Set<StepID>
    /// Steps whose failure does not simply end the run.
    private let failing: Set<StepID>
    /// For steps that no question can see, the block that keeps all that comes of them to itself.
    private let enclosures: [StepID: StepID]
    /// Steps that hold one, or are one, that only an approval lets people skip.
    private let strict: Set<StepID>
    /// Blocks that hold a watched step.
    private let blocks: Set<StepID>
    /// Watched forms have more combinations of values than are looked at.
    private(set) var isCut = false

    /// How many combinations of a form's values are looked at.
    private static let formLimit = 400

    /// - Parameter areOrdersTried: whether steps that no question can see are taken in every order, too.
    init(_ tree: Tree, _ relevance: Relevance, areSkipped: Bool, areOrdersTried: Bool) {
        self.tree = tree
        self.relevance = relevance
        self.areSkipped = areSkipped
        var quiet: Set<StepID> = []
        var failing: Set<StepID> = []
        var blocks: Set<StepID> = []
        var enclosures: [StepID: StepID] = [:]
        let notable = Set(relevance.steps.flatMap { tree.path(to: $0) })
        for id in tree.order {
            let path = tree.path(to: id)
            if path.contains(where: tree.toleratesFailure) { failing.insert(id) }
            if !relevance.steps.contains(id), !failing.contains(id),
                path.allSatisfy({ tree.isAwaited($0) })
            {
                quiet.insert(id)
            } else if let block = path.first(where: tree.isUnsettled), !notable.contains(block) {
                enclosures[id] = block
            }
            if relevance.steps.contains(id) { blocks.formUnion(path.dropLast().dropFirst()) }
        }
        strict = Set(
            tree.order.filter { tree.steps[$0]?.skippable == .withApproval }
                .flatMap { tree.path(to: $0) })
        self.quiet = areOrdersTried ? [] : quiet
        self.failing = failing
        self.enclosures = areOrdersTried ? [:] : enclosures
        self.blocks = blocks
    }

    /// All moves from a world, or a single one where its place in the order can make no difference.
    mutating func from(_ world: World) -> [Move] {
        let frontier = world.run.frontier
        for id in frontier where quiet.contains(id) && !world.run.isBlocked(id) {
            if let step = tree.steps[id], let move = ending(of: step, in: world) { return [move] }
        }
        var moves: [Move] = []
        if let block = frontier.lazy.compactMap({ [enclosures] in enclosures[$0] }).first {
            for id in frontier where enclosures[id] == block {
                guard let step = tree.steps[id] else { continue }
                if let move = ending(of: step, in: world) { moves.append(move) }
                if failing.contains(id) { moves.append(failure(step)) }
            }
            return moves
        }
        for id in frontier {
            guard let step = tree.steps[id] else { continue }
            moves +=
                relevance.steps.contains(id)
                ? endings(of: step) : ending(of: step, in: world).map { [$0] } ?? []
            if relevance.steps.contains(id) { moves += skips(step) }
            if failing.contains(id) { moves.append(failure(step)) }
        }
        for (id, state) in world.run.states where state == .active {
            guard let step = tree.steps[id] else { continue }
            if blocks.contains(id), relevance.steps.contains(id) || !step.children.isEmpty {
                moves += skips(step)
            }
            if step.deadline != nil, step.onTimeout != .escalate,
                blocks.contains(id) || relevance.steps.contains(id)
            {
                moves.append(
                    Move(
                        commands: [.fire(id)], words: ["# the deadline of \(id) passes"],
                        isLate: true))
            }
        }
        return moves
    }

    /// One way of ending a step whose result no question can see: the one that leaves a loop, if one does.
    private mutating func ending(of step: Step, in world: World) -> Move? {
        let ways = endings(of: step, all: true)
        guard ways.count > 1, let loop = tree.loop(around: step.id) else { return ways.first }
        return ways.first { way in
            world.after(way, in: tree.runbook)?.world.run.state(of: loop).isTerminal == true
        } ?? ways.first
    }

    /// The ways of doing a step instead of leaving it out.
    mutating func doing(_ id: StepID) -> [Move] { tree.steps[id].map { endings(of: $0) } ?? [] }

    private mutating func endings(of step: Step, all: Bool = false) -> [Move] {
        let done = "step done \(step.id)"
        switch step.action {
        case .ask(_, let fields): return forms(step, fields)
        case .decide(_, let options, let fact):
            return (all || relevance.steps.contains(step.id) ? options : Array(options.prefix(1)))
                .map { option in
                    Move(
                        commands: [.complete(step.id, Outcome(answer: option.key))],
                        facts: fact.map { [FactEntry(name: $0, value: .string(option.key))] } ?? [],
                        words: ["\(done) --answer \(option.key) --why 'the reason'"])
                }
        case .approve(_, let quorum, _, _):
            let votes = (1...max(1, quorum)).map {
                RunCommand.vote(step.id, by: "approver \($0)", approve: true)
            }
            return [
                Move(
                    commands: votes,
                    words: votes.indices.map {
                        "\(done) --answer approve --as 'approver \($0 + 1)'"
                    })
            ]
        default: return [Move(commands: [.complete(step.id, Outcome())], words: [done])]
        }
    }

    /// Every combination of values that guards can tell apart; a fixed value for facts that none reads.
    private mutating func forms(_ step: Step, _ fields: [String]) -> [Move] {
        var combinations: [[FactEntry]] = [[]]
        for name in fields {
            guard let fact = tree.runbook.facts.first(where: { $0.name == name }) else { continue }
            var values = Cells.values(of: fact.type, comparedWith: relevance.constants)
            if !relevance.facts.contains(name) { values = Array(values.prefix(1)) }
            if combinations.count * values.count > Moves.formLimit {
                values = Array(values.prefix(1))
                isCut = true
            }
            combinations = combinations.flatMap { entries in
                values.map { entries + [FactEntry(name: name, value: $0)] }
            }
        }
        return combinations.map { entries in
            let sets = entries.map { " --set \($0.name)=\(Moves.argument($0.value))" }
            return Move(
                commands: [.complete(step.id, Outcome())], facts: entries,
                words: ["step done \(step.id)" + sets.joined()])
        }
    }

    private static func argument(_ value: FactValue) -> String {
        let text = value.text
        let isPlain = !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
    }

    private func skips(_ step: Step) -> [Move] {
        guard areSkipped else { return [] }
        // With an approval given a block can be skipped in which a step needs one.
        let isStrict = strict.contains(step.id)
        return switch isStrict && step.skippable != .never ? .withApproval : step.skippable {
        case .never: []
        case .yes, .withReason:
            [
                Move(
                    commands: [.skip(step.id, reason: "the reason", approvedBy: nil)],
                    words: ["step skip \(step.id) --why 'the reason'"], skipped: step.id)
            ]
        case .withApproval:
            [
                Move(
                    commands: [
                        .skip(step.id, reason: "the reason", approvedBy: "the approver")
                    ],
                    words: [
                        "step skip \(step.id) --why 'the reason' --approved-by 'the approver'"
                    ], skipped: step.id)
            ]
        }
    }

    /// A step that cannot be done and is given up, its automatic retries used up.
    private func failure(_ step: Step) -> Move {
        let fails = Array(
            repeating: RunCommand.fail(step.id, reason: "the reason"), count: step.retries + 1)
        let isAsked = step.onFailure == .block
        let block = "step block \(step.id) --why 'the reason'"
        return Move(
            commands: fails + (isAsked ? [.giveUp(step.id, reason: "the reason")] : []),
            words: Array(repeating: block, count: fails.count)
                + (isAsked ? ["step give-up \(step.id) --why 'the reason' --yes"] : []))
    }
}

extension Tree {
    /// The innermost loop that the step is in.
    fileprivate func loop(around id: StepID) -> StepID? {
        path(to: id).dropLast().last { if case .loop = steps[$0]?.action { true } else { false } }
    }

    /// Whether a failure at or below the step can leave the run going on.
    fileprivate func toleratesFailure(_ id: StepID) -> Bool {
        guard let step = steps[id] else { return false }
        if case .parallel(_, .count, _) = step.action { return true }
        return step.onFailure != .block
    }

    /// Whether what happens at or below the step may be seen beside it only by how the step ends: a failure that it
    /// takes, a race of its lanes, a loop.
    fileprivate func isUnsettled(_ id: StepID) -> Bool {
        toleratesFailure(id) || !isAwaited(id)
    }

    /// Whether everything above awaits the step: no race that another lane can win, no loop that is run again.
    fileprivate func isAwaited(_ id: StepID) -> Bool {
        switch steps[id]?.action {
        case .parallel(_, let join, _): join == .all
        case .loop: false
        default: true
        }
    }
}
