import Chronology
import Foundation
import GRDB
import Testing

@testable import Journal

/// A folder of its own for one test, removed when nothing holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // As SQLite writes it: without links and doubled slashes.
        let temporary = URL(filePath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
        path = temporary + "/journal-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var storePath: String { path + "/store.sqlite" }

    func mode(of file: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + file)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    /// Reaches the file behind the journal's back, as somebody who forges would.
    func raw<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: storePath)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction(body)
    }

    /// Runs statements with the triggers out of the way.
    func forge(_ statements: String...) throws {
        try raw { database in
            try database.execute(sql: "DROP TRIGGER entries_are_not_changed")
            try database.execute(sql: "DROP TRIGGER entries_are_not_deleted")
            for statement in statements { try database.execute(sql: statement) }
        }
    }

    /// How many rows each table has.
    func counts() throws -> [String: Int] {
        try raw { database in
            var counts: [String: Int] = [:]
            for table in ["entries", "incidents", "keys", "runbooks", "outbox"] {
                counts[table] = try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table)")
            }
            return counts
        }
    }
}

/// Things to write.
enum Sample {
    static let time = Timestamp(seconds: 1_773_024_060)

    static func draft(
        _ text: String = "x", at offset: Int64 = 0, role: String? = "lead"
    ) -> EntryDraft {
        EntryDraft(
            happenedAt: Timestamp(seconds: time.seconds + offset), fidelity: .minute,
            recordedAt: Timestamp(seconds: time.seconds + offset, nanoseconds: 120_000_000),
            actor: "dana", role: role, kind: "note", tlp: "AMBER",
            payload: Array("{\"text\":\"\(text)\"}".utf8))
    }

    static func summary(_ text: String = "{}") -> IncidentSummary {
        IncidentSummary(isOpen: true, openedAt: time, fields: Array(text.utf8))
    }

    static func row(_ id: String, incident: String = "INC-1", sequence: Int64 = 1) -> OutboxRow {
        OutboxRow(
            id: id, incident: incident, sequence: sequence, channel: "ops", message: [123, 125],
            state: "queued", nextAttempt: time, expires: time.advanced(by: .seconds(60)),
            created: time)
    }

    static func append(
        _ incident: String = "INC-1", after version: Int64 = 0, count: Int = 1, key: String? = nil,
        payload: String = "x"
    ) -> Append {
        Append(
            incident: incident, expectedVersion: version,
            drafts: (0..<count).map { draft(payload + String($0), at: Int64($0)) },
            summary: summary(), key: key)
    }
}
