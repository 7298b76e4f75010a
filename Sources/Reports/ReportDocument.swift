import Chronology

extension ReportView {
    /// The report of this view: every section in its fixed order.
    var document: Document { withheld.isEmpty ? whole : whole.admittingWithheld }

    private var whole: Document {
        Document(
            title: "\(cover.incident): \(cover.title)", marking: cover.marking, strip: coverStrip,
            sections: [
                summarySection, impactSection, assessmentSection, timelineSection,
                durationSection, keyEventSection, detectionSection, causeSection,
                reflectionSection, decisionSection, communicationSection, roleSection,
                evidenceSection, runbookSection, lessonSection, actionSection, gapSection,
                verificationSection, annexSection,
            ])
    }

    /// A table, or the sentence that stands where it would be empty.
    func table(
        _ caption: String, _ columns: [String], _ rows: [[[Document.Span]]], empty: String
    ) -> Document.Block {
        rows.isEmpty
            ? .paragraph([.aside(empty)])
            : .table(Document.Table(caption: caption, columns: columns, rows: rows))
    }

    /// Pairs of a name and a value as a table.
    func facts(_ caption: String, _ rows: [(String, [Document.Span])]) -> Document.Block {
        .table(
            Document.Table(
                caption: caption, columns: ["What", "Value"],
                rows: rows.map { [.text($0.0), $0.1] }))
    }

    /// The cell of a recording time: said only where it differs from when it happened.
    func recordedCell(_ recorded: Timestamp?, happened: Moment) -> [Document.Span] {
        guard let recorded else { return .notRecorded }
        return happened.covers(recorded) ? [.aside("same")] : .time(recorded)
    }

    /// The mark of a corrected value, to be put behind it.
    func correctionNote(_ correction: Correction?) -> [Document.Span] {
        guard let correction else { return [] }
        var note = " [corrected by entry \(correction.entry)"
        if let now = correction.now { note += " to: \(now)" }
        if let was = correction.was { note += "; was: \(was)" }
        if let reason = correction.reason { note += "; reason: \(reason)" }
        return [.aside(note + "]")]
    }

    /// The cell that names an entry of the record.
    func entryCell(_ number: Int?) -> [Document.Span] {
        number.map { .text("#\($0)") } ?? [.aside("–")]
    }
}
