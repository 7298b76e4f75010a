package import Chronology
internal import OrderedCollections

/// A target time of the incident's class, and how it stands.
package struct TargetStanding: Sendable, Equatable {
    /// Whether the milestone was reached in time, as far as its recorded time tells.
    package enum State: Sendable, Equatable {
        /// Not reached, and there is time.
        case open
        /// Not reached, and the time is over.
        case overdue
        case met
        case missed
        /// The milestone's time is too coarse to tell.
        case unclear

        /// The word in JSON and in reports.
        package var word: String {
            switch self {
            case .open: "open"
            case .overdue: "overdue"
            case .met: "met"
            case .missed: "missed"
            case .unclear: "unclear"
            }
        }
    }

    package let milestone: Milestone
    /// How long people have.
    package let limit: Duration
    package let due: Timestamp
    package let state: State
    /// When the milestone was reached; `nil` if it was not.
    package let reached: EntryContext?
}

extension Incident {
    /// What the class of the incident asks for: by the newest assessment that names a policy, or by the opening.
    package var policy: SeverityPolicy? {
        guard !disposition.isNoIncident else { return nil }
        return assessments.last { $0.payload.policy != nil }?.payload.policy
            ?? openedPayload?.policy
    }

    /// The target times that have begun, in the order of the scale.
    ///
    /// They count from the opening, the one for the review from the closing. A milestone whose time is not exact enough
    /// to tell is neither met nor missed.
    package func targets(at now: Timestamp) -> [TargetStanding] {
        guard let policy, let opened = openedAt else { return [] }
        let reached = milestones
        return policy.targets.compactMap { target in
            let start = target.milestone == .reviewed ? reached[.closed]?.happenedAt : opened
            guard let start else { return nil }
            let due = start.advanced(by: target.limit)
            let entry = reached[target.milestone]
            let state: TargetStanding.State =
                if let entry {
                    TargetStanding.judge(entry, due: due)
                } else if target.milestone != .reviewed, !isOpen {
                    // What was never recorded was not reached; no time for it is made up.
                    .missed
                } else {
                    due < now ? .overdue : .open
                }
            return TargetStanding(
                milestone: target.milestone, limit: target.limit, due: due, state: state,
                reached: entry)
        }
    }

    /// The roles that the class asks for and nobody holds, in the order of the scale.
    package var unfilledRoles: [String] {
        guard isOpen else { return [] }
        return (policy?.roles ?? []).filter { roles[$0] == nil }
    }

    /// When the next update is due: as promised, else by the rhythm of the class; `nil` if nothing asks for one.
    package var nextUpdateDue: Timestamp? {
        guard isOpen else { return nil }
        if let promised = updates.last?.payload.next { return promised }
        guard let rhythm = policy?.updateRhythm, !isDrill else { return nil }
        return (updates.last?.entry.happenedAt ?? openedAt)?.advanced(by: rhythm)
    }
}

extension TargetStanding {
    fileprivate static func judge(_ entry: EntryContext, due: Timestamp) -> State {
        if entry.happenedAt > due { return .missed }
        let span = entry.fidelity == .second ? Duration.zero : entry.fidelity.uncertainty
        return entry.happenedAt.advanced(by: span) <= due ? .met : .unclear
    }
}
