/// One response time of an incident: how long it took from one milestone to another.
package struct ResponseTime: Sendable, Equatable, Codable {
    /// For example `contain`.
    package var name: String
    /// What the name means, in a sentence that every report prints.
    package var definition: String
    /// The name of the milestone at the start.
    package var from: String
    /// The name of the milestone at the end.
    package var to: String
    package var result: Elapsed

    package init(name: String, definition: String, from: String, to: String, result: Elapsed) {
        self.name = name
        self.definition = definition
        self.from = from
        self.to = to
        self.result = result
    }
}

extension ResponseTime {
    /// The names of the milestones that the definitions use, in the order in which they are due.
    package static let milestoneNames = [
        "occurred", "detected", "opened", "acknowledged", "assessed", "contained", "recovered",
        "closed",
    ]

    /// The response times of an incident, always all of them and in the same order.
    ///
    /// A milestone that was reached again counts from its first time where it starts a span or is a first reaction, and
    /// to its last time where it ends containment, recovery or the incident. No milestone stands in for another.
    package static func all(from milestones: [ReportView.Milestone]) -> [ResponseTime] {
        rules.map { rule in
            let start = rule.from.moment(in: milestones)
            let end = rule.to.moment(in: milestones)
            let result: Elapsed
            if let start, let end {
                result = Elapsed(from: start, to: end)
            } else {
                let missing =
                    (start == nil ? [rule.from.name] : []) + (end == nil ? [rule.to.name] : [])
                result = .notRecorded(missing: missing)
            }
            return ResponseTime(
                name: rule.name, definition: rule.definition, from: rule.from.name,
                to: rule.to.name, result: result)
        }
    }

    /// The moment of a milestone that counts: the last where it ends containment, recovery or the incident, else the first.
    static func moment(of name: String, in milestones: [ReportView.Milestone]) -> Moment? {
        let pick = rules.map(\.to).first { $0.name == name } ?? .first(name)
        return pick.moment(in: milestones)
    }

    private static let rules = [
        Rule(
            "detect", .first("occurred"), .first("detected"),
            "From the first harmful or faulty effect to the first signal of it."),
        Rule(
            "report", .first("detected"), .first("opened"),
            "From the first signal to the opening of the incident."),
        Rule(
            "acknowledge", .first("opened"), .first("acknowledged"),
            "From the opening until somebody took the role of lead."),
        Rule(
            "assess", .first("opened"), .first("assessed"),
            "From the opening until the assessment was first recorded, by a step or by an assessment."
        ),
        Rule(
            "contain", .first("opened"), .last("contained"),
            "From the opening until containment was marked, the last time if more than once."),
        Rule(
            "recover", .first("opened"), .last("recovered"),
            "From the opening until service was restored, the last time if more than once."),
        Rule(
            "close", .first("opened"), .last("closed"),
            "From the opening until the incident was closed, the last time if more than once."),
    ]

    private struct Rule {
        let name: String
        let from: Pick
        let to: Pick
        let definition: String

        init(_ name: String, _ from: Pick, _ to: Pick, _ definition: String) {
            self.name = name
            self.from = from
            self.to = to
            self.definition = definition
        }
    }

    /// Which of several milestones with one name counts.
    private enum Pick {
        case first(String)
        case last(String)

        var name: String {
            switch self {
            case .first(let name), .last(let name): name
            }
        }

        func moment(in milestones: [ReportView.Milestone]) -> Moment? {
            let found = milestones.filter { $0.name == name }.map(\.happened)
            return switch self {
            case .first: found.min { $0.earliest < $1.earliest }
            case .last: found.max { $0.latest < $1.latest }
            }
        }
    }
}
