package import Chronology
package import Engine
package import OrderedCollections
package import Runbooks

/// An incident from the first report to the lessons learned: what its entries add up to.
///
/// It changes only in ``apply(_:in:)``, so that folding the same entries gives the same value.
package struct Incident: Sendable, Equatable {
    /// `INC-2026-0001`, or `DRILL-2026-0001` for an exercise.
    package let id: String
    /// The number of the last entry; 0 before the first.
    package internal(set) var version: Int64 = 0
    package internal(set) var title = ""
    package internal(set) var tlp = TLP.amber
    package internal(set) var isDrill = false
    /// Whether the record was begun after the fact.
    package internal(set) var isRetrospective = false
    package internal(set) var source: Source?
    package internal(set) var openedEntry: EntryContext?
    /// What was said at the opening, whatever was assessed later.
    package internal(set) var openedPayload: Opened?
    package internal(set) var status = IncidentStatus.open
    package internal(set) var disposition = Disposition.undecided
    package internal(set) var severity = Severity.sev3
    package internal(set) var category: Category?
    /// Kinds by other taxonomies, such as `rsit:intrusions/burglary`.
    package internal(set) var kinds: [String] = []
    package internal(set) var assessments: [Recorded<Assessed>] = []
    package internal(set) var runbook: RunbookReference?
    /// The versions that it followed before, the oldest first.
    package internal(set) var earlierRunbooks: [RunbookReference] = []
    /// The steps that got another id when the incident left each of them, from the old id to the new one.
    package internal(set) var earlierRenames: [[StepID: StepID]] = []
    /// The definition that the run follows; `nil` if there is none or its file cannot be read.
    package internal(set) var definition: Runbook?
    package internal(set) var run: Run?
    /// The beginning of the run.
    package internal(set) var runBegun: Recorded<RunbookPinned>?
    package internal(set) var steps: [Recorded<Stepped>] = []
    /// To whom steps were given.
    package internal(set) var assignees: OrderedDictionary<StepID, String> = [:]
    package internal(set) var facts: OrderedDictionary<String, FactValue> = [:]
    /// Who holds which role now.
    package internal(set) var roles: OrderedDictionary<String, String> = [:]
    package internal(set) var tenures: [RoleTenure] = []
    /// Every time that somebody took, got or gave back a role, in the order of the record.
    package internal(set) var roleChanges: [Recorded<RoleChanged>] = []
    /// Every time that a milestone was recorded, in the order of the record.
    package internal(set) var milestoneEntries: [MilestoneEntry] = []
    package internal(set) var timeline: [TimelineItem] = []
    package internal(set) var decisions: [Recorded<Decided>] = []
    package internal(set) var updates: [Recorded<Updated>] = []
    package internal(set) var deliveries: [Recorded<Delivered>] = []
    package internal(set) var actions: [ImprovementAction] = []
    package internal(set) var reopenings: [Recorded<Reopened>] = []
    /// Every closing, also those that a reopening followed.
    package internal(set) var closings: [Recorded<Closed>] = []

    /// An incident of which nothing is recorded yet.
    package init(id: String) { self.id = id }

    package var isOpen: Bool { status == .open }

    /// When the incident was opened: the moment of recording, or the one that a record after the fact names.
    package var openedAt: Timestamp? {
        isRetrospective ? openedEntry?.happenedAt : openedEntry?.recordedAt
    }

    /// How exact ``openedAt`` is.
    package var openedFidelity: Fidelity {
        isRetrospective ? openedEntry?.fidelity ?? .second : .second
    }

    /// The entry that counts for each milestone: the newest one, but the earliest assessment.
    package var milestones: OrderedDictionary<Milestone, EntryContext> {
        var result: OrderedDictionary<Milestone, EntryContext> = [:]
        for item in milestoneEntries {
            if item.milestone == .assessed, let earlier = result[.assessed],
                earlier.happenedAt <= item.entry.happenedAt
            {
                continue
            }
            result[item.milestone] = item.entry
        }
        return result
    }

    /// Who is incident coordinator; `nil` if nobody is.
    package var lead: String? { roles[StandardRole.lead] }

    /// The phase: of the runbook where there is one, else by what was decided.
    package var phase: StepID {
        run.map { phase(in: $0) } ?? (isOpen ? undefinedPhase : "learn")
    }

    private var undefinedPhase: StepID { disposition == .undecided ? "assess" : "respond" }

    /// The phase while the run stands like this.
    func phase(in run: Run) -> StepID {
        if !isOpen { return "learn" }
        guard let definition, !run.isOver else {
            return undefinedPhase
        }
        let active = definition.phases.filter { run.state(of: $0.id) == .active }
        return active.last?.id ?? definition.phases.last?.id ?? "respond"
    }

    /// The role that a person holds, the lead before any other; `nil` for none.
    package func role(of person: String) -> String? {
        if lead == person { return StandardRole.lead }
        return roles.first { $0.value == person }?.key
    }

    /// A step of the runbook by its id or by its number as shown in lists.
    package func step(named name: String) -> Step? {
        guard let run else { return nil }
        if let step = run.step(name) { return step }
        guard let number = Int(name), number > 0 else { return nil }
        let leaves = self.leaves
        return number <= leaves.count ? leaves[number - 1] : nil
    }

    /// The steps that people do, in document order; their position plus 1 is their number.
    package var leaves: [Step] { run.map { $0.root.subtree.filter(\.isLeaf) } ?? [] }
}

extension Step {
    /// Whether the step asks something of somebody, and does not only hold other steps.
    package var isLeaf: Bool {
        switch action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: true
        case .sequence, .parallel, .choose, .loop, .call: false
        }
    }

    /// What the step asks for, in the words of the runbook.
    package var title: String {
        switch action {
        case .manual(let task, _): task
        case .ask(let question, _): question
        case .decide(let question, _, _): question
        case .approve(let subject, _, _, _): subject
        case .automate(let connector, _, _): "Run \(connector)"
        case .notify(let message, _): "Send: \(message)"
        case .wait(.duration(let duration)): "Wait \(duration.spoken)"
        case .wait(.time(let time)): "Wait until \(time.rfc3339)"
        case .wait(.signal(let name)): "Wait for \(name)"
        case .wait(.until(let condition)): "Wait until \(condition.source)"
        case .sequence, .parallel, .choose, .loop: id
        case .call(let runbook, _, _): "Runbook \(runbook)"
        }
    }

    /// The verb that the runbook uses for the step.
    package var verb: String {
        switch action {
        case .manual: "do"
        case .ask: "ask"
        case .decide: "decide"
        case .approve: "approve"
        case .automate: "run"
        case .notify: "notify"
        case .wait: "wait"
        case .sequence: "sequence"
        case .parallel: "parallel"
        case .choose: "choose"
        case .loop: "repeat"
        case .call: "runbook"
        }
    }
}
