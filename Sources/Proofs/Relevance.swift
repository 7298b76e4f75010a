internal import Chronology
internal import Expressions
internal import Incidents
internal import Runbooks

/// The part of a runbook that can make a difference to a question: steps that are watched, and what their guards read.
struct Relevance {
    /// Watched steps, those that give values to guards included.
    private(set) var steps: Set<StepID> = []
    /// Facts that guards of watched steps read.
    private(set) var facts: Set<String> = []
    private(set) var readsSeverity = false
    /// What the guards compare with.
    private(set) var constants: [Value] = []

    private let tree: Tree

    init(watching watched: [StepID], reading conditions: [Guard] = [], in tree: Tree) {
        self.tree = tree
        for condition in conditions { read(condition, scope: "") }
        for step in watched { watch(step) }
    }

    /// A step matters with all guards on the way to it: its own, its ancestors' and the arms that lead there.
    private mutating func watch(_ step: StepID) {
        guard tree.steps[step] != nil, steps.insert(step).inserted else { return }
        for id in tree.path(to: step) {
            guard let node = tree.steps[id] else { continue }
            let scope = Relevance.scope(of: id)
            if let condition = node.when { read(condition, scope: scope) }
            switch node.action {
            case .choose(let arms):
                for case let condition? in arms.map(\.guardExpression) {
                    read(condition, scope: scope)
                }
            case .loop(_, let again, _): read(again, scope: scope)
            case .wait(.until(let condition)): read(condition, scope: scope)
            default: break
            }
        }
    }

    private mutating func read(_ condition: Guard, scope: String) {
        guard let expression = try? condition.expression.get() else { return }
        constants += expression.constants
        for path in expression.references {
            switch path.first {
            case "steps":
                if path.count > 1 {
                    watch(scope + path[1])
                } else {
                    for id in tree.steps.keys.sorted() { watch(id) }
                }
            case "facts":
                for name in path.count > 1 ? [path[1]] : tree.factNames { readFact(name) }
            case "incident":
                if path.count == 1 || path[1] == "severity" { readsSeverity = true }
            default: break
            }
        }
    }

    private mutating func readFact(_ name: String) {
        guard facts.insert(name).inserted else { return }
        for writer in tree.writers(of: name) { watch(writer) }
        for (call, argument) in tree.arguments(for: name) {
            watch(call)
            read(argument, scope: Relevance.scope(of: call))
        }
    }

    /// Steps of a called runbook have the call's id in front.
    private static func scope(of step: StepID) -> String {
        step.lastIndex(of: "/").map { String(step[...$0]) } ?? ""
    }
}

/// A runbook's steps by id, with their parents.
struct Tree {
    let runbook: Runbook
    private(set) var steps: [StepID: Step] = [:]
    private(set) var parents: [StepID: StepID] = [:]
    /// In document order.
    private(set) var order: [StepID] = []

    init(_ runbook: Runbook) {
        self.runbook = runbook
        add(runbook.root, below: nil)
    }

    private mutating func add(_ step: Step, below parent: StepID?) {
        steps[step.id] = step
        parents[step.id] = parent
        order.append(step.id)
        for child in step.children { add(child, below: step.id) }
    }

    /// The ids from the root to the step.
    func path(to step: StepID) -> [StepID] {
        var path = [step]
        var next = parents[step]
        while let id = next {
            path.append(id)
            next = parents[id]
        }
        return path.reversed()
    }

    /// The calls that give a fact its value, with the expression.
    func arguments(for fact: String) -> [(call: StepID, expression: Guard)] {
        order.flatMap { id -> [(call: StepID, expression: Guard)] in
            guard case .call(_, let arguments, _) = steps[id]?.action else { return [] }
            return arguments.filter { $0.fact == fact }.map { (id, $0.expression) }
        }
    }

    var factNames: [String] { runbook.facts.map(\.name) }

    /// The steps that give a fact its value.
    func writers(of fact: String) -> [StepID] {
        order.filter { id in
            switch steps[id]?.action {
            case .ask(_, let fields): fields.contains(fact)
            case .decide(_, _, let name): name == fact
            default: false
            }
        }
    }
}
