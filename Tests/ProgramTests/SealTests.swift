import Foundation
import Glibc
import Testing

/// Keys, seals, and what `verify` finds when somebody who can write the file has been there.
@Suite struct SealTests {
    /// An incident with six entries, the first five of them sealed; leaf 3 is the store's trust in the key.
    private func sealedHome() throws -> Home {
        let home = try Home.atWork()
        try home.muster("key", "new")
        try home.muster("note", "paid 100")
        try home.muster("note", "called the bank")
        try home.muster("seal", "--to", "kept.checkpoint")
        try home.muster("note", "the bank called back")
        return home
    }

    @Test func `a seal covers what is there and says so`() throws {
        let home = try Home.atWork()
        let refused = try home.muster("seal", code: 78)
        #expect(refused.hint == "key new")
        let made = try home.muster("key", "new", "--json").json
        #expect(made["trusted"].bool == true && made["entry"].int == 1)
        #expect(made["key"].string?.hasPrefix("dana+") == true)
        let sealed = try home.muster("seal", "--json").json
        #expect(sealed["size"].int == 4 && sealed["number"].int == 1 && sealed["new"].bool == true)
        let again = try home.muster("seal")
        #expect(again.output.contains("Nothing came since seal 1"), "\(again)")
        try home.muster("note", "x")
        let verified = try home.muster("verify")
        #expect(verified.output.contains("1 seal good (last #3, dana+"), "\(verified)")
        #expect(verified.output.contains("1 entry since"), "\(verified)")
        #expect(try home.muster("-q", "seal").output == "2\n")
        let json = try home.muster("verify", "--json").json
        #expect(json["tree"]["sealed_to"].int == 5 && json["items"][0]["seals"].int == 2)
        #expect(try home.muster("list", "--json").json["items"].items.count == 1)
    }

    @Test func `the private key is in its own file and nowhere else`() throws {
        let home = try sealedHome()
        let folder = home.folder + "/.config/muster/keys"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        var information = stat()
        #expect(stat(folder + "/" + name, &information) == 0)
        #expect(information.st_mode & 0o777 == 0o600)
        let written = String(decoding: home.read(".config/muster/keys/" + name), as: UTF8.self)
        let secret = try #require(written.split(separator: "+", maxSplits: 4).last?.prefix(40))
        #expect(!String(decoding: home.storeBytes, as: UTF8.self).contains(secret))
        for words in [
            ["key", "list"], ["key", "list", "--json"], ["doctor"], ["verify", "--json"],
            ["seal", "--print"], ["key", "new"], ["key", "trust", folder + "/" + name],
            ["key", "trust", written], ["verify", "--key", written], ["seal", "--with", written],
        ] {
            let answer = try home.muster(words, code: nil)
            #expect(!answer.everything.contains(secret), "\(answer)")
        }
    }

    @Test func `a key that others can read, or that is damaged, is named and not used`() throws {
        let home = try Home.atWork()
        let path = try #require(try home.muster("key", "new", "--json").json["file"].string)
        chmod(path, 0o644)
        let refused = try home.muster("seal", code: 78)
        #expect(refused.errors.contains("mode 644"), "\(refused)")
        chmod(path, 0o600)
        try home.muster("seal")
        try home.write("PRIVATE+KEY+dana+00000000+AAAA\n", to: ".config/muster/keys/dana.key")
        let listed = try home.muster("key", "list")
        #expect(listed.output.contains("UNUSABLE") && !listed.output.contains("AAAA"), "\(listed)")
    }

    @Test func `a new key never takes the place of another`() throws {
        let home = try Home.atWork()
        try home.muster("key", "new", "dana")
        let refused = try home.muster("key", "new", "dana", code: 64)
        #expect(refused.hint == "key list")
        for name in ["two words", "a+b", "", String(repeating: "x", count: 200)] {
            try home.muster("key", "new", name, code: 64)
        }
        #expect(try home.muster("key", "list", "--json").json["items"].items.count == 1)
    }

