internal import GRDB

/// The tables of a store, as named migrations that are never edited once released.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 record, summaries, runbooks, outbox") { database in
            for statement in first { try database.execute(sql: statement) }
        }
        migrator.registerMigration("2 tree, seals, the store's own stream") { database in
            for statement in second { try database.execute(sql: statement) }
            try Store.addLeavesOfAllEntries(in: database)
        }
        return migrator
    }

    /// Entries can be added and never changed: the triggers stop an honest mistake, the hash chain shows any other change.
    private static let first = [
        """
        CREATE TABLE entries (
            incident TEXT NOT NULL, number INTEGER NOT NULL, happened_at TEXT NOT NULL,
            fidelity TEXT NOT NULL, recorded_at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT,
            kind TEXT NOT NULL, tlp TEXT NOT NULL, payload BLOB NOT NULL, hash BLOB NOT NULL,
            PRIMARY KEY (incident, number)) WITHOUT ROWID, STRICT
        """,
        """
        CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never changed'); END
        """,
        """
        CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
        BEGIN SELECT raise(ABORT, 'entries are never deleted'); END
        """,
        """
        CREATE TABLE incidents (
            id TEXT PRIMARY KEY, head INTEGER NOT NULL, head_hash BLOB NOT NULL,
            is_open INTEGER NOT NULL, opened_at TEXT NOT NULL, summary BLOB NOT NULL) STRICT
        """,
        """
        CREATE TABLE keys (
            key TEXT PRIMARY KEY, incident TEXT NOT NULL, number INTEGER NOT NULL) STRICT
        """,
        "CREATE TABLE runbooks (hash TEXT PRIMARY KEY, name TEXT NOT NULL, bytes BLOB NOT NULL) STRICT",
        """
        CREATE TABLE outbox (
            id TEXT PRIMARY KEY, incident TEXT NOT NULL, sequence INTEGER NOT NULL,
            channel TEXT NOT NULL, message BLOB NOT NULL, state TEXT NOT NULL,
            attempts INTEGER NOT NULL, next_attempt TEXT NOT NULL, expires TEXT NOT NULL,
            created TEXT NOT NULL, last_status INTEGER, last_error TEXT, lease_owner TEXT,
            lease_until TEXT, is_possible_repeat INTEGER NOT NULL) STRICT
        """,
        "CREATE INDEX outbox_due ON outbox (state, next_attempt)",
        "CREATE INDEX outbox_order ON outbox (channel, incident, sequence)",
    ]

    /// Leaves and seals can be added and never changed, as entries.
    private static let second =
        [
            """
            CREATE TABLE leaves (
                position INTEGER PRIMARY KEY, incident TEXT NOT NULL, number INTEGER NOT NULL,
                hash BLOB NOT NULL, UNIQUE (incident, number)) STRICT
            """,
            """
            CREATE TABLE seals (
                number INTEGER PRIMARY KEY, size INTEGER NOT NULL, key TEXT NOT NULL,
                sealed_at TEXT NOT NULL, note BLOB NOT NULL) STRICT
            """,
            """
            CREATE TABLE streams (
                id TEXT PRIMARY KEY, head INTEGER NOT NULL, head_hash BLOB NOT NULL) STRICT
            """,
        ]
        + ["leaves", "seals"].flatMap { table in
            [("changed", "UPDATE"), ("deleted", "DELETE")].map { word, verb in
                """
                CREATE TRIGGER \(table)_are_not_\(word) BEFORE \(verb) ON \(table)
                BEGIN SELECT raise(ABORT, '\(table) are never \(word)'); END
                """
            }
        }
}
