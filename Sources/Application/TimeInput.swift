package import Chronology
internal import Incidents

/// A moment as a person wrote it, with how exact that is.
package struct TimeInput: Sendable, Equatable {
    package let moment: Timestamp
    package let fidelity: Fidelity

    package init(moment: Timestamp, fidelity: Fidelity) {
        self.moment = moment
        self.fidelity = fidelity
    }

    /// Reads what ``WrittenTime`` understands, looking back: `-15m`, `03:12`, `yesterday 23:30`, `2022-12-16` and so on.
    ///
    /// - Throws: ``Failure`` with the forms that are understood, or with the units if only the unit is missing.
    package init(_ text: String, now: Timestamp) throws(Failure) {
        guard let time = WrittenTime(text, now: now) else {
            if let failure = Failure(withoutUnit: text, "a time", sign: "-") { throw failure }
            throw Failure(
                .usage, "'\(text.shortened(to: 40))' is not a time",
                details: ["understood: " + WrittenTime.forms().joined(separator: ", ")],
                hint: "help times")
        }
        self.init(moment: time.moment, fidelity: time.fidelity)
    }
}

/// A span of time that a person promises or allows.
package enum SpanInput {
    /// Reads `30m`, `2h`, `1d`, `1h30m` or ISO 8601, above zero and at most ten years.
    ///
    /// - Throws: ``Failure`` with the units.
    package static func read(_ text: String) throws(Failure) -> Duration {
        if let failure = Failure(withoutUnit: text, "a duration") { throw failure }
        guard let duration = Duration(iso8601: text), duration > .zero else {
            throw Failure(
                .usage, "'\(text.shortened(to: 40))' is not a duration",
                details: ["understood: 30m, 2h, 1d, 1h30m (units: w d h m s), or PT30M"],
                hint: "help times")
        }
        guard duration <= .longestSpan else {
            throw Failure(
                .usage, "\(text) is longer than ten years", details: ["understood: 30m, 2h, 1d"],
                hint: "help times")
        }
        return duration
    }
}

extension Failure {
    /// A number without its unit; `nil` if the text is no such number.
    package init?(
        withoutUnit text: String, _ what: String, sign: String = "", days inDays: Bool = false
    ) {
        let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.count <= 6, digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return nil }
        let (minutes, hours, days) = ("\(sign)\(digits)m", "\(sign)\(digits)h", "\(sign)\(digits)d")
        self.init(
            .usage, "'\(text)' is not \(what): it has no unit",
            details: ["\(minutes) is minutes, \(hours) hours, \(days) days"], hint: "help times",
            repair: .replacing(text, with: inDays ? days : minutes))
    }
}
