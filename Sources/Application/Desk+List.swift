package import Chronology
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
    /// The incidents of the store that a filter lets through, oldest first.
    package func list(_ filter: ListFilter) throws(Failure) -> [ListItem] {
        do {
            let items = try store.incidents(openOnly: filter.openOnly).map { head in
                ListItem(
                    id: head.id, isOpen: head.summary.isOpen, openedAt: head.summary.openedAt,
                    version: head.version, line: ListedIncident(head))
            }
            let chosen = items.filter { item in
                (filter.severity.map { item.line.severity <= $0 } ?? true)
                    && (filter.since.map { item.openedAt >= $0 } ?? true)
            }
            return filter.limit.map { Array(chosen.suffix($0)) } ?? chosen
        } catch {
            throw Failure(error)
        }
    }
}
