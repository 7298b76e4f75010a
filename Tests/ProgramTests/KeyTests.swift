import Foundation
import Testing

/// Keys that come to an end: rotated, revoked, used all the same.
@Suite struct KeyTests {
    private func sealedHome() throws -> Home {
        let home = try Home.atWork()
        try home.muster("key", "new")
        try home.muster("seal")
        return home
    }

    private static func lee(_ home: Home) -> [String: String] {
        ["XDG_CONFIG_HOME": home.folder + "/lee", "MUSTER_USER": "lee"]
    }

    /// Makes a key for lee that dana's vouches for, and gives it.
    private func bring(_ home: Home) throws -> String {
        let key = try #require(
            try home.muster("key", "new", "--json", with: Self.lee(home)).json["key"].string)
        try home.muster("key", "trust", key)
        return key
    }

    @Test func `a new key takes the place of the old one, and both their seals count`() throws {
        let home = try sealedHome()
        let old = try home.muster("-q", "key", "list").lines[0]
        try home.muster("key", "rotate", "--dry-run")
        #expect(try home.muster("-q", "key", "list").lines == [old])
        let rotated = try home.muster("key", "rotate", "--why", "new laptop", "--json").json
        #expect(rotated["key"].string == old && rotated["counts_to"].int == 4)
        let sealed = try home.muster("seal", "--json").json
        #expect(sealed["key"].string == rotated["next"].string && sealed["size"].int == 5)
        #expect(try home.muster("verify").output.contains("2 seals good"))
        let items = try home.muster("key", "list", "--json").json["items"].items
        #expect(items.map { $0["state"].string } == ["rotated", "trusted"])
        let again = try home.muster("key", "trust", old, code: 1)
        #expect(again.errors.contains("was rotated, and that stays so"), "\(again)")
        // Whoever has only the first key comes to the second by its statement.
        try home.muster("verify", "--key", old)
    }

    @Test func `a revoked key seals no more, and its earlier seals stay good`() throws {
        let home = try sealedHome()
        let lee = Self.lee(home)
        let key = try bring(home)
        try home.muster("seal", with: lee)
        let asked = try home.muster("key", "revoke", "lee", "--why", "stolen", code: 64)
        #expect(asked.errors.contains("--yes"), "\(asked)")
        try home.muster("key", "revoke", "lee", "--why", "stolen", "--dry-run")
        let revoked = try home.muster("key", "revoke", "lee", "--why", "stolen", "--yes")
        #expect(revoked.output.contains("its seals count up to 5 entries"), "\(revoked)")
        try home.muster("seal", with: lee, code: 78)
        #expect(try home.muster("verify").output.contains("2 seals good"))
        try home.muster("seal")
        try home.muster("key", "trust", key, code: 1)
        let listed = try home.muster("key", "list")
        #expect(listed.output.contains(": stolen"), "\(listed)")
        let again = try home.muster("key", "revoke", "lee", "--why", "again", "--yes")
        #expect(again.output.contains("already"), "\(again)")
        try home.muster("key", "revoke", "nobody", "--why", "x", "--yes", code: 4)
    }

    @Test func `what a key sealed after it was stolen does not count, nor whom it vouched for`()
        throws
    {
        let home = try sealedHome()
        let lee = Self.lee(home)
        _ = try bring(home)
        try home.muster("seal", with: lee)
        let kim = ["XDG_CONFIG_HOME": home.folder + "/kim", "MUSTER_USER": "kim"]
        let kimKey = try #require(
            try home.muster("key", "new", "--json", with: kim).json["key"].string)
        try home.muster("key", "trust", kimKey, with: lee)
        try home.muster("seal", with: kim)
        try home.muster(
            "key", "revoke", "lee", "--why", "stolen", "--from", "-3h", "--yes")
        let verified = try home.muster("verify")
        #expect(verified.output.contains("1 seal good"), "\(verified)")
        #expect(verified.output.contains("seal 2 ("), "\(verified)")
        #expect(
            verified.output.components(separatedBy: "does not count: it is by").count == 3,
            "\(verified)")
        try home.muster("seal", with: kim, code: 78)
        let items = try home.muster("key", "list", "--json").json["items"].items
        #expect(items.map { $0["state"].string } == ["trusted", "revoked", "revoked"])
        try home.muster("seal")
    }

    @Test func `the only key is not revoked, it is rotated`() throws {
        let home = try sealedHome()
        let refused = try home.muster("key", "revoke", "dana", "--why", "x", "--yes", code: 1)
        #expect(refused.hint == "key rotate")
    }

    @Test(.enabled(if: Forger.isThere, "needs Python 3 with sqlite3"))
    func `a seal that a revoked key made afterwards is a forgery`() throws {
        let home = try sealedHome()
        let lee = Self.lee(home)
        _ = try bring(home)
        // A copy of the store in which lee's key still is trusted makes the seal that is smuggled in.
        try FileManager.default.copyItem(
            atPath: home.folder + "/.muster", toPath: home.folder + "/copy/.muster".prepared)
        for _ in 0..<4 { try home.muster("-C", "copy", "note", "x", "-i", "1") }
        try home.muster("-C", "copy", "seal", with: lee)
        try home.muster("key", "revoke", "lee", "--why", "stolen", "--yes")
        for _ in 0..<4 { try home.muster("note", "y") }
        try Forger.forge(
            """
            store.execute("ATTACH 'copy/.muster/store.sqlite' AS copy")
            run('INSERT INTO seals SELECT 9, size, key, sealed_at, note FROM copy.seals'
                ' ORDER BY number DESC LIMIT 1')
            """, in: home)
        let broken = try home.muster("verify", code: 6)
        #expect(broken.output.contains("seal 9 ("), "\(broken)")
        #expect(broken.output.contains("which was revoked at size 0"), "\(broken)")
        let kept = try home.muster("-C", "copy", "seal", "--to", "kept", with: lee)
        #expect(kept.code == 0)
        let file = try home.muster("verify", "./kept", code: 6)
        #expect(file.errors.contains("which was revoked"), "\(file)")
    }

    @Test(
        .enabled(if: Forger.isThere, "needs Python 3 with sqlite3"),
        arguments: [
            ("replace(payload, 'verb revoked', 'verb trusted')", "is no statement about a key"),
            ("replace(payload, 'size ', 'size 9')", "forged signature"),
            ("replace(payload, 'store muster', 'store meister')", "statement for another store"),
            ("'{\"note\":\"\"}'", "holds no signed statement"),
        ])
    func `a statement that somebody changed is found though everything is counted anew`(
        change: String, words: String
    ) throws {
        let home = try sealedHome()
        _ = try bring(home)
        try home.muster("key", "revoke", "lee", "--why", "stolen", "--yes")
        try Forger.forge(
            "run(\"\"\"UPDATE entries SET payload = CAST(\(change) AS BLOB) WHERE kind = 'key-revoked'\"\"\")\ncount_anew()",
            in: home)
        let broken = try home.muster("verify", code: 6)
        #expect(broken.output.contains("entry #3 of the store's own stream"), "\(broken)")
        #expect(broken.output.contains(words), "\(broken)")
    }
}

extension String {
    /// The path, with the folder above it made.
    fileprivate var prepared: String {
        try? FileManager.default.createDirectory(
            at: URL(filePath: self).deletingLastPathComponent(), withIntermediateDirectories: true)
        return self
    }
}
