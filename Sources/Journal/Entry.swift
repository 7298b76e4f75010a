package import Chronology

/// What somebody wants to add to an incident's record, before it has a number and a hash.
package struct EntryDraft: Sendable, Equatable {
    /// When it happened, as far as is known; `fidelity` says how exact that is.
    package let happenedAt: Timestamp
    package let fidelity: Fidelity
    package let recordedAt: Timestamp
    /// Who recorded it.
    package let actor: String
    /// The role that the actor held at that moment; `nil` for none.
    package let role: String?
    /// What kind of entry it is; it names the shape of the payload.
    package let kind: String
    package let tlp: String
    /// Canonical JSON of the event: UTF-8, sorted keys, no white space.
    package let payload: [UInt8]

    package init(
        happenedAt: Timestamp, fidelity: Fidelity, recordedAt: Timestamp, actor: String,
        role: String?, kind: String, tlp: String, payload: [UInt8]
    ) {
        self.happenedAt = happenedAt
        self.fidelity = fidelity
        self.recordedAt = recordedAt
        self.actor = actor
        self.role = role
        self.kind = kind
        self.tlp = tlp
        self.payload = payload
    }
}

/// One entry of an incident's record: numbered without gaps from 1, and bound to all entries before it by its hash.
package struct Entry: Sendable, Equatable {
    package let incident: String
    package let number: Int64
    package let content: EntryDraft
    /// SHA-256 over the entry and the hash of the one before it; see ``EntryHash``.
    package let hash: EntryHash

    package init(incident: String, number: Int64, content: EntryDraft, hash: EntryHash) {
        self.incident = incident
        self.number = number
        self.content = content
        self.hash = hash
    }
}