    @Test func `dry runs make no key, no trust and no seal`() throws {
        let home = try Home.atWork()
        try home.muster("key", "new", "--dry-run")
        #expect(try home.muster("key", "list", "--json").json["items"].items.isEmpty)
        try home.muster("key", "new")
        try home.muster("seal", "--dry-run")
        let vkey = "lee+9b14d853+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        try home.muster("key", "trust", vkey, "--dry-run")
        let tree = try home.muster("verify", "--json").json["tree"]
        #expect(tree["size"].int == 4 && tree["seals"].items.isEmpty)
    }

    @Test func `closing and reporting seal by themselves, and fail for nothing of it`() throws {
        let home = try Home.atWork()
        let silent = try home.muster("report", "-o", "a.md")
        #expect(silent.errors.isEmpty, "\(silent)")
        try home.muster("key", "new")
        let reported = try home.muster("report", "-o", "a.md")
        #expect(reported.errors.contains("Sealed: seal 1 covers 4 entries"), "\(reported)")
        #expect(try home.muster("report", "-o", "b.md").errors.isEmpty)
        #expect(try home.muster("report", "-o", "c.md", "--dry-run").errors.contains("Would"))
        let closed = try home.muster(
            "close", "--force", "--yes", "--resolution", "false-alarm", "--why", "nothing")
        #expect(closed.errors.contains("Sealed: seal 2 covers"), "\(closed)")
        #expect(closed.lastLine.hasPrefix("Next: muster report"))
        #expect(try home.muster("verify").output.contains("covers all"))
    }

