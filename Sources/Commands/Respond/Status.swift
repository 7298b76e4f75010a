internal import Application
internal import ArgumentParser
internal import Chronology
internal import Engine
internal import Incidents
internal import Journal
internal import Notifications
internal import OrderedCollections
internal import Runbooks

/// `muster status`.
struct Status: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show where an incident stands.", aliases: ["st"])

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident; the current one if none is named.")
    var name: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let loaded = try desk.load(try session.incident(name, at: desk))
        let chain = ChainVerification(loaded)
        let waiting = try desk.deliveries(of: loaded.incident.id).filter { delivery in
            ![.sent, .accepted, .dropped].contains(delivery.state)
        }
        let screen = StatusScreen(
            incident: loaded.incident, chain: chain, waiting: waiting, now: desk.now)
        session.console.answer(screen.answer(session.console.output))
        if !chain.isGood {
            throw Failure(
                .integrity, "the record of \(loaded.incident.id) is broken",
                hint: "verify \(loaded.incident.id)")
        }
    }
}

/// The screen of `muster status`.
struct StatusScreen {
    let incident: Incident
    let chain: ChainVerification
    let waiting: [Delivery]
    let now: Timestamp

    func answer(_ style: Style) -> Answer {
        var answer = Answer("status", fields)
        answer.quiet = [incident.id]
        answer.lines = [Phrase.heading(incident, style) + "  " + age]
        for (label, text) in rows(style) {
            answer.lines.append(
                style.isAccessible ? "\(label): \(text)" : "  \(label.padding(to: 11))\(text)")
        }
        answer.lines.append("Next: muster \(incident.nextCommand)")
        return answer
    }

    private var age: String {
        guard let opened = incident.openedAt else { return "" }
        if case .closed(let closed) = incident.status {
            let length = closed.entry.happenedAt.elapsed(since: opened)
            let after = length < .zero ? "" : " after \(length.spoken)"
            return "closed\(after) (\(closed.payload.resolution.rawValue))"
        }
        return "open \(now.elapsed(since: opened).spoken)"
    }

    private func rows(_ style: Style) -> [(String, String)] {
        var rows = [("Phase", Phrase.phase(incident.phase)), ("Assessed", assessment)]
        rows.append(("Roles", roles))
        for (index, target) in shownTargets.enumerated() {
            let text = Phrase.target(target, now: now)
            rows.append(
                (
                    index == 0 ? "Targets" : "",
                    target.state == .overdue ? style.paint(text, .red) : text
                ))
        }
        if let runbook = incident.runbook { rows.append(("Runbook", progress(runbook, style))) }
        for step in incident.openLeaves.prefix(4) {
            rows.append(
                (
                    "",
                    "\(incident.number(of: step.id)) \(incident.stateWord(step)): "
                        + visible(step.title)
                ))
        }
        if let last = incident.timeline.last {
            rows.append(
                (
                    "Last",
                    "\(last.entry.recordedAt.clock) \(visible(last.entry.actor)): "
                        + visible(last.text.shortened(to: 90))
                ))
        }
        rows.append(("Update", update(style)))
        let open = incident.actions.filter(\.isOpen).count
        if !incident.actions.isEmpty {
            rows.append(("Actions", "\(open) open of \(incident.actions.count)"))
        }
        if !waiting.isEmpty {
            rows.append(("Outbox", "\(waiting.count) not delivered (muster outbox list)"))
        }
        rows.append(("Record", record(style)))
        return rows
    }

    private var assessment: String {
        guard let last = incident.assessments.last?.payload else {
            return "not yet: it may be an event only (muster assess)"
        }
        return "\(last.disposition.rawValue), \(last.severity.code) \(last.severity.word)"
            + (incident.category.map { ", \($0.rawValue)" } ?? "")
            + incident.kinds.map { ", \(visible($0))" }.joined()
    }

    private var roles: String {
        let held = incident.roles.map { "\($0.key): \(visible($0.value))" }
        let wanted = incident.definition?.roles.map(\.role) ?? []
        let missing =
            wanted.filter { incident.roles[$0] == nil }
            + incident.unfilledRoles.filter { !wanted.contains($0) }
        var text = held.joined(separator: ", ")
        if let first = missing.first, incident.isOpen {
            text += "; nobody is \(missing.joined(separator: ", ")) (muster role take \(first))"
        }
        return text
    }

    /// What is still to be reached, and what was missed; what was met needs nobody's eyes.
    private var shownTargets: [TargetStanding] {
        guard incident.isOpen else { return [] }
        return incident.targets(at: now).filter { $0.state != .met }
    }

    private func progress(_ runbook: RunbookReference, _ style: Style) -> String {
        let progress = incident.progress
        let failure = incident.failedLeaf.map { step in
            style.paint("FAILED", .red) + " at step \(incident.number(of: step.id)) "
                + "\(visible(step.title)): "
        }
        return (failure ?? "")
            + "\(runbook.id) \(visible(runbook.version)): \(progress.done) of \(progress.applicable) "
            + "done, \(progress.skipped) skipped, \(progress.open) open"
            + (progress.failed > 0 ? ", \(progress.failed) failed" : "")
    }

    private func update(_ style: Style) -> String {
        let time =
            incident.updates.last.map { "last \($0.entry.recordedAt.clock)" }
            ?? "none yet (muster update)"
        guard let due = incident.nextUpdateDue else { return time }
        return due < now
            ? style.paint("OVERDUE", .red) + " by \(now.elapsed(since: due).spoken), \(time)"
            : "due \(Phrase.age(due, now: now)), \(time)"
    }

    private func record(_ style: Style) -> String {
        guard let fault = chain.fault else {
            return "\(incident.version) entries, chain good, head \(chain.head.short)"
        }
        return style.paint("BROKEN", .red) + " at entry #\(fault.number): \(fault.message)"
    }

    private var fields: [String: JSONValue] {
        var fields = incident.fields
        let progress = incident.progress
        fields["steps"] = .object([
            "done": .int(Int64(progress.done)), "skipped": .int(Int64(progress.skipped)),
            "open": .int(Int64(progress.open)), "total": .int(Int64(progress.applicable)),
            "not_applicable": .int(Int64(progress.inapplicable)),
        ])
        fields["next_steps"] = .array(
            incident.openLeaves.map { .object(incident.fields(of: $0)) })
        fields["undelivered"] = .array(waiting.map(\.json))
        fields["record"] = .object([
            "good": .bool(chain.isGood), "head": .string(chain.head.hex),
            "fault": .optional(chain.fault?.message),
        ])
        fields["targets"] = .targets(incident.targets(at: now))
        fields["next"] = .string("muster " + incident.nextCommand)
        return fields
    }
}
