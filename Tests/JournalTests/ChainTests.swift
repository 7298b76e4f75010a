import Chronology
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite struct ChainTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store(path: folder.storePath, mode: .create)
        _ = try store.append(Sample.append(count: 5))
        _ = try store.append(Sample.append("INC-2", count: 5))
    }

    private func fault() throws -> Int64? {
        let verification = try store.verify("INC-1")
        #expect(verification.isGood == (verification.fault == nil))
        return verification.fault?.number
    }

    @Test func `an untouched record is good`() throws {
        let verification = try store.verify("INC-1")
        #expect(verification.isGood)
        #expect(verification.count == 5)
        #expect(verification.head == (try store.incident("INC-1"))?.hash)
    }

    @Test(arguments: [
        "happened_at = '2026-03-09T02:41:01Z'", "fidelity = 'day'",
        "recorded_at = '2026-03-09T02:41:01Z'", "actor = 'eve'", "role = NULL", "role = ''",
        "kind = 'update'", "tlp = 'CLEAR'", "payload = CAST('{\"text\":\"X\"}' AS BLOB)",
        "hash = zeroblob(32)",
    ])
    func `a changed field names the entry`(change: String) throws {
        try folder.forge("UPDATE entries SET \(change) WHERE incident = 'INC-1' AND number = 3")
        #expect(try fault() == 3)
        #expect(try store.verify("INC-2").isGood)
    }

    @Test func `a first entry cannot be changed unseen`() throws {
        try folder.forge("UPDATE entries SET actor = 'eve' WHERE number = 1")
        #expect(try fault() == 1)
    }

    @Test(arguments: [
        ("DELETE FROM entries WHERE incident = 'INC-1' AND number = 5", 5),
        ("DELETE FROM entries WHERE incident = 'INC-1' AND number > 2", 3),
        ("DELETE FROM entries WHERE incident = 'INC-1' AND number = 2", 2),
        ("DELETE FROM entries WHERE incident = 'INC-1' AND number = 1", 1),
        ("DELETE FROM entries WHERE incident = 'INC-1'", 1),
    ])
    func `a deleted entry is missed`(statement: String, number: Int) throws {
        try folder.forge(statement)
        #expect(try fault() == Int64(number))
    }

    @Test func `entries that changed places are found`() throws {
        try folder.forge(
            "UPDATE entries SET number = 99 WHERE incident = 'INC-1' AND number = 2",
            "UPDATE entries SET number = 2 WHERE incident = 'INC-1' AND number = 3",
            "UPDATE entries SET number = 3 WHERE incident = 'INC-1' AND number = 99")
        #expect(try fault() == 2)
    }

    @Test func `entries of another incident cannot be passed off as these`() throws {
        try folder.forge(
            "DELETE FROM entries WHERE incident = 'INC-1'",
            "UPDATE entries SET incident = 'INC-1' WHERE incident = 'INC-2'",
            """
            UPDATE incidents SET head_hash =
                (SELECT head_hash FROM incidents WHERE id = 'INC-2') WHERE id = 'INC-1'
            """)
        #expect(try fault() == 1)
    }

    @Test(arguments: [
        "UPDATE incidents SET head_hash = zeroblob(32)", "UPDATE incidents SET head = 4",
        "UPDATE incidents SET head = 6", "DELETE FROM incidents",
    ])
    func `a forged head is found`(statement: String) throws {
        try folder.raw { try $0.execute(sql: statement) }
        #expect(try !store.verify("INC-1").isGood)
    }

    @Test func `an entry behind the head is found`() throws {
        try folder.raw { database in
            try database.execute(
                sql: """
                    INSERT INTO entries SELECT incident, 6, happened_at, fidelity, recorded_at, actor,
                        role, kind, tlp, payload, hash FROM entries
                    WHERE incident = 'INC-1' AND number = 5
                    """)
        }
        #expect(try fault() == 6)
    }

    @Test func `an unreadable entry is said to be so`() throws {
        try folder.forge("UPDATE entries SET fidelity = 'about' WHERE number = 2")
        let error = #expect(throws: JournalError.self) { try store.verify("INC-1") }
        #expect(error?.code == .corrupt)
        #expect(error?.message.contains("#2") == true)
    }

    @Test(arguments: [
        "UPDATE entries SET actor = 'eve'", "DELETE FROM entries",
        "UPDATE entries SET number = 9 WHERE number = 5",
    ])
    func `the table itself refuses changes`(statement: String) throws {
        #expect(throws: DatabaseError.self) {
            try folder.raw { try $0.execute(sql: statement) }
        }
        #expect(try store.verify("INC-1").isGood)
    }

    /// The hash of records that exist: if this fails, old records no longer verify.
    @Test func `the canonical form of an entry stays as it is`() {
        let draft = EntryDraft(
            happenedAt: Timestamp(seconds: 1_773_024_060), fidelity: .minute,
            recordedAt: Timestamp(seconds: 1_773_024_075, nanoseconds: 250_000_000), actor: "dana",
            role: "lead", kind: "note", tlp: "AMBER+STRICT",
            payload: Array("{\"text\":\"Grüße\"}".utf8))
        let seed = EntryHash.seed(of: "INC-2026-0001")
        let hash = EntryHash(of: draft, incident: "INC-2026-0001", number: 7, after: seed)
        #expect(seed.hex == "86378283af012b756359cf5300fae29b51b0f04a736c918fa2025de1582e4664")
        #expect(hash.hex == "1605ce466bbc6395f0e06a21b2c8261e4606cbfb2825029e4625e80af97e0d92")
        #expect(hash.short == "1605-ce46-6bbc")
    }

    @Test func `fields cannot flow into one another`() {
        func hash(actor: String, role: String?, kind: String) -> EntryHash {
            EntryHash(
                of: EntryDraft(
                    happenedAt: Sample.time, fidelity: .day, recordedAt: Sample.time, actor: actor,
                    role: role, kind: kind, tlp: "RED", payload: []),
                incident: "I", number: 1, after: .seed(of: "I"))
        }
        let hashes = [
            hash(actor: "ab", role: "c", kind: "d"), hash(actor: "a", role: "bc", kind: "d"),
            hash(actor: "ab", role: nil, kind: "cd"), hash(actor: "ab", role: "", kind: "cd"),
            hash(actor: "ab", role: "-", kind: "cd"), hash(actor: "", role: "abc", kind: "d"),
        ]
        #expect(Set(hashes).count == hashes.count)
    }
}

