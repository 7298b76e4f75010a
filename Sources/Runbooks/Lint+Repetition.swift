internal import Expressions

extension Lint {
    /// Loops and waits whose condition nothing can change, and waits that nobody ends.
    mutating func checkRepetition() {
        for reading in readings where !isOutOfOrder(reading) && !reading.references.isEmpty {
            switch reading.use {
            case .again where !canChange(reading):
                report(
                    .idleLoop,
                    "no step of this loop changes what its condition reads, "
                        + "so it is done once or as often as 'at_most' says",
                    at: place(of: reading))
            case .until where !canChange(reading):
                report(
                    .endlessWait,
                    "nothing beside this wait can change what it waits for; "
                        + "put the step that does into another lane",
                    at: place(of: reading))
            case .when, .arm, .again, .until, .argument, .property: break
            }
        }
        for step in steps { checkEvent(of: step) }
    }

    /// Whether something can change a value of the condition while the loop or the wait is open.
    private func canChange(_ reading: Reading) -> Bool {
        reading.references.contains { path in
            guard path.count >= 2 else { return true }
            switch path[0] {
            case "facts":
                return sources(of: path[1]).contains { isOpen($0.id, with: reading.step) }
            case "steps": return isOpen(path[1], with: reading.step)
            default: return true
            }
        }
    }

    private func isOpen(_ id: StepID, with step: Step) -> Bool {
        let relation = order.relation(of: id, to: step.id)
        return relation == .inside || relation == .beside
    }

    /// An event that nobody is asked for may never come.
    private mutating func checkEvent(of step: Step) {
        guard case .wait(let condition) = step.action, step.deadline == nil,
            step.notes.role == nil
        else { return }
        switch condition {
        case .duration, .time: return
        case .signal, .until:
            report(
                .openWait,
                "step '\(step.id)' can wait for ever; give it a 'deadline', "
                    + "or a 'role' that looks after it",
                at: place(of: step))
        }
    }
}
