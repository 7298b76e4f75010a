/// Why a command was refused; nothing of it was recorded.
package struct Rejection: Error, Sendable, Equatable {
    /// What kind of refusal it is; callers decide on this, never on the text.
    package enum Code: String, Sendable {
        /// The words of the command are wrong: an unknown step, role or value.
        case invalid
        /// The incident or the step is in a state that does not allow it.
        case notAllowed = "not_allowed"
        /// Somebody else is working on it or holds it.
        case contested
        /// The gate of closing is not met.
        case gate
        /// The time lies in the future.
        case future
    }

    package let code: Code
    /// What was wrong, with the value.
    package let message: String
    /// Facts that help to see why, a line each.
    package let details: [String]
    /// One command that helps, without `muster` in front.
    package let hint: String?

    package init(_ code: Code, _ message: String, details: [String] = [], hint: String? = nil) {
        self.code = code
        self.message = message
        self.details = details
        self.hint = hint
    }
}
