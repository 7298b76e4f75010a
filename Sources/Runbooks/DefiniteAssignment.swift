/// What has a value on every way to a step: facts, answers, and milestones that were reached.
///
/// Steps that people leave out by hand do not count; conditions, arms, lanes that a join leaves
/// behind and deadlines that skip do.
struct DefiniteAssignment {
    /// Something that a step can give.
    enum Value: Hashable {
        case fact(String)
        case answer(StepID)
        case milestone(String)
    }

    private var numbers: [Value: Int] = [:]
    private var before: [StepID: NumberSet] = [:]
    private var after: [StepID: NumberSet] = [:]
    /// Only steps that nobody may leave out count.
    private let isStrict: Bool
    private var atEnd = NumberSet(below: 0)

    /// Follows all ways through a tree.
    ///
    /// With `isStrict` a step counts only if nobody may skip it, neither alone nor with a block.
    init(_ root: Step, isStrict: Bool = false) {
        self.isStrict = isStrict
        for step in root.subtree {
            for value in DefiniteAssignment.given(by: step) where numbers[value] == nil {
                numbers[value] = numbers.count
            }
        }
        atEnd = follow(root, NumberSet(below: numbers.count))
    }

    /// Whether something has a value whenever the step is reached.
    func has(_ value: Value, before step: StepID) -> Bool {
        guard let number = numbers[value], let known = before[step] else { return false }
        return known.contains(number)
    }

    /// Whether something has a value when the step was done.
    func has(_ value: Value, after step: StepID) -> Bool {
        guard let number = numbers[value], let known = after[step] else { return false }
        return known.contains(number)
    }

    /// Whether every run that is followed to its end gives it.
    func isAlwaysGiven(_ value: Value) -> Bool {
        numbers[value].map { atEnd.contains($0) } ?? false
    }

    /// What finishing a step gives.
    static func given(by step: Step) -> [Value] {
        var result: [Value] = []
        switch step.action {
        case .ask(_, let fields): result = fields.map { .fact($0) }
        case .decide(_, _, let fact):
            result = [.answer(step.id)] + (fact.map { [.fact($0)] } ?? [])
        case .approve: result = [.answer(step.id)]
        case .manual, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop, .call: break
        }
        if let milestone = step.notes.milestone { result.append(.milestone(milestone)) }
        return result
    }

    private mutating func follow(_ step: Step, _ start: NumberSet) -> NumberSet {
        before[step.id] = start
        var end = through(step, start)
        if !isStrict || step.skippable == .never || !step.isWork {
            for value in DefiniteAssignment.given(by: step) {
                if let number = numbers[value] { end.insert(number) }
            }
        }
        after[step.id] = end
        if case .handler(let handler) = step.onFailure { _ = follow(handler, start) }
        let isLeftOut = step.when != nil || (step.deadline != nil && step.onTimeout == .skip)
        return isLeftOut ? start : end
    }

    private mutating func through(_ step: Step, _ start: NumberSet) -> NumberSet {
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: return start
        case .sequence(let steps):
            var known = start
            for step in steps { known = follow(step, known) }
            return known
        case .parallel(let lanes, let join, let rest):
            let ends = lanes.map { follow($0, start) }
            if case .count(let wanted) = join, rest == .cancel, wanted < lanes.count {
                return joined(ends, wanted: wanted, start)
            }
            return ends.reduce(into: start) { $0.formUnion($1) }
        case .choose(let arms):
            let ends = arms.map { follow($0.body, start) }
            guard var common = ends.first else { return start }
            for end in ends.dropFirst() { common.formIntersection(end) }
            return common
        case .loop(let body, _, _), .call(_, _, let body): return follow(body, start)
        }
    }

    /// What any `wanted` of the lanes have in common: it is missing in fewer lanes than are awaited.
    private func joined(_ ends: [NumberSet], wanted: Int, _ start: NumberSet) -> NumberSet {
        var result = start
        for number in 0..<numbers.count {
            let missing = ends.count { !$0.contains(number) }
            if missing < wanted { result.insert(number) }
        }
        return result
    }
}
