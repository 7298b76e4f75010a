package import Chronology

extension ReportView {
    /// One entry of the record, as the audience may see it.
    package struct Entry: Sendable, Equatable, Codable {
        package var number: Int
        package var happened: Moment
        package var recorded: Timestamp
        /// For example `note`, `step`, `decision`.
        package var kind: String
        package var lane: Lane
        package var text: String
        package var actor: String?
        /// The role that the actor held.
        package var role: String?
        package var marking: Marking
        package var isStarred: Bool
        /// The milestone that the entry sets, for example `contained`.
        package var milestone: String?
        /// Where the fact is from: an evidence id, a metric, a page.
        package var source: String?
        /// Set if the entry shows a corrected value.
        package var correction: Correction?

        package init(
            number: Int, happened: Moment, recorded: Timestamp, kind: String, lane: Lane,
            text: String, actor: String? = nil, role: String? = nil, marking: Marking,
            isStarred: Bool = false, milestone: String? = nil, source: String? = nil,
            correction: Correction? = nil
        ) {
            self.number = number
            self.happened = happened
            self.recorded = recorded
            self.kind = kind
            self.lane = lane
            self.text = text
            self.actor = actor
            self.role = role
            self.marking = marking
            self.isStarred = isStarred
            self.milestone = milestone
            self.source = source
            self.correction = correction
        }
    }

    /// That a value was corrected, where and why.
    package struct Correction: Sendable, Equatable, Codable {
        /// The number of the entry that corrects.
        package var entry: Int
        package var recorded: Timestamp
        /// What stood there before, if the audience may see it.
        package var was: String?
        /// What it was corrected to, where the corrected value does not stand in the place of the old one.
        package var now: String?
        package var reason: String?

        package init(
            entry: Int, recorded: Timestamp, was: String? = nil, now: String? = nil,
            reason: String? = nil
        ) {
            self.now = now
            self.entry = entry
            self.recorded = recorded
            self.was = was
            self.reason = reason
        }
    }

    /// A named moment with both its times.
    package struct Milestone: Sendable, Equatable, Codable {
        package var name: String
        package var happened: Moment
        package var recorded: Timestamp?
        package var entry: Int?
        /// The step of the runbook that reached it by being done.
        package var step: String?
        package var correction: Correction?

        package init(
            name: String, happened: Moment, recorded: Timestamp? = nil, entry: Int? = nil,
            step: String? = nil, correction: Correction? = nil
        ) {
            self.step = step
            self.name = name
            self.happened = happened
            self.recorded = recorded
            self.entry = entry
            self.correction = correction
        }
    }

    /// A decision with what was on the table.
    package struct Decision: Sendable, Equatable, Codable {
        package var entry: Int
        package var happened: Moment
        package var recorded: Timestamp
        package var question: String
        package var options: [String]
        package var choice: String
        package var by: String?
        package var role: String?
        package var reason: String?
        package var correction: Correction?

        package init(
            entry: Int, happened: Moment, recorded: Timestamp, question: String,
            options: [String] = [], choice: String, by: String? = nil, role: String? = nil,
            reason: String? = nil, correction: Correction? = nil
        ) {
            self.entry = entry
            self.happened = happened
            self.recorded = recorded
            self.question = question
            self.options = options
            self.choice = choice
            self.by = by
            self.role = role
            self.reason = reason
            self.correction = correction
        }
    }
}
