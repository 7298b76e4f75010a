internal import Foundation
internal import GRDB

/// The append-only record of all incidents of an organisation: one SQLite file in WAL mode.
///
/// Every append is one transaction that is on the disk when the call returns (`synchronous=FULL`, read back at
/// opening), with one sync of the log; see ``LogFileSystem``.
package struct Store: Sendable {
    let queue: DatabaseQueue
    /// The path of the database file.
    package let path: String

    /// How long a writer waits for another process before it gives up.
    static let patience: TimeInterval = 10
    /// Pages in the write-ahead log before they are moved into the database; keeps the next start-up short.
    static let checkpointPages = 256

    /// How a store is opened.
    package enum Mode: Sendable {
        /// Makes the file if there is none.
        case create
        /// Refuses if there is no store.
        case existing
    }

    /// Opens the store at `path`, brings its tables up to date and makes sure that commits are durable.
    ///
    /// - Parameter pageLimit: the greatest number of pages, to try out a full disk; `nil` for none.
    /// - Throws: ``JournalError``: `notFound`, `newerVersion`, `readOnly`, `corrupt`, `notDurable`, `busy`, `full` or `storage`.
    package init(path: String, mode: Mode = .existing, pageLimit: Int? = nil) throws(JournalError) {
        self.path = path
        if mode == .existing, !FileManager.default.fileExists(atPath: path) {
            throw JournalError(.notFound, "no store at '\(path)'")
        }
        try Store.requireLogFileSystem()
        // Files that SQLite makes beside the database take its mode: readable by nobody else.
        let oldMask = umask(0o077)
        defer { umask(oldMask) }
        queue = try Store.translate(path: path) {
            var configuration = Configuration()
            configuration.journalMode = .wal
            configuration.busyMode = .timeout(Store.patience)
            configuration.label = "muster.journal"
            configuration.observesSuspensionNotifications = false
            return try DatabaseQueue(path: path, configuration: configuration)
        }
        try Store.translate(path: path) { [queue] in
            try queue.writeWithoutTransaction { database in
                // GRDB sets NORMAL after its own preparation, so FULL has to be set here and read back.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try database.execute(
                    sql: "PRAGMA wal_autocheckpoint = \(4 * Store.checkpointPages)")
                try database.execute(sql: "PRAGMA trusted_schema = OFF")
                if let pageLimit {
                    try database.execute(sql: "PRAGMA max_page_count = \(pageLimit)")
                }
                try Store.requireDurability(database)
                try Store.shortenLog(path + "-wal", database)
            }
            try Store.migrate(queue, path: path)
        }
        // Closing the last connection would move the log into the database and sync twice more: a command
        // that has been acknowledged has nothing left to write, so the connection is kept until the process ends.
        _ = Unmanaged.passRetained(queue)
    }

    /// Moves a long log into the database and empties it.
    ///
    /// SQLite's own checkpoint after a commit cannot do that for commands that each are a process: the
    /// next process reads the log as if nothing of it had been moved, appends, and moves all of it again.
    private static func shortenLog(_ log: String, _ database: Database) throws {
        var information = stat()
        guard stat(log, &information) == 0, information.st_size > off_t(checkpointPages * 4_120)
        else { return }
        do {
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Another process is at work in it; the next command shortens the log.
        }
    }

    private static func requireLogFileSystem() throws(JournalError) {
        let answer = LogFileSystem.registration
        guard answer == 0 else {
            throw JournalError(
                .notDurable,
                "SQLite answers code \(answer) to the file layer that syncs the log's folder; "
                    + "an acknowledged entry could be lost, so nothing is written")
        }
    }

    private static func requireDurability(_ database: Database) throws {
        let journal = try String.fetchOne(database, sql: "PRAGMA journal_mode")
        let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
        guard journal == "wal", synchronous == 2 else {
            throw JournalError(
                .notDurable,
                "SQLite answers journal_mode=\(journal ?? "?") and synchronous=\(synchronous ?? -1); "
                    + "an acknowledged entry could be lost, so nothing is written")
        }
    }

    private static func migrate(_ queue: DatabaseQueue, path: String) throws {
        let migrator = Schema.migrator
        let (isCurrent, isNewer) = try queue.read { database in
            (
                try migrator.hasCompletedMigrations(database),
                try migrator.hasBeenSuperseded(database)
            )
        }
        if isNewer {
            throw JournalError(
                .newerVersion, "the store '\(path)' was written by a later version of muster")
        }
        if !isCurrent { try migrate(queue, with: migrator) }
    }

    /// Brings the tables up to date; another process may do the same at this moment.
    private static func migrate(_ queue: DatabaseQueue, with migrator: DatabaseMigrator) throws {
        var done = -1
        while true {
            do {
                return try migrator.migrate(queue)
            } catch {
                // What this process was about to do, the other one has done: it is looked at again.
                let applied = try queue.read { try migrator.appliedMigrations($0).count }
                guard applied > done, applied > 0 else { throw error }
                done = applied
            }
        }
    }

    /// Runs a database call and turns its errors into the journal's own, without values or SQL in them.
    static func translate<Result>(
        path: String, _ body: () throws -> Result
    ) throws(JournalError) -> Result {
        do {
            return try body()
        } catch let error as JournalError {
            throw error
        } catch let error as DatabaseError {
            throw JournalError(error, path: path)
        } catch {
            throw JournalError(.storage, "the store '\(path)' could not be used")
        }
    }

    func translate<Result>(_ body: () throws -> Result) throws(JournalError) -> Result {
        try Store.translate(path: path, body)
    }
}

extension JournalError {
    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.full, "the disk that holds '\(path)' is full; nothing was recorded")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init(.readOnly, "the store '\(path)' cannot be written")
        case .SQLITE_CANTOPEN:
            self.init(.readOnly, "the store '\(path)' cannot be opened for writing")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(.busy, "another process has held the store '\(path)' for too long")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init(.corrupt, "'\(path)' is no store, or it is damaged: \(error.message ?? "")")
        case .SQLITE_IOERR:
            let (verb, consequence) = JournalError.diskCall(error.extendedResultCode)
            self.init(
                .storage,
                "\(verb) '\(path)' failed: \(error.message ?? "disk I/O error")\(consequence)")
        default:
            self.init(
                .storage,
                "the store '\(path)' failed: \(error.message ?? "code \(error.resultCode.rawValue)")"
            )
        }
    }
    /// What the disk failed to do, and what that means for what was to be recorded.
    private static func diskCall(_ code: ResultCode) -> (verb: String, consequence: String) {
        switch code {
        case .SQLITE_IOERR_READ, .SQLITE_IOERR_SHORT_READ: ("reading", "")
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_TRUNCATE:
            ("writing", "; nothing was recorded")
        case .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC:
            ("syncing", "; nothing is sure to be recorded")
        default: ("reading or writing", "")
        }
    }
}
