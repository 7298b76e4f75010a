package import Chronology
internal import Foundation
internal import GRDB

/// A row of the outbox without its message: what decides on the order and the time of sending.
package struct OutboxLine: Sendable, Equatable {
    package let id: String
    package let incident: String
    package let sequence: Int64
    package let channel: String
    package let state: String
    package let nextAttempt: Timestamp
    package let created: Timestamp
    package let leaseOwner: String?
    package let leaseUntil: Timestamp?
}

/// The outbox while one durable transaction works on it; messages are read only for the rows that are asked for.
package struct OutboxTransaction {
    let database: Database
    let path: String

    /// The rows that are in one of the states, in the order of their making.
    ///
    /// - Throws: ``JournalError``: `corrupt` if a stored time cannot be read; otherwise as SQLite fails.
    package func lines(in states: [String]) throws(JournalError) -> [OutboxLine] {
        try Store.translate(path: path) {
            let marks = states.map { _ in "?" }.joined(separator: ", ")
            let statement = try database.cachedStatement(
                sql: """
                    SELECT id, incident, sequence, channel, state, next_attempt, created,
                    lease_owner, lease_until FROM outbox WHERE state IN (\(marks)) ORDER BY rowid
                    """)
            let cursor = try Row.fetchCursor(statement, arguments: StatementArguments(states))
            var lines: [OutboxLine] = []
            while let row = try cursor.next() { lines.append(try OutboxTransaction.line(row)) }
            return lines
        }
    }

    private static func line(_ row: Row) throws -> OutboxLine {
        let id: String = row[0]
        guard let next = Timestamp(rfc3339: row[5]), let created = Timestamp(rfc3339: row[6]) else {
            throw JournalError(.corrupt, "delivery \(id) cannot be read")
        }
        let until: String? = row[8]
        return OutboxLine(
            id: id, incident: row[1], sequence: row[2], channel: row[3], state: row[4],
            nextAttempt: next, created: created, leaseOwner: row[7],
            leaseUntil: until.flatMap { Timestamp(rfc3339: $0) })
    }

    /// A row with its message; `nil` if there is none of this id.
    ///
    /// - Throws: ``JournalError``: `corrupt` if a stored time cannot be read; otherwise as SQLite fails.
    package func row(_ id: String) throws(JournalError) -> OutboxRow? {
        try Store.translate(path: path) {
            let statement = try database.cachedStatement(
                sql: "SELECT \(Store.outboxColumns) FROM outbox WHERE id = ?")
            return try Row.fetchOne(statement, arguments: [id]).map(Store.outboxRow(from:))
        }
    }

    /// Writes what can change of a row; its message, its place in the order and its making never do.
    ///
    /// - Throws: ``JournalError``, as SQLite fails.
    package func update(_ row: OutboxRow) throws(JournalError) {
        try Store.translate(path: path) {
            try database.cachedStatement(
                sql: """
                    UPDATE outbox SET state = ?, attempts = ?, next_attempt = ?, expires = ?,
                    last_status = ?, last_error = ?, lease_owner = ?, lease_until = ?,
                    is_possible_repeat = ? WHERE id = ?
                    """
            ).execute(arguments: [
                row.state, row.attempts, row.nextAttempt.rfc3339, row.expires.rfc3339,
                row.lastStatus, row.lastError, row.leaseOwner, row.leaseUntil?.rfc3339,
                row.isPossibleRepeat, row.id,
            ])
        }
    }

    /// Adds the entry that says what became of a message, behind whatever was recorded meanwhile.
    ///
    /// Messages that belong to no incident leave none.
    /// - Throws: ``JournalError``, as SQLite fails.
    package func add(_ draft: EntryDraft, to incident: String) throws(JournalError) {
        try Store.translate(path: path) {
            try Store.add(draft, to: incident, in: database)
        }
    }
}

extension Store {
    /// Lets `change` work on the outbox in one durable transaction; without a change nothing is written.
    ///
    /// - Throws: ``JournalError``, also what `change` throws; nothing of the transaction is kept then.
    package func changeOutbox<Result>(
        _ change: (OutboxTransaction) throws(JournalError) -> Result
    ) throws(JournalError) -> Result {
        try translate {
            try queue.write { database in
                try change(OutboxTransaction(database: database, path: path))
            }
        }
    }
}
