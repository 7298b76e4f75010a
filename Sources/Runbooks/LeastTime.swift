internal import Chronology

/// The time that a part of a runbook takes at least, if every step takes its time-box.
///
/// Of arms it takes the fastest, of loops one round, and steps with a condition are left out.
enum LeastTime {
    /// From the beginning of a step to its end.
    static func of(_ step: Step) -> Duration {
        switch step.action {
        case .wait(.duration(let length)): length
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait:
            step.notes.timebox ?? .zero
        default: inside(step)
        }
    }

    /// What the steps below a step take.
    static func inside(_ step: Step) -> Duration {
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: .zero
        case .sequence(let steps): steps.reduce(.zero) { $0 + needed($1) }
        case .parallel(let lanes, let join, let rest): joined(lanes, join, rest)
        case .choose(let arms): arms.map { needed($0.body) }.min() ?? .zero
        case .loop(let body, _, _), .call(_, _, let body): needed(body)
        }
    }

    /// From the beginning of the tree to the end of a step.
    static func to(_ target: StepID, in order: FlowOrder) -> Duration {
        guard let number = order.number(of: target) else { return .zero }
        var total = of(order.steps[number])
        var inner = target
        for step in order.ancestors(of: target) {
            if case .sequence(let steps) = step.action {
                total += steps.prefix { $0.id != inner }.reduce(.zero) { $0 + needed($1) }
            }
            inner = step.id
        }
        return total
    }

    private static func needed(_ step: Step) -> Duration {
        let isLeftOut = step.when != nil || (step.deadline != nil && step.onTimeout == .skip)
        return isLeftOut ? .zero : of(step)
    }

    private static func joined(_ lanes: [Step], _ join: Join, _ rest: Remainder) -> Duration {
        let times = lanes.map(needed).sorted()
        guard case .count(let wanted) = join, rest == .cancel, wanted <= times.count, wanted > 0
        else { return times.last ?? .zero }
        return times[wanted - 1]
    }
}
