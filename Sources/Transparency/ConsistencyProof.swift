/// The hashes from which the roots of an old and a new size of one log both follow.
package struct ConsistencyProof: Sendable, Hashable {
    /// How many leaves the earlier tree has; at least 1.
    package let oldSize: UInt64
    /// How many leaves the later tree has.
    package let newSize: UInt64
    /// The hashes in the order of the verification.
    package let hashes: [TreeHash]

    /// Takes the parts unchecked; `verify` checks them.
    package init(oldSize: UInt64, newSize: UInt64, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Succeeds if nothing of the old tree was changed or removed, after RFC 9162, section 2.1.4.2.
    ///
    /// Refuses the old size 0, even for 0 to 0: an empty tree is the beginning of every tree, and a proof of it proves nothing.
    package func verify(oldRoot: TreeHash, newRoot: TreeHash) throws(TransparencyError) {
        guard oldSize > 0, oldSize <= newSize else {
            throw TransparencyError(
                .outOfRange,
                "there is no consistency proof from size \(oldSize) to size \(newSize)")
        }
        guard oldSize < newSize else {
            guard hashes.isEmpty else { throw wrongLength }
            return try expect(oldRoot, is: newRoot, size: newSize)
        }
        guard let first = hashes.first else { throw wrongLength }
        let isWhole = oldSize & (oldSize - 1) == 0
        let shift = (~(oldSize - 1)).trailingZeroBitCount
        var (node, last) = ((oldSize - 1) >> shift, (newSize - 1) >> shift)
        var (old, new) = isWhole ? (oldRoot, oldRoot) : (first, first)
        for hash in isWhole ? hashes[...] : hashes.dropFirst() {
            guard last > 0 else { throw wrongLength }
            if node & 1 == 1 || node == last {
                old = .node(hash, old)
                new = .node(hash, new)
                while node & 1 == 0 && node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                new = .node(new, hash)
            }
            node >>= 1
            last >>= 1
        }
        guard last == 0 else { throw wrongLength }
        try expect(old, is: oldRoot, size: oldSize)
        try expect(new, is: newRoot, size: newSize)
    }

    private func expect(
        _ hash: TreeHash, is root: TreeHash, size: UInt64
    ) throws(TransparencyError) {
        guard hash != root else { return }
        throw TransparencyError(
            .rootMismatch,
            "the proof leads to the root \(hash) of size \(size), not to the given one",
            value: root.base64)
    }

    private var wrongLength: TransparencyError {
        TransparencyError(
            .wrongProofLength,
            "a proof of \(hashes.count) hashes does not fit the sizes \(oldSize) and \(newSize)")
    }
}
