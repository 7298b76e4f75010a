import Foundation
import Testing

/// Proofs of single entries, checked by this program without a store, and by another one.
@Suite struct ProofTests {
    private struct Sealed {
        let home: Home
        let key: String
        let number: String
    }

    private func sealed() throws -> Sealed {
        let home = try Home.atWork()
        let key = try #require(try home.muster("key", "new", "--json").json["key"].string)
        let number = try home.muster("-q", "note", "paid 100 – „Grüße“").lines[0]
        for round in 0..<5 { try home.muster("note", "round \(round)") }
        try home.muster("seal", "--to", "all.checkpoint")
        return Sealed(home: home, key: key, number: number)
    }

    @Test func `a proof is good for whoever has the key, without a store`() throws {
        let sealed = try sealed()
        let home = sealed.home
        let written = try home.muster("proof", "1", sealed.number, "-o", "p.tlog-proof")
        #expect(written.output.contains("holds the whole entry: TLP:AMBER"), "\(written)")
        let here = try home.muster("verify", "p.tlog-proof")
        #expect(here.output.contains("which this store trusts"), "\(here)")
        let bare = try Home(isBare: true)
        let path = home.folder + "/p.tlog-proof"
        let there = try bare.muster("verify", path, "--key", sealed.key)
        for word in ["good", "#4, note, TLP:AMBER", "by       dana (lead)", "paid 100", "Grüße"] {
            #expect(there.output.contains(word), "\(word): \(there)")
        }
        let json = try bare.muster("verify", path, "--key", sealed.key, "--json").json
        #expect(json["good"].bool == true && json["entry"]["number"].int == 4)
        let unknown = try bare.muster("verify", path, code: 6)
        #expect(unknown.errors.contains("signed by no key that is known here"), "\(unknown)")
        try bare.write(sealed.key + "\n", to: "dana.vkey")
        try bare.muster("verify", path, "--key", "dana.vkey")
        try bare.muster("verify", home.folder + "/all.checkpoint", "--key", "dana.vkey")
    }

    @Test func `each entry that is sealed has a proof, and only those`() throws {
        let sealed = try sealed()
        let home = sealed.home
        for number in 1...9 {
            try home.muster("proof", "1", "\(number)", "-o", "p.tlog-proof")
            try home.muster("verify", "p.tlog-proof")
        }
        try home.muster("proof", "STORE", "1", "-o", "p.tlog-proof")
        try home.muster("verify", "p.tlog-proof")
        try home.muster("note", "later")
        let early = try home.muster("proof", "1", "10", code: 3)
        #expect(early.hint == "seal")
        try home.muster("proof", "1", "11", code: 4)
        try home.muster("proof", "2", "1", code: 4)
        #expect(try home.muster("proof", "1", "2").output.hasPrefix("c2sp.org/tlog-proof@v1\n"))
        try home.muster("proof", "1", "2", "-o", "dry.tlog-proof", "--dry-run")
        #expect(home.read("dry.tlog-proof").isEmpty)
    }

    /// Changes of a good proof, each of which has to be refused.
    private static let changes: [(String, @Sendable (String) -> String)] = [
        ("another index", { $0.replacing("index 4\n", with: "index 5\n") }),
        ("another size", { $0.replacing("\n10\n", with: "\n9\n") }),
        (
            "another entry",
            { text in
                var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map(String.init)
                let bytes = Data(base64Encoded: String(lines[1].dropFirst(6))) ?? Data()
                let changed = String(decoding: bytes, as: UTF8.self)
                guard changed.contains("paid 100"),
                    let start = bytes.range(of: Data("paid 100".utf8))
                else { return text }
                var forged = bytes
                forged.replaceSubrange(start, with: Data("paid 999".utf8))
                lines[1] = "extra " + forged.base64EncodedString()
                return lines.joined(separator: "\n")
            }
        ),
        (
            "a hash less",
            { text in
                var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                lines.remove(at: 3)
                return lines.joined(separator: "\n")
            }
        ),
        (
            "no entry",
            { text in
                var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                lines.remove(at: 1)
                return lines.joined(separator: "\n")
            }
        ),
    ]

    @Test(arguments: changes.indices)
    func `a changed proof proves nothing`(index: Int) throws {
        let sealed = try sealed()
        let home = sealed.home
        try home.muster("proof", "1", sealed.number, "-o", "p.tlog-proof")
        let good = String(decoding: home.read("p.tlog-proof"), as: UTF8.self)
        let (name, change) = Self.changes[index]
        #expect(change(good) != good, "\(name)")
        try home.write(change(good), to: "forged.tlog-proof")
        let refused = try home.muster("verify", "forged.tlog-proof", "--key", sealed.key, code: 6)
        #expect(refused.output.contains("NOT PROVEN"), "\(name): \(refused)")
        #expect(refused.errors.contains("proves nothing"), "\(name): \(refused)")
        if Forger.hasSignatures {
            let other = try check("forged.tlog-proof", sealed.key, in: home)
            #expect(other.code != 0, "\(name): \(other.output)")
        }
    }

    @Test(.enabled(if: Forger.hasSignatures, "needs Python 3 with the package cryptography"))
    func `a program that shares no code with this one comes to the same result`() throws {
        let sealed = try sealed()
        let home = sealed.home
        let checkpoint = try check("all.checkpoint", sealed.key, in: home)
        #expect(checkpoint.code == 0 && checkpoint.output.contains("10 entries"), "\(checkpoint)")
        for number in 1...9 {
            try home.muster("proof", "1", "\(number)", "-o", "p.tlog-proof")
            let checked = try check("p.tlog-proof", sealed.key, in: home)
            #expect(checked.code == 0, "\(number): \(checked.output)")
            #expect(checked.output.contains("entry \(number) of INC-"), "\(checked.output)")
            if number == 4 { #expect(checked.output.contains("paid 100 – „Grüße“")) }
        }
        let stranger = "eve+247a5177+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        #expect(try check("all.checkpoint", stranger, in: home).code != 0)
    }

    private func check(
        _ file: String, _ key: String, in home: Home
    ) throws -> (output: String, code: Int32) {
        let script = Fixture.folder.deletingLastPathComponent()
            .appending(path: "scripts/check-proof.py")
        let text = try String(contentsOf: script, encoding: .utf8)
        return try Forger.run(text, [file, key], in: home)
    }

    @Test func `what is no checkpoint and no proof is called that`() throws {
        let home = try Home(isBare: true)
        try home.write("just words\n", to: "a.txt")
        let refused = try home.muster("verify", "a.txt", code: 64)
        #expect(refused.errors.contains("holds no checkpoint and no proof"), "\(refused)")
        try home.muster("verify", "./none", code: 4)
        try home.muster("verify", "a.txt", "--key", "nonsense", code: 4)
        try home.muster("verify", "a.txt", "--key", "a+b+c", code: 64)
    }
}
