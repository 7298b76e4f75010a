package import Chronology
internal import Foundation
internal import GRDB
internal import Transparency

/// A leaf of the tree over all entries of a store, with what the store has of the entry itself.
package struct TreeLeaf: Sendable, Equatable {
    /// The leaf's place, counted from 0 in the order in which the entries were written.
    package let position: Int64
    /// The incident whose entry it is, or ``Store/ownStream``.
    package let incident: String
    package let number: Int64
    /// The leaf's hash as it was stored, which should have 32 bytes.
    package let bytes: [UInt8]
    /// The hash that the entry itself says; `nil` if there is no such entry, or its hash is none.
    package let entryHash: EntryHash?

    package init(
        position: Int64, incident: String, number: Int64, bytes: [UInt8], entryHash: EntryHash?
    ) {
        self.position = position
        self.incident = incident
        self.number = number
        self.bytes = bytes
        self.entryHash = entryHash
    }
}

/// An entry's place in the record.
package struct EntryPlace: Sendable, Hashable {
    package let incident: String
    package let number: Int64

    /// Names an entry.
    package init(incident: String, number: Int64) {
        self.incident = incident
        self.number = number
    }
}

/// A signed checkpoint of the tree, as the store keeps it.
package struct StoredSeal: Sendable, Equatable {
    /// From 1, in the order of their making.
    package let number: Int64
    /// How many leaves it covers.
    package let size: Int64
    /// The written form of the verifier key that made it.
    package let key: String
    /// The clock of the machine that made it.
    package let sealedAt: Timestamp
    /// The signed note.
    package let note: [UInt8]
}

/// What the store has for a check of its tree, as it was at one moment.
package struct TreeRecord: Sendable {
    /// The leaves in the order of their places.
    package let leaves: [TreeLeaf]
    /// Entries that have no leaf.
    package let strays: [EntryPlace]
    package let seals: [StoredSeal]
    /// The entries of the store's own stream; none if one cannot be read, which then is not where the stream ends.
    package let own: [Entry]
    /// Where the store says that its own stream ends; `nil` if it has none yet.
    package let ownEnd: StreamEnd?

    package init(
        leaves: [TreeLeaf], strays: [EntryPlace], seals: [StoredSeal], own: [Entry],
        ownEnd: StreamEnd?
    ) {
        self.leaves = leaves
        self.strays = strays
        self.seals = seals
        self.own = own
        self.ownEnd = ownEnd
    }
}

extension Store {
    /// Gives each of these new entries the next leaf, in the transaction that writes them.
    static func addLeaves(of entries: [Entry], in database: Database) throws {
        guard !entries.isEmpty else { return }
        let last = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT max(position) FROM leaves"))
        let statement = try database.cachedStatement(
            sql: "INSERT INTO leaves VALUES (?, ?, ?, ?)")
        for (index, entry) in entries.enumerated() {
            try statement.execute(arguments: [
                (last ?? -1) + 1 + Int64(index), entry.incident, entry.number,
                Data(TreeHash.leaf(entry.hash.bytes).bytes),
            ])
        }
    }

    /// Gives leaves to the entries of a store from before the tree, by incident and number.
    ///
    /// In which order they were written across incidents is not known; the order has to be the same on every copy.
    static func addLeavesOfAllEntries(in database: Database) throws {
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT incident, number, hash FROM entries
                ORDER BY \(incidentOrder("incident")), number
                """)
        let statement = try database.makeStatement(sql: "INSERT INTO leaves VALUES (?, ?, ?, ?)")
        var position: Int64 = 0
        while let row = try rows.next() {
            let incident: String = row[0]
            let number: Int64 = row[1]
            try statement.execute(arguments: [
                position, incident, number, Data(TreeHash.leaf(bytes(row, 2)).bytes),
            ])
            position += 1
        }
    }

    /// The leaves, the entries without one, the seals and the store's own stream, as they were at one moment.
    ///
    /// - Throws: ``JournalError``, as SQLite fails.
    package func treeRecord() throws(JournalError) -> TreeRecord {
        try translate {
            try queue.read { database in
                TreeRecord(
                    leaves: try Store.leaves(in: database), strays: try Store.strays(in: database),
                    seals: try Store.seals(in: database),
                    own: try Store.readableOwnEntries(in: database),
                    ownEnd: try Store.ownEnd(in: database))
            }
        }
    }

    /// An entry that cannot be read must not hide what else there is to say of the tree.
    private static func readableOwnEntries(in database: Database) throws -> [Entry] {
        do {
            return try entries(of: ownStream, in: database)
        } catch let error as JournalError where error.code == .corrupt {
            return []
        }
    }

    private static func leaves(in database: Database) throws -> [TreeLeaf] {
        let cursor = try Row.fetchCursor(
            database,
            sql: """
                SELECT position, leaves.incident, leaves.number, leaves.hash, entries.hash
                FROM leaves LEFT JOIN entries ON entries.incident = leaves.incident
                AND entries.number = leaves.number ORDER BY position
                """)
        var leaves: [TreeLeaf] = []
        while let row = try cursor.next() {
            leaves.append(
                TreeLeaf(
                    position: row[0], incident: row[1], number: row[2], bytes: bytes(row, 3),
                    entryHash: EntryHash(bytes: bytes(row, 4))))
        }
        return leaves
    }

    private static func strays(in database: Database) throws -> [EntryPlace] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT incident, number FROM entries WHERE NOT EXISTS (
                    SELECT 1 FROM leaves WHERE leaves.incident = entries.incident
                    AND leaves.number = entries.number)
                ORDER BY \(incidentOrder("incident")), number
                """
        ).map { EntryPlace(incident: $0[0], number: $0[1]) }
    }
}
