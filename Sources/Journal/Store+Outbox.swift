internal import Chronology
internal import Foundation
internal import GRDB

extension Store {
    static func insert(_ row: OutboxRow, in database: Database) throws {
        try database.cachedStatement(
            sql: "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            row.id, row.incident, row.sequence, row.channel, Data(row.message), row.state,
            row.attempts, row.nextAttempt.rfc3339, row.expires.rfc3339, row.created.rfc3339,
            row.lastStatus, row.lastError, row.leaseOwner, row.leaseUntil?.rfc3339,
            row.isPossibleRepeat,
        ])
    }

    /// Adds messages that belong to no entry, such as the test of a channel.
    package func enqueue(_ rows: [OutboxRow]) throws(JournalError) {
        try translate {
            try queue.write { database in
                for row in rows { try Store.insert(row, in: database) }
            }
        }
    }

    /// The rows of the outbox in the order of their making; all states if `states` is empty.
    package func outbox(in states: [String] = []) throws(JournalError) -> [OutboxRow] {
        try translate { try queue.read { try Store.rows(in: states, $0) } }
    }

    /// The messages of one incident, sent or not.
    package func outbox(ofIncident incident: String) throws(JournalError) -> [OutboxRow] {
        try translate {
            try queue.read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT \(Store.outboxColumns) FROM outbox WHERE incident = ? ORDER BY rowid
                        """,
                    arguments: [incident]
                ).map(Store.outboxRow(from:))
            }
        }
    }

    private static func rows(in states: [String], _ database: Database) throws -> [OutboxRow] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        let condition = states.isEmpty ? "" : "WHERE state IN (\(marks))"
        return try Row.fetchAll(
            database, sql: "SELECT \(outboxColumns) FROM outbox \(condition) ORDER BY rowid",
            arguments: StatementArguments(states)
        ).map(outboxRow(from:))
    }

    /// The columns of a whole row in the order in which ``outboxRow(from:)`` reads them.
    static let outboxColumns = """
        id, incident, sequence, channel, message, state, attempts, next_attempt, expires, created,
        last_status, last_error, lease_owner, lease_until, is_possible_repeat
        """

    static func outboxRow(from row: Row) throws -> OutboxRow {
        let id: String = row[0]
        let message: Data = row[4]
        guard let next = Timestamp(rfc3339: row[7]), let expires = Timestamp(rfc3339: row[8]),
            let created = Timestamp(rfc3339: row[9])
        else { throw JournalError(.corrupt, "delivery \(id) cannot be read") }
        var value = OutboxRow(
            id: id, incident: row[1], sequence: row[2], channel: row[3], message: Array(message),
            state: row[5], attempts: row[6], nextAttempt: next, expires: expires, created: created)
        value.lastStatus = row[10]
        value.lastError = row[11]
        value.leaseOwner = row[12]
        let until: String? = row[13]
        value.leaseUntil = until.flatMap { Timestamp(rfc3339: $0) }
        value.isPossibleRepeat = row[14]
        return value
    }
}
