package import Chronology
package import Engine

/// Where an incident came from, when a machine reported it.
package struct Source: Sendable, Equatable, Codable {
    /// The kind of message, for example `alertmanager`.
    package let kind: String
    /// What the sender uses to recognise the same event again.
    package let key: String?
    /// The facts of the message as text, in its own order.
    package let details: [String]

    package init(kind: String, key: String?, details: [String]) {
        self.kind = kind
        self.key = key
        self.details = details
    }
}

/// `opened`: the event report that begins the record.
package struct Opened: Sendable, Equatable, Codable {
    package let title: String
    package let severity: Severity
    package let category: Category?
    package let tlp: TLP
    package let isDrill: Bool
    /// The record is written after the fact: the incident was opened when the entry happened, not when it was recorded.
    package let isRetrospective: Bool
    package let source: Source?
    /// What the class asks for; `nil` if no scale could be read.
    package let policy: SeverityPolicy?

    package init(
        title: String, severity: Severity, category: Category?, tlp: TLP, isDrill: Bool,
        isRetrospective: Bool = false, source: Source?, policy: SeverityPolicy? = nil
    ) {
        self.policy = policy
        self.title = title
        self.severity = severity
        self.category = category
        self.tlp = tlp
        self.isDrill = isDrill
        self.isRetrospective = isRetrospective
        self.source = source
    }
}

/// The runbook that an incident follows, by the hash of its file and of the files that it calls.
package struct RunbookReference: Sendable, Equatable, Codable {
    package let id: String
    package let version: String
    package let title: String
    /// SHA-256 of the file in hexadecimal digits.
    package let hash: String
    /// Called runbooks: name and hash, in the order of their names.
    package let calls: [CalledRunbook]

    package init(
        id: String, version: String, title: String, hash: String, calls: [CalledRunbook] = []
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.hash = hash
        self.calls = calls
    }
}

/// A runbook that another one calls.
package struct CalledRunbook: Sendable, Equatable, Codable {
    package let id: String
    package let hash: String

    package init(id: String, hash: String) {
        self.id = id
        self.hash = hash
    }
}

/// `runbook`: the incident begins to follow a runbook.
package struct RunbookPinned: Sendable, Equatable, Codable {
    package let runbook: RunbookReference
    /// What the run did at its start.
    package let events: [RunEvent]
    /// What calls gave at once to the runbooks that they call; `nil` for none.
    package let facts: [FactEntry]?

    package init(runbook: RunbookReference, events: [RunEvent], facts: [FactEntry] = []) {
        self.runbook = runbook
        self.events = events
        self.facts = facts.isEmpty ? nil : facts
    }
}

/// `runbook-upgraded`: the incident goes on under another version of its runbook.
package struct RunbookUpgraded: Sendable, Equatable, Codable {
    package let runbook: RunbookReference
    /// Which steps took their state along.
    package let migration: Migration
    /// Steps with a history that the new version does not have; what was done to them stays in the record.
    package let dropped: [String]
    /// Steps that were over and are reached again.
    package let again: [String]
    package let reason: String
    /// What the run did at once: new steps that were left out, limits that were armed, what opened.
    package let events: [RunEvent]
    /// What calls gave at once to the runbooks that they call; `nil` for none.
    package let facts: [FactEntry]?

    package init(
        runbook: RunbookReference, migration: Migration, dropped: [String], again: [String],
        reason: String, events: [RunEvent], facts: [FactEntry] = []
    ) {
        self.facts = facts.isEmpty ? nil : facts
        self.runbook = runbook
        self.migration = migration
        self.dropped = dropped
        self.again = again
        self.reason = reason
        self.events = events
    }
}

/// `step`: somebody did something to a step of the runbook.
package struct Stepped: Sendable, Equatable, Codable {
    package let step: String
    /// The verb of the command: `done`, `skip`, `block`, `retry`, `reopen`, `start`, `assign`, `vote`, `add` …
    package let verb: String
    /// What the step asks for, as the runbook said it then.
    package let title: String
    package let answer: String?
    package let note: String?
    package let reason: String?
    /// To whom the step was given, for `assign`.
    package let person: String?
    /// Values of the form, for `ask`.
    package let facts: [FactEntry]
    /// What was kept as evidence, in words.
    package let evidence: [String]
    /// What the run did.
    package let events: [RunEvent]

    package init(
        step: String, verb: String, title: String, answer: String? = nil, note: String? = nil,
        reason: String? = nil, person: String? = nil, facts: [FactEntry] = [],
        evidence: [String] = [], events: [RunEvent]
    ) {
        self.step = step
        self.verb = verb
        self.title = title
        self.answer = answer
        self.note = note
        self.reason = reason
        self.person = person
        self.facts = facts
        self.evidence = evidence
        self.events = events
    }
}

/// A fact of the run and its value.
package struct FactEntry: Sendable, Equatable, Codable {
    package let name: String
    package let value: FactValue

    package init(name: String, value: FactValue) {
        self.name = name
        self.value = value
    }
}

/// `role`: somebody takes, gets or gives back a role.
package struct RoleChanged: Sendable, Equatable, Codable {
    package let role: String
    /// Who holds it from now on; `nil` if nobody does.
    package let person: String?
    package let previous: String?
    package let reason: String?

    package init(role: String, person: String?, previous: String?, reason: String?) {
        self.role = role
        self.person = person
        self.previous = previous
        self.reason = reason
    }
}

