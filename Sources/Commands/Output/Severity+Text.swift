internal import Chronology
internal import Incidents

extension Phrase {
    /// `system=important, loss=serious by scale muster 1.0.0; chosen by hand, the scale gives SEV2`.
    static func rating(_ rating: SeverityRating, chosen: Severity) -> String {
        let factors = rating.factors.map { "\(visible($0.factor))=\(visible($0.level))" }
        let scale = "\(visible(rating.scale.id)) \(visible(rating.scale.version))"
        return factors.joined(separator: ", ") + " by scale \(scale)"
            + (rating.isOverridden(by: chosen)
                ? "; \(chosen.code) was chosen by hand, the scale gives \(rating.span)" : "")
    }

    /// `contained within 4 h: due 2026-03-09 06:41Z (in 2 h)`.
    static func target(_ target: TargetStanding, now: Timestamp) -> String {
        let name = "\(target.milestone.rawValue) within \(target.limit.spoken)"
        switch target.state {
        case .open: return "\(name): due \(time(target.due)) (\(age(target.due, now: now)))"
        case .overdue: return "\(name): OVERDUE by \(now.elapsed(since: target.due).spoken)"
        case .met: return "\(name): met"
        case .missed: return "\(name): missed"
        case .unclear: return "\(name): the recorded time is not exact enough to tell"
        }
    }
}

extension JSONValue {
    static func optional(_ rating: SeverityRating?) -> JSONValue {
        guard let rating else { return .null }
        return .object([
            "scale": .string(rating.scale.id), "version": .string(rating.scale.version),
            "sha256": .string(rating.scale.hash),
            "factors": .object(
                Dictionary(
                    rating.factors.map { ($0.factor, .string($0.level)) },
                    uniquingKeysWith: { $1 })),
            "mildest": .string(rating.mildest.code), "worst": .string(rating.worst.code),
        ])
    }

    static func targets(_ targets: [TargetStanding]) -> JSONValue {
        .array(
            targets.map { target in
                .object([
                    "milestone": .string(target.milestone.rawValue),
                    "seconds": .int(target.limit.components.seconds),
                    "due": .string(target.due.rfc3339),
                    "state": .string(target.state.word),
                    "reached": .optional(target.reached?.happenedAt.rfc3339),
                ])
            })
    }
}
