package import Chronology

/// The durable queue.
///
/// Every call is one transaction, and none may fail because its task was cancelled.
package protocol OutboxStore: Sendable {
    /// Writes results and claims the next deliveries, in one durable commit.
    ///
    /// A result counts only for a row that is `sending` and owned by `claim.owner`; others are
    /// ignored. `channelRestsUntil` raises `nextAttempt` of every queued row of the channel to that
    /// time; `closesChannel` makes every queued row of the channel dead with the same `lastError`.
    ///
    /// To be claimed, a row must be queued, due, and the first by sequence (then by creation and
    /// id) among the open rows of its channel and incident. Claimed rows are `sending` with owner
    /// and lease when the call returns. Without results and without claimed rows nothing is
    /// written.
    func advance(
        recording results: [DeliveryResult], claiming claim: ClaimRequest
    ) async throws -> Claim

    /// Takes over rows in the state `sending` whose lease ended or whose owner is dead.
    ///
    /// They stay `sending`, with the new owner and lease. Without such rows nothing is written.
    func takeStranded(
        owner: String, now: Timestamp, leaseUntil: Timestamp,
        isAlive: @Sendable (String) -> Bool
    ) async throws -> [Delivery]
}

/// Which deliveries a process wants to send.
package struct ClaimRequest: Sendable, Equatable {
    package var owner: String
    package var now: Timestamp
    package var leaseUntil: Timestamp
    /// At most so many rows; 0 only looks.
    package var limit: Int
    /// At most so many rows of a channel; a channel that is not named has no limit of its own.
    package var channelLimits: [String: Int]
    /// Only rows of this incident.
    package var incident: String?

    package init(
        owner: String, now: Timestamp, leaseUntil: Timestamp, limit: Int,
        channelLimits: [String: Int] = [:], incident: String? = nil
    ) {
        self.owner = owner
        self.now = now
        self.leaseUntil = leaseUntil
        self.limit = limit
        self.channelLimits = channelLimits
        self.incident = incident
    }
}

/// What a claim gave.
package struct Claim: Sendable, Equatable {
    package var deliveries: [Delivery]
    /// By channel, the earliest time of a queued row that could be claimed next.
    ///
    /// Such a row is the first open one of its incident there. A channel without one is absent.
    package var nextDue: [String: Timestamp]

    package init(deliveries: [Delivery], nextDue: [String: Timestamp]) {
        self.deliveries = deliveries
        self.nextDue = nextDue
    }
}
