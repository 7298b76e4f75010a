internal import Chronology

extension RunbookReader {
    mutating func readLanguage(_ node: SourceNode) {
        guard let scalar = scalar(node, as: "the language") else { return }
        if RunbookReader.isLanguage(scalar.text) {
            language = scalar.text
        } else {
            report(
                .badValue, "the language is a code such as en or de, not \(quoted(scalar.text))",
                at: node.place)
        }
    }

    /// Three numbers, as in `1.2.0`.
    mutating func version(_ node: SourceNode?) -> String {
        guard let node, let scalar = scalar(node, as: "the version") else { return "" }
        let parts = scalar.text.split(separator: ".", omittingEmptySubsequences: false)
        let isValid =
            parts.count == 3
            && parts.allSatisfy { part in
                (1...6).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber }
            }
        if !isValid {
            report(
                .badValue, "the version is three numbers such as 1.2.0, not \(quoted(scalar.text))",
                at: node.place)
        }
        return scalar.text
    }

    mutating func readHeader(_ fields: FieldList, into runbook: inout Runbook) {
        if let node = fields["summary"] { runbook.summary = text(node, as: "the summary") ?? "" }
        if let node = fields["tlp"] {
            runbook.tlp = option(node, as: "the TLP", among: StepKeys.tlp)
        }
        if let node = fields["owner"] { runbook.owner = scalar(node, as: "the owner")?.text }
        if let node = fields["reviewed"] { runbook.reviewed = date(node) }
        if let node = fields["review_every"] {
            map.reviewEvery = duration(node, as: "'review_every'")
            map.note("review_every", at: node.place)
        }
        if let node = fields["applies_to"],
            let applies = self.fields(of: node, as: "'applies_to'", in: .appliesTo),
            let categories = applies["categories"]
        {
            let names = names(categories, as: "'categories'")
            for name in names { map.note("categories." + name.name, at: name.node.place) }
            runbook.categories = names.map(\.name)
        }
        if let node = fields["not_for"] { runbook.notFor = texts(node, as: "'not_for'") }
        if let node = fields["related"] {
            runbook.related = names(node, as: "'related'").map(\.name)
        }
        if let node = fields["called_only"] {
            runbook.isCalledOnly = boolean(node, as: "'called_only'") ?? false
        }
    }

    /// A calendar date, `YYYY-MM-DD`.
    private mutating func date(_ node: SourceNode) -> String? {
        note("reviewed", node)
        guard let scalar = scalar(node, as: "'reviewed'") else { return nil }
        if scalar.text.utf8.count == 10, Timestamp(rfc3339: scalar.text + "T00:00:00Z") != nil {
            return scalar.text
        }
        report(
            .badTime, "'reviewed' is a date such as 2026-11-01, not \(quoted(scalar.text))",
            at: node.place)
        return nil
    }

    mutating func readRoles(_ node: SourceNode) -> [RoleDuty] {
        guard let entries = entries(of: node, as: "'roles'") else { return [] }
        if entries.isEmpty { report(.empty, "'roles' is empty", at: node.place) }
        var result: [RoleDuty] = []
        for entry in entries {
            // A name in the wrong form still counts as the role that was meant.
            let role =
                checkedName(entry.key, as: "a role", at: entry.keyPlace)
                ?? RunbookReader.joined(entry.key, with: "-")
            map.note("roles." + role, at: entry.keyPlace)
            let duty = text(entry.value, as: "what '\(role)' does") ?? ""
            result.append(RoleDuty(role: role, duty: duty))
        }
        return result
    }

    mutating func readMessages(_ node: SourceNode) -> [MessageTemplate] {
        guard let entries = entries(of: node, as: "'messages'") else { return [] }
        var result: [MessageTemplate] = []
        for entry in entries {
            guard let name = checkedName(entry.key, as: "a message's name", at: entry.keyPlace),
                let fields = fields(of: entry.value, as: "a message", in: .message)
            else { continue }
            map.note("messages." + name, at: entry.keyPlace)
            note("messages.\(name).text", fields["text"])
            let audience = fields["audience"].flatMap { self.name($0, as: "the audience") }
            let body = fields["text"].flatMap { text($0, as: "the text of a message") } ?? ""
            checkTemplate(body, at: fields["text"]?.place ?? entry.keyPlace)
            result.append(
                MessageTemplate(name: name, audience: audience, text: body, place: entry.keyPlace))
        }
        return result
    }

    /// Braces in a message must close and hold a path.
    mutating func checkTemplate(_ text: String, at place: Place) {
        if let problem = MessageParts(text).problem {
            report(.badValue, problem, at: place)
        }
    }

    mutating func firstCard(_ node: SourceNode) -> FirstCard {
        guard let fields = fields(of: node, as: "'first'", in: .first) else {
            return FirstCard()
        }
        return FirstCard(
            todo: fields["do"].map { texts($0, as: "'do'") } ?? [],
            avoid: fields["do_not"].map { texts($0, as: "'do_not'") } ?? [])
    }
}
