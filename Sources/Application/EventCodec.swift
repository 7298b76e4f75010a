internal import Foundation
internal import Incidents
internal import Journal

/// Writes events as the canonical JSON that the record hashes, and reads them back.
///
/// Canonical means UTF-8, keys in order, no white space, slashes as they are.
enum EventCodec {
    static func encode(_ event: IncidentEvent) throws(Failure) -> [UInt8] {
        do {
            let decoder = JSONPayloads()
            decoder.bytes = try encode(payload: event.payload)
            // An entry that cannot be read again would make the whole record unreadable, for ever.
            _ = try IncidentEvent(kind: event.kind, decoding: decoder)
            return decoder.bytes
        } catch {
            throw Failure(
                .failed,
                "this '\(event.kind)' entry could not be read again, so it is not written")
        }
    }

    private static func encode(payload: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(payload))
    }

    /// - Throws: ``Failure``: `integrity` if the entry's bytes are no payload of its kind,
    ///   `configuration` if the kind is of a later version.
    static func decode(_ entry: Entry, with decoder: JSONPayloads) throws(Failure) -> IncidentEvent
    {
        do {
            decoder.bytes = entry.content.payload
            if let event = try IncidentEvent(kind: entry.content.kind, decoding: decoder) {
                return event
            }
        } catch {
            throw Failure(
                .integrity,
                "entry #\(entry.number) of \(entry.incident) is no readable "
                    + "'\(entry.content.kind)'", hint: "verify \(entry.incident)")
        }
        throw Failure(
            .configuration,
            "entry #\(entry.number) of \(entry.incident) is a '\(entry.content.kind)', "
                + "which this version of muster does not know",
            details: ["install the version that wrote it"])
    }
}

/// Reads payloads from JSON bytes with one decoder, because making one for each of ten thousand entries costs more than reading them.
final class JSONPayloads: PayloadDecoding {
    var bytes: [UInt8] = []
    private let decoder = JSONDecoder()

    func decode<Payload: Decodable>(_ type: Payload.Type) throws -> Payload {
        try decoder.decode(type, from: Data(bytes))
    }
}

extension EntryContext {
    init(_ entry: Entry) {
        let content = entry.content
        self.init(
            number: entry.number, happenedAt: content.happenedAt, fidelity: content.fidelity,
            recordedAt: content.recordedAt, actor: content.actor, role: content.role,
            tlp: TLP(rawValue: content.tlp) ?? .red)
    }
}
