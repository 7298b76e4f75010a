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

    private func report(_ incident: String = "INC-1") -> DeliveryReport {
        DeliveryReport(incident: incident, draft: Sample.draft("sent"))
    }

    @Test func `rows come in the order of their making and with all fields`() throws {
        let written = try store.changeOutbox(in: ["queued"]) { rows in
            #expect(rows.map(\.id) == ["msg_b", "msg_a"])
            var row = rows[1]
            row.state = "sending"
            row.attempts = 3
            row.nextAttempt = Timestamp(seconds: 5, nanoseconds: 1)
            row.lastStatus = 503
            row.lastError = "busy"
            row.leaseOwner = "me"
            row.leaseUntil = Timestamp(seconds: 9)
            row.isPossibleRepeat = true
            return OutboxChange(rows: [row])
        }
        #expect(try store.outbox(in: ["sending"]) == written.rows)
        #expect(try store.outbox(in: ["queued"]).map(\.id) == ["msg_b"])
        #expect(try store.outbox().count == 2)
        #expect(try store.outbox(ofIncident: "INC-2") == [])
    }

    @Test func `a change and its report are one transaction with a good chain`() throws {
        _ = try store.changeOutbox(in: ["queued"]) { rows in
            var row = rows[0]
            row.state = "sent"
            return OutboxChange(rows: [row], reports: [report(), report()])
        }
        let verification = try store.verify("INC-1")
        #expect(verification.isGood)
        #expect(verification.count == 4)
        #expect(try store.incident("INC-1")?.summary == Sample.summary())
        #expect(try store.outbox(in: ["sent"]).map(\.id) == ["msg_b"])
    }

    @Test func `a report that does not fit takes the change back`() throws {
        let small = try Store(path: folder.storePath, pageLimit: 1)
        let big = DeliveryReport(
            incident: "INC-1", draft: Sample.draft(String(repeating: "z", count: 200_000)))
        let error = #expect(throws: JournalError.self) {
            try small.changeOutbox(in: ["queued"]) { rows in
                OutboxChange(
                    rows: rows.map { row in
                        var row = row
                        row.state = "sent"
                        return row
                    }, reports: [big])
            }
        }
        #expect(error?.code == .full)
        #expect(try store.outbox(in: ["queued"]).count == 2)
        #expect(try store.entries(of: "INC-1").count == 2)
    }

    @Test func `a message without an incident leaves no entry`() throws {
        try store.enqueue([Sample.row("msg_test", incident: "")])
        _ = try store.changeOutbox(in: ["queued"]) { _ in OutboxChange(reports: [report("")]) }
        #expect(try store.entries(of: "") == [])
        #expect(try store.incidents().map(\.id) == ["INC-1"])
    }
}
