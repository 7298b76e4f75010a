internal import Foundation
internal import Transparency

/// The payload of an entry that holds a signed note: canonical JSON with the one key `note`.
private struct NotePayload: Codable {
    let note: String
}

extension SignedNote {
    /// Reads the note of an entry; `nil` if it holds none.
    init?(payload: [UInt8]) {
        guard let value = try? JSONDecoder().decode(NotePayload.self, from: Data(payload)),
            let note = try? SignedNote(parsing: Array(value.note.utf8))
        else { return nil }
        self = note
    }

    /// The payload of an entry that holds the note.
    func payload() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(NotePayload(note: written)))
    }
}
