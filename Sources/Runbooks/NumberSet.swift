/// A set of small numbers, for analyses that join and intersect many of them.
struct NumberSet: Equatable {
    private var words: [UInt64]

    /// An empty set for numbers below `limit`.
    init(below limit: Int) { words = Array(repeating: 0, count: (limit + 63) / 64) }

    func contains(_ number: Int) -> Bool { words[number / 64] >> (number % 64) & 1 == 1 }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << (number % 64) }

    mutating func formUnion(_ other: NumberSet) {
        for index in words.indices { words[index] |= other.words[index] }
    }

    mutating func formIntersection(_ other: NumberSet) {
        for index in words.indices { words[index] &= other.words[index] }
    }
}
