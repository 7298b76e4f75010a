internal import Chronology
internal import Expressions

/// Values that stand for all values: the conditions at hand cannot tell the others from these.
struct Cells {
    /// The paths with their values; `nil` among them is a value that is missing.
    private(set) var values: [(path: [String], values: [Value?])] = []

    /// How many combinations are looked at.
    private static let limit = 2_048

    /// The paths beyond the limit are left out, and so can have any value.
    init(_ candidates: [(path: [String], values: [Value?])]) {
        var count = 1
        for candidate in candidates.sorted(by: { $0.values.count < $1.values.count })
        where !candidate.values.isEmpty && count * candidate.values.count <= Cells.limit {
            count *= candidate.values.count
            values.append(candidate)
        }
    }

    /// Calls for each combination until the answer is `false`.
    func visit(_ body: ([[String]: Value?]) -> Bool) {
        var indices = Array(repeating: 0, count: values.count)
        while true {
            var table: [[String]: Value?] = [:]
            for (index, item) in zip(indices, values) {
                table.updateValue(item.values[index], forKey: item.path)
            }
            guard body(table) else { return }
            var position = 0
            while position < indices.count {
                indices[position] += 1
                if indices[position] < values[position].values.count { break }
                indices[position] = 0
                position += 1
            }
            if position == indices.count { return }
        }
    }
}

extension Lint {
    /// The cells of all that some conditions read, seen from a step: when it is reached, or when a round of it ends.
    func cells(of expressions: [Expression], at step: Step, isEnd: Bool = false) -> Cells {
        var paths: [[String]] = []
        for path in expressions.flatMap(\.references) where !paths.contains(path) {
            paths.append(path)
        }
        return Cells(
            paths.compactMap { path in
                values(of: path, in: expressions, at: step, isEnd).map { (path, $0) }
            })
    }

    private func values(
        of path: [String], in expressions: [Expression], at step: Step, _ isEnd: Bool
    ) -> [Value?]? {
        if path.isState { return states(of: path[1], at: step, isEnd).map { .string($0) } }
        if let keys = keys(of: path) {
            let values = keys.map { Value?.some(.string($0)) }
            return path[0] == "incident" ? values : values + [nil]
        }
        guard path.count == 2, path[0] == "facts",
            let fact = runbook.facts.first(where: { $0.name == path[1] }), !fact.isSecret
        else { return nil }
        if fact.type == .bool { return [.bool(true), .bool(false), nil] }
        guard expressions.allSatisfy({ $0.isCompared(path) }) else { return nil }
        let comparisons = expressions.flatMap(\.comparisons).filter { $0.path == path }
        // Texts have an order, too, but no neighbours.
        let isText = Lint.type(of: fact.type) == .string
        guard !isText || comparisons.allSatisfy(\.isEquality) else { return nil }
        return Lint.values(of: fact.type, around: comparisons.map(\.value)).map { $0 + [nil] }
    }

    /// The states that a step can be in when another one is reached, or when a round of that ends.
    func states(of id: StepID, at step: Step, _ isEnd: Bool) -> [String] {
        let over = ["done", "skipped", "failed", "cancelled"]
        // What is deeper down may never have been reached.
        let left = IncidentVocabulary.states.filter { $0 != "active" }
        switch order.relation(of: id, to: step.id) {
        case .before: return order.isEarlierSibling(id, of: step.id) ? over : left
        case .around: return ["active"]
        case .inside where isEnd:
            let body = order.parent(of: id)
            guard let body, order.parent(of: body.id)?.id == step.id,
                case .sequence = body.action
            else { return left }
            return over
        case .same, .after, .beside, .apart, .inside, .repeated, nil:
            return IncidentVocabulary.states
        }
    }

    /// A value in each interval that the constants cut; `nil` where there is no order or too much.
    private static func values(of type: FactType, around constants: [Value]) -> [Value?]? {
        switch type {
        case .int:
            return cut(constants.compactMap(integer), by: 1) { .int($0) }
        case .double:
            let numbers = constants.compactMap(number)
            let all = numbers.flatMap { [$0.nextDown, $0, $0.nextUp] }
            return all.isEmpty ? [.double(0)] : Set(all).sorted().map { .double($0) }
        case .time:
            let moments = constants.compactMap { value -> Timestamp? in
                if case .timestamp(let moment) = value { moment } else { nil }
            }
            let all = moments.flatMap {
                [$0.advanced(by: .seconds(-1)), $0, $0.advanced(by: .seconds(1))]
            }
            return (all.isEmpty ? [Timestamp(seconds: 0)] : all).map { .timestamp($0) }
        case .duration:
            let lengths = constants.compactMap { value -> Duration? in
                if case .duration(let length) = value { length } else { nil }
            }
            let all = lengths.flatMap { [$0 - .seconds(1), $0, $0 + .seconds(1)] }
            return (all.isEmpty ? [.zero] : all).map { .duration($0) }
        case .string, .text, .ip, .cidr, .host, .url, .email, .hash, .person, .asset:
            let texts = constants.compactMap { value -> String? in
                if case .string(let text) = value { text } else { nil }
            }
            // One other text stands for all others.
            let other = texts.joined(separator: "|") + "|"
            return (Set(texts).sorted() + [other]).map { .string($0) }
        case .bool, .choice, .list: return nil
        }
    }

    private static func cut(
        _ numbers: [Int64], by step: Int64, _ make: (Int64) -> Value
    ) -> [Value?] {
        let around = numbers.flatMap { number in
            [
                number.subtractingReportingOverflow(step), (number, false),
                number.addingReportingOverflow(step),
            ].filter { !$0.overflow }.map(\.partialValue)
        }
        return (around.isEmpty ? [0] : Set(around).sorted()).map(make)
    }

    private static func integer(_ value: Value) -> Int64? {
        switch value {
        case .int(let number): number
        case .uint(let number): Int64(exactly: number)
        case .double(let number): Int64(exactly: number.rounded(.down))
        default: nil
        }
    }

    private static func number(_ value: Value) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .uint(let number): Double(number)
        case .double(let number): number.isFinite ? number : nil
        default: nil
        }
    }
}

extension [String] {
    /// Whether a path of a condition reads the state of a step.
    var isState: Bool { count == 3 && self[0] == "steps" && self[2] == "state" }
}
