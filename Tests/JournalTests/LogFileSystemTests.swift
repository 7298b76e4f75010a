import Foundation
import GRDB
import GRDBSQLite
import Testing

@testable import Journal

@Suite struct LogFileSystemTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A log as an opening can find it.
    enum Log: CaseIterable {
        case missing, empty, filled
    }

    /// Copies a store with one entry to a folder of its own, as another process would find it.
    private func copy(with log: Log) throws -> TemporaryFolder {
        let store = try Store(path: folder.storePath, mode: .create)
        _ = try store.append(Sample.append())
        if log != .filled { try folder.raw { _ = try $0.checkpoint(.truncate) } }
        let copy = try TemporaryFolder()
        let manager = FileManager.default
        try manager.copyItem(atPath: folder.storePath, toPath: copy.storePath)
        if log != .missing {
            try manager.copyItem(
                atPath: folder.storePath + "-wal", toPath: copy.storePath + "-wal")
            let size = try Data(contentsOf: URL(filePath: copy.storePath + "-wal")).count
            #expect((size == 0) == (log == .empty))
        }
        return copy
    }

    @Test(arguments: Log.allCases)
    func `a log is written and read whatever was there before`(log: Log) throws {
        let copy = try copy(with: log)
        let store = try Store(path: copy.storePath)
        #expect(try store.entries(of: "INC-1").count == 1)
        _ = try store.append(Sample.append(after: 1))
        #expect(try copy.mode(of: "store.sqlite-wal") == 0o600)
        let other = try Store(path: copy.storePath)
        _ = try other.append(Sample.append(after: 2))
        #expect(try store.entries(of: "INC-1").count == 3)
        #expect(try store.verify("INC-1").isGood)
        #expect(try store.integrityFaults() == [])
    }

    @Test func `a path without a log's name is opened as ever`() throws {
        // SQLite gives temporary files no name.
        let store = try Store(path: folder.storePath, mode: .create)
        let sum = try store.queue.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA temp_store = FILE; PRAGMA cache_size = 1")
            try database.execute(sql: "PRAGMA cache_spill = 1; CREATE TEMP TABLE t (x)")
            try database.execute(
                sql: """
                    INSERT INTO temp.t WITH RECURSIVE n (x) AS
                    (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2000)
                    SELECT zeroblob(1000) FROM n
                    """)
            return try Int.fetchOne(database, sql: "SELECT sum(length(x)) FROM temp.t")
        }
        #expect(sum == 2_000_000)
    }

    @Test func `the layer is registered once and passes on what it does not change`() throws {
        for _ in 0..<2 { #expect(LogFileSystem.registration == SQLITE_OK) }
        let layer = try #require(sqlite3_vfs_find(LogFileSystem.name))
        let original = try #require(sqlite3_vfs_find("unix"))
        #expect(layer.pointee.szOsFile >= original.pointee.szOsFile)
        #expect(layer.pointee.mxPathname == original.pointee.mxPathname)
        #expect(layer.pointee.xOpen != nil && layer.pointee.xDelete != nil)
    }
}
