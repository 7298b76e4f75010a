internal import Crypto

/// The public key with which signatures of a note are verified, written `name+id+base64(type || key)`.
///
/// The form and the id are those of c2sp.org/signed-note.
package struct VerifierKey: Sendable, Hashable {
    /// Whose key it is.
    package let name: KeyName
    /// The first four bytes of a hash over name, type and key, as a big-endian number.
    package let id: UInt32
    /// The kind of its signatures.
    package let algorithm: SignatureAlgorithm
    /// The key's bytes without the type.
    package let publicKey: [UInt8]

    /// Takes the 32 bytes of an Ed25519 key.
    package init(name: KeyName, ed25519 publicKey: [UInt8]) throws(TransparencyError) {
        guard publicKey.count == 32 else {
            throw TransparencyError(
                .badKey, "an Ed25519 key has 32 bytes, this has \(publicKey.count)",
                value: name.text)
        }
        self.name = name
        algorithm = .ed25519
        self.publicKey = publicKey
        id = Self.id(name: name, algorithm: .ed25519, publicKey: publicKey)
    }

    /// Reads the written form.
    ///
    /// The id of an Ed25519 key has to be its own. For other kinds, whose ids are made in other ways, it is taken as it stands.
    package init(parsing text: String) throws(TransparencyError) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw TransparencyError(
                .badKey, "a verifier key is written name+id+base64, with two plus signs",
                value: text)
        }
        name = try KeyName(String(decoding: parts[0], as: UTF8.self))
        guard let id = Self.parseID(parts[1]) else {
            throw TransparencyError(
                .badKey, "the id of a verifier key has eight lower-case hexadecimal digits",
                value: text)
        }
        guard let data = Base64.decode(parts[2]), let type = data.first, data.count > 1 else {
            throw TransparencyError(
                .badBase64, "a verifier key ends with canonical base64 of its type and bytes",
                value: text)
        }
        self.id = id
        algorithm = SignatureAlgorithm(identifier: type)
        publicKey = Array(data.dropFirst())
        guard algorithm == .ed25519 else { return }
        let own = try VerifierKey(name: name, ed25519: publicKey).id
        guard own == id else {
            throw TransparencyError(
                .badKey, "the id of this verifier key would be \(Self.hex(own))", value: text)
        }
    }

    /// The written form.
    package var written: String {
        "\(name)+\(shortID)+" + Base64.encode([algorithm.identifier] + publicKey)
    }

    /// The id as eight lower-case hexadecimal digits.
    package var shortID: String { Self.hex(id) }

    /// Whether the signature fits the text; `nil` if this program does not know the kind of the key.
    package func isValid(signature: [UInt8], of text: [UInt8]) -> Bool? {
        switch algorithm {
        case .ed25519:
            guard signature.count == 64,
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            else { return false }
            return key.isValidSignature(signature, for: text)
        case .other: return nil
        }
    }

    /// The rule that is recommended for every kind and required for Ed25519.
    static func id(name: KeyName, algorithm: SignatureAlgorithm, publicKey: [UInt8]) -> UInt32 {
        let input = name.bytes + [0x0A, algorithm.identifier] + publicKey
        return SHA256.hash(data: input).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// A number of eight lower-case hexadecimal digits.
    static func parseID(_ digits: some Collection<UInt8>) -> UInt32? {
        let text = String(decoding: digits, as: UTF8.self)
        guard let id = UInt32(text, radix: 16), hex(id) == text else { return nil }
        return id
    }

    static func hex(_ id: UInt32) -> String { hexadecimal(bytes(of: id)) }

    /// Four bytes, the highest first.
    static func bytes(of id: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(id >> UInt32($0) & 255) }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// The written form.
    package var description: String { written }
}
