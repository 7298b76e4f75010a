package import Journal

/// What the tree of a store and its seals say of the entries of one incident.
package struct Cover: Sendable {
    /// The entries whose place in the tree is not what it should be.
    package let faults: [TreeVerification.Fault]
    /// The first entry that may not be the one that was sealed, because a seal over it does not fit; `nil` if none.
    package let suspect: Int64?
    /// The entries that are what was sealed: their content fits, and a good seal covers their leaf.
    package let proven: [ClosedRange<Int64>]
    /// The seal, or the checkpoint from outside, that proves them.
    package let witness: Witness?
    /// How many good seals cover at least one of its entries.
    package let seals: Int
    /// The good seal that covers most; `nil` if none covers any.
    package let last: SealCheck?

    /// Whether nothing is wrong with the incident's entries in the tree.
    package var isGood: Bool { faults.isEmpty && suspect == nil }

    /// Looks an incident up in what was found of the whole store.
    package init(of incident: String, chain: ChainVerification?, in check: TreeCheck) {
        faults = check.leafFaults[incident] ?? []
        let leaves = check.leaves[incident] ?? []
        let good = check.witness?.size ?? 0
        suspect = check.differsBy.flatMap { size in
            leaves.first { $0.position >= good && $0.position < size }?.number
        }
        witness = check.witness
        proven = Cover.ranges(
            (chain?.fitting ?? []).filter { number in
                let place = EntryPlace(incident: incident, number: number)
                return check.tree.places[place].map { $0 < good } ?? false
            })
        let first = leaves.first?.position ?? .max
        let covering = check.seals.filter { $0.finding == .good && $0.seal.size > first }
        seals = covering.count
        last = covering.max { $0.seal.size < $1.seal.size }
    }

    /// Numbers in order as ranges without gaps.
    static func ranges(_ numbers: [Int64]) -> [ClosedRange<Int64>] {
        var ranges: [ClosedRange<Int64>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges
    }
}
