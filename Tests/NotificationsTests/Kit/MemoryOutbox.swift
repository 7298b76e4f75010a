import Chronology
import Notifications

/// An outbox in memory, with the rules of `OutboxStore`.
actor MemoryOutbox: OutboxStore {
    private(set) var rows: [Delivery]
    /// Calls of `advance` that wrote something: what would be durable commits.
    private(set) var commits = 0
    /// The most rows that were `sending` at the same time for one channel and incident.
    private(set) var mostTogether = 0

    init(_ rows: [Delivery] = []) { self.rows = rows }

    func row(_ id: String) -> Delivery? { rows.first { $0.id == id } }

    func add(_ delivery: Delivery) { rows.append(delivery) }

    func advance(
        recording results: [DeliveryResult], claiming claim: ClaimRequest
    ) async throws -> Claim {
        var hasWritten = false
        for result in results {
            guard
                let index = rows.firstIndex(where: {
                    $0.id == result.id && $0.state == .sending && $0.owner == claim.owner
                })
            else { continue }
            hasWritten = true
            result.apply(to: &rows[index])
            spread(result)
        }
        let claimed = self.claim(claim)
        if hasWritten || !claimed.isEmpty { commits += 1 }
        return Claim(deliveries: claimed, nextDue: nextDue(claim))
    }

    func takeStranded(
        owner: String, now: Timestamp, leaseUntil: Timestamp,
        isAlive: @Sendable (String) -> Bool
    ) async throws -> [Delivery] {
        var taken: [Delivery] = []
        for index in rows.indices where rows[index].state == .sending {
            let isHeld = (rows[index].leaseUntil.map { $0 > now } ?? false)
            if isHeld, isAlive(rows[index].owner ?? "") { continue }
            rows[index].owner = owner
            rows[index].leaseUntil = leaseUntil
            taken.append(rows[index])
        }
        return taken
    }

    private func spread(_ result: DeliveryResult) {
        for index in rows.indices
        where rows[index].channel == result.channel && rows[index].state == .queued {
            if let rest = result.channelRestsUntil {
                rows[index].nextAttempt = max(rest, rows[index].nextAttempt)
            }
            if result.closesChannel {
                rows[index].state = .dead
                rows[index].lastError = result.lastError
            }
        }
    }

    private func claim(_ claim: ClaimRequest) -> [Delivery] {
        var left = claim.channelLimits
        var claimed: [Delivery] = []
        for index in heads(claim)
        where claimed.count < claim.limit && rows[index].nextAttempt <= claim.now {
            let channel = rows[index].channel
            if let limit = left[channel] {
                if limit <= 0 { continue }
                left[channel] = limit - 1
            }
            rows[index].state = .sending
            rows[index].owner = claim.owner
            rows[index].leaseUntil = claim.leaseUntil
            claimed.append(rows[index])
        }
        let groups = Dictionary(grouping: rows.filter { $0.state == .sending }) {
            "\($0.channel)\u{0}\($0.incident)"
        }
        mostTogether = max(mostTogether, groups.values.map(\.count).max() ?? 0)
        return claimed
    }

    private func nextDue(_ claim: ClaimRequest) -> [String: Timestamp] {
        var due: [String: Timestamp] = [:]
        for index in heads(claim) {
            let row = rows[index]
            due[row.channel] = min(due[row.channel] ?? row.nextAttempt, row.nextAttempt)
        }
        return due
    }

    /// Queued rows that are the first of their channel and incident, in order.
    private func heads(_ claim: ClaimRequest) -> [Int] {
        var seen: Set<String> = []
        let open = rows.indices.filter { rows[$0].state.isOpen }.sorted { left, right in
            let (a, b) = (rows[left], rows[right])
            return (a.sequence, a.created, a.id) < (b.sequence, b.created, b.id)
        }
        return open.filter { index in
            let row = rows[index]
            guard seen.insert("\(row.channel)\u{0}\(row.incident)").inserted else { return false }
            return row.state == .queued && (claim.incident.map { $0 == row.incident } ?? true)
        }
    }
}
