import Testing
import Transparency

/// A signer whose seed is one repeated byte.
func signer(_ name: String, _ seed: UInt8 = 1) throws -> NoteSigner {
    try NoteSigner(name: KeyName(name), seed: [UInt8](repeating: seed, count: 32))
}

@Suite struct NoteTests {
    private let text = "first line\n\nlast line é\n"

    private func fault(_ work: () throws -> Void) -> TransparencyError? {
        #expect(throws: TransparencyError.self) { try work() }
    }

    @Test func `keys are written and read again`() throws {
        let name = try KeyName("example.org/log")
        let made = try NoteSigner(generatingFor: name)
        let read = try NoteSigner(parsing: made.revealed())
        #expect(read.verifier == made.verifier)
        #expect(read.revealed() == made.revealed())
        #expect(try VerifierKey(parsing: made.verifier.written) == made.verifier)
        #expect(try NoteSigner(generatingFor: name).verifier != made.verifier)
    }

    @Test func `a signer shows its secret in no way but one`() throws {
        let signer = try signer("example.org/log", 0x41)
        let secret = try #require(signer.revealed().split(separator: "+").last)
        var dumped = ""
        dump(signer, to: &dumped)
        dump([signer], to: &dumped)
        let shown = [
            "\(signer)", String(reflecting: signer), dumped, "\([signer])",
            "\(Mirror(reflecting: signer))",
        ]
        for text in shown { #expect(!text.contains(secret) && !text.contains("65, 65"), "\(text)") }
        #expect(Mirror(reflecting: signer).children.isEmpty)
        #expect("\(signer)".contains("example.org/log+" + signer.verifier.shortID))
    }

    @Test func `a signing key that is refused is not shown`() throws {
        let written = try signer("example.org/log", 0x41).revealed()
        let parts = written.split(separator: "+", maxSplits: 4).map(String.init)
        let secret = parts[4]
        let refused = [
            "", secret, "PRIVATE+KEY+" + secret, written + "=", written + "\n",
            "PRIVATE+KEY+\(secret) +\(parts[3])+x", "PRIVATE+KEY++\(parts[3])+\(secret)",
            "PRIVATE+KEY+\(parts[2])+00000000+\(secret)", "PRIVATE+KEY+\(parts[2])+1+\(secret)",
            "private+key+\(parts[2])+\(parts[3])+\(secret)",
            "PRIVATE+KEY+\(parts[2])+\(parts[3])+AkFB", "PRIVATE+KEY+\(parts[2])+\(parts[3])+AUFB",
        ]
        for text in refused {
            let error = fault { _ = try NoteSigner(parsing: text) }
            #expect(error?.description.contains(secret.prefix(12)) == false, "\(text)")
        }
    }

    @Test(arguments: ["", " ", "a b", "a+b", "a\u{00A0}b", "a\u{2003}b", "a\nb", "a\u{7F}", "\t"])
    func `a name with a space, a plus or a control character is refused`(text: String) {
        #expect(fault { _ = try KeyName(text) }?.code == .badName)
    }

    @Test func `two spellings of one letter are two names`() throws {
        #expect(try KeyName("caf\u{E9}") != KeyName("cafe\u{301}"))
    }

    @Test func `a verifier key is read in its one form only`() throws {
        let key = try signer("example.org/log").verifier.written
        let parts = key.split(separator: "+", maxSplits: 2).map(String.init)
        let refused = [
            "", "example.org/log", "+" + parts[1] + "+" + parts[2], key + "\n", key + "=",
            "other" + key, "\(parts[0])+\(parts[1].uppercased())0+\(parts[2])",
            "\(parts[0])+00000000+\(parts[2])", "\(parts[0])+\(parts[1].dropFirst())+\(parts[2])",
            "\(parts[0])+\(parts[1])+AQ==", "\(parts[0])+\(parts[1])+AUFB",
            "\(parts[0])+\(parts[1])+",
        ]
        for text in refused { _ = fault { _ = try VerifierKey(parsing: text) } }
    }

    @Test func `keys of other kinds are read and count as unknown`() throws {
        let written = "example.org/log+12345678+AkFB"
        let other = try VerifierKey(parsing: written)
        #expect(other.algorithm == .other(2) && other.written == written)
        let signer = try signer("example.org/log")
        let note = try SignedNote(signing: text, with: signer)
        let lines = note.written + "— example.org/log EjRWeEFB\n"
        let both = try SignedNote(parsing: Array(lines.utf8))
        #expect(try both.verify(with: [other, signer.verifier]) == [signer.verifier])
        #expect(fault { _ = try both.verify(with: [other]) }?.code == .unsigned)
    }

    @Test func `many signatures are taken, unknown ones are ignored`() throws {
        var note = try SignedNote(signing: text, with: signer("a", 0))
        for seed in 1..<100 { try note.sign(with: signer("a", UInt8(seed))) }
        let full = note
        #expect(fault { try note.sign(with: signer("a", 100)) }?.code == .tooLarge)
        let read = try SignedNote(parsing: Array(full.written.utf8))
        #expect(read == full && read.signatures.count == 100)
        let known = try signer("a", 50).verifier
        #expect(try read.verify(with: [known, known]) == [known])
        // The same name with another key, and the same key with another name.
        let strangers = [try signer("a", 200).verifier, try signer("b", 50).verifier]
        #expect(fault { _ = try read.verify(with: strangers) }?.code == .unsigned)
        #expect(fault { _ = try read.verify(with: []) }?.code == .unsigned)
        let line = try #require(full.written.split(separator: "\n").last)
        let tooMany = full.written + line + "\n"
        #expect(fault { _ = try SignedNote(parsing: Array(tooMany.utf8)) }?.code == .tooLarge)
    }

    @Test func `one bad signature of a known key refuses the note`() throws {
        var note = try SignedNote(signing: text, with: signer("a", 1))
        try note.sign(with: signer("b", 2))
        let other = try SignedNote(signing: "other\n", with: signer("b", 2))
        let lines = note.written.split(separator: "\n", omittingEmptySubsequences: false)
        let forged = lines.dropLast(2).joined(separator: "\n") + "\n" + other.signatures[0].written
        let read = try SignedNote(parsing: Array((forged + "\n").utf8))
        let keys = [try signer("a", 1).verifier, try signer("b", 2).verifier]
        let error = fault { _ = try read.verify(with: keys) }
        #expect(error?.code == .forged && error?.line == 6 && error?.value == "b")
        #expect(try read.verify(with: [keys[0]]) == [keys[0]])
    }

    @Test func `signing again replaces the signature`() throws {
        var note = try SignedNote(signing: text, with: signer("a"))
        let once = note
        try note.sign(with: signer("a"))
        #expect(note == once)
    }

    @Test func `notes out of form are refused with their line`() throws {
        let line = try SignedNote(signing: text, with: signer("a")).signatures[0].written
        let faults: [(String, TransparencyError.Code, Int?)] = [
            ("", .badText, nil), ("a\n", .badText, nil), ("a\n" + line + "\n", .badText, nil),
            ("a\n\n", .unsigned, 3), ("a\n\n" + line, .badSignatureLine, 3),
            ("a\u{0}b\n\n" + line + "\n", .badText, 1), ("a\nb\r\n\n" + line + "\n", .badText, 2),
            ("a\n\n-" + line.dropFirst() + "\n", .badSignatureLine, 3),
            ("a\n\n" + line + " \n", .badSignatureLine, 3), ("a\n\n" + line + "=\n", .badBase64, 3),
            ("a\n\n" + line + "\n— a EjRWeA==\n", .badSignatureLine, 4),
            ("a\n\n—  EjRWeEFB\n", .badName, 3), ("a\n\nx\n", .badSignatureLine, 3),
        ]
        for (note, code, number) in faults {
            let error = fault { _ = try SignedNote(parsing: Array(note.utf8)) }
            #expect(error?.code == code && error?.line == number, "\(String(describing: error))")
        }
        #expect(fault { _ = try SignedNote(parsing: [0x61, 0xFF, 0x0A, 0x0A]) }?.code == .badText)
        let large = [UInt8](repeating: 0x0A, count: SignedNote.maximumBytes + 1)
        #expect(fault { _ = try SignedNote(parsing: large) }?.code == .tooLarge)
        for text in ["", "a", "a\tb\n", "a\n\nb"] {
            #expect(
                fault { _ = try SignedNote(signing: text, with: signer("a")) }?.code == .badText)
        }
    }

