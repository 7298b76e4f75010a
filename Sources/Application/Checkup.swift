internal import Chronology
internal import Foundation
internal import Journal
internal import Notifications
internal import Runbooks

/// What `doctor` found, in the order in which people should read it.
package struct Checkup: Sendable, Equatable {
    /// How good or bad a finding is.
    package enum Level: String, Sendable {
        case ok
        /// It works, and something should be better.
        case warn
        /// Something that people rely on does not work.
        case fail
    }

    /// One thing that was looked at.
    package struct Finding: Sendable, Equatable {
        package let level: Level
        /// What was looked at, in one or two words.
        package let subject: String
        package let message: String
        /// How to mend it, or what to do with it.
        package let hint: String?

        package init(_ level: Level, _ subject: String, _ message: String, hint: String? = nil) {
            self.level = level
            self.subject = subject
            self.message = message
            self.hint = hint
        }
    }

    package private(set) var findings: [Finding] = []

    package func count(_ level: Level) -> Int { findings.count { $0.level == level } }

    /// Looks at everything that can be looked at from a folder, with a store or without.
    package init(from folder: String, actor: String?, surroundings: Surroundings) {
        let workspace: Workspace?
        do throws(Failure) {
            workspace = try Workspace.find(from: folder)
        } catch {
            workspace = nil
            findings.append(Finding(.warn, "store", error.message, hint: "muster init"))
        }
        var settings = Settings()
        if let workspace {
            findings += Checkup.store(workspace, surroundings)
            findings += Checkup.permissions(workspace)
            findings += [Checkup.space(workspace)]
            do throws(Failure) {
                settings = try Settings(of: workspace)
                findings.append(Finding(.ok, "settings", "can be read"))
            } catch {
                findings.append(
                    Finding(
                        .fail, "settings", error.message,
                        hint: "mend the JSON, or move the file away and add the channels again"))
            }
        }
        findings.append(Checkup.clock(surroundings.now()))
        findings.append(Checkup.identity(actor, settings, surroundings.environment))
        findings += Checkup.runbooks(workspace)
        findings.append(Checkup.severity(workspace))
        findings += Checkup.taxonomies(workspace)
        findings += Checkup.channels(settings, surroundings.environment, hasStore: workspace != nil)
        findings += Checkup.keys(workspace, surroundings)
        findings.append(Checkup.libcurl(isNeeded: !settings.channels.isEmpty))
    }
}

extension Checkup {
    private static func store(_ workspace: Workspace, _ surroundings: Surroundings) -> [Finding] {
        do throws(JournalError) {
            let pages = surroundings.environment["MUSTER_STORE_PAGES"].flatMap { Int($0) }
            let store = try Store(path: workspace.storePath, pageLimit: pages)
            let count = try store.incidents().count
            return [
                Finding(
                    .ok, "store",
                    "\(workspace.storePath) opens, \(count) incident(s); "
                        + "write-ahead log, every commit is synced")
            ] + [try outbox(store)]
        } catch {
            let failure = Failure(error)
            return [
                Finding(
                    .fail, "store", error.message,
                    hint: failure.details.first ?? "muster verify, or take a copy from before")
            ]
        }
    }

    private static func outbox(_ store: Store) throws(JournalError) -> Finding {
        func count(_ states: DeliveryState...) throws(JournalError) -> Int {
            try store.outbox(in: states.map(\.rawValue)).count
        }
        let queued = try count(.queued, .sending)
        let stuck = try count(.ambiguous, .held, .dead)
        if stuck > 0 {
            return Finding(
                .warn, "outbox", "\(stuck) message(s) wait for a person, \(queued) are queued",
                hint: "muster outbox list")
        }
        return queued > 0
            ? Finding(
                .warn, "outbox", "\(queued) message(s) are queued", hint: "muster outbox flush")
            : Finding(.ok, "outbox", "nothing waits")
    }

    /// The folder and the files are for their owner alone: a record holds names, hosts and plans.
    private static func permissions(_ workspace: Workspace) -> [Finding] {
        var findings: [Finding] = []
        let paths = [
            (workspace.folder, 0o700), (workspace.runbooksPath, 0o700),
            (workspace.settingsPath, 0o600), (workspace.storePath, 0o600),
            (workspace.storePath + "-wal", 0o600), (workspace.storePath + "-shm", 0o600),
        ]
        for (path, wanted) in paths {
            guard let mode = mode(path) else { continue }
            let excess = mode & 0o777 & ~UInt32(wanted)
            let octal = String(mode & 0o777, radix: 8)
            if excess != 0 {
                let who = excess & 0o007 != 0 ? "everybody on this machine" : "their group"
                findings.append(
                    Finding(
                        excess & 0o007 != 0 ? .fail : .warn, "permissions",
                        "\(path) has mode \(octal): open to \(who)",
                        hint: "chmod \(String(wanted, radix: 8)) '\(path)'"))
            }
            if access(path, W_OK) != 0 {
                findings.append(
                    Finding(
                        .fail, "permissions", "\(path) cannot be written by this user",
                        hint: "work as its owner, or make it writable"))
            }
        }
        return findings.isEmpty
            ? [Finding(.ok, "permissions", "folder 700, files 600, writable")] : findings
    }

    private static func mode(_ path: String) -> UInt32? {
        var info = Foundation.stat()
        return stat(path, &info) == 0 ? info.st_mode : nil
    }

    private static func space(_ workspace: Workspace) -> Finding {
        var info = statvfs()
        guard statvfs(workspace.folder, &info) == 0 else {
            return Finding(.warn, "disk", "its free space cannot be read")
        }
        let megabytes = UInt64(info.f_bavail) * UInt64(info.f_frsize) / 1_048_576
        let text =
            megabytes >= 10_240 ? "\(megabytes / 1_024) GiB free" : "\(megabytes) MiB free"
        let level: Level = megabytes < 50 ? .fail : megabytes < 500 ? .warn : .ok
        return Finding(level, "disk", text, hint: level == .ok ? nil : "free some space")
    }

    /// The year from which on a clock can be right: the program is not older.
    private static let firstYear = 2024

    private static func clock(_ now: Timestamp) -> Finding {
        let text = now.wholeSecond.rfc3339
        guard CivilTime(now).year >= firstYear else {
            return Finding(
                .fail, "clock", "it shows \(text), which cannot be", hint: "set the clock")
        }
        let mark = "/run/systemd/timesync/synchronized"
        return FileManager.default.fileExists(atPath: mark)
            ? Finding(.ok, "clock", "\(text), synchronised")
            : Finding(.ok, "clock", "\(text); compare it with a second one")
    }

    private static func identity(
        _ actor: String?, _ settings: Settings, _ environment: [String: String]
    ) -> Finding {
        let sources: [(String?, String)] = [
            (actor, "--as"), (environment["MUSTER_USER"], "$MUSTER_USER"),
            (settings.user, "the settings"), (environment["USER"], "$USER"),
            (environment["LOGNAME"], "$LOGNAME"),
        ]
        guard
            let (name, source) = sources.lazy.compactMap({ pair in
                pair.0.map { ($0, pair.1) }
            }).first
        else {
            return Finding(
                .warn, "identity", "nobody: entries would be recorded as 'unknown'",
                hint: "export MUSTER_USER=dana, or --as dana")
        }
        let saysLittle = ["root", "admin", "ubuntu", "user", ""].contains(name)
        return Finding(
            saysLittle ? .warn : .ok, "identity", "'\(name)', from \(source)",
            hint: saysLittle ? "export MUSTER_USER=dana: who is it in the record?" : nil)
    }
}
