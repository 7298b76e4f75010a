internal import Expressions

extension Lint {
    /// Conditions that read what is not there yet, or never is.
    mutating func checkReads() {
        for reading in readings where reading.use != .property {
            var isTold = false
            for path in reading.references where !isTold {
                isTold = checkStep(path, in: reading)
                if !isTold, !reading.expression.testedPaths.contains(path) {
                    isTold = checkFact(path, in: reading)
                }
            }
            if !isTold { checkMissing(in: reading) }
        }
        for step in steps {
            guard case .notify(let message, _) = step.action else { continue }
            checkMessage(message, of: step)
        }
    }

    /// Whether a condition reads a step that it cannot know anything of.
    func isOutOfOrder(_ reading: Reading) -> Bool {
        reading.references.contains { outOfOrder($0, in: reading) != nil }
    }

    /// Why nothing is known of the step yet; `nil` if something can be.
    private func outOfOrder(_ path: [String], in reading: Reading) -> String? {
        guard path.count >= 2, path[0] == "steps", reading.use != .property,
            let relation = order.relation(of: path[1], to: reading.step.id)
        else { return nil }
        switch relation {
        case .before, .beside, .repeated, .around: return nil
        case .same: return "is this step itself"
        case .after: return "comes later"
        case .apart: return "is in another arm"
        case .inside: return reading.use == .again ? nil : "is a part of this step"
        }
    }

    private mutating func checkStep(_ path: [String], in reading: Reading) -> Bool {
        guard path.count >= 2, path[0] == "steps", let step = step(path[1]) else { return false }
        if path.count == 3, path[2] == "answer", !step.givesAnswer {
            reportNoAnswer(of: step, path, in: reading)
            return true
        }
        guard let reason = outOfOrder(path, in: reading) else { return false }
        let effect =
            path.last == "state" ? "its state is always the same here" : "it has no answer here"
        report(
            .readsLater, "step '\(step.id)' \(reason), so \(effect)",
            at: place(of: path, in: reading),
            related: note(on: step, "step '\(step.id)' is here"))
        return true
    }

    private mutating func reportNoAnswer(of step: Step, _ path: [String], in reading: Reading) {
        var message = "step '\(step.id)' has no answer: only 'decide' and 'approve' give one"
        var suggestion: String?
        if case .ask(_, let fields) = step.action, !fields.isEmpty {
            message +=
                "; this form fills "
                + fields.prefix(5).map { "facts." + $0 }.joined(separator: ", ")
        } else {
            let isPlain = !step.id.contains { $0 == "-" || $0 == "/" || $0 == "." }
            suggestion = (isPlain ? "steps.\(step.id)" : "steps['\(step.id)']") + ".state"
        }
        report(
            .noAnswer, message, at: place(of: path, in: reading), suggestion: suggestion,
            related: note(on: step, "step '\(step.id)' is here"))
    }

    private mutating func checkFact(_ path: [String], in reading: Reading) -> Bool {
        guard path.count >= 2, path[0] == "facts",
            let fact = runbook.facts.first(where: { $0.name == path[1] }), !fact.isSecret
        else { return false }
        let sources = sources(of: fact.name)
        let spot = place(of: Array(path.prefix(2)), in: reading)
        if sources.isEmpty {
            // A part gets its facts from those who call it.
            if runbook.isCalledOnly { return false }
            report(
                .neverFilled,
                "no step fills fact '\(fact.name)', so this ends in an error; "
                    + "ask for it before, or test it with has(facts.\(fact.name))",
                at: spot)
            return true
        }
        guard !sources.contains(where: { canPrecede($0, reading) }) else { return false }
        report(
            .readsTooEarly,
            "fact '\(fact.name)' has no value here: step '\(sources[0].id)' fills it later",
            at: spot,
            related: note(on: sources[0], "'\(fact.name)' is filled here"))
        return true
    }

    /// A second place at a step, if it stands in this file.
    func note(on step: Step, _ message: String) -> RelatedNote? {
        map.place("steps." + step.id).map { RelatedNote(message, at: $0) }
    }

    /// The steps that give a fact its value, those of called runbooks included.
    func sources(of fact: String) -> [Step] { writers[fact] ?? [] }

    private func canPrecede(_ source: Step, _ reading: Reading) -> Bool {
        switch order.relation(of: source.id, to: reading.step.id) {
        case .before, .beside, .repeated, .around, nil: true
        case .inside: reading.use == .again
        case .same, .after, .apart: false
        }
    }

    private mutating func checkMessage(_ name: String, of step: Step) {
        let template = runbook.messages.first { $0.name == name }
        let text = template?.text ?? name
        for path in MessageParts(text).paths where path.count == 2 && path[0] == "facts" {
            guard let fact = runbook.facts.first(where: { $0.name == path[1] }), !fact.isSecret
            else { continue }
            let what = "the message shows fact '\(fact.name)'"
            let spot = place(of: step, "notify")
            let sources = sources(of: fact.name)
            if sources.isEmpty {
                if runbook.isCalledOnly { continue }
                report(.neverFilled, "\(what), which no step fills", at: spot)
            } else if sources.allSatisfy({
                [.after, .apart, .same].contains(order.relation(of: $0.id, to: step.id))
            }) {
                report(
                    .readsTooEarly,
                    "\(what) before step '\(sources[0].id)' fills it", at: spot,
                    related: note(on: sources[0], "'\(fact.name)' is filled here"))
            } else {
                checkMissing(.fact(fact.name), shownBy: step, what, at: spot)
            }
        }
    }
}

extension Step {
    /// Whether finishing the step leaves an answer.
    var givesAnswer: Bool {
        switch action {
        case .decide, .approve: true
        case .manual, .ask, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop, .call:
            false
        }
    }
}
