internal import Chronology
internal import Incidents
internal import Reports

extension ReportMapping {
    /// Every milestone that was recorded; an incident is closed by its closing, and by no step or note before it.
    var milestones: [ReportView.Milestone] {
        var result: [ReportView.Milestone] = []
        if let entry = incident.openedEntry, let opened = incident.openedAt, isAllowed(entry) {
            result.append(
                ReportView.Milestone(
                    name: "opened",
                    happened: Moment(at: opened, fidelity: incident.openedFidelity),
                    recorded: entry.recordedAt, entry: Int(entry.number)))
            let lead = incident.roleChanges.first { $0.payload.role == StandardRole.lead }
            if let lead, isAllowed(lead.entry) {
                result.append(milestone("acknowledged", lead.entry))
            }
        }
        for reached in reachedMilestones where isAllowed(reached.entry) {
            result.append(milestone(reached.milestone.rawValue, reached.entry))
        }
        return result
    }

    /// The milestones by the number of the entry that stands for each, as the table of key events names them.
    var milestoneNames: [Int64: String] {
        Dictionary(
            reachedMilestones.map { ($0.entry.number, $0.milestone.rawValue) },
            uniquingKeysWith: { first, _ in first })
    }

    private var reachedMilestones: [MilestoneEntry] {
        let closings = incident.closings.map(\.entry.number)
        return incident.milestoneEntries.filter { reached in
            reached.milestone != .closed || closings.contains(reached.entry.number)
        }
    }

    private func milestone(_ name: String, _ entry: EntryContext) -> ReportView.Milestone {
        let step = incident.steps.first { $0.entry.number == entry.number }?.payload.step
        return ReportView.Milestone(
            name: name, happened: moment(of: entry), recorded: entry.recordedAt,
            entry: Int(entry.number), step: isRunbookAllowed ? step : nil,
            correction: item(of: entry)?.correction.flatMap { correction in
                guard correction.payload.at != nil else { return nil }
                return ReportView.Correction(
                    correction, was: nil, at: item(of: entry).map { Moment($0.entry) })
            })
    }
}
