/// A moment as a person wrote it, with how exact that is; times without a zone are UTC.
package struct WrittenTime: Sendable, Equatable {
    package let moment: Timestamp
    package let fidelity: Fidelity

    /// What a time without a date, and a span without a sign, is taken for.
    package enum Direction: Sendable {
        /// The last time that clocks showed it; `30m` is half an hour ago.
        case past
        /// The next time that clocks will show it; `30m` is in half an hour.
        case future
    }

    /// Reads `30m`, `-90m`, `+2h`, `23:30`, `yesterday 23:30`, a date, or RFC 3339 with or without seconds and zone.
    ///
    /// A day alone means that day, and no minute is made up; `nil` if the text is no time of the years 1 to 9999.
    package init?(_ text: String, now: Timestamp, towards direction: Direction = .past) {
        let words = text.split(separator: " ").joined(separator: " ")
        guard
            let value = WrittenTime(span: words, now: now, direction)
                ?? WrittenTime(named: words.lowercased(), now: now)
                ?? WrittenTime(clock: words, now: now, direction)
                ?? WrittenTime(absolute: words),
            Timestamp.yearRange.contains(CivilTime(value.moment).year)
        else { return nil }
        self = value
    }

    private init(_ moment: Timestamp, _ fidelity: Fidelity) {
        self.moment = moment
        self.fidelity = fidelity
    }

    private init?(span text: String, now: Timestamp, _ direction: Direction) {
        let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
        guard let span = Duration(iso8601: isSigned ? String(text.dropFirst()) : text) else {
            return nil
        }
        let isAhead = isSigned ? text.hasPrefix("+") : direction == .future
        self.init(
            now.wholeSecond.advanced(by: isAhead ? span : .zero - span),
            WrittenTime.fidelity(ofSpan: text))
    }

    /// As exact as the smallest unit that was written: `-90m` to the minute, `-2h` and longer units to the hour.
    private static func fidelity(ofSpan text: String) -> Fidelity {
        switch text.last?.lowercased() {
        case "s": .second
        case "m": .minute
        default: .hour
        }
    }

    /// `now`, `today`, `yesterday` and `tomorrow`, the days with a time of day behind them or without.
    private init?(named text: String, now: Timestamp) {
        if text == "now" {
            self.init(now.wholeSecond, .second)
            return
        }
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let shifts: [String: Int64] = ["yesterday": -1, "today": 0, "tomorrow": 1]
        guard let word = words.first, let shift = shifts[word] else { return nil }
        var day = CivilTime(now.advanced(by: .seconds(shift * 86_400)))
        (day.hour, day.minute, day.second) = (0, 0, 0)
        guard words.count > 1 else {
            self.init(day.timestamp, .day)
            return
        }
        guard let (time, fidelity) = WrittenTime.timeOfDay(words[1], on: day) else { return nil }
        self.init(time, fidelity)
    }

    private init?(clock text: String, now: Timestamp, _ direction: Direction) {
        guard let (today, fidelity) = WrittenTime.timeOfDay(text, on: CivilTime(now)) else {
            return nil
        }
        let day = Duration.seconds(86_400)
        switch direction {
        case .past:
            // A clock that is a little fast has not gone back by a day.
            let isAhead = today > now.advanced(by: .seconds(120))
            self.init(isAhead ? today.advanced(by: .zero - day) : today, fidelity)
        case .future:
            self.init(today < now.wholeSecond ? today.advanced(by: day) : today, fidelity)
        }
    }

    /// `2:41`, `02:41Z` or `02:41:30`, on a day.
    private static func timeOfDay(_ text: String, on day: CivilTime) -> (Timestamp, Fidelity)? {
        let bare = text.hasSuffix("Z") || text.hasSuffix("z") ? String(text.dropLast()) : text
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }),
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]),
            let second = parts.count == 3 ? Int(parts[2]) : 0
        else { return nil }
        var civil = day
        (civil.hour, civil.minute, civil.second) = (hour, minute, second)
        guard civil.isValid else { return nil }
        return (civil.timestamp, parts.count == 3 ? .second : .minute)
    }

    private init?(absolute text: String) {
        if let day = Timestamp(rfc3339: text + "T00:00:00Z") {
            self.init(day, .day)
        } else if let moment = Timestamp(rfc3339: text) {
            self.init(moment, .second)
        } else if let moment = WrittenTime.withoutSeconds(text) {
            self.init(moment, .minute)
        } else if let moment = Timestamp(rfc3339: text + "Z") {
            self.init(moment, .second)
        } else {
            return nil
        }
    }

    /// `2026-03-09T02:58Z`, or without a zone.
    private static func withoutSeconds(_ text: String) -> Timestamp? {
        guard text.count >= 16 else { return nil }
        let zone = text.dropFirst(16)
        return Timestamp(rfc3339: text.prefix(16) + ":00" + (zone.isEmpty ? "Z" : zone))
    }
}

extension WrittenTime {
    /// The forms that are understood, as examples.
    package static func forms(towards direction: Direction = .past) -> [String] {
        switch direction {
        case .past:
            [
                "-15m", "03:12 (UTC)", "yesterday 23:30", "2026-03-09", "2026-03-09T02:58Z",
                "2026-03-09T02:58:11+01:00",
            ]
        case .future:
            [
                "30m", "23:30 (UTC)", "tomorrow 08:00", "2026-03-09", "2026-03-09T02:58Z",
                "2026-03-09T02:58:11+01:00",
            ]
        }
    }
}
