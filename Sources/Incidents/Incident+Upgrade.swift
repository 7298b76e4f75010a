package import Engine
internal import OrderedCollections
package import Runbooks

/// What an upgrade of an incident's runbook would mean.
package struct UpgradePlan: Sendable, Equatable {
    package let migration: MigrationPlan
    /// New steps that would be left out although their runbook says that they never are.
    package let mandatory: [StepID]
    /// Recorded facts that the new version declares with another type, or not at all.
    package let facts: [String]
}

extension Incident {
    /// What it would mean to go on under this version; it changes nothing.
    ///
    /// - Throws: ``Rejection`` if the incident follows no runbook, another one, or this version already.
    package func upgradePlan(_ upgrade: UpgradeRequest) throws(Rejection) -> UpgradePlan {
        try requireOpen()
        guard let run, let definition, let runbook else {
            throw Rejection(
                .notAllowed, "\(id) follows no runbook that can be read", hint: "status \(id)")
        }
        guard upgrade.reference.id == runbook.id else {
            throw Rejection(
                .notAllowed, "\(id) follows \(runbook.id), not \(upgrade.reference.id)",
                details: ["an upgrade goes to another version of the same runbook"],
                hint: "runbook diff \(id) \(runbook.id)")
        }
        try requireKnown(upgrade, definition)
        guard upgrade.reference != runbook else {
            throw Rejection(
                .notAllowed,
                "\(id) follows these bytes of \(runbook.id) \(runbook.version) already",
                hint: "next \(id)")
        }
        guard !run.isOver else {
            throw Rejection(
                .notAllowed, "the runbook of \(id) has ended; there is nothing left to upgrade",
                hint: "status \(id)")
        }
        let original = Set(definition.root.subtree.map(\.id))
        let added = Set(run.states.map(\.step)).subtracting(original)
        let plan = run.migrationPlan(
            to: upgrade.runbook.root, renamed: upgrade.renamed, keeping: added)
        let skipped = upgrade.runbook.root.subtree.filter { plan.skipped.contains($0.id) }
        return UpgradePlan(
            migration: plan,
            mandatory: skipped.flatMap(\.subtree).filter { $0.skippable == .never }.map(\.id),
            facts: changedFacts(from: definition, to: upgrade.runbook))
    }

    private func requireKnown(
        _ upgrade: UpgradeRequest, _ definition: Runbook
    ) throws(Rejection) {
        for (old, new) in upgrade.renamed.sorted(by: { $0.key < $1.key }) {
            let known = [
                (old, definition.root, "the version that \(id) follows"),
                (new, upgrade.runbook.root, "the new version"),
            ]
            for (name, root, place) in known where !root.subtree.contains(where: { $0.id == name })
            {
                throw Rejection(
                    .invalid, "there is no step '\(name)' in \(place)",
                    details: didYouMean(name, among: root.subtree.map(\.id)))
            }
        }
    }

    private func changedFacts(from old: Runbook, to new: Runbook) -> [String] {
        facts.keys.filter { name in
            let before = old.facts.first { $0.name == name }?.type
            return before != nil && before != new.facts.first { $0.name == name }?.type
        }
    }

    func decideUpgrade(
        _ upgrade: UpgradeRequest, _ context: CommandContext
    ) throws(Rejection) -> RunbookUpgraded {
        let plan = try upgradePlan(upgrade).migration
        try requireText(upgrade.reason, of: "the reason")
        guard let run, plan.isPossible else {
            let count = plan.obstacles.count
            throw Rejection(
                .notAllowed,
                count == 1
                    ? "a step stands in the way of the upgrade"
                    : "\(count) steps stand in the way of the upgrade",
                details: plan.obstacles.map { "\($0.step): \($0.message)" },
                hint: "runbook upgrade \(id) --dry-run")
        }
        var incident = self
        incident.definition = upgrade.runbook
        do {
            let moment = isRetrospective ? context.happenedAt : context.now
            let events = try settle(
                run, migratedTo: upgrade.runbook.root, by: plan,
                in: incident.runContext(at: moment))
            let next = run.migrated(to: upgrade.runbook.root, by: plan.migration)
            return RunbookUpgraded(
                runbook: upgrade.reference, migration: plan.migration,
                dropped: plan.dropped.map(\.step), again: plan.again.map(\.step),
                reason: upgrade.reason, events: events,
                facts: incident.argumentFacts(of: events, on: next, at: moment))
        } catch {
            throw Rejection(.notAllowed, error.message)
        }
    }

