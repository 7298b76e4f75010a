internal import Crypto

/// A hash in a Merkle tree: 32 bytes of SHA-256, after RFC 9162, section 2.1.1 (the same as RFC 6962).
package struct TreeHash: Sendable, Hashable {
    /// How many bytes a hash has.
    package static let byteCount = 32

    /// 32 bytes.
    package let bytes: [UInt8]

    /// Takes stored bytes; refuses any other number than 32.
    ///
    /// The RFC leaves the size of a given leaf hash open; without this rule a proof could be made for a text that only
    /// looks like a hash.
    package init(bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count == Self.byteCount else {
            throw TransparencyError(
                .badHash, "a hash has 32 bytes, this has \(bytes.count)",
                value: hexadecimal(bytes.prefix(40)))
        }
        self.bytes = bytes
    }

    /// Reads canonical base64 with padding, as checkpoints and proofs write it.
    package init(base64 text: String) throws(TransparencyError) {
        guard let bytes = Base64.decode(text.utf8) else {
            throw TransparencyError(
                .badBase64, "a hash is not written in canonical base64", value: text)
        }
        guard bytes.count == Self.byteCount else {
            throw TransparencyError(
                .badHash, "a hash has 32 bytes, this has \(bytes.count)", value: text)
        }
        self.bytes = bytes
    }

    private init(_ digest: SHA256.Digest) { bytes = Array(digest) }

    /// The root of a tree without leaves: the hash of no bytes.
    package static let empty = TreeHash(SHA256.hash(data: [UInt8]()))

    /// The hash of an entry: SHA-256 over 0x00 and its bytes.
    package static func leaf(_ data: [UInt8]) -> TreeHash {
        var hasher = SHA256()
        hasher.update(data: [0])
        hasher.update(data: data)
        return TreeHash(hasher.finalize())
    }

    /// The hash over two subtrees: SHA-256 over 0x01 and both hashes.
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hasher = SHA256()
        hasher.update(data: [1])
        hasher.update(data: left.bytes)
        hasher.update(data: right.bytes)
        return TreeHash(hasher.finalize())
    }

    /// The written form with padding, 44 characters.
    package var base64: String { Base64.encode(bytes) }

    /// 64 lower-case hexadecimal digits.
    package var hex: String { hexadecimal(bytes) }
}

extension TreeHash: CustomStringConvertible {
    /// The base64 form.
    package var description: String { base64 }
}
