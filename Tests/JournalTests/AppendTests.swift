import Chronology
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct AppendTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.storePath, mode: .create)
    }

    /// An append that touches every table, big enough to need several pages.
    private static func whole(_ incident: String = "INC-1") -> Append {
        var append = Sample.append(
            incident, count: 3, key: "key", payload: String(repeating: "p", count: 9_000))
        append.outbox = [Sample.row("msg_1"), Sample.row("msg_2")]
        append.runbooks = [PinnedRunbook(name: "r", bytes: Array(repeating: 97, count: 20_000))]
        return append
    }

    private static let nothing = [
        "entries": 0, "incidents": 0, "keys": 0, "runbooks": 0, "outbox": 0,
    ]
    private static let all = ["entries": 3, "incidents": 1, "keys": 1, "runbooks": 1, "outbox": 2]

    @Test func `what is appended is read again`() throws {
        let outcome = try store.append(Self.whole())
        guard case .appended(let entries) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let other = try Store(path: folder.storePath)
        #expect(try other.entries(of: "INC-1") == entries)
        #expect(entries.map(\.number) == [1, 2, 3])
        #expect(entries.map(\.content) == Self.whole().drafts)
        let head = try #require(try other.incident("INC-1"))
        #expect(head.version == 3)
        #expect(head.hash == entries.last?.hash)
        #expect(head.summary == Sample.summary())
        #expect(try other.outbox() == Self.whole().outbox)
        #expect(try other.runbook(hash: Self.whole().runbooks[0].hash) == Self.whole().runbooks[0])
        #expect(try other.entry(forKey: "key")?.number == 1)
        #expect(try folder.counts() == Self.all)
    }

    @Test func `an entry without a role keeps having none`() throws {
        let drafts = [Sample.draft(role: nil), Sample.draft(role: "")]
        _ = try store.append(
            Append(
                incident: "INC-1", expectedVersion: 0, drafts: drafts, summary: Sample.summary()))
        #expect(try store.entries(of: "INC-1").map(\.content.role) == [nil, ""])
        #expect(try store.verify("INC-1").isGood)
    }

    @Test func `a stale writer is refused and writes nothing`() throws {
        _ = try store.append(Sample.append(count: 2))
        for version in [Int64(0), 1, 3, -1] {
            var append = Sample.append(after: version, key: "k")
            append.outbox = [Sample.row("msg_1")]
            let error = #expect(throws: JournalError.self) { try store.append(append) }
            #expect(error?.code == .conflict)
        }
        #expect(
            try folder.counts()
                == ["entries": 2, "incidents": 1, "keys": 0, "runbooks": 0, "outbox": 0])
    }

    @Test func `a key makes a command happen once`() throws {
        _ = try store.append(Sample.append("INC-1", key: "same"))
        let again = try store.append(Sample.append("INC-2", count: 2, key: "same"))
        #expect(again == .repeated(incident: "INC-1", number: 1))
        #expect(try store.incident("INC-2") == nil)
        _ = try store.append(Sample.append("INC-2", key: "other"))
        #expect(try store.incidents().map(\.id) == ["INC-1", "INC-2"])
    }

    @Test func `a part that fails leaves nothing of the others`() throws {
        try store.enqueue([Sample.row("msg_2", incident: "")])
        let before = try folder.counts()
        let error = #expect(throws: JournalError.self) { try store.append(Self.whole()) }
        #expect(error?.code == .storage)
        #expect(try folder.counts() == before)
        #expect(try store.entries(of: "INC-1") == [])
    }

    @Test func `on a disk that fills up an append is whole or nothing at every size`() throws {
        var refusedOpenings = 0
        var refusedAppends = 0
        for pages in 1...400 {
            let folder = try TemporaryFolder()
            let small: Store
            do {
                small = try Store(path: folder.storePath, mode: .create, pageLimit: pages)
            } catch {
                #expect(error.code == .full, "\(pages) pages: \(error)")
                refusedOpenings += 1
                // With room again the store is made as if nothing had happened.
                let whole = try Store(path: folder.storePath, mode: .create)
                #expect(try whole.incidents() == [], "\(pages) pages")
                continue
            }
            let error = Self.error { () throws(JournalError) in
                _ = try small.append(Self.whole())
            }
            guard let error else {
                #expect(try folder.counts() == Self.all, "\(pages) pages")
                #expect(try small.verify("INC-1").isGood)
                // Both have met the full disk at several sizes, or the loop has shown nothing.
                #expect(refusedOpenings > 3)
                #expect(refusedAppends > 3)
                return
            }
            #expect(error.code == .full, "\(pages) pages: \(error)")
            refusedAppends += 1
            #expect(try folder.counts() == Self.nothing, "\(pages) pages")
        }
        Issue.record("the append never passed")
    }

    private static func error(_ body: () throws(JournalError) -> Void) -> JournalError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func `two connections that append at the same time leave no gap`() async throws {
        let path = folder.storePath
        try await withThrowingTaskGroup { group in
            for writer in 0..<4 {
                group.addTask {
                    let store = try Store(path: path)
                    for index in 0..<15 { try Self.insist("w\(writer)-\(index)", in: store) }
                }
            }
            try await group.waitForAll()
        }
        let entries = try store.entries(of: "INC-1")
        #expect(entries.map(\.number) == Array(1...60))
        let texts = Set(entries.map { String(decoding: $0.content.payload, as: UTF8.self) })
        #expect(texts.count == 60)
        #expect(try store.verify("INC-1").isGood)
        for writer in 0..<4 {
            let own = entries.map { String(decoding: $0.content.payload, as: UTF8.self) }
                .filter { $0.contains("w\(writer)-") }
            #expect(own == (0..<15).map { "{\"text\":\"w\(writer)-\($0)\"}" })
        }
    }

    /// Appends one entry, and again whenever somebody else was faster.
    private static func insist(_ text: String, in store: Store) throws {
        while true {
            let version = try store.incident("INC-1")?.version ?? 0
            do {
                _ = try store.append(
                    Append(
                        incident: "INC-1", expectedVersion: version,
                        drafts: [Sample.draft(text)], summary: Sample.summary()))
                return
            } catch {
                guard error.code == .conflict else { throw error }
            }
        }
    }

    @Test(arguments: [
        ("INC-2026-", "INC-2026-10000"), ("DRILL-2026-", "DRILL-2026-0001"), ("INC-2027-", nil),
    ])
    func `the last number counts as a number`(prefix: String, expected: String?) throws {
        for id in ["INC-2026-0009", "INC-2026-9999", "INC-2026-10000", "DRILL-2026-0001"] {
            _ = try store.append(Sample.append(id))
        }
        #expect(try store.lastIncident(withPrefix: prefix) == expected)
        #expect(
            try store.incidents().map(\.id) == [
                "DRILL-2026-0001", "INC-2026-0009", "INC-2026-9999", "INC-2026-10000",
            ])
    }

    @Test func `records are read each on its own`() throws {
        for id in ["INC-1", "INC-2", "INC-3"] {
            _ = try store.append(Sample.append(id, count: 2))
        }
        try folder.forge("UPDATE entries SET fidelity = 'about' WHERE incident = 'INC-2'")
        let records = try store.records(of: ["INC-3", "INC-2", "INC-9", "INC-1"])
        #expect(try records[0].get()?.entries == store.entries(of: "INC-3"))
        #expect(try records[0].get()?.head == store.incident("INC-3"))
        let error = #expect(throws: JournalError.self) { try records[1].get() }
        #expect(error?.code == .corrupt)
        #expect(try records[2].get() == nil)
        #expect(try records[3].get()?.entries.count == 2)
    }
}
