internal import Expressions

extension Lint {
    /// A value that is missing on some way, where the condition then ends in an error.
    mutating func checkMissing(in reading: Reading) {
        guard reading.use != .argument else { return }
        for path in reading.references {
            guard let value = DefiniteAssignment.Value(path), let subject = subject(value),
                !isGiven(value, for: reading),
                let source = gap(of: value, at: reading.step, reading: reading)
            else { continue }
            report(
                .mayBeMissing,
                "\(subject) may have no value here: step '\(source.id)' \(reason(source, reading.step)); "
                    + Lint.consequence(of: reading.use),
                at: place(of: path, in: reading),
                related: note(on: source, "the value comes from here"))
            return
        }
    }

    /// A message that shows a value which is missing on some way.
    mutating func checkMissing(
        _ value: DefiniteAssignment.Value, shownBy step: Step, _ what: String, at place: Place
    ) {
        guard !assignment.has(value, before: step.id),
            let source = gap(of: value, at: step, reading: nil)
        else { return }
        report(
            .mayBeMissing,
            "\(what), which may have no value: step '\(source.id)' \(reason(source, step))",
            at: place, related: note(on: source, "the value comes from here"))
    }

    private static func consequence(of use: Formula.Use) -> String {
        switch use {
        case .when: "the step is then shown"
        case .arm: "the arm is then passed over"
        case .again: "the loop then ends"
        case .until, .argument, .property: "the wait then goes on"
        }
    }

    private func reason(_ source: Step, _ step: Step) -> String {
        order.relation(of: source.id, to: step.id) == .beside
            ? "may still be open in its lane" : "is not done on every way"
    }

    private func subject(_ value: DefiniteAssignment.Value) -> String? {
        switch value {
        case .fact(let name):
            runbook.facts.contains { $0.name == name && !$0.isSecret } ? "fact '\(name)'" : nil
        case .answer(let id): step(id)?.givesAnswer == true ? "the answer of '\(id)'" : nil
        case .milestone: nil
        }
    }

    private func isGiven(_ value: DefiniteAssignment.Value, for reading: Reading) -> Bool {
        if assignment.has(value, before: reading.step.id) { return true }
        guard case .loop(let body, _, _) = reading.step.action, reading.use == .again else {
            return false
        }
        return assignment.has(value, after: body.id)
    }

    /// The first step that gives the value, if some run comes here without any of them.
    private func gap(
        of value: DefiniteAssignment.Value, at step: Step, reading: Reading?
    ) -> Step? {
        let sources = order.steps.filter {
            DefiniteAssignment.given(by: $0).contains(value)
                && mayPrecede($0, step, isAgain: reading?.use == .again)
        }
        guard let first = sources.first else { return nil }
        // A wait is there to see what other lanes bring.
        let isAwaited = sources.contains {
            order.relation(of: $0.id, to: step.id) == .beside
        }
        if reading?.use == .until, isAwaited { return nil }
        let context = conditions(around: step, below: nil)
        let ways = sources.map { conditions(around: $0, below: step) }
        // A step under the very condition that is read here has been done.
        let own = reading?.formula.text.source
        let texts = Set(context.flatMap(\.texts) + (own.map { [$0] } ?? []))
        let isUnderSame = ways.contains { way in
            !way.isEmpty && way.allSatisfy { !$0.texts.isEmpty && texts.isSuperset(of: $0.texts) }
        }
        if isUnderSame { return nil }
        let isBeside = sources.allSatisfy {
            order.relation(of: $0.id, to: step.id) == .beside
        }
        return canMiss(value, ways, context, reading, at: step, isBeside: isBeside) ? first : nil
    }

    private func mayPrecede(_ source: Step, _ step: Step, isAgain: Bool) -> Bool {
        switch order.relation(of: source.id, to: step.id) {
        case .before, .beside, .repeated: true
        case .inside: isAgain
        case .same, .after, .apart, .around, nil: false
        }
    }

    /// Whether values exist with which none of the sources was reached and the condition ends in an error.
    private func canMiss(
        _ value: DefiniteAssignment.Value, _ ways: [[StepCondition]], _ context: [StepCondition],
        _ reading: Reading?, at step: Step, isBeside: Bool
    ) -> Bool {
        let expressions =
            (ways.flatMap { $0 } + context).flatMap(\.expressions)
            + (reading.map { [$0.expression] } ?? [])
        var isFound = false
        cells(of: expressions, at: step).visit { values in
            for (path, item) in values {
                guard let other = DefiniteAssignment.Value(path) else { continue }
                if other == value {
                    if item != nil { return true }
                } else if item == nil, assignment.has(other, before: step.id) {
                    return true
                }
            }
            if context.contains(where: { !$0.mayLead(with: values) }) { return true }
            let isReached = ways.contains { way in
                !way.isEmpty && way.allSatisfy { $0.surelyLeads(with: values) }
            }
            if isReached, !isBeside { return true }
            isFound =
                reading?.expression.possibilities(with: values).contains(.error) ?? true
            return !isFound
        }
        return isFound
    }
}

/// A condition on the way to a step: its own, that of a block, or the choice of an arm.
private struct StepCondition {
    /// The conditions of the arms before, which must not hold.
    var passed: [Expression] = []
    /// The condition that must hold; an error counts as holding unless it is that of an arm.
    var needed: Expression?
    var isArm = false

    var expressions: [Expression] { passed + (needed.map { [$0] } ?? []) }
    var texts: [String] { needed.map { [$0.source] } ?? [] }

    func mayLead(with values: [[String]: Value?]) -> Bool {
        if passed.contains(where: { $0.possibilities(with: values) == .yes }) { return false }
        guard let needed else { return true }
        let some = needed.possibilities(with: values)
        return some.contains(.yes) || (!isArm && some.contains(.error))
    }

    func surelyLeads(with values: [[String]: Value?]) -> Bool {
        if passed.contains(where: { $0.possibilities(with: values).contains(.yes) }) {
            return false
        }
        guard let needed else { return true }
        let some = needed.possibilities(with: values)
        return isArm ? some == .yes : !some.contains(.no)
    }
}

extension Lint {
    /// The conditions that lead to a step, as far as it does not share them with another one.
    private func conditions(around step: Step, below other: Step?) -> [StepCondition] {
        var result: [StepCondition] = []
        var inner = step
        if let when = step.when, let needed = parsed(.when, of: step, when) {
            result.append(StepCondition(needed: needed))
        }
        for ancestor in order.ancestors(of: step.id) {
            if let other, order.relation(of: ancestor.id, to: other.id) == .around { break }
            if case .choose(let arms) = ancestor.action,
                let index = arms.firstIndex(where: { $0.body.id == inner.id })
            {
                let passed = arms[..<index].indices.compactMap { position in
                    arms[position].guardExpression.flatMap {
                        parsed(.arm(position), of: ancestor, $0)
                    }
                }
                let needed = arms[index].guardExpression.flatMap {
                    parsed(.arm(index), of: ancestor, $0)
                }
                result.append(StepCondition(passed: passed, needed: needed, isArm: true))
            }
            if let when = ancestor.when, let needed = parsed(.when, of: ancestor, when) {
                result.append(StepCondition(needed: needed))
            }
            inner = ancestor
        }
        return result
    }

    private func parsed(_ use: Formula.Use, of step: Step, _ text: Guard) -> Expression? {
        let reading = readings.first { $0.step.id == step.id && $0.use == use }
        return reading?.expression ?? (try? Expression(parsing: text.source))
    }
}
