internal import Chronology
internal import Foundation
internal import GRDB

/// An incident as lists and look-ups see it, without its entries.
package struct IncidentHead: Sendable, Equatable {
    package let id: String
    /// The number of the last entry.
    package let version: Int64
    package let hash: EntryHash
    package let summary: IncidentSummary
}

extension Store {
    /// All entries of an incident in order; empty if there is no such incident.
    ///
    /// - Throws: ``JournalError``: `corrupt` if a stored time or hash cannot be read; otherwise as SQLite fails.
    package func entries(of incident: String) throws(JournalError) -> [Entry] {
        try translate { try queue.read { try Store.entries(of: incident, in: $0) } }
    }

    /// The head of an incident and all its entries as they were at one moment; `nil` if there is no such incident.
    ///
    /// Read apart, another process could append between the two, and the record would look broken.
    package func record(
        of incident: String
    ) throws(JournalError) -> (head: IncidentHead, entries: [Entry])? {
        try translate {
            try queue.read { database in
                guard let head = try Store.head(of: incident, in: database) else { return nil }
                return (head, try Store.entries(of: incident, in: database))
            }
        }
    }

    /// The records of several incidents as they were at one moment, each on its own: one that cannot be read is a failure.
    package func records(
        of incidents: some Sequence<String>
    ) throws(JournalError) -> [Result<(head: IncidentHead, entries: [Entry])?, JournalError>] {
        try translate {
            try queue.read { database in
                incidents.map { incident in
                    Result { () throws(JournalError) in
                        try translate {
                            try Store.head(of: incident, in: database).map { head in
                                (head, try Store.entries(of: incident, in: database))
                            }
                        }
                    }
                }
            }
        }
    }

    static func entries(of incident: String, in database: Database) throws -> [Entry] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT number, happened_at, fidelity, recorded_at, actor, role, kind, tlp, payload,
                hash FROM entries WHERE incident = ? ORDER BY number
                """)
        let cursor = try Row.fetchCursor(statement, arguments: [incident])
        var entries: [Entry] = []
        while let row = try cursor.next() { entries.append(try entry(of: incident, from: row)) }
        return entries
    }

    private static func head(of incident: String, in database: Database) throws -> IncidentHead? {
        let statement = try database.cachedStatement(
            sql: "SELECT \(headColumns) FROM incidents WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [incident]).map(head(from:))
    }

    /// The incidents of the store in the order of their ids, `INC-2026-9999` before `INC-2026-10000`.
    package func incidents(openOnly: Bool = false) throws(JournalError) -> [IncidentHead] {
        try translate {
            try queue.read { database in
                let cursor = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT \(Store.headColumns) FROM incidents
                        \(openOnly ? "WHERE is_open = 1" : "")
                        ORDER BY \(Store.incidentOrder("id"))
                        """)
                var heads: [IncidentHead] = []
                while let row = try cursor.next() { heads.append(try Store.head(from: row)) }
                return heads
            }
        }
    }

    /// The order of incidents for a column with their ids.
    static func incidentOrder(_ column: String) -> String {
        "rtrim(\(column), '0123456789'), length(\(column)), \(column)"
    }

    /// One incident by its id; `nil` if there is none.
    package func incident(_ id: String) throws(JournalError) -> IncidentHead? {
        try translate { try queue.read { try Store.head(of: id, in: $0) } }
    }

    /// The greatest id that begins with `prefix`, for example `INC-2026-`; `nil` if there is none.
    package func lastIncident(withPrefix prefix: String) throws(JournalError) -> String? {
        try translate {
            try queue.read { database in
                try String.fetchOne(
                    database,
                    sql: """
                        SELECT id FROM incidents WHERE substr(id, 1, ?) = ?
                        ORDER BY length(id) DESC, id DESC LIMIT 1
                        """,
                    arguments: [prefix.count, prefix])
            }
        }
    }

    /// The entry that was written with an idempotency key; `nil` if the key was never used.
    package func entry(
        forKey key: String
    ) throws(JournalError) -> (incident: String, number: Int64)? {
        try translate { try queue.read { try Store.entry(forKey: key, in: $0) } }
    }

    /// A pinned runbook by the hash of its bytes; `nil` if the store does not have it.
    package func runbook(hash: String) throws(JournalError) -> PinnedRunbook? {
        try translate {
            try queue.read { database in
                try Row.fetchOne(
                    database, sql: "SELECT * FROM runbooks WHERE hash = ?", arguments: [hash]
                ).map { row in
                    let bytes: Data = row["bytes"]
                    return PinnedRunbook(hash: row["hash"], name: row["name"], bytes: Array(bytes))
                }
            }
        }
    }

    /// What SQLite itself says of the file: `["ok"]`, or the faults that it found.
    package func integrityFaults() throws(JournalError) -> [String] {
        try translate {
            try queue.read { database in
                let lines = try String.fetchAll(database, sql: "PRAGMA integrity_check")
                return lines == ["ok"] ? [] : lines
            }
        }
    }

    private static func entry(of incident: String, from row: Row) throws -> Entry {
        let number: Int64 = row[0]
        guard let happenedAt = Timestamp(rfc3339: row[1]),
            let fidelity = Fidelity(rawValue: row[2]), let recordedAt = Timestamp(rfc3339: row[3]),
            let hash = EntryHash(bytes: bytes(row, 9))
        else {
            throw JournalError(.corrupt, "entry #\(number) of \(incident) cannot be read")
        }
        return Entry(
            incident: incident, number: number,
            content: EntryDraft(
                happenedAt: happenedAt, fidelity: fidelity, recordedAt: recordedAt, actor: row[4],
                role: row[5], kind: row[6], tlp: row[7], payload: bytes(row, 8)),
            hash: hash)
    }

    /// The columns of a head in the order in which ``head(from:)`` reads them.
    private static let headColumns = "id, head, head_hash, is_open, opened_at, summary"

    private static func head(from row: Row) throws -> IncidentHead {
        let id: String = row[0]
        guard let hash = EntryHash(bytes: bytes(row, 2)), let openedAt = Timestamp(rfc3339: row[4])
        else { throw JournalError(.corrupt, "the head of \(id) cannot be read") }
        return IncidentHead(
            id: id, version: row[1], hash: hash,
            summary: IncidentSummary(
                isOpen: row[3] == 1, openedAt: openedAt, fields: bytes(row, 5)))
    }

    /// A column's bytes, copied once.
    static func bytes(_ row: Row, _ column: Int) -> [UInt8] {
        (try? row.withUnsafeData(atIndex: column) { $0.map(Array.init) ?? [] }) ?? []
    }
}
