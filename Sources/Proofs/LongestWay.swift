internal import Chronology
internal import Runbooks

/// The longest time from the beginning of a run to the end of a step, by the time-boxes and waits on the way.
///
/// Lanes side by side take as long as the longest, a choice takes its longest arm, a loop all of its rounds.
struct LongestWay {
    /// The steps that make it up, in order.
    private(set) var steps: [(id: StepID, length: Duration)] = []
    /// Steps on the way that say no time.
    private(set) var untimed: [StepID] = []
    var length: Duration { steps.reduce(.zero) { $0 + $1.length } }

    init(to target: StepID, in tree: Tree) {
        let path = tree.path(to: target)
        for (id, next) in zip(path, path.dropFirst()) {
            guard let step = tree.steps[id] else { continue }
            // Only a sequence has something in front of the step that leads on; a loop may have been round before.
            switch step.action {
            case .sequence(let children):
                for child in children.prefix(while: { $0.id != next }) { add(child) }
            case .loop(let body, _, let atMost):
                for _ in 1..<max(1, atMost) { add(body) }
            default: break
            }
            if case .handler(let handler) = step.onFailure, handler.id == next {
                add(step.withoutHandler)
            }
        }
        if let step = tree.steps[target] { add(step) }
    }

    private mutating func add(_ step: Step) {
        let way = LongestWay.through(step)
        steps += way.steps
        for id in way.untimed where !untimed.contains(id) { untimed.append(id) }
    }

    private init() {}

    private static func through(_ step: Step) -> LongestWay {
        var way = LongestWay()
        switch step.action {
        case .sequence(let children): for child in children { way.add(child) }
        case .parallel(let lanes, _, _): way = longest(lanes)
        case .choose(let arms): way = longest(arms.map(\.body))
        case .loop(let body, _, let atMost): for _ in 0..<max(1, atMost) { way.add(body) }
        case .call(_, _, let body): way.add(body)
        case .wait(.duration(let length)): way.steps = [(step.id, length)]
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait:
            if let timebox = step.notes.timebox {
                way.steps = [(step.id, timebox)]
            } else {
                way.untimed = [step.id]
            }
        }
        return way
    }

    private static func longest(_ steps: [Step]) -> LongestWay {
        let ways = steps.map(through)
        var best = LongestWay()
        for way in ways where way.length > best.length { best = way }
        best.untimed = ways.flatMap(\.untimed)
        return best
    }
}

extension Step {
    fileprivate var withoutHandler: Step {
        var step = self
        step.onFailure = .block
        return step
    }
}
