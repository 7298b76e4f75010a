package import Chronology
package import Transparency

/// What a signed statement says about the keys that a store trusts; its text is the text of a signed note.
package struct KeyStatement: Sendable, Hashable {
    /// What becomes of a key.
    package enum Verb: String, Sendable, CaseIterable {
        /// Seals of the key count from here on.
        case trusted
        /// The key gives its place to the next one.
        case rotated
        /// The key is not trusted any more.
        case revoked

        /// The kind of the entry that holds such a statement.
        package var entryKind: String { "key-" + rawValue }
    }

    /// The first line of every statement.
    package static let header = "muster/key-statement/1"

    /// The origin of the store's checkpoints, so that no statement can be used in another store.
    package let origin: String
    package let verb: Verb
    /// The key that it is about.
    package let key: VerifierKey
    /// The key that takes its place; only where keys are rotated.
    package let next: VerifierKey?
    /// Up to which size of the tree seals of the key count; `nil` for a key that is being trusted.
    package let size: UInt64?
    package let time: Timestamp
    /// The reason in one line; empty for none.
    package let reason: String

    /// Takes the parts; the reason may hold no control character.
    package init(
        origin: String, verb: Verb, key: VerifierKey, next: VerifierKey? = nil,
        size: UInt64? = nil, time: Timestamp, reason: String = ""
    ) {
        self.origin = origin
        self.verb = verb
        self.key = key
        self.next = next
        self.size = size
        self.time = time
        self.reason = reason
    }

    /// The text that is signed, with the newline at its end.
    package var text: String {
        var lines = [
            KeyStatement.header, "store \(origin)", "verb \(verb.rawValue)", "key \(key.written)",
        ]
        if let next { lines.append("next \(next.written)") }
        if let size { lines.append("size \(size)") }
        lines.append("time \(time.rfc3339)")
        if !reason.isEmpty { lines.append("why \(reason)") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// Reads a text; `nil` unless it is the one form of a statement.
    package init?(parsing text: String) {
        var fields: [Substring: String] = [:]
        for line in text.split(separator: "\n").dropFirst() {
            let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            fields[parts[0]] = String(parts[1])
        }
        guard let origin = fields["store"], let verb = fields["verb"].flatMap(Verb.init),
            let key = fields["key"].flatMap({ try? VerifierKey(parsing: $0) }),
            let time = fields["time"].flatMap({ Timestamp(rfc3339: $0) })
        else { return nil }
        self.init(
            origin: origin, verb: verb, key: key,
            next: fields["next"].flatMap { try? VerifierKey(parsing: $0) },
            size: fields["size"].flatMap { UInt64($0) }, time: time, reason: fields["why"] ?? "")
        let isComplete = (verb == .rotated) == (next != nil) && (verb == .trusted) == (size == nil)
        // A text that would be written otherwise is not the one that people read.
        guard isComplete, self.text.utf8.elementsEqual(text.utf8) else { return nil }
    }
}
