package import Chronology

extension ReportView {
    /// How the incident was found.
    package struct Detection: Sendable, Equatable, Codable {
        package var how: String?
        package var by: String?
        /// What ought to have found it.
        package var shouldHaveFound: String?

        package init(
            how: String? = nil, by: String? = nil, shouldHaveFound: String? = nil
        ) {
            self.how = how
            self.by = by
            self.shouldHaveFound = shouldHaveFound
        }
    }

    /// What set the incident off and what made it possible or worse; there is no single cause.
    package struct Causes: Sendable, Equatable, Codable {
        package var trigger: String?
        package var factors: [Factor]

        package init(
            trigger: String? = nil, factors: [Factor] = []
        ) {
            self.trigger = trigger
            self.factors = factors
        }
    }

    /// One contributing factor.
    package struct Factor: Sendable, Equatable, Codable {
        /// For example `technical`, `process`, `people`, `supplier`.
        package var kind: String
        package var text: String
        package var entry: Int?

        package init(
            kind: String, text: String, entry: Int? = nil
        ) {
            self.kind = kind
            self.text = text
            self.entry = entry
        }
    }

    /// What people said when they looked back.
    package struct Reflection: Sendable, Equatable, Codable {
        package var helped: [Remark]
        package var hindered: [Remark]
        /// Where luck decided.
        package var lucky: [Remark]
        package var surprised: [Remark]
        package var lessons: [Remark]

        package init(
            helped: [Remark] = [], hindered: [Remark] = [], lucky: [Remark] = [],
            surprised: [Remark] = [], lessons: [Remark] = []
        ) {
            self.helped = helped
            self.hindered = hindered
            self.lucky = lucky
            self.surprised = surprised
            self.lessons = lessons
        }
    }

    /// One sentence of the review.
    package struct Remark: Sendable, Equatable, Codable {
        package var text: String
        package var by: String?
        package var entry: Int?

        package init(
            text: String, by: String? = nil, entry: Int? = nil
        ) {
            self.text = text
            self.by = by
            self.entry = entry
        }
    }

    /// An improvement action.
    package struct Action: Sendable, Equatable, Codable {
        package var id: String
        package var text: String
        /// For example `prevent`, `detect`, `contain`, `recover`, `process`.
        package var kind: String?
        package var priority: String?
        package var owner: String?
        /// The UTC day by which it is due.
        package var due: Timestamp?
        package var state: String
        /// How one will know that it worked.
        package var check: String?
        /// A ticket or an address; shown as text, never as a link.
        package var reference: String?

        package init(
            id: String, text: String, kind: String? = nil, priority: String? = nil,
            owner: String? = nil, due: Timestamp? = nil, state: String, check: String? = nil,
            reference: String? = nil
        ) {
            self.id = id
            self.text = text
            self.kind = kind
            self.priority = priority
            self.owner = owner
            self.due = due
            self.state = state
            self.check = check
            self.reference = reference
        }
    }

    /// How much a rule kept out of the view.
    package struct Withheld: Sendable, Equatable, Codable {
        /// What was withheld, in the plural, for example `entries`.
        package var kind: String
        /// For example `above TLP:GREEN`.
        package var rule: String
        package var count: Int

        package init(
            kind: String, rule: String, count: Int
        ) {
            self.kind = kind
            self.rule = rule
            self.count = count
        }
    }
}
