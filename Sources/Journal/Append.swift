package import Chronology

/// Everything that one command adds to the store, written in one transaction or not at all.
package struct Append: Sendable {
    package let incident: String
    /// The number of the last entry that the writer has seen; 0 for a new incident.
    package let expectedVersion: Int64
    package let drafts: [EntryDraft]
    /// What lists show of the incident; a cache that can be made again from the entries.
    package let summary: IncidentSummary
    package var outbox: [OutboxRow]
    package var runbooks: [PinnedRunbook]
    /// Makes the append happen once: a second append with the same key is refused as ``AppendOutcome/repeated(incident:number:)``.
    package var key: String?

    package init(
        incident: String, expectedVersion: Int64, drafts: [EntryDraft], summary: IncidentSummary,
        outbox: [OutboxRow] = [], runbooks: [PinnedRunbook] = [], key: String? = nil
    ) {
        self.incident = incident
        self.expectedVersion = expectedVersion
        self.drafts = drafts
        self.summary = summary
        self.outbox = outbox
        self.runbooks = runbooks
        self.key = key
    }
}

/// What became of an append.
package enum AppendOutcome: Sendable, Equatable {
    /// The entries are on disk.
    case appended([Entry])
    /// The same key was used before, for this entry; nothing was written now.
    case repeated(incident: String, number: Int64)
}

/// The line of an incident in a list.
package struct IncidentSummary: Sendable, Equatable {
    package let isOpen: Bool
    package let openedAt: Timestamp
    /// JSON of the fields that a list shows.
    package let fields: [UInt8]

    package init(isOpen: Bool, openedAt: Timestamp, fields: [UInt8]) {
        self.isOpen = isOpen
        self.openedAt = openedAt
        self.fields = fields
    }
}

/// A runbook's file as an incident keeps it.
package struct PinnedRunbook: Sendable, Equatable {
    /// SHA-256 of the bytes in hexadecimal digits.
    package let hash: String
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        hash = contentHash(bytes)
    }

    init(hash: String, name: String, bytes: [UInt8]) {
        self.hash = hash
        self.name = name
        self.bytes = bytes
    }
}

/// A message that waits to be sent or was sent, as the store keeps it.
package struct OutboxRow: Sendable, Equatable {
    /// Constant over all attempts; receivers that can, use it to drop repeats.
    package var id: String
    package var incident: String
    /// The order within the incident.
    package var sequence: Int64
    package var channel: String
    package var message: [UInt8]
    package var state: String
    package var attempts: Int
    package var nextAttempt: Timestamp
    package var expires: Timestamp
    package var created: Timestamp
    package var lastStatus: Int?
    package var lastError: String?
    package var leaseOwner: String?
    package var leaseUntil: Timestamp?
    /// Whether an earlier attempt may have arrived.
    package var isPossibleRepeat = false

    package init(
        id: String, incident: String, sequence: Int64, channel: String, message: [UInt8],
        state: String, attempts: Int = 0, nextAttempt: Timestamp, expires: Timestamp,
        created: Timestamp
    ) {
        self.id = id
        self.incident = incident
        self.sequence = sequence
        self.channel = channel
        self.message = message
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.expires = expires
        self.created = created
    }
}
