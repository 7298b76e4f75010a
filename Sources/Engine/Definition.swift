import Runbooks

/// The tree of a runbook as a table in which every step has a fixed index.
struct Definition: Sendable, Equatable {
    /// What a step does to the steps below it.
    enum Shape: Sendable, Equatable {
        case work
        case wait
        /// Also a called runbook, which is a sequence of one.
        case sequence
        case parallel(join: Join, rest: Remainder)
        case choose
        case loop(atMost: Int)
    }

    /// What the failure of a step does; the handler's index is in the node.
    enum Policy: Sendable, Equatable {
        case block
        case proceed
        case abort
        case handler
    }

    struct Node: Sendable, Equatable {
        var step: Step
        let shape: Shape
        let policy: Policy
        /// `nil` for the root.
        let parent: Int?
        /// The steps directly below, without the handler.
        var children: [Int] = []
        var handler: Int?

        var isLeaf: Bool { shape == .work || shape == .wait }
    }

    private(set) var nodes: [Node] = []
    /// The ids of the nodes: asked for so often that a whole node is too much to fetch.
    private(set) var ids: [StepID] = []
    /// Whether each node is a leaf.
    private(set) var areLeaves: [Bool] = []
    /// All indexes in document order; a handler comes after the other children.
    private(set) var documentOrder: [Int] = []
    /// The steps that wait for a condition, in document order.
    private(set) var conditionWaits: [Int] = []
    private var indexes: [StepID: Int] = [:]

    /// Builds the table; ids are unique, which reading a runbook makes sure of.
    init(root: Step) {
        append(root, parent: nil)
        orderNodes()
    }

    func index(of id: StepID) -> Int? { indexes[id] }

    /// The ancestors of a step, the nearest first.
    func ancestors(of index: Int) -> [Int] {
        var result: [Int] = []
        var next = nodes[index].parent
        while let ancestor = next {
            result.append(ancestor)
            next = nodes[ancestor].parent
        }
        return result
    }

    /// Whether `index` is `top` or lies below it.
    func isInside(_ index: Int, of top: Int) -> Bool {
        var next: Int? = index
        while let current = next {
            if current == top { return true }
            next = nodes[current].parent
        }
        return false
    }

    @discardableResult
    private mutating func append(_ step: Step, parent: Int?) -> Int {
        let index = nodes.count
        nodes.append(
            Node(step: step, shape: Shape(step.action), policy: Policy(step), parent: parent))
        ids.append(step.id)
        areLeaves.append(nodes[index].isLeaf)
        indexes[step.id] = index
        let below = step.children.map { append($0, parent: index) }
        if nodes[index].policy == .handler {
            nodes[index].handler = below.last
            nodes[index].children = below.dropLast()
        } else {
            nodes[index].children = below
        }
        return index
    }

    private mutating func orderNodes() {
        var order: [Int] = []
        func visit(_ index: Int) {
            order.append(index)
            for child in nodes[index].children { visit(child) }
            if let handler = nodes[index].handler { visit(handler) }
        }
        visit(0)
        documentOrder = order
        conditionWaits = order.filter {
            if case .wait(.until) = nodes[$0].step.action { true } else { false }
        }
    }
}

extension Definition {
    /// Puts a leaf into a sequence, behind `sibling` or at the end; indexes stay what they are.
    mutating func insert(_ step: Step, into block: Int, after sibling: StepID?) {
        let position =
            nodes[block].children.firstIndex { nodes[$0].step.id == sibling }.map { $0 + 1 }
            ?? nodes[block].children.count
        let index = append(step, parent: block)
        nodes[block].children.insert(index, at: position)
        if case .sequence(var steps) = nodes[block].step.action {
            steps.insert(step, at: min(position, steps.count))
            nodes[block].step.action = .sequence(steps)
        }
        var changed = nodes[block].step
        for ancestor in ancestors(of: block) {
            nodes[ancestor].step.replaceChild(with: changed)
            changed = nodes[ancestor].step
        }
        orderNodes()
    }
}

extension Definition.Shape {
    init(_ action: Action) {
        switch action {
        case .manual, .ask, .decide, .approve, .automate, .notify: self = .work
        case .wait: self = .wait
        case .sequence, .call: self = .sequence
        case .parallel(_, let join, let rest): self = .parallel(join: join, rest: rest)
        case .choose: self = .choose
        case .loop(_, _, let atMost): self = .loop(atMost: atMost)
        }
    }
}

extension Definition.Policy {
    init(_ step: Step) {
        switch step.onFailure {
        case .block: self = .block
        case .proceed: self = .proceed
        case .abort: self = .abort
        case .handler: self = .handler
        }
    }
}

extension Step {
    /// Puts a changed child in the place of the one with the same id.
    mutating func replaceChild(with child: Step) {
        func changed(_ step: Step) -> Step { step.id == child.id ? child : step }
        switch action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: break
        case .sequence(let steps): action = .sequence(steps.map(changed))
        case .parallel(let lanes, let join, let rest):
            action = .parallel(lanes.map(changed), join: join, rest: rest)
        case .choose(let arms):
            action = .choose(
                arms.map { Arm(guardExpression: $0.guardExpression, body: changed($0.body)) })
        case .loop(let body, let again, let atMost):
            action = .loop(body: changed(body), again: again, atMost: atMost)
        case .call(let runbook, let arguments, let body):
            action = .call(runbook: runbook, with: arguments, body: changed(body))
        }
        if case .handler(let handler) = onFailure { onFailure = .handler(changed(handler)) }
    }
}
