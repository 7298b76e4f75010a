internal import Chronology

extension RunbookReader {
    /// The list behind `properties`: each a map with one claim.
    mutating func readProperties(_ node: SourceNode) -> [RunbookProperty] {
        var result: [RunbookProperty] = []
        for item in items(of: node, as: "'properties'") {
            guard let fields = fields(of: item, as: "a property", in: .property) else { continue }
            guard
                let entry = fields.entries.first(where: {
                    LanguageMap.property.names.contains($0.key)
                })
            else {
                if fields.entries.isEmpty { reportMissingClaim(item) }
                continue
            }
            if fields.entries.count > 1 {
                report(
                    .misplacedKey, "a property has one claim; begin another item for the next",
                    at: fields.entries[1].keyPlace)
            }
            result += claims(entry)
        }
        return result
    }

    private mutating func reportMissingClaim(_ item: SourceNode) {
        report(
            .missingKey, "a property needs a claim: \(listed(LanguageMap.property.names))",
            at: item.place)
    }

    private mutating func claims(_ entry: SourceEntry) -> [RunbookProperty] {
        let place = entry.value.place
        switch entry.key {
        case "before":
            let steps = properSteps(entry)
            return zip(steps, steps.dropFirst()).map { earlier, later in
                RunbookProperty(
                    .before(earlier.step, later.step), place: place, mentions: [earlier, later])
            }
        case "within": return limit(entry.value).map { [$0] } ?? []
        default:
            if case .list = entry.value.content {
                let steps = properSteps(entry)
                return steps.isEmpty
                    ? []
                    : [
                        RunbookProperty(
                            .neverTogether(steps.map(\.step)), place: place, mentions: steps)
                    ]
            }
            return condition(entry.value, as: "'never'").map {
                [RunbookProperty(.never($0), place: place)]
            } ?? []
        }
    }

    /// Two or more steps that are told apart.
    private mutating func properSteps(_ entry: SourceEntry) -> [RunbookProperty.Mention] {
        let steps = items(of: entry.value, as: "'\(entry.key)'").compactMap { item in
            stepPath(item, as: "an item of '\(entry.key)'").map {
                RunbookProperty.Mention(step: $0, place: item.place)
            }
        }
        guard steps.count >= 2, Set(steps.map(\.step)).count == steps.count else {
            if case .list = entry.value.content {
                report(
                    .badValue, "'\(entry.key)' names at least two steps, each once",
                    at: entry.value.place)
            }
            return []
        }
        return steps
    }

    /// The id of a step, or `CALL/STEP` for one of a called runbook.
    private mutating func stepPath(_ node: SourceNode, as subject: String) -> StepID? {
        if let text = node.scalar?.text, text.contains("/") {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            if parts.allSatisfy({ RunbookReader.isKebab(String($0)) }) { return text }
        }
        return name(node, as: subject)
    }

    /// `[STEP, DURATION]`.
    private mutating func limit(_ node: SourceNode) -> RunbookProperty? {
        let items = items(of: node, as: "'within'")
        guard items.count == 2 else {
            if !items.isEmpty {
                report(
                    .badValue,
                    "'within' is a step and a duration, for example [tell-police, PT24H]",
                    at: node.place)
            }
            return nil
        }
        guard let step = stepPath(items[0], as: "the step of 'within'"),
            let length = duration(items[1], as: "the limit of 'within'")
        else { return nil }
        return RunbookProperty(
            .within(step, length), place: node.place,
            mentions: [RunbookProperty.Mention(step: step, place: items[0].place)])
    }
}
