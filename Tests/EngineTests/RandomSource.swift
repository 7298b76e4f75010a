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

    /// True `percent` times in a hundred.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ first: Element, _ others: Element...) -> Element {
        let position = below(others.count + 1)
        return position == 0 ? first : others[position - 1]
    }

    /// An element of the list; the replacement if the list is empty.
    mutating func element<Element>(of list: [Element], or replacement: Element) -> Element {
        list.isEmpty ? replacement : list[below(list.count)]
    }

    /// A number that depends on a seed, a text and a turn only: the value of a guard.
    static func value(_ seed: UInt64, _ text: String, _ turn: Int) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ seed
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var source = RandomSource(seed: hash &+ UInt64(turn) &* 0x9E37_79B9)
        return source.next()
    }
}
