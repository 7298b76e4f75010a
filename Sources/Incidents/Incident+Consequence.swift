internal import Engine
package import Runbooks

/// What a command on a step brings about beyond the step itself; a person is asked before it is carried out.
package enum StepConsequence: Sendable, Equatable {
    /// The runbook ends as failed; these steps are left undone.
    case endsRun(undone: [Step])
    /// The step counts as failed, and these steps begin: the failure plan of the step or of a block around it.
    case beginsPlan([Step], of: StepID)
    /// The step counts as failed, and the run goes on behind it or behind a block around it.
    case goesOnFailed(behind: StepID)
    /// A block is left out with these steps in it, which were open or not reached.
    case skipsBlock([Step])
}

extension Incident {
    /// What the command would bring about; `nil` if nothing beyond its step, or if it would be rejected.
    package func consequence(
        of command: StepCommand, in context: CommandContext
    ) -> StepConsequence? {
        guard let run, !run.isOver, let stepped = try? decideStep(command, context) else {
            return nil
        }
        var after = run
        for event in stepped.events { after.apply(event) }
        guard after.outcome == .failed else {
            return switch command.verb {
            case .block: failure(of: stepped, in: run)
            case .giveUp: failure(of: stepped, orAround: true, in: run)
            case .skip: omission(of: stepped.step, in: run)
            default: nil
            }
        }
        let undone = leaves.filter { step in
            step.id != stepped.step && [.pending, .active].contains(run.state(of: step.id))
        }
        return .endsRun(undone: undone)
    }

    /// What becomes of a step that fails: by its own policy, or by that of a block around it.
    private func failure(
        of stepped: Stepped, orAround: Bool = false, in run: Run
    ) -> StepConsequence? {
        let blocks = orAround ? Set(run.path(to: stepped.step)) : [stepped.step]
        for event in stepped.events {
            switch event {
            case .handling(let step, _) where blocks.contains(step):
                guard case .handler(let plan)? = run.step(step)?.onFailure else { break }
                return .beginsPlan(plan.subtree.filter(\.isLeaf), of: step)
            case .done(let step, .proceeded, _) where blocks.contains(step):
                return .goesOnFailed(behind: step)
            default: continue
            }
        }
        return nil
    }

    /// The steps that are left out with a block.
    private func omission(of block: StepID, in run: Run) -> StepConsequence? {
        guard let step = run.step(block), !step.isLeaf else { return nil }
        let inside = Set(step.subtree.map(\.id))
        let left = standings.filter { step, standing in
            inside.contains(step.id) && (standing == .open || standing == .notReached)
        }
        return left.isEmpty ? nil : .skipsBlock(left.map(\.step))
    }

    /// The steps that are done, that ask for evidence, and for which none was recorded.
    package var stepsWithoutEvidence: [Step] {
        guard let run else { return [] }
        // A note or the values of a form say what was seen, too; the report counts in the same way.
        let given = Set(
            steps.map(\.payload).filter { payload in
                !payload.evidence.isEmpty
                    || (payload.verb == StepVerb.done.rawValue
                        && (payload.note != nil || !payload.facts.isEmpty))
            }.map(\.step))
        return leaves.filter { step in
            !(step.notes.evidence ?? []).isEmpty && run.state(of: step.id) == .done
                && !given.contains(step.id)
        }
    }
}
