/// A change on one line of a runbook's file that takes a finding away.
package struct LintFix: Sendable, Equatable {
    /// The finding that it takes away.
    package let code: DiagnosticCode
    /// What is replaced; never a line end.
    package let place: Place
    /// The text at the place.
    package let old: String
    /// What comes there.
    package let new: String

    /// The change as a sentence without a full stop.
    package var summary: String {
        switch code {
        case .tab: "the tabs of the indentation are now blanks"
        case .secondDocument: "the beginning of an empty second document is gone"
        default: "\(quoted(old)) is now \(quoted(new))"
        }
    }
}
