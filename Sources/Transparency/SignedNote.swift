/// A text with signatures, after c2sp.org/signed-note; its text means nothing before `verify` has succeeded.
package struct SignedNote: Sendable, Hashable {
    /// The largest note that is read, in bytes.
    package static let maximumBytes = 1_000_000
    /// The largest number of signatures that is read; the format asks for 16 at least.
    package static let maximumSignatures = 100

    /// The signed bytes, with the newline at their end.
    package let textBytes: [UInt8]
    /// The signature lines in their order; not yet verified.
    package private(set) var signatures: [NoteSignature]

    /// Signs a text, which has to end in a newline and may hold no other control character.
    package init(signing text: String, with signer: NoteSigner) throws(TransparencyError) {
        let bytes = Array(text.utf8)
        try Self.check(bytes)
        guard bytes.last == newline else {
            throw TransparencyError(
                .badText, "the text of a note ends in a newline", value: text)
        }
        textBytes = bytes
        signatures = []
        try sign(with: signer)
    }

    /// Reads a note.
    package init(parsing bytes: [UInt8]) throws(TransparencyError) {
        try Self.check(bytes)
        let breaks = bytes.indices.dropLast().last {
            bytes[$0] == newline && bytes[$0 + 1] == newline
        }
        guard let end = breaks else {
            throw TransparencyError(
                .badText, "a note has an empty line between its text and its signatures")
        }
        textBytes = Array(bytes[...end])
        signatures = []
        let first = textBytes.count { $0 == newline } + 2
        let lines = bytes[(end + 2)...].split(separator: newline)
        guard !lines.isEmpty else {
            throw TransparencyError(.unsigned, "a note has no signature line", line: first)
        }
        guard bytes.last == newline else {
            throw TransparencyError(
                .badSignatureLine, "the last line of a note does not end in a newline",
                line: first + lines.count - 1)
        }
        guard lines.count <= Self.maximumSignatures else {
            throw TransparencyError(
                .tooLarge, "a note has more than \(Self.maximumSignatures) signatures")
        }
        for (index, line) in lines.enumerated() {
            do {
                signatures.append(try NoteSignature(parsing: line))
            } catch {
                throw error.at(line: first + index)
            }
        }
    }

    /// The signed text, with the newline at its end.
    package var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The note as it is written.
    package var written: String {
        text + "\n" + signatures.map { $0.written + "\n" }.joined()
    }

    /// Adds a signature, or puts it in the place of an earlier one by the same key.
    package mutating func sign(with signer: NoteSigner) throws(TransparencyError) {
        let signature = try signer.sign(textBytes)
        signatures.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
        guard signatures.count < Self.maximumSignatures else {
            throw TransparencyError(
                .tooLarge, "a note has more than \(Self.maximumSignatures) signatures")
        }
        signatures.append(signature)
    }

    /// Verifies the signatures of the known keys and gives those keys, each once, in the order of the lines.
    ///
    /// Signatures of other keys are ignored, also those that share a name or an id with a known one. One that claims to be of a
    /// known key and does not fit refuses the whole note, and so does a note without any signature of a known key.
    package func verify(with keys: [VerifierKey]) throws(TransparencyError) -> [VerifierKey] {
        var verified: [VerifierKey] = []
        let first = textBytes.count { $0 == newline } + 2
        for (index, signature) in signatures.enumerated() {
            let known = Set(keys.filter { $0.name == signature.name && $0.id == signature.keyID })
            guard known.count < 2 else {
                throw TransparencyError(
                    .ambiguousKey, "two different known keys have this name and id",
                    line: first + index, value: signature.name.text)
            }
            guard let key = known.first,
                let isValid = key.isValid(signature: signature.bytes, of: textBytes)
            else { continue }
            guard isValid else {
                throw TransparencyError(
                    .forged, "the signature of a known key does not fit the text",
                    line: first + index, value: signature.name.text)
            }
            if !verified.contains(key) { verified.append(key) }
        }
        guard !verified.isEmpty else {
            throw TransparencyError(
                .unsigned, "no signature of the note is from a known key",
                value: signatures.map(\.name.text).joined(separator: ", "))
        }
        return verified
    }

    /// The rules for every byte of a note: its size, UTF-8, and no control character below U+0020 but newline.
    private static func check(_ bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= maximumBytes else {
            throw TransparencyError(
                .tooLarge, "a note has at most \(maximumBytes) bytes, this has \(bytes.count)")
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw TransparencyError(.badText, "a note is not UTF-8")
        }
        if let place = bytes.firstIndex(where: { $0 < 0x20 && $0 != newline }) {
            throw TransparencyError(
                .badText, "a note has a control character other than newline",
                line: bytes[..<place].count { $0 == newline } + 1,
                value: String(decoding: [bytes[place]], as: UTF8.self))
        }
    }
}

/// The only control character that a note may hold.
let newline = UInt8(ascii: "\n")
