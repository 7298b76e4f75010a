import Foundation
import GRDB
import Testing

@testable import Journal

/// Stores from before the tree.
@Suite struct TreeMigrationTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Makes a store as the first version did, with entries in several incidents.
    private func makeOldStore(_ incidents: [(String, Int)]) throws {
        let newer = try TemporaryFolder()
        let store = try Store(path: newer.storePath, mode: .create)
        for (incident, count) in incidents {
            _ = try store.append(Sample.append(incident, count: count))
        }
        try folder.raw { database in
            try database.execute(sql: "ATTACH ? AS newer", arguments: [newer.storePath])
            try database.execute(sql: Self.oldSchema)
            for table in ["entries", "incidents"] {
                try database.execute(sql: "INSERT INTO \(table) SELECT * FROM newer.\(table)")
            }
        }
    }

    /// Word for word what the first version made.
    private static let oldSchema = """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1 record, summaries, runbooks, outbox');
        CREATE TABLE entries (
            incident TEXT NOT NULL, number INTEGER NOT NULL, happened_at TEXT NOT NULL,
            fidelity TEXT NOT NULL, recorded_at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT,
            kind TEXT NOT NULL, tlp TEXT NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (incident, number)) WITHOUT ROWID, STRICT;
        CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
        CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
        CREATE TABLE incidents (
            id TEXT PRIMARY KEY, head INTEGER NOT NULL, head_hash BLOB NOT NULL,
            is_open INTEGER NOT NULL, opened_at TEXT NOT NULL, summary BLOB NOT NULL) STRICT;
        CREATE TABLE keys (
            key TEXT PRIMARY KEY, incident TEXT NOT NULL, number INTEGER NOT NULL) STRICT;
        CREATE TABLE runbooks (
            hash TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE outbox (
            id TEXT PRIMARY KEY, incident TEXT NOT NULL, sequence INTEGER NOT NULL,
            channel TEXT NOT NULL, message BLOB NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, next_attempt TEXT NOT NULL, expires TEXT NOT NULL,
            created TEXT NOT NULL, last_status INTEGER, last_error TEXT, lease_owner TEXT,
            lease_until TEXT, is_possible_repeat INTEGER NOT NULL) STRICT;
        CREATE INDEX outbox_due ON outbox (state, next_attempt);
        CREATE INDEX outbox_order ON outbox (channel, incident, sequence);
        """

    @Test func `entries get leaves by incident and number, and new ones come behind`() throws {
        try makeOldStore([("INC-2026-10000", 1), ("INC-2026-0002", 2), ("DRILL-2026-0001", 1)])
        let store = try Store(path: folder.storePath)
        _ = try store.append(Sample.append("INC-2026-0002", after: 2, count: 1))
        let record = try store.treeRecord()
        #expect(
            record.leaves.map { "\($0.position) \($0.incident) \($0.number)" } == [
                "0 DRILL-2026-0001 1", "1 INC-2026-0002 1", "2 INC-2026-0002 2",
                "3 INC-2026-10000 1", "4 INC-2026-0002 3",
            ])
        #expect(TreeVerification(record).faults.isEmpty)
    }

    @Test func `an empty old store has an empty tree`() throws {
        try makeOldStore([])
        let record = try Store(path: folder.storePath).treeRecord()
        #expect(record.leaves.isEmpty && record.strays.isEmpty && record.own.isEmpty)
        #expect(record.ownEnd == nil)
    }

    @Test func `an entry that was broken before keeps its broken hash and is found`() throws {
        try makeOldStore([("INC-1", 3)])
        try folder.forge("UPDATE entries SET hash = x'01' WHERE number = 2")
        let record = try Store(path: folder.storePath).treeRecord()
        #expect(record.leaves.count == 3)
        #expect(TreeVerification(record).faults.map(\.place?.number) == [2])
    }

    @Test func `many that open an old store at once all find it brought up to date`() async throws {
        try makeOldStore([("INC-1", 400)])
        let path = folder.storePath
        let sizes = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<6 {
                group.addTask { try Store(path: path).treeRecord().leaves.count }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sizes == Array(repeating: 400, count: 6))
        let names = try folder.raw {
            try String.fetchAll($0, sql: "SELECT identifier FROM grdb_migrations")
        }
        #expect(names.count == 2)
    }
}
