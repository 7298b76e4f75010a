internal import Chronology
internal import Foundation
internal import GRDB

extension Store {
    /// Writes the entries of one command with their hash chain, the outbox and the summary; on the disk when it returns.
    ///
    /// - Throws: ``JournalError``: `conflict` if somebody else appended since `expectedVersion`; otherwise as SQLite fails.
    ///   In every case nothing of the append is kept.
    package func append(_ append: Append) throws(JournalError) -> AppendOutcome {
        try translate {
            try queue.write { database in
                if let key = append.key, let earlier = try Store.entry(forKey: key, in: database) {
                    return .repeated(incident: earlier.incident, number: earlier.number)
                }
                let entries = try Store.insert(append, in: database)
                for runbook in append.runbooks { try Store.insert(runbook, in: database) }
                for row in append.outbox { try Store.insert(row, in: database) }
                if let key = append.key, let first = entries.first {
                    try database.execute(
                        sql: "INSERT INTO keys VALUES (?, ?, ?)",
                        arguments: [key, append.incident, first.number])
                }
                return .appended(entries)
            }
        }
    }

    static func entry(
        forKey key: String, in database: Database
    ) throws -> (incident: String, number: Int64)? {
        let row = try Row.fetchOne(
            database, sql: "SELECT incident, number FROM keys WHERE key = ?", arguments: [key])
        return row.map { ($0["incident"], $0["number"]) }
    }

    static func insert(_ append: Append, in database: Database) throws -> [Entry] {
        let (version, hash) = try end(of: append.incident, in: database)
        guard version == append.expectedVersion else {
            throw JournalError(
                .conflict,
                "\(append.incident) has \(version) entries by now, not \(append.expectedVersion)")
        }
        let entries = try insert(
            append.drafts, of: append.incident, behind: version, hash, in: database)
        try database.cachedStatement(
            sql: """
                INSERT INTO incidents VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                head = excluded.head, head_hash = excluded.head_hash, is_open = excluded.is_open,
                opened_at = excluded.opened_at, summary = excluded.summary
                """
        ).execute(arguments: [
            append.incident, version + Int64(entries.count),
            Data((entries.last?.hash ?? hash).bytes), append.summary.isOpen ? 1 : 0,
            append.summary.openedAt.rfc3339, Data(append.summary.fields),
        ])
        return entries
    }

    /// Adds an entry behind whatever was recorded meanwhile: what it says depends on nothing before it.
    static func add(_ draft: EntryDraft, to incident: String, in database: Database) throws {
        let (version, hash) = try end(of: incident, in: database)
        guard version > 0 else { return }
        let entries = try insert([draft], of: incident, behind: version, hash, in: database)
        guard let last = entries.last else { return }
        try database.cachedStatement(
            sql: "UPDATE incidents SET head = ?, head_hash = ? WHERE id = ?"
        ).execute(arguments: [last.number, Data(last.hash.bytes), incident])
    }

    /// The number and the hash of an incident's last entry; 0 and the seed for none.
    static func end(
        of incident: String, in database: Database
    ) throws -> (version: Int64, hash: EntryHash) {
        let table = incident == ownStream ? "streams" : "incidents"
        let statement = try database.cachedStatement(
            sql: "SELECT head, head_hash FROM \(table) WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [incident]) else {
            return (0, .seed(of: incident))
        }
        let stored: Data = row[1]
        guard let hash = EntryHash(bytes: Array(stored)) else {
            throw JournalError(.corrupt, "the head of \(incident) cannot be read")
        }
        return (row[0], hash)
    }

    static func insert(
        _ drafts: [EntryDraft], of incident: String, behind version: Int64, _ previous: EntryHash,
        in database: Database
    ) throws -> [Entry] {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        var entries: [Entry] = []
        var hash = previous
        for draft in drafts {
            let number = version + Int64(entries.count) + 1
            hash = EntryHash(of: draft, incident: incident, number: number, after: hash)
            try statement.execute(arguments: [
                incident, number, draft.happenedAt.rfc3339, draft.fidelity.rawValue,
                draft.recordedAt.rfc3339, draft.actor, draft.role, draft.kind, draft.tlp,
                Data(draft.payload), Data(hash.bytes),
            ])
            entries.append(Entry(incident: incident, number: number, content: draft, hash: hash))
        }
        try addLeaves(of: entries, in: database)
        return entries
    }

    private static func insert(_ runbook: PinnedRunbook, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO runbooks VALUES (?, ?, ?)",
            arguments: [runbook.hash, runbook.name, Data(runbook.bytes)])
    }
}
