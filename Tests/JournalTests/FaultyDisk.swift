import Foundation
import GRDBSQLite
import Synchronization

/// A layer over SQLite's file system that lets calls fail as a broken disk would, for the files that a test names.
enum FaultyDisk {
    /// A call to a file that can fail.
    enum Call: CaseIterable {
        case read, write, sync

        /// SQLite's extended code for the failure: 10 (an error of input or output) and which one.
        var code: Int32 {
            switch self {
            case .read: SQLITE_IOERR | (1 << 8)
            case .write: SQLITE_IOERR | (3 << 8)
            case .sync: SQLITE_IOERR | (4 << 8)
            }
        }
    }

    private struct Fault {
        let call: Call
        /// How many calls still succeed.
        var spared: Int
        var hits = 0
    }

    private static let faults = Mutex<[String: Fault]>([:])

    /// Runs `body` while, of the calls of a kind to the file, all but the first `spared` fail.
    ///
    /// - Returns: what `body` gives, and how many calls failed.
    static func failing<Value>(
        _ call: Call, after spared: Int = 0, of path: String, _ body: () throws -> Value
    ) rethrows -> (value: Value, hits: Int) {
        faults.withLock { $0[path] = Fault(call: call, spared: spared) }
        defer { faults.withLock { $0[path] = nil } }
        let value = try body()
        return (value, faults.withLock { $0[path]?.hits ?? 0 })
    }

    private static func fails(_ call: Call, _ file: UnsafeMutablePointer<sqlite3_file>?) -> Bool {
        guard let path = methods(of: file).map({ String(cString: $0.pointee.path) }) else {
            return false
        }
        return faults.withLock { faults in
            guard faults[path]?.call == call else { return false }
            if let left = faults[path]?.spared, left > 0 {
                faults[path]?.spared = left - 1
                return false
            }
            faults[path]?.hits += 1
            return true
        }
    }

    /// A file's methods with what they stand for; SQLite sees only the first part.
    private struct Methods {
        var table: sqlite3_io_methods
        let original: UnsafePointer<sqlite3_io_methods>
        let path: UnsafeMutablePointer<CChar>
    }

    private static func methods(
        of file: UnsafeMutablePointer<sqlite3_file>?
    ) -> UnsafePointer<Methods>? {
        file?.pointee.pMethods.map {
            UnsafeRawPointer($0).assumingMemoryBound(to: Methods.self)
        }
    }

    /// Puts the layer on top of what is SQLite's default when this is first read.
    static let registration: Int32 = {
        guard let original = sqlite3_vfs_find(nil), let name = strdup("faulty") else {
            return SQLITE_ERROR
        }
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: original.pointee)
        layer.pointee.zName = UnsafePointer(name)
        layer.pointee.pAppData = UnsafeMutableRawPointer(original)
        layer.pointee.xOpen = { layer, name, file, flags, outFlags in
            let original = layer?.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self)
            guard let original, let open = original.pointee.xOpen else { return SQLITE_CANTOPEN }
            let code = open(original, name, file, flags, outFlags)
            if code == SQLITE_OK, let name { FaultyDisk.watch(file, name) }
            return code
        }
        return sqlite3_vfs_register(layer, 1)
    }()

    private static func watch(
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ name: UnsafePointer<CChar>
    ) {
        guard let original = file?.pointee.pMethods, let path = strdup(name) else { return }
        // Stays until the tests end: the file may be open for as long.
        let methods = UnsafeMutablePointer<Methods>.allocate(capacity: 1)
        methods.initialize(
            to: Methods(table: original.pointee, original: original, path: path))
        methods.pointee.table.xRead = { file, buffer, count, offset in
            if FaultyDisk.fails(.read, file) { return Call.read.code }
            let original = FaultyDisk.methods(of: file)?.pointee.original
            return original?.pointee.xRead(file, buffer, count, offset) ?? SQLITE_IOERR
        }
        methods.pointee.table.xWrite = { file, buffer, count, offset in
            if FaultyDisk.fails(.write, file) { return Call.write.code }
            let original = FaultyDisk.methods(of: file)?.pointee.original
            return original?.pointee.xWrite(file, buffer, count, offset) ?? SQLITE_IOERR
        }
        methods.pointee.table.xSync = { file, flags in
            if FaultyDisk.fails(.sync, file) { return Call.sync.code }
            let original = FaultyDisk.methods(of: file)?.pointee.original
            return original?.pointee.xSync(file, flags) ?? SQLITE_IOERR
        }
        file?.pointee.pMethods = UnsafePointer(
            UnsafeRawPointer(methods).assumingMemoryBound(to: sqlite3_io_methods.self))
    }
}
