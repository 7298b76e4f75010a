internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// What an expectation finds.
private struct Finding {
    let isMet: Bool
    let expected: String
    let actual: String

    init(_ isMet: Bool, expected: String, actual: String) {
        self.isMet = isMet
        self.expected = expected
        self.actual = actual
    }
}

extension Player {
    /// Looks at everything that is expected here, and stops if anything is otherwise.
    func expect(_ checks: [Check]) throws(CaseFailure) {
        let differences = checks.compactMap { check -> CaseFailure.Difference? in
            let finding = finding(check)
            guard !finding.isMet else { return nil }
            return CaseFailure.Difference(
                place: check.place, expected: finding.expected, actual: finding.actual)
        }
        guard let first = differences.first else { return }
        var failure = CaseFailure(
            kind: .expectation, place: first.place,
            message: differences.count == 1
                ? "an expectation is not met" : "\(differences.count) expectations are not met")
        failure.differences = differences
        throw failure
    }

    private func finding(_ check: Check) -> Finding {
        switch check.kind {
        case .state(let step, let wanted):
            let state = state(of: step)
            let isMet = state == wanted || (wanted == .skipped && isPassedBy(step))
            return Finding(
                isMet, expected: "\(step) is \(wanted.rawValue)",
                actual: "\(step) is \(state.rawValue)" + because(step, state))
        case .next(let wanted): return next(wanted)
        case .phase(let wanted):
            return Finding(
                incident.phase == wanted, expected: "the phase is \(wanted)",
                actual: "the phase is \(incident.phase)")
        case .fact(let given): return fact(given)
        case .answer(let step, let wanted):
            let answer = run.answer(of: step)
            let isApproval = wanted == "approve" && answer == "approved"
            return Finding(
                answer == wanted || isApproval, expected: "the answer of \(step) is \(wanted)",
                actual: answer.map { "it is \($0)" } ?? "\(step) has no answer")
        case .milestone(let milestone, let isWanted):
            let isReached = incident.milestones[milestone] != nil
            return Finding(
                isReached == isWanted,
                expected: "the milestone \(milestone.rawValue) is \(isWanted ? "" : "not ")reached",
                actual: "reached: " + Player.list(incident.milestones.keys.map(\.rawValue)))
        case .messages(let wanted):
            return Finding(
                messages == wanted, expected: "sent, in this order: " + Player.list(wanted),
                actual: "sent: " + Player.list(messages))
        case .due(let step, let wanted): return due(step, wanted)
        case .late(let step):
            return Finding(
                lateSteps.contains(step), expected: "\(step) is late", actual: timing(of: step))
        case .nothingLate:
            return Finding(
                lateSteps.isEmpty, expected: "nothing is late",
                actual: "late: " + Player.list(lateSteps))
        case .run(let wanted):
            let word = runWord
            return Finding(
                word == wanted, expected: "the run is \(wanted.rawValue)",
                actual: "the run is \(word.rawValue)")
        }
    }

    static func list(_ names: [String]) -> String {
        names.isEmpty ? "nothing" : names.joined(separator: ", ")
    }

    // MARK: - Single things

    func state(of step: StepID) -> ExpectedState {
        if run.isBlocked(step) { return .blocked }
        return ExpectedState(rawValue: run.state(of: step).rawValue) ?? .pending
    }

    /// Whether a pending step is out of the way: another way was taken, a block around it is over without it, or
    /// what it would have mended did not fail.
    private func isPassedBy(_ step: StepID) -> Bool {
        guard run.state(of: step) == .pending else { return false }
        let path = run.path(to: step)
        return zip(path, path.dropFirst()).contains { id, below in
            let isOver = run.state(of: id).isTerminal
            guard let block = run.step(id) else { return false }
            if case .choose(let arms) = block.action, let arm = run.chosenArm(of: id) {
                return isOver || arms[arm].body.id != below
            }
            return isOver
        }
    }

    private func because(_ step: StepID, _ state: ExpectedState) -> String {
        guard [.blocked, .failed, .skipped].contains(state), let reason = run.reason(of: step)
        else { return "" }
        return " (\(reason))"
    }

    private func next(_ wanted: [StepID]) -> Finding {
        let open = run.isOver ? [] : run.frontier
        let missing = wanted.filter { !open.contains($0) }
        let more = open.filter { !wanted.contains($0) }
        var actual = "open: " + Player.list(open)
        if !missing.isEmpty { actual += "; not open: " + missing.joined(separator: ", ") }
        if !more.isEmpty { actual += "; not expected: " + more.joined(separator: ", ") }
        return Finding(
            missing.isEmpty && more.isEmpty,
            expected: "exactly these steps are open: " + Player.list(wanted), actual: actual)
    }

    private func fact(_ given: GivenFact) -> Finding {
        let name = given.name.value
        let fact = runbook.facts.first { $0.name == name }
        let wanted = fact.flatMap { try? $0.value(given, now: now) }
        let actual = incident.facts[name]
        let isSecret = fact?.isSecret == true && actual != nil
        return Finding(
            isSecret || (wanted != nil && wanted == actual),
            expected: "\(name) is \(wanted?.text ?? given.texts.joined(separator: ", "))",
            actual: actual.map { "it is \($0.text)" } ?? "\(name) has no value")
    }

    private func due(_ step: StepID, _ wanted: Duration) -> Finding {
        let timers = run.armedTimers.filter { $0.step == step }
        let timer = timers.first { $0.kind == .deadline } ?? timers.first
        let length = timer.map { $0.due.elapsed(since: script.begins) }
        return Finding(
            length == wanted, expected: "\(step) is due \(wanted.iso8601) after the beginning",
            actual: length.map { "it is due \($0.iso8601) after the beginning" }
                ?? "\(step) is \(state(of: step).rawValue) and has no deadline")
    }

    /// The active steps whose time-box is over.
    private var lateSteps: [StepID] {
        run.states.compactMap { id, state in
            guard state == .active, let timebox = run.step(id)?.notes.timebox,
                let since = activeSince[id], now.elapsed(since: since) > timebox
            else { return nil }
            return id
        }
    }

    private func timing(of step: StepID) -> String {
        guard run.state(of: step) == .active else {
            return "\(step) is \(state(of: step).rawValue)"
        }
        guard let timebox = run.step(step)?.notes.timebox else { return "\(step) has no time-box" }
        let used = activeSince[step].map { now.elapsed(since: $0).spoken } ?? "no time"
        return "\(step) has been active for \(used) of \(timebox.spoken)"
    }

    private var runWord: RunWord {
        switch run.outcome {
        case nil: .active
        case .failed: .failed
        default: .finished
        }
    }
}
