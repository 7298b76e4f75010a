internal import Application
internal import ArgumentParser
internal import Engine
internal import Incidents
internal import Runbooks

/// `muster runbook upgrade`.
struct RunbookUpgrade: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Let an incident go on under another version of its runbook.",
        discussion: """
            An incident keeps the bytes that it began with until somebody upgrades it. The plan is \
            shown first: steps keep their state by their id, a step that is open and has no place in \
            the new version stands in the way, and new steps before what was reached are left out. \
            Steps that people added stay. It is one entry of the record, and an upgrade back to the \
            earlier version (--to and the first digits of its hash) undoes it.


            """
                + examples(
                    "muster runbook upgrade INC-2026-0001 --dry-run",
                    "muster runbook upgrade --why 'the new version asks for the bank first'",
                    "muster runbook upgrade --to drafts/phishing.runbook.yaml --renamed cut=isolate "
                        + "--why 'as agreed with the lead'"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    @Option(
        name: .long,
        help: "An id, a file, or the hash of an earlier version; as it is now if not given.")
    var to: String?

    @Option(name: .long, help: "A step that has another id now, as OLD=NEW; repeat for more.")
    var renamed: [String] = []

    @Option(name: .customLong("why"), help: "The reason; needed but for a dry run.")
    var reason: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(name, at: desk)
        let incident = try desk.load(id).incident
        let target = try desk.upgradeTarget(try path(session), of: incident)
        var request = UpgradeRequest(
            reference: target.reference, runbook: target.runbook, reason: reason ?? "")
        request.renamed = incident.renames(backTo: target.reference)
            .merging(try names()) { _, said in said }
        let plan: UpgradePlan
        do {
            plan = try incident.upgradePlan(request)
        } catch {
            throw Failure(refusal: error)
        }
        var screen = UpgradeScreen(incident: incident, target: target.reference, plan: plan)
        screen.guesses = guesses(incident, target.runbook, plan.migration)
        if global.dryRun || !plan.migration.isPossible {
            try show(screen, session)
            return
        }
        try await carryOut(request, target, screen, session, desk)
    }

    /// What may have been renamed: steps that would be lost, with a step of nearly the same text.
    private func guesses(
        _ incident: Incident, _ new: Runbook, _ plan: MigrationPlan
    ) -> [(old: StepID, new: StepID)] {
        guard let old = incident.definition else { return [] }
        let comparison = RunbookComparison(old: old, new: new)
        return plan.dropped.compactMap { loss in
            guard case .renamed(let other)? = comparison.step(loss.step)?.fate else { return nil }
            return (loss.step, other)
        }
    }

    /// A path is meant as seen from `-C`.
    private func path(_ session: Session) throws(Failure) -> String? {
        guard let to, to.contains("/") || to.hasSuffix(".yaml"), global.directory != nil else {
            return to
        }
        return absolutePath(
            to, from: global.startingFolder, home: session.surroundings.environment["HOME"])
    }

    private func names() throws(Failure) -> [StepID: StepID] {
        var result: [StepID: StepID] = [:]
        for pair in renamed {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Failure(
                    .usage, "'\(pair)' is not OLD=NEW", hint: "help runbook upgrade")
            }
            result[String(parts[0])] = String(parts[1])
        }
        return result
    }

    private func show(_ screen: UpgradeScreen, _ session: Session) throws(Failure) {
        var answer = screen.answer(session.console.output)
        let plan = screen.plan.migration
        let said = (screen.guesses.map { "\($0.old)=\($0.new)" } + renamed).map {
            " --renamed \($0)"
        }.joined()
        let rerun =
            "muster runbook upgrade \(screen.incident.id)" + (to.map { " --to \($0)" } ?? "")
        answer.lines.append("Nothing was changed.")
        if !screen.guesses.isEmpty {
            answer.lines.append(
                "Next: if these are the same steps under other names: \(rerun)\(said) --dry-run")
        } else if plan.isPossible {
            answer.lines.append("Next: \(rerun)\(said) --why 'the reason'")
        } else {
            answer.lines.append(
                "Next: end or skip what stands in the way, or name its new id: "
                    + "\(rerun) --renamed OLD=NEW --dry-run")
        }
        session.console.answer(answer)
        guard !plan.isPossible else { return }
        throw Failure(
            .failed, "the upgrade is not possible as things stand",
            details: plan.obstacles.map { "\($0.step): \($0.message)" },
            hint: "next")
    }

    private func carryOut(
        _ request: UpgradeRequest, _ target: ReadyRunbook, _ screen: UpgradeScreen,
        _ session: Session, _ desk: Desk
    ) async throws {
        let id = screen.incident.id
        if !session.console.isJSON, !session.console.isQuiet {
            session.console.say(screen.answer(session.console.output).lines)
        }
        guard let reason = reason ?? asked(session), !reason.isBlank else {
            throw Failure(
                .usage, "an upgrade needs a reason: those who read the record later were not here",
                repair: .adding(["--why", "the reason"]))
        }
        try session.confirm("Upgrade \(id)?")
        let receipt = try desk.upgrade(
            to: target, renamed: request.renamed, because: reason, on: id, in: desk.context())
        var answer = recorded(
            "runbook upgraded to \(visible(target.reference.version))", receipt)
        answer.fields["plan"] = .object(screen.fields)
        try await session.finish(answer, receipt, desk)
    }

    private func asked(_ session: Session) -> String? {
        session.canAsk ? session.ask("Why? ") : nil
    }
}

