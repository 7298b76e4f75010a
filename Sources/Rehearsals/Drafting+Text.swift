internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// The test file as it is written.
extension Drafting {
    var text: String {
        var lines = [
            "# Written from the record of \(incident.id), which follows \(runbook.id) "
                + "\(runbook.version). A reason is the number of its entry.",
            keepsNames
                ? "# Notes and evidence are left out; look at the names before you share it."
                : "# Notes, evidence and names of people are left out.",
            "test: \(YAML.word(runbook.id))", "cases:",
            "  - case: \(YAML.word(head.name.value))",
            "    begins: \(head.begins.rfc3339)",
        ]
        if let severity = head.severity { lines.append("    severity: \(severity.code)") }
        if let category = head.category { lines.append("    category: \(category.rawValue)") }
        if !head.people.isEmpty {
            lines += ["    people:"] + head.people.map { "      " + line($0) }
        }
        lines.append("    play:")
        for move in moves { lines += written(move) }
        return (lines + expectation).joined(separator: "\n") + "\n"
    }

    private func line(_ holders: RoleHolders) -> String {
        let names = holders.names.map(YAML.word).joined(separator: ", ")
        return "\(YAML.word(holders.role.value)): [\(names)]"
    }

    private func written(_ move: DraftedMove) -> [String] {
        var fields: [String]
        switch move.kind {
        case .pass(let length): fields = ["pass: \(length.iso8601)"]
        case .people(let people):
            fields = ["people: {\(people.map(line).joined(separator: ", "))}"]
        case .assess(let assessment): fields = written(assessment)
        case .step(let step): fields = written(step)
        case .until, .expect, .finish: fields = []
        }
        if let remark = move.remark, !fields.isEmpty { fields.insert("# " + remark, at: 1) }
        return fields.enumerated().map { ($0 == 0 ? "      - " : "        ") + $1 }
    }

    private func written(_ move: AssessMove) -> [String] {
        var values: [String] = []
        if let disposition = move.disposition {
            values.append("disposition: \(disposition.rawValue)")
        }
        if let severity = move.severity { values.append("severity: \(severity.code)") }
        if let category = move.category { values.append("category: \(category.rawValue)") }
        return ["assess: {\(values.joined(separator: ", "))}"]
            + surroundings(by: move.by, after: move.after, why: move.why)
    }

    private func written(_ move: StepMove) -> [String] {
        var fields: [String] = []
        if let added = move.added {
            var values = ["id: \(YAML.word(added.id.value))", "task: \(YAML.word(added.task))"]
            if let role = added.role { values.append("role: \(YAML.word(role))") }
            if let into = added.into { values.append("into: \(YAML.word(into.value))") }
            if let behind = added.behind { values.append("behind: \(YAML.word(behind.value))") }
            fields = ["add: {\(values.joined(separator: ", "))}"]
        } else {
            fields = ["\(move.verb.rawValue): \(YAML.word(move.steps.first?.value ?? ""))"]
        }
        fields += surroundings(by: move.by, after: move.after, why: nil)
        if let answer = move.answer { fields.append("answer: \(YAML.word(answer.value))") }
        if !move.facts.isEmpty {
            fields += ["facts:"] + move.facts.map { "  " + written($0) }
        }
        if let to = move.to { fields.append("to: \(YAML.word(to))") }
        if let approver = move.approvedBy { fields.append("approved_by: \(YAML.word(approver))") }
        if move.verb == .evidence {
            fields.append("items: [\(move.evidence.map(YAML.word).joined(separator: ", "))]")
        }
        if move.isOver { fields.append("over: true") }
        if let why = move.why { fields.append("why: \(YAML.word(why))") }
        return fields
    }

    private func written(_ fact: GivenFact) -> String {
        let texts = fact.texts.map(YAML.word)
        let value = fact.isList ? "[\(texts.joined(separator: ", "))]" : texts.first ?? "''"
        return "\(fact.name.value): \(value)"
    }

    private func surroundings(by: String?, after: Duration?, why: String?) -> [String] {
        var fields: [String] = []
        if let by { fields.append("by: \(YAML.word(by))") }
        if let after { fields.append("after: \(after.iso8601)") }
        if let why { fields.append("why: \(YAML.word(why))") }
        return fields
    }

    /// The states of the steps that people do, as the record reached them.
    private var expectation: [String] {
        let word: RunWord =
            switch reached.outcome {
            case nil: .active
            case .failed: .failed
            default: .finished
            }
        let open = reached.isOver ? [] : reached.frontier
        var lines = [
            "      - expect:", "          run: \(word.rawValue)",
            "          next: [\(open.map(YAML.word).joined(separator: ", "))]",
        ]
        let states = reached.root.subtree.filter {
            $0.isLeaf && reached.state(of: $0.id) != .pending
        }
        if !states.isEmpty { lines.append("          states:") }
        lines += states.map { step in
            let state = reached.isBlocked(step.id) ? "blocked" : reached.state(of: step.id).rawValue
            return "            \(YAML.word(step.id)): \(state)"
        }
        return lines
    }
}

/// Writes single values of YAML.
enum YAML {
    /// A text as one word that reads back as the same text, quoted only where that is needed.
    static func word(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.utf8.first.map(isLetterOrDigit) == true && text.last != ":"
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "-_./:+@".utf8.contains($0) }
            && !["null", "Null", "NULL"].contains(text)
        if isPlain { return text }
        let inside = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            case "\t": "\\t"
            default: isHarmless(scalar) ? String(scalar) : " "
            }
        }
        return "\"" + inside.joined() + "\""
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20)
    }

    /// Whether a test file may hold the character.
    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            false
        default: true
        }
    }
}
