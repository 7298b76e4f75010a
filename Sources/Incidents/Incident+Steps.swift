package import Chronology
package import Engine
internal import OrderedCollections
package import Runbooks

extension Incident {
    func decideRun(
        _ reference: RunbookReference, _ runbook: Runbook, _ context: CommandContext
    ) throws(Rejection) -> [IncidentEvent] {
        try requireOpen()
        if let current = self.runbook {
            throw Rejection(
                .notAllowed, "\(id) follows \(current.id) \(current.version) already",
                hint: "status \(id)")
        }
        var incident = self
        incident.definition = runbook
        do {
            let run = Run(root: runbook.root)
            let moment = isRetrospective ? context.happenedAt : context.now
            let events = try begin(run, in: incident.runContext(at: moment))
            let facts = incident.argumentFacts(of: events, on: run, at: moment)
            return [
                .runbookPinned(RunbookPinned(runbook: reference, events: events, facts: facts))
            ]
        } catch {
            throw Rejection(.notAllowed, error.message)
        }
    }

    /// What the engine gets from outside: the time, and guards evaluated over the incident as it stands.
    ///
    /// The run goes by when things happened: a wait counts from the moment at which the step before it was done,
    /// also where that is written down later.
    package func runContext(at now: Timestamp) -> RunContext {
        RunContext(now: now) { reference, condition, run in
            seeingArguments(at: reference.step, run: run, now: now)
                .guardResult(of: condition, at: reference.step, run: run, now: now)
        }
    }

    func decideStep(
        _ command: StepCommand, _ context: CommandContext
    ) throws(Rejection) -> Stepped {
        guard let run else { throw noRun }
        try requireWorkable(command.step)
        if command.verb == .add { return try decideAddition(command, run, context) }
        guard let step = step(named: command.step) else { throw unknownStep(command.step) }
        try requireUncontested(step, command, run, context)
        var command = command
        command.step = step.id
        command.answer = try resolvedAnswer(command, step)
        if command.verb == .assign { return try decideAssignment(command, step) }
        if command.verb == .evidence { return try decideEvidence(command, step) }
        try requireReached(command, step, run)
        try requireVoter(command, step, context)
        command.facts += chosenFact(command, step)
        command.facts = command.facts.map(withoutSecret)
        let events = try engineEvents(command, step, run, context)
        command.facts += given(by: events, to: command.facts, run, context)
        return Stepped(
            step: step.id, verb: command.verb.rawValue, title: step.title, answer: command.answer,
            note: command.note, reason: command.reason, facts: command.facts,
            evidence: command.evidence, events: events)
    }

    /// What calls that the events reach give to what they call.
    private func given(
        by events: [RunEvent], to facts: [FactEntry], _ run: Run, _ context: CommandContext
    ) -> [FactEntry] {
        var incident = self
        for fact in facts { incident.facts[fact.name] = fact.value }
        return incident.argumentFacts(of: events, on: run, at: context.happenedAt)
    }

    /// A closed incident goes on learning: only the steps of that phase can still be worked on.
    private func requireWorkable(_ name: String) throws(Rejection) {
        let step = step(named: name)
        let isLearning = step.map { run?.path(to: $0.id).contains("learn") ?? false } ?? false
        if !isLearning { try requireOpen() }
    }

    /// What a step needs is only asked for once it can be worked on.
    private func requireReached(
        _ command: StepCommand, _ step: Step, _ run: Run
    ) throws(Rejection) {
        guard !run.isOver, run.state(of: step.id) == .pending,
            [.start, .done, .block, .retry, .giveUp].contains(command.verb)
        else { return }
        throw Rejection(
            .notAllowed, "step \(step.id) is not reached yet",
            details: ["open steps: \(run.listed(run.frontier))"], hint: "why \(step.id)")
    }

    /// Who approves has to hold the role that the runbook asks; where several have to, one of them.
    private func requireVoter(
        _ command: StepCommand, _ step: Step, _ context: CommandContext
    ) throws(Rejection) {
        guard case .approve(_, let quorum, let role, _) = step.action,
            [.done, .vote].contains(command.verb), roles[role] != context.actor, quorum == 1
        else { return }
        let holder = roles[role].map { "\($0) is \(role)" } ?? "nobody is \(role)"
        throw Rejection(
            .notAllowed, "step \(step.id) is approved by the role \(role), not by \(context.actor)",
            details: [holder], hint: "role take \(role)")
    }

    /// The record can never be emptied, so the value of a secret fact does not get into it: only that it was given.
    private func withoutSecret(_ entry: FactEntry) -> FactEntry {
        let fact = definition?.facts.first { $0.name == entry.name }
        return fact?.isSecret == true
            ? FactEntry(name: entry.name, value: .string(FactValue.secretMark)) : entry
    }

    /// The fact that a `decide` step gives its answer to.
    private func chosenFact(_ command: StepCommand, _ step: Step) -> [FactEntry] {
        guard command.verb == .done, case .decide(_, _, let fact?) = step.action,
            let answer = command.answer
        else { return [] }
        return [FactEntry(name: fact, value: .string(answer))]
    }

