internal import Chronology
internal import Expressions
internal import Incidents
internal import Runbooks

/// The keys of an item of `play`.
private enum MoveKeys {
    static let verbs: [StepVerb] = [
        .start, .done, .skip, .block, .retry, .giveUp, .reopen, .signal, .undone, .evidence, .add,
        .assign,
    ]
    static let others = ["until", "pass", "assess", "people", "expect", "finish"]
    static let all = verbs.map(\.rawValue) + others
    /// What may stand beside every command of a step.
    static let common = ["by", "after", "why", "note", "refused"]

    /// What else a verb understands.
    static func extra(of verb: String) -> [String] {
        switch verb {
        case "done": common + ["answer", "facts", "evidence", "over"]
        case "start": common + ["over"]
        case "skip": common + ["approved_by", "over"]
        case "block": common + ["over"]
        case "assign": common + ["to"]
        case "evidence": common + ["items"]
        case "assess": ["by", "after", "why"]
        case "until", "pass", "people", "expect", "finish": []
        default: common
        }
    }
}

extension RehearsalReader {
    /// One item of `play`: a map with one verb.
    mutating func move(_ node: SourceNode) -> RehearsalMove? {
        guard let entries = entries(of: node, as: "an item of 'play'"),
            let verb = verb(of: entries, at: node.place)
        else { return nil }
        let known = [verb.key] + MoveKeys.extra(of: verb.key)
        for entry in entries where !known.contains(entry.key) {
            reportUnknownKey(entry, as: "'\(verb.key)'", known: Array(known.dropFirst()))
        }
        let fields = FieldList(entries, at: node.place)
        return kind(verb, fields).map { RehearsalMove(place: verb.keyPlace, kind: $0) }
    }

    /// The verb; `evidence` is one only where no other stands, because `done` takes it as well.
    private mutating func verb(of entries: [SourceEntry], at place: Place) -> SourceEntry? {
        var verbs = entries.filter { MoveKeys.all.contains($0.key) }
        if verbs.count > 1 { verbs.removeAll { $0.key == StepVerb.evidence.rawValue } }
        if verbs.count == 1 { return verbs[0] }
        if let first = verbs.first {
            report(
                .severalVerbs,
                "an item of 'play' has one verb; this one has '\(first.key)' and "
                    + "'\(verbs[1].key)'; write two items",
                at: verbs[1].keyPlace)
            return nil
        }
        guard let entry = entries.first else {
            report(.missingVerb, "an item of 'play' needs a verb", at: place)
            return nil
        }
        report(
            .unknownVerb,
            "\(quoted(entry.key)) is no verb; the verbs are \(listed(MoveKeys.all))",
            at: entry.keyPlace, suggestion: suggest(entry.key, among: MoveKeys.all))
        return nil
    }

    private mutating func kind(
        _ verb: SourceEntry, _ fields: FieldList
    ) -> RehearsalMove.Kind? {
        switch verb.key {
        case "until": return placedName(verb.value, as: "'until'").map { .until($0) }
        case "pass": return span(verb.value, as: "'pass'").map { .pass($0) }
        case "people": return .people(people(verb.value))
        case "expect": return .expect(checks(verb.value))
        case "finish":
            guard let isMeant = boolean(verb.value, as: "'finish'") else { return nil }
            if !isMeant {
                report(.badValue, "'finish' is true; leave it out if not", at: verb.value.place)
            }
            return .finish
        case "assess": return assessment(verb.value, fields).map { .assess($0) }
        default:
            return StepVerb(rawValue: verb.key).map { .step(stepMove($0, verb.value, fields)) }
        }
    }

