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
    private let chain: ChainVerification
    /// The label of the report; what is above it is left out and counted.
    let label: TLP
    private let audience: String
    /// The lines of the timeline by the number of their entry.
    private let items: [Int64: TimelineItem]

    init(
        loaded: LoadedIncident, chain: ChainVerification, label: TLP, audience: String
    ) {
        self.loaded = loaded
        self.chain = chain
        self.label = label
        self.audience = audience
        items = Dictionary(
            loaded.incident.timeline.map { ($0.entry.number, $0) }, uniquingKeysWith: { $1 })
    }

    /// Who answers for the record: the lead, not whoever prints it, so that every print is the same.
    private var author: String? { isAllowedTitle ? incident.lead : nil }

    var incident: Incident { loaded.incident }

    var view: ReportView {
        ReportView(
            cover: cover, verification: verification, closing: closing, impact: impact,
            assessment: assessment, phases: phases, milestones: milestones, entries: entries,
            detection: detection, reflection: reflection, decisions: decisions, updates: updates,
            notices: notices, roles: roles, handovers: handovers, evidence: evidence,
            runbooks: runbooks, actions: actions, withheld: withheld)
    }

    func isAllowed(_ entry: EntryContext) -> Bool { entry.tlp <= label }

    /// The items of the timeline that the label allows, with their corrections.
    var visibleItems: [TimelineItem] {
        incident.timeline.filter { isAllowed($0.entry) }.map(shown)
    }

    /// The line of the timeline that an entry gave, as the label allows it.
    func item(of entry: EntryContext) -> TimelineItem? { item(of: entry.number) }

    /// The line of the timeline that the entry with this number gave.
    func item(of number: Int64) -> TimelineItem? { items[number].map(shown) }

    /// When an entry happened by its newest correction; every table says the same of it.
    func moment(of entry: EntryContext) -> Moment {
        guard let item = item(of: entry) else { return Moment(entry) }
        return Moment(at: item.happenedAt, fidelity: item.fidelity)
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

    var isAllowedTitle: Bool { incident.tlp <= label }

    func withheldText(_ tlp: TLP) -> String { "[withheld, \(tlp.label)]" }

    private var state: String {
        let drill = incident.isDrill ? "exercise, " : ""
        let late = incident.isRetrospective ? ", recorded after the fact" : ""
        if case .closed(let closed) = incident.status {
            return drill + "closed (\(closed.payload.resolution.rawValue))" + late
        }
        return drill + "open, draft" + late
    }

    /// The closing that stands; its words carry the label of the incident's steps and reasons.
    private var closing: ReportView.Closing? {
        guard case .closed(let closed) = incident.status, isAllowed(closed.entry) else {
            return nil
        }
        return ReportView.Closing(
            entry: Int(closed.entry.number), happened: moment(of: closed.entry),
            resolution: closed.payload.resolution.rawValue, by: closed.entry.actor,
            role: closed.entry.role, reason: closed.payload.reason,
            approvedBy: closed.payload.approvedBy, unmet: unmet(at: closed))
    }

    /// What the gate asked for; titles of steps are the runbook's words.
    func unmet(at closed: Recorded<Closed>) -> [String] {
        guard !closed.payload.unmet.isEmpty else { return [] }
        let hidden = incident.steps.first { record in
            !isAllowed(record.entry) && record.payload.verb == StepVerb.add.rawValue
        }
        if let hidden { return [withheldText(hidden.entry.tlp)] }
        let isShown = incident.runbook == nil || isRunbookAllowed
        return isShown ? closed.payload.unmet : [withheldText(incident.tlp)]
    }

    private var verification: ReportView.Verification {
        ReportView.Verification(
            headHash: loaded.head.hash.hex, entryCount: loaded.entries.count,
            throughEntry: Int(incident.version), outcome: chain.isGood ? .intact : .broken,
            firstBadEntry: chain.fault.map { Int($0.number) }, detail: chain.fault?.message)
    }

    private var entries: [ReportView.Entry] {
        let milestones = milestoneNames
        return visibleItems.map { item in
            ReportView.Entry(
                number: Int(item.entry.number),
                happened: Moment(at: item.happenedAt, fidelity: item.fidelity),
                recorded: item.entry.recordedAt, kind: item.kind, lane: item.lane.reported,
                text: item.correctedText, actor: item.entry.actor, role: item.entry.role,
                marking: item.entry.tlp.marking, isStarred: item.isStarred,
                milestone: milestones[item.entry.number],
                correction: item.correction.map { correction in
                    ReportView.Correction(
                        correction, was: item.text, at: Moment(item.entry))
                })
        }
    }

    private var detection: ReportView.Detection {
        if let source = incident.source {
            return ReportView.Detection(how: "an alert from \(source.kind)", by: source.kind)
        }
        let first = visibleItems.first { item in
            item.milestone == .detected || item.milestone == .reported
        }
        // Who noted it need not be who found it, and the record has no place for the finder.
        return ReportView.Detection(
            how: first.map { item in
                "\(item.correctedText) (noted by \(item.entry.actor), entry \(item.entry.number))"
            })
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
    /// The correction of a value that stands corrected in its row: what was there before.
    ///
    /// - Parameters:
    ///   - text: the words that were there, to be shown if they were corrected.
    ///   - moment: the time that was there, to be shown if it was corrected.
    init(_ correction: Recorded<Corrected>, was text: String?, at moment: Moment?) {
        let payload = correction.payload
        let time = payload.at == nil ? nil : moment?.text
        let words = payload.text == nil ? nil : text
        let parts = [time, words].compactMap(\.self)
        self.init(
            entry: Int(correction.entry.number), recorded: correction.entry.recordedAt,
            was: parts.isEmpty ? nil : parts.joined(separator: ": "), reason: payload.reason)
    }

    /// The correction of an entry whose recorded words stand in the row: what they were corrected to.
    init(beside correction: Recorded<Corrected>, _ moment: Moment) {
        self.init(correction, was: nil, at: moment)
        now = correction.payload.text
    }
}
