/// How bad an incident is, 1 the worst; the classes of ISO/IEC 27035-2 Annex C are IV, III, II and I.
package enum Severity: Int, Sendable, CaseIterable, Comparable, Codable {
    case sev1 = 1
    case sev2
    case sev3
    case sev4

    /// `SEV1` to `SEV4`; never translated.
    package var code: String { "SEV\(rawValue)" }

    /// One plain word for each class.
    package var word: String {
        switch self {
        case .sev1: "very serious"
        case .sev2: "serious"
        case .sev3: "less serious"
        case .sev4: "small"
        }
    }

    /// The question that a frightened person can answer.
    package var sentence: String {
        switch self {
        case .sev1: "The organisation cannot work, people are in danger, or much data is lost"
        case .sev2: "An important service or important data is hit"
        case .sev3: "Some people are hindered, and it is contained"
        case .sev4: "A nuisance or a suspicion"
        }
    }

    /// Reads `1`, `SEV1` or `sev1`.
    package init?(text: String) {
        let digits = text.lowercased().hasPrefix("sev") ? String(text.dropFirst(3)) : text
        guard let value = Int(digits), let severity = Severity(rawValue: value) else { return nil }
        self = severity
    }

    /// The worse class is the smaller one.
    package static func < (left: Severity, right: Severity) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What the reported event turned out to be (the decision chain of ISO/IEC 27035-1, assessment and decision).
package enum Disposition: String, Sendable, CaseIterable, Codable {
    /// Nobody has decided yet.
    case undecided
    /// It is an information security incident.
    case incident
    /// It happened and does no harm.
    case eventOnly = "event-only"
    case falseAlarm = "false-alarm"
    /// Another record holds it.
    case duplicate
    /// A weakness without an incident.
    case vulnerability
    case exercise

    /// It was decided that there is nothing here to respond to.
    package var isNoIncident: Bool { [.falseAlarm, .duplicate, .eventOnly].contains(self) }
}

/// The thirteen example categories of ISO/IEC 27035-2 Annex C.
package enum Category: String, Sendable, CaseIterable, Codable {
    case naturalDisaster = "natural-disaster"
    case socialUnrest = "social-unrest"
    case physicalDamage = "physical-damage"
    case infrastructureFailure = "infrastructure-failure"
    case radiationDisturbance = "radiation-disturbance"
    case technicalFailure = "technical-failure"
    case malware
    case technicalAttack = "technical-attack"
    case breachOfRule = "breach-of-rule"
    case compromiseOfFunctions = "compromise-of-functions"
    case compromiseOfInformation = "compromise-of-information"
    case harmfulContents = "harmful-contents"
    case other
}

/// The strand of the story that an entry belongs to.
package enum Lane: String, Sendable, CaseIterable, Codable {
    case attack
    case detection
    case response
    case communication
    case legal
    /// What helped, hindered or is to be done better.
    case lesson
}

/// A named moment of an incident; none is ever derived from another.
package enum Milestone: String, Sendable, CaseIterable, Codable {
    case occurred
    case detected
    case reported
    case aware
    case assessed
    case confirmed
    case classified
    case materiality
    case responseStarted = "response-started"
    case contained
    case eradicated
    case impactEnded = "impact-ended"
    case recovered
    case investigationCompleted = "investigation-completed"
    case closed
    case reviewed
}

/// The sharing mark of the Traffic Light Protocol 2.0 (FIRST), from the widest to the narrowest.
package enum TLP: String, Sendable, CaseIterable, Comparable, Codable {
    case clear = "CLEAR"
    case green = "GREEN"
    case amber = "AMBER"
    case amberStrict = "AMBER+STRICT"
    case red = "RED"

    /// `TLP:AMBER` and so on; no space, capitals, never translated.
    package var label: String { "TLP:" + rawValue }

    /// Reads `AMBER`, `amber` or `TLP:AMBER`.
    package init?(text: String) {
        let upper = text.uppercased()
        self.init(rawValue: upper.hasPrefix("TLP:") ? String(upper.dropFirst(4)) : upper)
    }

    package static func < (left: TLP, right: TLP) -> Bool { left.width < right.width }

    private var width: Int { TLP.allCases.firstIndex(of: self) ?? 0 }
}

/// The roles that every incident knows; runbooks may name more.
package enum StandardRole {
    /// The incident coordinator; exactly one at a time.
    package static let lead = "lead"
    package static let all = [
        lead, "scribe", "communications", "legal", "technical", "executive", "custodian", "liaison",
    ]
}

/// What kind of reader an update is for.
package enum UpdateKind: String, Sendable, CaseIterable, Codable {
    /// Conditions, actions, needs; for those who work on it.
    case tactical
    /// Status, what it means, next steps; for those who decide.
    case executive
    case customer
}

/// How an incident ended.
package enum Resolution: String, Sendable, CaseIterable, Codable {
    case restored
    case mitigated
    case accepted
    case falseAlarm = "false-alarm"
    case duplicate
    case transferred
}
