internal import Chronology

/// What somebody certainly meant who wrote a duration in a form that the language does not have.
enum DurationGuess {
    /// The duration in ISO 8601, as in `PT15M` for `15 min`; `nil` where two readings are possible.
    ///
    /// A bare number has no unit, and `P15M` may be months.
    static func certain(_ text: String) -> String? {
        let upper = text.uppercased()
        if let duration = Duration(iso8601: upper), duration > .zero { return upper }
        guard upper.hasPrefix("P") else { return spoken(text) }
        // Hours and seconds stand behind a T in ISO 8601, so that only the T can be missing; an M
        // before it are months.
        let parts = upper.dropFirst().split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.first?.contains("M") == false else { return nil }
        return spoken(parts.joined())
    }

    /// A sum such as `1h30m`, `1.5 hours` or `2 days`; `m` are minutes, as on the command line.
    private static func spoken(_ text: String) -> String? {
        var rest = Array(text.lowercased())[...]
        var hundredths = 0
        var last = Int.max
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count).drop { $0 == " " }
            let word = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(word.count).drop { $0 == " " }
            guard let number = inHundredths(String(digits)), let unit = units[String(word)],
                unit < last
            else { return nil }
            hundredths += number * unit
            last = unit
        }
        guard hundredths > 0, hundredths.isMultiple(of: 100) else { return nil }
        return Duration.seconds(hundredths / 100).iso8601
    }

    /// A number below 100,000 with at most two digits behind the point.
    private static func inHundredths(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...5).contains(whole.count), let number = Int(whole) else {
            return nil
        }
        guard parts.count == 2 else { return parts.count == 1 ? number * 100 : nil }
        guard (1...2).contains(parts[1].count), let rest = Int(parts[1]) else { return nil }
        return number * 100 + (parts[1].count == 1 ? rest * 10 : rest)
    }

    /// The length of each unit in seconds.
    private static let units: [String: Int] = [
        "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "mins": 60,
        "minute": 60, "minutes": 60, "h": 3_600, "hr": 3_600, "hrs": 3_600, "hour": 3_600,
        "hours": 3_600, "d": 86_400, "day": 86_400, "days": 86_400, "w": 604_800, "week": 604_800,
        "weeks": 604_800,
    ]
}
