internal import Chronology
internal import Engine
internal import Incidents
internal import Reports
internal import Runbooks

extension ReportMapping {
    /// What the runbook asks to keep at the steps that are done, and what the record holds of it.
    var evidence: [ReportView.EvidenceItem] {
        guard isRunbookAllowed else { return [] }
        return incident.standings.compactMap { step, standing in
            guard standing == .done, let asked = step.notes.evidence, !asked.isEmpty else {
                return nil
            }
            return evidence(of: step, asked: asked)
        }
    }

    /// What was named as evidence in one entry; the only place that knows where the record holds it.
    private func kept(in record: Recorded<Stepped>) -> [String] { record.payload.evidence }

    private func evidence(of step: Step, asked: [String]) -> ReportView.EvidenceItem {
        // What was kept before the step was reopened is still kept; what was said counts from the last time.
        let records = incident.steps.filter { $0.payload.step == step.id }
        let endings: [StepVerb] = [.done, .vote, .signal]
        let done = records.last { endings.map(\.rawValue).contains($0.payload.verb) }
        let hidden = records.filter { !isAllowed($0.entry) }.map { withheldText($0.entry.tlp) }
        var item = ReportView.EvidenceItem(
            step: step.id, title: step.title, asked: asked,
            kept: records.filter { isAllowed($0.entry) }.flatMap(kept) + hidden.prefix(1))
        if let done, isAllowed(done.entry) {
            item.said = said(in: done.payload, at: step)
            item.happened = moment(of: done.entry)
            item.by = done.entry.actor
            item.role = done.entry.role
            item.entry = Int(done.entry.number)
            item.correction = correction(of: done.entry)
        }
        return item
    }

    /// Values of the form and notes of the step; a secret is never shown.
    ///
    /// The answer to a decision or an approval proves nothing of what was to be kept, and stands with the decisions.
    private func said(in payload: Stepped, at step: Step) -> [String] {
        let note = payload.note.map { ["note: \($0)"] } ?? []
        guard case .ask = step.action else { return note }
        let secrets = incident.definition?.facts.filter(\.isSecret).map(\.name) ?? []
        return payload.facts.filter { !secrets.contains($0.name) }.map {
            "\($0.name): \($0.value.text)"
        } + note
    }
}
