/// A moment in UTC with nanosecond resolution, written as RFC 3339 in files and records.
///
/// Days have 86,400 seconds: leap seconds are folded as POSIX does.
package struct Timestamp: Sendable, Hashable {
    /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
    package let seconds: Int64
    /// The part within the second, 0 to 999,999,999; it always counts forward.
    package let nanoseconds: Int32

    /// The earliest year that a record may name, as in RFC 3339.
    package static let yearRange = 1...9999

    package init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The moment `duration` later (earlier if negative).
    package func advanced(by duration: Duration) -> Timestamp {
        let (whole, atto) = duration.components
        let total = Int64(nanoseconds) + atto / 1_000_000_000
        let carry = total.flooredQuotient(by: 1_000_000_000)
        return Timestamp(
            seconds: seconds + whole + carry,
            nanoseconds: Int32(total - carry * 1_000_000_000))
    }

    /// The time that passed since `earlier`; negative if `earlier` is later.
    package func elapsed(since earlier: Timestamp) -> Duration {
        .seconds(seconds - earlier.seconds) + .nanoseconds(nanoseconds - earlier.nanoseconds)
    }

    /// The same moment cut down to whole seconds, which is what records and screens show.
    package var wholeSecond: Timestamp { Timestamp(seconds: seconds) }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Timestamp(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not an RFC 3339 time")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

extension Int64 {
    /// Division that rounds towards negative infinity, as calendars need it.
    func flooredQuotient(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
