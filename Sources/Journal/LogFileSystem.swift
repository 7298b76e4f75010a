internal import Foundation
internal import GRDBSQLite

/// A layer over SQLite's file system with which a commit costs one sync instead of two.
///
/// A file that was made is found after a power cut only if its folder was synced, too. SQLite does that for
/// the write-ahead log at the first commit of each process, because it opens the log with
/// `SQLITE_OPEN_CREATE` and cannot tell whether it made the file. Here each command is a process, so each
/// would pay for it. This layer changes how a log is opened, and nothing else:
///
/// - A log that holds something is opened without `SQLITE_OPEN_CREATE`: its folder is not synced.
/// - A missing or empty log is opened as ever, and its folder is synced at once.
///
/// So whoever can write the first byte of a log has synced the folder before. A log that holds something
/// therefore has a durable entry in its folder, and the first rule loses nothing. That also holds for a log
/// that is emptied while it is open, and for several processes: each of them that finds the log empty syncs.
/// Another program keeps it too, by SQLite's own rule, unless it is killed between its first write and its first sync.
enum LogFileSystem {
    /// SQLite's answer to the registration, which happens once, before the first store of a process is opened.
    ///
    /// Without this layer a log could be written whose folder was never synced, so no store is opened then.
    static let registration: Int32 = register()

    /// Under which name SQLite knows the layer.
    static let name = "muster"

    /// Makes the layer SQLite's default; what it does not change goes to the one that was the default before.
    private static func register() -> Int32 {
        guard let original = sqlite3_vfs_find(nil), let name = strdup(name) else {
            return SQLITE_ERROR
        }
        // SQLite keeps the pointer until the process ends.
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: original.pointee)
        layer.pointee.zName = UnsafePointer(name)
        layer.pointee.pAppData = UnsafeMutableRawPointer(original)
        layer.pointee.xOpen = { layer, name, file, flags, outFlags in
            LogFileSystem.open(layer, name, file, flags, outFlags)
        }
        return sqlite3_vfs_register(layer, 1)
    }

    private static func open(
        _ layer: UnsafeMutablePointer<sqlite3_vfs>?, _ name: UnsafePointer<CChar>?,
        _ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32,
        _ outFlags: UnsafeMutablePointer<Int32>?
    ) -> Int32 {
        let original = layer?.pointee.pAppData?.assumingMemoryBound(to: sqlite3_vfs.self)
        guard let original, let open = original.pointee.xOpen else { return SQLITE_CANTOPEN }
        guard flags & SQLITE_OPEN_WAL != 0, let name else {
            return open(original, name, file, flags, outFlags)
        }
        if holdsSomething(name) {
            let code = open(original, name, file, flags & ~SQLITE_OPEN_CREATE, outFlags)
            // If it is gone meanwhile, it is made like any other.
            if code == SQLITE_OK { return code }
        }
        var given: Int32 = 0
        let code = open(original, name, file, flags, &given)
        outFlags?.pointee = given
        // A log that can only be read gets no first byte.
        guard code == SQLITE_OK, given & SQLITE_OPEN_READONLY == 0 else { return code }
        if syncFolder(of: name) { return code }
        _ = file?.pointee.pMethods?.pointee.xClose?(file)
        file?.pointee.pMethods = nil
        return SQLITE_IOERR | (5 << 8)  // SQLITE_IOERR_DIR_FSYNC
    }

    private static func holdsSomething(_ name: UnsafePointer<CChar>) -> Bool {
        var information = stat()
        return stat(name, &information) == 0 && information.st_size > 0
    }

    /// Syncs the folder of a file; true as well where the file system knows no sync of folders.
    private static func syncFolder(of name: UnsafePointer<CChar>) -> Bool {
        let path = String(cString: name)
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0 || errno == EINVAL
    }
}
