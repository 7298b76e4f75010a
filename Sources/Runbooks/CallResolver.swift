internal import Expressions

/// Finds and reads the runbooks that a runbook calls, and refuses a circle.
struct CallResolver {
    /// What a called runbook's file gave.
    struct Answer {
        let runbook: Runbook?
        let stepCount: Int
        let firstError: Diagnostic?
        let errorCount: Int
    }

    let library: (String) -> [UInt8]?
    /// The ids of the runbooks that are being read, from the outermost to this one.
    var chain: [String] = []
    /// Answers so far, so that a runbook that is called often is read once.
    var answers: [String: Answer] = [:]

    /// How deep calls may be nested.
    static let depthLimit = 16
}

extension RunbookReader {
    /// A call: the other runbook's tree, with the call's id in front of all ids.
    mutating func call(_ value: SourceNode, _ fields: FieldList, id: StepID) -> Action? {
        let arguments = fields["with"].map { callArguments($0) } ?? []
        guard let other = name(value, as: "the id of a runbook") else { return nil }
        let chain = calls.chain + [runbookID]
        if let start = chain.firstIndex(of: other) {
            let circle = (chain[start...] + [other]).joined(separator: " → ")
            report(.recursion, "a runbook cannot call itself: \(circle)", at: value.place)
            return nil
        }
        guard chain.count < CallResolver.depthLimit else {
            report(
                .recursion, "calls are nested more than \(CallResolver.depthLimit) deep",
                at: value.place)
            return nil
        }
        guard let answer = answer(for: other, chain: chain) else {
            report(
                .missingRunbook, "there is no runbook '\(other)' in the library", at: value.place)
            return nil
        }
        guard let called = answer.runbook else {
            reportBroken(other, answer, at: value.place)
            return nil
        }
        let before = stepCount
        stepCount += answer.stepCount
        if stepCount > RunbookReader.stepLimit {
            if before <= RunbookReader.stepLimit {
                report(
                    .tooManySteps,
                    "with runbook '\(other)' there are more than \(RunbookReader.stepLimit) steps",
                    at: value.place)
            }
            return nil
        }
        checkArguments(arguments, of: called, fields)
        adopt(called, callID: id, at: value.place)
        let messages = Set(called.messages.map(\.name))
        let body = called.root.prefixed(with: id + "/", messages: messages)
        return .call(runbook: other, with: arguments, body: body)
    }

    private mutating func callArguments(_ node: SourceNode) -> [CallArgument] {
        guard let entries = entries(of: node, as: "'with' of a call") else { return [] }
        return entries.compactMap { entry in
            condition(entry.value, as: "the value of '\(entry.key)'").map {
                CallArgument(fact: entry.key, expression: $0)
            }
        }
    }

    private mutating func answer(for other: String, chain: [String]) -> CallResolver.Answer? {
        if let known = calls.answers[other] { return known }
        guard let bytes = calls.library(other) else { return nil }
        var inner = calls
        inner.chain = chain
        var reading = RunbookDecoder.read(bytes, fileName: other + ".runbook.yaml", calls: inner)
        if let runbook = reading.runbook, runbook.id != other, !reading.problems.hasErrors {
            reading.problems.append(
                Diagnostic(
                    .badName, "the library's '\(other)' is runbook '\(runbook.id)'",
                    at: reading.map.place("phases") ?? Place(line: 1, column: 1)))
        }
        let errors = reading.problems.filter { $0.severity == .error }
        let answer = CallResolver.Answer(
            runbook: errors.isEmpty ? reading.runbook : nil, stepCount: reading.stepCount,
            firstError: errors.inFileOrder.first, errorCount: errors.count)
        calls.answers = reading.answers
        calls.answers[other] = answer
        return answer
    }

    private mutating func reportBroken(
        _ other: String, _ answer: CallResolver.Answer, at place: Place
    ) {
        guard let error = answer.firstError else { return }
        if error.code == .recursion {
            report(.recursion, error.message, at: place)
            return
        }
        let count = answer.errorCount == 1 ? "an error" : "\(answer.errorCount) errors"
        report(
            .brokenCall,
            "runbook '\(other)' has \(count), first in line \(error.place.line): \(error.message)",
            at: place)
    }

    private mutating func checkArguments(
        _ arguments: [CallArgument], of called: Runbook, _ fields: FieldList
    ) {
        let known = called.facts.map(\.name)
        guard let node = fields["with"], case .map(let entries) = node.content else { return }
        for entry in entries where !known.contains(entry.key) && !entry.key.hasPrefix("x-") {
            report(
                .unknownFact, "runbook '\(called.id)' has no fact \(quoted(entry.key))",
                at: entry.keyPlace, suggestion: suggest(entry.key, among: known))
        }
    }

    /// Takes over what the called tree needs: its roles, its facts, and its messages.
    ///
    /// A message comes under the call's name, `CALL/NAME`.
    private mutating func adopt(_ called: Runbook, callID: StepID, at place: Place) {
        for duty in called.roles
        where !(roles + adopted.roles).contains(where: { $0.role == duty.role }) {
            adopted.roles.append(duty)
        }
        for fact in called.facts {
            if let own = (facts + adopted.facts).first(where: { $0.name == fact.name }) {
                if own.type != fact.type || own.isSecret != fact.isSecret {
                    report(
                        .factConflict,
                        "fact '\(fact.name)' has another type in runbook '\(called.id)'", at: place)
                }
            } else {
                adopted.facts.append(
                    FactDefinition(
                        name: fact.name, type: fact.type, label: fact.label,
                        isPersonal: fact.isPersonal, isSecret: fact.isSecret,
                        isAhead: fact.isAhead))
            }
        }
        for message in called.messages {
            adopted.messages.append(
                MessageTemplate(
                    name: callID + "/" + message.name, audience: message.audience,
                    text: message.text))
        }
    }
}

extension Step {
    /// The step and all below it with a prefix before their ids.
    ///
    /// The names of their own runbook's messages get it as well.
    func prefixed(with prefix: String, messages: Set<String>) -> Step {
        var copy = self
        copy.id = prefix + id
        copy.place = nil
        if case .handler(let handler) = onFailure {
            copy.onFailure = .handler(handler.prefixed(with: prefix, messages: messages))
        }
        func inner(_ step: Step) -> Step { step.prefixed(with: prefix, messages: messages) }
        switch action {
        case .manual, .ask, .decide, .automate, .wait: break
        case .approve(let subject, let quorum, let role, let notBy):
            copy.action = .approve(
                subject: subject, quorum: quorum, role: role, notBy: notBy.map { prefix + $0 })
        case .notify(let message, let audience):
            let name = messages.contains(message) ? prefix + message : message
            copy.action = .notify(message: name, audience: audience)
        case .sequence(let steps): copy.action = .sequence(steps.map(inner))
        case .parallel(let lanes, let join, let rest):
            copy.action = .parallel(lanes.map(inner), join: join, rest: rest)
        case .choose(let arms):
            copy.action = .choose(
                arms.map { Arm(guardExpression: $0.guardExpression, body: inner($0.body)) })
        case .loop(let body, let again, let atMost):
            copy.action = .loop(body: inner(body), again: again, atMost: atMost)
        case .call(let runbook, let with, let body):
            copy.action = .call(runbook: runbook, with: with, body: inner(body))
        }
        return copy
    }
}
