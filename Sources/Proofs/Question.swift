internal import Chronology
internal import Incidents
package import Runbooks

/// What is asked about all runs of a runbook.
package enum Question: Sendable, Equatable {
    /// From wherever a run stands, it can still be finished.
    case canFinish
    /// There is a run that reaches the step.
    case reachable(StepID)
    /// A step that must not be skipped, or only with an approval, is not got round.
    case unavoidable(StepID)
    /// The first step is over before the second is reached.
    case before(StepID, StepID)
    case neverTogether([StepID])
    case never(Guard)
    /// On the longest way through the time-boxes the step is over so long after the beginning.
    case within(StepID, Duration)

    /// The questions that every runbook has to stand, and those that this one asks of itself.
    package static func all(of runbook: Runbook) -> [Question] {
        let leaves = runbook.root.subtree.filter(\.isLeaf)
        let mandatory = leaves.filter { [.never, .withApproval].contains($0.skippable) }
        return [.canFinish] + leaves.map { .reachable($0.id) }
            + mandatory.map { .unavoidable($0.id) } + runbook.properties.map(Question.init)
    }

    init(_ property: RunbookProperty) {
        self =
            switch property.claim {
            case .before(let earlier, let later): .before(earlier, later)
            case .neverTogether(let steps): .neverTogether(steps)
            case .never(let condition): .never(condition)
            case .within(let step, let limit): .within(step, limit)
            }
    }

    /// The claim in words.
    package var text: String {
        switch self {
        case .canFinish: "every run can be finished"
        case .reachable(let step): "\(step) can be reached"
        case .unavoidable(let step): "\(step) cannot be got round without an approval"
        case .before(let earlier, let later): "\(earlier) is over before \(later) is reached"
        case .neverTogether(let steps):
            "never all done in one run: \(steps.joined(separator: ", "))"
        case .never(let condition): "never: \(condition.source)"
        case .within(let step, let limit):
            "\(step) is over within \(limit.spoken) of the beginning, by the time-boxes"
        }
    }

    /// For programs: `before`, `reachable` and so on.
    package var kind: String {
        switch self {
        case .canFinish: "can-finish"
        case .reachable: "reachable"
        case .unavoidable: "unavoidable"
        case .before: "before"
        case .neverTogether: "never-together"
        case .never: "never"
        case .within: "within"
        }
    }
}

/// What exploring gave.
package enum Verdict: Sendable, Equatable {
    /// In all states that there are, so many.
    case holds(states: Int)
    /// A shortest run that was found to break it.
    case broken(Witness)
    /// No run breaks it among so many states; there are more.
    case undecided(states: Int)
}

/// A run that shows something, as commands that a person can give.
package struct Witness: Sendable, Equatable {
    /// Behind `muster`, one after the other; a line that begins with `#` says what has to happen meanwhile.
    package let commands: [String]
    /// What the run has come to.
    package let outcome: String

    package init(commands: [String], outcome: String) {
        self.commands = commands
        self.outcome = outcome
    }
}

/// A question with its answer.
package struct Proof: Sendable, Equatable {
    package let question: Question
    package let verdict: Verdict
    /// What the answer leaves open, a line each.
    package let remarks: [String]
}
