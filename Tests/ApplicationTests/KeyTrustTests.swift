import Chronology
import Journal
import Testing
import Transparency

@testable import Application

/// Which keys count, as signed statements say it.
@Suite struct KeyTrustTests {
    private static func signer(_ name: String, _ seed: UInt8) throws -> NoteSigner {
        try NoteSigner(name: KeyName(name), seed: Array(repeating: seed, count: 32))
    }

    private static let time = Timestamp(seconds: 1_773_024_060)

    /// A record of nothing but statements, each signed by some; leaf n has entry n + 1.
    private func trust(
        _ statements: [(KeyStatement, [NoteSigner])], roots: [VerifierKey] = []
    ) throws -> KeyTrust {
        var entries: [Entry] = []
        for (statement, signers) in statements {
            var note = try SignedNote(signing: statement.text, with: signers[0])
            for signer in signers.dropFirst() { try note.sign(with: signer) }
            entries.append(
                Entry(
                    incident: Store.ownStream, number: Int64(entries.count) + 1,
                    content: EntryDraft(
                        happenedAt: Self.time, fidelity: .second, recordedAt: Self.time,
                        actor: "dana", role: nil, kind: statement.verb.entryKind, tlp: "GREEN",
                        payload: try note.payload()),
                    hash: .seed(of: "x")))
        }
        let leaves = entries.map { entry in
            TreeLeaf(
                position: entry.number - 1, incident: entry.incident, number: entry.number,
                bytes: [], entryHash: entry.hash)
        }
        return KeyTrust(
            TreeRecord(leaves: leaves, strays: [], seals: [], own: entries, ownEnd: nil),
            roots: roots)
    }

    private func statement(
        _ verb: KeyStatement.Verb, _ key: NoteSigner, next: NoteSigner? = nil, size: UInt64? = nil,
        origin: String = "o", reason: String = ""
    ) -> KeyStatement {
        KeyStatement(
            origin: origin, verb: verb, key: key.verifier, next: next?.verifier, size: size,
            time: Self.time, reason: reason)
    }

    @Test func `the first key vouches for itself, further ones need a trusted one`() throws {
        let (dana, lee, eve) = (
            try Self.signer("dana", 1), try Self.signer("lee", 2), try Self.signer("eve", 3)
        )
        let trust = try trust([
            (statement(.trusted, dana), [dana]), (statement(.trusted, lee), [dana]),
            (statement(.trusted, eve), [eve]),
        ])
        #expect(trust.active == [dana.verifier, lee.verifier])
        #expect(trust.faults.count == 1 && trust.faults[0].contains("entry #3"), "\(trust.faults)")
        #expect(trust.judge(dana.verifier, size: 1) == .counts)
        #expect(trust.judge(lee.verifier, size: 2) == .counts)
        #expect(trust.judge(lee.verifier, size: 1) != .counts)
        #expect(trust.judge(eve.verifier, size: 3) != .counts)
    }

    @Test func `a first key that somebody else signs for is none`() throws {
        let (dana, eve) = (try Self.signer("dana", 1), try Self.signer("eve", 3))
        let trust = try trust([(statement(.trusted, dana), [eve])])
        #expect(trust.active.isEmpty && trust.origin == nil && trust.faults.count == 1)
    }

