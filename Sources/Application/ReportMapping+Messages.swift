internal import Chronology
internal import Incidents
internal import Reports

extension ReportMapping {
    var updates: [ReportView.Update] {
        let incident = loaded.incident
        return incident.updates.filter { $0.entry.tlp <= label }.map { record in
            func part(_ heading: String) -> String? {
                record.payload.parts.first { $0.heading == heading }?.text
            }
            let text = record.payload.parts.filter { $0.heading.isEmpty }.map(\.text)
            return ReportView.Update(
                entry: Int(record.entry.number), happened: moment(of: record.entry),
                by: record.entry.actor, role: record.entry.role,
                audience: record.payload.kind.rawValue,
                text: text.isEmpty ? nil : text.joined(separator: " "),
                conditions: part("Conditions"), actions: part("Actions"), needs: part("Needs"),
                nextAt: record.payload.next,
                deliveries: record.payload.channels.map { delivery(of: record.entry, on: $0) },
                correction: correction(of: record.entry))
        }
    }

    /// The messages of opening and closing, which no person writes.
    ///
    /// The one of the opening names the last entry that was made with it.
    var notices: [ReportView.Notice] {
        let updates = Set(incident.updates.map(\.entry.number))
        let closings = Set(incident.closings.map(\.entry.number))
        var told: [EntryContext] = []
        for report in incident.deliveries {
            let number = report.payload.entry
            guard !updates.contains(number), !told.contains(where: { $0.number == number }),
                let entry = item(of: number)?.entry, isAllowed(entry)
            else { continue }
            told.append(entry)
        }
        return told.map { entry in
            var channels: [String] = []
            for report in incident.deliveries
            where report.payload.entry == entry.number
                && !channels.contains(report.payload.channel)
            { channels.append(report.payload.channel) }
            return ReportView.Notice(
                entry: Int(entry.number),
                occasion: closings.contains(entry.number) ? "closed" : "opened",
                deliveries: channels.map { delivery(of: entry, on: $0) })
        }
    }

    /// What the record says of a channel; one without a report was queued and has no outcome yet.
    private func delivery(of entry: EntryContext, on channel: String) -> ReportView.Delivery {
        let last = incident.deliveries.last { record in
            record.payload.entry == entry.number && record.payload.channel == channel
        }
        guard let last else {
            return ReportView.Delivery(channel: channel, state: "queued", attempts: 0)
        }
        return ReportView.Delivery(
            channel: channel, state: last.payload.state, attempts: last.payload.attempts,
            settledAt: last.entry.recordedAt,
            detail: isAllowed(last.entry) ? last.payload.detail : nil)
    }
}
