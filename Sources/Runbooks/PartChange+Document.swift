internal import Chronology

extension PartChange {
    /// What differs outside the steps, in the order of the language's reference.
    static func all(old: Runbook, new: Runbook) -> [PartChange] {
        let header = KeyChange.between(header(of: old), header(of: new)).map {
            PartChange(kind: .document, name: $0.key, fate: .changed([$0]))
        }
        return header
            + between(phases(of: old), phases(of: new), kind: .phase)
            + between(roles(of: old), roles(of: new), kind: .role)
            + between(facts(of: old), facts(of: new), kind: .fact)
            + between(messages(of: old), messages(of: new), kind: .message)
            + between(properties(of: old), properties(of: new), kind: .property)
    }

    private typealias Named = (name: String, keys: [KeyText])

    private static func between(_ old: [Named], _ new: [Named], kind: Kind) -> [PartChange] {
        let before = Dictionary(old.map { ($0.name, $0.keys) }, uniquingKeysWith: { $1 })
        let after = Dictionary(new.map { ($0.name, $0.keys) }, uniquingKeysWith: { $1 })
        var result: [PartChange] = []
        for part in old {
            guard let keys = after[part.name] else {
                result.append(PartChange(kind: kind, name: part.name, fate: .dropped))
                continue
            }
            let changes = KeyChange.between(part.keys, keys)
            guard !changes.isEmpty else { continue }
            result.append(PartChange(kind: kind, name: part.name, fate: .changed(changes)))
        }
        return result
            + new.filter { before[$0.name] == nil }.map {
                PartChange(kind: kind, name: $0.name, fate: .added)
            }
    }

    private static func header(of runbook: Runbook) -> [KeyText] {
        var texts = [
            KeyText("runbook", runbook.id), KeyText("version", runbook.version),
            KeyText("title", oneLine(runbook.title)),
        ]
        texts += KeyText.optional("summary", runbook.summary.isEmpty ? nil : runbook.summary)
        texts +=
            KeyText.optional("language", runbook.language) + KeyText.optional("tlp", runbook.tlp)
        texts +=
            KeyText.optional("owner", runbook.owner)
            + KeyText.optional("reviewed", runbook.reviewed)
        texts += KeyText.several("applies_to.categories", runbook.categories)
        texts +=
            KeyText.several("not_for", runbook.notFor) + KeyText.several("related", runbook.related)
        texts += KeyText.several("first.do", runbook.first.todo)
        return texts + KeyText.several("first.do_not", runbook.first.avoid)
    }

    private static func phases(of runbook: Runbook) -> [Named] {
        runbook.phases.map {
            ($0.id, KeyText.optional("objective", $0.objective.isEmpty ? nil : $0.objective))
        }
    }

    private static func roles(of runbook: Runbook) -> [Named] {
        runbook.roles.map { ($0.role, [KeyText("duty", oneLine($0.duty))]) }
    }

    private static func facts(of runbook: Runbook) -> [Named] {
        runbook.facts.map { fact in
            var keys = [KeyText("type", fact.type.text), KeyText("label", oneLine(fact.label))]
            keys += fact.type.options.map { KeyText("of.\($0.key)", oneLine($0.text)) }
            if fact.isPersonal { keys.append(KeyText("personal", "true")) }
            if fact.isSecret { keys.append(KeyText("secret", "true")) }
            if fact.isAhead { keys.append(KeyText("ahead", "true")) }
            return (fact.name, keys)
        }
    }

    private static func messages(of runbook: Runbook) -> [Named] {
        runbook.messages.map {
            (
                $0.name,
                KeyText.optional("audience", $0.audience) + [KeyText("text", oneLine($0.text))]
            )
        }
    }

    private static func properties(of runbook: Runbook) -> [Named] {
        runbook.properties.map { ($0.claim.text, []) }
    }
}

extension FactType {
    /// The type as a file writes it.
    package var text: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .double: "double"
        case .string: "string"
        case .text: "text"
        case .time: "time"
        case .duration: "duration"
        case .ip: "ip"
        case .cidr: "cidr"
        case .host: "host"
        case .url: "url"
        case .email: "email"
        case .hash: "hash"
        case .person: "person"
        case .asset: "asset"
        case .choice: "enum"
        case .list(let element): "list(\(element.text))"
        }
    }

    /// The values of an `enum` or of a list of one; none for other types.
    package var options: [DecisionOption] {
        switch self {
        case .choice(let options): options
        case .list(let element): element.options
        case .bool, .int, .double, .string, .text, .time, .duration, .ip, .cidr, .host, .url,
            .email, .hash, .person, .asset:
            []
        }
    }
}

extension RunbookProperty.Claim {
    /// The claim as a file writes it.
    package var text: String {
        switch self {
        case .before(let earlier, let later): "before: [\(earlier), \(later)]"
        case .neverTogether(let steps): "never: [\(steps.joined(separator: ", "))]"
        case .never(let condition): "never: " + oneLine(condition.source)
        case .within(let step, let limit): "within: [\(step), \(limit.iso8601)]"
        }
    }
}
