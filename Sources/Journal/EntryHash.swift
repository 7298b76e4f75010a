internal import Chronology
internal import Crypto

/// The hash that chains an entry to its predecessor: SHA-256 over length-prefixed fields.
///
/// Every field is preceded by its length as eight bytes, big-endian, so that no two different entries have the same input.
/// The first entry's predecessor is the hash of the incident's id, so that a chain cannot be passed off as another's.
package struct EntryHash: Sendable, Hashable {
    /// 32 bytes.
    package let bytes: [UInt8]

    /// Takes stored bytes; `nil` unless there are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    private init(digest: SHA256.Digest) { bytes = Array(digest) }

    /// The value that stands before the first entry of an incident.
    package static func seed(of incident: String) -> EntryHash {
        var hasher = FieldHasher(domain: "muster/chain/1")
        hasher.add(incident)
        return EntryHash(digest: hasher.finish())
    }

    /// The hash of an entry behind `previous`.
    package init(
        of content: EntryDraft, incident: String, number: Int64, after previous: EntryHash
    ) {
        var hasher = FieldHasher(domain: EntryHash.domain)
        content.write(into: &hasher, incident: incident, number: number, after: previous)
        self.init(digest: hasher.finish())
    }

    /// The first field of every entry.
    static let domain = "muster/entry/1"

    /// 64 hexadecimal digits.
    package var hex: String { hexadecimal(bytes) }

    /// The first twelve digits in groups of four, short enough to be read aloud.
    package var short: String {
        let digits = hex
        return stride(from: 0, to: 12, by: 4).map { start in
            digits.dropFirst(start).prefix(4)
        }.joined(separator: "-")
    }
}

/// Something that takes fields with their lengths.
protocol FieldSink {
    mutating func add(_ bytes: UnsafeRawBufferPointer)
}

extension FieldSink {
    mutating func add(_ text: String) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }

    mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }
}

extension EntryDraft {
    /// Gives the fields behind the first one in the order in which they are hashed.
    func write(
        into sink: inout some FieldSink, incident: String, number: Int64, after previous: EntryHash
    ) {
        sink.add(previous.bytes)
        sink.add(incident)
        sink.add(String(number))
        sink.add(happenedAt.rfc3339)
        sink.add(fidelity.rawValue)
        sink.add(recordedAt.rfc3339)
        sink.add(actor)
        sink.add(role.map { "+" + $0 } ?? "-")
        sink.add(kind)
        sink.add(tlp)
        sink.add(payload)
    }
}

/// SHA-256 over fields with their lengths.
private struct FieldHasher: FieldSink {
    private var hasher = SHA256()

    init(domain: String) { add(domain) }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: bytes)
    }

    func finish() -> SHA256.Digest { hasher.finalize() }
}

/// The SHA-256 of some bytes as 64 hexadecimal digits, for example to pin a runbook.
package func contentHash(_ bytes: [UInt8]) -> String {
    hexadecimal(SHA256.hash(data: bytes))
}

/// Two digits for each byte.
private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
