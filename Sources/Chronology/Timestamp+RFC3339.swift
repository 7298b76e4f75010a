extension Timestamp {
    /// The moment as RFC 3339 in UTC, for example `2026-03-09T02:41:00Z`; a fraction only where there is one.
    package var rfc3339: String {
        let civil = CivilTime(self)
        guard (0...9_999).contains(civil.year) else { return "\(civil.year)-out-of-range" }
        // Bytes instead of strings put together: records of ten thousand entries print tens of thousands of times.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(30)
        func add(_ number: Int, width: Int, then separator: Unicode.Scalar) {
            var divisor = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                bytes.append(48 + UInt8(number / divisor % 10))
                divisor /= 10
            }
            bytes.append(UInt8(ascii: separator))
        }
        add(civil.year, width: 4, then: "-")
        add(civil.month, width: 2, then: "-")
        add(civil.day, width: 2, then: "T")
        add(civil.hour, width: 2, then: ":")
        add(civil.minute, width: 2, then: ":")
        add(civil.second, width: 2, then: ".")
        if nanoseconds > 0 {
            add(Int(nanoseconds), width: 9, then: "Z")
            while bytes[bytes.count - 2] == 48 { bytes.remove(at: bytes.count - 2) }
        } else {
            bytes[bytes.count - 1] = UInt8(ascii: "Z")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The UTC date as `2026-03-09`.
    package var date: String { String(rfc3339.prefix(10)) }

    /// The UTC time of day as `02:41Z`.
    package var clock: String { String(rfc3339.dropFirst(11).prefix(5)) + "Z" }

    /// Reads an RFC 3339 date-time, with `T`, `t` or a space between date and time; `nil` if the text is none.
    ///
    /// A leap second (`:60`) is taken as the second after it; more than nine digits of a fraction are cut.
    package init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2),
            reader.skip("-"), let day = reader.number(2), reader.skip("T", "t", " "),
            let hour = reader.number(2), reader.skip(":"), let minute = reader.number(2),
            reader.skip(":"), let second = reader.number(2), let fraction = reader.fraction(),
            let offset = reader.offsetSeconds(), reader.isAtEnd
        else { return nil }
        let civil = CivilTime(
            year: year, month: month, day: day, hour: hour, minute: minute,
            second: min(second, 59))
        guard civil.isValid, second <= 60 else { return nil }
        self.init(
            seconds: civil.timestamp.seconds + (second == 60 ? 1 : 0) - Int64(offset),
            nanoseconds: fraction)
        // An offset or a leap second may lead out of the years that can be written again.
        guard Timestamp.yearRange.contains(CivilTime(self).year) else { return nil }
    }
}

/// A number with leading zeros.
package func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// Reads fixed-width digits out of ASCII text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int? {
        guard rest.count >= width else { return nil }
        var value = 0
        for _ in 0..<width {
            guard let byte = rest.popFirst(), (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    mutating func skip(_ choices: Unicode.Scalar...) -> Bool {
        guard let next = rest.first, choices.contains(Unicode.Scalar(next)) else { return false }
        rest.removeFirst()
        return true
    }

    /// Nanoseconds of an optional fraction; `nil` if a point has no digit behind it.
    mutating func fraction() -> Int32? {
        guard skip(".") else { return 0 }
        var value: Int32 = 0
        var count = 0
        while let byte = rest.first, (48...57).contains(byte) {
            if count < 9 { value = value * 10 + Int32(byte - 48) }
            count += 1
            rest.removeFirst()
        }
        guard count > 0 else { return nil }
        for _ in min(count, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC; `nil` if there is no offset.
    mutating func offsetSeconds() -> Int? {
        if skip("Z", "z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(2), skip(":"), let minutes = number(2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
