package import Chronology
internal import OrderedCollections
package import Runbooks

/// What became of a case.
package struct CaseResult: Sendable {
    package let name: String
    /// Where the case begins in its file.
    package let place: Place
    /// Why it failed; `nil` if everything was as expected.
    package let failure: CaseFailure?
    /// What was done, in the words of the command line.
    package let commands: [PlayedCommand]
    /// How long the case took on the virtual clock.
    package let elapsed: Duration
    let marks: OrderedSet<Mark>
}

/// Something that happened in a case.
package struct PlayedCommand: Sendable, Equatable {
    /// When, on the virtual clock.
    package let at: Timestamp
    /// As it is typed, without `muster`; or a remark that begins with `#`.
    package let words: String

    /// Only said, not typed.
    package var isRemark: Bool { words.hasPrefix("#") }
}

/// Why a case failed.
package struct CaseFailure: Error, Sendable, Equatable {
    /// What went wrong; never reused for something else.
    package enum Kind: String, Sendable {
        /// Something was expected and is not so.
        case expectation
        /// A command was refused that was to be accepted.
        case refused
        /// A command was accepted that was to be refused, or refused for another reason.
        case accepted = "not-refused"
        /// `until` or `finish` does not know what to answer.
        case unanswered
        /// `until` or `finish` cannot go on.
        case stuck
        /// The case has more commands than a case may have.
        case endless
    }

    package let kind: Kind
    /// Where it stands in the test file.
    package let place: Place
    /// What is wrong, in one sentence without a full stop.
    package let message: String
    /// One line for each thing that is not as expected.
    package var differences: [Difference] = []
    /// Facts that help to see why, a line each.
    package var details: [String] = []
    /// The steps that are open, each with what it is.
    package var open: [String] = []

    /// Something that is not as expected.
    package struct Difference: Sendable, Equatable {
        /// Where the expectation stands.
        package let place: Place
        package let expected: String
        package let actual: String
    }
}
