package import Chronology
package import Engine
internal import Expressions
internal import OrderedCollections
internal import Runbooks

extension Incident {
    /// The facts that calls of runbooks give to what they call (`with`), for the calls that these events reach.
    ///
    /// An expression that gives no value, because what it reads is not recorded yet, gives no fact.
    /// - Parameter run: the run before the events.
    package func argumentFacts(
        of events: [RunEvent], on run: Run, at now: Timestamp
    ) -> [FactEntry] {
        let reachesCall = events.contains { event in
            guard case .activated(let step) = event else { return false }
            return run.step(step)?.callArguments.isEmpty == false
        }
        guard reachesCall else { return [] }
        var incident = self
        var run = run
        var result: [FactEntry] = []
        for event in events {
            run.apply(event)
            guard case .activated(let step) = event else { continue }
            for entry in incident.arguments(of: step, run: run, now: now) {
                incident.facts[entry.name] = entry.value
                result.removeAll { $0.name == entry.name }
                result.append(entry)
            }
        }
        return result
    }

    private func arguments(of call: StepID, run: Run, now: Timestamp) -> [FactEntry] {
        let arguments = run.step(call)?.callArguments ?? []
        guard !arguments.isEmpty else { return [] }
        return arguments.compactMap { argument in
            let fact = definition?.facts.first { $0.name == argument.fact }
            guard let fact, !fact.isSecret,
                let expression = try? argument.expression.expression.get(),
                let value = try? expression.evaluate(
                    with: bindings(at: call, run: run, now: now, for: expression.references),
                    costLimit: Incident.guardCostLimit
                ).value,
                let given = FactValue(value, type: fact.type)
            else { return nil }
            return FactEntry(name: fact.name, value: given)
        }
    }

    /// The incident as guards inside calls see it that this command has reached: their arguments are facts already.
    func seeingArguments(at step: StepID, run working: Run, now: Timestamp) -> Incident {
        var incident = self
        for id in working.path(to: step) where working.step(id)?.callArguments.isEmpty == false {
            let isKnown =
                run?.state(of: id) == .active && run?.epoch(of: id) == working.epoch(of: id)
            guard !isKnown, working.state(of: id) == .active else { continue }
            for entry in incident.arguments(of: id, run: working, now: now) {
                incident.facts[entry.name] = entry.value
            }
        }
        return incident
    }
}

extension Step {
    fileprivate var callArguments: [CallArgument] {
        if case .call(_, let arguments, _) = action { arguments } else { [] }
    }
}

extension FactValue {
    /// What an expression gave, in the type of a fact; `nil` if it is of another type.
    fileprivate init?(_ value: Value, type: FactType) {
        switch (value, type) {
        case (.bool(let value), .bool): self = .bool(value)
        case (.int(let value), .int): self = .int(value)
        case (.int(let value), .double): self = .double(Double(value))
        case (.double(let value), .double): self = .double(value)
        case (.timestamp(let value), .time): self = .string(value.rfc3339)
        case (.duration(let value), .duration): self = .string(value.iso8601)
        case (.list(let values), .list(let element)):
            let entries = values.compactMap { FactValue($0, type: element) }
            guard entries.count == values.count else { return nil }
            self = .list(entries)
        case (.string(let value), .bool), (.string(let value), .int), (.string(let value), .double),
            (.string(let value), .time), (.string(let value), .duration),
            (.string(let value), .list):
            _ = value
            return nil
        case (.string(let value), _): self = .string(value)
        default: return nil
        }
    }
}
