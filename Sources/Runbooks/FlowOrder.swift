/// How the steps of a tree stand to each other in time, as far as the tree alone says it.
struct FlowOrder {
    /// Where a step stands, seen from another one.
    enum Relation: Equatable {
        case same
        /// It is over before the other one is reached.
        case before
        /// It is reached only after the other one is over.
        case after
        /// In another lane: either can be first.
        case beside
        /// In another arm: a run has one of them at most.
        case apart
        /// It holds the other one.
        case around
        /// The other one holds it.
        case inside
        /// Both are repeated together, so that each comes before and after the other.
        case repeated
    }

    private(set) var steps: [Step] = []
    private var parents: [Int] = []
    private var depths: [Int] = []
    /// Which child of its parent a step is.
    private var positions: [Int] = []
    private var numbers: [StepID: Int] = [:]
    /// Whether a loop is somewhere around.
    private var loops: [Int?] = []

    init(_ root: Step) { add(root, below: -1, position: 0, depth: 0, loop: nil) }

    private mutating func add(
        _ step: Step, below parent: Int, position: Int, depth: Int, loop: Int?
    ) {
        let number = steps.count
        steps.append(step)
        parents.append(parent)
        depths.append(depth)
        positions.append(position)
        loops.append(loop)
        if numbers[step.id] == nil { numbers[step.id] = number }
        var inner = loop
        if case .loop = step.action { inner = number }
        for (position, child) in step.children.enumerated() {
            add(child, below: number, position: position, depth: depth + 1, loop: inner)
        }
    }

    func number(of id: StepID) -> Int? { numbers[id] }

    /// The step that holds a step; `nil` for the root.
    func parent(of id: StepID) -> Step? {
        numbers[id].flatMap { parents[$0] < 0 ? nil : steps[parents[$0]] }
    }

    /// The steps around a step, the innermost first.
    func ancestors(of id: StepID) -> [Step] {
        var result: [Step] = []
        var number = numbers[id].map { parents[$0] } ?? -1
        while number >= 0 {
            result.append(steps[number])
            number = parents[number]
        }
        return result
    }

    /// Where `first` stands, seen from `second`; `nil` if one is not in the tree.
    func relation(of first: StepID, to second: StepID) -> Relation? {
        guard var left = numbers[first], var right = numbers[second] else { return nil }
        if left == right { return .same }
        var last = (left: -1, right: -1)
        while left != right {
            if depths[left] >= depths[right] {
                last.left = left
                left = parents[left]
            } else {
                last.right = right
                right = parents[right]
            }
        }
        if last.left < 0 { return .around }
        if last.right < 0 { return .inside }
        return meeting(at: left, positions[last.left], positions[last.right])
    }

    /// The relation of two children of the step in which the ways to both part.
    private func meeting(at number: Int, _ left: Int, _ right: Int) -> Relation {
        let step = steps[number]
        var isHandled = false
        if case .handler = step.onFailure {
            isHandled = max(left, right) == step.children.count - 1
        }
        switch step.action {
        case .parallel where !isHandled: return .beside
        case .choose where !isHandled: return loops[number] == nil ? .apart : .repeated
        default:
            if loops[number] != nil { return left < right ? .before : .repeated }
            // A loop's own body and its handler are in one place of the loop around it.
            return left < right ? .before : .after
        }
    }

    /// Whether the step is a direct part of a sequence and comes before the other one there.
    ///
    /// It is over then, in whatever way; a step deeper down may never have been reached.
    func isEarlierSibling(_ first: StepID, of second: StepID) -> Bool {
        guard relation(of: first, to: second) == .before, let parent = parent(of: first),
            case .sequence = parent.action
        else { return false }
        return relation(of: parent.id, to: second) == .around
    }
}
