import Engine
import Runbooks

/// Draws commands: mostly sensible ones, on steps where they may or may not be possible.
struct Chaos {
    var random: RandomSource
    private var added = 0

    init(random: RandomSource) { self.random = random }

    mutating func command(for run: Run) -> RunCommand {
        let steps = run.states.map(\.step)
        let any = random.element(of: steps, or: "none")
        let open = random.chance(70) ? random.element(of: run.frontier, or: any) : any
        let stuck = random.chance(80) ? random.element(of: run.blocked, or: any) : any
        switch random.below(24) {
        case 0...6: return progress(open, on: run)
        case 7, 8: return .fail(open, reason: "it did not work")
        case 9: return .retry(stuck)
        case 10: return .giveUp(stuck, reason: "no way")
        case 11: return .skip(any, reason: random.pick("no need", nil), approvedBy: "lead")
        case 12, 13: return .reopen(any, reason: "once more")
        case 14: return .override(stuck, Outcome(answer: "yes", by: "ada"), reason: "seen")
        case 15: return addition(into: any, on: run)
        case 16: return .vote(open, by: "voter-\(random.below(3))", approve: random.chance(70))
        case 17: return .signal("signal-\(random.below(3))")
        case 18, 19: return .fire(random.element(of: run.armedTimers.map(\.step), or: any))
        case 20: return .poll
        case 21: return .start(open, by: random.pick("ada", "bob"))
        case 22: return .completeUndo(random.element(of: run.pendingUndo, or: any))
        default: return random.chance(10) ? .abort(reason: "enough") : .poll
        }
    }

    private mutating func progress(_ step: StepID, on run: Run) -> RunCommand {
        if case .approve = run.step(step)?.action {
            return .vote(step, by: "voter-\(random.below(9))", approve: true)
        }
        return .complete(step, Outcome(answer: random.pick("yes", "no"), by: "ada"))
    }

    private mutating func addition(into block: StepID, on run: Run) -> RunCommand {
        added += 1
        let siblings = run.step(block)?.children.map(\.id) ?? []
        let sibling = random.chance(50) ? nil : random.element(of: siblings, or: "none")
        return .add(
            AddedStep(id: "added-\(added)", task: "One more"), into: block, after: sibling)
    }
}

/// What must hold in every state of a run, as sentences about what does not.
func invariantViolations(_ run: Run) -> [String] {
    var found: [String] = []
    for (id, state) in run.states {
        guard let step = run.step(id) else { return ["\(id) is not in the tree"] }
        let below = step.children.map { run.state(of: $0.id) }
        if state == .active {
            if let parent = run.parent(of: id), run.state(of: parent) != .active {
                found.append("\(id) is active below \(parent), which is not")
            }
            if !run.frontier.contains(id) && !below.contains(.active) {
                found.append("\(id) is active with nothing to do below it")
            }
        } else if below.contains(.active) {
            found.append("\(id) is \(state.rawValue) above an active step")
        }
        if case .sequence = step.action, below.count(where: { $0 == .active }) > 1 {
            found.append("\(id) has two active steps in a row")
        }
        if case .choose(let arms) = step.action {
            for (position, arm) in arms.enumerated()
            where position != run.chosenArm(of: id) && run.state(of: arm.body.id) != .pending {
                found.append("\(id) did not take the arm of \(arm.body.id)")
            }
        }
        if run.isHeld(id) && state != .active { found.append("\(id) is held and not active") }
        if !run.frontier.contains(id) && run.isBlocked(id) {
            found.append("\(id) is blocked and not open")
        }
    }
    if run.isOver != run.frontier.isEmpty {
        found.append("over \(run.isOver), yet \(run.frontier)")
    }
    for timer in run.armedTimers where run.state(of: timer.step) != .active {
        found.append("\(timer.step) is over and has a timer")
    }
    return found
}
