package import Runbooks

/// How a run goes on under another version of its runbook, as it was decided and is kept in the record.
///
/// It names every step that takes its state along, so that reading it years later needs no rules.
package struct Migration: Sendable, Equatable, Codable {
    /// A step that takes along what happened to it.
    package struct Carried: Sendable, Equatable, Codable {
        /// Its id under the new version.
        package let step: StepID
        /// Its id before, where that was another.
        package let from: StepID?
        /// The arm that a `choose` took, counted from 0 in the new version.
        package let arm: Int?

        package init(step: StepID, from: StepID? = nil, arm: Int? = nil) {
            self.step = step
            self.from = from
            self.arm = arm
        }
    }

    /// A block of the new version that holds steps with a history.
    package struct Entered: Sendable, Equatable, Codable {
        package let step: StepID
        /// `active`, or `done` inside a block that is over.
        package let state: StepState
        package let arm: Int?

        package init(step: StepID, state: StepState, arm: Int? = nil) {
            self.step = step
            self.state = state
            self.arm = arm
        }
    }

    /// Where a step that people added to the run stands under the new version.
    package struct Placement: Sendable, Equatable, Codable {
        package let step: StepID
        package let into: StepID
        /// Behind which step; at the end if `nil`.
        package let after: StepID?

        package init(step: StepID, into: StepID, after: StepID?) {
            self.step = step
            self.into = into
            self.after = after
        }
    }

    /// In document order of the new version.
    package var carried: [Carried] = []
    package var entered: [Entered] = []
    package var placed: [Placement] = []

    package init() {}
}

/// What a migration would mean, for people to read before it is done.
package struct MigrationPlan: Sendable, Equatable {
    /// A step that stands in the way, with what is wrong about it.
    package struct Obstacle: Sendable, Equatable {
        package let step: StepID
        package let message: String
    }

    /// A step whose state cannot be taken along.
    package struct Loss: Sendable, Equatable {
        package let step: StepID
        /// How it stood.
        package let state: StepState
    }

    package var migration = Migration()
    /// Steps of the new version that stand before what was reached already; they are left out, and can be reopened.
    package var skipped: [StepID] = []
    /// Steps with a history that the new version does not have.
    package var dropped: [Loss] = []
    /// Steps that were over, stand in another place now, and are reached again.
    package var again: [Loss] = []
    /// Steps of the new version that are still to come.
    package var ahead: [StepID] = []
    /// Open waits whose condition is another one now; they count anew.
    package var countedAnew: [StepID] = []
    /// While there is one, the migration is not possible.
    package var obstacles: [Obstacle] = []

    /// Whether the migration can be done.
    package var isPossible: Bool { obstacles.isEmpty }
}

extension Run {
    /// The run under another tree; a step that the migration does not name begins anew.
    package func migrated(to root: Step, by migration: Migration) -> Run {
        var next = Run(root: root)
        for placement in migration.placed {
            guard let old = definition.index(of: placement.step),
                let block = next.definition.index(of: placement.into)
            else { continue }
            next.definition.insert(definition.nodes[old].step, into: block, after: placement.after)
            next.records.append(Record())
        }
        var indexes: [Int: Int] = [:]
        for carried in migration.carried {
            guard let old = definition.index(of: carried.from ?? carried.step),
                let new = next.definition.index(of: carried.step)
            else { continue }
            indexes[old] = new
            next.records[new] = records[old]
            next.records[new].arm = carried.arm
        }
        for entered in migration.entered {
            guard let index = next.definition.index(of: entered.step) else { continue }
            next.records[index].state = entered.state
            next.records[index].arm = entered.arm
            if case .loop = next.definition.nodes[index].shape { next.records[index].iteration = 1 }
        }
        next.takeOver(self, indexes)
        return next
    }

    /// Takes along what is kept beside the records of the steps.
    private mutating func takeOver(_ old: Run, _ indexes: [Int: Int]) {
        func moved<Value>(_ values: [Int: Value]) -> [Int: Value] {
            Dictionary(
                values.compactMap { index, value in indexes[index].map { ($0, value) } },
                uniquingKeysWith: { first, _ in first })
        }
        outcomes = moved(old.outcomes)
        reasons = moved(old.reasons)
        starters = moved(old.starters)
        ballots = moved(old.ballots)
        conditionErrors = moved(old.conditionErrors)
        held = old.held.compactMap { indexes[$0] }
        timers = old.timers.compactMap { timer in
            guard let index = indexes[timer.index], keeps(timer, of: old, at: index) else {
                return nil
            }
            return Timer(index: index, kind: timer.kind, due: timer.due)
        }
        func withEffect(_ list: [Int]) -> [Int] {
            list.compactMap { indexes[$0] }.filter { definition.nodes[$0].step.undo != nil }
        }
        undoable = withEffect(old.undoable)
        requestedUndo = withEffect(old.requestedUndo)
    }

    /// A timer goes on as it was armed, if the step still has that kind of limit.
    private func keeps(_ timer: Timer, of old: Run, at index: Int) -> Bool {
        let step = definition.nodes[index].step
        switch timer.kind {
        case .deadline: return step.deadline != nil
        case .wait: return step.action == old.definition.nodes[timer.index].step.action
        }
    }
}

/// What follows from a migration: the events to record with it and then to apply, in order.
///
/// Throws a `Rejection` if the run does not settle.
package func settle(
    _ run: Run, migratedTo root: Step, by plan: MigrationPlan, in context: RunContext
) throws(Rejection) -> [RunEvent] {
    var macrostep = Macrostep(run: run.migrated(to: root, by: plan.migration), context: context)
    for step in plan.skipped {
        guard let index = macrostep.run.definition.index(of: step) else { continue }
        macrostep.emit(
            .skipped(step: step, cause: .migration, reason: nil, approvedBy: nil), at: index)
    }
    macrostep.arm(plan.migration, from: run)
    try macrostep.settle()
    return macrostep.events
}

extension Macrostep {
    /// Arms the limits that open steps did not have before, counted from now.
    fileprivate mutating func arm(_ migration: Migration, from old: Run) {
        for carried in migration.carried {
            guard let index = run.definition.index(of: carried.step),
                let before = old.step(carried.from ?? carried.step),
                run.records[index].state == .active
            else { continue }
            if before.action != run.definition.nodes[index].step.action, run.isOpenLeaf(index) {
                armWait(index)
            }
            if before.deadline == nil { armDeadline(index) }
        }
        for entered in migration.entered where entered.state == .active {
            if let index = run.definition.index(of: entered.step) { armDeadline(index) }
        }
    }
}
