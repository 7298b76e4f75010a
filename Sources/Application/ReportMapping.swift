internal import Chronology
internal import Engine
internal import Incidents
internal import Journal
internal import OrderedCollections
internal import Reports
internal import Runbooks

/// Makes the one filtered view of an incident that every form of the report is rendered from.
package struct ReportMapping {
    let loaded: LoadedIncident
    let chain: ChainVerification
    /// The label of the report; what is above it is left out and counted.
    let label: TLP
    let audience: String
    /// Who answers for the record: the lead, not whoever prints it, so that every print is the same.
    private var author: String? { isAllowedTitle ? incident.lead : nil }

    private var incident: Incident { loaded.incident }

    var view: ReportView {
        ReportView(
            cover: cover, verification: verification, impact: impact, assessment: assessment,
            phases: phases, milestones: milestones, entries: entries, detection: detection,
            reflection: reflection, decisions: decisions, updates: updates, roles: roles,
            runbooks: runbooks, actions: actions, withheld: withheld)
    }

    private func isAllowed(_ entry: EntryContext) -> Bool { entry.tlp <= label }

    /// The items of the timeline that the label allows, with their corrections.
    private var visibleItems: [TimelineItem] {
        incident.timeline.filter { isAllowed($0.entry) }.map(shown)
    }

    /// The item without a correction that is above the label; its own text is wrong then, and withheld too.
    private func shown(_ item: TimelineItem) -> TimelineItem {
        guard let correction = item.correction, !isAllowed(correction.entry) else { return item }
        var item = item
        item.correction = nil
        if correction.payload.text != nil { item.text = withheldText(correction.entry.tlp) }
        return item
    }

    private var cover: ReportView.Cover {
        ReportView.Cover(
            marking: label.marking, incident: incident.id,
            title: isAllowedTitle ? incident.title : withheldText(incident.tlp),
            state: state, audience: audience, author: author)
    }

    /// A runbook's words carry the label of its file, and how it was followed carries the incident's.
    var isRunbookAllowed: Bool {
        let own = incident.definition?.tlp.flatMap { TLP(text: $0) } ?? incident.tlp
        return own <= label && incident.tlp <= label
    }

    private var isAllowedTitle: Bool { incident.tlp <= label }

    private func withheldText(_ tlp: TLP) -> String { "[withheld, \(tlp.label)]" }

    private var state: String {
        let drill = incident.isDrill ? "exercise, " : ""
        if case .closed(let closed) = incident.status {
            return drill + "closed (\(closed.payload.resolution.rawValue))"
        }
        return drill + "open, draft"
    }

    private var verification: ReportView.Verification {
        ReportView.Verification(
            headHash: loaded.head.hash.hex, entryCount: loaded.entries.count,
            throughEntry: Int(incident.version), outcome: chain.isGood ? .intact : .broken,
            firstBadEntry: chain.fault.map { Int($0.number) }, detail: chain.fault?.message)
    }

    private var impact: ReportView.Impact {
        let statement = incident.assessments.last { $0.payload.impact != nil }
        return ReportView.Impact(
            statement: statement.map { record in
                isAllowed(record.entry)
                    ? record.payload.impact ?? "" : withheldText(record.entry.tlp)
            })
    }

    private var assessment: ReportView.Assessment {
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
                incident.category?.rawValue,
                by: sources + [category?.entry ?? incident.openedEntry]),
            severity: shown(
                "\(incident.severity.code) \(incident.severity.word)", by: sources),
            history: assessmentHistory)
    }

    private var assessmentHistory: [ReportView.AssessmentChange] {
        var changes: [ReportView.AssessmentChange] = []
        var before: Assessed?
        for record in incident.assessments where isAllowed(record.entry) {
            let now = record.payload
            func add(_ subject: String, _ from: String?, _ to: String?) {
                guard let to, from != to else { return }
                changes.append(
                    ReportView.AssessmentChange(
                        entry: Int(record.entry.number), happened: Moment(record.entry),
                        subject: subject, from: from, to: to, by: record.entry.actor,
                        role: record.entry.role, reason: now.reason))
            }
            add("disposition", before?.disposition.rawValue, now.disposition.rawValue)
            add("severity", before?.severity.code, now.severity.code)
            add("category", before?.category?.rawValue, now.category?.rawValue)
            before = now
        }
        return changes
    }

    private var milestones: [ReportView.Milestone] {
        var result: [ReportView.Milestone] = []
        func add(_ name: String, _ entry: EntryContext) {
            guard isAllowed(entry) else { return }
            let item = incident.timeline.first { $0.entry.number == entry.number }.map(shown)
            result.append(
                ReportView.Milestone(
                    name: name,
                    happened: Moment(
                        at: item?.happenedAt ?? entry.happenedAt,
                        fidelity: item?.fidelity ?? entry.fidelity),
                    recorded: entry.recordedAt, entry: Int(entry.number),
                    correction: item?.correction.map(ReportView.Correction.init)))
        }
        if let entry = incident.openedEntry, let opened = incident.openedAt, isAllowed(entry) {
            let happened = Moment(at: opened, fidelity: incident.openedFidelity)
            result.append(
                ReportView.Milestone(
                    name: "opened", happened: happened, recorded: entry.recordedAt,
                    entry: Int(entry.number)))
            if let lead = incident.tenures.first(where: { $0.role == StandardRole.lead }) {
                result.append(
                    ReportView.Milestone(
                        name: "acknowledged",
                        happened: Moment(at: lead.from, fidelity: incident.openedFidelity)))
            }
        }
        for item in incident.milestoneEntries { add(item.milestone.rawValue, item.entry) }
        return result
    }

    private var entries: [ReportView.Entry] {
        visibleItems.map { item in
            ReportView.Entry(
                number: Int(item.entry.number),
                happened: Moment(at: item.happenedAt, fidelity: item.fidelity),
                recorded: item.entry.recordedAt, kind: item.kind, lane: item.lane.reported,
                text: item.correctedText, actor: item.entry.actor, role: item.entry.role,
                marking: item.entry.tlp.marking, isStarred: item.isStarred,
                milestone: milestoneName(of: item),
                correction: item.correction.map { correction in
                    ReportView.Correction(correction, was: item)
                })
        }
    }

    private func milestoneName(of item: TimelineItem) -> String? {
        incident.milestoneEntries.first { $0.entry.number == item.entry.number }?.milestone.rawValue
    }

    private var detection: ReportView.Detection {
        if let source = incident.source {
            return ReportView.Detection(how: "an alert from \(source.kind)", by: source.kind)
        }
        let first = visibleItems.first { item in
            item.milestone == .detected || item.milestone == .reported
        }
        return ReportView.Detection(how: first?.correctedText, by: first?.entry.actor)
    }

    private var reflection: ReportView.Reflection {
        ReportView.Reflection(
            lessons: visibleItems.filter { $0.kind == "note" && $0.lane == .lesson }.map { item in
                ReportView.Remark(
                    text: item.correctedText, by: item.entry.actor,
                    entry: Int(item.entry.number))
            })
    }

    private var actions: [ReportView.Action] {
        incident.actions.filter { isAllowed($0.added.entry) }.map { action in
            let added = action.added.payload
            return ReportView.Action(
                id: action.id, text: added.text, kind: added.kind, owner: added.owner,
                due: added.due.flatMap { Timestamp(rfc3339: $0 + "T00:00:00Z") },
                state: action.ended.map { $0.payload.isDone ? "done" : "dropped" } ?? "open",
                check: action.ended.flatMap { isAllowed($0.entry) ? $0.payload.note : nil })
        }
    }

    private var withheld: [ReportView.Withheld] {
        func above(_ kind: String, _ count: Int) -> [ReportView.Withheld] {
            count == 0
                ? []
                : [ReportView.Withheld(kind: kind, rule: "above \(label.label)", count: count)]
        }
        return above("entries", incident.timeline.count { !isAllowed($0.entry) })
            + above("role terms", isAllowedTitle ? 0 : incident.tenures.count)
            + above("runbooks", incident.runbook != nil && !isRunbookAllowed ? 1 : 0)
    }

    /// Names of people are the incident's own knowledge and carry its label.
    private var roles: [ReportView.RoleTerm] {
        guard isAllowedTitle else { return [] }
        return incident.tenures.map { tenure in
            ReportView.RoleTerm(
                role: tenure.role, person: tenure.person, from: Moment(at: tenure.from),
                until: tenure.until.map { Moment(at: $0) })
        }
    }
}

