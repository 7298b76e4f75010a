internal import Chronology
internal import Engine
package import OrderedCollections
package import Runbooks

extension Incident {
    /// An incident that exists only to ask what guards would give: with this runbook, these facts and this severity,
    /// and nothing recorded.
    package static func imagined(
        following runbook: Runbook, facts: OrderedDictionary<String, FactValue> = [:],
        severity: Severity = .sev3
    ) -> Incident {
        var incident = Incident(id: "INC-0000-0000")
        incident.definition = runbook
        incident.facts = facts
        incident.severity = severity
        incident.disposition = .incident
        return incident
    }
}
