internal import Chronology

extension RunbookReader {
    /// What a verb and its own keys say; `nil` after a finding that leaves nothing to run.
    mutating func action(
        verb: String, _ value: SourceNode, _ fields: FieldList, id: StepID
    ) -> Action? {
        switch verb {
        case "do": return manual(value, fields)
        case "ask": return ask(value, fields)
        case "decide": return decide(value, fields)
        case "approve": return approve(value, fields)
        case "run": return automate(value, fields)
        case "notify": return notify(value, fields)
        case "wait": return wait(value).map { .wait($0) }
        case "parallel": return parallel(value, fields, id: id)
        case "choose": return choose(value, id: id)
        case "repeat": return loop(value, fields, id: id)
        case "runbook": return call(value, fields, id: id)
        default: return nil
        }
    }

    private mutating func manual(_ value: SourceNode, _ fields: FieldList) -> Action? {
        let command = fields["command"].flatMap { scalar($0, as: "'command'")?.text }
        return text(value, as: "'do'").map { .manual(task: $0, command: command) }
    }

    private mutating func ask(_ value: SourceNode, _ fields: FieldList) -> Action? {
        guard let node = fields["fields"] else {
            report(.missingKey, "an 'ask' step needs the key 'fields'", at: fields.place)
            return nil
        }
        var names: [String] = []
        for item in items(of: node, as: "'fields'") {
            if let fact = scalar(item, as: "a field")?.text { names.append(fact) }
        }
        return text(value, as: "'ask'").map { .ask(question: $0, fields: names) }
    }

    private mutating func decide(_ value: SourceNode, _ fields: FieldList) -> Action? {
        let fact = fields["as"].flatMap { scalar($0, as: "'as'")?.text }
        guard let node = fields["options"] else {
            report(.missingKey, "a 'decide' step needs the key 'options'", at: fields.place)
            return nil
        }
        let options = readOptions(node)
        return text(value, as: "'decide'").map {
            .decide(question: $0, options: options, fact: fact)
        }
    }

    private mutating func readOptions(_ node: SourceNode) -> [DecisionOption] {
        guard let entries = entries(of: node, as: "'options'") else { return [] }
        if entries.count < 2 {
            report(.empty, "a decision needs at least two options", at: node.place)
        }
        return entries.compactMap { readOption($0) }
    }

    private mutating func readOption(_ entry: SourceEntry) -> DecisionOption? {
        guard let key = checkedName(entry.key, as: "an option", at: entry.keyPlace) else {
            return nil
        }
        guard case .map(let inner) = entry.value.content,
            !inner.allSatisfy({ RunbookReader.isLanguage($0.key) }) || inner.isEmpty
        else {
            return text(entry.value, as: "option '\(key)'").map {
                DecisionOption(key: key, text: $0)
            }
        }
        guard
            let fields = fields(of: entry.value, as: "an option", in: .option)
        else { return nil }
        return DecisionOption(
            key: key, text: fields["text"].flatMap { text($0, as: "option '\(key)'") } ?? "",
            condition: fields["when"].flatMap { text($0, as: "'when'") } ?? "",
            isReversible: fields["reversible"].flatMap { boolean($0, as: "'reversible'") })
    }

    private mutating func approve(_ value: SourceNode, _ fields: FieldList) -> Action? {
        let subject = text(value, as: "'approve'")
        let quorum =
            fields["quorum"].flatMap { integer($0, as: "'quorum'", in: StepKeys.quorums) } ?? 1
        let notBy = fields["not_by"].map { names($0, as: "'not_by'").map(\.name) } ?? []
        guard let from = fields["from"] else {
            report(.missingKey, "an 'approve' step needs the key 'from'", at: fields.place)
            return nil
        }
        guard let subject, let role = role(from, as: "'from'") else { return nil }
        return .approve(subject: subject, quorum: quorum, role: role, notBy: notBy)
    }

    private mutating func automate(_ value: SourceNode, _ fields: FieldList) -> Action? {
        var arguments: [String] = []
        if let node = fields["arguments"] {
            guard case .list(let items) = node.content else {
                report(
                    .wrongKind,
                    "'arguments' is a list with one item an argument, never a command line",
                    at: node.place)
                return nil
            }
            for item in items {
                if let scalar = item.scalar {
                    arguments.append(scalar.text)
                } else {
                    report(
                        .wrongKind, "an argument is a text, not \(item.kind)", at: item.place)
                }
            }
        }
        let environment = fields["environment"].map { readEnvironment($0) } ?? [:]
        return name(value, as: "a connector").map {
            .automate(connector: $0, arguments: arguments, environment: environment)
        }
    }

    private mutating func readEnvironment(_ node: SourceNode) -> [String: String] {
        var result: [String: String] = [:]
        for entry in entries(of: node, as: "'environment'") ?? [] {
            let isName = entry.key.utf8.allSatisfy {
                (65...90).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
            }
            if !isName || entry.key.isEmpty {
                report(
                    .badName,
                    "an environment variable is written in capitals, not "
                        + quoted(entry.key), at: entry.keyPlace)
            } else if let scalar = entry.value.scalar {
                result[entry.key] = scalar.text
            } else {
                report(
                    .wrongKind, "the value of '\(entry.key)' is a text, not \(entry.value.kind)",
                    at: entry.value.place)
            }
        }
        return result
    }

    private mutating func notify(_ value: SourceNode, _ fields: FieldList) -> Action? {
        let audience = fields["to"].flatMap { name($0, as: "'to'") }
        guard let message = text(value, as: "'notify'") else { return nil }
        checkTemplate(message, at: value.place)
        return .notify(message: message, audience: audience)
    }

    private mutating func wait(_ value: SourceNode) -> WaitCondition? {
        if case .map = value.content { return waitForEvent(value) }
        guard let scalar = scalar(value, as: "'wait'") else { return nil }
        if let duration = Duration(written: scalar.text) {
            return .duration(duration)
        }
        if let time = Timestamp(rfc3339: scalar.text) { return .time(time) }
        let isDate = scalar.text.first?.isNumber == true && scalar.text.contains("-")
        report(
            isDate ? .badTime : .badDuration,
            "'wait' is a duration such as PT10M, a time such as 2026-03-09T02:00:00Z, "
                + "{signal: NAME} or {until: CONDITION}, not \(quoted(scalar.text))",
            at: value.place, suggestion: isDate ? nil : DurationGuess.certain(scalar.text))
        return nil
    }

    private mutating func waitForEvent(_ value: SourceNode) -> WaitCondition? {
        let known = LanguageMap.wait.names
        guard let fields = fields(of: value, as: "'wait'", known: known) else { return nil }
        if fields.entries.contains(where: { !known.contains($0.key) }) { return nil }
        guard fields.entries.count == 1, let entry = fields.entries.first else {
            report(.wrongKind, "'wait' has either 'signal' or 'until'", at: value.place)
            return nil
        }
        if entry.key == "until" {
            return condition(entry.value, as: "'until'").map { .until($0) }
        }
        return name(entry.value, as: "a signal").map { .signal($0) }
    }
}
