/// One signature line of a note: em dash, name, and base64 of the key's id and the signature.
package struct NoteSignature: Sendable, Hashable {
    /// The name of the key, as the line claims it.
    package let name: KeyName
    /// The id of the key, as the line claims it.
    package let keyID: UInt32
    /// The signature itself; at least one byte.
    package let bytes: [UInt8]

    /// The line without its newline.
    package var written: String {
        "— \(name) " + Base64.encode(VerifierKey.bytes(of: keyID) + bytes)
    }

    /// Takes the parts unchecked.
    init(name: KeyName, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its newline.
    init(parsing line: some Collection<UInt8>) throws(TransparencyError) {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        let text = String(decoding: line, as: UTF8.self)
        guard parts.count == 3, parts[0].elementsEqual("—".utf8) else {
            throw TransparencyError(
                .badSignatureLine, "a signature line is an em dash, a name and base64",
                value: text)
        }
        name = try KeyName(String(decoding: parts[1], as: UTF8.self))
        guard let data = Base64.decode(parts[2]) else {
            throw TransparencyError(
                .badBase64, "a signature is not written in canonical base64", value: text)
        }
        guard data.count > 4 else {
            throw TransparencyError(
                .badSignatureLine, "a signature has more than the four bytes of the key's id",
                value: text)
        }
        keyID = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(data.dropFirst(4))
    }
}
