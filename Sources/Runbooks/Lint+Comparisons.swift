internal import Expressions

extension Lint {
    /// An answer, an enum or a field of the incident is compared only with texts that it can have.
    ///
    /// The result is whether all of them can occur.
    mutating func checkComparisons(of expression: Expression, in formula: Formula) -> Bool {
        var isPossible = true
        for comparison in expression.comparisons where comparison.isEquality {
            guard case .string(let text) = comparison.value,
                let keys = keys(of: comparison.path), !keys.contains(text)
            else { continue }
            isPossible = false
            report(
                .unknownAnswer,
                "\(comparison.path.joined(separator: ".")) is never \(quoted(text)); "
                    + "it can be \(listed(keys.filter { !$0.isEmpty }))",
                at: place(of: text, comparison, in: formula), suggestion: suggest(text, among: keys)
            )
        }
        return isPossible
    }

    /// The texts that a path can have; `nil` if it can have any.
    func keys(of path: [String]) -> [String]? {
        if path.count == 2, path[0] == "incident" {
            return IncidentVocabulary.values(of: path[1])
        }
        if path.count == 2, path[0] == "facts" {
            let fact = runbook.facts.first { $0.name == path[1] }
            guard case .choice(let options)? = fact?.type else { return nil }
            return options.map(\.key)
        }
        guard path.count == 3, path[0] == "steps", let step = step(path[1]) else { return nil }
        if path[2] == "state" { return IncidentVocabulary.states }
        guard path[2] == "answer" else { return nil }
        switch step.action {
        case .decide(_, let options, _): return options.map(\.key)
        case .approve: return ["approved", "rejected"]
        default: return nil
        }
    }

    /// A step of this runbook by its id.
    func step(_ id: StepID) -> Step? { order.number(of: id).map { order.steps[$0] } }

    /// Where the text stands, alone or in a list.
    private func place(
        of text: String, _ comparison: Comparison, in formula: Formula
    ) -> Place {
        let scalars = Array(formula.text.source.unicodeScalars)
        let end = min(scalars.count, comparison.offset + comparison.length)
        for quote in ["'", "\""] {
            let wanted = Array((quote + text + quote).unicodeScalars)
            guard comparison.offset < end else { break }
            for start in comparison.offset..<end
            where start + wanted.count <= end && scalars[start...].starts(with: wanted) {
                return place(offset: start, length: wanted.count, in: formula)
            }
        }
        return place(offset: comparison.offset, length: comparison.length, in: formula)
    }
}
