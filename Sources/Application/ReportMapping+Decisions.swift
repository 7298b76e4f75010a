internal import Chronology
internal import Engine
internal import Incidents
internal import Reports
internal import Runbooks

extension ReportMapping {
    /// Decisions made freely, and those that the runbook asked for, in the order of the record.
    var decisions: [ReportView.Decision] {
        let incident = loaded.incident
        let free = incident.decisions.filter { $0.entry.tlp <= label }.map { record in
            decision(record)
        }
        let asked = incident.steps.compactMap { record -> ReportView.Decision? in
            guard record.entry.tlp <= label, record.payload.verb == StepVerb.done.rawValue,
                let step = incident.run?.step(record.payload.step)
            else { return nil }
            return decision(record, step)
        }
        return (free + asked).sorted { $0.entry < $1.entry }
    }

    /// A free decision; a corrected one shows the corrected sentence, and what was recorded first beside it.
    private func decision(_ record: Recorded<Decided>) -> ReportView.Decision {
        let correction = item(of: record.entry)?.correction
        let payload = record.payload
        return ReportView.Decision(
            entry: Int(record.entry.number), happened: moment(of: record.entry),
            recorded: record.entry.recordedAt, question: payload.text, options: payload.options,
            choice: correction?.payload.text ?? payload.text, by: record.entry.actor,
            role: record.entry.role, reason: payload.reason,
            correction: correction.map { correction in
                ReportView.Correction(
                    correction, was: payload.text, at: Moment(record.entry))
            })
    }

    private func decision(_ record: Recorded<Stepped>, _ step: Step) -> ReportView.Decision? {
        let options: [DecisionOption]
        switch step.action {
        case .decide(_, let choices, _): options = choices
        case .approve:
            options = [
                DecisionOption(key: "approve", text: "approve"),
                DecisionOption(key: "reject", text: "reject"),
            ]
        default: return nil
        }
        let key = record.payload.answer ?? "approve"
        return ReportView.Decision(
            entry: Int(record.entry.number), happened: moment(of: record.entry),
            recorded: record.entry.recordedAt, question: record.payload.title,
            options: options.map(\.text), choice: options.first { $0.key == key }?.text ?? key,
            by: record.entry.actor, role: record.entry.role, reason: record.payload.reason,
            correction: correction(of: record.entry))
    }

    /// The correction of an entry whose recorded words go on standing beside it.
    func correction(of entry: EntryContext) -> ReportView.Correction? {
        item(of: entry)?.correction.map { ReportView.Correction(beside: $0, Moment(entry)) }
    }
}
