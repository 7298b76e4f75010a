package import Chronology

/// A moment as a person wrote it, with how exact that is.
package struct TimeInput: Sendable, Equatable {
    package let moment: Timestamp
    package let fidelity: Fidelity

    package init(moment: Timestamp, fidelity: Fidelity) {
        self.moment = moment
        self.fidelity = fidelity
    }

    /// Reads `-15m`, `03:12`, `2022-12-16`, `2026-03-09T02:58Z` or a full RFC 3339 time.
    ///
    /// A time of day means the last time that UTC clocks showed it; a date alone means that day, and no minute is made up.
    /// - Throws: ``Failure`` with the forms that are understood.
    package init(_ text: String, now: Timestamp) throws(Failure) {
        let text = text.filter { !$0.isWhitespace || $0 == " " }
        if let value = TimeInput(relative: text, now: now) ?? TimeInput(clock: text, now: now)
            ?? TimeInput(absolute: text)
        {
            self = value
            return
        }
        throw Failure(
            .usage, "'\(text)' is not a time",
            details: [
                "understood: -15m, 03:12 (UTC), 2026-03-09, 2026-03-09T02:58Z, "
                    + "2026-03-09T02:58:11+01:00"
            ], hint: "help times")
    }

    private init?(relative text: String, now: Timestamp) {
        if text == "now" {
            self.init(moment: now.wholeSecond, fidelity: .second)
            return
        }
        guard text.hasPrefix("-"), let ago = Duration(iso8601: String(text.dropFirst())) else {
            return nil
        }
        self.init(
            moment: now.wholeSecond.advanced(by: .zero - ago),
            fidelity: TimeInput.fidelity(ofSpan: text))
    }

    /// As exact as the smallest unit that was written: `-90m` to the minute, `-2h` and longer units to the hour.
    private static func fidelity(ofSpan text: String) -> Fidelity {
        switch text.last?.lowercased() {
        case "s": .second
        case "m": .minute
        default: .hour
        }
    }

    private init?(clock text: String, now: Timestamp) {
        let bare = text.hasSuffix("Z") ? String(text.dropLast()) : text
        let parts = bare.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.count) }),
            parts.allSatisfy({ $0.allSatisfy(\.isNumber) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), let second = parts.count == 3 ? Int(parts[2]) : 0
        else { return nil }
        var civil = CivilTime(now)
        (civil.hour, civil.minute, civil.second) = (hour, minute, second)
        guard civil.isValid else { return nil }
        let today = civil.timestamp
        let isAhead = today > now.advanced(by: .seconds(120))
        self.init(
            moment: isAhead ? today.advanced(by: .seconds(-86_400)) : today,
            fidelity: parts.count == 3 ? .second : .minute)
    }

    private init?(absolute text: String) {
        if let day = Timestamp(rfc3339: text + "T00:00:00Z") {
            self.init(moment: day, fidelity: .day)
        } else if let moment = Timestamp(rfc3339: text) {
            self.init(moment: moment, fidelity: .second)
        } else if let moment = TimeInput.withoutSeconds(text) {
            self.init(moment: moment, fidelity: .minute)
        } else {
            return nil
        }
    }

    /// `2026-03-09T02:58Z`, or without a zone, which is UTC.
    private static func withoutSeconds(_ text: String) -> Timestamp? {
        guard text.count >= 16 else { return nil }
        let zone = text.dropFirst(16)
        return Timestamp(rfc3339: text.prefix(16) + ":00" + (zone.isEmpty ? "Z" : zone))
    }
}
