/// The tables of the language's reference, in Markdown.
package enum LanguageReference {
    /// The names of the tables: those of the maps, and `verbs`.
    package static let tables =
        LanguageMap.allCases.filter { $0 != .stage && $0 != .wait }.map(\.rawValue) + ["verbs"]

    /// A table by its name, without a line end behind it; `nil` for a name that there is not.
    package static func table(_ name: String) -> String? {
        if name == "verbs" { return verbs }
        return LanguageMap(rawValue: name).map { keys($0.keys) }
    }

    private static func keys(_ keys: [LanguageKey]) -> String {
        let hasNeeded = keys.contains(where: \.isNeeded)
        var rows = [
            hasNeeded ? ["key", "value", "needed", "meaning"] : ["key", "value", "meaning"]
        ]
        rows.append(rows[0].map { _ in "---" })
        rows += keys.map { key in
            ["`\(key.name)`", words(key.value)] + (hasNeeded ? [key.isNeeded ? "yes" : ""] : [])
                + [key.meaning]
        }
        return lines(rows)
    }

    private static var verbs: String {
        var rows = [["verb", "value", "further keys"], ["---", "---", "---"]]
        rows += LanguageTable.verbs.map { verb in
            let further = verb.keys.map { key in
                "`\(key.name)`\(key.isNeeded ? ", needed" : ""): \(words(key.value)), \(key.meaning)"
            }
            return [
                "`\(verb.name)`", "\(words(verb.value)): \(verb.meaning)",
                further.joined(separator: "; "),
            ]
        }
        return lines(rows)
    }

    private static func lines(_ rows: [[String]]) -> String {
        rows.map { row in
            row[0] == "---"
                ? "|---|" + String(repeating: "---|", count: row.count - 1)
                : "| " + row.map { $0.isEmpty ? "" : $0 + " " }.joined(separator: "| ") + "|"
        }.joined(separator: "\n")
    }

    private static func words(_ kind: ValueKind) -> String {
        switch kind {
        case .text, .word, .literal: "text"
        case .name: "name"
        case .stepPath: "id of a step"
        case .fact: "name of a fact"
        case .condition: "guard"
        case .duration: "duration"
        case .reason: "`none, because …`"
        case .time: "time"
        case .date: "date, `2026-11-01`"
        case .version: "three numbers, `1.0.0`"
        case .language: "`en`, `de`, `pt-BR`"
        case .truth: "truth"
        case .factType: "type"
        case .number(let range): "\(spaced(range.lowerBound)) to \(spaced(range.upperBound))"
        case .oneOf(let options): options.map { "`\($0)`" }.joined(separator: ", ")
        case .either(let kinds): kinds.map(words).joined(separator: ", or ")
        case .list(let item, let count):
            (count > 1 ? "list of at least \(count) " : "list of ") + several(item)
        case .limit: "`[step, duration]`"
        case .names(_, let value, let count):
            "map from names to \(several(value))" + (count > 1 ? ", at least \(count)" : "")
        case .keys(let map): one(map)
        }
    }

    private static func several(_ kind: ValueKind) -> String {
        switch kind {
        case .text, .word, .literal: "texts"
        case .name: "names"
        case .stepPath: "ids of steps"
        case .fact: "names of facts"
        case .condition: "guards"
        case .keys(.step): "steps"
        case .keys(.arm): "`{when: …, then: […]}`, the last `{otherwise: […]}`"
        case .keys(.fact): "facts"
        case .keys(.message): "messages"
        case .keys(.property): "claims"
        case .either(let kinds): kinds.map(several).joined(separator: " or ")
        case .list(let item, _): "lists of " + several(item)
        case .keys(let map): one(map)
        case .duration, .reason, .time, .date, .version, .language, .truth, .factType, .number,
            .oneOf, .limit, .names:
            words(kind)
        }
    }

    private static func one(_ map: LanguageMap) -> String {
        switch map {
        case .appliesTo: "`{categories: [name, …]}`"
        case .first: "`{do: [text, …], do_not: [text, …]}`"
        case .wait: "`{signal: name}`, or `{until: guard}`"
        case .option: "`{text: …, when: …, reversible: …}`"
        case .phases, .phase, .respond, .stage: "see below"
        case .document, .fact, .message, .property, .step, .arm: "map"
        }
    }

    /// A number with a comma before its thousands.
    private static func spaced(_ number: Int) -> String {
        guard number >= 1_000 else { return String(number) }
        let rest = String(number % 1_000)
        return "\(number / 1_000)," + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
