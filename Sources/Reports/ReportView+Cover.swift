package import Chronology

extension ReportView {
    /// What the strip at the head of every form says about the report itself.
    package struct Cover: Sendable, Equatable, Codable {
        /// The label of the whole report; nothing in the view is above it.
        package var marking: Marking
        /// For example `INC-2026-0001`.
        package var incident: String
        package var title: String
        /// Where the incident is, for example `closed`.
        package var state: String
        /// The number of this issue of the report, if it was issued before.
        package var revision: Int?
        /// For whom the view was filtered, for example `internal`.
        package var audience: String
        package var author: String?

        package init(
            marking: Marking, incident: String, title: String, state: String,
            revision: Int? = nil, audience: String, author: String? = nil
        ) {
            self.marking = marking
            self.incident = incident
            self.title = title
            self.state = state
            self.revision = revision
            self.audience = audience
            self.author = author
        }
    }

    /// How the incident was closed.
    package struct Closing: Sendable, Equatable, Codable {
        package var entry: Int
        package var happened: Moment
        /// For example `restored`.
        package var resolution: String
        package var by: String?
        package var role: String?
        package var reason: String?
        /// Who agreed besides, by name as it was given.
        package var approvedBy: String?
        /// What the gate of closing still asked for, if it was closed all the same.
        package var unmet: [String]

        package init(
            entry: Int, happened: Moment, resolution: String, by: String? = nil,
            role: String? = nil, reason: String? = nil, approvedBy: String? = nil,
            unmet: [String] = []
        ) {
            self.approvedBy = approvedBy
            self.entry = entry
            self.happened = happened
            self.resolution = resolution
            self.by = by
            self.role = role
            self.reason = reason
            self.unmet = unmet
        }
    }

    /// What the incident did, to whom and how badly.
    package struct Impact: Sendable, Equatable, Codable {
        package var statement: String?
        /// The rating of the loss, in the words of the record.
        package var confidentiality: String?
        package var integrity: String?
        package var availability: String?
        package var items: [ImpactItem]

        package init(
            statement: String? = nil, confidentiality: String? = nil, integrity: String? = nil,
            availability: String? = nil, items: [ImpactItem] = []
        ) {
            self.statement = statement
            self.confidentiality = confidentiality
            self.integrity = integrity
            self.availability = availability
            self.items = items
        }
    }

    /// One effect on people, services, data or money.
    package struct ImpactItem: Sendable, Equatable, Codable {
        /// For example `people`, `services`, `data`, `money`.
        package var kind: String
        package var text: String
        package var isEstimate: Bool

        package init(
            kind: String, text: String, isEstimate: Bool = false
        ) {
            self.kind = kind
            self.text = text
            self.isEstimate = isEstimate
        }
    }

    /// Where disposition, category and severity stand, and how they came there.
    package struct Assessment: Sendable, Equatable, Codable {
        package var disposition: String?
        package var category: String?
        package var severity: String?
        /// The factors that the severity was found from, with the scale; `nil` if it was chosen without.
        package var rating: String?
        /// What the class asks for, by which scale; `nil` for nothing.
        package var scale: String?
        package var targets: [Target]
        /// In the order of the record.
        package var history: [AssessmentChange]

        package init(
            disposition: String? = nil, category: String? = nil, severity: String? = nil,
            rating: String? = nil, scale: String? = nil, targets: [Target] = [],
            history: [AssessmentChange] = []
        ) {
            self.rating = rating
            self.scale = scale
            self.targets = targets
            self.disposition = disposition
            self.category = category
            self.severity = severity
            self.history = history
        }
    }

    /// A target time of the class, and what became of it.
    package struct Target: Sendable, Equatable, Codable {
        package var milestone: String
        /// How long people have, in words.
        package var limit: String
        package var due: Timestamp
        /// `open`, `overdue`, `met`, `missed` or `unclear`.
        package var state: String
        package var reached: Moment?
        package var entry: Int?

        package init(
            milestone: String, limit: String, due: Timestamp, state: String,
            reached: Moment? = nil, entry: Int? = nil
        ) {
            self.milestone = milestone
            self.limit = limit
            self.due = due
            self.state = state
            self.reached = reached
            self.entry = entry
        }
    }

    /// One change of disposition, category or severity, with its reason.
    package struct AssessmentChange: Sendable, Equatable, Codable {
        package var entry: Int
        package var happened: Moment
        /// What changed: `disposition`, `category` or `severity`.
        package var subject: String
        package var from: String?
        package var to: String
        package var by: String?
        package var role: String?
        package var reason: String?

        package init(
            entry: Int, happened: Moment, subject: String, from: String? = nil, to: String,
            by: String? = nil, role: String? = nil, reason: String? = nil
        ) {
            self.entry = entry
            self.happened = happened
            self.subject = subject
            self.from = from
            self.to = to
            self.by = by
            self.role = role
            self.reason = reason
        }
    }
}
