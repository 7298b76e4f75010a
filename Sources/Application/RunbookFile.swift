internal import Foundation

/// Puts new bytes into the place of a runbook's file, whole or not at all, with its mode and owner.
///
/// A symbolic link stays one. Between the last look at the old bytes and the change another program
/// could still write; that moment is as short as it can be without a lock that editors do not take.
///
/// - Throws: ``Failure`` `conflict` if the file is not what was read, `failed` if it cannot be
///   written; the file is then as it was.
package func replaceRunbook(
    at path: String, holding old: [UInt8], with new: [UInt8]
) throws(Failure) {
    let target = URL(filePath: path).resolvingSymlinksInPath().path
    var status = stat()
    guard stat(target, &status) == 0 else { throw Failure(.notFound, "'\(path)' cannot be read") }
    let draft = target + ".\(ProcessInfo.processInfo.processIdentifier).draft"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
        throw Failure(
            .failed, "'\(path)' cannot be written",
            details: [String(cString: strerror(errno)) + ": \(draft)"])
    }
    do {
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        // Only the administrator may give a file away; for everybody else the owner is right already.
        _ = fchown(descriptor, status.st_uid, status.st_gid)
        guard fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
            throw Failure(.failed, "'\(path)' cannot keep its mode")
        }
        try handle.write(contentsOf: Data(new))
        try handle.synchronize()
        try handle.close()
        guard try readFile(target, limit: RunbookShelf.sizeLimit) == old else {
            throw Failure(
                .conflict, "'\(path)' was changed while it was looked at; nothing was written")
        }
        guard rename(draft, target) == 0 else {
            throw Failure(.failed, "'\(path)' cannot be replaced")
        }
    } catch {
        try? FileManager.default.removeItem(atPath: draft)
        throw error as? Failure ?? Failure(.failed, "'\(path)' cannot be written")
    }
}
