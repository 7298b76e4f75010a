package import Runbooks

extension Run {
    /// What it would mean to go on under another tree.
    ///
    /// A step keeps its state if the new tree has it under the same id (or the one in `renamed`, from old to
    /// new) with the same verb. Blocks without an id of their own are told by what they hold.
    /// - Parameter added: ids of the steps that people added; they stay, where the new tree does not have them.
    package func migrationPlan(
        to root: Step, renamed: [StepID: StepID] = [:], keeping added: Set<StepID> = []
    ) -> MigrationPlan {
        var planner = MigrationPlanner(self, root, renamed: renamed)
        planner.place(added)
        planner.match()
        planner.settleRoot()
        planner.collectLosses()
        return planner.plan
    }
}

/// Works out which state each step of the new tree has.
private struct MigrationPlanner {
    let old: Run
    /// The new tree, before anything happened in it.
    var new: Run
    let renamed: [StepID: StepID]
    var plan = MigrationPlan()
    /// From indexes of the new tree to those of the old one.
    var counterparts: [Int: Int] = [:]
    private var taken: Set<Int> = []
    /// Old indexes whose state was taken along.
    private var carried: Set<Int> = []

    init(_ old: Run, _ root: Step, renamed: [StepID: StepID]) {
        self.old = old
        self.new = Run(root: root)
        self.renamed = renamed
    }

    /// Puts the steps that people added into the new tree: into the block in which they were, or the nearest one
    /// around it that is left, behind the nearest step before them that is left.
    mutating func place(_ added: Set<StepID>) {
        for index in old.definition.documentOrder {
            let step = old.id(index)
            guard added.contains(step), new.definition.index(of: name(step)) == nil else {
                continue
            }
            var inner = index
            for ancestor in old.definition.ancestors(of: index) {
                let block = new.definition.index(of: name(old.id(ancestor)))
                guard let block, isOpenSequence(block) else {
                    inner = ancestor
                    continue
                }
                let siblings = old.definition.nodes[ancestor].children
                let before = siblings.prefix { $0 != inner }.reversed().map { name(old.id($0)) }
                let present = Set(new.definition.nodes[block].children.map(new.id))
                let placement = Migration.Placement(
                    step: step, into: new.id(block), after: before.first(where: present.contains))
                new.definition.insert(
                    old.definition.nodes[index].step, into: block, after: placement.after)
                new.records.append(Run.Record())
                plan.migration.placed.append(placement)
                break
            }
        }
    }

    private func isOpenSequence(_ index: Int) -> Bool {
        if case .sequence = new.definition.nodes[index].step.action { true } else { false }
    }

    private func name(_ old: StepID) -> StepID { renamed[old] ?? old }
}

// MARK: - Which step is which

extension MigrationPlanner {
    mutating func match() {
        pair(0, 0)
        let names = Dictionary(
            old.definition.nodes.indices.map { (name(old.id($0)), $0) },
            uniquingKeysWith: { first, _ in first })
        for index in new.definition.documentOrder.dropFirst() where !isGenerated(new, index) {
            guard let other = names[new.id(index)], !isGenerated(old, other) else { continue }
            if sameKind(index, other) { pair(index, other) }
        }
        let unnamed = new.definition.documentOrder.dropFirst().filter { isGenerated(new, $0) }
        for index in unnamed {
            if let other = candidates(for: index).nearest { pair(index, other) }
        }
        for index in unnamed where counterparts[index] == nil {
            if let other = candidates(for: index).alike { pair(index, other) }
        }
    }

    private mutating func pair(_ index: Int, _ other: Int) {
        guard taken.insert(other).inserted else { return }
        counterparts[index] = other
    }

