internal import Expressions

extension Lint {
    /// Conditions that decide nothing, because they always or never hold.
    mutating func checkConditions() {
        for reading in readings where reading.isPossible && !isOutOfOrder(reading) {
            guard let verdict = verdict(on: reading) else {
                checkParts(of: reading)
                continue
            }
            // Of arms the next one that is lost is told instead.
            if case .arm = reading.use, verdict == .yes { continue }
            if verdict.contains(.yes) {
                reportAlways(reading)
            } else {
                reportNever(reading)
            }
        }
    }

    /// What the condition gives for all values, if it always gives the same; `nil` if it can differ.
    func verdict(on reading: Reading) -> Possibilities? {
        switch reading.use {
        case .argument, .property: return nil
        case .when, .arm, .again, .until: break
        }
        var found: Possibilities = []
        let isEnd = reading.use == .again
        cells(of: [reading.expression], at: reading.step, isEnd: isEnd).visit { values in
            found.formUnion(reading.expression.possibilities(with: values))
            return !found.isSuperset(of: [.yes, .no])
        }
        return found.isSuperset(of: [.yes, .no]) || found == .error ? nil : found
    }

    /// Parts that ask for a state in which the step is in every run, or in none, when the condition is read.
    private mutating func checkParts(of reading: Reading) {
        switch reading.use {
        case .argument, .property: return
        case .when, .arm, .again, .until: break
        }
        for part in reading.expression.operands where part.path.isState {
            let states = states(of: part.path[1], at: reading.step, reading.use == .again)
            let found = states.reduce(into: Possibilities()) {
                $0.formUnion(reading.expression.possibilities(of: part, with: .string($1)))
            }
            guard found == .yes || found == .no else { continue }
            report(
                found == .yes ? .alwaysTrue : .alwaysFalse,
                "this part of the condition \(found == .yes ? "always" : "never") holds: "
                    + "step '\(part.path[1])' is \(listed(states)) here",
                at: place(offset: part.offset, length: part.length, in: reading.formula))
        }
    }

    private mutating func reportAlways(_ reading: Reading) {
        let effect: String
        switch reading.use {
        case .when: effect = "the step is never left out; take 'when' away"
        case .until: effect = "the wait is over at once"
        case .arm: effect = "only a missing value leads past this arm"
        case .again:
            // Whoever writes `true` wants a fixed number of rounds.
            guard reading.formula.text.source != "true" else { return }
            effect = "the steps are always repeated as often as 'at_most' says"
        case .argument, .property: return
        }
        report(
            .alwaysTrue, "this condition always holds, \(Lint.tried(reading)), so \(effect)",
            at: place(of: reading))
    }

    private mutating func reportNever(_ reading: Reading) {
        let effect: String
        switch reading.use {
        case .when: effect = "the step is never reached"
        case .arm: effect = "this arm is never taken"
        case .again: effect = "the steps are never repeated"
        case .until: effect = "the wait never ends by itself"
        case .argument, .property: return
        }
        report(
            .alwaysFalse, "this condition never holds, \(Lint.tried(reading)), so \(effect)",
            at: place(of: reading))
    }

    /// What the verdict rests on.
    private static func tried(_ reading: Reading) -> String {
        let paths = reading.references.map { $0.joined(separator: ".") }
        return paths.isEmpty ? "whatever happens" : "whatever \(listed(paths)) is"
    }

    /// The condition itself.
    func place(of reading: Reading) -> Place {
        reading.formula.text.place ?? place(of: reading.step)
    }

    /// The first line of a path in the condition, or the condition.
    func place(of path: [String], in reading: Reading) -> Place {
        let scalars = Array(reading.formula.text.source.unicodeScalars)
        for spelling in Lint.spellings(of: path) {
            let wanted = Array(spelling.unicodeScalars)
            for start in scalars.indices
            where start + wanted.count <= scalars.count
                && scalars[start...].starts(with: wanted)
            {
                return place(offset: start, length: wanted.count, in: reading.formula)
            }
        }
        return place(of: reading)
    }

    private static func spellings(of path: [String]) -> [String] {
        var texts = [path.joined(separator: ".")]
        if path.count == 3 {
            texts += ["'", "\""].map { "\(path[0])[\($0)\(path[1])\($0)].\(path[2])" }
        }
        return texts
    }
}
