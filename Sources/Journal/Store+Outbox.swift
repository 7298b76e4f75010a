internal import Chronology
internal import Foundation
internal import GRDB

extension Store {
    static func insert(_ row: OutboxRow, in database: Database) throws {
        try database.execute(
            sql: "INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
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

    /// Lets `change` alter the rows that are in one of the states and report on them, in one durable transaction.
    ///
    /// Without a change nothing is written.
    /// - Parameters:
    ///   - states: which rows are read, in the order of their making.
    ///   - change: gets those rows and returns what is to be written.
    /// - Returns: what was written.
    package func changeOutbox(
        in states: [String], _ change: ([OutboxRow]) -> OutboxChange
    ) throws(JournalError) -> OutboxChange {
        try translate {
            try queue.write { database in
                let result = change(try Store.rows(in: states, database))
                for row in result.rows { try Store.update(row, in: database) }
                for report in result.reports { try Store.add(report, in: database) }
                return result
            }
        }
    }

    /// Adds a report to its incident behind whatever was recorded meanwhile: it depends on nothing before it.
    private static func add(_ report: DeliveryReport, in database: Database) throws {
        guard
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM incidents WHERE id = ?",
                arguments: [report.incident])
        else { return }
        let head = try head(from: row)
        _ = try insert(
            Append(
                incident: report.incident, expectedVersion: head.version, drafts: [report.draft],
                summary: head.summary), in: database)
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
                    database, sql: "SELECT * FROM outbox WHERE incident = ? ORDER BY rowid",
                    arguments: [incident]
                ).map(Store.outboxRow(from:))
            }
        }
    }

    private static func rows(in states: [String], _ database: Database) throws -> [OutboxRow] {
        let marks = states.map { _ in "?" }.joined(separator: ", ")
        let condition = states.isEmpty ? "" : "WHERE state IN (\(marks))"
        return try Row.fetchAll(
            database, sql: "SELECT * FROM outbox \(condition) ORDER BY rowid",
            arguments: StatementArguments(states)
        ).map(outboxRow(from:))
    }

    private static func update(_ row: OutboxRow, in database: Database) throws {
        try database.cachedStatement(
            sql: """
                UPDATE outbox SET state = ?, attempts = ?, next_attempt = ?, last_status = ?,
                last_error = ?, lease_owner = ?, lease_until = ?, is_possible_repeat = ? WHERE id = ?
                """
        ).execute(arguments: [
            row.state, row.attempts, row.nextAttempt.rfc3339, row.lastStatus, row.lastError,
            row.leaseOwner, row.leaseUntil?.rfc3339, row.isPossibleRepeat, row.id,
        ])
    }

    private static func outboxRow(from row: Row) throws -> OutboxRow {
        let message: Data = row["message"]
        let id: String = row["id"]
        guard let next = Timestamp(rfc3339: row["next_attempt"]),
            let expires = Timestamp(rfc3339: row["expires"]),
            let created = Timestamp(rfc3339: row["created"])
        else { throw JournalError(.corrupt, "delivery \(id) cannot be read") }
        var value = OutboxRow(
            id: id, incident: row["incident"], sequence: row["sequence"], channel: row["channel"],
            message: Array(message), state: row["state"], attempts: row["attempts"],
            nextAttempt: next, expires: expires, created: created)
        value.isPossibleRepeat = row["is_possible_repeat"]
        value.lastStatus = row["last_status"]
        value.lastError = row["last_error"]
        value.leaseOwner = row["lease_owner"]
        let until: String? = row["lease_until"]
        value.leaseUntil = until.flatMap { Timestamp(rfc3339: $0) }
        return value
    }
}

/// What is to be written about the outbox.
package struct OutboxChange: Sendable, Equatable {
    package var rows: [OutboxRow]
    package var reports: [DeliveryReport]

    package init(rows: [OutboxRow] = [], reports: [DeliveryReport] = []) {
        self.rows = rows
        self.reports = reports
    }
}

/// An entry that says what became of a message; messages without an incident leave none.
package struct DeliveryReport: Sendable, Equatable {
    package let incident: String
    package let draft: EntryDraft

    package init(incident: String, draft: EntryDraft) {
        self.incident = incident
        self.draft = draft
    }
}