    /// Blocks without an id in the file are named after the block around them and their place in it.
    private func isGenerated(_ run: Run, _ index: Int) -> Bool {
        guard let parent = run.definition.nodes[index].parent else { return false }
        let prefix = run.id(parent) + "."
        guard run.id(index).hasPrefix(prefix) else { return false }
        let rest = run.id(index).dropFirst(prefix.count)
        return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Unnamed blocks of the old tree under the same parent: the one that has most named steps in common, and one
    /// that has none in common, but the same guard, or is the body of the same loop.
    private func candidates(for index: Int) -> (nearest: Int?, alike: Int?) {
        guard let parent = new.definition.nodes[index].parent, let above = counterparts[parent]
        else { return (nil, nil) }
        let node = old.definition.nodes[above]
        let open = (node.children + (node.handler.map { [$0] } ?? [])).filter {
            isGenerated(old, $0) && !taken.contains($0) && sameKind(index, $0)
        }
        let known = Set(below(index, in: new).compactMap { counterparts[$0] })
        let scores = open.map { below($0, in: old).count(where: known.contains) }
        if let best = scores.max(), best > 0, let place = scores.firstIndex(of: best) {
            return (open[place], nil)
        }
        if case .loop = new.definition.nodes[parent].shape { return (nil, open.first) }
        let text = guardText(of: index, in: new)
        return (nil, open.first { text != nil && guardText(of: $0, in: old) == text })
    }

    /// The guard of an arm by its body; `nil` for other blocks.
    private func guardText(of index: Int, in run: Run) -> String? {
        guard let parent = run.definition.nodes[index].parent,
            case .choose(let arms) = run.definition.nodes[parent].step.action,
            let position = run.definition.nodes[parent].children.firstIndex(of: index)
        else { return nil }
        return arms[position].guardExpression?.source ?? "otherwise"
    }

    private func below(_ index: Int, in run: Run) -> [Int] {
        let node = run.definition.nodes[index]
        let children = node.children + (node.handler.map { [$0] } ?? [])
        return children + children.flatMap { below($0, in: run) }
    }

    private func sameKind(_ index: Int, _ other: Int) -> Bool {
        new.definition.nodes[index].step.action.kind == old.definition.nodes[other].step.action.kind
    }
}

// MARK: - Which state each step has

extension MigrationPlanner {
    mutating func settleRoot() {
        guard old.hasBegun else {
            plan.ahead = new.definition.documentOrder.map(new.id)
            return
        }
        assign(0, under: .active)
        carryTraces()
        let order = Dictionary(
            new.definition.documentOrder.enumerated().map { (new.id($1), $0) },
            uniquingKeysWith: { first, _ in first })
        func isBefore(_ one: StepID, _ other: StepID) -> Bool {
            (order[one] ?? 0) < (order[other] ?? 0)
        }
        plan.migration.carried.sort { isBefore($0.step, $1.step) }
        plan.migration.entered.sort { isBefore($0.step, $1.step) }
        plan.skipped.sort(by: isBefore)
    }

    /// Steps that wait for their turn again keep how often they were gone back over and what they gave last.
    private mutating func carryTraces() {
        for index in new.definition.documentOrder where stateBefore(index) == .pending {
            guard let other = counterparts[index], !carried.contains(other),
                old.records[other] != Run.Record() || old.outcomes[other] != nil
            else { continue }
            _ = carry(index)
        }
    }

    /// The state that the step had; `pending` for one that the old tree does not have.
    private func stateBefore(_ index: Int) -> StepState {
        counterparts[index].map { old.records[$0].state } ?? .pending
    }

    /// Whether something happened to the step or to one below it.
    private func hasHistory(_ index: Int) -> Bool {
        stateBefore(index) != .pending
            || below(index, in: new).contains { stateBefore($0) != .pending }
    }

    /// Gives a step with a history its state, and those below it.
    private mutating func assign(_ index: Int, under parent: StepState) {
        let before = stateBefore(index)
        if before == .active, parent != .active {
            stop(index, "it is open, and the block around it is \(parent.rawValue)")
            return
        }
        guard before != .pending else {
            let state: StepState = parent == .active ? .active : .done
            let arm = entered(index)
            plan.migration.entered.append(
                Migration.Entered(step: new.id(index), state: state, arm: arm))
            assignBelow(index, state, arm)
            return
        }
        let arm = carry(index)
        assignBelow(index, before, arm)
    }

    /// Takes the state of a step along.
    ///
    /// - Returns: the arm that a `choose` took.
    private mutating func carry(_ index: Int) -> Int? {
        guard let other = counterparts[index] else { return nil }
        let arm = old.chosenChild(of: other).flatMap { body in
            new.definition.nodes[index].children.firstIndex { counterparts[$0] == body }
        }
        if old.records[other].arm != nil, arm == nil, old.records[other].state == .active {
            stop(index, "the arm that was taken is not in the new version")
        }
        if old.records[other].isHandling, old.records[other].state == .active,
            !hasHandler(of: index, from: other)
        {
            stop(index, "it failed, and its handler is not in the new version")
        }
        if case .wait = new.definition.nodes[index].step.action,
            old.records[other].state == .active,
            new.definition.nodes[index].step.action != old.definition.nodes[other].step.action
        {
            plan.countedAnew.append(new.id(index))
        }
        carried.insert(other)
        let from = old.id(other)
        plan.migration.carried.append(
            Migration.Carried(
                step: new.id(index), from: from == new.id(index) ? nil : from, arm: arm))
        return arm
    }

    /// Whether the block failed and its handler is at work.
    private func isHandling(_ index: Int) -> Bool {
        counterparts[index].map { old.records[$0].isHandling } ?? false
    }