/// The bytes of an entry that go into its hash.
@Suite struct CanonicalEntryTests {
    private static let entry = Entry(
        incident: "INC-1", number: 7, content: Sample.draft("Grüße", role: nil),
        hash: .seed(of: "other"))
    private static let canonical = CanonicalEntry(entry, after: .seed(of: "INC-1"))

    @Test(arguments: [nil, "", "lead", "-"])
    func `they are read again, with the hash counted anew`(role: String?) {
        let entry = Entry(
            incident: "INC-1", number: 7, content: Sample.draft("x", role: role),
            hash: .seed(of: "other"))
        let canonical = CanonicalEntry(entry, after: .seed(of: "INC-1"))
        let read = CanonicalEntry(parsing: canonical.bytes)
        #expect(read == canonical)
        #expect(
            read?.entry.hash
                == EntryHash(
                    of: entry.content, incident: "INC-1", number: 7, after: .seed(of: "INC-1")))
    }

    @Test func `nothing but the one form is read`() {
        let bytes = Self.canonical.bytes
        for count in 0..<bytes.count {
            #expect(CanonicalEntry(parsing: Array(bytes.prefix(count))) == nil, "\(count)")
        }
        #expect(CanonicalEntry(parsing: bytes + [0]) == nil)
        #expect(CanonicalEntry(parsing: Array(repeating: 0xff, count: 64)) == nil)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 0x20
            let read = CanonicalEntry(parsing: changed)
            #expect(read != Self.canonical, "\(place)")
            #expect(read == nil || read?.bytes == changed, "\(place)")
        }
    }
}
