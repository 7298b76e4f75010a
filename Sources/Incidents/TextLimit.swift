/// How long texts may be, in characters (Unicode code points); docs/reference/limits.md shows the table.
package enum TextLimit {
    /// Names of people, answers, keys.
    package static let name = 200
    /// Titles of incidents, tasks of added steps, options of a decision.
    package static let title = 300
    /// Reasons, improvement actions, evidence in words.
    package static let reason = 2_000
    /// Values of facts, but of the type `text`.
    package static let value = 2_000
    /// Notes, decisions, impact, parts of updates, values of facts of the type `text`.
    package static let note = 20_000
    /// What is read from standard input as one text, in bytes.
    package static let inputBytes = 4 * note
}

/// A text of a command, with what it is called and how long it may be.
private struct LimitedText {
    let what: String
    let text: String?
    let limit: Int

    init(_ what: String, _ text: String?, _ limit: Int) {
        self.what = what
        self.text = text
        self.limit = limit
    }
}

extension IncidentCommand {
    /// Refuses a command with a text that is too long for the record; what machines say has been shortened before.
    ///
    /// - Throws: ``Rejection`` `invalid`, with the length and the limit.
    func checkLengths() throws(Rejection) {
        for item in texts {
            // Code points, not what looks like one character: that may be of any length.
            let count = item.text?.unicodeScalars.count ?? 0
            guard count > item.limit else { continue }
            throw Rejection(
                .invalid, "\(item.what) has \(count) characters; \(item.limit) are allowed",
                details: ["shorten it; keep the whole text in a file and say where it is"])
        }
    }

    private var texts: [LimitedText] {
        switch self {
        case .open(let opened): [LimitedText("the title", opened.title, TextLimit.title)]
        case .follow, .report: []
        case .upgrade(let upgrade): [LimitedText("the reason", upgrade.reason, TextLimit.reason)]
        case .step(let command): command.texts
        case .takeRole(_, let person, let reason):
            [
                LimitedText("the name", person, TextLimit.name),
                LimitedText("the reason", reason, TextLimit.reason),
            ]
        case .releaseRole(_, let reason), .endAction(_, _, let reason):
            [LimitedText("the reason", reason, TextLimit.reason)]
        case .assess(let assessed):
            [
                LimitedText("the reason", assessed.reason, TextLimit.reason),
                LimitedText("the impact", assessed.impact, TextLimit.note),
            ]
        case .note(let noted): [LimitedText("the note", noted.text, TextLimit.note)]
        case .decide(let decided):
            [
                LimitedText("the decision", decided.text, TextLimit.note),
                LimitedText("the reason", decided.reason, TextLimit.reason),
            ] + decided.options.map { LimitedText("an option", $0, TextLimit.title) }
        case .update(let updated):
            updated.parts.map { part in
                let what = part.heading.isEmpty ? "the update" : "the part \(part.heading)"
                return LimitedText(what, part.text, TextLimit.note)
            }
        case .addAction(let text, _, let owner, _):
            [
                LimitedText("the action", text, TextLimit.reason),
                LimitedText("the owner", owner, TextLimit.name),
            ]
        case .close(_, let reason, _, let approver):
            [
                LimitedText("the reason", reason, TextLimit.reason),
                LimitedText("the name", approver, TextLimit.name),
            ]
        case .reopen(let reason):
            [LimitedText("the reason", reason, TextLimit.reason)]
        case .correct(let corrected):
            [
                LimitedText("the text", corrected.text, TextLimit.note),
                LimitedText("the reason", corrected.reason, TextLimit.reason),
            ]
        }
    }
}

extension StepCommand {
    fileprivate var texts: [LimitedText] {
        [
            LimitedText("the note", note, TextLimit.note),
            LimitedText("the reason", reason, TextLimit.reason),
            LimitedText("the answer", answer, TextLimit.name),
            LimitedText("the name", person, TextLimit.name),
            LimitedText("the task", added?.task, TextLimit.title),
            LimitedText("the role", added?.role, TextLimit.name),
        ] + evidence.map { LimitedText("the evidence", $0, TextLimit.reason) }
            + facts.flatMap { fact in
                fact.value.texts.map {
                    LimitedText("the value of \(fact.name)", $0, TextLimit.note)
                }
            }
    }
}

extension FactValue {
    /// The texts in the value.
    fileprivate var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .list(let values): values.flatMap(\.texts)
        case .bool, .int, .double: []
        }
    }
}
