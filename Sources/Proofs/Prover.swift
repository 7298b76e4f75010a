internal import Chronology
internal import Engine
internal import Incidents
package import Runbooks

/// Answers questions about all runs of a runbook by looking at them.
package struct Prover {
    private let tree: Tree
    private let limit: Int
    private let areOrdersTried: Bool

    /// How many states are looked at for one question, if nothing else is said.
    package static let defaultLimit = 100_000

    /// - Parameters:
    ///   - limit: how many states are looked at for one question; at least 1.
    ///   - areOrdersTried: whether steps that no question can see are taken in every order, too: the same answers out
    ///     of many more states.
    package init(
        _ runbook: Runbook, limit: Int = Prover.defaultLimit, areOrdersTried: Bool = false
    ) {
        tree = Tree(runbook)
        self.limit = max(1, limit)
        self.areOrdersTried = areOrdersTried
    }

    package func prove(_ question: Question) -> Proof {
        switch question {
        case .canFinish: return canFinish
        case .reachable(let step): return reachable(step)
        case .unavoidable(let step): return unavoidable(step)
        case .before(let earlier, let later): return before(earlier, later, question)
        case .neverTogether(let steps): return never(steps, question)
        case .never(let condition): return never(condition, question)
        case .within(let step, let limit): return within(step, limit, question)
        }
    }

    // MARK: - Questions about states

    /// Whether every failure, skip and choice leaves a way to the end; each step that can go wrong is watched.
    private var canFinish: Proof {
        let notable = tree.order.filter { id in
            guard let step = tree.steps[id] else { return false }
            return step.onFailure != .block || step.when != nil || step.deadline != nil
        }
        // One watched step at a time keeps the states few; what is proven of each holds for all of them, because
        // blocks only pass on whether what is in them is over.
        var states = 0
        var isComplete = true
        for watched in [[]] + notable.map({ [$0] }) {
            var explorer = Explorer(
                tree, Relevance(watching: watched, in: tree), areOrdersTried: areOrdersTried,
                limit: limit)
            let result = explorer.explore { _, _, _ in nil }
            states += result.states
            isComplete = isComplete && result.isComplete
            if let stuck = result.stuck ?? result.found {
                return Proof(
                    question: .canFinish, verdict: .broken(witness(stuck)), remarks: [])
            }
        }
        return Proof(
            question: .canFinish,
            verdict: isComplete ? .holds(states: states) : .undecided(states: states), remarks: [])
    }

    private func reachable(_ step: StepID) -> Proof {
        // A step that only comes up because a guard lacks what it reads counts as not reached.
        var explorer = Explorer(
            tree, Relevance(watching: [step], in: tree), areSkipped: false,
            areOrdersTried: areOrdersTried, limit: limit)
        let result = explorer.explore { _, after, _ in
            after.run.state(of: step) == .pending || after.run.state(of: step) == .cancelled
                || after.run.state(of: step) == .skipped ? nil : "reached"
        }
        let question = Question.reachable(step)
        if result.found != nil {
            return Proof(question: question, verdict: .holds(states: result.states), remarks: [])
        }
        guard result.isComplete else {
            return Proof(
                question: question, verdict: .undecided(states: result.states), remarks: [])
        }
        let witness = Witness(
            commands: [],
            outcome:
                "no run reaches \(step), whatever people answer: a guard on the way never holds")
        return Proof(question: question, verdict: .broken(witness), remarks: [])
    }

    private func before(_ earlier: StepID, _ later: StepID, _ question: Question) -> Proof {
        ask(question, watching: [earlier, later]) { before, after, _ in
            guard after.run.state(of: later) == .active,
                before?.run.state(of: later) != .active
            else { return nil }
            if isLeftOut(earlier, in: after.run) { return nil }
            return switch after.run.state(of: earlier) {
            case .done, .skipped: nil
            case .pending: "\(later) is reached, and \(earlier) is still ahead or on another way"
            case .active: "\(later) is reached while \(earlier) is open"
            case .failed: "\(later) is reached although \(earlier) has failed"
            case .cancelled: "\(later) is reached, and \(earlier) was withdrawn"
            }
        }
    }

    /// Whether the step or a block around it was left out, by its guard or by a person with a reason.
    private func isLeftOut(_ step: StepID, in run: Run) -> Bool {
        !run.state(of: step).isTerminal || run.state(of: step) == .cancelled
            ? tree.path(to: step).contains { run.state(of: $0) == .skipped } : false
    }

    /// Whether a choice took another arm than the one with the step.
    private func isOnOtherWay(_ step: StepID, in run: Run) -> Bool {
        let path = tree.path(to: step)
        return zip(path, path.dropFirst()).contains { block, below in
            guard case .choose(let arms) = tree.steps[block]?.action,
                let taken = run.chosenArm(of: block), arms.indices.contains(taken)
            else { return false }
            return arms[taken].body.id != below
        }
    }

    private func never(_ steps: [StepID], _ question: Question) -> Proof {
        ask(question, watching: steps) { _, after, _ in
            steps.allSatisfy { after.run.state(of: $0) == .done } ? "all of them are done" : nil
        }
    }

    private func never(_ condition: Guard, _ question: Question) -> Proof {
        let tree = tree
        return ask(question, watching: [], reading: [condition]) { _, after, _ in
            let incident = Incident.imagined(
                following: tree.runbook, facts: after.facts, severity: after.severity)
            let context = incident.runContext(at: after.now)
            let result = context.guards(
                GuardReference(kind: .until, step: tree.runbook.root.id), condition, after.run)
            return result.error == nil && result.value ? "the condition holds" : nil
        }
    }

    private func ask(
        _ question: Question, watching steps: [StepID], reading conditions: [Guard] = [],
        _ test: @escaping Explorer.Test
    ) -> Proof {
        let unknown = steps.filter { tree.steps[$0] == nil }
        guard unknown.isEmpty else {
            let witness = Witness(
                commands: [], outcome: "there is no step \(unknown.joined(separator: ", "))")
            return Proof(question: question, verdict: .broken(witness), remarks: [])
        }
        let relevance = Relevance(watching: steps, reading: conditions, in: tree)
        var explorer = Explorer(tree, relevance, areOrdersTried: areOrdersTried, limit: limit)
        let result = explorer.explore(test)
        let verdict: Verdict =
            if let path = result.found {
                .broken(witness(path, test, relevance))
            } else if result.isComplete {
                .holds(states: result.states)
            } else { .undecided(states: result.states) }
        return Proof(question: question, verdict: verdict, remarks: remarks(steps))
    }

    /// What the runbook itself lets people leave out.
    private func remarks(_ steps: [StepID]) -> [String] {
        steps.compactMap { id in
            guard let step = tree.steps[id], let condition = step.when else { return nil }
            return "\(id) is left out where its guard does not hold: \(condition.source)"
        }
    }

    // MARK: - Steps that must not be got round

    private func unavoidable(_ step: StepID) -> Proof {
        let path = Set(tree.path(to: step))
        let ancestors = path.subtracting([step])
        let policy = tree.steps[step]?.skippable ?? .withReason
        return ask(.unavoidable(step), watching: [step]) { before, after, events in
            guard before?.run.state(of: step).isTerminal != true, after.run.outcome != .failed,
                before.map({ isLeftOut(step, in: $0.run) || isOnOtherWay(step, in: $0.run) })
                    != true
            else { return nil }
            for event in events {
                switch event {
                case .skipped(let id, let cause, _, let approver) where path.contains(id):
                    let isApproved = policy == .withApproval && approver != nil
                    if cause == .person, !isApproved { return "\(step) is skipped with \(id)" }
                    if cause == .deadline { return "\(step) is skipped by the deadline of \(id)" }
                case .cancelled(let id, let cause)
                where path.contains(id) && [.join, .deadline].contains(cause):
                    return "\(step) is withdrawn with \(id)"
                case .done(let id, let cause, _)
                where ancestors.contains(id) && [.proceeded, .recovered].contains(cause):
                    return "\(id) goes on after a failure, and \(step) is not done"
                case .done(step, .proceeded, _):
                    return "\(step) has failed, and the run goes on"
                default: continue
                }
            }
            return nil
        }
    }

    // MARK: - Time

    private func within(_ step: StepID, _ limit: Duration, _ question: Question) -> Proof {
        guard tree.steps[step] != nil else {
            let witness = Witness(commands: [], outcome: "there is no step \(step)")
            return Proof(question: question, verdict: .broken(witness), remarks: [])
        }
        let way = LongestWay(to: step, in: tree)
        let remarks =
            way.untimed.isEmpty
            ? [] : ["without a time-box, and not counted: " + way.untimed.joined(separator: ", ")]
        guard way.length > limit else {
            return Proof(
                question: question, verdict: .holds(states: way.steps.count),
                remarks: ["longest way: \(way.length.spoken)"] + remarks)
        }
        let witness = Witness(
            commands: way.steps.map { "# \($0.id) takes up to \($0.length.spoken)" },
            outcome: "the longest way takes \(way.length.spoken)")
        return Proof(question: question, verdict: .broken(witness), remarks: remarks)
    }

    // MARK: - Witnesses

    private func witness(
        _ path: Explorer.Path, _ test: Explorer.Test, _ relevance: Relevance
    ) -> Witness {
        witness(atWork(shortened(path, test), test, relevance))
    }

    private func witness(_ shortest: Explorer.Path) -> Witness {
        let runbook = tree.runbook.id
        let opening = "open 'proof' -s \(shortest.severity.rawValue) --runbook \(runbook) --drill"
        return Witness(
            commands: [opening] + shortest.moves.flatMap(\.words), outcome: shortest.outcome)
    }

    /// Leaves out what the run does not need in order to break the claim.
    private func shortened(_ path: Explorer.Path, _ test: Explorer.Test) -> Explorer.Path {
        var moves = path.moves
        var outcome = path.outcome
        var length = max(1, moves.count / 2)
        while true {
            var isShorter = false
            var end = moves.count
            while end > 0 {
                let start = max(0, end - length)
                var fewer = moves
                fewer.removeSubrange(start..<end)
                if let result = replay(fewer, path.severity, test) {
                    moves = fewer
                    outcome = result
                    isShorter = true
                }
                end = start
            }
            if length == 1, !isShorter { break }
            length = max(1, length / 2)
        }
        return Explorer.Path(severity: path.severity, moves: moves, outcome: outcome)
    }

    /// Does the steps that the run leaves out where that breaks the claim too: a witness is to look like what people do.
    private func atWork(
        _ path: Explorer.Path, _ test: Explorer.Test, _ relevance: Relevance
    ) -> Explorer.Path {
        var possible = Moves(
            tree, relevance, areSkipped: false, areOrdersTried: areOrdersTried)
        var moves = path.moves
        var outcome = path.outcome
        for index in moves.indices {
            guard let step = moves[index].skipped else { continue }
            for work in possible.doing(step) {
                var other = moves
                other[index] = work
                guard let result = replay(other, path.severity, test) else { continue }
                moves = other
                outcome = result
                break
            }
        }
        return Explorer.Path(severity: path.severity, moves: moves, outcome: outcome)
    }

    /// What the moves come to, if each is possible and the last one breaks the claim.
    private func replay(
        _ moves: [Move], _ severity: Incidents.Severity, _ test: Explorer.Test
    ) -> String? {
        guard var (world, events) = World.begun(tree.runbook, severity: severity) else {
            return nil
        }
        var outcome = test(nil, world, events)
        for move in moves {
            guard outcome == nil, let next = world.after(move, in: tree.runbook) else {
                return nil
            }
            events = next.events
            outcome = test(world, next.world, events)
            world = next.world
        }
        return outcome
    }
}
