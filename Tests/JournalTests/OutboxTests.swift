import Chronology
import Foundation
import Testing

@testable import Journal

@Suite struct OutboxTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.storePath, mode: .create)
        var append = Sample.append(count: 2)
        append.outbox = [Sample.row("msg_b"), Sample.row("msg_a", sequence: 2)]
        _ = try store.append(append)
    }

    /// Alters the row of an id, as one transaction among others would.
    private func change(_ id: String, _ alter: (inout OutboxRow) -> Void) throws -> OutboxRow {
        try store.changeOutbox { outbox throws(JournalError) in
            guard var row = try outbox.row(id) else {
                throw JournalError(.notFound, "no row \(id)")
            }
            alter(&row)
            try outbox.update(row)
            return row
        }
    }

    @Test func `rows come in the order of their making`() throws {
        let lines = try store.changeOutbox { outbox throws(JournalError) in
            try outbox.lines(in: ["queued", "sending"])
        }
        #expect(lines.map(\.id) == ["msg_b", "msg_a"])
        #expect(lines.map(\.sequence) == [1, 2])
        #expect(lines[0].created == Sample.time && lines[0].nextAttempt == Sample.time)
        #expect(lines[0].leaseOwner == nil && lines[0].leaseUntil == nil)
        #expect(try store.outbox().map(\.id) == ["msg_b", "msg_a"])
        #expect(try store.outbox(ofIncident: "INC-2") == [])
    }

    @Test func `everything that can change of a row is kept`() throws {
        let written = try change("msg_a") { row in
            row.state = "sending"
            row.attempts = 3
            row.nextAttempt = Timestamp(seconds: 5, nanoseconds: 1)
            row.expires = Timestamp(seconds: 7)
            row.lastStatus = 503
            row.lastError = "busy"
            row.leaseOwner = "me"
            row.leaseUntil = Timestamp(seconds: 9)
            row.isPossibleRepeat = true
        }
        #expect(try store.outbox(in: ["sending"]) == [written])
        #expect(written.message == [123, 125])
        #expect(try store.outbox(in: ["queued"]).map(\.id) == ["msg_b"])
        let lines = try store.changeOutbox { outbox throws(JournalError) in
            try outbox.lines(in: ["sending"])
        }
        #expect(lines.map(\.leaseOwner) == ["me"])
        #expect(lines.map(\.leaseUntil) == [Timestamp(seconds: 9)])
        #expect(lines.map(\.nextAttempt) == [Timestamp(seconds: 5, nanoseconds: 1)])
    }

    @Test func `a row that is not there is none`() throws {
        let row = try store.changeOutbox { outbox throws(JournalError) in try outbox.row("msg_x") }
        #expect(row == nil)
    }

    @Test func `a change and its entries are one transaction with a good chain`() throws {
        try store.changeOutbox { outbox throws(JournalError) in
            guard var row = try outbox.row("msg_b") else { return }
            row.state = "sent"
            try outbox.update(row)
            for _ in 0..<2 { try outbox.add(Sample.draft("sent"), to: "INC-1") }
        }
        let verification = try store.verify("INC-1")
        #expect(verification.isGood)
        #expect(verification.count == 4)
        #expect(try store.incident("INC-1")?.summary == Sample.summary())
        #expect(try store.outbox(in: ["sent"]).map(\.id) == ["msg_b"])
    }

    @Test func `an entry that does not fit takes the change back`() throws {
        let small = try Store(path: folder.storePath, pageLimit: 1)
        let error = #expect(throws: JournalError.self) {
            try small.changeOutbox { outbox throws(JournalError) in
                guard var row = try outbox.row("msg_b") else { return }
                row.state = "sent"
                try outbox.update(row)
                try outbox.add(
                    Sample.draft(String(repeating: "z", count: 200_000)), to: "INC-1")
            }
        }
        #expect(error?.code == .full)
        #expect(try store.outbox(in: ["queued"]).count == 2)
        #expect(try store.entries(of: "INC-1").count == 2)
    }

    @Test func `a look alone writes nothing`() throws {
        let before = try Data(contentsOf: URL(filePath: folder.storePath + "-wal"))
        try store.changeOutbox { outbox throws(JournalError) in
            _ = try outbox.lines(in: ["queued"])
            _ = try outbox.row("msg_b")
        }
        #expect(try Data(contentsOf: URL(filePath: folder.storePath + "-wal")) == before)
    }

    @Test func `a message without an incident leaves no entry`() throws {
        try store.enqueue([Sample.row("msg_test", incident: "")])
        try store.changeOutbox { outbox throws(JournalError) in
            try outbox.add(Sample.draft("sent"), to: "")
        }
        #expect(try store.entries(of: "") == [])
        #expect(try store.incidents().map(\.id) == ["INC-1"])
    }
}
