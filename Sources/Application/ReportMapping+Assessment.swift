internal import Chronology
internal import Incidents
internal import Journal
internal import Reports

extension ReportMapping {
    var impact: ReportView.Impact {
        let statement = incident.assessments.last { $0.payload.impact != nil }
        return ReportView.Impact(
            statement: statement.map { record in
                isAllowed(record.entry)
                    ? record.payload.impact ?? "" : withheldText(record.entry.tlp)
            })
    }

    var assessment: ReportView.Assessment {
        // The newest assessment counts; if it is above the label, an older one would be wrong, so it is withheld.
        let sources = incident.assessments.last.map { [$0.entry] } ?? [incident.openedEntry]
        // An assessment without a category leaves the one before it in force, with its label.
        let category = incident.assessments.last { $0.payload.category != nil }
        func shown(_ text: String?, by entries: [EntryContext?]) -> String? {
            let hidden = entries.compactMap { $0 }.first { !isAllowed($0) }
            return hidden.map { withheldText($0.tlp) } ?? text
        }
        return ReportView.Assessment(
            disposition: shown(incident.disposition.rawValue, by: sources),
            category: shown(
                incident.category.map { category in
                    ([category.rawValue] + incident.kinds).joined(separator: ", ")
                } ?? (incident.kinds.isEmpty ? nil : incident.kinds.joined(separator: ", ")),
                by: sources + [category?.entry ?? incident.openedEntry]),
            severity: shown(
                "\(incident.severity.code) \(incident.severity.word)", by: sources),
            rating: shown(rating, by: sources),
            scale: shown(
                incident.policy.map { "\($0.scale.id) \($0.scale.version)" }, by: sources),
            targets: sources.compactMap { $0 }.allSatisfy(isAllowed) ? targets : [],
            history: assessmentHistory)
    }

    /// What the newest assessment was found from, and whether a person chose otherwise.
    private var rating: String? {
        guard let newest = incident.assessments.last?.payload, let rating = newest.rating else {
            return nil
        }
        let factors = rating.factors.map { "\($0.factor) \($0.level)" }
        let scale = "by scale \(rating.scale.id) \(rating.scale.version)"
        return "\(factors.joined(separator: ", ")), \(scale)"
            + (rating.isOverridden(by: newest.severity)
                ? "; the scale gives \(rating.span), \(newest.severity.code) was chosen by hand"
                : "")
    }

    private var targets: [ReportView.Target] {
        // A report knows nothing of the time after the last entry, so that every print is the same.
        guard let end = loaded.entries.last?.content.recordedAt else { return [] }
        return incident.targets(at: end).map { target in
            let reached = target.reached.flatMap { isAllowed($0) ? $0 : nil }
            // What the reader may not see is neither reached nor missed for them.
            let state = target.reached != nil && reached == nil ? "withheld" : target.state.word
            return ReportView.Target(
                milestone: target.milestone.rawValue, limit: target.limit.spoken, due: target.due,
                state: state, reached: reached.map { moment(of: $0) },
                entry: reached.map { Int($0.number) })
        }
    }

    /// The assessment at the opening, then every change, each with who and why.
    private var assessmentHistory: [ReportView.AssessmentChange] {
        var changes: [ReportView.AssessmentChange] = []
        var before = AssessedValues()
        func add(_ values: AssessedValues, _ entry: EntryContext, reason: String?) {
            for (subject, old, new) in values.changes(since: before) {
                changes.append(
                    ReportView.AssessmentChange(
                        entry: Int(entry.number), happened: moment(of: entry), subject: subject,
                        from: old, to: new, by: entry.actor, role: entry.role, reason: reason))
            }
            before = values
        }
        if let opened = incident.openedPayload, let entry = incident.openedEntry {
            if isAllowed(entry) {
                add(AssessedValues(opened), entry, reason: "as it was opened")
            } else {
                before.hide(withheldText(entry.tlp))
            }
        }
        for record in incident.assessments {
            guard isAllowed(record.entry) else {
                before.hide(withheldText(record.entry.tlp))
                continue
            }
            add(
                AssessedValues(record.payload, after: before), record.entry,
                reason: record.payload.reason)
        }
        return changes
    }
}

/// What an assessment says, to be compared with the one before it.
private struct AssessedValues {
    /// An incident begins undecided; nobody says so.
    private(set) var disposition: String? = Disposition.undecided.rawValue
    private(set) var severity: String?
    private(set) var category: String?

    init() {}

    init(_ opened: Opened) {
        severity = opened.severity.code
        category = opened.category?.rawValue
    }

    /// An assessment without a category leaves the one before it in force.
    init(_ assessed: Assessed, after before: AssessedValues) {
        disposition = assessed.disposition.rawValue
        severity = assessed.severity.code
        category = assessed.category?.rawValue ?? before.category
    }

    /// Stands in for values that the reader may not see.
    mutating func hide(_ mark: String) {
        (disposition, severity, category) = (mark, mark, mark)
    }

    func changes(since before: AssessedValues) -> [(subject: String, old: String?, new: String)] {
        let pairs = [
            ("disposition", before.disposition, disposition),
            ("severity", before.severity, severity), ("category", before.category, category),
        ]
        return pairs.compactMap { subject, old, new in
            guard let new, new != old else { return nil }
            return (subject, old, new)
        }
    }
}
