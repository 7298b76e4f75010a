internal import Chronology
internal import Foundation
package import Incidents
package import Journal

/// What a list shows of an incident: kept beside its record so that a list of thousands reads no entry.
package struct ListedIncident: Sendable, Equatable, Codable {
    package let title: String
    package let severity: Severity
    package let category: Category?
    package let disposition: Disposition
    package let phase: String
    package let lead: String?
    package let isDrill: Bool
    package let tlp: TLP

    init(_ incident: Incident) {
        title = incident.title
        severity = incident.severity
        category = incident.category
        disposition = incident.disposition
        phase = incident.phase
        lead = incident.lead
        isDrill = incident.isDrill
        tlp = incident.tlp
    }

    /// Reads the line of a head; a line that cannot be read says so instead of failing the list.
    package init(_ head: IncidentHead) { self.init(head, with: JSONDecoder()) }

    /// The same with a decoder that serves many heads.
    init(_ head: IncidentHead, with decoder: JSONDecoder) {
        let stored = try? decoder.decode(ListedIncident.self, from: Data(head.summary.fields))
        guard let stored else {
            self.init(Incident(id: head.id))
            return
        }
        self = stored
    }
}

extension IncidentSummary {
    init(_ incident: Incident) throws(Failure) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let fields = try? encoder.encode(ListedIncident(incident)),
            let opened = incident.openedAt
        else { throw Failure(.failed, "the summary of \(incident.id) cannot be made") }
        self.init(isOpen: incident.isOpen, openedAt: opened, fields: Array(fields))
    }
}
