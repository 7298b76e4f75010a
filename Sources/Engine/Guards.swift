package import Chronology
package import Runbooks

/// Names one guard of a runbook: which step it belongs to and what it decides there.
package struct GuardReference: Sendable, Hashable {
    /// What a guard decides.
    package enum Kind: Sendable, Hashable {
        /// Whether the step is needed.
        case when
        /// Whether this arm of a `choose` is taken; counted from 0.
        case arm(Int)
        /// Whether a loop runs its body again.
        case again
        /// Whether a `wait` is over.
        case until
    }

    /// What the guard decides.
    package let kind: Kind
    /// The step that the guard stands at.
    package let step: StepID

    package init(kind: Kind, step: StepID) {
        self.kind = kind
        self.step = step
    }
}

extension GuardReference: Codable {
    private enum CodingKeys: String, CodingKey {
        case step
        case kind
        case arm
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        step = try container.decode(StepID.self, forKey: .step)
        switch try container.decode(String.self, forKey: .kind) {
        case "when": kind = .when
        case "arm": kind = .arm(try container.decode(Int.self, forKey: .arm))
        case "again": kind = .again
        case "until": kind = .until
        case let other:
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: container,
                debugDescription: "'\(other)' is not when, arm, again or until")
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(step, forKey: .step)
        switch kind {
        case .when: try container.encode("when", forKey: .kind)
        case .arm(let position):
            try container.encode("arm", forKey: .kind)
            try container.encode(position, forKey: .arm)
        case .again: try container.encode("again", forKey: .kind)
        case .until: try container.encode("until", forKey: .kind)
        }
    }
}

/// What a guard gave; it is written into the record, so that a replay never evaluates again.
package struct GuardResult: Sendable, Equatable, Codable {
    /// Whether the guard holds.
    package var value: Bool
    /// Evaluation steps that were spent.
    package var cost: Int
    /// Why the guard has no value; a `when` then counts as true and every other kind as false.
    package var error: String?

    package init(value: Bool, cost: Int = 0, error: String? = nil) {
        self.value = value
        self.cost = cost
        self.error = error
    }
}

/// What comes in from outside: nothing in the engine reads a clock or evaluates an expression.
package struct RunContext {
    /// The time of the command; timers count from it.
    package let now: Timestamp
    /// Evaluates a guard, given its text and the run at that moment.
    package let guards: (GuardReference, Guard?, Run) -> GuardResult

    package init(
        now: Timestamp, guards: @escaping (GuardReference, Guard?, Run) -> GuardResult
    ) {
        self.now = now
        self.guards = guards
    }
}
