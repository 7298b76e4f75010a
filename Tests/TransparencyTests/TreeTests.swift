import Testing
import Transparency

@Suite struct TreeTests {
    /// On which side of the way a proof's hashes lie, from the root down, by the definition of the path.
    private func form(of index: Int, size: Int) -> String {
        guard size > 1 else { return "" }
        var half = 1
        while half * 2 < size { half *= 2 }
        return index < half
            ? "<" + form(of: index, size: half) : ">" + form(of: index - half, size: size - half)
    }

    /// The same for the largest subtree that ends where the old tree ends.
    private func form(from old: Int, to new: Int) -> String {
        guard old < new else { return "." }
        var half = 1
        while half * 2 < new { half *= 2 }
        return old <= half
            ? "<" + form(from: old, to: half) : ">" + form(from: old - half, to: new - half)
    }

    private func accepts(_ work: () throws -> Void) -> Bool {
        do { try work() } catch { return false }
        return true
    }

    @Test func `the frontier gives the root of the definition at each size up to 300`() throws {
        var source = RandomSource(seed: 1)
        var frontier = TreeFrontier()
        var tree = MerkleTree()
        var leaves: [TreeHash] = []
        for size in 0...300 {
            let root = modelRoot(leaves[...])
            #expect(frontier.root == root && tree.root == root, "size \(size)")
            #expect(frontier.size == UInt64(size))
            let kept = try TreeFrontier(size: frontier.size, subtrees: frontier.subtrees)
            #expect(kept == frontier)
            let leaf = TreeHash.leaf(source.bytes(source.below(40)))
            leaves.append(leaf)
            tree.append(leaf)
            try frontier.append(leaf)
        }
        for size in 0...300 { #expect(try tree.root(size: size) == modelRoot(leaves[..<size])) }
    }

    @Test func `a frontier with another number of subtrees is refused`() {
        for (size, count) in [(0, 1), (1, 0), (5, 3), (6, 1)] as [(UInt64, Int)] {
            #expect(throws: TransparencyError.self) {
                try TreeFrontier(
                    size: size, subtrees: [TreeHash](repeating: .empty, count: count))
            }
        }
    }

    @Test func `a full tree takes no further leaf`() throws {
        var frontier = try TreeFrontier(
            size: .max, subtrees: [TreeHash](repeating: .empty, count: 64))
        #expect(throws: TransparencyError.self) { try frontier.append(.empty) }
        #expect(frontier.size == .max)
    }

