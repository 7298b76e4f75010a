internal import Chronology
package import Engine
package import OrderedCollections
package import Runbooks

extension Incident {
    /// An incident that exists only to ask what guards would give: with this runbook, these facts and this severity,
    /// and nothing recorded.
    package static func imagined(
        following runbook: Runbook, facts: OrderedDictionary<String, FactValue> = [:],
        severity: Severity = .sev3, run: Run? = nil
    ) -> Incident {
        var incident = Incident(id: "INC-0000-0000")
        incident.definition = runbook
        incident.facts = facts
        incident.run = run
        incident.severity = severity
        incident.disposition = .incident
        return incident
    }
}
