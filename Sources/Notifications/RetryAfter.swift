package import Chronology
internal import FoundationEssentials

/// How long a receiver asks to be left alone.
package enum RetryAfter {
    /// Reads the header: seconds, or a date in one of the three forms of RFC 9110 5.6.7.
    package static func duration(header: String, now: Timestamp) -> Duration? {
        if let seconds = Double(header), seconds.isFinite {
            return duration(seconds: seconds)
        }
        return HTTPDate.timestamp(header).map { max(.zero, $0.elapsed(since: now)) }
    }

    /// Reads a JSON body: `retry_after` in seconds, `retry_after_ms`, or `parameters.retry_after`.
    package static func duration(body: [UInt8]) -> Duration? {
        Reply(body).flatMap { $0.retryAfterSeconds.flatMap(duration(seconds:)) }
    }

    /// Nobody means more than a week; a larger number would only overflow.
    private static func duration(seconds: Double) -> Duration? {
        seconds < 0 || !seconds.isFinite ? nil : .milliseconds(Int(min(seconds, 604_800) * 1_000))
    }
}

/// The parts of a JSON reply that services use; a part of another type counts as absent.
struct Reply: Decodable {
    let ok: Bool?
    let error: String?
    let retryAfterSeconds: Double?

    private enum Key: String, CodingKey {
        case ok
        case error
        case retryAfter = "retry_after"
        case retryAfterMilliseconds = "retry_after_ms"
        case parameters
    }

    /// `nil` if the body is no JSON object.
    init?(_ body: [UInt8]) {
        guard let reply = try? JSONDecoder().decode(Reply.self, from: Data(body)) else {
            return nil
        }
        self = reply
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        ok = try? container.decode(Bool.self, forKey: .ok)
        let text = try? container.decode(String.self, forKey: .error)
        error = text ?? (container.contains(.error) ? "error" : nil)
        let parameters = try? container.nestedContainer(keyedBy: Key.self, forKey: .parameters)
        retryAfterSeconds =
            (try? container.decode(Double.self, forKey: .retryAfter))
            ?? (try? container.decode(Double.self, forKey: .retryAfterMilliseconds))
            .map { $0 / 1_000 }
            ?? (try? parameters?.decode(Double.self, forKey: .retryAfter))
    }
}

/// Dates of HTTP headers.
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads a date in one of three forms.
    ///
    /// They are `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`.
    static func timestamp(_ text: String) -> Timestamp? {
        let parts = text.lowercased().split { " ,-:".contains($0) }.map(String.init)
        if parts.count == 8, parts[7] == "gmt" {
            return timestamp(
                year: parts[3], month: parts[2], day: parts[1], clock: Array(parts[4...6]))
        }
        guard parts.count == 7 else { return nil }
        return timestamp(
            year: parts[6], month: parts[1], day: parts[2], clock: Array(parts[3...5]))
    }

    private static func timestamp(
        year: String, month: String, day: String, clock: [String]
    ) -> Timestamp? {
        let numbers = clock.compactMap { UInt8($0) }.map(Int.init)
        guard let month = months.firstIndex(of: month), let day = UInt8(day),
            var year = UInt16(year).map(Int.init), numbers.count == 3
        else { return nil }
        // Two digits of a year are of this century here: no receiver names a date before it.
        if year < 100 { year += 2_000 }
        let civil = CivilTime(
            year: year, month: month + 1, day: Int(day), hour: numbers[0], minute: numbers[1],
            second: min(numbers[2], 59))
        return civil.isValid ? civil.timestamp : nil
    }
}
