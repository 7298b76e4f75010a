/// All leaves of a tree with the hashes of its perfect subtrees, level by level; it makes the proofs.
///
/// It holds fewer than twice as many hashes as there are leaves. A root or a proof for any size up to the current one costs
/// a number of hashes that is at most the square of the tree's height.
package struct MerkleTree: Sendable {
    /// `levels[k][i]` is the hash of the leaves from `i << k` to `(i + 1) << k`.
    private var levels: [[TreeHash]] = [[]]

    /// Builds the tree over leaf hashes, for example those that a store kept.
    package init(leaves: some Sequence<TreeHash> = []) {
        for leaf in leaves { append(leaf) }
    }

    /// How many leaves there are.
    package var size: Int { levels[0].count }

    /// Adds a leaf hash.
    package mutating func append(_ leaf: TreeHash) {
        levels[0].append(leaf)
        var level = 0
        while levels[level].count.isMultiple(of: 2) {
            let count = levels[level].count
            let parent = TreeHash.node(levels[level][count - 2], levels[level][count - 1])
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(parent)
        }
    }

    /// The root over all leaves.
    package var root: TreeHash { hash(0, size) }

    /// The root over the first leaves; refuses a size beyond the tree.
    package func root(size: Int) throws(TransparencyError) -> TreeHash {
        try check(size)
        return hash(0, size)
    }

    /// The root over a range of leaves that form a subtree.
    ///
    /// The start is a multiple of the smallest power of two that is no less than the length, after
    /// draft-ietf-plants-merkle-tree-certs, section 4.1.
    package func subtreeRoot(_ range: Range<Int>) throws(TransparencyError) -> TreeHash {
        guard range.lowerBound >= 0 else {
            throw TransparencyError(.outOfRange, "there is no leaf \(range.lowerBound)")
        }
        try check(range.upperBound)
        guard Self.isSubtree(range) else {
            throw TransparencyError(
                .outOfRange,
                "leaves \(range.lowerBound)..<\(range.upperBound) do not form a subtree")
        }
        return hash(range.lowerBound, range.upperBound)
    }

    /// Whether the leaves of a range form a subtree of every tree that reaches so far.
    package static func isSubtree(_ range: Range<Int>) -> Bool {
        range.count < 2 || range.lowerBound.isMultiple(of: 2 * split(range.count))
    }

    /// The proof that a leaf is in the tree of the first `size` leaves, after RFC 9162, section 2.1.3.1.
    package func inclusionProof(
        of index: Int, size: Int
    ) throws(TransparencyError) -> InclusionProof {
        try check(size)
        guard (0..<size).contains(index) else {
            throw TransparencyError(
                .outOfRange, "there is no leaf \(index) in a tree of size \(size)")
        }
        var hashes: [TreeHash] = []
        var (start, end) = (0, size)
        while end - start > 1 {
            let middle = start + Self.split(end - start)
            if index < middle {
                hashes.append(hash(middle, end))
                end = middle
            } else {
                hashes.append(hash(start, middle))
                start = middle
            }
        }
        return InclusionProof(
            index: UInt64(index), size: UInt64(size), hashes: hashes.reversed())
    }

    /// The proof that the tree of `old` leaves is the beginning of that of `new`, after RFC 9162, section 2.1.4.1.
    ///
    /// Refuses an empty old tree, which is the beginning of every tree and proves nothing.
    package func consistencyProof(
        from old: Int, to new: Int
    ) throws(TransparencyError) -> ConsistencyProof {
        try check(new)
        guard (1...max(1, new)).contains(old), old <= new else {
            throw TransparencyError(
                .outOfRange, "there is no consistency proof from size \(old) to size \(new)")
        }
        var hashes: [TreeHash] = []
        var (start, end) = (0, new)
        while old < end {
            let middle = start + Self.split(end - start)
            if old <= middle {
                hashes.append(hash(middle, end))
                end = middle
            } else {
                hashes.append(hash(start, middle))
                start = middle
            }
        }
        if start > 0 { hashes.append(hash(start, end)) }
        return ConsistencyProof(
            oldSize: UInt64(old), newSize: UInt64(new), hashes: hashes.reversed())
    }

    private func check(_ size: Int) throws(TransparencyError) {
        guard (0...self.size).contains(size) else {
            throw TransparencyError(
                .outOfRange, "there is no size \(size) in a tree of \(self.size) leaves")
        }
    }

    /// The hash over leaves whose start is aligned; the left part is always a kept subtree.
    private func hash(_ start: Int, _ end: Int) -> TreeHash {
        let count = end - start
        guard count > 0 else { return .empty }
        if count & (count - 1) == 0 {
            let level = count.trailingZeroBitCount
            return levels[level][start >> level]
        }
        let middle = start + Self.split(count)
        return .node(hash(start, middle), hash(middle, end))
    }

    /// The largest power of two below the count, which has to be at least 2.
    private static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
