internal import Chronology
private import Engine
package import Incidents
package import Journal
package import Notifications
private import Runbooks

/// What a command has done: the incident after it, and the entries that are on disk.
package struct Receipt: Sendable {
    package let incident: Incident
    package let entries: [Entry]
    /// The ids of messages that were queued with it.
    package let queued: [String]
    /// Whether the command had been given before with the same key, and nothing was written now.
    package let isRepeat: Bool

    /// The number of the first new entry.
    package var number: Int64 { entries.first?.number ?? incident.version }
}

/// What goes with a command besides its entries.
package struct Enclosure: Sendable {
    /// What is told of it, and to whom; it gets the head that the record has after the command.
    package var message: Message?
    package var channels: [Channel] = []
    package var runbooks: [PinnedRunbook] = []
    /// Makes the command happen once, however often it is given.
    package var key: String?
    /// Refuses if the incident has other entries than this by now; `nil` takes it as it is.
    package var expectedVersion: Int64?

    package init() {}
}

extension Desk {
    /// How often a command is decided anew because somebody else was faster.
    private static let attempts = 5

    /// Carries out commands on an incident: reads it, decides, and writes the entries, the outbox and the summary in one transaction.
    ///
    /// - Parameter enclose: makes what goes with the entries, from the incident as it will be.
    /// - Throws: ``Failure``: a rejection of the domain, `conflict`, or what the store says. Then nothing was written.
    package func perform(
        _ commands: [IncidentCommand], on id: String, in context: CommandContext,
        enclose: (Incident) throws(Failure) -> Enclosure = { _ throws(Failure) in Enclosure() }
    ) throws(Failure) -> Receipt {
        var attempt = 1
        while true {
            let loaded = try load(id)
            do {
                return try perform(commands, on: loaded.incident, in: context, enclose: enclose)
            } catch {
                // A conflict means that the decision was made on a stale view; it is made again on the new one.
                guard error.code == .stale, attempt < Desk.attempts else { throw error }
                attempt += 1
            }
        }
    }

    /// The same on an incident that was read before; a new one is `Incident(id:)`.
    func perform(
        _ commands: [IncidentCommand], on incident: Incident, in context: CommandContext,
        enclose: (Incident) throws(Failure) -> Enclosure
    ) throws(Failure) -> Receipt {
        var pending = PendingEntries(incident: incident)
        // What was due by now happened before this command, whether anybody looked or not.
        try pending.carryOutDue(until: commands.clock(of: incident, context), at: self, in: context)
        for command in commands { try pending.carryOut(command, at: self, in: context) }
        return try append(pending.drafts, from: incident, to: pending.incident, enclose: enclose)
    }

    private func append(
        _ drafts: [EntryDraft], from before: Incident, to after: Incident,
        enclose: (Incident) throws(Failure) -> Enclosure
    ) throws(Failure) -> Receipt {
        let enclosure = try enclose(after)
        if let key = enclosure.key, key.unicodeScalars.count > 2 * TextLimit.name {
            throw Failure(
                .usage, "the key has more than \(TextLimit.name) characters",
                hint: "status \(before.id)")
        }
        if let expected = enclosure.expectedVersion, expected != before.version {
            throw Failure(
                .conflict,
                "\(before.id) has \(before.version) entries by now, not \(expected)",
                hint: "status \(before.id)")
        }
        let outbox = try outbox(of: enclosure, drafts, behind: before)
        let append = Append(
            incident: before.id, expectedVersion: before.version, drafts: drafts,
            summary: try IncidentSummary(after), outbox: outbox,
            runbooks: enclosure.runbooks, key: enclosure.key)
        do {
            switch try store.append(append) {
            case .appended(let entries):
                return Receipt(
                    incident: after, entries: entries, queued: outbox.map(\.id),
                    isRepeat: false)
            case .repeated(let incident, _):
                return Receipt(
                    incident: try load(incident).incident, entries: [], queued: [], isRepeat: true)
            }
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the record could not be written")
        }
    }

