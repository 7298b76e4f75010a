internal import Crypto

/// A private Ed25519 key that signs notes, written `PRIVATE+KEY+name+id+base64(0x01 || seed)` as Go's note package writes it.
///
/// Printing, dumping or reflecting a signer shows its name and id only.
package struct NoteSigner: Sendable {
    /// The public half.
    package let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's random numbers.
    package init(generatingFor name: KeyName) throws(TransparencyError) {
        try self.init(name: name, key: Curve25519.Signing.PrivateKey())
    }

    /// Takes the 32 bytes of a seed after RFC 8032.
    package init(name: KeyName, seed: [UInt8]) throws(TransparencyError) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw TransparencyError(
                .badKey, "the seed of an Ed25519 key has 32 bytes, this has \(seed.count)",
                value: name.text)
        }
        try self.init(name: name, key: key)
    }

    /// Reads the written form; no error shows any part of it but name and id.
    package init(parsing text: String) throws(TransparencyError) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("PRIVATE".utf8),
            parts[1].elementsEqual("KEY".utf8)
        else {
            throw TransparencyError(
                .badKey, "a signing key is written PRIVATE+KEY+name+id+base64")
        }
        let name: KeyName
        do {
            name = try KeyName(String(decoding: parts[2], as: UTF8.self))
        } catch {
            // The value could be the secret of a key whose parts stand in another order.
            throw TransparencyError(error.code, error.message)
        }
        guard let id = VerifierKey.parseID(parts[3]), let data = Base64.decode(parts[4]) else {
            throw TransparencyError(
                .badKey, "a signing key has an id of eight digits and canonical base64")
        }
        guard data.first == SignatureAlgorithm.ed25519.identifier else {
            throw TransparencyError(.badKey, "a signing key is not of type 1, Ed25519")
        }
        try self.init(name: name, seed: Array(data.dropFirst()))
        guard verifier.id == id else {
            throw TransparencyError(
                .badKey, "the id of this signing key would be \(verifier.shortID)")
        }
    }

    private init(name: KeyName, key: Curve25519.Signing.PrivateKey) throws(TransparencyError) {
        self.key = key
        verifier = try VerifierKey(name: name, ed25519: Array(key.publicKey.rawRepresentation))
    }

    /// The written form with the secret, for the file that keeps it.
    package func revealed() -> String {
        let data = [SignatureAlgorithm.ed25519.identifier] + Array(key.rawRepresentation)
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.shortID)+" + Base64.encode(data)
    }

    /// Signs the text of a note; refuses only if the library fails.
    func sign(_ text: [UInt8]) throws(TransparencyError) -> NoteSignature {
        guard let signature = try? key.signature(for: text) else {
            throw TransparencyError(
                .badKey, "the key could not sign", value: verifier.name.text)
        }
        return NoteSignature(
            name: verifier.name, keyID: verifier.id, bytes: Array(signature))
    }
}

extension NoteSigner: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Name and id, never the secret.
    package var description: String { "‹signing key \(verifier.name)+\(verifier.shortID)›" }
    /// The same as the description.
    package var debugDescription: String { description }
    /// No children, so that nothing can be dumped.
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
