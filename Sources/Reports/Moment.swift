package import Chronology

/// A time of the record with its fidelity: some moment in a window, not more exact than was known.
package struct Moment: Sendable, Equatable, Codable {
    package var at: Timestamp
    package var fidelity: Fidelity

    package init(at: Timestamp, fidelity: Fidelity = .second) {
        self.at = at
        self.fidelity = fidelity
    }

    /// The first moment that it may have been: the start of the named day, hour or minute.
    package var earliest: Timestamp {
        let length = fidelity.uncertainty.components.seconds
        guard length > 1 else { return at.wholeSecond }
        let rest = at.seconds % length
        return Timestamp(seconds: at.seconds - (rest < 0 ? rest + length : rest))
    }

    /// The end of the window; a time to the second counts as a point.
    package var latest: Timestamp {
        fidelity == .second ? earliest : earliest.advanced(by: fidelity.uncertainty)
    }

    /// Whether another time says the same, as far as this one is known.
    func covers(_ other: Timestamp) -> Bool {
        let slack = Duration.seconds(60)
        return other >= earliest.advanced(by: .zero - slack) && other <= latest.advanced(by: slack)
    }

    /// The time as text that shows no digit more than was known.
    package var text: String {
        let clock = at.rfc3339.dropFirst(11)
        return switch fidelity {
        case .day: "\(at.date) (day only)"
        case .hour: "\(at.date) \(clock.prefix(2))Z (hour only)"
        case .minute: "\(at.date) \(clock.prefix(5))Z"
        case .second: "\(at.date) \(clock.prefix(8))Z"
        }
    }

    /// The value of the `datetime` attribute of HTML's `time` element, no finer than the fidelity.
    var machineText: String {
        let text = at.wholeSecond.rfc3339
        return switch fidelity {
        case .day: String(text.prefix(10))
        case .hour, .minute: text.prefix(16) + "Z"
        case .second: text
        }
    }
}
