import Foundation
import Testing

private let strace = ["/usr/bin/strace", "/bin/strace", "/usr/local/bin/strace"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

/// Whether strace is there and may trace: containers often forbid it.
private let canTrace: Bool = {
    guard let strace else { return false }
    let process = try? Spawned(
        strace, ["-o", "/dev/null", "/bin/true"], in: "/", environment: [:],
        streams: .files(input: "/dev/null", output: "/dev/null", errors: "/dev/null"))
    return process?.wait() == 0
}()

/// How often a command waits for the disk. That is most of what a durable command costs, and does not depend on the machine.
@Suite(.enabled(if: canTrace, "needs the program strace, and leave to trace"))
struct SyncTests {
    /// Runs a command and gives the files and folders that it synced, in order.
    private func syncs(_ home: Home, _ arguments: [String]) throws -> [String] {
        let program = try #require(strace)
        let trace = home.folder + "/trace"
        let process = try Spawned(
            program,
            [
                "-f", "-y", "-e", "trace=fsync,fdatasync,sync,syncfs,msync", "-o", trace,
                Home.program,
            ]
                + arguments,
            in: home.folder, environment: home.environment,
            streams: .files(input: "/dev/null", output: "/dev/null", errors: "/dev/null"))
        #expect(process.wait() == 0)
        let text = try String(contentsOfFile: trace, encoding: .utf8)
        return text.split(separator: "\n").filter { $0.contains("sync(") }.map { line in
            let path = line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" }
            return URL(filePath: String(path)).lastPathComponent
        }
    }

    @Test(arguments: [
        ["note", "x"], ["decide", "Pull the plug", "--why", "spreading"],
        ["step", "done", "look"], ["update", "--conditions", "x", "--yes"],
    ])
    func `a command that records syncs the log once and nothing else`(words: [String]) throws {
        let home = try Home.atWork()
        #expect(try syncs(home, words) == ["store.sqlite-wal"])
    }

    @Test func `opening an incident also syncs the file that says which one is current`() throws {
        let home = try Home.atWork()
        let synced = try syncs(home, ["open", "Another one", "--yes"])
        #expect(synced.count == 2 && synced.first == "store.sqlite-wal", "\(synced)")
        #expect(synced.last?.hasPrefix(".current-dana") == true, "\(synced)")
    }

    @Test(arguments: [["status"], ["list"], ["timeline"], ["verify"], ["note", "x", "--dry-run"]])
    func `a command that only reads syncs nothing`(words: [String]) throws {
        let home = try Home.atWork()
        #expect(try syncs(home, words) == [])
    }

    private static let sqlite = ["/usr/bin/sqlite3", "/bin/sqlite3", "/usr/local/bin/sqlite3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test(.enabled(if: sqlite != nil, "needs the program sqlite3"), arguments: [false, true])
    func `the folder of a new log is synced before anything is in it`(isThere: Bool) throws {
        let home = try Home.atWork()
        // Closing moves the log into the database and removes it, as some tools for backups do.
        let close = try Spawned(
            try #require(SyncTests.sqlite), [home.storePath, "SELECT count(*) FROM entries"],
            in: home.folder, environment: [:],
            streams: .files(input: "/dev/null", output: "/dev/null", errors: "/dev/null"))
        #expect(close.wait() == 0)
        #expect(!FileManager.default.fileExists(atPath: home.storePath + "-wal"))
        if isThere { try home.write("", to: ".muster/store.sqlite-wal") }
        let first = try syncs(home, ["note", "x"])
        #expect(first.first == ".muster" && first.contains("store.sqlite-wal"), "\(first)")
        #expect(try syncs(home, ["note", "y"]) == ["store.sqlite-wal"])
        try home.muster("verify")
    }
}
