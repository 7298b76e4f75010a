package import Chronology
internal import Foundation
internal import GRDB
package import Transparency

/// Where a stream of entries ends.
package struct StreamEnd: Sendable, Equatable {
    /// The number of the last entry; 0 for none.
    package let version: Int64
    package let hash: EntryHash
}

extension Store {
    /// The name of the stream in which the store keeps what concerns all incidents, such as the keys that it trusts.
    ///
    /// It is chained and has leaves as an incident, and is none: no list has it.
    package static let ownStream = "STORE"

    /// Adds entries to the store's own stream; on the disk when it returns.
    ///
    /// - Throws: ``JournalError``: `conflict` if somebody else appended since `expectedVersion`; otherwise as SQLite fails.
    @discardableResult
    package func appendOwn(
        _ drafts: [EntryDraft], expectedVersion: Int64
    ) throws(JournalError) -> [Entry] {
        try translate {
            try queue.write { database in
                let (version, hash) = try Store.end(of: Store.ownStream, in: database)
                guard version == expectedVersion else {
                    throw JournalError(
                        .conflict,
                        "the store's own stream has \(version) entries by now, not \(expectedVersion)"
                    )
                }
                let entries = try Store.insert(
                    drafts, of: Store.ownStream, behind: version, hash, in: database)
                guard let last = entries.last else { return [] }
                try database.execute(
                    sql: """
                        INSERT INTO streams VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET
                        head = excluded.head, head_hash = excluded.head_hash
                        """,
                    arguments: [Store.ownStream, last.number, Data(last.hash.bytes)])
                return entries
            }
        }
    }

    /// The entries of the store's own stream.
    ///
    /// - Throws: ``JournalError``: `corrupt` if one cannot be read; otherwise as SQLite fails.
    package func ownEntries() throws(JournalError) -> [Entry] { try entries(of: Store.ownStream) }

    static func ownEnd(in database: Database) throws -> StreamEnd? {
        let (version, hash) = try end(of: ownStream, in: database)
        return version > 0 ? StreamEnd(version: version, hash: hash) : nil
    }

    /// The seals in the order of their making; one that cannot be read has no note.
    ///
    /// - Throws: ``JournalError``, as SQLite fails.
    package func seals() throws(JournalError) -> [StoredSeal] {
        try translate { try queue.read { try Store.seals(in: $0) } }
    }

    static func seals(in database: Database) throws -> [StoredSeal] {
        try Row.fetchAll(
            database, sql: "SELECT number, size, key, sealed_at, note FROM seals ORDER BY number"
        ).map { row in
            let sealedAt = Timestamp(rfc3339: row[3])
            return StoredSeal(
                number: row[0], size: row[1], key: row[2],
                sealedAt: sealedAt ?? Timestamp(seconds: 0),
                note: sealedAt == nil ? [] : bytes(row, 4))
        }
    }

    /// Keeps a seal, unless the same key has sealed as much already; the kept one is returned.
    ///
    /// - Throws: ``JournalError``, as SQLite fails.
    package func keep(
        _ checkpoint: SignedCheckpoint, by key: VerifierKey, at time: Timestamp
    ) throws(JournalError) -> (seal: StoredSeal, isNew: Bool) {
        try translate {
            try queue.write { database in
                let seals = try Store.seals(in: database)
                let size = Int64(clamping: checkpoint.checkpoint.size)
                if let earlier = seals.last(where: { $0.key == key.written && $0.size >= size }) {
                    return (earlier, false)
                }
                let seal = StoredSeal(
                    number: (seals.last?.number ?? 0) + 1, size: size, key: key.written,
                    sealedAt: time, note: Array(checkpoint.written.utf8))
                try database.execute(
                    sql: "INSERT INTO seals VALUES (?, ?, ?, ?, ?)",
                    arguments: [
                        seal.number, seal.size, seal.key, time.rfc3339, Data(seal.note),
                    ])
                return (seal, true)
            }
        }
    }
}
