internal import Chronology

/// The scale by which a severity was found, as it was then.
package struct ScaleReference: Sendable, Equatable, Codable {
    package let id: String
    package let version: String
    /// SHA-256 of the file in hexadecimal digits.
    package let hash: String

    package init(id: String, version: String, hash: String) {
        self.id = id
        self.version = version
        self.hash = hash
    }
}

/// The level that somebody chose for one factor of the scale.
package struct FactorLevel: Sendable, Equatable, Codable {
    package let factor: String
    package let level: String

    package init(factor: String, level: String) {
        self.factor = factor
        self.level = level
    }
}

/// What the recorded factors come to by the matrix of a scale (ISO/IEC 27035-2, Annex C).
package struct SeverityRating: Sendable, Equatable, Codable {
    package let scale: ScaleReference
    package let factors: [FactorLevel]
    /// The mildest class that the factors leave open; the same as ``worst`` where all are known.
    package let mildest: Severity
    package let worst: Severity

    package init(
        scale: ScaleReference, factors: [FactorLevel], mildest: Severity, worst: Severity
    ) {
        self.scale = scale
        self.factors = factors
        self.mildest = mildest
        self.worst = worst
    }

    /// The factors leave one class.
    package var isSettled: Bool { mildest == worst }

    /// `SEV2`, or `SEV1 to SEV3` where the factors leave several.
    package var span: String { isSettled ? worst.code : "\(worst.code) to \(mildest.code)" }

    /// Whether a person chose another class than the factors give.
    package func isOverridden(by severity: Severity) -> Bool {
        severity < worst || severity > mildest
    }
}

/// Who may close an incident of a class.
package enum ClosingRule: String, Sendable, CaseIterable, Codable {
    /// Whoever works on it.
    case anybody
    /// Somebody besides the lead has to agree.
    case secondPerson = "second-person"
}

/// By when a milestone is to be reached.
package struct MilestoneTarget: Sendable, Equatable, Codable {
    package let milestone: Milestone
    /// After the opening; for `reviewed`, after the closing.
    package let seconds: Int64

    package init(milestone: Milestone, seconds: Int64) {
        self.milestone = milestone
        self.seconds = seconds
    }

    package var limit: Duration { .seconds(seconds) }
}

/// What a class of severity asks of everybody, recorded with each assessment so that a later change of the scale changes no record.
package struct SeverityPolicy: Sendable, Equatable, Codable {
    package let scale: ScaleReference
    package let targets: [MilestoneTarget]
    /// The roles that somebody has to hold.
    package let roles: [String]
    /// How often people are told, in seconds; `nil` for no rhythm.
    package let updateSeconds: Int64?
    package let closing: ClosingRule

    package init(
        scale: ScaleReference, targets: [MilestoneTarget], roles: [String], updateSeconds: Int64?,
        closing: ClosingRule
    ) {
        self.scale = scale
        self.targets = targets
        self.roles = roles
        self.updateSeconds = updateSeconds
        self.closing = closing
    }

    package var updateRhythm: Duration? { updateSeconds.map { .seconds($0) } }
}