    /// The messages of a command, each with the head of the record as it will be with these entries.
    ///
    /// If somebody else appends meanwhile, the head is another, and the whole command is refused as stale.
    private func outbox(
        of enclosure: Enclosure, _ drafts: [EntryDraft], behind before: Incident
    ) throws(Failure) -> [OutboxRow] {
        guard var message = enclosure.message, !enclosure.channels.isEmpty else { return [] }
        do throws(JournalError) {
            var hash = try store.incident(before.id)?.hash ?? EntryHash.seed(of: before.id)
            var number = before.version
            for draft in drafts {
                number += 1
                hash = EntryHash(of: draft, incident: before.id, number: number, after: hash)
            }
            message.head = Message.Head(entry: Int(number), short: hash.short)
        } catch {
            throw Failure(error)
        }
        return try rows(of: message, to: enclosure.channels)
    }

    fileprivate func draft(
        of event: IncidentEvent, on incident: Incident, in context: CommandContext
    ) throws(Failure) -> EntryDraft {
        EntryDraft(
            happenedAt: context.happenedAt, fidelity: context.fidelity, recordedAt: context.now,
            actor: context.actor, role: incident.role(of: context.actor), kind: event.kind,
            tlp: (context.tlp ?? event.openingTLP ?? incident.label(of: event)).rawValue,
            payload: try EventCodec.encode(event))
    }
}

/// The entries of one transaction while they are being decided.
private struct PendingEntries {
    var incident: Incident
    var drafts: [EntryDraft] = []
    /// How many timers may fire one after the other; a loop that only waits must not run for ever.
    private static let timerLimit = 100

    mutating func carryOut(
        _ command: IncidentCommand, at desk: Desk, in context: CommandContext
    ) throws(Failure) {
        let events: [IncidentEvent]
        do {
            events = try incident.decide(command, in: context)
        } catch {
            throw Failure(error)
        }
        for event in events {
            let moment = context.moment(of: event, on: incident)
            let draft = try desk.draft(of: event, on: incident, in: moment)
            drafts.append(draft)
            let entry = EntryContext(
                number: incident.version + 1, happenedAt: draft.happenedAt,
                fidelity: draft.fidelity, recordedAt: draft.recordedAt, actor: draft.actor,
                role: draft.role, tlp: TLP(rawValue: draft.tlp) ?? .red)
            incident.apply(event, in: entry) { reference in
                command.definition ?? desk.pinnedRunbook(reference)
            }
        }
    }

    /// Lets the waits end and the deadlines pass whose time has come.
    mutating func carryOutDue(
        until moment: Timestamp, at desk: Desk, in context: CommandContext
    ) throws(Failure) {
        for _ in 0..<PendingEntries.timerLimit {
            guard incident.isOpen, let timer = incident.run?.dueTimers(at: moment).first else {
                return
            }
            var dueContext = context
            dueContext.happenedAt = timer.due
            dueContext.fidelity = .second
            dueContext.tlp = nil
            let command = StepCommand(step: timer.step, verb: .expire)
            try carryOut(.step(command), at: desk, in: dueContext)
        }
    }
}

extension [IncidentCommand] {
    /// Up to which moment timers have fired before the commands: a step that was done in time counts as in time,
    /// also where it is written down later.
    fileprivate func clock(of incident: Incident, _ context: CommandContext) -> Timestamp {
        if incident.isRetrospective { return context.happenedAt }
        if case .step? = first { return context.happenedAt }
        return context.now
    }
}

extension CommandContext {
    /// When an event of a command happened: what is seen at the opening may be older than the opening itself, but
    /// the lead and the runbook begin with it, unless the whole record is written after the fact.
    fileprivate func moment(of event: IncidentEvent, on incident: Incident) -> CommandContext {
        guard !incident.isRetrospective else { return self }
        switch event {
        case .roleChanged where incident.version == 1, .runbookPinned, .runbookUpgraded:
            var context = self
            context.happenedAt = now
            context.fidelity = .second
            return context
        default: return self
        }
    }
}

extension Incident {
    /// The label of an entry that has none of its own; a correction quotes what it corrects, so it is no wider.
    fileprivate func label(of event: IncidentEvent) -> TLP {
        guard case .corrected(let corrected) = event,
            let item = timeline.first(where: { $0.entry.number == corrected.entry })
        else { return tlp }
        return max(tlp, item.entry.tlp)
    }
}

extension IncidentEvent {
    fileprivate var openingTLP: TLP? {
        if case .opened(let opened) = self { opened.tlp } else { nil }
    }
}

extension IncidentCommand {
    fileprivate var definition: Runbook? {
        switch self {
        case .follow(_, let runbook): runbook
        case .upgrade(let upgrade): upgrade.runbook
        default: nil
        }
    }
}
