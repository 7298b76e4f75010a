/// The words of an incident that runbooks compare with or record.
///
/// `Incidents` owns them; a test holds both tables together, because runbooks stand below incidents.
package enum IncidentVocabulary {
    /// The milestones that finishing a step can record, in the order in which they are reached.
    package static let milestones = [
        "occurred", "detected", "reported", "aware", "assessed", "confirmed", "classified",
        "materiality", "response-started", "contained", "eradicated", "impact-ended", "recovered",
        "investigation-completed", "closed", "reviewed",
    ]
    /// The classes of severity, the worst first.
    package static let severities = ["SEV1", "SEV2", "SEV3", "SEV4"]
    /// What a reported event can turn out to be.
    package static let dispositions = [
        "undecided", "incident", "event-only", "false-alarm", "duplicate", "vulnerability",
        "exercise",
    ]
    /// The categories (ISO/IEC 27035-2 Annex C).
    package static let categories = [
        "natural-disaster", "social-unrest", "physical-damage", "infrastructure-failure",
        "radiation-disturbance", "technical-failure", "malware", "technical-attack",
        "breach-of-rule", "compromise-of-functions", "compromise-of-information",
        "harmful-contents", "other",
    ]
    /// The states of a step.
    package static let states = ["pending", "active", "done", "skipped", "failed", "cancelled"]

    /// The texts that a field of the incident can have; `nil` if it can have any.
    static func values(of field: String) -> [String]? {
        switch field {
        case "severity": severities
        case "disposition": dispositions
        case "category": categories + [""]
        default: nil
        }
    }
}
