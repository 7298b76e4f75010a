package import Chronology

extension ReportView {
    /// A status update and what became of it.
    package struct Update: Sendable, Equatable, Codable {
        package var entry: Int
        package var happened: Moment
        package var by: String?
        package var role: String?
        package var audience: String?
        /// The update in one text, if it has no parts.
        package var text: String?
        package var conditions: String?
        package var actions: String?
        package var needs: String?
        /// When the next update was promised.
        package var nextAt: Timestamp?
        package var deliveries: [Delivery]
        package var correction: Correction?

        package init(
            entry: Int, happened: Moment, by: String? = nil, role: String? = nil,
            audience: String? = nil, text: String? = nil, conditions: String? = nil,
            actions: String? = nil, needs: String? = nil, nextAt: Timestamp? = nil,
            deliveries: [Delivery] = [], correction: Correction? = nil
        ) {
            self.entry = entry
            self.happened = happened
            self.by = by
            self.role = role
            self.audience = audience
            self.text = text
            self.conditions = conditions
            self.actions = actions
            self.needs = needs
            self.nextAt = nextAt
            self.deliveries = deliveries
            self.correction = correction
        }
    }

    /// A message about the incident that went out by itself.
    package struct Notice: Sendable, Equatable, Codable {
        /// The entry that it told of.
        package var entry: Int
        /// For example `opened`, `closed`.
        package var occasion: String
        package var deliveries: [Delivery]

        package init(entry: Int, occasion: String, deliveries: [Delivery]) {
            self.entry = entry
            self.occasion = occasion
            self.deliveries = deliveries
        }
    }

    /// What became of one message on one channel.
    package struct Delivery: Sendable, Equatable, Codable {
        package var channel: String
        /// The state of the outbox: `queued`, `sent`, `accepted`, `ambiguous`, `dead`, ….
        package var state: String
        package var attempts: Int
        /// When the state was reached.
        package var settledAt: Timestamp?
        /// For example the answer of the service.
        package var detail: String?

        package init(
            channel: String, state: String, attempts: Int, settledAt: Timestamp? = nil,
            detail: String? = nil
        ) {
            self.channel = channel
            self.state = state
            self.attempts = attempts
            self.settledAt = settledAt
            self.detail = detail
        }
    }

    /// Who held a role, from when until when.
    package struct RoleTerm: Sendable, Equatable, Codable {
        package var role: String
        package var person: String
        package var from: Moment
        /// `nil` while the role is held.
        package var until: Moment?

        package init(
            role: String, person: String, from: Moment, until: Moment? = nil
        ) {
            self.role = role
            self.person = person
            self.from = from
            self.until = until
        }
    }

    /// A role passed from one person to another.
    package struct Handover: Sendable, Equatable, Codable {
        package var role: String
        package var from: String
        package var to: String
        /// When the role changed hands.
        package var offered: Moment
        /// When the new holder took it, or made the first entry after it was given; `nil` if neither is recorded.
        package var acknowledged: Moment?
        package var brief: String?
        /// Who recorded it.
        package var by: String?

        package init(
            role: String, from: String, to: String, offered: Moment,
            acknowledged: Moment? = nil, brief: String? = nil, by: String? = nil
        ) {
            self.by = by
            self.role = role
            self.from = from
            self.to = to
            self.offered = offered
            self.acknowledged = acknowledged
            self.brief = brief
        }
    }
}
