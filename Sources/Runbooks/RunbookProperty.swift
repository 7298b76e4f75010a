/// What a runbook claims about every one of its runs; `runbook prove` shows it or finds a run that breaks it.
package struct RunbookProperty: Sendable, Equatable {
    /// What is claimed.
    package enum Claim: Sendable, Equatable {
        /// The first step is over before the second one is reached.
        case before(StepID, StepID)
        /// These steps are never all done in one run.
        case neverTogether([StepID])
        /// The condition never holds.
        case never(Guard)
        /// On the longest way through the time-boxes the step is over so long after the beginning.
        case within(StepID, Duration)
    }

    /// A step that the claim names, and where.
    package struct Mention: Sendable, Equatable {
        package let step: StepID
        package let place: Place
    }

    package let claim: Claim
    package let place: Place?
    /// The named steps in the order of the file.
    package let mentions: [Mention]

    package init(_ claim: Claim, place: Place? = nil, mentions: [Mention] = []) {
        self.claim = claim
        self.place = place
        self.mentions = mentions
    }
}