/// `assessment`: what the event is and how bad; every one stays on record.
package struct Assessed: Sendable, Equatable, Codable {
    package let disposition: Disposition
    package let severity: Severity
    package let category: Category?
    package let reason: String
    /// What is hit and how, in words.
    package let impact: String?
    /// The incident that this one repeats.
    package let duplicateOf: String?
    /// What the severity was found from; `nil` if somebody chose it without a scale.
    package let rating: SeverityRating?
    /// What the class asks for; `nil` if no scale could be read.
    package let policy: SeverityPolicy?
    /// Kinds by other taxonomies, such as `rsit:intrusions/burglary`; `nil` for none, and then earlier ones stay.
    package let kinds: [String]?

    package init(
        disposition: Disposition, severity: Severity, category: Category?, reason: String,
        impact: String?, duplicateOf: String?, rating: SeverityRating? = nil,
        policy: SeverityPolicy? = nil, kinds: [String] = []
    ) {
        self.kinds = kinds.isEmpty ? nil : kinds
        self.rating = rating
        self.policy = policy
        self.disposition = disposition
        self.severity = severity
        self.category = category
        self.reason = reason
        self.impact = impact
        self.duplicateOf = duplicateOf
    }
}

/// `note`: an observation, a fact or a lesson.
package struct Noted: Sendable, Equatable, Codable {
    package let text: String
    package let lane: Lane
    package let isStarred: Bool
    package let milestone: Milestone?

    package init(text: String, lane: Lane, isStarred: Bool, milestone: Milestone?) {
        self.text = text
        self.lane = lane
        self.isStarred = isStarred
        self.milestone = milestone
    }
}

/// `decision`: who chose what, and why.
package struct Decided: Sendable, Equatable, Codable {
    package let text: String
    package let options: [String]
    package let reason: String

    package init(text: String, options: [String], reason: String) {
        self.text = text
        self.options = options
        self.reason = reason
    }
}

/// `update`: a status message as it was recorded.
package struct Updated: Sendable, Equatable, Codable {
    package let kind: UpdateKind
    /// Headed paragraphs, for example Conditions, Actions, Needs.
    package let parts: [UpdatePart]
    /// When the next update is promised.
    package let next: Timestamp?
    /// The channels that it was queued for.
    package let channels: [String]

    package init(kind: UpdateKind, parts: [UpdatePart], next: Timestamp?, channels: [String]) {
        self.kind = kind
        self.parts = parts
        self.next = next
        self.channels = channels
    }
}

/// A paragraph of an update with its heading.
package struct UpdatePart: Sendable, Equatable, Codable {
    package let heading: String
    package let text: String

    package init(heading: String, text: String) {
        self.heading = heading
        self.text = text
    }
}

/// `delivery`: what became of a message on one channel.
package struct Delivered: Sendable, Equatable, Codable {
    package let delivery: String
    package let channel: String
    /// `sent`, `accepted`, `ambiguous`, `dead` or `dropped`.
    package let state: String
    package let attempts: Int
    /// Why, without any secret.
    package let detail: String?
    /// The number of the entry that was sent.
    package let entry: Int64

    package init(
        delivery: String, channel: String, state: String, attempts: Int, detail: String?,
        entry: Int64
    ) {
        self.delivery = delivery
        self.channel = channel
        self.state = state
        self.attempts = attempts
        self.detail = detail
        self.entry = entry
    }
}

/// `action`: an improvement that somebody is to make.
package struct ActionAdded: Sendable, Equatable, Codable {
    /// `A-1`, `A-2` …
    package let id: String
    package let text: String
    /// `prevent`, `detect`, `contain`, `recover` or `process`.
    package let kind: String
    package let owner: String
    /// UTC date, `YYYY-MM-DD`.
    package let due: String?

    package init(id: String, text: String, kind: String, owner: String, due: String?) {
        self.id = id
        self.text = text
        self.kind = kind
        self.owner = owner
        self.due = due
    }
}

/// `action-ended`: an action was done or dropped.
package struct ActionEnded: Sendable, Equatable, Codable {
    package let id: String
    package let isDone: Bool
    package let note: String?

    package init(id: String, isDone: Bool, note: String?) {
        self.id = id
        self.isDone = isDone
        self.note = note
    }
}

/// `closed`: the response is over.
package struct Closed: Sendable, Equatable, Codable {
    package let resolution: Resolution
    package let reason: String
    /// What the gate still asked for when it was closed all the same.
    package let unmet: [String]
    /// Who agreed besides the person who closed it; `nil` for nobody.
    package let approvedBy: String?

    package init(
        resolution: Resolution, reason: String, unmet: [String], approvedBy: String? = nil
    ) {
        self.approvedBy = approvedBy
        self.resolution = resolution
        self.reason = reason
        self.unmet = unmet
    }
}

/// `reopened`: it was not over.
package struct Reopened: Sendable, Equatable, Codable {
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// `correction`: what an earlier entry should have said; the earlier one stays.
package struct Corrected: Sendable, Equatable, Codable {
    package let entry: Int64
    package let text: String?
    /// When it really happened, with how exact that is.
    package let at: Timestamp?
    package let fidelity: Fidelity?
    package let reason: String

    package init(
        entry: Int64, text: String?, at: Timestamp?, fidelity: Fidelity?, reason: String
    ) {
        self.entry = entry
        self.text = text
        self.at = at
        self.fidelity = fidelity
        self.reason = reason
    }
}
