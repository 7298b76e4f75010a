/// Durations as CEL writes them: numbers with units from nanoseconds to hours, such as `1h30m` or
/// `-0.5s`.
extension Duration {
    /// Reads a duration; `nil` if the text is none. Parts below a nanosecond are cut.
    init?(celText text: String) {
        var rest = Substring(text).utf8
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var total: Int128 = 0
        if rest.elementsEqual([UInt8(ascii: "0")]) {
            rest.removeFirst()
        } else if rest.isEmpty {
            return nil
        }
        while !rest.isEmpty {
            guard let number = Duration.number(&rest), let unit = Duration.unit(&rest) else {
                return nil
            }
            total += number.whole * unit + number.fraction * unit / number.scale
            // Far beyond every valid duration; the caller refuses what is left.
            total = min(total, 1_000_000_000_000_000_000_000)
        }
        if isNegative { total = -total }
        self.init(
            secondsComponent: Int64(total / 1_000_000_000),
            attosecondsComponent: Int64(total % 1_000_000_000) * 1_000_000_000)
    }

    /// A decimal number: the whole part, and the fraction as a numerator and a power of ten.
    private struct Decimal {
        var whole: Int128 = 0
        var fraction: Int128 = 0
        var scale: Int128 = 1
    }

    private static func number(_ rest: inout Substring.UTF8View) -> Decimal? {
        var number = Decimal()
        var hasDigits = false
        while let digit = rest.first.flatMap(decimalDigit) {
            number.whole = min(number.whole * 10 + digit, 1_000_000_000_000_000_000)
            hasDigits = true
            rest.removeFirst()
        }
        guard rest.first == UInt8(ascii: ".") else { return hasDigits ? number : nil }
        rest.removeFirst()
        while let digit = rest.first.flatMap(decimalDigit) {
            if number.scale < 1_000_000_000_000_000_000 {
                number.fraction = number.fraction * 10 + digit
                number.scale *= 10
            }
            hasDigits = true
            rest.removeFirst()
        }
        return hasDigits ? number : nil
    }

    private static func decimalDigit(_ octet: UInt8) -> Int128? {
        (48...57).contains(octet) ? Int128(octet - 48) : nil
    }

    /// The units in nanoseconds; the longer name of two with the same beginning comes first.
    private static let units: [(name: String, nanoseconds: Int128)] = [
        ("ns", 1), ("us", 1_000), ("\u{B5}s", 1_000), ("\u{3BC}s", 1_000), ("ms", 1_000_000),
        ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    private static func unit(_ rest: inout Substring.UTF8View) -> Int128? {
        for unit in units where rest.starts(with: unit.name.utf8) {
            rest.removeFirst(unit.name.utf8.count)
            return unit.nanoseconds
        }
        return nil
    }

    /// The duration in seconds with up to nine decimals, for example `5400s`.
    var celText: String {
        let (seconds, attoseconds) = components
        let nanoseconds = attoseconds / 1_000_000_000
        var text = "\(seconds.magnitude)"
        if nanoseconds != 0 {
            var digits = String(nanoseconds.magnitude)
            digits = String(repeating: "0", count: 9 - digits.count) + digits
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return (seconds < 0 || nanoseconds < 0 ? "-" : "") + text + "s"
    }
}
