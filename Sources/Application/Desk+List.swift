package import Chronology
internal import Foundation
package import Incidents
internal import Journal

/// Which incidents a list shows.
package struct ListFilter: Sendable {
    package var openOnly: Bool
    /// Only this class and worse ones.
    package var severity: Severity?
    /// Only incidents that were opened at this time or later.
    package var since: Timestamp?
    /// At most so many, the newest; `nil` for all.
    package var limit: Int?

    package init(
        openOnly: Bool, severity: Severity? = nil, since: Timestamp? = nil, limit: Int? = nil
    ) {
        self.openOnly = openOnly
        self.severity = severity
        self.since = since
        self.limit = limit
    }
}

/// A line of a list.
package struct ListItem: Sendable {
    package let id: String
    package let isOpen: Bool
    package let openedAt: Timestamp
    package let version: Int64
    package let line: ListedIncident
}

extension Desk {
    /// The incidents of the store that a filter lets through, in the order of their opening, then of their numbers.
    ///
    /// - Throws: ``Failure``, as the store cannot be read.
    package func list(_ filter: ListFilter) throws(Failure) -> [ListItem] {
        var heads = try heads(openOnly: filter.openOnly)
        // Numbers alone are no order: exercises have their own, and a record after the fact a late one.
        heads.sort { $0.summary.openedAt < $1.summary.openedAt }
        let decoder = JSONDecoder()
        var chosen: [ListItem] = []
        // From the newest on, so that a short list of a long store reads few lines.
        for head in heads.reversed() {
            if let limit = filter.limit, chosen.count >= limit { break }
            if let since = filter.since, head.summary.openedAt < since { continue }
            let line = ListedIncident(head, with: decoder)
            if let severity = filter.severity, line.severity > severity { continue }
            chosen.append(
                ListItem(
                    id: head.id, isOpen: head.summary.isOpen, openedAt: head.summary.openedAt,
                    version: head.version, line: line))
        }
        return chosen.reversed()
    }

    /// The ids of all incidents in the order of their numbers.
    ///
    /// - Throws: ``Failure``, as the store cannot be read.
    package func incidentIDs() throws(Failure) -> [String] {
        try heads(openOnly: false).map(\.id)
    }

    private func heads(openOnly: Bool) throws(Failure) -> [IncidentHead] {
        do {
            return try store.incidents(openOnly: openOnly)
        } catch {
            throw Failure(error)
        }
    }
}
