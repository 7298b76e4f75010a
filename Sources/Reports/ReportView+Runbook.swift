extension ReportView {
    /// A runbook as it was followed.
    package struct RunbookRun: Sendable, Equatable, Codable {
        package var id: String
        package var version: String
        package var hash: String
        package var title: String?
        package var state: String?
        package var started: Moment?
        package var finished: Moment?
        /// In the order of the runbook.
        package var steps: [RunbookStep]
        package var deviations: [Deviation]

        package init(
            id: String, version: String, hash: String, title: String? = nil,
            state: String? = nil, started: Moment? = nil, finished: Moment? = nil,
            steps: [RunbookStep] = [], deviations: [Deviation] = []
        ) {
            self.id = id
            self.version = version
            self.hash = hash
            self.title = title
            self.state = state
            self.started = started
            self.finished = finished
            self.steps = steps
            self.deviations = deviations
        }
    }

    /// One step of a runbook and how it ended.
    package struct RunbookStep: Sendable, Equatable, Codable {
        package var id: String
        package var title: String
        package var outcome: StepOutcome
        /// Who ended it; `nil` where the clock did.
        package var by: String?
        package var role: String?
        package var happened: Moment?
        /// What was answered or decided at the step.
        package var answer: String?
        /// Why it was skipped or failed, or the condition by which it does not apply.
        package var reason: String?

        package init(
            id: String, title: String, outcome: StepOutcome, by: String? = nil,
            role: String? = nil, happened: Moment? = nil, answer: String? = nil,
            reason: String? = nil
        ) {
            self.id = id
            self.title = title
            self.outcome = outcome
            self.by = by
            self.role = role
            self.happened = happened
            self.answer = answer
            self.reason = reason
        }
    }

    /// The kinds of deviation from a runbook.
    package enum DeviationKind: String, Sendable, Codable, CaseIterable {
        case reopened
        /// A result was given to a blocked step.
        case overridden
        case added
        /// Left out by a person, or because its deadline passed.
        case skipped
        case blocked
        /// A person accepted that the step failed.
        case givenUp = "given_up"
        /// The step or the run failed.
        case failed
        /// A person ended a wait before its time was over.
        case endedEarly = "ended_early"
        /// The run went on under another version of the runbook.
        case upgraded
        /// The incident was closed although the gate of closing asked for more.
        case gateOverridden = "gate_overridden"

        var words: String { rawValue.replacing("_", with: " ") }
    }

    /// Something that people did to the run that the file does not say, or that went wrong in it.
    package struct Deviation: Sendable, Equatable, Codable {
        package var kind: DeviationKind
        /// The step or block; `close` for the closing of the incident.
        package var step: String
        package var happened: Moment
        /// Who did it; `nil` for what the clock did.
        package var by: String?
        package var reason: String?
        package var entry: Int?
        /// When the wait would have been over, for one that was ended early.
        package var due: Moment?

        package init(
            kind: DeviationKind, step: String, happened: Moment, by: String? = nil,
            reason: String? = nil, entry: Int? = nil, due: Moment? = nil
        ) {
            self.due = due
            self.kind = kind
            self.step = step
            self.happened = happened
            self.by = by
            self.reason = reason
            self.entry = entry
        }
    }
}