/// The plan of an upgrade as a screen.
private struct UpgradeScreen {
    let incident: Incident
    let target: RunbookReference
    let plan: UpgradePlan
    /// Steps that may only have another name.
    var guesses: [(old: StepID, new: StepID)] = []

    func answer(_ style: Style) -> Answer {
        var answer = Answer("upgrade", fields)
        answer.quiet = plan.migration.obstacles.map(\.step)
        answer.lines = [heading, ""] + rows(style) + [""]
        return answer
    }

    private var heading: String {
        let before = incident.runbook.map { "\($0.version) (\($0.hash.prefix(12)))" } ?? "-"
        return "\(incident.id)  \(visible(target.id)) \(visible(before)) -> "
            + "\(visible(target.version)) (\(target.hash.prefix(12)))"
    }

    private func rows(_ style: Style) -> [String] {
        let migration = plan.migration
        let leaves = Set(incident.leaves.map(\.id))
        let kept = migration.migration.carried.count { leaves.contains($0.from ?? $0.step) }
        var lines = ["  \(kept) steps keep their state"]
        func add(_ word: String, _ step: StepID, _ text: String) {
            lines.append("  \(word.padding(to: 16))\(visible(step).padding(to: 24))\(text)")
        }
        for carried in migration.migration.carried where carried.from != nil {
            add("renamed", carried.step, "was \(visible(carried.from ?? ""))")
        }
        for step in migration.skipped {
            let isMandatory = !plan.mandatory.isEmpty && mandatory(in: step)
            add(
                isMandatory ? "LEFT OUT" : "left out", step,
                "new, before what was reached"
                    + (isMandatory ? "; it must not be missing: muster step reopen \(step)" : ""))
        }
        for step in migration.ahead { add("still to come", step, "new") }
        for loss in migration.dropped {
            add("dropped", loss.step, "was \(loss.state.rawValue); the record keeps it")
        }
        for loss in migration.again {
            add("again", loss.step, "was \(loss.state.rawValue), stands elsewhere now")
        }
        for guess in guesses { add("renamed?", guess.old, "probably \(visible(guess.new)) now") }
        for step in migration.countedAnew { add("counts anew", step, "waits for something else") }
        for placement in migration.migration.placed {
            add("stays", placement.step, "added by hand, now in \(visible(placement.into))")
        }
        for fact in plan.facts { add("fact changed", fact, "its recorded value stays as it is") }
        for obstacle in migration.obstacles {
            add("IN THE WAY", obstacle.step, visible(obstacle.message))
        }
        return lines
    }

    private func mandatory(in step: StepID) -> Bool {
        plan.mandatory.contains(step)
            || plan.mandatory.contains { $0.hasPrefix(step + ".") || $0.hasPrefix(step + "/") }
    }

    var fields: [String: JSONValue] {
        let migration = plan.migration
        func list(_ steps: [StepID]) -> JSONValue { .array(steps.map { .string($0) }) }
        func losses(_ list: [MigrationPlan.Loss]) -> JSONValue {
            .array(
                list.map {
                    .object(["step": .string($0.step), "state": .string($0.state.rawValue)])
                })
        }
        return [
            "incident": .string(incident.id), "possible": .bool(migration.isPossible),
            "from": reference(incident.runbook), "to": reference(target),
            "kept": list(migration.migration.carried.map(\.step)),
            "renamed": .object(
                Dictionary(
                    migration.migration.carried.compactMap { carried in
                        carried.from.map { ($0, .string(carried.step)) }
                    }, uniquingKeysWith: { first, _ in first })),
            "left_out": list(migration.skipped), "mandatory": list(plan.mandatory),
            "ahead": list(migration.ahead), "dropped": losses(migration.dropped),
            "again": losses(migration.again), "counted_anew": list(migration.countedAnew),
            "added_by_hand": list(migration.migration.placed.map(\.step)),
            "facts": list(plan.facts),
            "obstacles": .array(
                migration.obstacles.map {
                    .object(["step": .string($0.step), "message": .string($0.message)])
                }),
        ]
    }

    private func reference(_ runbook: RunbookReference?) -> JSONValue {
        guard let runbook else { return .null }
        return .object([
            "id": .string(runbook.id), "version": .string(runbook.version),
            "sha256": .string(runbook.hash),
        ])
    }
}
