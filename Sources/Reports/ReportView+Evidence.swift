extension ReportView {
    /// What the runbook asked to keep at a step that is done, and what was recorded of it.
    package struct EvidenceItem: Sendable, Equatable, Codable {
        package var step: String
        package var title: String
        /// In the words of the runbook.
        package var asked: [String]
        /// What somebody named as evidence.
        package var kept: [String]
        /// Values and notes given at the step; they say something and prove less.
        package var said: [String]
        package var happened: Moment?
        package var by: String?
        package var role: String?
        package var entry: Int?
        package var correction: Correction?

        package init(
            step: String, title: String, asked: [String], kept: [String] = [],
            said: [String] = [], happened: Moment? = nil, by: String? = nil, role: String? = nil,
            entry: Int? = nil, correction: Correction? = nil
        ) {
            self.step = step
            self.title = title
            self.asked = asked
            self.kept = kept
            self.said = said
            self.happened = happened
            self.by = by
            self.role = role
            self.entry = entry
            self.correction = correction
        }

        /// Whether the record holds nothing of what was asked for.
        var isMissing: Bool { kept.isEmpty && said.isEmpty }
    }
}
