/// Finds how many steps an evaluation can take at most, without evaluating.
///
/// It follows the evaluator node by node with the sizes that values can have. The bound holds for
/// variables of the declared types and within the bounds of sizes.
struct Estimator {
    let program: Program
    let declarations: Declarations
    let bounds: SizeBounds
    private let limit: Int
    private var locals: [Extent]
    /// The first node that takes more steps than the limit alone, inner ones before outer ones.
    private var heavy: (node: Int, cost: Bound)?

    /// What is known about a node.
    struct Estimate {
        var cost: Bound
        var extent = Extent()
    }

    private init(
        _ program: Program, in declarations: Declarations, _ bounds: SizeBounds, limit: Int
    ) {
        self.program = program
        self.declarations = declarations
        self.bounds = bounds
        self.limit = limit
        locals = Array(repeating: Extent(), count: program.localCount)
    }

    /// The most steps; `nil` if there is no bound.
    static func cost(
        of program: Program, in declarations: Declarations, _ bounds: SizeBounds
    ) -> Int? {
        var estimator = Estimator(program, in: declarations, bounds, limit: Int.max)
        return estimator.visit(program.root).cost.limit
    }

    /// The error at the innermost part that can take more steps than allowed; `nil` if none can.
    static func excess(
        of program: Program, in declarations: Declarations, _ bounds: SizeBounds, limit: Int
    ) -> ExpressionError? {
        var estimator = Estimator(program, in: declarations, bounds, limit: limit)
        _ = estimator.visit(program.root)
        guard let heavy = estimator.heavy else { return nil }
        let steps = heavy.cost.limit.map { "up to \($0) steps" } ?? "any number of steps"
        let fault = Fault(
            .costLimit,
            "this part can take \(steps), more than \(limit), where lists have \(bounds.elements) "
                + "elements and texts \(bounds.octets) bytes")
        return ExpressionError(fault, at: program.spans[heavy.node])
    }

    /// Every node takes one step and what its parts and its own work take.
    mutating func visit(_ node: Int) -> Estimate {
        var estimate = compute(node)
        estimate.cost = estimate.cost + 1
        if heavy == nil, estimate.cost > Bound(limit) { heavy = (node, estimate.cost) }
        return estimate
    }

    private mutating func compute(_ node: Int) -> Estimate {
        switch program.nodes[node] {
        case .constant(let value):
            return Estimate(cost: 0, extent: Extent(of: value, within: bounds))
        case .variable(let slot): return variable(program.slots[slot])
        case .local(let index): return Estimate(cost: 0, extent: locals[index])
        case .select(let operand, _), .optionalSelect(let operand, _): return part(of: operand)
        case .has(let operand, _): return Estimate(cost: part(of: operand).cost)
        case .index(let operand, let index), .optionalIndex(let operand, let index):
            var result = part(of: operand)
            result.cost = result.cost + visit(index).cost
            return result
        case .all(let operands), .any(let operands): return Estimate(cost: sum(operands))
        case .not(let operand), .negate(let operand): return Estimate(cost: visit(operand).cost)
        case .binary(let operation, let left, let right): return binary(operation, left, right)
        case .call(let function, let operands): return call(function, operands)
        case .comprehension(let loop): return comprehension(loop)
        default: return computeRest(node)
        }
    }

    private mutating func computeRest(_ node: Int) -> Estimate {
        switch program.nodes[node] {
        case .conditional(let condition, let first, let second):
            let cost = visit(condition).cost
            let branches = (visit(first), visit(second))
            return Estimate(
                cost: cost + max(branches.0.cost, branches.1.cost),
                extent: branches.0.extent.joined(with: branches.1.extent, bounds))
        case .list(let elements), .optionalList(let elements, _):
            return collection(elements, count: elements.count)
        case .map(let children), .optionalMap(let children, _):
            var result = collection(children, count: children.count / 2)
            let count = children.count / 2
            result.cost = result.cost + Bound(count * Cost.lookup(count))
            return result
        case .matches(let operand, let pattern):
            let text = visit(operand)
            let states = program.patterns[pattern].instructions.count
            return Estimate(cost: text.cost + automaton(states: states, over: text.extent.octets))
        case .optionalTransform(let operand, let local, let result, _):
            let operand = visit(operand)
            locals[local] = operand.extent
            var result = visit(result)
            result.cost = result.cost + operand.cost
            return result
        case .block(let values, let local, let result):
            var cost: Bound = 0
            for (place, node) in values.enumerated() {
                let value = visit(node)
                locals[local + place] = value.extent
                cost = cost + value.cost
            }
            var result = visit(result)
            result.cost = result.cost + cost
            return result
        default: return Estimate(cost: 0)
        }
    }

