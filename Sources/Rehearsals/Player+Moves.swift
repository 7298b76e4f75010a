internal import Chronology
internal import Engine
internal import Incidents
internal import OrderedCollections
internal import Runbooks

extension Player {
    /// Plays one item of the case.
    mutating func play(_ move: RehearsalMove) throws(CaseFailure) {
        place = move.place
        try pass(until: now)
        switch move.kind {
        case .until(let step): try goOn(until: step.value)
        case .finish: try finish()
        case .pass(let length):
            note("# \(length.spoken) pass", by: nil)
            try pass(until: now.advanced(by: length))
        case .people(let changes):
            for holders in changes {
                people[holders.role.value] = holders.names
                try give(holders.role.value, to: holders.names[0])
            }
        case .assess(let assessment): try assess(assessment)
        case .step(let move): try play(move)
        case .expect(let checks): try expect(checks)
        }
        try pass(until: now)
    }

    private mutating func assess(_ move: AssessMove) throws(CaseFailure) {
        if let span = move.after { try pass(until: now.advanced(by: span)) }
        let decided =
            incident.disposition == .undecided ? Disposition.incident : incident.disposition
        let assessed = Assessed(
            disposition: move.disposition ?? decided, severity: move.severity ?? incident.severity,
            category: move.category ?? incident.category, reason: move.why ?? Player.reason,
            impact: nil,
            duplicateOf: move.disposition == .duplicate ? "DRILL-0000-0002" : nil)
        let actor = move.by ?? actor(for: nil)
        try require(.assess(assessed), by: actor)
        note(words(of: assessed), by: actor)
    }

    private mutating func play(_ move: StepMove) throws(CaseFailure) {
        for step in move.steps {
            if let span = move.after { try pass(until: now.advanced(by: span)) }
            try play(move, on: step.value)
            try pass(until: now)
        }
    }

    /// One command; what it does not say itself is filled in, unless it is to be refused.
    private mutating func play(
        _ move: StepMove, on name: StepID
    ) throws(CaseFailure) {
        let step = incident.step(named: name) ?? waiting(for: name)
        if move.refused == nil, move.verb == .done, let step,
            case .approve(_, let quorum, _, _) = step.action, move.by == nil
        {
            try vote(on: step, move, quorum: quorum)
            return
        }
        var command = StepCommand(step: name, verb: move.verb)
        if move.verb == .signal, let step, step.id != name {
            command.step = step.id
            command.answer = name
        } else if move.verb == .signal {
            command.verb = .done
        }
        fill(&command, from: move)
        do {
            command.facts += try values(of: move.facts)
        } catch {
            throw stop(.refused, "refused: \(error.message)", details: error.details)
        }
        if move.refused == nil, let step { try complete(&command, for: step, move) }
        if let task = move.added {
            command.added = AdHocStep(
                id: name, task: task.task, role: task.role,
                block: task.into?.value ?? incident.phase, after: task.behind?.value)
        }
        let actor = move.by ?? actor(for: step)
        if let step, move.verb == .done {
            try vote(command, by: actor, on: step, move.refused)
        } else {
            try carryOut(command, by: actor, move.refused)
        }
    }

    private func fill(_ command: inout StepCommand, from move: StepMove) {
        command.answer = move.answer?.value ?? command.answer
        command.note = move.note
        command.reason = move.why
        command.evidence = move.evidence
        command.person = move.verb == .skip ? move.approvedBy : move.to
        command.isOverriding = move.isOver
    }

    /// What a person would be asked for: the reason, the answer, the values of the form.
    private func complete(
        _ command: inout StepCommand, for step: Step, _ move: StepMove
    ) throws(CaseFailure) {
        switch move.verb {
        case .skip, .block, .giveUp, .reopen: command.reason = command.reason ?? Player.reason
        case .evidence where command.evidence.isEmpty: command.evidence = ["sample"]
        case .done:
            switch step.action {
            case .decide:
                if command.answer == nil { command.answer = try nextAnswer(of: step.id) }
                command.reason = command.reason ?? Player.reason
            case .ask(_, let fields):
                command.facts += try form(fields, given: command.facts.map(\.name), of: step)
            default: break
            }
        default: break
        }
    }

    /// The reason that is given where a test gives none.
    static let reason = "rehearsed"

    /// Carries a step command out, or makes sure that it is refused as the test says.
    mutating func carryOut(
        _ command: StepCommand, by actor: String, _ refused: Refusal? = nil
    ) throws(CaseFailure) {
        let line = words(of: command)
        do {
            try perform(.step(command), by: actor)
        } catch {
            guard case .rejected(let rejection) = error, let refused else { throw refusal(error) }
            try compare(rejection, with: refused)
            note(line + "   # refused", by: actor)
            return
        }
        note(line, by: actor)
        guard let refused else { return }
        var failure = stop(.accepted, "'\(line)' was to be refused, and was accepted")
        if let text = refused.text {
            failure.details = ["expected in the refusal: '\(text)'"]
        }
        throw failure
    }

    private func compare(
        _ rejection: Incidents.Rejection, with refused: Refusal
    ) throws(CaseFailure) {
        guard let text = refused.text else { return }
        let said = ([rejection.message] + rejection.details).joined(separator: "\n")
        guard !said.lowercased().contains(text.lowercased()) else { return }
        var failure = stop(.accepted, "the command was refused for another reason")
        failure.differences = [
            CaseFailure.Difference(
                place: refused.place, expected: "a refusal that says '\(text)'",
                actual: said.replacing("\n", with: "; "))
        ]
        throw failure
    }

    private func waiting(for signal: String) -> Step? {
        incident.openLeaves.first {
            if case .wait(.signal(signal)) = $0.action { true } else { false }
        }
    }

    private func values(of given: [GivenFact]) throws(Incidents.Rejection) -> [FactEntry] {
        var result: [FactEntry] = []
        for item in given {
            guard let fact = runbook.facts.first(where: { $0.name == item.name.value }) else {
                throw Incidents.Rejection(.invalid, "the runbook has no fact '\(item.name.value)'")
            }
            result.append(FactEntry(name: fact.name, value: try fact.value(item, now: now)))
        }
        return result
    }
}
