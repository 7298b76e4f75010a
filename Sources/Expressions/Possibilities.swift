/// What a condition can give: true, false, an error, or several of them.
package struct Possibilities: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It can hold.
    package static let yes = Possibilities(rawValue: 1)
    /// It can fail to hold.
    package static let no = Possibilities(rawValue: 2)
    /// It can end in an error, for example because a value is missing.
    package static let error = Possibilities(rawValue: 4)
    /// Nothing is known.
    static let all: Possibilities = [.yes, .no, .error]
}

extension Expression {
    /// What the condition can give where the paths in the table have these values.
    ///
    /// `nil` in the table is a value that is missing, and a path that is not in it can have any
    /// value or none. The answer holds every possibility, and sometimes one that there is not.
    package func possibilities(with known: [[String]: Value?]) -> Possibilities {
        possibilities(ofNode: program.root, with: known)
    }

    /// What a part of the expression can give.
    func possibilities(ofNode node: Int, with known: [[String]: Value?]) -> Possibilities {
        PossibleEvaluation(program: program, known: known).result(of: node).possibilities
    }
}

/// Evaluates a condition with some of the values unknown.
private struct PossibleEvaluation {
    let program: Program
    let known: [[String]: Value?]

    enum Result {
        case value(Value)
        case fails
        /// A value that is not known; what it can be if it is a condition.
        case unknown(Possibilities)

        var possibilities: Possibilities {
            switch self {
            case .value(.bool(let flag)): flag ? .yes : .no
            case .value, .fails: .error
            case .unknown(let possibilities): possibilities
            }
        }

        init(_ possibilities: Possibilities) {
            self =
                switch possibilities {
                case .yes: .value(.bool(true))
                case .no: .value(.bool(false))
                case .error: .fails
                default: .unknown(possibilities)
                }
        }
    }

    func result(of node: Int) -> Result {
        if let path = program.path(of: node) {
            guard let value = known[path] else { return .unknown(.all) }
            return value.map { .value($0) } ?? .fails
        }
        switch program.nodes[node] {
        case .constant(let value): return .value(value)
        case .has(let operand, let field): return has(field, in: operand)
        case .not(let operand): return negation(of: operand)
        case .all(let operands): return Result(conjunction(operands.map(possibilities)))
        case .any(let operands):
            let opposite = conjunction(operands.map { flipped(possibilities($0)) })
            return Result(flipped(opposite))
        case .conditional(let condition, let first, let second):
            return choice(possibilities(condition), first, second)
        case .binary(let operation, let left, let right):
            return operate(operation, result(of: left), result(of: right))
        case .call(_, let operands):
            if let value = program.constant(at: node) { return .value(value) }
            // A function takes its operands first, so one that fails makes it fail.
            let isLost = operands.contains {
                if case .fails = result(of: $0) { true } else { false }
            }
            return isLost ? .fails : .unknown(.all)
        case .negate:
            return program.constant(at: node).map { .value($0) } ?? .unknown(.all)
        default: return .unknown(.all)
        }
    }

    private func possibilities(_ node: Int) -> Possibilities { result(of: node).possibilities }

    private func has(_ field: String, in operand: Int) -> Result {
        guard let path = program.path(of: operand), let value = known[path + [field]] else {
            return .unknown(.all)
        }
        return .value(.bool(value != nil))
    }

    private func negation(of operand: Int) -> Result { Result(flipped(possibilities(operand))) }

    private func flipped(_ some: Possibilities) -> Possibilities {
        var result = some.intersection(.error)
        if some.contains(.yes) { result.insert(.no) }
        if some.contains(.no) { result.insert(.yes) }
        return result
    }

    /// `&&`: one false operand outweighs errors in the others.
    private func conjunction(_ operands: [Possibilities]) -> Possibilities {
        var result: Possibilities = []
        if operands.allSatisfy({ $0.contains(.yes) }) { result.insert(.yes) }
        if operands.contains(where: { $0.contains(.no) }) { result.insert(.no) }
        if operands.contains(where: { $0.contains(.error) }),
            operands.allSatisfy({ !$0.isDisjoint(with: [.yes, .error]) })
        {
            result.insert(.error)
        }
        return result
    }

    private func choice(_ condition: Possibilities, _ first: Int, _ second: Int) -> Result {
        if condition == .yes { return result(of: first) }
        if condition == .no { return result(of: second) }
        var some = condition.intersection(.error)
        if condition.contains(.yes) { some.formUnion(possibilities(first)) }
        if condition.contains(.no) { some.formUnion(possibilities(second)) }
        return Result(some)
    }

    private func operate(_ operation: BinaryOperator, _ left: Result, _ right: Result) -> Result {
        switch (left, right) {
        case (.fails, _), (_, .fails): return .fails
        case (.value(let left), .value(let right)):
            var evaluator = Evaluator(program, bindings: [:], costLimit: Limits.cost)
            return (try? evaluator.apply(operation, left, right)).map { .value($0) } ?? .fails
        default: return .unknown(.all)
        }
    }
}
