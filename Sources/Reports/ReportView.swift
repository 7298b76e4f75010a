import Chronology

/// Everything that one audience may see of an incident, as plain data; all forms are rendered from it and nothing else.
///
/// What the record does not hold is `nil` or empty and is printed as "not recorded". The view holds no clock: it is
/// dated by the number of the last entry that it was made from.
package struct ReportView: Sendable, Equatable, Codable {
    /// The name and version of the JSON form.
    package let schema: String
    package let cover: Cover
    package let verification: Verification
    /// How the incident was closed; `nil` while it is open.
    package let closing: Closing?
    package let summary: Summary
    package let impact: Impact
    package let assessment: Assessment
    /// In the order of the incident.
    package let phases: [Phase]
    package let milestones: [Milestone]
    /// Computed from the milestones.
    package let responseTimes: [ResponseTime]
    /// Every entry that the audience may see, in the order of the record.
    package let entries: [Entry]
    package let detection: Detection
    package let causes: Causes
    package let reflection: Reflection
    package let decisions: [Decision]
    package let updates: [Update]
    /// Messages that went out by themselves, for example at the opening.
    package let notices: [Notice]
    package let roles: [RoleTerm]
    package let handovers: [Handover]
    /// What the runbook asked to keep at the steps that are done.
    package let evidence: [EvidenceItem]
    package let runbooks: [RunbookRun]
    package let actions: [Action]
    /// What is not recorded, one sentence each: those that the view finds itself, then those that were given.
    package let gaps: [String]
    package let withheld: [Withheld]

    /// Makes a view; the summary (if none is given), the response times and the gaps are derived.
    package init(
        cover: Cover, verification: Verification, closing: Closing? = nil, summary: String? = nil,
        impact: Impact = Impact(), assessment: Assessment = Assessment(), phases: [Phase] = [],
        milestones: [Milestone] = [], entries: [Entry] = [], detection: Detection = Detection(),
        causes: Causes = Causes(), reflection: Reflection = Reflection(),
        decisions: [Decision] = [], updates: [Update] = [], notices: [Notice] = [],
        roles: [RoleTerm] = [], handovers: [Handover] = [], evidence: [EvidenceItem] = [],
        runbooks: [RunbookRun] = [], actions: [Action] = [], gaps: [String] = [],
        withheld: [Withheld] = []
    ) {
        let responseTimes = ResponseTime.all(from: milestones)
        self.schema = "muster/report/1"
        self.cover = cover
        self.verification = verification
        self.closing = closing
        self.impact = impact
        self.assessment = assessment
        self.phases = phases
        self.milestones = milestones
        self.responseTimes = responseTimes
        self.entries = entries
        self.detection = detection
        self.causes = causes
        self.reflection = reflection
        self.decisions = decisions
        self.updates = updates
        self.notices = notices
        self.roles = roles
        self.handovers = handovers
        self.evidence = evidence
        self.runbooks = runbooks
        self.actions = actions
        self.withheld = withheld
        let skeleton = Summary.skeleton(
            cover: cover, impact: impact, assessment: assessment, milestones: milestones,
            actions: actions)
        self.summary =
            summary.map { Summary(text: $0, isGenerated: false) }
            ?? Summary(
                text: withheld.isEmpty ? skeleton.text : skeleton.text.admittingWithheld,
                isGenerated: skeleton.isGenerated)
        let found =
            GapSearch(
                cover: cover, impact: impact, assessment: assessment, milestones: milestones,
                detection: detection, causes: causes, reflection: reflection, updates: updates,
                roles: roles, handovers: handovers, evidence: evidence, runbooks: runbooks,
                actions: actions, summary: self.summary, responseTimes: responseTimes
            ).sentences + gaps
        // What is withheld looks like what was never recorded; a false gap would be a false statement.
        self.gaps =
            withheld.isEmpty
            ? found
            : [
                "Entries above the label of this report are left out, and what it calls not recorded may stand in them."
            ] + found
    }

    /// The entries that the figure and the table of key events show: starred ones and milestones, in order of time.
    package var keyEvents: [Entry] {
        let chosen = entries.filter { $0.isStarred || $0.milestone != nil }
        return chosen.sorted {
            ($0.happened.earliest, $0.number) < ($1.happened.earliest, $1.number)
        }
    }
}

extension ReportView {
    /// The labels of the Traffic Light Protocol 2.0, least restricted first; never translated.
    package enum Marking: String, Sendable, Codable, CaseIterable {
        case clear = "TLP:CLEAR"
        case green = "TLP:GREEN"
        case amber = "TLP:AMBER"
        case amberStrict = "TLP:AMBER+STRICT"
        case red = "TLP:RED"
    }

    /// The lanes of the timeline figure, from top to bottom.
    package enum Lane: String, Sendable, Codable, CaseIterable {
        case attack
        case detection
        case response
        case communication
        case legal
    }

    /// How a step of a runbook ended.
    package enum StepOutcome: String, Sendable, Codable, CaseIterable {
        case done
        case skipped
        case failed
        case cancelled
        /// Begun and not ended when the view was made.
        case open
        case notReached = "not_reached"
        /// The runbook itself says that it is not needed here; the reason is its condition.
        case notApplicable = "not_applicable"

        var words: String { rawValue.replacing("_", with: " ") }
    }

    /// The executive summary.
    package struct Summary: Sendable, Equatable, Codable {
        package let text: String
        /// Whether it was made from the record because nobody wrote one.
        package let isGenerated: Bool

        package init(text: String, isGenerated: Bool) {
            self.text = text
            self.isGenerated = isGenerated
        }
    }

    /// A phase of the incident and how long it took.
    package struct Phase: Sendable, Equatable, Codable {
        package let name: String
        package let started: Moment
        /// `nil` while the phase is open.
        package let ended: Moment?
        /// Computed from the two.
        package let duration: Elapsed

        package init(name: String, started: Moment, ended: Moment? = nil) {
            self.name = name
            self.started = started
            self.ended = ended
            self.duration =
                ended.map { Elapsed(from: started, to: $0) } ?? .notRecorded(missing: ["end"])
        }

        var durationText: String {
            ended == nil ? "no end recorded" : duration.text(from: "its start", to: "its end")
        }
    }

    /// From which state of the record the view was made, and whether that record is intact.
    package struct Verification: Sendable, Equatable, Codable {
        /// What checking the chain of the record gave.
        package enum Outcome: String, Sendable, Codable, CaseIterable {
            case intact
            case broken
            case notChecked = "not_checked"
        }

        /// The hash at the head of the chain, in hexadecimal.
        package let headHash: String
        /// The first 12 digits of the hash in groups of four, as the check of the record shows it.
        package let shortHash: String
        package let entryCount: Int
        /// The number of the last entry that the view was made from.
        package let throughEntry: Int
        package let outcome: Outcome
        /// The first entry that is wrong, where the chain is broken.
        package let firstBadEntry: Int?
        /// What the check found, in words.
        package let detail: String?

        package init(
            headHash: String, entryCount: Int, throughEntry: Int, outcome: Outcome,
            firstBadEntry: Int? = nil, detail: String? = nil
        ) {
            self.headHash = headHash
            self.shortHash = headHash.grouped
            self.entryCount = entryCount
            self.throughEntry = throughEntry
            self.outcome = outcome
            self.firstBadEntry = firstBadEntry
            self.detail = detail
        }
    }
}

extension String {
    /// The first twelve characters in groups of four, short enough to be read aloud.
    fileprivate var grouped: String {
        stride(from: 0, to: min(12, count), by: 4).map { start in
            String(dropFirst(start).prefix(4))
        }.joined(separator: "-")
    }
}
