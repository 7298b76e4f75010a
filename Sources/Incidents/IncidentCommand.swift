package import Chronology
package import Runbooks

/// What somebody wants to do to an incident.
package enum IncidentCommand: Sendable {
    case open(Opened)
    /// Follow this runbook from its beginning.
    case follow(RunbookReference, Runbook)
    /// Go on under another version of the runbook.
    case upgrade(UpgradeRequest)
    case step(StepCommand)
    case takeRole(role: String, person: String, reason: String?)
    case releaseRole(role: String, reason: String?)
    case assess(Assessed)
    case note(Noted)
    case decide(Decided)
    case update(Updated)
    case report(Delivered)
    case addAction(text: String, kind: String, owner: String, due: String?)
    case endAction(id: String, isDone: Bool, note: String?)
    /// `isForced` closes although the gate is not met; it says in the record what was missing.
    case close(resolution: Resolution, reason: String, isForced: Bool, approvedBy: String? = nil)
    case reopen(reason: String)
    case correct(Corrected)
}

/// The version of a runbook under which an incident is to go on.
package struct UpgradeRequest: Sendable {
    package let reference: RunbookReference
    package let runbook: Runbook
    /// Steps that have another id now, from the old one to the new one.
    package var renamed: [StepID: StepID] = [:]
    package var reason: String

    package init(reference: RunbookReference, runbook: Runbook, reason: String) {
        self.reference = reference
        self.runbook = runbook
        self.reason = reason
    }
}

/// What is to be done to a step.
package struct StepCommand: Sendable {
    package var step: StepID
    package var verb: StepVerb
    /// The chosen key of a `decide` step, or `approve` and `reject`.
    package var answer: String?
    package var note: String?
    package var reason: String?
    package var person: String?
    package var facts: [FactEntry] = []
    package var evidence: [String] = []
    /// Goes ahead although somebody else has started the step.
    package var isOverriding = false
    /// The new step, for `add`.
    package var added: AdHocStep?

    package init(step: StepID, verb: StepVerb) {
        self.step = step
        self.verb = verb
    }
}

/// A step that somebody adds to a running runbook.
package struct AdHocStep: Sendable, Equatable {
    package let id: StepID
    package let task: String
    package let role: String?
    /// The phase or sequence that gets it.
    package let block: StepID
    /// Behind which step; at the end if `nil`.
    package let after: StepID?

    package init(id: StepID, task: String, role: String?, block: StepID, after: StepID?) {
        self.id = id
        self.task = task
        self.role = role
        self.block = block
        self.after = after
    }
}

/// The verbs that people use on steps.
package enum StepVerb: String, Sendable, CaseIterable {
    case start
    case done
    case skip
    /// It cannot be done as it is; somebody has to decide.
    case block
    case retry
    /// Accepts that a blocked step has failed.
    case giveUp = "give-up"
    case reopen
    case assign
    case vote
    case add
    case signal
    /// What was kept as evidence for a step, now or later.
    case evidence
    /// A wait or a deadline whose time has come.
    case expire
    /// The effect of a step that was gone back over has been taken back.
    case undone
    /// The run goes on under another version of the runbook; recorded with the runbook itself.
    case upgrade

    /// The verb as it is said of what was done.
    package var past: String {
        switch self {
        case .start: "started"
        case .done: "done"
        case .skip: "skipped"
        case .block: "blocked"
        case .retry: "tried again"
        case .giveUp: "given up"
        case .reopen: "reopened"
        case .assign: "assigned"
        case .vote: "voted on"
        case .add: "added"
        case .signal: "signalled"
        case .evidence: "given evidence"
        case .expire: "timed out"
        case .undone: "undone"
        case .upgrade: "upgraded"
        }
    }
}

/// Who acts, when, and in which role; the domain reads no clock.
package struct CommandContext: Sendable {
    /// The moment of recording.
    package var now: Timestamp
    /// When it happened; not later than ``now`` by more than ``clockTolerance``.
    package var happenedAt: Timestamp
    package var fidelity: Fidelity
    package var actor: String
    package var tlp: TLP?

    /// How far ahead of the recording clock a time may lie.
    package static let clockTolerance = Duration.seconds(120)
    /// The oldest time that is believed.
    package static let earliest = Timestamp(seconds: 0)

    package init(
        now: Timestamp, happenedAt: Timestamp, fidelity: Fidelity, actor: String, tlp: TLP? = nil
    ) {
        self.now = now
        self.happenedAt = happenedAt
        self.fidelity = fidelity
        self.actor = actor
        self.tlp = tlp
    }
}
