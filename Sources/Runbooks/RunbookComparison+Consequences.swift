/// What a difference between two versions means for an incident that follows the old one.
package struct UpgradeConsequence: Sendable, Equatable {
    /// How far a running incident is concerned.
    package enum Weight: String, Sendable, CaseIterable {
        /// A run in which the step is active cannot go over to the new version.
        case blocks
        /// Something of the run is lost or has to be done again.
        case loses
        /// Worth knowing before the upgrade.
        case notes
    }

    package let weight: Weight
    /// The step of the old tree, of the new one if it was added, or the name of the part.
    package let subject: String
    /// A sentence for people.
    package let text: String
}

extension RunbookComparison {
    /// What the differences mean for incidents that follow the old version: what blocks first, then in document order.
    ///
    /// The rules are those of the step algebra: an active step goes over only to a step with its id
    /// and its verb in blocks that correspond (docs/explanation/step-algebra.md).
    package var consequences: [UpgradeConsequence] {
        let all =
            steps.flatMap(consequences(of:)) + addedConsequences + parts.flatMap(consequences(of:))
        return UpgradeConsequence.Weight.allCases.flatMap { weight in
            all.filter { $0.weight == weight }
        }
    }

    private func consequences(of step: StepComparison) -> [UpgradeConsequence] {
        func one(_ weight: UpgradeConsequence.Weight, _ text: String) -> [UpgradeConsequence] {
            [UpgradeConsequence(weight: weight, subject: step.id, text: text)]
        }
        switch step.fate {
        case .same, .reordered: return []
        case .dropped:
            guard step.isNamed, !isInsideDropped(step) else { return [] }
            return one(
                .loses, "'\(step.id)' is skipped if it is open; what was done stays in the record")
        case .renamed(let id):
            return one(
                .loses,
                "'\(step.id)' loses its state unless the upgrade is told --renamed \(step.id)=\(id)"
            )
        case .moved(let block):
            if step.hasOtherVerb { return one(.blocks, otherVerb(step)) }
            return one(
                .blocks, "'\(step.id)' cannot go over while it is open: it moved to '\(block)'")
        case .changed:
            if step.hasOtherVerb { return one(.blocks, otherVerb(step)) }
            return changedGuard(step).map { one(.notes, $0) } ?? []
        }
    }

    private func otherVerb(_ step: StepComparison) -> String {
        let change = step.changes.first { $0.key == KeyChange.verb }
        return "'\(step.id)' cannot go over while it is open: '\(change?.old ?? "")' became "
            + "'\(change?.new ?? "")', and a result of the one does not fit the other"
    }

    /// Guards are looked at once, when the step is reached, so a change comes too late for what was reached.
    private func changedGuard(_ step: StepComparison) -> String? {
        let guards = step.changes.filter { ["when", "while"].contains($0.key) }
        guard !guards.isEmpty else { return nil }
        return "the condition of '\(step.id)' counts only where a run has not reached it yet"
    }

    private func isInsideDropped(_ step: StepComparison) -> Bool {
        var block = step.block.flatMap { self.step($0) }
        while let above = block {
            if above.fate == .dropped, above.isNamed { return true }
            block = above.block.flatMap { self.step($0) }
        }
        return false
    }

    private var addedConsequences: [UpgradeConsequence] {
        added.filter { !$0.contains("/") && !$0.contains(".") }.map { id in
            UpgradeConsequence(
                weight: .notes, subject: id,
                text: "'\(id)' is new: a run that is past its place skips it, others come to it")
        }
    }

    private func consequences(of part: PartChange) -> [UpgradeConsequence] {
        let text: String
        switch (part.kind, part.fate) {
        case (.fact, .dropped):
            text = "the recorded value of fact '\(part.name)' is no longer read"
        case (.fact, .changed(let changes)):
            guard let type = changes.first(where: { ["type", "secret"].contains($0.key) }) else {
                return []
            }
            text = "a recorded value of fact '\(part.name)' may not fit: its \(type.key) changed"
        case (.role, .dropped):
            text = "nobody works in role '\(part.name)' any more; who holds it keeps it"
        case (.document, _), (.phase, _), (.message, _), (.property, _), (.role, _),
            (.fact, .added):
            return []
        }
        return [UpgradeConsequence(weight: .notes, subject: part.name, text: text)]
    }
}
