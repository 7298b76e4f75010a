internal import Chronology

/// A key of the runbook language and its value as one line of text.
package struct KeyText: Sendable, Equatable {
    package let key: String
    package let value: String

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }
}

extension KeyText {
    static func optional(_ key: String, _ text: String?) -> [KeyText] {
        text.map { [KeyText(key, oneLine($0))] } ?? []
    }

    static func several(_ key: String, _ texts: [String]) -> [KeyText] {
        texts.isEmpty ? [] : [KeyText(key, list(texts))]
    }

    static func list(_ texts: [String]) -> String {
        "[" + texts.map(oneLine).joined(separator: "; ") + "]"
    }
}

extension Action {
    /// The word that names the action in a file; `steps` for a list of steps.
    package var verb: String {
        switch self {
        case .manual: "do"
        case .ask: "ask"
        case .decide: "decide"
        case .approve: "approve"
        case .automate: "run"
        case .notify: "notify"
        case .wait: "wait"
        case .sequence: "steps"
        case .parallel: "parallel"
        case .choose: "choose"
        case .loop: "repeat"
        case .call: "runbook"
        }
    }
}

extension Step {
    /// Whether somebody gave the step its id; the others are named after their place in the file.
    ///
    /// Phases and stages count as named.
    package var isNamed: Bool {
        let own = id.split(separator: "/").last ?? ""
        return !own.contains(".") || own.hasPrefix("respond.") && own.dropFirst(8).isStage
    }

    /// The keys that differ from the language's defaults, in the order of its reference.
    ///
    /// The step's own verb comes first. What stands in other steps below is not part of it.
    package var keyTexts: [KeyText] { actionTexts + policyTexts + noteTexts }

    private var actionTexts: [KeyText] {
        switch action {
        case .manual(let task, let command):
            return [KeyText("do", oneLine(task))] + KeyText.optional("command", command)
        case .ask(let question, let fields):
            return [KeyText("ask", oneLine(question)), KeyText("fields", KeyText.list(fields))]
        case .decide(let question, let options, let fact):
            return [KeyText("decide", oneLine(question))]
                + options.map { KeyText("options.\($0.key)", option($0)) }
                + KeyText.optional("as", fact)
        case .approve(let subject, let quorum, let role, let notBy):
            return [
                KeyText("approve", oneLine(subject)), KeyText("from", role),
                KeyText("quorum", String(quorum)),
            ] + KeyText.several("not_by", notBy)
        case .automate(let connector, let arguments, let environment):
            return [KeyText("run", connector)] + KeyText.several("arguments", arguments)
                + environment.sorted { $0.key < $1.key }
                .map { KeyText("environment.\($0.key)", oneLine($0.value)) }
        case .notify(let message, let audience):
            return [KeyText("notify", oneLine(message))] + KeyText.optional("to", audience)
        case .wait(let condition): return [KeyText("wait", condition.text)]
        case .sequence, .choose: return []
        case .parallel(_, let join, let rest):
            return join == .all
                ? [] : [KeyText("join", join.text), KeyText("rest", rest.rawValue)]
        case .loop(_, let again, let atMost):
            return [KeyText("while", oneLine(again.source)), KeyText("at_most", String(atMost))]
        case .call(let runbook, let arguments, _):
            return [KeyText("runbook", runbook)]
                + arguments.map { KeyText("with.\($0.fact)", oneLine($0.expression.source)) }
        }
    }

    private var policyTexts: [KeyText] {
        var texts = KeyText.optional("when", self.when?.source)
        if let deadline {
            texts.append(KeyText("deadline", deadline.iso8601))
            texts.append(KeyText("on_timeout", onTimeout.rawValue))
        }
        if retries > 0 { texts.append(KeyText("retry", String(retries))) }
        switch onFailure {
        case .block: break
        case .proceed: texts.append(KeyText("on_failure", "continue"))
        case .abort: texts.append(KeyText("on_failure", "abort"))
        case .handler: texts.append(KeyText("on_failure", "steps"))
        }
        texts += KeyText.optional("undo", undo)
        if skippable != .withReason { texts.append(KeyText("skippable", skippable.rawValue)) }
        return texts
    }

    private var noteTexts: [KeyText] {
        var texts = KeyText.optional("role", notes.role)
        // A call's 'with' gives facts; a step that calls has no roles to consult.
        texts += KeyText.several("with", notes.with) + KeyText.optional("guidance", notes.guidance)
        texts += KeyText.several("warn", notes.warnings)
        if let evidence = notes.evidence {
            texts.append(KeyText("evidence", evidence.isEmpty ? "none" : KeyText.list(evidence)))
        }
        texts += KeyText.optional("done_when", notes.doneWhen)
        texts += KeyText.optional("timebox", notes.timebox?.iso8601)
        texts += KeyText.optional("timebox", notes.untimed.map { "none, because " + $0 })
        texts +=
            KeyText.optional("milestone", notes.milestone) + KeyText.several("tags", notes.tags)
        return texts + KeyText.optional("tlp", notes.tlp)
    }

    private func option(_ option: DecisionOption) -> String {
        var text = oneLine(option.text)
        if !option.condition.isEmpty { text += ", when: " + oneLine(option.condition) }
        if let isReversible = option.isReversible { text += ", reversible: \(isReversible)" }
        return text
    }
}

extension WaitCondition {
    /// What is waited for, as the file would say it.
    package var text: String {
        switch self {
        case .duration(let duration): duration.iso8601
        case .time(let time): time.rfc3339
        case .signal(let name): "signal " + name
        case .until(let condition): "until " + oneLine(condition.source)
        }
    }
}

extension Join {
    /// The value of `join`.
    package var text: String {
        switch self {
        case .all: "all"
        case .count(let wanted): String(wanted)
        }
    }
}

extension Substring {
    fileprivate var isStage: Bool { StepKeys.stages.contains(String(self)) }
}

/// A text on one line.
func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
