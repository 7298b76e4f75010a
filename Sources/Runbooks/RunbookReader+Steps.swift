internal import Expressions

extension RunbookReader {
    /// A list of steps; what goes without an id is named after `parent` and its position.
    mutating func steps(_ node: SourceNode, as subject: String, under parent: StepID) -> [Step] {
        var result: [Step] = []
        for (index, item) in items(of: node, as: subject).enumerated() {
            if let step = step(item, generated: "\(parent).\(index + 1)") { result.append(step) }
        }
        return result
    }

    /// One step: a map with exactly one verb.
    mutating func step(_ node: SourceNode, generated: StepID) -> Step? {
        guard case .map(let all) = node.content else {
            report(
                .wrongKind,
                "a step is a map with one verb, for example {id: …, do: …}, not \(node.kind)",
                at: node.place)
            return nil
        }
        stepCount += 1
        if stepCount > RunbookReader.stepLimit {
            if stepCount == RunbookReader.stepLimit + 1 {
                report(
                    .tooManySteps, "a runbook has at most \(RunbookReader.stepLimit) steps",
                    at: node.place)
            }
            return nil
        }
        let entries = all.filter { !$0.key.hasPrefix("x-") }
        let fields = FieldList(entries, at: node.place)
        let verb = verb(of: fields)
        let id = readID(fields, verb: verb?.key, generated: generated)
        guard let verb else { return nil }
        checkKeys(of: fields, verb: verb.key)
        var step = Step(id: id, action: .sequence([]), place: node.place)
        noteKeys(of: fields, id: id)
        readPolicies(fields, into: &step)
        readNotes(fields, verb: verb.key, into: &step)
        guard let action = action(verb: verb.key, verb.value, fields, id: id) else { return nil }
        step.action = action
        return step
    }

    private mutating func verb(of fields: FieldList) -> SourceEntry? {
        let verbs = fields.entries.filter { StepKeys.verbs.contains($0.key) }
        if let first = verbs.first {
            for other in verbs.dropFirst() {
                report(
                    .severalVerbs,
                    "a step has one verb; this one has '\(first.key)' and '\(other.key)'",
                    at: other.keyPlace,
                    related: RelatedNote("'\(first.key)' is here", at: first.keyPlace))
            }
            return verbs.count == 1 ? first : nil
        }
        reportMissingVerb(fields)
        return nil
    }

    private mutating func reportMissingVerb(_ fields: FieldList) {
        let owned = StepKeys.verbs.flatMap(StepKeys.extra)
        let unknown = fields.entries.filter {
            !StepKeys.common.contains($0.key) && !owned.contains($0.key)
        }
        let near = unknown.first { suggest($0.key, among: StepKeys.verbs) != nil }
        guard let entry = near ?? unknown.first else {
            report(
                .missingVerb, "a step needs a verb: \(listed(StepKeys.verbs))", at: fields.place)
            return
        }
        report(
            .unknownVerb,
            "\(quoted(entry.key)) is no verb; the verbs are \(listed(StepKeys.verbs))",
            at: entry.keyPlace, suggestion: suggest(entry.key, among: StepKeys.verbs))
    }

    private mutating func checkKeys(of fields: FieldList, verb: String) {
        let known = StepKeys.common + StepKeys.extra(of: verb)
        for entry in fields.entries where entry.key != verb && !known.contains(entry.key) {
            if let owner = StepKeys.owner(of: entry.key) {
                report(
                    .misplacedKey, "'\(entry.key)' belongs to '\(owner)', not to '\(verb)'",
                    at: entry.keyPlace)
            } else {
                reportUnknownKey(entry, as: "\(article(verb)) '\(verb)' step", known: known)
            }
        }
    }

    /// `a do`, but `an ask`.
    private func article(_ verb: String) -> String {
        verb.first.map { "aeiou".contains($0) } == true ? "an" : "a"
    }

    /// The step's own id, or the generated one where a block has none.
    private mutating func readID(
        _ fields: FieldList, verb: String?, generated: StepID
    ) -> StepID {
        guard let node = fields["id"] else {
            if let verb, !StepKeys.composites.contains(verb) {
                report(
                    .missingKey, "\(article(verb)) '\(verb)' step needs the key 'id'",
                    at: fields.place)
            }
            map.note("steps." + generated, at: fields.place)
            return generated
        }
        guard let id = name(node, as: "the id of a step") else { return generated }
        let reserved = StepKeys.phases + [runbookID]
        if reserved.contains(id) {
            let owner = id == runbookID ? "the runbook" : "a phase"
            report(
                .reservedID, "'\(id)' is the name of \(owner); a step needs another id",
                at: node.place)
        } else if let first = stepPlaces[id] {
            report(
                .duplicateID, "two steps have the id '\(id)'", at: node.place,
                related: RelatedNote("the first '\(id)' is here", at: first))
        } else {
            stepPlaces[id] = node.place
            map.note("steps." + id, at: node.place)
        }
        return id
    }

    /// Remembers where the values of a step stand, for lint.
    private mutating func noteKeys(of fields: FieldList, id: StepID) {
        for entry in fields.entries where entry.key != "id" {
            map.note("steps.\(id).\(entry.key)", at: entry.value.place)
            guard case .list(let items) = entry.value.content else { continue }
            for (index, item) in items.enumerated() {
                map.note("steps.\(id).\(entry.key).\(index)", at: item.place)
            }
        }
    }
}