extension Moment {
    init(_ entry: EntryContext) { self.init(at: entry.happenedAt, fidelity: entry.fidelity) }
}

extension TLP {
    var marking: ReportView.Marking {
        switch self {
        case .clear: .clear
        case .green: .green
        case .amber: .amber
        case .amberStrict: .amberStrict
        case .red: .red
        }
    }
}

extension Lane {
    /// The lane of the figure; lessons stand with the response.
    var reported: ReportView.Lane {
        switch self {
        case .attack: .attack
        case .detection: .detection
        case .response, .lesson: .response
        case .communication: .communication
        case .legal: .legal
        }
    }
}

extension ReportView.Correction {
    init(_ correction: Recorded<Corrected>) {
        self.init(
            entry: Int(correction.entry.number), recorded: correction.entry.recordedAt,
            reason: correction.payload.reason)
    }

    /// With what the entry said before.
    init(_ correction: Recorded<Corrected>, was item: TimelineItem) {
        var was = correction.payload.text == nil ? nil : item.text
        if correction.payload.at != nil {
            let time = Moment(item.entry).text
            was = was.map { "\(time): \($0)" } ?? time
        }
        self.init(
            entry: Int(correction.entry.number), recorded: correction.entry.recordedAt, was: was,
            reason: correction.payload.reason)
    }
}
