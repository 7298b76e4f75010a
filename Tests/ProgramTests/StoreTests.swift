import Foundation
import Glibc
import Testing

/// Stores that are damaged, full, too new, or shared.
@Suite struct StoreTests {
    private static let sqlite = ["/usr/bin/sqlite3", "/bin/sqlite3", "/usr/local/bin/sqlite3"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private func sql(_ statement: String, _ home: Home) throws {
        let program = try #require(StoreTests.sqlite)
        let process = try Spawned(
            program, [home.storePath, statement], in: home.folder, environment: [:],
            streams: .files(input: "/dev/null", output: "/dev/null", errors: "/dev/null"))
        guard process.wait() == 0 else { throw POSIXError(.EPERM) }
    }

    @Test(.enabled(if: sqlite != nil, "needs the program sqlite3"))
    func `a store of a newer version is left alone`() throws {
        let home = try Home.atWork()
        try sql("INSERT INTO grdb_migrations VALUES ('v999')", home)
        let refused = try home.muster("status", code: 78)
        #expect(refused.errors.contains("a later version"), "\(refused)")
        try home.muster("note", "x", code: 78)
        try home.muster("doctor", code: 3)
        try sql("DELETE FROM grdb_migrations WHERE identifier = 'v999'", home)
        #expect(try home.muster("status", "--json").json["entries"].int == 3)
    }

    @Test(.enabled(if: sqlite != nil, "needs the program sqlite3"))
    func `an entry that somebody changed is found, and what came before it is trusted`() throws {
        let home = try Home.atWork()
        try home.muster("note", "paid 100")
        #expect(throws: (any Error).self) { try sql("DELETE FROM entries", home) }
        try sql(
            "DROP TRIGGER entries_are_not_changed; UPDATE entries SET payload = "
                + "CAST(replace(CAST(payload AS TEXT), '100', '999') AS BLOB) WHERE number = 4",
            home)
        let broken = try home.muster("verify", code: 6)
        #expect(broken.output.contains("BROKEN at entry #4"), "\(broken)")
        #expect(!broken.output.contains("good"), "\(broken)")
        let json = try home.muster("verify", "--json", code: 6).json
        #expect(json["good"].bool == false && json["items"][0]["broken_at"].int == 4)
        try home.muster("status", code: 6)
    }

    @Test(arguments: ["text", "folder", "zeroes"])
    func `what is no store is called that, and is not overwritten`(kind: String) throws {
        let home = try Home()
        try FileManager.default.removeItem(atPath: home.storePath)
        for ending in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.storePath + ending)
        }
        switch kind {
        case "text":
            try home.write(
                String(repeating: "not a database\n", count: 400), to: ".muster/store.sqlite")
        case "folder":
            try FileManager.default.createDirectory(
                atPath: home.storePath, withIntermediateDirectories: false)
        default:
            try home.write(
                [UInt8](repeating: 0, count: 8_192), to: ".muster/store.sqlite")
        }
        let before = home.read(".muster/store.sqlite")
        for words in [["status"], ["note", "x"], ["open", "x"], ["verify"]] {
            let answer = try home.muster(words, code: nil)
            #expect([1, 6, 78].contains(answer.code), "\(answer)")
            #expect(answer.errors.hasPrefix("muster: error: "), "\(answer)")
        }
        try home.muster("doctor", code: 3)
        #expect(home.read(".muster/store.sqlite") == before)
    }

    /// Root may write everywhere; then somebody else has to try.
    private static let somebodyElse =
        getuid() == 0
        ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

    @Test(
        .enabled(
            if: somebodyElse.allSatisfy {
                $0.hasPrefix("-") || FileManager.default.isExecutableFile(atPath: $0)
            }, "root needs setpriv to be somebody else"))
    func `a folder that is read-only is named`() throws {
        let home = try Home.atWork()
        let store = home.folder + "/.muster"
        let below = try FileManager.default.subpathsOfDirectory(atPath: store)
        for path in [home.folder, store] + below.map({ store + "/" + $0 }) {
            let isFolder = URL(filePath: path).hasDirectoryPath || path == store
            if getuid() == 0 { chown(path, 65_534, 65_534) }
            if path != home.folder { chmod(path, isFolder ? 0o500 : 0o400) }
        }
        for folder in ["/runbooks", "/state"] { chmod(store + folder, 0o500) }
        defer { for folder in ["", "/runbooks", "/state"] { chmod(store + folder, 0o700) } }
        let words = StoreTests.somebodyElse + [Home.program, "note", "x", "-i", "1"]
        let process = try Spawned(
            words[0], Array(words.dropFirst()), in: home.folder, environment: home.environment,
            streams: .files(
                input: "/dev/null", output: "/dev/null", errors: home.folder + "/errors"))
        let code = process.wait()
        let errors = String(decoding: home.read("errors"), as: UTF8.self)
        #expect(code == 78, "\(errors)")
        #expect(errors.contains("Hint: muster doctor"), "\(errors)")
    }

    @Test func `a full disk refuses the entry and keeps what was there`() throws {
        let home = try Home.atWork()
        let pages = home.read(".muster/store.sqlite").count / 4_096
        var refused: Answer?
        var written = 0
        let text = String(repeating: "a long note ", count: 600)
        for _ in 0..<40 where refused == nil {
            let answer = try home.muster(
                ["note", text], with: ["MUSTER_STORE_PAGES": String(max(pages, 16) + 12)], code: nil
            )
            if answer.code == 0 { written += 1 } else { refused = answer }
        }
        let full = try #require(refused)
        #expect(full.code == 1)
        #expect(full.errors.contains("space") || full.errors.contains("full"), "\(full)")
        #expect(try home.muster("status", "--json").json["entries"].int == 3 + written)
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
        try home.muster("note", "there is room again")
    }

    @Test func `twenty notes from two people at once are all there, without a gap`() throws {
        let home = try Home.atWork()
        for round in 0..<10 {
            let pair = try ["dana", "lee"].map { person in
                try home.start(["note", "\(person) \(round)", "--as", person, "-i", "1"])
            }
            for running in pair {
                let answer = running.finish()
                #expect(answer.code == 0, "\(answer)")
            }
        }
        try checkNumbers(home, count: 23)
    }

    @Test func `ten at the same moment wait for each other`() throws {
        let home = try Home.atWork()
        let crowd = try (0..<10).map { try home.start(["note", "crowd \($0)"]) }
        for running in crowd {
            let answer = running.finish()
            #expect(answer.code == 0, "\(answer)")
        }
        try checkNumbers(home, count: 13)
    }

    @Test func `five incidents opened at once get five numbers, and one key gives one`() throws {
        let home = try Home()
        let openings = try (0..<5).map { try home.start(["-q", "open", "at once \($0)"]) }
        let ids = openings.map { $0.finish().output }
        #expect(Set(ids).count == 5)
        let keyed = try (0..<4).map { _ in try home.start(["-q", "open", "again", "--key", "k"]) }
        let answers = keyed.map { $0.finish() }
        #expect(answers.allSatisfy { $0.code == 0 }, "\(answers)")
        #expect(Set(answers.map(\.output)).count == 1, "\(answers)")
        #expect(try home.muster("list", "--json").json["items"].items.count == 6)
    }

    @Test func `a step is done once when two do it at once`() throws {
        let home = try Home.atWork()
        let both = try ["dana", "lee"].map {
            try home.start(["step", "done", "look", "--as", $0, "-i", "1"])
        }
        let codes = both.map { $0.finish().code }
        #expect(codes.count { $0 == 0 } == 1, "\(codes)")
        try checkNumbers(home, count: 4)
    }

    @Test func `files of the store are for their owner alone`() throws {
        let home = try Home.atWork()
        let store = home.folder + "/.muster"
        var information = stat()
        #expect(stat(store, &information) == 0 && information.st_mode & 0o777 == 0o700)
        for name in try FileManager.default.subpathsOfDirectory(atPath: store)
        where !name.hasSuffix(".yaml") {
            stat(store + "/" + name, &information)
            #expect(information.st_mode & 0o077 == 0, "\(name)")
        }
    }

    private func checkNumbers(_ home: Home, count: Int) throws {
        let items = try home.muster("timeline", "1", "--json", "--recorded").json["items"].items
        #expect(items.compactMap { $0["entry"].int } == Array(1...count))
        let verified = try home.muster("verify", "--json").json
        #expect(verified["good"].bool == true && verified["items"][0]["entries"].int == count)
    }
}
