/// All decimal digits of a finite double; there are at most 1,100 of them, and none is rounded.
struct DecimalExpansion {
    private let isNegative: Bool
    /// The digits without leading zeros, most significant first; empty for zero.
    private let digits: [UInt8]
    /// How many of the digits stand behind the point; negative if zeros follow before it.
    private let fraction: Int

    init(_ number: Double) {
        isNegative = number.sign == .minus
        let hasImplicitBit = number.exponentBitPattern != 0
        let significand = number.significandBitPattern | (hasImplicitBit ? 1 << 52 : 0)
        let exponent = max(Int(number.exponentBitPattern), 1) - 1_075
        var limbs = [UInt32(significand % 1_000_000_000)]
        limbs.append(UInt32(significand / 1_000_000_000 % 1_000_000_000))
        // m / 2^n is m * 5^n / 10^n.
        var power = abs(exponent)
        while power > 0 {
            let step = min(power, 12)
            let factor = (0..<step).reduce(UInt64(1)) { product, _ in
                product * (exponent < 0 ? 5 : 2)
            }
            DecimalExpansion.multiply(&limbs, by: factor)
            power -= step
        }
        var text: [UInt8] = []
        for limb in limbs {
            var rest = limb
            for _ in 0..<9 {
                text.append(UInt8(rest % 10))
                rest /= 10
            }
        }
        while text.last == 0 { text.removeLast() }
        digits = text.reversed()
        fraction = exponent < 0 ? -exponent : 0
    }

    /// Multiplies a number in limbs of nine digits, the least significant first.
    private static func multiply(_ limbs: inout [UInt32], by factor: UInt64) {
        var carry: UInt64 = 0
        for index in limbs.indices {
            let product = UInt64(limbs[index]) * factor + carry
            limbs[index] = UInt32(product % 1_000_000_000)
            carry = product / 1_000_000_000
        }
        if carry > 0 { limbs.append(UInt32(carry)) }
    }

    /// The number with so many digits behind the point.
    func fixed(digits count: Int) -> String {
        let rounded = self.rounded(keeping: digits.count - fraction + count)
        var text = rounded.map { UInt8(48) + $0 }
        text = Array(repeating: 48, count: max(0, count + 1 - text.count)) + text
        if count > 0 { text.insert(UInt8(ascii: "."), at: text.count - count) }
        return (isNegative ? "-" : "") + String(decoding: text, as: UTF8.self)
    }

    /// The number with one digit before the point, so many behind it, and a power of ten.
    func scientific(digits count: Int) -> String {
        var power = digits.isEmpty ? 0 : digits.count - fraction - 1
        var kept = rounded(keeping: count + 1)
        if kept.count > count + 1 {
            // 9.99 became 10.00.
            kept.removeLast()
            power += 1
        }
        var text = kept.map { UInt8(48) + $0 }
        text += Array(repeating: 48, count: count + 1 - text.count)
        if count > 0 { text.insert(UInt8(ascii: "."), at: 1) }
        let exponent = (power < 0 ? "-" : "+") + (abs(power) < 10 ? "0" : "") + "\(abs(power))"
        return (isNegative ? "-" : "") + String(decoding: text, as: UTF8.self) + "e" + exponent
    }

    /// The leading digits, rounded half to even; zeros are added if there are fewer.
    private func rounded(keeping count: Int) -> [UInt8] {
        guard count >= 0 else { return [] }
        guard count < digits.count else {
            return digits.isEmpty
                ? [] : digits + Array(repeating: 0, count: count - digits.count)
        }
        var kept = Array(digits[..<count])
        let rest = digits[count...]
        let isOdd = (kept.last ?? 0) % 2 == 1
        let isAbove = rest.first.map { $0 > 5 } == true
        let isHalf = rest.first == 5
        let hasMore = rest.dropFirst().contains { $0 != 0 }
        guard isAbove || (isHalf && (hasMore || isOdd)) else { return kept }
        var index = count - 1
        while index >= 0, kept[index] == 9 {
            kept[index] = 0
            index -= 1
        }
        if index >= 0 { kept[index] += 1 } else { kept.insert(1, at: 0) }
        return kept
    }
}
