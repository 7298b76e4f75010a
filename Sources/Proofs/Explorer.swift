internal import Engine
internal import Incidents
internal import Runbooks

/// Looks at all runs of a runbook, as far as one question can tell them apart, the shortest first.
struct Explorer {
    /// What is looked for in a world that was just reached.
    typealias Test = (_ before: World?, _ after: World, _ events: [RunEvent]) -> String?

    let tree: Tree
    let limit: Int
    private var moves: Moves
    private let relevance: Relevance

    /// A world that was reached, and how.
    private struct Node {
        let parent: Int?
        let move: Move?
    }

    /// What exploring came to.
    struct Result {
        /// The moves to the first world that passed the test, with the severity that the run began with.
        var found: Path?
        let states: Int
        /// All worlds were looked at.
        let isComplete: Bool
        /// From each world the run can be finished; false means that one was found from which it cannot.
        var stuck: Path?
    }

    struct Path {
        let severity: Incidents.Severity
        let moves: [Move]
        let outcome: String
    }

    /// - Parameters:
    ///   - areSkipped: whether people leave steps out where the runbook lets them.
    ///   - areOrdersTried: whether steps that no question can see are taken in every order, too.
    init(
        _ tree: Tree, _ relevance: Relevance, areSkipped: Bool = true, areOrdersTried: Bool,
        limit: Int
    ) {
        self.tree = tree
        self.relevance = relevance
        self.limit = limit
        moves = Moves(
            tree, relevance, areSkipped: areSkipped, areOrdersTried: areOrdersTried)
    }

    mutating func explore(_ test: Test) -> Result {
        let severities = relevance.readsSeverity ? Incidents.Severity.allCases : [.sev3]
        var states = 0
        var isComplete = true
        for severity in severities {
            let result = explore(from: severity, limit - states, test)
            states += result.states
            isComplete = isComplete && result.isComplete
            if result.found != nil || result.stuck != nil {
                return Result(
                    found: result.found, states: states, isComplete: isComplete,
                    stuck: result.stuck)
            }
        }
        return Result(found: nil, states: states, isComplete: isComplete && !moves.isCut)
    }

    private mutating func explore(from severity: Incidents.Severity, _ limit: Int, _ test: Test)
        -> Result
    {
        guard let start = World.begun(tree.runbook, severity: severity) else {
            return Result(
                found: Path(severity: severity, moves: [], outcome: "the run cannot begin"),
                states: 0, isComplete: true)
        }
        var nodes = [Node(parent: nil, move: nil)]
        var seen: [WorldKey: Int] = [start.world.key(relevance): 0]
        var edges: [(from: Int, to: Int)] = []
        var finished: [Int] = []
        var over: Set<Int> = []
        var queue = [(start.world, 0)]
        var head = 0
        func path(to node: Int, _ outcome: String) -> Path {
            var moves: [Move] = []
            var next = node
            while let parent = nodes[next].parent, let move = nodes[next].move {
                moves.append(move)
                next = parent
            }
            return Path(severity: severity, moves: moves.reversed(), outcome: outcome)
        }
        if let outcome = test(nil, start.world, start.events) {
            return Result(found: path(to: 0, outcome), states: 1, isComplete: true)
        }
        while head < queue.count {
            let (world, index) = queue[head]
            // What has been looked at is not needed any more; sharing the first run gives its memory back.
            queue[head].0 = start.world
            head += 1
            if world.run.isOver {
                over.insert(index)
                if world.run.outcome == .done { finished.append(index) }
                continue
            }
            for move in moves.from(world) {
                guard let (next, events) = world.after(move, in: tree.runbook) else { continue }
                let outcome = test(world, next, events)
                let key = next.key(relevance)
                if outcome == nil, let known = seen[key] {
                    edges.append((index, known))
                    continue
                }
                guard nodes.count < limit else {
                    return Result(found: nil, states: nodes.count, isComplete: false)
                }
                nodes.append(Node(parent: index, move: move))
                if let outcome {
                    return Result(
                        found: path(to: nodes.count - 1, outcome), states: nodes.count,
                        isComplete: true)
                }
                seen[key] = nodes.count - 1
                edges.append((index, nodes.count - 1))
                queue.append((next, nodes.count - 1))
            }
        }
        var result = Result(found: nil, states: nodes.count, isComplete: true)
        // Who gives a step up may have ended the run with it, while lanes beside it are still at work.
        let canEnd = Explorer.reaching(over.sorted(), edges, count: nodes.count)
        if let lost = nodes.indices.first(where: { !canEnd[$0] }) {
            result.stuck = path(to: lost, "from here the run cannot be finished")
        } else if !Explorer.reaching(finished, edges, count: nodes.count)[0] {
            result.stuck = path(to: 0, "whatever people do, the run fails")
        }
        return result
    }

    /// The worlds from which one of the goals is reached.
    private static func reaching(
        _ goals: [Int], _ edges: [(from: Int, to: Int)], count: Int
    ) -> [Bool] {
        var before: [[Int]] = Array(repeating: [], count: count)
        for edge in edges { before[edge.to].append(edge.from) }
        var canFinish = Array(repeating: false, count: count)
        var stack = goals
        for node in goals { canFinish[node] = true }
        while let node = stack.popLast() {
            for earlier in before[node] where !canFinish[earlier] {
                canFinish[earlier] = true
                stack.append(earlier)
            }
        }
        return canFinish
    }
}
