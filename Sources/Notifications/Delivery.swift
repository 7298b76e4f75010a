package import Chronology

/// Where a delivery is on its way.
package enum DeliveryState: String, Sendable, Codable, CaseIterable {
    /// Waits for its time; goes to `sending`.
    case queued
    /// Claimed by a process, on disk before the first byte leaves; anything may follow.
    case sending
    /// The receiver has it. Final.
    case sent
    /// The receiver took it and confirms nothing more. Final.
    case accepted
    /// It may have arrived; a person queues it again or drops it.
    case ambiguous
    /// Kept back because its label is above the channel's ceiling; a person decides.
    case held
    /// Given up; a person may queue it again.
    case dead
    /// A person does not want it any more. Final.
    case dropped

    /// Whether the delivery still goes its way without a person.
    package var isOpen: Bool { self == .queued || self == .sending }
}

/// One message to one channel: a row of the outbox.
package struct Delivery: Sendable, Equatable {
    /// The same for every attempt, so that a receiver can recognise a repeat; without a point.
    package let id: String
    package let incident: String
    /// The order within the incident and the channel.
    package let sequence: Int
    package let channel: String
    /// The message as JSON; it is rendered when it is sent.
    package let message: [UInt8]
    package var state: DeliveryState
    /// Attempts that count: a request to come back later does not.
    package var attempts: Int
    package var nextAttempt: Timestamp
    /// From this time on it is not sent any more.
    package var expires: Timestamp
    package var lastStatus: Int?
    /// Redacted.
    package var lastError: String?
    /// Whether an earlier attempt may have arrived and the channel wants repeats to be marked.
    package var isPossibleRepeat: Bool
    package let created: Timestamp
    /// The process that sends it; only in the state `sending`.
    package var owner: String?
    package var leaseUntil: Timestamp?

    package init(
        id: String, incident: String, sequence: Int, channel: String, message: [UInt8],
        state: DeliveryState = .queued, attempts: Int = 0, nextAttempt: Timestamp,
        expires: Timestamp, lastStatus: Int? = nil, lastError: String? = nil,
        isPossibleRepeat: Bool = false, created: Timestamp, owner: String? = nil,
        leaseUntil: Timestamp? = nil
    ) {
        self.id = id
        self.incident = incident
        self.sequence = sequence
        self.channel = channel
        self.message = message
        self.state = state
        self.attempts = attempts
        self.nextAttempt = nextAttempt
        self.expires = expires
        self.lastStatus = lastStatus
        self.lastError = lastError
        self.isPossibleRepeat = isPossibleRepeat
        self.created = created
        self.owner = owner
        self.leaseUntil = leaseUntil
    }

    /// A new delivery, ready to be sent at once; held if the label is above the channel's ceiling.
    package init(
        id: String, _ message: Message, to channel: Channel, created: Timestamp
    ) throws(NotificationError) {
        let isWithheld = message.tlp > channel.ceiling
        self.init(
            id: id, incident: message.incident, sequence: message.sequence, channel: channel.name,
            message: try message.encoded(), state: isWithheld ? .held : .queued,
            nextAttempt: created, expires: created.advanced(by: channel.expiry),
            lastError: isWithheld ? channel.withholding(message.tlp) : nil, created: created)
    }
}

extension Channel {
    /// Why a message with this label is kept back.
    func withholding(_ label: TrafficLight) -> String {
        "the message is \(label.label), the channel takes up to \(ceiling.label)"
    }
}

/// What is to be written about a claimed delivery.
package struct DeliveryResult: Sendable, Equatable {
    package let id: String
    package let channel: String
    package var state: DeliveryState
    package var attempts: Int
    package var nextAttempt: Timestamp
    package var lastStatus: Int?
    /// Redacted.
    package var lastError: String?
    package var isPossibleRepeat: Bool
    /// No queued delivery of the channel may be tried before this time.
    package var channelRestsUntil: Timestamp?
    /// The channel is gone: all its queued deliveries become dead, for the reason in `lastError`.
    package var closesChannel: Bool

    /// The delivery unchanged but for its state.
    package init(_ delivery: Delivery, state: DeliveryState) {
        id = delivery.id
        channel = delivery.channel
        self.state = state
        attempts = delivery.attempts
        nextAttempt = delivery.nextAttempt
        lastStatus = delivery.lastStatus
        lastError = delivery.lastError
        isPossibleRepeat = delivery.isPossibleRepeat
        closesChannel = false
    }

    /// Writes the result into its row, as every store has to do it.
    package func apply(to delivery: inout Delivery) {
        delivery.state = state
        delivery.attempts = attempts
        delivery.nextAttempt = nextAttempt
        delivery.lastStatus = lastStatus
        delivery.lastError = lastError
        delivery.isPossibleRepeat = isPossibleRepeat
        delivery.owner = nil
        delivery.leaseUntil = nil
    }
}
