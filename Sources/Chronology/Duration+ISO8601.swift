extension Duration {
    /// The longest span that anything may last, wait or be promised for: ten years with their leap days.
    package static let longestSpan = Duration.seconds(3_653 * 86_400)

    /// Reads an ISO 8601 duration with fixed lengths (`PT15M`, `P1DT2H`, `P2W`) or a short one (`30m`, `2h`, `1d`, `1h30m`).
    ///
    /// Years and months have no fixed length and are refused, as are fractions and signs; `nil` if the text is no duration.
    package init?(iso8601 text: String) {
        var rest = Substring(text)
        let isShort = rest.first != "P"
        if !isShort { rest.removeFirst() }
        var units = isShort ? "wdhms" : "WD"
        var total: Int64 = 0
        var parts = 0
        var isTime = isShort
        while !rest.isEmpty {
            if !isTime, rest.first == "T" {
                isTime = true
                units = "HMS"
                rest.removeFirst()
                if rest.isEmpty { return nil }
                continue
            }
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard let number = Int64(digits), number <= 1_000_000_000, let unit = rest.popFirst(),
                let position = units.firstIndex(of: unit)
            else { return nil }
            units = String(units[units.index(after: position)...])
            total += number * Duration.unitSeconds(unit)
            parts += 1
        }
        guard parts > 0 else { return nil }
        self = .seconds(total)
    }

    private static func unitSeconds(_ unit: Character) -> Int64 {
        switch unit {
        case "W", "w": 604_800
        case "D", "d": 86_400
        case "H", "h": 3_600
        case "M", "m": 60
        default: 1
        }
    }

    /// The duration in ISO 8601, whole seconds, for example `P1DT2H`.
    package var iso8601: String {
        var seconds = components.seconds
        if seconds == 0 { return "PT0S" }
        let sign = seconds < 0 ? "-" : ""
        seconds = abs(seconds)
        let (days, hours, minutes) = (
            seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60
        )
        let date = days > 0 ? "\(days)D" : ""
        var time = hours > 0 ? "\(hours)H" : ""
        if minutes > 0 { time += "\(minutes)M" }
        if seconds % 60 > 0 { time += "\(seconds % 60)S" }
        return sign + "P" + date + (time.isEmpty ? "" : "T" + time)
    }

    /// The duration as a person says it, two units at most: `2 d 03 h`, `1 h 48 min`, `34 min`, `12 s`.
    package var spoken: String {
        let seconds = abs(components.seconds)
        let sign = components.seconds < 0 ? "-" : ""
        if seconds < 60 { return "\(sign)\(seconds) s" }
        if seconds < 3_600 { return "\(sign)\(seconds / 60) min" }
        if seconds < 86_400 {
            let minutes = Int(seconds % 3_600 / 60)
            return "\(sign)\(seconds / 3_600) h" + (minutes > 0 ? " \(padded(minutes)) min" : "")
        }
        let hours = Int(seconds % 86_400 / 3_600)
        return "\(sign)\(seconds / 86_400) d" + (hours > 0 ? " \(padded(hours)) h" : "")
    }

    /// ``spoken`` where that leaves nothing out, else ISO 8601: for times that somebody has to keep to.
    package var spokenExactly: String {
        let seconds = abs(components.seconds)
        let unit: Int64 = seconds < 60 ? 1 : seconds < 86_400 ? 60 : 3_600
        return seconds.isMultiple(of: unit) && components.attoseconds == 0 ? spoken : iso8601
    }
}
