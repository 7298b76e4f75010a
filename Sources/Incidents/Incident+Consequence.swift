internal import Engine
package import Runbooks

/// What a command on a step brings about beyond the step itself; a person is asked before it is carried out.
package enum StepConsequence: Sendable, Equatable {
    /// The runbook ends as failed; these steps are left undone.
    case endsRun(undone: [Step])
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
        guard after.outcome == .failed else { return nil }
        let undone = leaves.filter { step in
            step.id != stepped.step && [.pending, .active].contains(run.state(of: step.id))
        }
        return .endsRun(undone: undone)
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
