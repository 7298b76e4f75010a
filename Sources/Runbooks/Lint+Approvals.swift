internal import Expressions

extension Lint {
    /// Approvals that mean nothing, or that nobody can give.
    mutating func checkApprovals() {
        for step in steps {
            guard case .approve(_, let quorum, let role, let notBy) = step.action else { continue }
            for (index, id) in notBy.enumerated() {
                checkExclusion(of: id, index, from: step, role: role, quorum: quorum)
            }
            if notBy.isEmpty { checkAuthor(of: step, role: role, quorum: quorum) }
        }
    }

    private mutating func checkExclusion(
        of id: StepID, _ index: Int, from step: Step, role: String, quorum: Int
    ) {
        guard let excluded = steps.first(where: { $0.id == id }),
            let relation = order.relation(of: id, to: step.id)
        else { return }
        let place = map.place("steps.\(step.id).not_by.\(index)") ?? place(of: step)
        let related = note(on: excluded, "step '\(id)' is here")
        switch relation {
        case .same, .after, .inside, .around, .apart:
            report(
                .exclusionTooLate,
                "step '\(id)' \(Lint.why(relation)), so it excludes nobody",
                at: place, related: related)
        case .before, .beside, .repeated:
            // A role has one holder; with a larger quorum others vote as well.
            guard quorum == 1, excluded.accountable == role else { return }
            report(
                .approvalOutOfReach,
                "only '\(role)' may approve this, and '\(role)' does step '\(id)', "
                    + "which 'not_by' excludes; let another role approve",
                at: place, related: related)
        }
    }

    private static func why(_ relation: FlowOrder.Relation) -> String {
        switch relation {
        case .same: "is the approval itself"
        case .apart: "is in another arm"
        case .before, .beside, .repeated, .after, .inside, .around:
            "is not done before the approval"
        }
    }

    /// The step right before an approval is what it is about.
    private mutating func checkAuthor(of step: Step, role: String, quorum: Int) {
        guard let before = siblingBefore(step), before.isWork, !before.isApproval,
            before.accountable == role
        else { return }
        let place = map.place("steps.\(step.id).from") ?? place(of: step)
        let way =
            quorum == 1
            ? "let another role approve it" : "exclude who did it: not_by: [\(before.id)]"
        report(
            .ownApproval,
            "'\(role)' approves what '\(role)' did in step '\(before.id)'; \(way)",
            at: place, related: note(on: before, "'\(role)' does step '\(before.id)' here"))
    }

    private func siblingBefore(_ step: Step) -> Step? {
        guard let parent = order.parent(of: step.id), case .sequence(let steps) = parent.action,
            let index = steps.firstIndex(where: { $0.id == step.id }), index > 0
        else { return nil }
        return steps[index - 1]
    }
}

extension Step {
    /// The role that does it: the accountable one, or the one that approves.
    var accountable: String? {
        if case .approve(_, _, let role, _) = action { return role }
        return notes.role
    }
}