    @Test func `who does not want seals by themselves has none`() throws {
        let home = try Home.atWork()
        try home.muster("key", "new")
        try home.write(
            #"{"version":1,"channels":[],"sealsByItself":false}"#, to: ".muster/config.json")
        #expect(try home.muster("report", "-o", "a.md").errors.isEmpty)
        #expect(try home.muster("verify", "--json").json["tree"]["seals"].items.isEmpty)
    }

    @Test(.enabled(if: Forger.isThere, "needs Python 3 with sqlite3"))
    func `a broken record is reported all the same, and not sealed`() throws {
        let home = try sealedHome()
        try Forger.forge("run('DELETE FROM leaves WHERE position = 4')", in: home)
        let reported = try home.muster("report", "-o", "a.md")
        #expect(reported.errors.contains("Not sealed: the record is broken"), "\(reported)")
        #expect(!home.read("a.md").isEmpty)
    }

    @Test func `the organisation stands in the key and in the store's name`() throws {
        let home = try Home.atWork()
        try home.write(
            #"{"version":1,"channels":[],"organisation":"Example Ltd"}"#, to: ".muster/config.json")
        let key = try home.muster("key", "new", "--json").json
        #expect(key["name"].string == "dana@Example-Ltd")
        let origin = try home.muster("seal", "--json").json["origin"].string
        #expect(origin?.hasPrefix("Example-Ltd/") == true)
    }

    @Test func `a colleague's key seals once somebody trusts it`() throws {
        let home = try sealedHome()
        let lee = ["XDG_CONFIG_HOME": home.folder + "/lee", "MUSTER_USER": "lee"]
        let made = try home.muster("key", "new", "--json", with: lee).json
        #expect(made["trusted"].bool == false)
        let refused = try home.muster("seal", with: lee, code: 78)
        #expect(refused.errors.contains("does not trust your key lee+"), "\(refused)")
        let key = try #require(made["key"].string)
        try home.muster("key", "trust", key, "--why", "second shift", with: lee, code: 78)
        try home.muster("key", "trust", key, "--why", "second shift")
        try home.muster("seal", with: lee)
        let items = try home.muster("key", "list", "--json").json["items"].items
        #expect(items.map { $0["seals"].items.count } == [1, 1])
        #expect(items.map { $0["mine"].bool } == [true, false])
        #expect(try home.muster("verify").output.contains("2 seals good"))
        // Only what the given key vouches for counts.
        try home.muster("verify", "--key", try #require(items[0]["key"].string))
        let alone = try home.muster("verify", "--key", key)
        #expect(alone.output.contains("1 seal good"), "\(alone)")
        let stranger = "lee+9b14d853+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        let none = try home.muster("verify", "--key", stranger, code: 6)
        #expect(none.output.contains("no seal is good and by a key that was given"), "\(none)")
    }

    /// What a forger does, and what has to be said of it.
    private static let forgeries: [(String, [String])] = [
        (
            "say(4, '100', '999')",
            [
                "BROKEN at entry #4", "entry #4 says hash",
                "entries #1 to #3, #5 are covered by seal 1 (",
                "entries #4, #6 cannot be trusted without another copy",
            ]
        ),
        (
            "run(\"DELETE FROM entries WHERE number = 4 AND incident LIKE 'INC%'\")",
            ["BROKEN at entry #4", "entry #4 is missing", "entries #1 to #3 are covered by seal 1"]
        ),
        (
            "say(4, '100', '999'); count_anew()",
            [
                "BROKEN at entry #1", "seal 1 (", "does not fit",
                "from entry #1 on it may not be what was sealed", "tree  BROKEN",
            ]
        ),
        (
            """
            run("DELETE FROM entries WHERE number > 4 AND incident LIKE 'INC%'")
            count_anew()
            """, ["covers 6 entries, the tree has 5: the last one is missing"]
        ),
        (
            """
            run("UPDATE leaves SET number = 99 WHERE position = 4")
            run("UPDATE leaves SET number = 4 WHERE position = 5")
            run("UPDATE leaves SET number = 5 WHERE position = 4")
            """,
            [
                "BROKEN at entry #4", "entry #5 is not the one of leaf 4",
                "entry #4 is not the one of leaf 5",
                "entries #1 to #3 are covered by seal 1",
            ]
        ),
        (
            "run('UPDATE leaves SET hash = zeroblob(32) WHERE position = 4')",
            ["BROKEN at entry #1", "entry #4 is not the one of leaf 4", "does not fit"]
        ),
        ("run('DELETE FROM leaves WHERE position = 4')", ["leaf 4 is missing"]),
        (
            "run('DELETE FROM seals'); say(4, '100', '999'); count_anew()",
            ["your own copy of a seal"]
        ),
        (
            """
            (note,) = run('SELECT note FROM seals')[0]
            run('UPDATE seals SET size = 5, note = ?', note.replace(b'\\n6\\n', b'\\n5\\n'))
            """,
            ["seal 1 (", "has a forged signature"]
        ),
        (
            """
            run("INSERT INTO seals SELECT 2, size, 'eve+247a5177+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4', sealed_at, note FROM seals")
            """, ["seal 2 (", "is by eve+", "which this store does not trust"]
        ),
        ("run('UPDATE seals SET size = 3')", ["says another size than its note"]),
        ("run(\"UPDATE seals SET sealed_at = 'x'\")", ["seal 1 (", "cannot be read"]),
        (
            "run(\"UPDATE entries SET fidelity = 'x' WHERE incident = 'STORE'\")",
            ["the store's own stream: the store's head names 1 entries, there are 0"]
        ),
        (
            "run(\"UPDATE entries SET payload = CAST('{}' AS BLOB) WHERE incident = 'STORE'\")",
            ["the store's own stream: entry #1 says hash", "holds no signed statement"]
        ),
        (
            "run(\"DELETE FROM entries WHERE incident = 'STORE'\"); run('DELETE FROM streams')",
            ["STORE: entry #1 is missing; leaf 3 has it"]
        ),
        (
            """
            run("DELETE FROM entries WHERE incident LIKE 'INC%'")
            run('DELETE FROM incidents')
            """, ["tree  BROKEN", ": entry #1 is missing; leaf 0 has it"]
        ),
    ]

    @Test(.enabled(if: Forger.isThere, "needs Python 3 with sqlite3"), arguments: forgeries)
    func `what a forger did is found, and what can still be trusted is said`(
        script: String, words: [String]
    ) throws {
        let home = try sealedHome()
        try Forger.forge(script, in: home)
        let broken = try home.muster("verify", code: 6)
        for word in words { #expect(broken.output.contains(word), "\(word): \(broken)") }
        #expect(try home.muster("verify", "--json", code: 6).json["good"].bool == false)
        let before = try home.muster("verify", "--json", code: 6).json["tree"]["seals"].items.count
        let refused = try home.muster("seal", code: 6)
        #expect(refused.errors.contains("it is not sealed"), "\(refused)")
        let after = try home.muster("verify", "--json", code: 6).json["tree"]["seals"].items.count
        #expect(after == before)
    }

    @Test(.enabled(if: Forger.isThere, "needs Python 3 with sqlite3"))
    func `an earlier seal proves what it covers though a later one does not fit any more`() throws {
        let home = try sealedHome()
        try home.muster("open", "Another")
        try home.muster("note", "paid again", "-i", "1")
        try home.muster("seal")
        try Forger.forge("say(6, 'called back', 'did not call'); count_anew()", in: home)
        let broken = try home.muster("verify", code: 6)
        for word in [
            "0001  BROKEN at entry #6", "0002  BROKEN at entry #1", "seal 2 (", "does not fit",
            "entries #1 to #5 are covered by seal 1 (",
            "entries #6 to #7 cannot be trusted without another copy",
            "the first 6 leaves are covered by seal 1",
        ] {
            #expect(broken.output.contains(word), "\(word): \(broken)")
        }
    }

    @Test func `no key has a name that would turn text round`() throws {
        let home = try sealedHome()
        let hostile = "a\u{202e}b\u{1b}"
        for name in [hostile, "a\u{202e}b"] {
            try home.muster(["key", "new", name], code: 64)
            try home.muster(["key", "revoke", name, "--why", "x"], code: 4)
        }
    }

    @Test func `the checkpoint is printed when it is asked for`() throws {
        let home = try sealedHome()
        let printed = try home.muster("seal", "--to", "-")
        try home.write(printed.output, to: "printed.checkpoint")
        try home.muster("verify", "--against", "printed.checkpoint")
    }

    @Test(.enabled(if: Forger.isThere, "needs Python 3 with sqlite3"))
    func `a whole new record is found by what was kept elsewhere, and by nothing else`() throws {
        let home = try sealedHome()
        let digits = try #require(
            try home.muster("verify", "--json").json["tree"]["root"].string)
        let good = try home.muster("verify", "--against", "kept.checkpoint")
        #expect(good.output.contains("kept.checkpoint fits: it covers 6 of 7 entries"), "\(good)")
        try home.muster("verify", "--against", "7:\(digits)")
        try Forger.forge(
            "say(4, '100', '999'); count_anew(); run('DELETE FROM seals')", in: home)
        try home.muster("verify", "--older")
        for kept in ["kept.checkpoint", "7:\(digits.prefix(16))"] {
            let broken = try home.muster("verify", "--against", kept, code: 6)
            #expect(broken.output.contains("does not fit"), "\(broken)")
            #expect(broken.output.contains("BROKEN at entry #1"), "\(broken)")
        }
        let own = try home.muster("verify", code: 6)
        #expect(own.output.contains("your own copy of a seal ("), "\(own)")
        let refused = try home.muster("seal", code: 6)
        #expect(refused.errors.contains("your own copy of a seal ("), "\(refused)")
        try home.muster("verify", with: ["XDG_CONFIG_HOME": home.folder + "/other"])
        let cut = try home.muster("verify", "--older", "--against", "9:\(digits)", code: 6)
        #expect(cut.output.contains("the last 2 are missing"), "\(cut)")
    }

    @Test func `what is kept elsewhere is checked, too`() throws {
        let home = try sealedHome()
        let note = String(decoding: home.read("kept.checkpoint"), as: UTF8.self)
        try home.write(note.replacingOccurrences(of: "\n6\n", with: "\n5\n"), to: "forged")
        let forged = try home.muster("verify", "--against", "forged", code: 6)
        #expect(forged.output.contains("forged signature"), "\(forged)")
        let other = try sealedHome()
        let stranger = try other.muster(
            "verify", "--against", home.folder + "/kept.checkpoint", code: 6)
        #expect(stranger.output.contains("is of muster/"), "\(stranger)")
        for word in ["none", "6:xyz", "6:12", "x:123412341234", "-1:123412341234"] {
            let refused = try home.muster(["verify", "--against=\(word)"], code: nil)
            #expect([4, 64].contains(refused.code), "\(refused)")
        }
    }

    @Test func `doctor says whether one can seal, and what is sealed`() throws {
        let home = try Home.atWork()
        #expect(try home.muster("doctor").output.contains("you have no key"))
        let lee = ["XDG_CONFIG_HOME": home.folder + "/lee", "MUSTER_USER": "lee"]
        try home.muster("key", "new")
        #expect(try home.muster("doctor").output.contains("none yet; dana+"))
        try home.muster("seal")
        try home.muster("note", "x")
        #expect(try home.muster("doctor").output.contains("4 of 5 entries ("))
        try home.muster("key", "new", with: lee)
        #expect(
            try home.muster("doctor", with: lee).output.contains("does not trust your key lee+"))
        let path = try #require(try home.muster("key", "list", "--json").json["folder"].string)
        try home.write("nonsense", to: ".config/muster/keys/x.key")
        #expect(try home.muster("doctor").output.contains(path + "/x.key"))
    }

    @Test func `a copy from before is known to be one`() throws {
        let home = try sealedHome()
        try FileManager.default.createDirectory(
            atPath: home.folder + "/copy", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: home.folder + "/.muster", toPath: home.folder + "/copy/.muster")
        try home.muster("seal")
        let older = try home.muster("-C", "copy", "verify")
        #expect(older.output.contains("1 seal good"), "\(older)")
        try home.muster("note", "x")
        try home.muster("seal")
        let cut = try home.muster("-C", "copy", "verify", code: 6)
        #expect(cut.output.contains("the last one is missing"), "\(cut)")
        #expect(cut.hint == "-C ~/copy verify --older")
        try home.muster("-C", "copy", "verify", "--older")
        // Going on from the copy would make a second history; it is refused before it is signed.
        try home.muster("-C", "copy", "note", "y", "-i", "1")
        let forked = try home.muster("-C", "copy", "seal", code: 6)
        #expect(forked.errors.contains("your own copy of a seal"), "\(forked)")
    }

    @Test func `seals and notes at the same moment all fit together`() throws {
        let home = try sealedHome()
        var crowd: [Home.Running] = []
        for round in 0..<6 {
            crowd.append(try home.start(["note", "crowd \(round)"]))
            crowd.append(try home.start(["seal"]))
        }
        for running in crowd {
            let answer = running.finish()
            #expect(answer.code == 0, "\(answer)")
        }
        try home.muster("seal")
        let json = try home.muster("verify", "--json").json
        #expect(json["good"].bool == true && json["tree"]["size"].int == 13)
        #expect(json["tree"]["sealed_to"].int == 13)
    }

    @Test func `whenever a command is killed, the tree and the record fit`() throws {
        let home = try sealedHome()
        for round in 0..<12 {
            let words = round.isMultiple(of: 2) ? ["note", "round \(round)"] : ["seal"]
            let running = try home.start(words)
            usleep(UInt32(round) * 7_000)
            kill(running.process.id, SIGKILL)
            _ = running.finish()
            #expect(try home.muster("verify", "--json").json["good"].bool == true)
        }
        try home.muster("note", "after all")
        try home.muster("seal")
    }
}
