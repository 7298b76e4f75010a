internal import Crypto
internal import FoundationEssentials

/// A symmetric key of Standard Webhooks: `whsec_` and the base64 of 24 to 64 bytes.
package struct SigningKey: Sendable {
    private let bytes: SecretBytes

    /// Reads the written form.
    package init(_ secret: Secret) throws(NotificationError) {
        let text = secret.revealed()
        guard text.hasPrefix("whsec_"),
            let data = Data(base64Encoded: String(text.dropFirst(6))),
            (24...64).contains(data.count)
        else {
            throw NotificationError(
                .signingSecretRefused,
                "the signing secret is not whsec_ and the base64 of 24 to 64 bytes",
                hint: "make one with: echo whsec_$(openssl rand -base64 32)")
        }
        bytes = SecretBytes(Array(data))
    }

    /// One entry of the `webhook-signature` header: version 1, HMAC-SHA256 over id, time and body.
    package func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes.revealed()))
        code.update(data: Data("\(id).\(seconds).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}

/// Bytes that are not shown when the value round them is printed.
private struct SecretBytes: Sendable, CustomStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func revealed() -> [UInt8] { bytes }

    var description: String { "‹secret›" }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
