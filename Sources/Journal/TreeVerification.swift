package import Transparency

/// What comparing the tree of a store with its entries found.
package struct TreeVerification: Sendable {
    /// Something that is wrong with a leaf or with an entry's place in the tree.
    package struct Fault: Sendable, Equatable {
        /// The entry that it is about; `nil` if a whole leaf is missing.
        package let place: EntryPlace?
        package let message: String
    }

    /// The tree over the leaves up to the first that is missing or no hash.
    package let tree: MerkleTree
    /// The leaves themselves, as far as the tree goes.
    package let leaves: [TreeLeaf]
    /// What is wrong, in the order of the leaves.
    package let faults: [Fault]
    /// The entries that are what their leaf says, each with the leaf's place.
    package let places: [EntryPlace: Int64]

    /// Checks that the leaves are numbered without gaps, and that every entry has exactly one leaf and every leaf its entry.
    package init(_ record: TreeRecord) {
        var tree = MerkleTree()
        var faults: [Fault] = []
        var places: [EntryPlace: Int64] = [:]
        var isWhole = true
        for leaf in record.leaves {
            let place = EntryPlace(incident: leaf.incident, number: leaf.number)
            if isWhole, leaf.position != Int64(tree.size) {
                faults.append(Fault(place: nil, message: "leaf \(tree.size) is missing"))
                isWhole = false
            }
            guard let hash = try? TreeHash(bytes: leaf.bytes) else {
                faults.append(
                    Fault(place: place, message: "leaf \(leaf.position) is no hash"))
                isWhole = false
                continue
            }
            if isWhole { tree.append(hash) }
            guard let entryHash = leaf.entryHash else {
                faults.append(
                    Fault(
                        place: place,
                        message: "entry #\(leaf.number) is missing; leaf \(leaf.position) has it"))
                continue
            }
            guard TreeHash.leaf(entryHash.bytes) == hash else {
                faults.append(
                    Fault(
                        place: place,
                        message: "entry #\(leaf.number) is not the one of leaf \(leaf.position)"))
                continue
            }
            places[place] = leaf.position
        }
        faults += record.strays.map {
            Fault(place: $0, message: "entry #\($0.number) has no leaf in the tree")
        }
        self.tree = tree
        leaves = Array(record.leaves.prefix(tree.size))
        self.faults = faults
        self.places = places
    }
}
