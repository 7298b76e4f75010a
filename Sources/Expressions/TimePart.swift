import Chronology

/// Reads the parts of moments and durations.
enum TimePart {
    /// The part that `function` names; moments are shown in UTC, at an offset
    /// such as `+02:00`, or in a zone such as `Europe/Paris`.
    static func read(
        _ function: Function, _ value: Value, zone: String?
    ) throws(Fault) -> Value {
        switch value {
        case .timestamp(let moment):
            let offset = try zone.map { zone throws(Fault) in try seconds(zone, at: moment) } ?? 0
            let shifted = try TimeRange.checked(moment).advanced(by: .seconds(offset))
            return .int(Int64(part(function, of: shifted)))
        case .duration(let length) where zone == nil:
            guard let part = part(function, of: length) else { break }
            return .int(part)
        default: break
        }
        throw Fault(.type, "'\(function.rawValue)' does not take \(value.spokenType)")
    }

    private static func part(_ function: Function, of moment: Timestamp) -> Int {
        let civil = CivilTime(moment)
        switch function {
        case .getFullYear: return civil.year
        case .getMonth: return civil.month - 1
        case .getDayOfMonth: return civil.day - 1
        case .getDate: return civil.day
        case .getDayOfYear:
            let newYear = CivilTime(year: civil.year, month: 1, day: 1)
            return Int(civil.daysSinceEpoch - newYear.daysSinceEpoch)
        case .getDayOfWeek:
            // 1970-01-01 was a Thursday, and Sunday counts as 0.
            return Int(((civil.daysSinceEpoch + 4) % 7 + 7) % 7)
        case .getHours: return civil.hour
        case .getMinutes: return civil.minute
        case .getSeconds: return civil.second
        default: return Int(moment.nanoseconds) / 1_000_000
        }
    }

    /// The whole duration in the unit, except for milliseconds: those within the second.
    private static func part(_ function: Function, of length: Duration) -> Int64? {
        let (seconds, attoseconds) = length.components
        switch function {
        case .getHours: return seconds / 3_600
        case .getMinutes: return seconds / 60
        case .getSeconds: return seconds
        case .getMilliseconds: return attoseconds / 1_000_000_000_000_000
        default: return nil
        }
    }

    /// Throws if there is no such zone.
    static func check(zone: String) throws(Fault) {
        if try fixedOffset(zone) == nil, ZoneRule.named(zone) == nil { throw unknown }
    }

    /// Seconds east of UTC for an offset, or for the name of a zone at a moment.
    private static func seconds(_ zone: String, at moment: Timestamp) throws(Fault) -> Int64 {
        if let offset = try fixedOffset(zone) { return offset }
        guard let rule = ZoneRule.named(zone) else { throw unknown }
        guard moment >= rule.since else {
            let begin = max(rule.since, Timestamp(seconds: 0)).rfc3339
            throw Fault(
                .unsupported, "the clocks of '\(zone)' are known since \(begin)",
                suggestion: "+02:00")
        }
        return rule.offset(at: moment)
    }

    /// The message leaves out the name, because it may come from a fact.
    private static var unknown: Fault {
        Fault(.unsupported, "there is no rule for this time zone", suggestion: "+02:00")
    }

    /// Seconds east of UTC for `UTC`, `Z` or `[+-]HH:MM`; `nil` for a name.
    private static func fixedOffset(_ zone: String) throws(Fault) -> Int64? {
        if ["", "UTC", "Z", "GMT", "Etc/UTC"].contains(zone) { return 0 }
        var octets = Substring(zone).utf8
        let isNegative = octets.first == UInt8(ascii: "-")
        if isNegative || octets.first == UInt8(ascii: "+") { octets.removeFirst() }
        let parts = octets.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = twoDigits(parts[0]), let minutes = twoDigits(parts[1])
        else { return nil }
        guard hours < 24, minutes < 60 else {
            throw Fault(.conversion, "the offset is out of range")
        }
        return (isNegative ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    private static func twoDigits(_ octets: Substring.UTF8View) -> Int64? {
        guard octets.count == 2, octets.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return octets.reduce(0) { $0 * 10 + Int64($1 - 48) }
    }
}
