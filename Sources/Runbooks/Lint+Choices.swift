internal import Expressions

extension Lint {
    /// Arms that no run takes, because those before them cover all that could lead there.
    mutating func checkChoices() {
        for step in steps {
            guard case .choose(let arms) = step.action else { continue }
            let parsed = arms.indices.map { index in
                readings.first { $0.step.id == step.id && $0.use == .arm(index) }
            }
            check(arms, parsed, of: step)
        }
    }

    private mutating func check(_ arms: [Arm], _ parsed: [Reading?], of step: Step) {
        let known = parsed.compactMap { $0 }
        // A condition about a value that cannot occur has been told already.
        guard known.allSatisfy(\.isPossible), !known.contains(where: isOutOfOrder) else { return }
        let taken = arms.isEmpty ? [] : reach(of: arms, parsed, at: step)
        guard let lost = taken.indices.first(where: { !taken[$0].isTaken && taken[$0].canHold })
        else { return }
        let spot = arms[lost].guardExpression?.place ?? self.otherwise(of: arms[lost])
        let verdicts = parsed[..<lost].compactMap { $0.flatMap { verdict(on: $0) } }
        if verdicts.contains([.yes, .error]) { return }
        if verdicts.contains(.yes) {
            report(
                .unreachableArm,
                "this arm is never taken: the condition before it always holds", at: spot,
                related: parsed[..<lost].compactMap { $0 }.first { verdict(on: $0) == .yes }
                    .map { RelatedNote("this condition always holds", at: self.place(of: $0)) })
        } else if arms[lost].guardExpression == nil {
            report(
                .idleOtherwise,
                "'otherwise' is never taken: the arms name every case; "
                    + "let it stand in the place of the last 'when'", at: spot)
        } else {
            let before = lost == 1 ? "the condition before it holds" : "those before it hold"
            report(
                .unreachableArm,
                "this arm is never taken: \(before) whenever its own does", at: spot)
        }
    }

    /// The word at which an arm without a condition begins.
    private func otherwise(of arm: Arm) -> Place {
        let place = place("steps." + arm.body.id)
        return Place(line: place.line, column: place.column, length: "otherwise".count)
    }

    private struct Reach {
        var isTaken = false
        /// Its own condition can hold; if not, that is told elsewhere.
        var canHold = false
    }

    /// Which arms some combination of values leads to.
    private func reach(of arms: [Arm], _ parsed: [Reading?], at step: Step) -> [Reach] {
        var result = Array(repeating: Reach(), count: arms.count)
        let cells = cells(of: parsed.compactMap { $0?.expression }, at: step)
        cells.visit { values in
            // A value that nobody can leave out is not missing.
            if values.contains(where: { $0.value == nil && isSure($0.key, before: step) }) {
                return true
            }
            for index in arms.indices {
                let some = possibilities(of: arms[index], parsed[index], values)
                if some.contains(.yes) {
                    result[index].canHold = true
                    result[index].isTaken = true
                }
                if some == .yes {
                    for later in arms.indices.dropFirst(index + 1) {
                        let some = possibilities(of: arms[later], parsed[later], values)
                        if some.contains(.yes) { result[later].canHold = true }
                    }
                    break
                }
            }
            return !result.allSatisfy(\.isTaken)
        }
        return result
    }

    private func possibilities(
        of arm: Arm, _ reading: Reading?, _ values: [[String]: Value?]
    ) -> Possibilities {
        guard arm.guardExpression != nil else { return .yes }
        return reading?.expression.possibilities(with: values) ?? [.yes, .no, .error]
    }

    /// Whether the value is there in every run, even if people leave out what they may.
    private func isSure(_ path: [String], before step: Step) -> Bool {
        DefiniteAssignment.Value(path).map { sureAssignment.has($0, before: step.id) } ?? false
    }
}

extension DefiniteAssignment.Value {
    /// The fact or the answer that a path of a condition reads.
    init?(_ path: [String]) {
        if path.count == 2, path[0] == "facts" {
            self = .fact(path[1])
        } else if path.count == 3, path[0] == "steps", path[2] == "answer" {
            self = .answer(path[1])
        } else {
            return nil
        }
    }
}
