/// Why a channel, its secret or libcurl cannot be used; the message never holds a secret.
package struct NotificationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable name of the reason.
    package enum Code: String, Sendable, CaseIterable {
        /// The file or the environment variable with the secret does not exist.
        case secretMissing = "secret-missing"
        /// The file can be read by others, belongs to somebody else or is no plain file.
        case secretExposed = "secret-exposed"
        /// The file is empty, too long or not text.
        case secretUnreadable = "secret-unreadable"
        /// The URL is malformed or of a kind that is not allowed.
        case urlRefused = "url-refused"
        /// The service behind the URL was switched off by its owner.
        case serviceRetired = "service-retired"
        /// The signing secret is not `whsec_` and base64 of 24 to 64 bytes.
        case signingSecretRefused = "signing-secret-refused"
        /// libcurl is not installed or too old.
        case libraryMissing = "library-missing"
        /// The stored message cannot be read.
        case messageUnreadable = "message-unreadable"
    }

    package let code: Code
    /// What was wrong, in one sentence without a full stop.
    package let message: String
    /// What to do about it.
    package let hint: String?

    package init(_ code: Code, _ message: String, hint: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
    }

    package var description: String {
        hint.map { "\(message); \($0)" } ?? message
    }
}
