internal import Chronology
internal import Engine
package import Incidents
internal import Journal
package import Notifications
internal import Runbooks

extension Desk {
    /// A message that goes with a command.
    func enclosure(of message: Message, to channels: [Channel]) -> Enclosure {
        var enclosure = Enclosure()
        enclosure.message = message
        enclosure.channels = channels
        return enclosure
    }

    /// The outbox rows of a message for channels; what is above a channel's ceiling is held, never relabelled.
    func rows(of message: Message, to channels: [Channel]) throws(Failure) -> [OutboxRow] {
        let created = now
        var rows: [OutboxRow] = []
        for channel in channels {
            do {
                let delivery = try Delivery(
                    id: "msg_" + surroundings.token(), message, to: channel, created: created)
                rows.append(OutboxRow(delivery))
            } catch {
                throw Failure(error)
            }
        }
        return rows
    }

    /// The message that an incident was opened or closed, to all channels; exercises are not announced.
    func notice(
        of incident: Incident, kind: String, saying sentence: String
    ) throws(Failure) -> Enclosure {
        guard !incident.isDrill else { return Enclosure() }
        return enclosure(
            of: message(
                about: incident, kind: kind, blocks: [.paragraph([.text(sentence)])]),
            to: settings.channels)
    }

    /// A message about an incident as it stands.
    ///
    /// Below the incident's own label its title, phase and people are withheld: then only the given blocks speak.
    func message(
        about incident: Incident, kind: String, blocks: [Message.Block],
        next: Timestamp? = nil, tlp: TLP? = nil
    ) -> Message {
        let label = tlp ?? incident.tlp
        let isWhole = label >= incident.tlp
        var fields = isWhole ? fields(of: incident) : []
        if let next {
            fields.append(Message.Field(name: "Next update", value: "\(next.date) \(next.clock)"))
        }
        let severity = Message.Severity(
            level: incident.severity.rawValue, word: incident.severity.word)
        return Message(
            kind: kind, incident: incident.id, sequence: Int(incident.version), time: now,
            tlp: TrafficLight(label: label.rawValue) ?? .red, severity: isWhole ? severity : nil,
            isResolved: !incident.isOpen, title: isWhole ? incident.title : "Update",
            blocks: blocks, fields: fields, footer: incident.isDrill ? "EXERCISE" : "")
    }

    private func fields(of incident: Incident) -> [Message.Field] {
        var fields = [
            Message.Field(name: "Phase", value: incident.phase),
            Message.Field(name: "Lead", value: incident.lead ?? "nobody"),
        ]
        if incident.run != nil {
            let progress = incident.progress
            let skipped = progress.skipped > 0 ? ", \(progress.skipped) skipped" : ""
            fields.append(
                Message.Field(
                    name: "Steps",
                    value: "\(progress.done) of \(progress.applicable) done" + skipped))
        }
        return fields
    }

    /// The message of an update.
    ///
    /// - Parameter tlp: the label that the update was given; `nil` for the incident's.
    package func message(
        of update: Updated, on incident: Incident, tlp: TLP? = nil
    ) -> Message {
        let blocks: [Message.Block] = update.parts.map { part in
            part.heading.isEmpty
                ? .paragraph([.text(part.text)])
                : .paragraph([.strong(part.heading + ":"), .text(" " + part.text)])
        }
        return message(
            about: incident, kind: "update.\(update.kind.rawValue)", blocks: blocks,
            next: update.next, tlp: tlp)
    }

    /// The channels of these names, or all.
    ///
    /// - Throws: ``Failure`` `usage` for a name that there is not.
    package func channels(named names: [String]) throws(Failure) -> [Channel] {
        guard !names.isEmpty else { return settings.channels }
        var result: [Channel] = []
        for name in names { result.append(try settings.channel(named: name)) }
        return result
    }

    /// Records an update and queues it for channels, in one transaction.
    package func post(
        _ update: Updated, to channels: [Channel], on id: String, in context: CommandContext
    ) throws(Failure) -> Receipt {
        try perform([.update(update)], on: id, in: context) { incident throws(Failure) in
            enclosure(of: message(of: update, on: incident, tlp: context.tlp), to: channels)
        }
    }

    /// Closes an incident and tells all channels, unless `isAnnounced` is false.
    package func close(
        _ resolution: Resolution, reason: String, isForced: Bool, approvedBy: String? = nil,
        isAnnounced: Bool = true, on id: String, in context: CommandContext
    ) throws(Failure) -> Receipt {
        let command = IncidentCommand.close(
            resolution: resolution, reason: reason, isForced: isForced, approvedBy: approvedBy)
        return try perform([command], on: id, in: context) { incident throws(Failure) in
            guard isAnnounced else { return Enclosure() }
            return try notice(
                of: incident, kind: "incident.closed",
                saying: "Closed by \(context.actor) (\(resolution.rawValue)): \(reason)")
        }
    }
}

extension Failure {
    init(_ error: NotificationError) {
        self.init(.configuration, error.message, details: error.hint.map { [$0] } ?? [])
    }
}
