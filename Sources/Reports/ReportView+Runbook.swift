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
        package var by: String?
        package var role: String?
        package var happened: Moment?
        /// What was answered or decided at the step.
        package var answer: String?
        /// Why it was skipped or failed.
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

    /// Something that people did to the run that the file does not say.
    package struct Deviation: Sendable, Equatable, Codable {
        package var kind: DeviationKind
        package var step: String
        package var happened: Moment
        package var by: String?
        package var reason: String?
        package var entry: Int?

        package init(
            kind: DeviationKind, step: String, happened: Moment, by: String? = nil,
            reason: String? = nil, entry: Int? = nil
        ) {
            self.kind = kind
            self.step = step
            self.happened = happened
            self.by = by
            self.reason = reason
            self.entry = entry
        }
    }
}
