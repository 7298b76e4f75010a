internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

/// Going on without being told each step: `until` and `finish`.
extension Player {
    /// Does what is open until a step is active.
    mutating func goOn(until target: StepID) throws(CaseFailure) {
        while run.state(of: target) != .active {
            guard try goOn() else {
                let state = run.state(of: target)
                throw stop(
                    .stuck,
                    "nothing is open any more, and \(target) "
                        + (state == .pending ? "was not reached" : "is \(state.rawValue)"),
                    details: details(of: target))
            }
        }
    }

    /// Does what is open until nothing is.
    mutating func finish() throws(CaseFailure) {
        while try goOn() {}
        guard !run.isOver else { return }
        throw stop(.stuck, "nothing is open, and the run is not over")
    }

    /// Why a step was not reached, as far as the run shows it.
    private func details(of target: StepID) -> [String] {
        for id in run.path(to: target).dropLast() {
            if run.state(of: id) == .skipped { return ["\(id) around it was skipped"] }
            guard let step = run.step(id), case .choose(let arms) = step.action,
                let arm = run.chosenArm(of: id), arms.indices.contains(arm),
                !arms[arm].body.subtree.contains(where: { $0.id == target })
            else { continue }
            let taken = arms[arm].guardExpression.map { "when \($0.source)" } ?? "otherwise"
            return ["another way was taken: \(taken)"]
        }
        return []
    }

    /// Does one thing: the first open work, else a signal, else time passes until a wait is over.
    ///
    /// - Returns: false if nothing is open.
    private mutating func goOn() throws(CaseFailure) -> Bool {
        let open = incident.openLeaves
        guard !open.isEmpty else { return false }
        let free = open.filter { !run.isBlocked($0.id) }
        if let work = free.first(where: { !$0.isWait }) {
            try doWork(work)
        } else if let step = free.first(where: \.isSignal),
            case .wait(.signal(let name)) = step.action
        {
            var command = StepCommand(step: step.id, verb: .signal)
            command.answer = name
            try carryOut(command, by: actor(for: step))
        } else if let timer = run.armedTimers.first(where: { timer in
            timer.kind == .wait && free.contains { $0.id == timer.step }
        }) {
            let length = timer.due.elapsed(since: now)
            if length > .zero { note("# \(length.spoken) pass", by: nil) }
            try pass(until: timer.due)
        } else {
            throw standstill(open)
        }
        try pass(until: now)
        return true
    }

    /// Nothing that is open can be done in the default way.
    private func standstill(_ open: [Step]) -> CaseFailure {
        if let step = open.first(where: { run.isBlocked($0.id) }) {
            return stop(
                .stuck,
                "\(step.id) is blocked (\(run.reason(of: step.id) ?? "no reason given")); say what "
                    + "becomes of it: done, retry, skip or give-up")
        }
        let waits = open.compactMap { step in
            if case .wait(.until(let condition)) = step.action {
                "\(step.id) waits until \(condition.source)"
            } else {
                nil
            }
        }
        return stop(.stuck, "nothing but time or a fact can end what is open", details: waits)
    }

    private mutating func doWork(_ step: Step) throws(CaseFailure) {
        var command = StepCommand(step: step.id, verb: .done)
        switch step.action {
        case .approve(_, let quorum, _, _):
            var move = StepMove(verb: .done)
            if let answer = try givenAnswer(of: step.id) {
                move.answer = Placed(answer, at: place)
            }
            try vote(on: step, move, quorum: quorum)
            return
        case .decide:
            command.answer = try nextAnswer(of: step.id)
            command.reason = Player.reason
        case .ask(_, let fields): command.facts = try form(fields, given: [], of: step)
        default: break
        }
        try carryOut(command, by: actor(for: step))
    }

    // MARK: - Answers and forms