    /// The renames that lead back to an earlier version, as far as they were said on the way from it.
    package func renames(backTo reference: RunbookReference) -> [StepID: StepID] {
        guard let start = earlierRunbooks.lastIndex(of: reference) else { return [:] }
        var result: [StepID: StepID] = [:]
        for names in earlierRenames[start...] {
            for (old, new) in names {
                let origin = result.removeValue(forKey: old) ?? old
                result[new] = origin
            }
        }
        return result
    }

    mutating func upgrade(_ payload: RunbookUpgraded, _ runbook: Runbook?, _ entry: EntryContext) {
        let names = Dictionary(
            payload.migration.carried.compactMap { carried in
                carried.from.map { ($0, carried.step) }
            }, uniquingKeysWith: { first, _ in first })
        if let old = self.runbook {
            earlierRunbooks.append(old)
            earlierRenames.append(names)
        }
        self.runbook = payload.runbook
        definition = runbook
        if !names.isEmpty { rename(names) }
        steps.append(Recorded(entry: entry, payload: payload.asStep))
        guard let runbook, let run else {
            self.run = nil
            return
        }
        var next = run.migrated(to: runbook.root, by: payload.migration)
        for event in payload.events { next.apply(event) }
        for fact in payload.facts ?? [] { facts[fact.name] = fact.value }
        self.run = next
    }

    /// What was recorded of a step before it got another id belongs to it still.
    private mutating func rename(_ names: [StepID: StepID]) {
        steps = steps.map { record in
            Recorded(entry: record.entry, payload: record.payload.renamed(names))
        }
        if let begun = runBegun {
            runBegun = Recorded(
                entry: begun.entry,
                payload: RunbookPinned(
                    runbook: begun.payload.runbook,
                    events: begun.payload.events.map { $0.renamed(names) },
                    facts: begun.payload.facts ?? []))
        }
        for (old, new) in names.sorted(by: { $0.key < $1.key }) {
            guard let person = assignees.removeValue(forKey: old) else { continue }
            assignees[new] = person
        }
    }
}

extension RunbookUpgraded {
    /// The upgrade as something that was done to the run as a whole.
    fileprivate var asStep: Stepped {
        Stepped(
            step: runbook.id, verb: StepVerb.upgrade.rawValue, title: runbook.title,
            answer: nil, note: nil, reason: reason, events: events)
    }

    /// The upgrade in one sentence.
    var sentence: String {
        var parts = ["Runbook upgraded to \(runbook.id) \(runbook.version)"]
        let left = events.compactMap { event -> String? in
            if case .skipped(let step, .migration, _, _) = event { step } else { nil }
        }
        if !left.isEmpty { parts.append("new and left out: " + left.joined(separator: ", ")) }
        if !dropped.isEmpty { parts.append("dropped: " + dropped.joined(separator: ", ")) }
        if !again.isEmpty { parts.append("to be done again: " + again.joined(separator: ", ")) }
        return parts.joined(separator: "; ") + ". Why: \(reason)"
    }
}

extension Stepped {
    fileprivate func renamed(_ names: [StepID: StepID]) -> Stepped {
        Stepped(
            step: names[step] ?? step, verb: verb, title: title, answer: answer, note: note,
            reason: reason, person: person, facts: facts, evidence: evidence,
            events: events.map { $0.renamed(names) })
    }
}
