package import Chronology
package import Runbooks

/// Where a step stands. A go-back puts it back to `pending` and raises its epoch.
package enum StepState: String, Sendable, Codable {
    /// Not reached yet, or superseded; may become `active` or `skipped`.
    case pending
    /// Reached and not over; its parent is active too. May become any of the four below.
    case active
    /// Over with a result, with a recovered failure, or because everything below it is over.
    case done
    /// Not needed, or left out by a person or a deadline.
    case skipped
    /// Over without a result.
    case failed
    /// Withdrawn because something above it ended.
    case cancelled

    /// Whether the step is over; only a go-back opens it again.
    package var isTerminal: Bool {
        switch self {
        case .pending, .active: false
        case .done, .skipped, .failed, .cancelled: true
        }
    }
}

/// Which timer of a step is meant.
package enum TimerKind: String, Sendable, Codable {
    /// The end of a `wait` for a duration or a time.
    case wait
    /// The hard limit of the step.
    case deadline
}

/// A timer that was armed and has not fired.
package struct ArmedTimer: Sendable, Equatable {
    /// The step that the timer belongs to.
    package let step: StepID
    /// What its firing means.
    package let kind: TimerKind
    /// From this moment on the timer may fire.
    package let due: Timestamp

    package init(step: StepID, kind: TimerKind, due: Timestamp) {
        self.step = step
        self.kind = kind
        self.due = due
    }
}