    private var noRun: Rejection {
        guard let runbook else {
            return Rejection(
                .notAllowed, "\(id) follows no runbook", hint: "runbook list")
        }
        return Rejection(
            .notAllowed,
            "the pinned file of runbook \(runbook.id) \(runbook.version) cannot be read",
            hint: "verify \(id)")
    }

    private func unknownStep(_ name: String) -> Rejection {
        Rejection(
            .invalid, "'\(name)' is not a step of \(runbook?.id ?? "the runbook")",
            details: didYouMean(name, among: leaves.map(\.id)) + openNow, hint: "next \(id)")
    }

    private func requireUncontested(
        _ step: Step, _ command: StepCommand, _ run: Run, _ context: CommandContext
    ) throws(Rejection) {
        guard !command.isOverriding, let starter = run.starter(of: step.id),
            starter != context.actor, run.state(of: step.id) == .active,
            [.start, .done, .skip, .block].contains(command.verb)
        else { return }
        let ago = started(step.id).map { " \(context.now.elapsed(since: $0).spoken) ago" } ?? ""
        throw Rejection(
            .contested, "step \(step.id) was started by \(starter)\(ago)",
            details: ["ask \(starter), or go ahead all the same"],
            hint: "step \(command.verb.rawValue) \(step.id) --over")
    }

    /// When somebody last began to work on a step; `nil` if nobody did.
    package func started(_ step: StepID) -> Timestamp? {
        steps.last { $0.payload.step == step && $0.payload.verb == StepVerb.start.rawValue }?
            .entry.happenedAt
    }

    private func decideAssignment(
        _ command: StepCommand, _ step: Step
    ) throws(Rejection) -> Stepped {
        guard run?.state(of: step.id).isTerminal != true, run?.isOver != true else {
            throw Rejection(
                .notAllowed, "step \(step.id) is over",
                hint: "step reopen \(step.id) --why 'what has changed'")
        }
        guard let person = command.person, !person.isBlank else {
            throw Rejection(
                .invalid, "to whom?", hint: "step assign \(step.id) --to dana")
        }
        return Stepped(
            step: step.id, verb: StepVerb.assign.rawValue, title: step.title, note: command.note,
            reason: command.reason, person: person, events: [])
    }

    /// Evidence may come in at any time, also long after its step is done.
    private func decideEvidence(
        _ command: StepCommand, _ step: Step
    ) throws(Rejection) -> Stepped {
        guard !command.evidence.isEmpty else {
            throw Rejection(
                .invalid, "what was kept?",
                hint: "step evidence \(step.id) 'screenshot of the ransom note'")
        }
        for item in command.evidence {
            try requireText(item, of: "the evidence")
        }
        return Stepped(
            step: step.id, verb: StepVerb.evidence.rawValue, title: step.title,
            note: command.note, evidence: command.evidence, events: [])
    }

    private func decideAddition(
        _ command: StepCommand, _ run: Run, _ context: CommandContext
    ) throws(Rejection) -> Stepped {
        guard let added = command.added else {
            throw Rejection(
                .invalid, "what is to be added?", hint: "step add call-the-bank 'Call the bank.'")
        }
        try requireText(added.task, of: "the task")
        let step = AddedStep(id: added.id, task: added.task, role: added.role)
        let events = try ask(
            .add(step, into: added.block, after: added.after), run, context)
        return Stepped(
            step: added.id, verb: StepVerb.add.rawValue, title: added.task,
            reason: command.reason, events: events)
    }

    private func engineEvents(
        _ command: StepCommand, _ step: Step, _ run: Run, _ context: CommandContext
    ) throws(Rejection) -> [RunEvent] {
        try ask(try runCommand(command, step, context), run, context, facts: command.facts)
    }

    private func runCommand(
        _ command: StepCommand, _ step: Step, _ context: CommandContext
    ) throws(Rejection) -> RunCommand {
        let outcome = Outcome(
            answer: command.answer, note: command.note, by: context.actor)
        return switch command.verb {
        case .start: .start(step.id, by: context.actor)
        case .done: try completion(command, step, outcome, context)
        case .skip:
            .skip(step.id, reason: command.reason, approvedBy: command.person)
        case .block: .fail(step.id, reason: try reason(command, "block"))
        case .retry: .retry(step.id)
        case .giveUp: .giveUp(step.id, reason: try reason(command, "give-up"))
        case .reopen: .reopen(step.id, reason: try reason(command, "reopen"))
        case .vote:
            .vote(step.id, by: context.actor, approve: command.answer != "reject")
        case .signal: .signal(command.answer ?? step.id)
        case .expire: .fire(step.id)
        case .undone: .completeUndo(step.id)
        case .assign, .add, .evidence, .upgrade: .poll
        }
    }

