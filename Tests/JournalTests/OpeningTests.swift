import Chronology
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func `a store is durable as it is opened`() throws {
        for mode in [Store.Mode.create, .existing] {
            let store = try Store(path: folder.storePath, mode: mode)
            let pragmas = try store.queue.writeWithoutTransaction { database in
                (
                    try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                    try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                    try Int.fetchOne(database, sql: "PRAGMA trusted_schema")
                )
            }
            #expect(pragmas.0 == "wal")
            #expect(pragmas.1 == 2)
            #expect(pragmas.2 == 0)
        }
        #expect(try folder.raw { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func `without the journal's own pragma a commit could be lost`() throws {
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let queue = try DatabaseQueue(path: folder.path + "/other", configuration: configuration)
        let synchronous = try queue.writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        // 1 is NORMAL. If this ever gives 2, the statement behind the opening has become needless.
        #expect(synchronous == 1)
    }

    @Test func `the files are for their owner alone`() throws {
        let store = try Store(path: folder.storePath, mode: .create)
        _ = try store.append(Sample.append())
        for file in ["store.sqlite", "store.sqlite-wal", "store.sqlite-shm"] {
            #expect(try folder.mode(of: file) == 0o600, "\(file)")
        }
    }

    @Test func `a store that is not there is not made by accident`() throws {
        let error = #expect(throws: JournalError.self) { try Store(path: folder.storePath) }
        #expect(error?.code == .notFound)
        #expect(!FileManager.default.fileExists(atPath: folder.storePath))
    }

    @Test(arguments: ["this is no database, only some text that is long enough", "\u{0}\u{1}"])
    func `a file that is no database is refused and left alone`(text: String) throws {
        let bytes = Data(String(repeating: text, count: 40).utf8)
        try bytes.write(to: URL(filePath: folder.storePath))
        let error = #expect(throws: JournalError.self) { try Store(path: folder.storePath) }
        #expect(error?.code == .corrupt)
        #expect(try Data(contentsOf: URL(filePath: folder.storePath)) == bytes)
    }

    @Test func `a store of a later version is refused and left alone`() throws {
        _ = try Store(path: folder.storePath, mode: .create).append(Sample.append())
        try folder.raw {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('2 something later')")
        }
        let error = #expect(throws: JournalError.self) { try Store(path: folder.storePath) }
        #expect(error?.code == .newerVersion)
        #expect(try folder.counts()["entries"] == 1)
    }

    @Test func `a folder that is not there is named`() throws {
        let path = folder.path + "/none/store.sqlite"
        let error = #expect(throws: JournalError.self) { try Store(path: path, mode: .create) }
        #expect(error?.code == .readOnly)
        #expect(error?.message.contains(path) == true)
    }

    @Test func `a damaged page is reported and not read over`() throws {
        let store = try Store(path: folder.storePath, mode: .create)
        _ = try store.append(Sample.append(count: 200, payload: String(repeating: "y", count: 300)))
        #expect(try store.integrityFaults() == [])
        try folder.raw { _ = try $0.checkpoint(.truncate) }
        let url = URL(filePath: folder.storePath)
        var bytes = try Data(contentsOf: url)
        let middle = bytes.count / 2 / 4_096 * 4_096
        for offset in middle..<(middle + 16_384) { bytes[offset] = 0xA5 }
        try bytes.write(to: URL(filePath: folder.path + "/copy"))
        let copy = try Store(path: folder.path + "/copy")
        let faults = (try? copy.integrityFaults()) ?? ["unreadable"]
        let read = try? copy.entries(of: "INC-1").count
        #expect(!faults.isEmpty)
        #expect(read != 200)
    }
}
