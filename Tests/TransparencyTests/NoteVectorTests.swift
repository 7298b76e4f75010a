import Testing
import Transparency

@Suite(.enabled(if: Conformance.isThere, "the conformance data is not there"))
struct NoteVectorTests {
    private struct Case: Decodable {
        let vkey: String
        let note: String
        let ok: Bool
        let src: String
        let seed: String?

        enum CodingKeys: String, CodingKey {
            case vkey, note, ok, src
            case seed = "seed_hex"
        }
    }

    @Test func `every note is judged as expected, written again and signed again`() throws {
        let cases = try Conformance.document("notes.json", as: [Case].self)
        #expect(cases.count == 6)
        for vector in cases {
            let key = try VerifierKey(parsing: vector.vkey)
            #expect(key.written == vector.vkey)
            let note = try SignedNote(parsing: Array(vector.note.utf8))
            #expect(note.written == vector.note)
            if vector.ok {
                #expect(try note.verify(with: [key]) == [key], "\(vector.src)")
            } else {
                let error = #expect(throws: TransparencyError.self) {
                    try note.verify(with: [key])
                }
                #expect(error?.code == .forged)
            }
            guard let seed = vector.seed else { continue }
            let signer = try NoteSigner(name: key.name, seed: unhex(seed))
            #expect(signer.verifier == key)
            #expect(try SignedNote(signing: note.text, with: signer).written == vector.note)
            let checkpoint = try SignedCheckpoint(parsing: Array(vector.note.utf8))
            try checkpoint.verify(origin: "runbook.example/log1", keys: [key])
            #expect(checkpoint.checkpoint.text == note.text)
        }
    }
}