    private func completion(
        _ command: StepCommand, _ step: Step, _ outcome: Outcome, _ context: CommandContext
    ) throws(Rejection) -> RunCommand {
        if case .ask(_, let fields) = step.action { try requireFacts(command, fields, step) }
        if case .approve = step.action {
            return .vote(
                step.id, by: context.actor, approve: command.answer != "reject")
        }
        if case .decide = step.action, command.reason?.isBlank ?? true {
            throw Rejection(
                .invalid, "a decision needs a reason: those who read it later were not here",
                hint: "step done \(step.id) --answer \(command.answer ?? firstOption(of: step)) "
                    + "--why 'what speaks for it'")
        }
        try requireTimeOver(command, step, at: context.happenedAt)
        if run?.isBlocked(step.id) == true {
            return .override(step.id, outcome, reason: try reason(command, "done"))
        }
        return .complete(step.id, outcome)
    }

    /// Who ends a wait before its time says why, because the report lists it as a deviation.
    private func requireTimeOver(
        _ command: StepCommand, _ step: Step, at moment: Timestamp
    ) throws(Rejection) {
        guard command.reason?.isBlank ?? true, let early = earliness(of: step, at: moment) else {
            return
        }
        throw Rejection(
            .notAllowed, "step \(step.id) waits \(early); to end it now needs a reason",
            details: ["it ends by itself when its time has come"],
            hint: "step done \(step.id) --why 'the new keys are in use everywhere'")
    }

    /// What a wait still waits for, `until 2026-03-11 02:41Z (47 h 59 min more)`; `nil` if its time has come or it
    /// is no wait.
    package func earliness(of step: Step, at moment: Timestamp) -> String? {
        switch step.action {
        case .wait(.duration), .wait(.time):
            let timer = run?.armedTimers.first { $0.step == step.id && $0.kind == .wait }
            guard let due = timer?.due, due > moment else { return nil }
            return "until \(due.date) \(due.clock) (\(due.elapsed(since: moment).spoken) more)"
        case .wait(.until(let condition)): return "until \(condition.source)"
        default: return nil
        }
    }

    private func requireFacts(
        _ command: StepCommand, _ fields: [String], _ step: Step
    ) throws(Rejection) {
        let given = command.facts.map(\.name)
        let missing = fields.filter { !given.contains($0) && facts[$0] == nil }
        guard missing.isEmpty else {
            throw Rejection(
                .invalid, "step \(step.id) asks for: \(missing.joined(separator: ", "))",
                details: missing.compactMap(wanted),
                hint: "step done \(step.id)"
                    + missing.map { " --set \($0)=\(example(of: $0))" }.joined())
        }
    }

    private func reason(_ command: StepCommand, _ verb: String) throws(Rejection) -> String {
        guard let reason = command.reason, !reason.isBlank else {
            throw Rejection(
                .invalid, "this needs a reason",
                hint: "step \(verb) \(command.step) --why 'what stands in the way'")
        }
        return reason
    }

    /// Asks the engine, with the new facts already known to the guards.
    private func ask(
        _ command: RunCommand, _ run: Run, _ context: CommandContext, facts: [FactEntry] = []
    ) throws(Rejection) -> [RunEvent] {
        var incident = self
        for fact in facts { incident.facts[fact.name] = fact.value }
        do {
            return try Engine.decide(
                command, on: run, in: incident.runContext(at: context.happenedAt))
        } catch {
            throw Rejection(error, incident: id, skipping: command)
        }
    }
}

extension Rejection {
    init(_ rejection: Engine.Rejection, incident: String, skipping command: RunCommand) {
        var hint = rejection.step.map { "step show \($0)" } ?? "next \(incident)"
        if case .skip(let step, let reason, _) = command {
            let why = (reason ?? "why it is not needed").shellQuoted
            if rejection.code == .reasonMissing { hint = "step skip \(step) --why \(why)" }
            if rejection.code == .approvalMissing {
                hint = "step skip \(step) --why \(why) --approved-by dana"
            }
        }
        let verbs = rejection.possible.compactMap(\.verb)
        self.init(
            rejection.isMistyped ? .invalid : .notAllowed, rejection.message,
            details: verbs.isEmpty ? [] : ["possible now: " + verbs.joined(separator: ", ")],
            hint: hint)
    }
}

extension CommandKind {
    /// What people say for it behind `muster step`; `nil` for what only time does.
    fileprivate var verb: String? {
        switch self {
        case .complete: StepVerb.done.rawValue
        case .start: StepVerb.start.rawValue
        case .vote: "done --answer approve, done --answer reject"
        case .fail: StepVerb.block.rawValue
        case .retry: StepVerb.retry.rawValue
        case .override: "done --why (all the same)"
        case .giveUp: StepVerb.giveUp.rawValue
        case .skip: StepVerb.skip.rawValue
        case .reopen: StepVerb.reopen.rawValue
        case .add: StepVerb.add.rawValue
        case .fire: nil
        case .completeUndo: StepVerb.undone.rawValue
        }
    }
}

extension Engine.Rejection {
    /// Whether the words of the command are wrong, and not the state of the run.
    fileprivate var isMistyped: Bool {
        [
            .unknownStep, .answerMissing, .answerUnknown, .reasonMissing, .approvalMissing,
            .idInvalid, .idTaken,
        ].contains(code)
    }
}
