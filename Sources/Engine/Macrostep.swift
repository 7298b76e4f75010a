import Chronology
import Runbooks

/// One command and all that follows from it: a working copy of the run and the events so far.
///
/// A command changes the copy only through `emit`, so that the events and the copy cannot differ.
struct Macrostep {
    var run: Run
    let context: RunContext
    var events: [RunEvent] = []

    init(run: Run, context: RunContext) {
        self.run = run
        self.context = context
    }

    /// Records an event about the step at `index` and applies it.
    mutating func emit(_ event: RunEvent, at index: Int) {
        events.append(event)
        run.evolve(event, at: index)
    }

    /// Finds the step of a command and makes sure that its state allows the command.
    func admit(_ kind: CommandKind, _ step: StepID) throws(Rejection) -> Int {
        guard let index = run.definition.index(of: step) else {
            throw run.rejectionOfUnknown(step)
        }
        if let obstacle = run.obstacle(to: kind, at: index) {
            throw run.rejection(obstacle, at: index)
        }
        return index
    }

    /// Makes sure that the run has not ended, for commands that name no step.
    func admitOpenRun() throws(Rejection) {
        if run.isOver { throw run.rejectionAfterEnd() }
    }

    /// Evaluates a guard and records what it gave.
    mutating func holds(
        _ kind: GuardReference.Kind, _ expression: Guard?, at index: Int
    ) -> Bool {
        let reference = GuardReference(kind: kind, step: run.id(index))
        let result = evaluate(reference, expression)
        emit(.guardEvaluated(reference: reference, result: result), at: index)
        return result.value
    }

    /// Evaluates a guard without recording it; an error shows a step and takes no other way.
    func evaluate(_ reference: GuardReference, _ expression: Guard?) -> GuardResult {
        var result = context.guards(reference, expression, run)
        if result.error != nil { result.value = reference.kind == .when }
        return result
    }
}

// MARK: - Beginning and ending a step

extension Macrostep {
    /// Reaches a pending step: it becomes active, or is skipped if its guard says so.
    mutating func activate(_ index: Int, held: Bool = false) {
        let step = run.id(index)
        if let condition = run.definition.nodes[index].step.when,
            !holds(.when, condition, at: index)
        {
            emit(
                .skipped(step: step, cause: .condition, reason: nil, approvedBy: nil), at: index)
            return
        }
        emit(.activated(step: step), at: index)
        if held { emit(.held(step: step), at: index) }
        armWait(index)
        armDeadline(index)
        enter(index)
    }

    private mutating func enter(_ index: Int) {
        switch run.definition.nodes[index].shape {
        case .work, .wait, .sequence, .parallel: break
        case .choose: chooseArm(of: index)
        case .loop: emit(.iterated(step: run.id(index), iteration: 1), at: index)
        }
    }

    /// The first arm whose guard holds, or else the last, which is never asked.
    private mutating func chooseArm(of index: Int) {
        guard case .choose(let arms) = run.definition.nodes[index].step.action, !arms.isEmpty
        else { return }
        var chosen = arms.count - 1
        for position in 0..<chosen {
            guard let condition = arms[position].guardExpression else {
                chosen = position
                break
            }
            if holds(.arm(position), condition, at: index) {
                chosen = position
                break
            }
        }
        emit(.armChosen(step: run.id(index), arm: chosen), at: index)
    }

    mutating func armWait(_ index: Int) {
        guard case .wait(let condition) = run.definition.nodes[index].step.action else { return }
        let due: Timestamp
        switch condition {
        case .duration(let length): due = context.now.advanced(by: length)
        case .time(let moment): due = moment
        case .signal, .until: return
        }
        emit(.timerArmed(step: run.id(index), kind: .wait, due: due), at: index)
    }

    /// Arms the hard limit of a step, counted from now, unless it is armed.
    mutating func armDeadline(_ index: Int) {
        guard let deadline = run.definition.nodes[index].step.deadline,
            !run.timers.contains(where: { $0.index == index && $0.kind == .deadline })
        else { return }
        let due = context.now.advanced(by: deadline)
        emit(.timerArmed(step: run.id(index), kind: .deadline, due: due), at: index)
    }

    mutating func finish(_ index: Int, _ cause: DoneCause, _ outcome: Outcome? = nil) {
        emit(.done(step: run.id(index), cause: cause, outcome: outcome), at: index)
    }

    /// Withdraws a step and all below it: the deepest first, in document order.
    mutating func cancel(_ index: Int, _ cause: CancelCause, sparing spared: [Int] = []) {
        cancelBelow(index, cause, sparing: spared)
        if run.records[index].state == .active, !spared.contains(index) {
            emit(.cancelled(step: run.id(index), cause: cause), at: index)
        }
    }

    /// Withdraws all below a step.
    mutating func cancelBelow(_ index: Int, _ cause: CancelCause, sparing spared: [Int] = []) {
        for child in run.definition.nodes[index].children {
            cancel(child, cause, sparing: spared)
        }
        if let handler = run.definition.nodes[index].handler {
            cancel(handler, cause, sparing: spared)
        }
    }
}
