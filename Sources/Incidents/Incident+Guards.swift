internal import Chronology
internal import Engine
internal import Expressions
internal import Runbooks

extension Incident {
    /// How much work a guard may do, in steps of the evaluator.
    static let guardCostLimit = 100_000

    /// The value of a guard over the incident as it stands; an arm without a guard is always taken.
    func guardResult(of condition: Guard?, run: Run, now: Timestamp) -> GuardResult {
        guard let condition else { return GuardResult(value: true, cost: 0, error: nil) }
        do {
            let expression = try Expression(parsing: condition.source)
            let evaluation = try expression.evaluate(
                with: bindings(run: run, now: now), costLimit: Incident.guardCostLimit)
            guard case .bool(let value) = evaluation.value else {
                return GuardResult(value: false, cost: evaluation.cost, error: "is not a bool")
            }
            return GuardResult(value: value, cost: evaluation.cost, error: nil)
        } catch {
            return GuardResult(value: false, cost: 0, error: error.message)
        }
    }

    /// The names that a guard can read.
    private func bindings(run: Run, now: Timestamp) -> [String: Value] {
        [
            "incident": incidentValue, "facts": factsValue, "steps": stepsValue(run),
            "now": .timestamp(now),
        ]
    }

    private var incidentValue: Value {
        var fields: [(String, Value)] = [
            ("id", .string(id)), ("title", .string(title)), ("severity", .string(severity.code)),
            ("category", .string(category?.rawValue ?? "")),
            ("disposition", .string(disposition.rawValue)), ("phase", .string(phase)),
            ("roles", .record(roles.map { ($0.key, .string($0.value)) })),
        ]
        if let openedAt { fields.append(("opened", .timestamp(openedAt))) }
        return .record(fields)
    }

    /// Facts that are secret have no value here.
    private var factsValue: Value {
        let secrets = definition?.facts.filter(\.isSecret).map(\.name) ?? []
        return .record(
            facts.filter { !secrets.contains($0.key) }.map { ($0.key, Value($0.value)) })
    }

    private func stepsValue(_ run: Run) -> Value {
        .record(
            run.root.subtree.map { step in
                var fields: [(String, Value)] = [
                    ("state", .string(run.state(of: step.id).rawValue))
                ]
                if let answer = run.answer(of: step.id) {
                    fields.append(("answer", .string(answer)))
                }
                return (step.id, .record(fields))
            })
    }
}

extension Value {
    init(_ fact: FactValue) {
        switch fact {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .double(let value): self = .double(value)
        case .string(let value): self = .string(value)
        case .list(let values): self = .list(values.map(Value.init))
        }
    }
}
