internal import Expressions

extension Lint {
    /// Properties name steps of this runbook, and their conditions are sound.
    mutating func checkProperties() {
        let known = steps.map(\.id) + calledSteps
        for property in runbook.properties {
            for mention in property.mentions where !known.contains(mention.step) {
                let near = suggest(mention.step, among: known)
                report(
                    .unknownStep, "the property names a step that there is not, '\(mention.step)'",
                    at: mention.place, suggestion: near,
                    suggestionLine: near.flatMap { map.place("steps." + $0)?.line })
            }
            checkOrder(property)
        }
    }

    /// A claim that the order of the steps breaks in every run; `prove` need not be asked.
    private mutating func checkOrder(_ property: RunbookProperty) {
        guard case .before(let first, let second) = property.claim,
            order.relation(of: first, to: second) == .after
        else { return }
        report(
            .contraryOrder, "'\(first)' comes after '\(second)', so this never holds",
            at: property.mentions.first?.place ?? property.place ?? place("phases"))
    }
}
