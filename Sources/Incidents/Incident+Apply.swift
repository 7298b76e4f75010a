internal import Chronology
internal import Engine
internal import OrderedCollections
package import Runbooks

extension Incident {
    /// Takes in the next entry; the only way in which an incident changes.
    ///
    /// - Parameter library: gives the definition of a pinned runbook; `nil` where its file is missing or unreadable,
    ///   and then the incident goes on without a run.
    package mutating func apply(
        _ event: IncidentEvent, in entry: EntryContext,
        library: (RunbookReference) -> Runbook? = { _ in nil }
    ) {
        version = entry.number
        switch event {
        case .opened(let payload): open(payload, entry)
        case .runbookPinned(let payload):
            runBegun = Recorded(entry: entry, payload: payload)
            pin(payload, library(payload.runbook))
        case .runbookUpgraded(let payload): upgrade(payload, library(payload.runbook), entry)
        case .stepped(let payload): step(payload, entry)
        case .roleChanged(let payload): change(payload, entry)
        case .assessed(let payload): assess(payload, entry)
        case .noted(let payload):
            if let milestone = payload.milestone { reach(milestone, entry) }
        case .decided(let payload): decisions.append(Recorded(entry: entry, payload: payload))
        case .updated(let payload): updates.append(Recorded(entry: entry, payload: payload))
        case .delivered(let payload): deliveries.append(Recorded(entry: entry, payload: payload))
        case .actionAdded(let payload):
            actions.append(ImprovementAction(added: Recorded(entry: entry, payload: payload)))
        case .actionEnded(let payload):
            if let index = actions.firstIndex(where: { $0.id == payload.id }) {
                actions[index].ended = Recorded(entry: entry, payload: payload)
            }
        case .closed(let payload):
            status = .closed(Recorded(entry: entry, payload: payload))
            closings.append(Recorded(entry: entry, payload: payload))
            reach(.closed, entry)
        case .reopened(let payload):
            status = .open
            milestoneEntries.removeAll { $0.milestone == .closed }
            reopenings.append(Recorded(entry: entry, payload: payload))
        case .corrected(let payload): correct(payload, entry)
        }
        if let item = TimelineItem(event, entry: entry) { timeline.append(item) }
    }

    private mutating func open(_ payload: Opened, _ entry: EntryContext) {
        title = payload.title
        severity = payload.severity
        category = payload.category
        tlp = payload.tlp
        isDrill = payload.isDrill
        isRetrospective = payload.isRetrospective
        source = payload.source
        openedEntry = entry
        openedPayload = payload
    }

    private mutating func pin(_ payload: RunbookPinned, _ runbook: Runbook?) {
        self.runbook = payload.runbook
        definition = runbook
        guard let runbook else { return }
        var run = Run(root: runbook.root)
        for event in payload.events { run.apply(event) }
        for fact in payload.facts ?? [] { facts[fact.name] = fact.value }
        self.run = run
    }

    private mutating func step(_ payload: Stepped, _ entry: EntryContext) {
        steps.append(Recorded(entry: entry, payload: payload))
        for event in payload.events { run?.apply(event) }
        for fact in payload.facts { facts[fact.name] = fact.value }
        if let person = payload.person { assignees[payload.step] = person }
        for event in payload.events {
            // What failed and went on all the same has reached nothing.
            guard case .done(let step, let cause, _) = event,
                ![.proceeded, .recovered].contains(cause),
                let name = run?.step(step)?.notes.milestone,
                let milestone = Milestone(rawValue: name)
            else { continue }
            reach(milestone, entry)
        }
    }

    private mutating func change(_ payload: RoleChanged, _ entry: EntryContext) {
        roleChanges.append(Recorded(entry: entry, payload: payload))
        let open = tenures.lastIndex { $0.role == payload.role && $0.until == nil }
        if let open { tenures[open].until = entry.happenedAt }
        roles[payload.role] = payload.person
        guard let person = payload.person else { return }
        tenures.append(RoleTenure(role: payload.role, person: person, from: entry.happenedAt))
    }

    private mutating func assess(_ payload: Assessed, _ entry: EntryContext) {
        assessments.append(Recorded(entry: entry, payload: payload))
        disposition = payload.disposition
        severity = payload.severity
        category = payload.category ?? category
        kinds = payload.kinds ?? kinds
        reach(.assessed, entry)
    }

    private mutating func correct(_ payload: Corrected, _ entry: EntryContext) {
        guard let index = timeline.firstIndex(where: { $0.entry.number == payload.entry }) else {
            return
        }
        let earlier = timeline[index].correction?.payload
        let merged = Corrected(
            entry: payload.entry, text: payload.text ?? earlier?.text,
            at: payload.at ?? earlier?.at, fidelity: payload.fidelity ?? earlier?.fidelity,
            reason: payload.reason)
        timeline[index].correction = Recorded(entry: entry, payload: merged)
        guard let at = merged.at else { return }
        for index in milestoneEntries.indices
        where milestoneEntries[index].entry.number == payload.entry {
            let old = milestoneEntries[index].entry
            milestoneEntries[index].entry = EntryContext(
                number: old.number, happenedAt: at, fidelity: merged.fidelity ?? old.fidelity,
                recordedAt: old.recordedAt, actor: old.actor, role: old.role, tlp: old.tlp)
        }
    }

    private mutating func reach(_ milestone: Milestone, _ entry: EntryContext) {
        milestoneEntries.append(MilestoneEntry(milestone: milestone, entry: entry))
    }
}
