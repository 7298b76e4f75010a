/// How exact the time of an entry is, from the coarsest to the finest.
///
/// A public account often gives only the day: the record says so and invents no minutes.
package enum Fidelity: String, Sendable, Codable, CaseIterable, Comparable {
    /// Some time in the named UTC day.
    case day
    /// Within the named hour.
    case hour
    /// Within the named minute.
    case minute
    /// To the second; the clock of the machine that recorded it.
    case second

    package static func < (left: Fidelity, right: Fidelity) -> Bool {
        left.uncertainty > right.uncertainty
    }

    /// How much later than the written time the moment may be.
    package var uncertainty: Duration {
        switch self {
        case .day: .seconds(86_400)
        case .hour: .seconds(3_600)
        case .minute: .seconds(60)
        case .second: .seconds(1)
        }
    }
}
