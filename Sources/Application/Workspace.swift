internal import Foundation

/// The folder that holds a store: `.muster` with the record, the settings and the organisation's runbooks.
package struct Workspace: Sendable, Equatable {
    /// The name of the folder.
    package static let folderName = ".muster"

    /// The folder `.muster` itself.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    package var storePath: String { folder + "/store.sqlite" }
    package var settingsPath: String { folder + "/config.json" }
    package var runbooksPath: String { folder + "/runbooks" }
    private var statePath: String { folder + "/state" }

    /// Looks for a store in `directory` and in the folders above it, as git does.
    ///
    /// - Throws: ``Failure`` `notFound` if there is none.
    package static func find(from directory: String) throws(Failure) -> Workspace {
        var path = URL(filePath: directory).standardizedFileURL.path
        while true {
            let candidate = Workspace(folder: (path == "/" ? "" : path) + "/" + folderName)
            if FileManager.default.fileExists(atPath: candidate.storePath) { return candidate }
            let parent = URL(filePath: path).deletingLastPathComponent().path
            if parent == path || path == "/" { break }
            path = parent
        }
        throw Failure(
            .notFound, "no store found in \(directory) or above", hint: "init")
    }

    /// Makes the folder, readable by its owner alone.
    package func make() throws(Failure) {
        do {
            for path in [folder, runbooksPath, statePath] {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
        } catch {
            throw Failure(
                .configuration, "the folder '\(folder)' cannot be made",
                details: ["is the folder above it writable?"], hint: "init ~/incidents")
        }
    }

    /// The incident that a person has chosen as the current one; `nil` if none.
    package func currentIncident(of person: String) -> String? {
        let bytes = FileManager.default.contents(atPath: currentPath(of: person))
        let text = bytes.flatMap { String(data: $0, encoding: .utf8) }
        return text?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Chooses the current incident; `nil` for none.
    package func setCurrentIncident(_ id: String?, of person: String) throws(Failure) {
        let path = currentPath(of: person)
        guard let id else {
            try? FileManager.default.removeItem(atPath: path)
            return
        }
        try writeFile(Array((id + "\n").utf8), to: path)
    }

    private func currentPath(of person: String) -> String {
        let safe = person.utf8.map { byte in
            (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
                ? String(UnicodeScalar(byte)) : "_\(byte)"
        }.joined()
        return statePath + "/current-" + safe
    }
}

/// Writes a file whole or not at all, readable by its owner alone.
///
/// - Throws: ``Failure`` `failed`, with the path.
package func writeFile(_ bytes: [UInt8], to path: String) throws(Failure) {
    let target = URL(filePath: path)
    let draft = target.deletingLastPathComponent().appending(
        path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
        let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw Failure(.failed, "'\(path)' cannot be written") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
        guard rename(draft.path, path) == 0 else {
            throw Failure(.failed, "'\(path)' cannot be replaced")
        }
    } catch {
        try? FileManager.default.removeItem(at: draft)
        throw error as? Failure ?? Failure(.failed, "'\(path)' cannot be written")
    }
}

/// Reads a file of at most `limit` bytes.
///
/// - Throws: ``Failure`` `notFound` or `usage`, with the path.
package func readFile(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else {
        throw Failure(.notFound, "'\(path)' cannot be read")
    }
    defer { try? handle.close() }
    do {
        let bytes = try handle.read(upToCount: limit + 1) ?? Data()
        guard bytes.count <= limit else {
            throw Failure(.usage, "'\(path)' is larger than \(limit) bytes")
        }
        return Array(bytes)
    } catch {
        throw error as? Failure ?? Failure(.notFound, "'\(path)' cannot be read")
    }
}
