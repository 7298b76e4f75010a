internal import Expressions

extension Lint {
    /// Properties name steps of this runbook, and their conditions are sound.
    mutating func checkProperties() {
        let known = steps.map(\.id)
        for property in runbook.properties {
            for mention in property.mentions where !known.contains(mention.step) {
                let near = suggest(mention.step, among: known)
                report(
                    .unknownStep, "the property names a step that there is not, '\(mention.step)'",
                    at: mention.place, suggestion: near,
                    suggestionLine: near.flatMap { map.place("steps." + $0)?.line })
            }
        }
    }
}
