internal import Chronology
internal import Engine
internal import Expressions
internal import Runbooks

extension Incident {
    /// How much work a guard may do, in steps of the evaluator.
    static let guardCostLimit = 100_000

    /// The value of a guard over the incident as it stands; an arm without a guard is always taken.
    func guardResult(
        of condition: Guard?, at step: StepID, run: Run, now: Timestamp
    ) -> GuardResult {
        guard let condition else { return GuardResult(value: true, cost: 0, error: nil) }
        do {
            let expression = try condition.expression.get()
            let evaluation = try expression.evaluate(
                with: bindings(at: step, run: run, now: now, for: expression.references),
                costLimit: Incident.guardCostLimit)
            guard case .bool(let value) = evaluation.value else {
                return GuardResult(value: false, cost: evaluation.cost, error: "is not a bool")
            }
            return GuardResult(value: value, cost: evaluation.cost, error: nil)
        } catch {
            return GuardResult(value: false, cost: 0, error: error.message)
        }
    }

    /// The names that a guard can read, with the values of those that it does read.
    ///
    /// - Parameter paths: what it reads; a path of one name reads all that is below it.
    func bindings(
        at step: StepID, run: Run, now: Timestamp, for paths: [[String]]
    ) -> [String: Value] {
        let names = { (root: String) in Incident.names(below: root, in: paths) }
        return [
            "incident": incidentValue(run), "facts": factsValue(names("facts")),
            "steps": stepsValue(run, within: StepScope(of: step), names("steps")),
            "now": .timestamp(now),
        ]
    }

    /// The names that are read below a root; `nil` if all of them may be.
    private static func names(below root: String, in paths: [[String]]) -> Set<String>? {
        var result: Set<String> = []
        for path in paths where path.first == root {
            guard path.count > 1 else { return nil }
            result.insert(path[1])
        }
        return result
    }

    private func incidentValue(_ run: Run) -> Value {
        var fields: [(String, Value)] = [
            ("id", .string(id)), ("title", .string(title)), ("severity", .string(severity.code)),
            ("category", .string(category?.rawValue ?? "")),
            ("disposition", .string(disposition.rawValue)), ("phase", .string(phase(in: run))),
            ("roles", .record(roles.map { ($0.key, .string($0.value)) })),
        ]
        if let openedAt { fields.append(("opened", .timestamp(openedAt))) }
        return .record(fields)
    }

    /// Facts that are secret have no value here.
    private func factsValue(_ names: Set<String>?) -> Value {
        let known = definition?.facts ?? []
        return .record(
            facts.compactMap { name, value in
                guard names?.contains(name) != false else { return nil }
                let fact = known.first { $0.name == name }
                guard fact?.isSecret != true else { return nil }
                return (name, Value(value, type: fact?.type))
            })
    }

    /// The steps that a guard can name: those of its own runbook, under the ids that its file uses, and those of
    /// the runbooks that it calls, as `CALL/STEP`.
    private func stepsValue(
        _ run: Run, within scope: StepScope, _ names: Set<String>?
    ) -> Value {
        func entry(_ id: StepID, _ state: StepState) -> Value {
            var fields: [(String, Value)] = [("state", .string(state.rawValue))]
            if let answer = run.answer(of: id) { fields.append(("answer", .string(answer))) }
            return .record(fields)
        }
        if let names {
            return .record(
                names.sorted().compactMap { name in
                    let id = scope.prefix + name
                    return run.step(id).map { _ in (name, entry(id, run.state(of: id))) }
                })
        }
        return .record(
            run.states.compactMap { id, state in
                scope.name(of: id).map { ($0, entry(id, state)) }
            })
    }
}

/// The runbook within a tree that a step belongs to: steps of a called one carry the call's id in front.
private struct StepScope {
    let prefix: String

    init(of step: StepID) {
        prefix = step.lastIndex(of: "/").map { String(step[...$0]) } ?? ""
    }

    /// The id within the runbook; `nil` for a step of another one.
    func name(of id: StepID) -> String? {
        id.hasPrefix(prefix) ? String(id.dropFirst(prefix.count)) : nil
    }
}

extension Value {
    /// A fact in the type that its runbook gives it.
    fileprivate init(_ fact: FactValue, type: FactType?) {
        switch (fact, type) {
        case (.string(let text), .time):
            self = Timestamp(rfc3339: text).map { .timestamp($0) } ?? .null
        case (.string(let text), .duration):
            self = Duration(iso8601: text).map { .duration($0) } ?? .null
        case (.list(let values), .list(let element)):
            self = .list(values.map { Value($0, type: element) })
        case (.bool(let value), _): self = .bool(value)
        case (.int(let value), .double): self = .double(Double(value))
        case (.int(let value), _): self = .int(value)
        case (.double(let value), _): self = .double(value)
        case (.string(let value), _): self = .string(value)
        case (.list(let values), _): self = .list(values.map { Value($0, type: nil) })
        }
    }
}