    private mutating func stepMove(
        _ verb: StepVerb, _ value: SourceNode, _ fields: FieldList
    ) -> StepMove {
        var move = StepMove(verb: verb)
        if verb == .add {
            move.added = addedTask(value)
            move.steps = move.added.map { [$0.id] } ?? []
        } else {
            move.steps = placedNames(value, as: "'\(verb.rawValue)'")
        }
        move.by = fields["by"].flatMap { text($0, as: "'by'") }
        move.after = fields["after"].flatMap { span($0, as: "'after'") }
        move.answer = fields["answer"].flatMap { placedName($0, as: "'answer'") }
        move.facts = fields["facts"].map { facts($0) } ?? []
        move.why = fields["why"].flatMap { text($0, as: "'why'") }
        move.note = fields["note"].flatMap { text($0, as: "'note'") }
        if verb == .evidence {
            move.evidence = fields["items"].map { textOrTexts($0, as: "'items'") } ?? []
        } else {
            move.evidence = fields["evidence"].map { textOrTexts($0, as: "'evidence'") } ?? []
        }
        move.to = fields["to"].flatMap { text($0, as: "'to'") }
        if verb == .assign, fields["to"] == nil {
            report(.missingKey, "'assign' needs the key 'to'", at: fields.place)
        }
        move.approvedBy = fields["approved_by"].flatMap { text($0, as: "'approved_by'") }
        move.isOver = fields["over"].flatMap { boolean($0, as: "'over'") } ?? false
        move.refused = fields["refused"].flatMap { refusal($0) }
        return move
    }

    private mutating func textOrTexts(_ node: SourceNode, as subject: String) -> [String] {
        if case .list = node.content { return texts(node, as: subject) }
        return text(node, as: subject).map { [$0] } ?? []
    }

    /// `true`, or a part of what is said.
    private mutating func refusal(_ node: SourceNode) -> Refusal? {
        guard let scalar = scalar(node, as: "'refused'") else { return nil }
        if scalar.isPlain, ["true", "false", "yes", "no"].contains(scalar.text) {
            guard let isMeant = boolean(node, as: "'refused'") else { return nil }
            return isMeant ? Refusal(text: nil, place: node.place) : nil
        }
        return text(node, as: "'refused'").map { Refusal(text: $0, place: node.place) }
    }

    private mutating func addedTask(_ node: SourceNode) -> AddedTask? {
        guard
            let fields = fields(
                of: node, as: "'add'", known: ["id", "task", "role", "into", "behind"],
                required: ["id", "task"]),
            let id = fields["id"].flatMap({ placedName($0, as: "the id of a step") }),
            let task = fields["task"].flatMap({ text($0, as: "'task'") })
        else { return nil }
        return AddedTask(
            id: id, task: task, role: fields["role"].flatMap { text($0, as: "'role'") },
            into: fields["into"].flatMap { placedName($0, as: "'into'") },
            behind: fields["behind"].flatMap { placedName($0, as: "'behind'") })
    }

    private mutating func assessment(_ node: SourceNode, _ fields: FieldList) -> AssessMove? {
        guard
            let inner = self.fields(
                of: node, as: "'assess'", known: ["disposition", "severity", "category"])
        else { return nil }
        var move = AssessMove()
        let dispositions = Disposition.allCases.filter { $0 != .undecided }.map(\.rawValue)
        move.disposition = inner["disposition"].flatMap {
            option($0, as: "'disposition'", among: dispositions)
        }.flatMap(Disposition.init)
        move.severity = inner["severity"].flatMap { severity($0) }
        move.category = inner["category"].flatMap { category($0) }
        move.by = fields["by"].flatMap { text($0, as: "'by'") }
        move.after = fields["after"].flatMap { span($0, as: "'after'") }
        move.why = fields["why"].flatMap { text($0, as: "'why'") }
        return move
    }

    /// A duration that is not longer than any that the language has.
    mutating func span(_ node: SourceNode, as subject: String) -> Duration? {
        guard let length = duration(node, as: subject) else { return nil }
        if length <= .longestSpan { return length }
        report(.durationTooLong, "\(subject) is longer than ten years", at: node.place)
        return nil
    }
}
