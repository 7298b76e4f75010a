package import Chronology
package import Runbooks

/// One execution of a runbook: the state that its events add up to.
///
/// Only `apply` changes it. Ids are looked up, so that an unknown id reads as a pending step.
package struct Run: Sendable, Equatable {
    /// What the run remembers of every step; the rest is kept only for steps that have it.
    struct Record: Sendable, Equatable {
        var state = StepState.pending
        var isBlocked = false
        var isHandling = false
        var epoch = 0
        var iteration = 0
        var arm: Int?
        var retriesUsed = 0
    }

    struct Timer: Sendable, Equatable {
        let index: Int
        let kind: TimerKind
        let due: Timestamp
    }

    var definition: Definition
    var records: [Record]
    /// Reopened steps that are not over yet.
    var held: [Int] = []
    var timers: [Timer] = []
    /// Steps with an undo text whose effect stands, in the order in which they were done.
    var undoable: [Int] = []
    var requestedUndo: [Int] = []
    var outcomes: [Int: Outcome] = [:]
    var reasons: [Int: String] = [:]
    var starters: [Int: String] = [:]
    var ballots: [Int: [Vote]] = [:]
    /// The last recorded error of a condition that a step waits for.
    var conditionErrors: [Int: String] = [:]

    /// A run of the runbook with this tree, before its beginning; the ids in the tree are unique.
    package init(root: Step) {
        definition = Definition(root: root)
        records = Array(repeating: Record(), count: definition.nodes.count)
    }
}

extension Run {
    /// The tree, added steps included.
    package var root: Step { definition.nodes[0].step }

    /// Whether the run has begun.
    package var hasBegun: Bool { records[0].state != .pending }

    /// Whether the run has ended; only going back and carrying out undo tasks are possible then.
    package var isOver: Bool { records[0].state.isTerminal }

    /// How the run ended; `nil` while it is open.
    package var outcome: StepState? { isOver ? records[0].state : nil }

    /// Where the step stands.
    package func state(of step: StepID) -> StepState { record(step)?.state ?? .pending }

    /// Every step with its state, in document order.
    package var states: [(step: StepID, state: StepState)] {
        definition.documentOrder.map { (id($0), records[$0].state) }
    }

    /// The leaves that somebody or something has to end, blocked ones included, in document order.
    package var frontier: [StepID] {
        definition.documentOrder.filter { isOpenLeaf($0) }.map { definition.ids[$0] }
    }

    /// The steps that failed and ask a person, in document order.
    package var blocked: [StepID] {
        definition.documentOrder.filter { records[$0].isBlocked }.map(id)
    }

    /// Whether the step failed and asks a person.
    package func isBlocked(_ step: StepID) -> Bool { record(step)?.isBlocked ?? false }

    /// Whether the failure handler of the step has taken over.
    package func isHandling(_ step: StepID) -> Bool { record(step)?.isHandling ?? false }

    /// Whether the step was reopened and is not over yet.
    package func isHeld(_ step: StepID) -> Bool {
        definition.index(of: step).map(held.contains) ?? false
    }

    /// How often the step was superseded.
    package func epoch(of step: StepID) -> Int { record(step)?.epoch ?? 0 }

    /// Which iteration a loop is in, from 1; 0 before the first.
    package func iteration(of step: StepID) -> Int { record(step)?.iteration ?? 0 }

    /// The arm that a `choose` took, counted from 0.
    package func chosenArm(of step: StepID) -> Int? { record(step)?.arm }

    /// How many automatic retries the step has used.
    package func retriesUsed(of step: StepID) -> Int { record(step)?.retriesUsed ?? 0 }

    /// The result of the newest instance of the step.
    ///
    /// In a loop it is the last iteration's until the step is reached again.
    package func outcome(of step: StepID) -> Outcome? {
        definition.index(of: step).flatMap { outcomes[$0] }
    }

    /// The answer of the newest instance of the step.
    package func answer(of step: StepID) -> String? { outcome(of: step)?.answer }

    /// Why the step is skipped, failed or blocked.
    package func reason(of step: StepID) -> String? {
        definition.index(of: step).flatMap { reasons[$0] }
    }

    /// The votes on an `approve` step in the order in which they came.
    package func votes(of step: StepID) -> [Vote] {
        definition.index(of: step).flatMap { ballots[$0] } ?? []
    }

    /// Who said last that work on the step is under way.
    package func starter(of step: StepID) -> String? {
        definition.index(of: step).flatMap { starters[$0] }
    }

    /// All armed timers, the earliest first.
    package var armedTimers: [ArmedTimer] {
        timers.enumerated()
            .sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }
            .map {
                ArmedTimer(step: id($0.element.index), kind: $0.element.kind, due: $0.element.due)
            }
    }

    /// The timers that `fire` accepts at this moment: due, and of steps that are not blocked.
    package func dueTimers(at now: Timestamp) -> [ArmedTimer] {
        armedTimers.filter { $0.due <= now && !isBlocked($0.step) }
    }

    /// The done steps whose effect is to be taken back, in the order in which to do it.
    package var pendingUndo: [StepID] { requestedUndo.map(id) }
}

extension Run {
    /// The step with this id, as it stands in the tree.
    package func step(_ id: StepID) -> Step? {
        definition.index(of: id).map { definition.nodes[$0].step }
    }

    /// The block that the step is directly in; `nil` for the root.
    package func parent(of step: StepID) -> StepID? {
        definition.index(of: step).flatMap { definition.nodes[$0].parent }.map(id)
    }

    /// The ids from the root down to the step; empty for an unknown step.
    package func path(to step: StepID) -> [StepID] {
        guard let index = definition.index(of: step) else { return [] }
        return definition.ancestors(of: index).reversed().map(id) + [step]
    }

    func id(_ index: Int) -> StepID { definition.ids[index] }

    /// Whether the step is a leaf that can be ended; one whose handler runs is only a block.
    func isOpenLeaf(_ index: Int) -> Bool {
        records[index].state == .active && !records[index].isHandling
            && definition.areLeaves[index]
    }

    /// The body of the arm that a `choose` took.
    func chosenChild(of index: Int) -> Int? {
        guard let arm = records[index].arm else { return nil }
        let children = definition.nodes[index].children
        return children.indices.contains(arm) ? children[arm] : nil
    }

    private func record(_ step: StepID) -> Record? {
        definition.index(of: step).map { records[$0] }
    }
}