    private mutating func sum(_ nodes: [Int]) -> Bound {
        var total: Bound = 0
        for node in nodes { total = total + visit(node).cost }
        return total
    }

    private mutating func collection(_ children: [Int], count: Int) -> Estimate {
        var cost: Bound = 0
        var part = Extent()
        for child in children {
            let child = visit(child)
            cost = cost + child.cost
            part = part.joined(with: child.extent, bounds)
        }
        return Estimate(cost: cost, extent: Extent(count: Bound(count), of: part))
    }

    /// A part that is looked up in a list or map.
    private mutating func part(of operand: Int) -> Estimate {
        let container = visit(operand)
        return Estimate(
            cost: container.cost + container.extent.count.mapped(Cost.lookup),
            extent: container.extent.part(bounds))
    }

    private func variable(_ slot: Slot) -> Estimate {
        for candidate in slot.candidates {
            guard var type = declarations.type(of: candidate.name) else { continue }
            var cost: Bound = 0
            for name in slot.names[candidate.length...] {
                let entries = Extent(of: type, within: bounds).count
                cost = cost + 1 + entries.mapped(Cost.lookup)
                type = Estimator.type(of: name, in: type)
            }
            return Estimate(cost: cost, extent: Extent(of: type, within: bounds))
        }
        if slot.denotedType != nil { return Estimate(cost: 0) }
        let lookups = Bound(slot.names.count * (1 + Cost.lookup(bounds.elements)))
        return Estimate(cost: lookups, extent: Extent(free: bounds))
    }

    private static func type(of field: String, in container: ValueType) -> ValueType {
        switch container {
        case .record(let record): record.type(of: field) ?? .dyn
        case .map(_, let value): value
        case .optional(let wrapped): type(of: field, in: wrapped)
        default: .dyn
        }
    }
}

extension Estimator {
    private mutating func binary(
        _ operation: BinaryOperator, _ left: Int, _ right: Int
    ) -> Estimate {
        let (left, right) = (visit(left), visit(right))
        let cost = left.cost + right.cost
        switch operation {
        case .equal, .notEqual:
            return Estimate(cost: cost + equality(left.extent, right.extent))
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            return Estimate(cost: cost + comparison(left.extent, right.extent))
        case .contained:
            let count = right.extent.count
            let each = equality(right.extent.part(bounds), left.extent)
            return Estimate(cost: cost + count.mapped(Cost.lookup) + count * each)
        case .add:
            let octets = left.extent.octets + right.extent.octets
            let count = left.extent.count + right.extent.count
            var extent = left.extent.joined(with: right.extent, bounds)
            (extent.octets, extent.count) = (octets, count)
            let own = octets.mapped(Cost.octets) + count.mapped(Cost.elements)
            return Estimate(cost: cost + own, extent: extent)
        default: return Estimate(cost: cost)
        }
    }

    private func comparison(_ left: Extent, _ right: Extent) -> Bound {
        min(left.octets, right.octets).mapped { Cost.comparison($0, $0) }
    }

    /// What `==` takes; a comparison of nested values ends where the smaller one does.
    private func equality(_ left: Extent, _ right: Extent) -> Bound {
        let own = comparison(left, right)
        let count = min(left.count, right.count)
        guard count > 0 else { return own }
        if left.isFree, right.isFree { return .unlimited }
        let lookup = max(left.count, right.count).mapped(Cost.lookup)
        return own + count * (1 + lookup + equality(left.part(bounds), right.part(bounds)))
    }

    func automaton(states: Int, over octets: Bound) -> Bound {
        (Bound(states) + (octets + 1) * Bound(2 * states + 1)).mapped { $0 / Cost.automatonSteps }
    }

    private mutating func comprehension(_ loop: Comprehension) -> Estimate {
        let range = visit(loop.range)
        let part = range.extent.part(bounds)
        locals[loop.local] = part
        if loop.hasTwoVariables { locals[loop.local + 1] = part }
        var each: Bound = 1
        if let condition = loop.condition { each = each + visit(condition).cost }
        let result = loop.result.map { visit($0) } ?? Estimate(cost: 0, extent: part)
        each = each + result.cost
        let count = range.extent.count
        var extent = Extent()
        switch loop.kind {
        case .all, .exists, .existsOne: break
        case .filter, .transformList: extent = Extent(count: count, of: result.extent)
        case .transformMap:
            extent = Extent(count: count, of: result.extent.joined(with: part, bounds))
            each = each + count.mapped(Cost.lookup)
        case .transformMapEntry:
            let total = count * result.extent.count
            extent = Extent(count: total, of: result.extent.part(bounds))
            each = each + result.extent.count * total.mapped(Cost.lookup)
        }
        return Estimate(cost: range.cost + count * each, extent: extent)
    }
}
