import Crypto
import Testing
import Transparency

@Suite(.enabled(if: Conformance.isThere, "the conformance data is not there"))
struct VectorTests {
    private struct InclusionCase: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String
        let leafHash: String
        let proof: [String]?
        let wantErr: Bool
        let `case`: String
    }

    private struct ConsistencyCase: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String
        let root2: String
        let proof: [String]?
        let wantErr: Bool
        let `case`: String
    }

    private struct Known: Decodable {
        struct Inclusion: Decodable {
            let idx: Int
            let size: Int
            let proof: [String]
        }
        struct Consistency: Decodable {
            let size1: Int
            let size2: Int
            let proof: [String]
        }
        let leaves: [String]
        let roots: [String]
        let inclusion: [Inclusion]
        let consistency: [Consistency]
    }

    /// The cases that are left out, with the reason.
    private static let left = [
        // Its roots are the twelve bytes "don't care 2", which are no hash; the next test has it with hashes.
        "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"
    ]

    private func accepts(_ work: () throws -> Void) -> Bool {
        do { try work() } catch { return false }
        return true
    }

    @Test func `every inclusion vector is judged as expected`() throws {
        let cases = try Conformance.lines("inclusion.jsonl", as: InclusionCase.self)
        #expect(cases.count == 98)
        for vector in cases {
            let isAccepted = accepts {
                let proof = InclusionProof(
                    index: vector.leafIdx, size: vector.treeSize,
                    hashes: try (vector.proof ?? []).map { try TreeHash(base64: $0) })
                try proof.verify(
                    leaf: TreeHash(base64: vector.leafHash), root: TreeHash(base64: vector.root))
            }
            #expect(isAccepted != vector.wantErr, "\(vector.case)")
        }
    }

    @Test func `every consistency vector but those left out is judged as expected`() throws {
        let cases = try Conformance.lines("consistency.jsonl", as: ConsistencyCase.self)
        #expect(cases.count == 98)
        var leftOut: [String] = []
        for vector in cases {
            let isAccepted = accepts {
                let proof = ConsistencyProof(
                    oldSize: vector.size1, newSize: vector.size2,
                    hashes: try (vector.proof ?? []).map { try TreeHash(base64: $0) })
                try proof.verify(
                    oldRoot: TreeHash(base64: vector.root1),
                    newRoot: TreeHash(base64: vector.root2))
            }
            if Self.left.contains(vector.case) {
                leftOut.append(vector.case)
            } else {
                #expect(isAccepted != vector.wantErr, "\(vector.case)")
            }
        }
        #expect(leftOut == Self.left)
    }

    /// Some consistency vectors have words in place of roots; their own hashes take their place here.
    @Test func `the vectors whose roots are words are judged as expected with hashes`() throws {
        let cases = try Conformance.lines("consistency.jsonl", as: ConsistencyCase.self)
        var count = 0
        for vector in cases where min(vector.root1.count, vector.root2.count) != 44 {
            count += 1
            let isAccepted = accepts {
                try ConsistencyProof(
                    oldSize: vector.size1, newSize: vector.size2,
                    hashes: (vector.proof ?? []).map { .leaf(Array($0.utf8)) }
                ).verify(
                    oldRoot: .leaf(Array(vector.root1.utf8)),
                    newRoot: .leaf(Array(vector.root2.utf8)))
            }
            #expect(isAccepted != vector.wantErr, "\(vector.case)")
        }
        #expect(count >= 10)
    }

    @Test func `roots and proofs of the known tree are made as written`() throws {
        let known = try Conformance.document("kat.json", as: Known.self)
        let leaves = known.leaves.map { TreeHash.leaf(unhex($0)) }
        let tree = MerkleTree(leaves: leaves)
        for (size, root) in known.roots.enumerated() {
            #expect(try tree.root(size: size).hex == root)
        }
        #expect(known.inclusion.count == 36 && known.consistency.count == 44)
        for vector in known.inclusion {
            let proof = try tree.inclusionProof(of: vector.idx, size: vector.size)
            #expect(proof.hashes.map(\.hex) == vector.proof, "\(vector.idx) in \(vector.size)")
            try proof.verify(leaf: leaves[vector.idx], root: tree.root(size: vector.size))
        }
        for vector in known.consistency {
            // The eight proofs from an empty tree have no hashes and are refused: they prove nothing.
            guard vector.size1 > 0 else {
                #expect(vector.proof.isEmpty)
                #expect(throws: TransparencyError.self) {
                    try tree.consistencyProof(from: 0, to: vector.size2)
                }
                continue
            }
            let proof = try tree.consistencyProof(from: vector.size1, to: vector.size2)
            #expect(proof.hashes.map(\.hex) == vector.proof, "\(vector.size1), \(vector.size2)")
            try proof.verify(
                oldRoot: tree.root(size: vector.size1), newRoot: tree.root(size: vector.size2))
        }
    }
}

@Suite struct RollingHashTests {
    /// One hash over the roots of all subtrees up to 130 leaves: draft-ietf-plants-merkle-tree-certs, appendix C.1.1.
    @Test func `the rolling hash over all subtrees is that of the draft`() throws {
        let tree = MerkleTree(leaves: (0..<130).map { TreeHash.leaf([$0]) })
        var hasher = SHA256()
        for end in 0...130 {
            for start in 0...end where MerkleTree.isSubtree(start..<end) {
                let root = try tree.subtreeRoot(start..<end)
                hasher.update(data: Array("[\(start), \(end)) \(root.hex)\n".utf8))
            }
        }
        let expected = unhex("b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81")
        #expect(Array(hasher.finalize()) == expected)
    }
}
