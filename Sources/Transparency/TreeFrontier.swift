/// The right edge of a growing tree: what is needed to take further leaves and to know the root, and no more.
///
/// It holds the hash of one perfect subtree for each bit that is set in the size, the largest first. The subtrees are those
/// into which RFC 9162, section 2.1.1, splits a tree of that size.
package struct TreeFrontier: Sendable, Hashable {
    /// How many leaves the tree has.
    package private(set) var size: UInt64
    /// The hashes of the perfect subtrees from left to right.
    package private(set) var subtrees: [TreeHash]

    /// A tree without leaves.
    package init() {
        size = 0
        subtrees = []
    }

    /// Takes a stored frontier; refuses another number of subtrees than the size has bits.
    package init(size: UInt64, subtrees: [TreeHash]) throws(TransparencyError) {
        guard subtrees.count == size.nonzeroBitCount else {
            throw TransparencyError(
                .outOfRange,
                "a tree of size \(size) has \(size.nonzeroBitCount) subtrees at its edge,"
                    + " not \(subtrees.count)")
        }
        self.size = size
        self.subtrees = subtrees
    }

    /// Adds a leaf in a number of hashes that grows with the logarithm of the size.
    package mutating func append(_ leaf: TreeHash) throws(TransparencyError) {
        guard size < .max else {
            throw TransparencyError(.outOfRange, "the tree is full")
        }
        var hash = leaf
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = .node(subtrees.removeLast(), hash)
        }
        subtrees.append(hash)
        size += 1
    }

    /// The root over all leaves so far.
    package var root: TreeHash {
        guard var hash = subtrees.last else { return .empty }
        for left in subtrees.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
