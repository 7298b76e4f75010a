package import Chronology

/// What one run of the courier did.
package struct DrainReport: Sendable, Equatable {
    /// The last outcome of each delivery that was tried, in the order of the first attempts.
    package private(set) var lines: [Line] = []
    /// Channels that answered that they are gone or forbidden, with the reason.
    package private(set) var closedChannels: [String: String] = [:]
    /// When the next delivery is due that was left in the queue.
    package internal(set) var nextDue: Timestamp?

    private var positions: [String: Int] = [:]

    /// One delivery with its outcome.
    package struct Line: Sendable, Equatable {
        package let id: String
        package let incident: String
        package let sequence: Int
        package let channel: String
        package let state: DeliveryState
        /// How often it was tried so far.
        package let attempts: Int
        package let status: Int?
        /// Why it did not arrive; redacted.
        package let detail: String?
        /// How long the last attempt took.
        package let elapsed: Duration
    }

    /// How many deliveries ended in a state.
    package func count(_ state: DeliveryState) -> Int {
        lines.count { $0.state == state }
    }

    mutating func add(_ delivery: Delivery, _ result: DeliveryResult, elapsed: Duration) {
        let line = Line(
            id: delivery.id, incident: delivery.incident, sequence: delivery.sequence,
            channel: delivery.channel, state: result.state, attempts: result.attempts,
            status: result.lastStatus, detail: result.lastError, elapsed: elapsed)
        if let position = positions[delivery.id] {
            lines[position] = line
        } else {
            positions[delivery.id] = lines.count
            lines.append(line)
        }
        if result.closesChannel { closedChannels[delivery.channel] = result.lastError ?? "" }
    }
}
