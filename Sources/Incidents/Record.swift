package import Chronology

/// The facts about an entry that do not depend on its kind.
package struct EntryContext: Sendable, Equatable {
    /// The number in the incident, from 1.
    package let number: Int64
    package let happenedAt: Timestamp
    package let fidelity: Fidelity
    package let recordedAt: Timestamp
    package let actor: String
    package let role: String?
    package let tlp: TLP

    package init(
        number: Int64, happenedAt: Timestamp, fidelity: Fidelity, recordedAt: Timestamp,
        actor: String, role: String?, tlp: TLP
    ) {
        self.number = number
        self.happenedAt = happenedAt
        self.fidelity = fidelity
        self.recordedAt = recordedAt
        self.actor = actor
        self.role = role
        self.tlp = tlp
    }
}

/// A payload together with the entry that holds it.
package struct Recorded<Payload: Sendable & Equatable>: Sendable, Equatable {
    package let entry: EntryContext
    package let payload: Payload

    package init(entry: EntryContext, payload: Payload) {
        self.entry = entry
        self.payload = payload
    }
}

/// One line of the timeline.
package struct TimelineItem: Sendable, Equatable {
    package let entry: EntryContext
    package let kind: String
    package let lane: Lane
    package var text: String
    package let isStarred: Bool
    package let milestone: Milestone?
    /// The newest correction of it.
    package var correction: Recorded<Corrected>?

    /// When it happened by the newest correction.
    package var happenedAt: Timestamp { correction?.payload.at ?? entry.happenedAt }
    /// How exact that is.
    package var fidelity: Fidelity { correction?.payload.fidelity ?? entry.fidelity }
    /// What the entry says by the newest correction.
    package var correctedText: String { correction?.payload.text ?? text }
}

/// Who held a role from when until when.
package struct RoleTenure: Sendable, Equatable {
    package let role: String
    package let person: String
    package let from: Timestamp
    package var until: Timestamp?
}

/// An improvement action with what became of it.
package struct ImprovementAction: Sendable, Equatable {
    package let added: Recorded<ActionAdded>
    package var ended: Recorded<ActionEnded>?

    package var id: String { added.payload.id }
    package var isOpen: Bool { ended == nil }
}

/// Whether an incident is under way.
package enum IncidentStatus: Sendable, Equatable {
    /// From the first report until closing, and again after a reopening.
    case open
    /// Closed; learning goes on.
    case closed(Recorded<Closed>)
}

/// A moment at which a milestone was recorded.
package struct MilestoneEntry: Sendable, Equatable {
    package let milestone: Milestone
    package var entry: EntryContext
}
