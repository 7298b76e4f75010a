package import Runbooks

/// Where a step of a run stands, in the words of a drawing.
package enum StepMark: String, Sendable, CaseIterable {
    /// Somebody can work on it now.
    case now = "NOW"
    /// It failed or cannot go on, and asks a person.
    case blocked = "BLOCKED"
    /// It waits for a time, a signal or a condition.
    case waiting
    case done
    case skipped
    case failed
    case cancelled
    /// It belongs to a way that the run did not take.
    case notTaken = "not taken"
}

/// A runbook as it is drawn: bands of blocks of cards, without places and without a form of output.
package struct Diagram: Sendable, Equatable {
    /// One step as a drawing shows it; the texts are as in the file, nothing in them is escaped.
    struct Card: Sendable, Equatable {
        /// The id, or nothing for a block that has none of its own.
        let name: String
        /// The verb of the step.
        let verb: String
        /// What is to be done, asked or waited for.
        let title: String
        /// Who does it, its limits and conditions, a line each.
        let notes: [String]
        let mark: StepMark?
    }

    /// A card, or a card with blocks that it holds.
    struct Block: Sendable, Equatable {
        indirect enum Form: Sendable, Equatable {
            case leaf
            case parallel([[Block]])
            case choose([Arm])
            /// The body and the condition under which it is done again.
            case loop([Block], again: String)
            /// A called runbook, or a part of one.
            case group([Block])
        }

        let card: Card
        let form: Form
        /// What is done when it fails; `nil` if nothing is planned.
        let handler: [Block]?
    }

    /// One way of a `choose`.
    struct Arm: Sendable, Equatable {
        let condition: String
        let blocks: [Block]
    }

    /// A phase, or a stage of one.
    struct Band: Sendable, Equatable {
        let name: String
        let objective: String
        let blocks: [Block]
        let stages: [Band]
        /// The lanes beside all stages; empty where there are none.
        let alongside: [[Block]]
    }

    let id: String
    let version: String
    let title: String
    let summary: String
    /// What the marks belong to, for example an incident; `nil` without marks.
    let caption: String?
    let bands: [Band]

    /// Prepares the drawing of a runbook.
    ///
    /// - Parameters:
    ///   - marks: where the steps of a run stand, by id; steps without a mark are not reached yet.
    ///   - caption: what the marks belong to.
    package init(_ runbook: Runbook, marks: [StepID: StepMark] = [:], caption: String? = nil) {
        let builder = DiagramBuilder(runbook, marks: marks)
        id = runbook.id
        version = runbook.version
        title = runbook.title
        summary = runbook.summary
        self.caption = caption
        bands = runbook.root.children.map(builder.band)
    }

    /// `ransomware 1.0.0: Ransomware`.
    var heading: String { "\(id) \(version): \(title)" }
}

extension Diagram.Band {
    /// What stands over the lanes beside the stages.
    static let alongsideHeading = "alongside the stages"
}
