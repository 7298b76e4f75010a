/// Why a text is no value of a fact's type, and what one looks like.
package struct FactFault: Error, Sendable, Equatable {
    /// What is wrong, as the end of a sentence that begins with the value.
    package let reason: String
    /// One value that would be understood; empty if there is nothing typical.
    package let example: String

    package init(_ reason: String, example: String) {
        self.reason = reason
        self.example = example
    }
}
