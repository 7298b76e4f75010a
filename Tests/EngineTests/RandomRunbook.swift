import Chronology
import Runbooks

/// Makes random trees: the shapes of the reference model, and on request every other feature.
struct RandomRunbook {
    var random: RandomSource
    let isRich: Bool
    private var count = 0
    private var workIDs: [StepID] = []

    init(seed: UInt64, isRich: Bool) {
        random = RandomSource(seed: seed)
        self.isRich = isRich
    }

    mutating func make() -> Step {
        var root = step(depth: 1 + random.below(3))
        if root.children.isEmpty { root = sequence("root", [root]) }
        root.when = nil
        return root
    }

    private mutating func step(depth: Int) -> Step {
        count += 1
        let id = "n\(count)"
        let kind =
            depth == 0
            ? random.pick("work", "work", "work", "work", "wait")
            : random.pick(
                "work", "work", "wait", "seq", "seq", "par", "par", "choose", "loop")
        var result =
            kind == "work" || kind == "wait"
            ? leaf(id, isWait: kind == "wait") : block(id, kind, depth: depth)
        if random.chance(17) { result.when = Guard(source: "g\(random.below(4))") }
        if isRich { enrich(&result) }
        return result
    }

    private mutating func leaf(_ id: StepID, isWait: Bool) -> Step {
        var result =
            isWait ? wait(id, isRich ? waitCondition(id) : .signal(id)) : workStep(id)
        if random.chance(17) { result.onFailure = .proceed }
        if random.chance(30) { result.undo = "Take \(id) back" }
        return result
    }

    private mutating func workStep(_ id: StepID) -> Step {
        workIDs.append(id)
        guard isRich else { return work(id) }
        switch random.below(6) {
        case 0: return decision(id, ["yes", "no"])
        case 1:
            let author = random.element(of: workIDs, or: id)
            return approval(id, quorum: 1 + random.below(2), notBy: [author])
        case 2:
            return Step(
                id: id, action: .automate(connector: "block", arguments: [], environment: [:]),
                retries: random.below(3))
        default: return work(id)
        }
    }

    private mutating func waitCondition(_ id: StepID) -> WaitCondition {
        switch random.below(4) {
        case 0: .duration(.seconds(random.below(5_000)))
        case 1: .time(Timestamp(seconds: 1_000_000 + Int64(random.below(9_000))))
        case 2: .until(Guard(source: "\(id).until"))
        default: .signal("signal-\(random.below(3))")
        }
    }

    private mutating func block(_ id: StepID, _ kind: String, depth: Int) -> Step {
        let policy: FailurePolicy = random.chance(17) ? .proceed : .block
        if kind == "loop" {
            return loop(id, step(depth: depth - 1), atMost: 1 + random.below(3), onFailure: policy)
        }
        let size = kind == "par" ? 2 + random.below(2) : 1 + random.below(3)
        var children: [Step] = []
        for _ in 0..<size { children.append(step(depth: depth - 1)) }
        switch kind {
        case "par":
            let join = random.pick(.all, .all, Join.count(1), .count(max(1, size - 1)))
            return parallel(
                id, children, join: join, rest: random.pick(.cancel, .await), onFailure: policy)
        case "choose": return choose(id, children, onFailure: policy)
        default:
            var result = sequence(id, children, onFailure: policy)
            if random.chance(17) { result.onFailure = .handler(step(depth: 0)) }
            return result
        }
    }

    private mutating func enrich(_ step: inout Step) {
        if random.chance(15) {
            step.deadline = .seconds(1 + random.below(4_000))
            step.onTimeout = random.pick(.fail, .skip, .escalate)
        }
        if random.chance(10) {
            count += 1
            step.onFailure = .handler(work("n\(count)"))
        } else if random.chance(5) {
            step.onFailure = .abort
        }
        if random.chance(30) {
            step.skippable = random.pick(.yes, .withReason, .withApproval, .never)
        }
    }
}