    /// The pair of keys in the documentation of Go's package golang.org/x/mod/sumdb/note.
    @Test func `a signing key of Go's note package gives its verifier key`() throws {
        let written =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
        let signer = try NoteSigner(parsing: written)
        #expect(
            signer.verifier.written
                == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(signer.revealed() == written)
    }

    @Test(arguments: [101, 103, 107, 109])
    func `random notes are read as written, and changed ones verify no other text`(
        seed: UInt64
    ) throws {
        var source = RandomSource(seed: seed)
        let pieces = ["a", "\n", " ", "é", "—", "— b AAAA", "+", "\u{202E}", "=", "e\u{301}", "\\"]
        for round in 0..<60 {
            let length = source.below(30)
            let text = (0..<length).map { _ in pieces[source.below(pieces.count)] }.joined() + "\n"
            var note = try SignedNote(signing: text, with: signer("a", 1))
            for seed in 0..<source.below(4) { try note.sign(with: signer("b", UInt8(seed))) }
            let key = try signer("a", 1).verifier
            let bytes = Array(note.written.utf8)
            let read = try SignedNote(parsing: bytes)
            #expect(read == note && Array(read.written.utf8) == bytes)
            #expect(try read.verify(with: [key]) == [key])
            for _ in 0..<10 {
                var changed = bytes
                let place = source.below(bytes.count)
                if source.below(2) == 0 {
                    changed[place] ^= 1 << UInt8(source.below(8))
                } else {
                    changed.remove(at: place)
                }
                guard let other = try? SignedNote(parsing: changed),
                    (try? other.verify(with: [key])) != nil
                else { continue }
                // Only a line of a key that is not known may be another one.
                #expect(other.textBytes == note.textBytes, "round \(round) at \(place)")
                #expect(other.signatures[0] == note.signatures[0], "round \(round) at \(place)")
            }
        }
    }
}
