import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import Journal

/// What becomes of a store whose disk fails while it is used.
@Suite struct DiskFaultTests {
    let folder: TemporaryFolder
    var log: String { folder.storePath + "-wal" }

    init() throws {
        #expect(LogFileSystem.registration == SQLITE_OK)
        #expect(FaultyDisk.registration == SQLITE_OK)
        folder = try TemporaryFolder()
        _ = try Store(path: folder.storePath, mode: .create).append(Sample.append(count: 2))
    }

    private func check(
        _ error: JournalError?, _ verb: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(error?.code == .storage, sourceLocation: sourceLocation)
        let message = error?.message ?? ""
        #expect(
            message.hasPrefix("\(verb) '\(folder.storePath)' failed"), "\(message)",
            sourceLocation: sourceLocation)
    }

    /// A copy of the files without the shared memory: what is found after the machine has started again.
    private func afterRestart() throws -> Store {
        let copy = try TemporaryFolder()
        for ending in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: folder.storePath + ending, toPath: copy.storePath + ending)
        }
        return try Store(path: copy.storePath)
    }

    /// An append that needs several pages, with everything that can be in one.
    private var big: Append {
        var append = Append(
            incident: "INC-1", expectedVersion: 2,
            drafts: (0..<30).map { Sample.draft(String(repeating: "z", count: 400) + "\($0)") },
            summary: Sample.summary("{\"a\":1}"), key: "once")
        append.outbox = [Sample.row("msg_1"), Sample.row("msg_2", sequence: 2)]
        return append
    }

    @Test(arguments: [0, 1, 2, 5])
    func `an append that cannot be written leaves nothing`(spared: Int) throws {
        let store = try Store(path: folder.storePath)
        let before = try folder.counts()
        let (error, hits) = FaultyDisk.failing(.write, after: spared, of: log) {
            #expect(throws: JournalError.self) { _ = try store.append(big) }
        }
        #expect(hits > 0)
        check(error, "writing")
        #expect(error?.message.hasSuffix("nothing was recorded") == true)
        for other in [store, try Store(path: folder.storePath), try afterRestart()] {
            #expect(try other.entries(of: "INC-1").count == 2)
            #expect(try other.outbox() == [])
            #expect(try other.verify("INC-1").isGood)
            #expect(try other.integrityFaults() == [])
        }
        #expect(try folder.counts() == before)
        _ = try store.append(big)
        #expect(try Store(path: folder.storePath).verify("INC-1").count == 32)
    }

    @Test func `an append that cannot be synced is not acknowledged, and is whole or not there`()
        throws
    {
        let store = try Store(path: folder.storePath)
        let (error, hits) = FaultyDisk.failing(.sync, of: log) {
            #expect(throws: JournalError.self) { _ = try store.append(big) }
        }
        #expect(hits == 1)
        check(error, "syncing")
        #expect(try store.entries(of: "INC-1").count == 2)
        // The bytes may have reached the disk although it reported an error.
        let found = try afterRestart()
        let count = try found.entries(of: "INC-1").count
        #expect([2, 32].contains(count))
        #expect(try found.outbox().count == (count == 2 ? 0 : 2))
        #expect(try found.verify("INC-1").isGood)
        _ = try store.append(big)
        #expect(try Store(path: folder.storePath).verify("INC-1").count == 32)
    }

    @Test(arguments: ["", "-wal"], [0, 1, 2, 4])
    func `a store that cannot be read says so and opens again later`(
        ending: String, spared: Int
    ) throws {
        let (outcome, hits) = FaultyDisk.failing(
            .read, after: spared, of: folder.storePath + ending
        ) {
            Result { () throws(JournalError) in
                try Store(path: folder.storePath).entries(of: "INC-1").count
            }
        }
        switch outcome {
        case .success(let count):
            // So few reads were needed that none failed.
            #expect(hits == 0 && count == 2)
        case .failure(let error):
            #expect(hits > 0)
            check(error, "reading")
        }
        let store = try Store(path: folder.storePath)
        #expect(try store.verify("INC-1").isGood)
        #expect(try store.append(Sample.append(after: 2)) != .repeated(incident: "", number: 0))
    }

    @Test func `a first read that fails is not taken for an empty store`() throws {
        try folder.raw { _ = try $0.checkpoint(.truncate) }
        let (error, hits) = FaultyDisk.failing(.read, of: folder.storePath) {
            #expect(throws: JournalError.self) { try Store(path: folder.storePath) }
        }
        #expect(hits > 0)
        check(error, "reading")
        #expect(try Store(path: folder.storePath).entries(of: "INC-1").count == 2)
    }

    @Test(arguments: [FaultyDisk.Call.write, .sync])
    func `a long log that cannot be moved stays as it is`(call: FaultyDisk.Call) throws {
        let store = try Store(path: folder.storePath)
        for number in 0..<40 {
            _ = try store.append(
                Sample.append(
                    "INC-2", after: Int64(number) * 10, count: 10,
                    payload: String(repeating: "y", count: 1_500)))
        }
        let bytes = try Data(contentsOf: URL(filePath: log))
        #expect(bytes.count > Store.checkpointPages * 4_120)
        let (error, hits) = FaultyDisk.failing(call, of: folder.storePath) {
            #expect(throws: JournalError.self) { try Store(path: folder.storePath) }
        }
        #expect(hits > 0)
        check(error, call == .write ? "writing" : "syncing")
        #expect(try Data(contentsOf: URL(filePath: log)) == bytes)
        #expect(try afterRestart().verify("INC-2").count == 400)
        let again = try Store(path: folder.storePath)
        #expect(try again.verify("INC-2").isGood)
        #expect(try Data(contentsOf: URL(filePath: log)).isEmpty)
    }
}