    /// The answer of this round; `nil` if the case has none for the step.
    private func givenAnswer(of step: StepID) throws(CaseFailure) -> String? {
        guard let given = script.answers.first(where: { $0.step.value == step }) else { return nil }
        let used = rounds[step, default: 0]
        guard given.isList else { return given.answers.first?.value }
        guard used < given.answers.count else {
            throw stop(
                .unanswered,
                "\(step) is asked for the \(Player.ordinal(used + 1)) time, and 'answers' has "
                    + "\(given.answers.count) for it")
        }
        return given.answers[used].value
    }

    private static func ordinal(_ number: Int) -> String {
        switch number {
        case 1: "first"
        case 2: "second"
        case 3: "third"
        default: "\(number)th"
        }
    }

    /// The answer of a decision.
    ///
    /// - Throws: ``CaseFailure`` `unanswered` if the case has none.
    func nextAnswer(of step: StepID) throws(CaseFailure) -> String {
        if let answer = try givenAnswer(of: step) { return answer }
        var options: [String] = []
        if case .decide(_, let known, _) = run.step(step)?.action { options = known.map(\.key) }
        throw stop(
            .unanswered, "what is the answer of \(step)? Put it under 'answers' of the case",
            details: ["options: " + options.joined(separator: ", ")])
    }

    /// The values of a form that are not given yet: of the case, else samples where no value is known.
    ///
    /// - Throws: ``CaseFailure`` `unanswered` for a choice or a truth that the case does not have.
    func form(
        _ fields: [String], given: [String], of step: Step
    ) throws(CaseFailure) -> [FactEntry] {
        var entries: [FactEntry] = []
        for name in fields where !given.contains(name) {
            guard let fact = runbook.facts.first(where: { $0.name == name }) else { continue }
            if let item = script.facts.last(where: { $0.name.value == name }) {
                do {
                    entries.append(FactEntry(name: name, value: try fact.value(item, now: now)))
                } catch {
                    throw stop(.refused, "refused: \(error.message)", details: error.details)
                }
            } else if incident.facts[name] != nil {
                continue
            } else if let value = fact.sample(now: now) {
                entries.append(FactEntry(name: name, value: value))
            } else {
                throw stop(
                    .unanswered,
                    "what is \(name), which \(step.id) asks for? Put it under 'facts' of the case",
                    details: ["\(name): \(fact.label) (\(fact.wanted))"])
            }
        }
        return entries
    }

    // MARK: - Approvals

    /// Lets as many people vote as are needed, none of whom may not.
    mutating func vote(
        on step: Step, _ move: StepMove, quorum: Int
    ) throws(CaseFailure) {
        guard case .approve(_, _, let role, _) = step.action else { return }
        var votes = 0
        repeat {
            guard let person = voter(on: step) else {
                throw stop(
                    .stuck,
                    "nobody is left who may vote on \(step.id); give the role a second holder",
                    details: ["people: {\(role): [\(holders(of: role)[0]), …]}"])
            }
            var command = StepCommand(step: step.id, verb: .done)
            command.answer =
                move.answer.map { $0.value == "approved" ? "approve" : $0.value } ?? "approve"
            command.note = move.note
            command.reason = move.why
            command.evidence = move.evidence
            command.isOverriding = move.isOver
            try vote(command, by: person, on: step)
            votes += 1
            if command.answer == "reject" { return }
        } while votes < quorum && run.state(of: step.id) == .active
    }

    /// Carries a vote out; the role is lent for it where only its holder may vote.
    mutating func vote(
        _ command: StepCommand, by person: String, on step: Step, _ refused: Refusal? = nil
    ) throws(CaseFailure) {
        guard case .approve(_, 1, let role, _) = step.action,
            run.state(of: step.id) == .active, let holder = incident.roles[role],
            holder != person, holders(of: role).contains(person)
        else {
            try carryOut(command, by: person, refused)
            return
        }
        try give(role, to: person)
        try carryOut(command, by: person, refused)
        try give(role, to: holder)
    }
}

extension Step {
    fileprivate var isWait: Bool { if case .wait = action { true } else { false } }
    fileprivate var isSignal: Bool {
        if case .wait(.signal) = action { true } else { false }
    }
}