    @Test(arguments: [2, 3, 5, 7, 11, 13, 17, 19])
    func `a proof of a leaf holds, and with any part changed it does not`(seed: UInt64) throws {
        var source = RandomSource(seed: seed)
        for _ in 0..<40 {
            let size = 1 + source.below(300)
            let leaves = (0..<size).map { _ in TreeHash.leaf(source.bytes(8)) }
            let tree = MerkleTree(leaves: leaves)
            let index = source.below(size)
            let (leaf, root) = (leaves[index], tree.root)
            let proof = try tree.inclusionProof(of: index, size: size)
            try proof.verify(leaf: leaf, root: root)
            func holds(
                _ leaf: TreeHash, _ root: TreeHash, index: UInt64? = nil, size: UInt64? = nil,
                hashes: [TreeHash]? = nil
            ) -> Bool {
                let changed = InclusionProof(
                    index: index ?? proof.index, size: size ?? proof.size,
                    hashes: hashes ?? proof.hashes)
                return accepts { try changed.verify(leaf: leaf, root: root) }
            }
            let bit = source.below(256)
            #expect(!holds(try leaf.flipped(bit), root), "\(index) of \(size)")
            #expect(!holds(leaf, try root.flipped(bit)), "\(index) of \(size)")
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = try hashes[place].flipped(bit)
                #expect(!holds(leaf, root, hashes: hashes), "\(index) of \(size), \(place)")
                hashes = proof.hashes
                hashes.remove(at: place)
                #expect(!holds(leaf, root, hashes: hashes), "\(index) of \(size), \(place)")
            }
            #expect(!holds(leaf, root, hashes: proof.hashes + [leaf]))
            for bit in 0..<64 {
                let other = proof.index ^ 1 << UInt64(bit)
                #expect(!holds(leaf, root, index: other), "\(index) of \(size) as \(other)")
                // The hashes do not fix the size where the way has the same form.
                let larger = proof.size ^ 1 << UInt64(bit)
                let isSame =
                    larger > proof.index && larger < 1024
                    && form(of: index, size: Int(larger)) == form(of: index, size: size)
                #expect(holds(leaf, root, size: larger) == isSame, "\(index), \(size), \(larger)")
            }
        }
    }

    @Test(arguments: [23, 29, 31, 37, 41, 43, 47, 53])
    func `a proof of consistency holds, and with any part changed it does not`(
        seed: UInt64
    ) throws {
        var source = RandomSource(seed: seed)
        for _ in 0..<40 {
            let new = 1 + source.below(300)
            let old = 1 + source.below(new)
            let tree = MerkleTree(leaves: (0..<new).map { _ in TreeHash.leaf(source.bytes(8)) })
            let (oldRoot, newRoot) = (try tree.root(size: old), tree.root)
            let proof = try tree.consistencyProof(from: old, to: new)
            try proof.verify(oldRoot: oldRoot, newRoot: newRoot)
            func holds(
                _ oldRoot: TreeHash, _ newRoot: TreeHash, old: UInt64? = nil, new: UInt64? = nil,
                hashes: [TreeHash]? = nil
            ) -> Bool {
                let changed = ConsistencyProof(
                    oldSize: old ?? proof.oldSize, newSize: new ?? proof.newSize,
                    hashes: hashes ?? proof.hashes)
                return accepts { try changed.verify(oldRoot: oldRoot, newRoot: newRoot) }
            }
            let bit = source.below(256)
            #expect(!holds(try oldRoot.flipped(bit), newRoot), "\(old) to \(new)")
            #expect(!holds(oldRoot, try newRoot.flipped(bit)), "\(old) to \(new)")
            for place in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[place] = try hashes[place].flipped(bit)
                #expect(!holds(oldRoot, newRoot, hashes: hashes), "\(old) to \(new), \(place)")
                hashes = proof.hashes
                hashes.remove(at: place)
                #expect(!holds(oldRoot, newRoot, hashes: hashes), "\(old) to \(new), \(place)")
            }
            #expect(!holds(oldRoot, newRoot, hashes: proof.hashes + [newRoot]))
            for bit in 0..<64 {
                let other = proof.oldSize ^ 1 << UInt64(bit)
                #expect(!holds(oldRoot, newRoot, old: other), "\(old) to \(new) as \(other)")
                let larger = proof.newSize ^ 1 << UInt64(bit)
                let isSame =
                    larger > proof.oldSize && old < new && larger < 1024
                    && form(from: old, to: Int(larger)) == form(from: old, to: new)
                #expect(holds(oldRoot, newRoot, new: larger) == isSame, "\(old), \(larger)")
            }
        }
    }

    @Test func `all proofs of all sizes up to 40 hold`() throws {
        let leaves = (0..<40).map { TreeHash.leaf([$0]) }
        let tree = MerkleTree(leaves: leaves)
        for size in 1...40 {
            let root = try tree.root(size: size)
            for index in 0..<size {
                try tree.inclusionProof(of: index, size: size).verify(
                    leaf: leaves[index], root: root)
                try tree.consistencyProof(from: index + 1, to: size)
                    .verify(oldRoot: tree.root(size: index + 1), newRoot: root)
            }
        }
    }

    @Test func `places outside the tree are refused with their numbers`() {
        let tree = MerkleTree(leaves: (0..<5).map { TreeHash.leaf([$0]) })
        let faults: [(String, () throws -> Void)] = [
            ("no leaf 5 in a tree of size 5", { _ = try tree.inclusionProof(of: 5, size: 5) }),
            ("no leaf -1 in a tree of size 5", { _ = try tree.inclusionProof(of: -1, size: 5) }),
            ("no size 6 in a tree of 5", { _ = try tree.inclusionProof(of: 0, size: 6) }),
            ("from size 0 to size 5", { _ = try tree.consistencyProof(from: 0, to: 5) }),
            ("from size 4 to size 3", { _ = try tree.consistencyProof(from: 4, to: 3) }),
            ("from size 0 to size 0", { _ = try tree.consistencyProof(from: 0, to: 0) }),
            ("no size 6 in a tree of 5", { _ = try tree.root(size: 6) }),
            ("1..<3 do not form a subtree", { _ = try tree.subtreeRoot(1..<3) }),
            ("no leaf -2", { _ = try tree.subtreeRoot(-2..<2) }),
        ]
        for (words, work) in faults {
            let error = #expect(throws: TransparencyError.self) { try work() }
            #expect(error?.code == .outOfRange)
            #expect(error?.message.contains(words) == true, "\(String(describing: error))")
        }
    }

    @Test(arguments: [0, 1, 31, 33, 64])
    func `a hash of another length than 32 bytes is refused`(count: Int) throws {
        #expect(throws: TransparencyError.self) {
            try TreeHash(bytes: [UInt8](repeating: 7, count: count))
        }
    }

    @Test func `base64 is read in its one form only`() throws {
        let text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        #expect(try TreeHash(base64: text) == .empty)
        #expect(TreeHash.empty.base64 == text)
        let refused = [
            // Bits behind the last byte, padding missing, doubled or inside, other alphabets, spaces.
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=", String(text.dropLast()), text + "=",
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=", " " + text.dropLast(), text + "\n",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu===", "=" + text.dropLast(), "",
        ]
        for text in refused {
            #expect(throws: TransparencyError.self, "\(text)") { try TreeHash(base64: text) }
        }
    }

    @Test func `an error shows an escaped and cut value`() throws {
        let text = "\u{1B}[31m\u{202E}\\" + String(repeating: "x", count: 100)
        let error = #expect(throws: TransparencyError.self) { try TreeHash(base64: text) }
        let value = try #require(error?.value)
        #expect(value.hasPrefix("\\u{1b}[31m\\u{202e}\\\\xxx"))
        #expect(value.hasSuffix("x…"))
    }
}
