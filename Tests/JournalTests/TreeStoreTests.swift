import Chronology
import Foundation
import GRDB
import Testing
import Transparency

@testable import Journal

/// The tree over all entries, in the same transactions as they.
@Suite struct TreeStoreTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func store() throws -> Store { try Store(path: folder.storePath, mode: .create) }

    private func verified() throws -> TreeVerification {
        TreeVerification(try Store(path: folder.storePath).treeRecord())
    }

    private func places() throws -> [EntryPlace] {
        try Store(path: folder.storePath).treeRecord().leaves
            .map { EntryPlace(incident: $0.incident, number: $0.number) }
    }

    private func forge(_ statements: String...) throws {
        try folder.raw { database in
            for table in ["entries", "leaves", "seals"] {
                for word in ["changed", "deleted"] {
                    try database.execute(sql: "DROP TRIGGER \(table)_are_not_\(word)")
                }
            }
            for statement in statements { try database.execute(sql: statement) }
        }
    }

    @Test func `each entry has the next leaf, whatever its incident`() throws {
        let store = try store()
        _ = try store.append(Sample.append(count: 2))
        _ = try store.append(Sample.append("INC-2", count: 1))
        _ = try store.append(Sample.append(after: 2, count: 1))
        #expect(
            try places() == [
                EntryPlace(incident: "INC-1", number: 1), EntryPlace(incident: "INC-1", number: 2),
                EntryPlace(incident: "INC-2", number: 1), EntryPlace(incident: "INC-1", number: 3),
            ])
        let verified = try verified()
        #expect(verified.faults.isEmpty)
        let hashes =
            try store.entries(of: "INC-1").map(\.hash)
            + store.entries(of: "INC-2").map(\.hash)
        var edge = TreeFrontier()
        for index in [0, 1, 3, 2] { try edge.append(.leaf(hashes[index].bytes)) }
        #expect(verified.tree.root == edge.root)
    }

    @Test func `what became of a message has a leaf, too`() throws {
        let store = try store()
        _ = try store.append(Sample.append())
        try store.changeOutbox { outbox throws(JournalError) in
            try outbox.add(Sample.draft("sent"), to: "INC-1")
        }
        #expect(try verified().tree.size == 2)
    }

    @Test func `a refused append leaves no leaf`() throws {
        let store = try store()
        _ = try store.append(Sample.append(count: 2, key: "k"))
        #expect(throws: JournalError.self) { try store.append(Sample.append(after: 1)) }
        _ = try store.append(Sample.append(count: 2, key: "k"))
        #expect(try verified().tree.size == 2)
    }

    @Test func `the store's own stream is chained and has leaves, and is no incident`() throws {
        let store = try store()
        _ = try store.append(Sample.append())
        let first = try store.appendOwn([Sample.draft("a")], expectedVersion: 0)
        let second = try store.appendOwn([Sample.draft("b")], expectedVersion: 1)
        #expect(first.map(\.number) + second.map(\.number) == [1, 2])
        #expect(try store.incidents().map(\.id) == ["INC-1"])
        #expect(try store.incident(Store.ownStream) == nil)
        #expect(try store.lastIncident(withPrefix: "") == "INC-1")
        let record = try store.treeRecord()
        #expect(record.leaves.count == 3 && record.own == first + second)
        #expect(
            ChainVerification(entries: record.own, incident: "STORE", end: record.ownEnd).isGood)
        let error = #expect(throws: JournalError.self) {
            try store.appendOwn([Sample.draft("c")], expectedVersion: 1)
        }
        #expect(error?.code == .conflict)
    }

    @Test(arguments: [
        ("UPDATE leaves SET hash = zeroblob(32) WHERE position = 2", "entry #3 is not the one"),
        ("UPDATE leaves SET hash = x'01' WHERE position = 2", "leaf 2 is no hash"),
        ("DELETE FROM leaves WHERE position = 2", "leaf 2 is missing"),
        ("DELETE FROM leaves WHERE position = 4", "entry #5 has no leaf"),
        ("DELETE FROM entries WHERE number = 3", "entry #3 is missing; leaf 2 has it"),
        ("UPDATE entries SET hash = zeroblob(32) WHERE number = 4", "entry #4 is not the one"),
        ("UPDATE leaves SET position = 9 WHERE position = 4", "leaf 4 is missing"),
        ("UPDATE leaves SET number = 9 WHERE position = 3", "entry #9 is missing; leaf 3 has it"),
    ])
    func `what does not fit the tree is named`(statement: String, message: String) throws {
        _ = try store().append(Sample.append(count: 5))
        try forge(statement)
        let faults = try verified().faults
        #expect(faults.first?.message.hasPrefix(message) == true, "\(faults)")
    }

    @Test func `leaves that changed places are both found`() throws {
        _ = try store().append(Sample.append(count: 5))
        try forge(
            "UPDATE leaves SET number = 99 WHERE position = 1",
            "UPDATE leaves SET number = 2 WHERE position = 3",
            "UPDATE leaves SET number = 4 WHERE position = 1")
        #expect(
            try verified().faults.map(\.message) == [
                "entry #4 is not the one of leaf 1", "entry #2 is not the one of leaf 3",
            ])
    }

    @Test(arguments: [
        "UPDATE leaves SET number = 9", "DELETE FROM leaves", "DELETE FROM seals",
        "UPDATE seals SET size = 1",
    ])
    func `the tables themselves refuse changes`(statement: String) throws {
        let store = try store()
        _ = try store.append(Sample.append(count: 2))
        let signer = try NoteSigner(generatingFor: KeyName("dana"))
        let root = TreeVerification(try store.treeRecord()).tree.root
        let note = try SignedCheckpoint(
            signing: Checkpoint(origin: "o", size: 2, root: root), with: signer)
        #expect(try store.keep(note, by: signer.verifier, at: Sample.time).isNew)
        #expect(throws: DatabaseError.self) {
            try folder.raw { try $0.execute(sql: statement) }
        }
    }

    @Test func `a key seals one size once, another key may seal it too`() throws {
        let store = try store()
        let signers = try ["dana", "lee"].map { try NoteSigner(generatingFor: KeyName($0)) }
        var kept: [String] = []
        for (index, size) in [(0, 2), (0, 2), (1, 2), (0, 1), (0, 3)] {
            let note = try SignedCheckpoint(
                signing: Checkpoint(origin: "o", size: UInt64(size), root: .leaf([UInt8(size)])),
                with: signers[index])
            let (seal, isNew) = try store.keep(note, by: signers[index].verifier, at: Sample.time)
            kept.append("\(seal.number):\(seal.size)\(isNew ? "" : " again")")
        }
        #expect(kept == ["1:2", "1:2 again", "2:2", "1:2 again", "3:3"])
        #expect(try store.seals().map(\.size) == [2, 2, 3])
    }
}
