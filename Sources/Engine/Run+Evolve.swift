import Runbooks

extension Run {
    /// Adds one event to the state; the only place where a run changes.
    ///
    /// It checks nothing, because an event is a fact; one about an unknown step changes nothing.
    package mutating func apply(_ event: RunEvent) {
        if case .stepAdded(let added, let block, let sibling) = event {
            guard let index = definition.index(of: block) else { return }
            definition.insert(added.step, into: index, after: sibling)
            records.append(Record())
        } else if let index = definition.index(of: event.step) {
            evolve(event, at: index)
        }
    }

    /// Adds an event about the step at `index`; `stepAdded` has none yet and goes through `apply`.
    mutating func evolve(_ event: RunEvent, at index: Int) {
        switch event {
        case .activated:
            records[index].state = .active
            outcomes[index] = nil
            reasons[index] = nil
        case .reactivated:
            records[index].state = .active
            reasons[index] = nil
            undoable.removeAll { $0 == index }
        case .done(_, _, let outcome): finish(index, outcome)
        case .skipped(_, _, let reason, _):
            end(index, .skipped, reason)
            outcomes[index] = nil
        case .failed(_, let reason): end(index, .failed, reason)
        case .cancelled: end(index, .cancelled, nil)
        case .superseded(_, let cause): supersede(index, cause)
        case .blocked(_, let reason):
            records[index].isBlocked = true
            reasons[index] = reason
        case .retried(_, let used, _): tryAgain(index, used)
        case .armChosen(_, let arm): records[index].arm = arm
        case .iterated(_, let iteration): records[index].iteration = iteration
        case .handling(_, let reason):
            records[index].isHandling = true
            reasons[index] = reason
            timers.removeAll { $0.index == index && $0.kind == .wait }
        case .held: held.append(index)
        case .started(_, let person): starters[index] = person
        case .voted(_, let person, let approve):
            ballots[index, default: []].append(Vote(by: person, approve: approve))
        case .timerArmed(_, let kind, let due):
            timers.append(Timer(index: index, kind: kind, due: due))
        case .timerFired(_, let kind): timers.removeAll { $0.index == index && $0.kind == kind }
        case .undoRequested:
            undoable.removeAll { $0 == index }
            if !requestedUndo.contains(index) { requestedUndo.append(index) }
        case .undoDone: requestedUndo.removeAll { $0 == index }
        case .guardEvaluated(let reference, let result):
            if reference.kind == .until { conditionErrors[index] = result.error }
        case .reopened, .stepAdded: break
        }
    }

    private mutating func end(_ index: Int, _ state: StepState, _ reason: String?) {
        records[index].state = state
        records[index].isBlocked = false
        reasons[index] = reason
        release(index)
    }

    /// A step that is over holds no join and has no timer.
    private mutating func release(_ index: Int) {
        if !held.isEmpty { held.removeAll { $0 == index } }
        if !timers.isEmpty { timers.removeAll { $0.index == index } }
    }

    private mutating func finish(_ index: Int, _ outcome: Outcome?) {
        end(index, .done, nil)
        outcomes[index] = outcome
        if definition.nodes[index].step.undo != nil {
            undoable.removeAll { $0 == index }
            undoable.append(index)
        }
    }

    /// A loop keeps the last answers, which guards may read; a go-back takes them away.
    private mutating func supersede(_ index: Int, _ cause: SupersedeCause) {
        records[index] = Record(epoch: records[index].epoch + 1)
        release(index)
        reasons[index] = nil
        starters[index] = nil
        ballots[index] = nil
        conditionErrors[index] = nil
        if cause == .reopen { outcomes[index] = nil }
    }

    private mutating func tryAgain(_ index: Int, _ used: Int) {
        records[index].isBlocked = false
        records[index].retriesUsed = used
        reasons[index] = nil
        starters[index] = nil
        ballots[index] = nil
    }
}
