internal import Chronology

/// The bytes of which an entry's hash is the SHA-256, and what they say.
///
/// Somebody who has only these bytes, and not the store, can count the hash anew.
package struct CanonicalEntry: Sendable, Equatable {
    package let entry: Entry
    /// The hash of the entry before it, or the seed.
    package let previous: EntryHash

    /// Takes an entry and the hash before it; the entry's own hash is counted anew.
    package init(_ entry: Entry, after previous: EntryHash) {
        self.entry = Entry(
            incident: entry.incident, number: entry.number, content: entry.content,
            hash: EntryHash(
                of: entry.content, incident: entry.incident, number: entry.number, after: previous))
        self.previous = previous
    }

    /// Reads the bytes; `nil` unless they are the one form of an entry.
    package init?(parsing bytes: [UInt8]) {
        guard let fields = FieldBytes.split(bytes), fields.count == 12,
            let previous = EntryHash(bytes: fields[1])
        else { return nil }
        let texts = fields.map { String(validating: $0, as: UTF8.self) }
        guard texts[0] == EntryHash.domain, let incident = texts[2],
            let number = texts[3].flatMap({ Int64($0) }),
            let happenedAt = texts[4].flatMap({ Timestamp(rfc3339: $0) }),
            let fidelity = texts[5].flatMap(Fidelity.init),
            let recordedAt = texts[6].flatMap({ Timestamp(rfc3339: $0) }), let actor = texts[7],
            let role = texts[8], let kind = texts[9], let tlp = texts[10]
        else { return nil }
        let content = EntryDraft(
            happenedAt: happenedAt, fidelity: fidelity, recordedAt: recordedAt, actor: actor,
            role: role == "-" ? nil : String(role.dropFirst()), kind: kind, tlp: tlp,
            payload: fields[11])
        self.previous = previous
        entry = Entry(
            incident: incident, number: number, content: content,
            hash: EntryHash(of: content, incident: incident, number: number, after: previous))
        // Two texts of one moment, for example, would have two hashes.
        guard self.bytes == bytes else { return nil }
    }

    /// The bytes: each field behind its length as eight bytes, big-endian.
    package var bytes: [UInt8] {
        var sink = FieldBytes()
        sink.add(EntryHash.domain)
        entry.content.write(
            into: &sink, incident: entry.incident, number: entry.number, after: previous)
        return sink.bytes
    }
}

/// Fields with their lengths, one behind the other.
private struct FieldBytes: FieldSink {
    private(set) var bytes: [UInt8] = []

    mutating func add(_ field: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt64(field.count).bigEndian) { bytes += $0 }
        bytes += field
    }

    /// The fields again; `nil` if the lengths do not fit the bytes.
    static func split(_ bytes: [UInt8]) -> [[UInt8]]? {
        var rest = bytes[...]
        var fields: [[UInt8]] = []
        while !rest.isEmpty {
            guard rest.count >= 8 else { return nil }
            let length = rest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(8)
            guard let count = Int(exactly: length), count <= rest.count else { return nil }
            fields.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return fields
    }
}
