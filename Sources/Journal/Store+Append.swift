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
        let head = try Row.fetchOne(
            database, sql: "SELECT head, head_hash FROM incidents WHERE id = ?",
            arguments: [append.incident])
        let version: Int64 = head?["head"] ?? 0
        guard version == append.expectedVersion else {
            throw JournalError(
                .conflict,
                "\(append.incident) has \(version) entries by now, not \(append.expectedVersion)")
        }
        let stored: Data? = head?["head_hash"]
        var hash = stored.flatMap { EntryHash(bytes: Array($0)) } ?? .seed(of: append.incident)
        var entries: [Entry] = []
        for (offset, draft) in append.drafts.enumerated() {
            let number = version + Int64(offset) + 1
            hash = EntryHash(of: draft, incident: append.incident, number: number, after: hash)
            entries.append(
                Entry(incident: append.incident, number: number, content: draft, hash: hash))
        }
        let statement = try database.cachedStatement(
            sql: "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        for entry in entries {
            let content = entry.content
            try statement.execute(arguments: [
                entry.incident, entry.number, content.happenedAt.rfc3339,
                content.fidelity.rawValue, content.recordedAt.rfc3339, content.actor,
                content.role, content.kind, content.tlp, Data(content.payload),
                Data(entry.hash.bytes),
            ])
        }
        try database.execute(
            sql: "INSERT OR REPLACE INTO incidents VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [
                append.incident, version + Int64(entries.count), Data(hash.bytes),
                append.summary.isOpen ? 1 : 0, append.summary.openedAt.rfc3339,
                Data(append.summary.fields),
            ])
        return entries
    }

    private static func insert(_ runbook: PinnedRunbook, in database: Database) throws {
        try database.execute(
            sql: "INSERT OR IGNORE INTO runbooks VALUES (?, ?, ?)",
            arguments: [runbook.hash, runbook.name, Data(runbook.bytes)])
    }
}