    @Test func `one statement is for one store`() throws {
        let (dana, lee) = (try Self.signer("dana", 1), try Self.signer("lee", 2))
        let trust = try trust([
            (statement(.trusted, dana), [dana]),
            (statement(.trusted, lee, origin: "another"), [dana]),
        ])
        #expect(trust.active == [dana.verifier])
        #expect(
            trust.faults == ["entry #2 of the store's own stream is a statement for another store"])
    }

    @Test func `a rotation needs both signatures`() throws {
        let (old, new) = (try Self.signer("dana", 1), try Self.signer("dana", 2))
        for (signers, isGood) in [([old, new], true), ([old], false), ([new], false)] {
            let trust = try trust([
                (statement(.trusted, old), [old]),
                (statement(.rotated, old, next: new, size: 1), signers),
            ])
            #expect(trust.active == [isGood ? new.verifier : old.verifier])
            #expect(trust.faults.isEmpty == isGood)
        }
    }

    @Test func `whom a stolen key vouched for falls with it, and those before it do not`() throws {
        let names = ["dana", "lee", "kim", "eve", "mal"]
        let keys = try names.enumerated().map { try Self.signer($1, UInt8($0 + 1)) }
        let (dana, lee, kim, eve, mal) = (keys[0], keys[1], keys[2], keys[3], keys[4])
        let trust = try trust([
            (statement(.trusted, dana), [dana]), (statement(.trusted, lee), [dana]),
            (statement(.trusted, kim), [lee]), (statement(.trusted, eve), [lee]),
            (statement(.trusted, mal), [eve]),
            (statement(.revoked, lee, size: 3, reason: "stolen"), [dana]),
        ])
        #expect(trust.active == [dana.verifier, kim.verifier])
        #expect(trust.faults.isEmpty)
        #expect(trust.judge(lee.verifier, size: 3) == .counts)
        guard case .discounted = trust.judge(lee.verifier, size: 4) else {
            Issue.record("\(trust.judge(lee.verifier, size: 4))")
            return
        }
        guard case .refused = trust.judge(lee.verifier, size: 6) else {
            Issue.record("\(trust.judge(lee.verifier, size: 6))")
            return
        }
        #expect(trust.judge(mal.verifier, size: 5) != .counts)
    }

    @Test func `a revoked key signs nothing more and comes back by no statement`() throws {
        let (dana, lee, kim) = (
            try Self.signer("dana", 1), try Self.signer("lee", 2), try Self.signer("kim", 3)
        )
        let trust = try trust([
            (statement(.trusted, dana), [dana]), (statement(.trusted, lee), [dana]),
            (statement(.revoked, lee, size: 0), [dana]), (statement(.trusted, kim), [lee]),
            (statement(.trusted, lee), [dana]), (statement(.revoked, dana, size: 0), [lee]),
        ])
        #expect(trust.active == [dana.verifier])
        #expect(trust.faults.count == 2)
    }

    @Test func `keys that are given take the place of the store's first`() throws {
        let (dana, lee, eve) = (
            try Self.signer("dana", 1), try Self.signer("lee", 2), try Self.signer("eve", 3)
        )
        let statements = [
            (statement(.trusted, dana), [dana]), (statement(.trusted, lee), [dana]),
        ]
        #expect(try trust(statements, roots: [dana.verifier]).active.count == 2)
        let byLee = try trust(statements, roots: [lee.verifier])
        #expect(byLee.active == [lee.verifier] && byLee.faults.isEmpty)
        #expect(byLee.origin == "o")
        guard case .discounted = byLee.judge(dana.verifier, size: 1) else {
            Issue.record("\(byLee.judge(dana.verifier, size: 1))")
            return
        }
        #expect(try trust(statements, roots: [eve.verifier]).active == [eve.verifier])
    }

    @Test func `a statement is read as it was written and in no other form`() throws {
        let (dana, lee) = (try Self.signer("dana", 1), try Self.signer("lee", 2))
        for statement in [
            statement(.trusted, dana), statement(.trusted, dana, reason: "a b  c: é"),
            statement(.rotated, dana, next: lee, size: 7), statement(.revoked, lee, size: 0),
        ] {
            #expect(KeyStatement(parsing: statement.text) == statement)
            let lines = statement.text.split(separator: "\n").map(String.init)
            for index in lines.indices {
                var fewer = lines
                fewer.remove(at: index)
                let text = fewer.map { $0 + "\n" }.joined()
                let isReason = lines[index].hasPrefix("why ")
                #expect((KeyStatement(parsing: text) == nil) != isReason, "\(text)")
                let doubled = (lines[...index] + lines[index...]).map { $0 + "\n" }.joined()
                #expect(KeyStatement(parsing: doubled) == nil, "\(doubled)")
            }
            #expect(KeyStatement(parsing: statement.text + "more x\n") == nil)
            #expect(KeyStatement(parsing: String(statement.text.dropLast())) == nil)
        }
    }
}