    private func hasHandler(of index: Int, from other: Int) -> Bool {
        guard let handler = new.definition.nodes[index].handler else { return false }
        return counterparts[handler] == old.definition.nodes[other].handler
    }

    /// The arm of a new `choose` around steps with a history.
    private mutating func entered(_ index: Int) -> Int? {
        guard case .choose = new.definition.nodes[index].shape else { return nil }
        let arms = new.definition.nodes[index].children.indices.filter {
            hasHistory(new.definition.nodes[index].children[$0])
        }
        if arms.count > 1 { stop(index, "steps in several of its arms were reached") }
        return arms.first
    }

    private mutating func assignBelow(_ index: Int, _ state: StepState, _ arm: Int?) {
        let node = new.definition.nodes[index]
        switch (node.shape, state) {
        case (.work, _), (.wait, _): break
        case (.sequence, .active): assignSequence(node.children, isHandling: isHandling(index))
        case (.choose, .active), (.choose, .done):
            for (position, child) in node.children.enumerated() {
                if position == arm { assignReached(child, state) } else { leave(child) }
            }
        case (.parallel, .active), (.loop, .active):
            for child in node.children where hasHistory(child) { assign(child, under: state) }
        case (_, .done): for child in node.children { assignReached(child, state) }
        default: for child in node.children where hasHistory(child) { assign(child, under: state) }
        }
        if let handler = node.handler, hasHistory(handler) { assign(handler, under: state) }
    }

    /// A step in a block that is over, or in the arm that was taken.
    private mutating func assignReached(_ index: Int, _ parent: StepState) {
        if hasHistory(index) {
            assign(index, under: parent)
        } else if parent != .active, counterparts[index] == nil {
            // What was never reached of a block that is over stays so.
            plan.skipped.append(new.id(index))
        }
    }

    /// In an open sequence all before the last step that was reached is over.
    private mutating func assignSequence(_ children: [Int], isHandling: Bool) {
        guard let last = children.lastIndex(where: hasHistory) else { return }
        for child in children[..<last] {
            guard hasHistory(child) else {
                if !isHandling { plan.skipped.append(new.id(child)) }
                continue
            }
            if stateBefore(child) == .active {
                stop(child, "it is open, and '\(new.id(children[last]))' behind it was reached")
            }
            // A new block around steps that are over is over itself.
            assign(child, under: stateBefore(child) == .pending ? .done : .active)
        }
        assign(children[last], under: .active)
    }

    /// Steps with a history in an arm that was not taken.
    private mutating func leave(_ index: Int) {
        for step in [index] + below(index, in: new) where stateBefore(step) == .active {
            stop(step, "it is open, and lies in an arm that was not taken")
        }
    }

    private mutating func stop(_ index: Int, _ message: String) {
        plan.obstacles.append(MigrationPlan.Obstacle(step: new.id(index), message: message))
    }

    /// What had a state and takes none along.
    mutating func collectLosses() {
        let matched = Dictionary(
            counterparts.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for index in old.definition.documentOrder
        where old.records[index].state != .pending && !carried.contains(index)
            && !isGenerated(old, index)
        {
            let state = old.records[index].state
            let loss = MigrationPlan.Loss(step: old.id(index), state: state)
            let isOpen = state == .active && old.definition.nodes[index].isLeaf
            if let place = matched[index] {
                plan.again.append(loss)
                if isOpen, !plan.obstacles.contains(where: { $0.step == new.id(place) }) {
                    stop(place, "it is open, and stands where the run cannot take it along")
                }
            } else {
                plan.dropped.append(loss)
                if isOpen {
                    let message =
                        new.definition.index(of: name(old.id(index))) == nil
                        ? "it is open, and the new version does not have it"
                        : "it is open, and asks for something else in the new version"
                    plan.obstacles.append(
                        MigrationPlan.Obstacle(step: old.id(index), message: message))
                }
            }
        }
        let skipped = Set(plan.skipped)
        plan.ahead = new.definition.documentOrder.filter { index in
            counterparts[index] == nil && new.definition.nodes[index].isLeaf
                && ([index] + new.definition.ancestors(of: index)).allSatisfy {
                    !skipped.contains(new.id($0))
                }
        }.map(new.id)
    }
}

extension Action {
    /// The verb, without what it is about.
    fileprivate var kind: String {
        switch self {
        case .manual: "do"
        case .ask: "ask"
        case .decide: "decide"
        case .approve: "approve"
        case .automate: "run"
        case .notify: "notify"
        case .wait: "wait"
        case .sequence: "sequence"
        case .parallel: "parallel"
        case .choose: "choose"
        case .loop: "repeat"
        case .call: "runbook"
        }
    }
}
