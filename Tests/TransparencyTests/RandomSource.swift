import Transparency

/// A small generator with a seed (SplitMix64), so that a failing run can be repeated.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

extension TreeHash {
    /// The same hash with one bit changed.
    func flipped(_ bit: Int) throws -> TreeHash {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return try TreeHash(bytes: changed)
    }
}

/// The definition of the root in RFC 9162, section 2.1.1, word for word, as the model for the faster forms.
func modelRoot(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard leaves.count > 1 else { return leaves.first ?? .empty }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    return .node(modelRoot(leaves.prefix(half)), modelRoot(leaves.dropFirst(half)))
}
