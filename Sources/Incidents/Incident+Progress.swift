internal import Engine
package import Runbooks

/// Where a step that people do stands, as lists and reports count it.
package enum StepStanding: Sendable, Equatable {
    case notReached
    case open
    case done
    /// Left out by a person or because its deadline passed, alone or with the block around it.
    case skipped
    case failed
    /// Open when something above it ended.
    case withdrawn
    /// The runbook itself says that it is not needed here.
    case inapplicable(Inapplicability)
}

/// Why the runbook does not need a step.
package enum Inapplicability: Sendable, Equatable {
    /// This `when`, of the step or of a block around it, does not hold.
    case condition(String)
    /// A `choose` took another way than the one with this guard; `nil` for `otherwise`.
    case otherWay(String?)
    /// It belongs to the failure handler of this step, which did not fail.
    case noFailure(of: StepID)
    /// The block with this id failed before, and its failure handler or what stands behind it took over.
    case failedBefore(StepID)
}

/// Why a step that was not reached cannot come any more, unless somebody goes back.
package enum ClosedWay: Sendable, Equatable {
    /// A `choose` took another way, or a failure plan was not needed or took the place of the step.
    case notTaken
    /// A block around it was skipped.
    case skipped
    /// A block around it was withdrawn.
    case cancelled
}

/// How far people are with a runbook; steps that do not apply are counted apart.
package struct RunbookProgress: Sendable, Equatable {
    package internal(set) var done = 0
    /// Left out or withdrawn.
    package internal(set) var skipped = 0
    package internal(set) var open = 0
    package internal(set) var failed = 0
    package internal(set) var notReached = 0
    package internal(set) var inapplicable = 0

    /// How many steps there are to do: all but those that do not apply.
    package var applicable: Int { done + skipped + open + failed + notReached }
}

extension Incident {
    /// How far the runbook is; the one figure that messages, lists and reports show.
    package var progress: RunbookProgress {
        var progress = RunbookProgress()
        for (_, standing) in standings {
            switch standing {
            case .done: progress.done += 1
            case .skipped, .withdrawn: progress.skipped += 1
            case .open: progress.open += 1
            case .failed: progress.failed += 1
            case .notReached: progress.notReached += 1
            case .inapplicable: progress.inapplicable += 1
            }
        }
        return progress
    }

    /// The steps that people do, in document order, each with where it stands.
    package var standings: [(step: Step, standing: StepStanding)] {
        guard let run else { return [] }
        var search = StandingSearch(
            run: run, unneeded: unneededSteps, overcome: overcomeFailures)
        search.visit(run.root, around: .needed)
        return search.found
    }

    /// The steps that failed, and behind which the run went on all the same: by a policy, or by other steps in their
    /// place. They count as done for the run, and as failed for people.
    package var overcomeFailures: Set<StepID> {
        var result: Set<StepID> = []
        for event in (runBegun?.payload.events ?? []) + steps.flatMap(\.payload.events) {
            switch event {
            case .handling(let step, _), .done(let step, .proceeded, _),
                .done(let step, .recovered, _):
                result.insert(step)
            case .done(let step, _, _), .activated(let step), .superseded(let step, _),
                .retried(let step, _, _):
                result.remove(step)
            default: continue
            }
        }
        return result
    }

    /// How the way to a step was closed that was not reached; `nil` if it can still come, or came.
    package func closedWay(to step: StepID) -> ClosedWay? {
        guard let run, run.state(of: step) == .pending else { return nil }
        let path = run.path(to: step)
        for (block, child) in zip(path, path.dropFirst()) {
            guard let outer = run.step(block) else { continue }
            let state = run.state(of: block)
            if state == .skipped { return .skipped }
            if state == .cancelled { return .cancelled }
            if case .choose(let arms) = outer.action, let taken = run.chosenArm(of: block),
                let own = arms.firstIndex(where: { $0.body.id == child }), own != taken
            {
                return .notTaken
            }
            guard case .handler(let plan) = outer.onFailure else { continue }
            let isPlan = plan.id == child
            if isPlan != run.isHandling(block), !isPlan || state.isTerminal { return .notTaken }
        }
        return nil
    }

    /// The steps that are skipped because their `when` does not hold.
    private var unneededSteps: Set<StepID> {
        var result: Set<StepID> = []
        for event in (runBegun?.payload.events ?? []) + steps.flatMap(\.payload.events) {
            switch event {
            case .skipped(let step, .condition, _, _): result.insert(step)
            case .skipped(let step, _, _, _), .activated(let step), .superseded(let step, _):
                result.remove(step)
            default: continue
            }
        }
        return result
    }
}

/// Walks through a run and says of each leaf where it stands.
private struct StandingSearch {
    /// What the blocks around a step mean for it as long as it is not reached.
    enum Surroundings {
        case needed
        case skipped
        case inapplicable(Inapplicability)
    }

    let run: Run
    let unneeded: Set<StepID>
    let overcome: Set<StepID>
    var found: [(step: Step, standing: StepStanding)] = []

    mutating func visit(_ step: Step, around: Surroundings) {
        if step.isLeaf { found.append((step, standing(of: step, around))) }
        let inside = inside(step, around)
        switch step.action {
        case .choose(let arms):
            let chosen = run.chosenArm(of: step.id)
            for (position, arm) in arms.enumerated() {
                let isTaken = chosen == nil || chosen == position
                visit(
                    arm.body,
                    around: isTaken
                        ? inside : inside.or(.otherWay(arm.guardExpression?.source)))
            }
        case .sequence(let steps): for child in steps { visit(child, around: inside) }
        case .parallel(let lanes, _, _): for lane in lanes { visit(lane, around: inside) }
        case .loop(let body, _, _): visit(body, around: inside)
        case .call(_, _, let body): visit(body, around: inside)
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: break
        }
        guard case .handler(let handler) = step.onFailure else { return }
        let isNeeded = run.isHandling(step.id) || run.state(of: handler.id) != .pending
        // What took the place of the block does not stand inside of it.
        let plan = overcome.contains(step.id) ? around : inside
        visit(handler, around: isNeeded ? plan : plan.or(.noFailure(of: step.id)))
    }

    private func standing(of step: Step, _ around: Surroundings) -> StepStanding {
        switch run.state(of: step.id) {
        case .done: overcome.contains(step.id) ? .failed : .done
        case .active: run.isHandling(step.id) ? .failed : .open
        case .failed: .failed
        case .cancelled: .withdrawn
        case .skipped: condition(of: step).map { .inapplicable($0) } ?? .skipped
        case .pending:
            switch around {
            case .needed: .notReached
            case .skipped: .skipped
            case .inapplicable(let reason): .inapplicable(reason)
            }
        }
    }

    private func condition(of step: Step) -> Inapplicability? {
        guard unneeded.contains(step.id), let source = step.when?.source else { return nil }
        return .condition(source)
    }

    /// What the steps below a step find around them.
    private func inside(_ step: Step, _ around: Surroundings) -> Surroundings {
        guard !step.isLeaf, case .needed = around else { return around }
        switch run.state(of: step.id) {
        case .skipped: return condition(of: step).map { .inapplicable($0) } ?? .skipped
        case .cancelled: return .skipped
        case .pending, .active, .done, .failed:
            return overcome.contains(step.id) ? .inapplicable(.failedBefore(step.id)) : .needed
        }
    }
}

extension StandingSearch.Surroundings {
    /// These surroundings, or, where the blocks around need the step, that it does not apply.
    fileprivate func or(_ reason: Inapplicability) -> Self {
        if case .needed = self { .inapplicable(reason) } else { self }
    }
}
