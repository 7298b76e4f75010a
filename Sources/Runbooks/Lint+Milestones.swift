internal import Expressions

extension Lint {
    /// Milestones that do not exist, come out of their order, or are not reached on every way.
    mutating func checkMilestones() {
        var known: [(step: Step, name: String, rank: Int)] = []
        for step in steps {
            guard let name = step.notes.milestone else { continue }
            guard let rank = IncidentVocabulary.milestones.firstIndex(of: name) else {
                reportUnknown(name, of: step)
                continue
            }
            known.append((step, name, rank))
        }
        for item in known { checkPhase(of: item.step, item.name) }
        for (index, later) in known.enumerated() {
            let earlier = known[..<index].first { earlier in
                Lint.isOrdered(later.rank) && Lint.isOrdered(earlier.rank)
                    && earlier.rank > later.rank
                    && order.relation(of: earlier.step.id, to: later.step.id) == .before
            }
            guard let earlier else { continue }
            report(
                .milestoneOrder,
                "'\(later.name)' is reached after '\(earlier.name)', which step "
                    + "'\(earlier.step.id)' records before",
                at: place(of: later.step, "milestone"),
                related: note(on: earlier.step, "'\(earlier.name)' is recorded here"))
        }
        for name in ["contained", "closed"] {
            guard let first = known.first(where: { $0.name == name }),
                !assignment.isAlwaysGiven(.milestone(name))
            else { continue }
            report(
                .milestoneMissed,
                "the milestone '\(name)' is missed on some way: step '\(first.step.id)' is not "
                    + "done on all of them",
                at: place(of: first.step, "milestone"))
        }
    }

    private mutating func reportUnknown(_ name: String, of step: Step) {
        let near = suggest(name, among: IncidentVocabulary.milestones)
        let list = near == nil ? "; it can be \(listed(IncidentVocabulary.milestones))" : ""
        report(
            .unknownMilestone, "there is no milestone '\(name)'\(list)",
            at: place(of: step, "milestone"), suggestion: near)
    }

    /// The milestones that have one order; what was seen, known, decided and found out comes when it comes.
    private static let ordered: Set = [
        "contained", "eradicated", "recovered", "closed", "reviewed",
    ]

    private static func isOrdered(_ rank: Int) -> Bool {
        ordered.contains(IncidentVocabulary.milestones[rank])
    }

    /// What ends an incident belongs to its end.
    private mutating func checkPhase(of step: Step, _ name: String) {
        let phases = order.ancestors(of: step.id).map(\.id)
        let early = ["detect", "assess", "respond.contain", "respond.eradicate"]
        let tooEarly =
            switch name {
            case "closed": early
            case "reviewed": early + ["respond", "respond.recover"]
            case "recovered", "eradicated": ["detect", "assess"]
            default: [String]()
            }
        guard let phase = phases.first(where: tooEarly.contains) else { return }
        report(
            .milestoneOrder, "'\(name)' is reached in '\(phase)', before the work for it is done",
            at: place(of: step, "milestone"))
    }
}
