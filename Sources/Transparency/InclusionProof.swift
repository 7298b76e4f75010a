/// The hashes beside the way from a leaf to the root.
package struct InclusionProof: Sendable, Hashable {
    /// The leaf's place, counted from 0.
    package let index: UInt64
    /// How many leaves the tree has.
    package let size: UInt64
    /// The neighbours' hashes from the leaf upwards.
    package let hashes: [TreeHash]

    /// Takes the parts unchecked; `verify` checks them.
    package init(index: UInt64, size: UInt64, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Succeeds if the leaf is in the tree with this root, after RFC 9162, section 2.1.3.2.
    ///
    /// The hashes do not fix the size by themselves: where the leaf's way has the same form in two sizes, both are accepted.
    /// Root and size belong together, and a checkpoint signs both.
    package func verify(leaf: TreeHash, root: TreeHash) throws(TransparencyError) {
        guard index < size else {
            throw TransparencyError(
                .outOfRange, "there is no leaf \(index) in a tree of size \(size)")
        }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for neighbour in hashes {
            guard last > 0 else { throw wrongLength }
            if node & 1 == 1 || node == last {
                hash = .node(neighbour, hash)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, neighbour)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw wrongLength }
        guard hash == root else {
            throw TransparencyError(
                .rootMismatch,
                "the proof for leaf \(index) leads to the root \(hash), not to the given one",
                value: root.base64)
        }
    }

    private var wrongLength: TransparencyError {
        TransparencyError(
            .wrongProofLength,
            "a proof of \(hashes.count) hashes does not fit leaf \(index) in a tree of size \(size)"
        )
    }
}
