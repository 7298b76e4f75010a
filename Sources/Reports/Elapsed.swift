import Chronology

/// The time between two moments, no more exact than they are.
package enum Elapsed: Sendable, Equatable {
    /// Both ends are known to the second.
    case exact(Duration)
    /// At least one end is coarse; the truth lies between the two.
    case interval(minimum: Duration, maximum: Duration)
    /// The end is recorded before the start, by at least and at most this much.
    case contradictory(minimum: Duration, maximum: Duration)
    /// One or both ends are not in the record; the names of those that are missing.
    case notRecorded(missing: [String])

    /// The time from `start` to `end`.
    ///
    /// Where coarse windows overlap, the lower bound is zero: the record does not contradict that order.
    package init(from start: Moment, to end: Moment) {
        let low = end.earliest.elapsed(since: start.latest)
        let high = end.latest.elapsed(since: start.earliest)
        let isExact = start.fidelity == .second && end.fidelity == .second
        self =
            if isExact, low >= .zero {
                .exact(low)
            } else if high < .zero || (high == .zero && low < .zero) {
                .contradictory(minimum: .zero - high, maximum: .zero - low)
            } else {
                .interval(minimum: max(low, .zero), maximum: high)
            }
    }
}

extension Elapsed: Codable {
    private enum Status: String, Codable {
        case exact
        case interval
        case contradictory
        case notRecorded = "not_recorded"
    }

    private enum CodingKeys: String, CodingKey {
        case status
        case minimumSeconds
        case maximumSeconds
        case missing
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let low = Duration.seconds(
            try container.decodeIfPresent(Int64.self, forKey: .minimumSeconds) ?? 0)
        let high = Duration.seconds(
            try container.decodeIfPresent(Int64.self, forKey: .maximumSeconds) ?? 0)
        self =
            switch try container.decode(Status.self, forKey: .status) {
            case .exact: .exact(low)
            case .interval: .interval(minimum: low, maximum: high)
            case .contradictory: .contradictory(minimum: low, maximum: high)
            case .notRecorded:
                .notRecorded(
                    missing: try container.decodeIfPresent([String].self, forKey: .missing) ?? [])
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .exact(let duration):
            try container.encode(Status.exact, forKey: .status)
            try Elapsed.encode(duration, duration, in: &container)
        case .interval(let minimum, let maximum):
            try container.encode(Status.interval, forKey: .status)
            try Elapsed.encode(minimum, maximum, in: &container)
        case .contradictory(let minimum, let maximum):
            try container.encode(Status.contradictory, forKey: .status)
            try Elapsed.encode(minimum, maximum, in: &container)
        case .notRecorded(let missing):
            try container.encode(Status.notRecorded, forKey: .status)
            try container.encode(missing, forKey: .missing)
        }
    }

    private static func encode(
        _ minimum: Duration, _ maximum: Duration,
        in container: inout KeyedEncodingContainer<CodingKeys>
    ) throws {
        try container.encode(minimum.components.seconds, forKey: .minimumSeconds)
        try container.encode(maximum.components.seconds, forKey: .maximumSeconds)
    }
}

extension Elapsed {
    /// The value in words; `start` and `end` name the two moments where the record contradicts itself.
    package func text(from start: String, to end: String) -> String {
        switch self {
        case .exact(let duration): duration.spoken
        case .interval(let minimum, let maximum):
            minimum == .zero
                ? "at most \(maximum.spoken)" : Elapsed.range(minimum, maximum)
        case .contradictory(let minimum, let maximum):
            "\(end) is recorded before \(start), by \(Elapsed.range(minimum, maximum))"
        case .notRecorded(let missing):
            "not recorded" + (missing.isEmpty ? "" : " (\(missing.joined(separator: ", ")))")
        }
    }

    private static func range(_ minimum: Duration, _ maximum: Duration) -> String {
        minimum.spoken == maximum.spoken
            ? minimum.spoken : "\(minimum.spoken) to \(maximum.spoken)"
    }
}
