import Chronology
import Notifications

/// The rules of `OutboxStore` in the plainest form: what every implementation has to give.
struct OutboxModel {
    var rows: [Delivery] = []

    mutating func advance(
        recording results: [DeliveryResult], claiming request: ClaimRequest
    ) -> Claim {
        for result in results { record(result, owner: request.owner) }
        var claimed: [Delivery] = []
        var left = request.channelLimits
        for index in heads(request) where rows[index].nextAttempt <= request.now {
            let channel = rows[index].channel
            guard claimed.count < request.limit, left[channel] ?? 1 > 0 else { continue }
            left[channel]? -= 1
            rows[index].state = .sending
            rows[index].owner = request.owner
            rows[index].leaseUntil = request.leaseUntil
            claimed.append(rows[index])
        }
        var due: [String: Timestamp] = [:]
        for index in heads(request) {
            let row = rows[index]
            due[row.channel] = min(due[row.channel] ?? row.nextAttempt, row.nextAttempt)
        }
        return Claim(deliveries: claimed, nextDue: due)
    }

    mutating func takeStranded(
        owner: String, now: Timestamp, leaseUntil: Timestamp, isAlive: (String) -> Bool
    ) -> [Delivery] {
        var taken: [Delivery] = []
        for index in rows.indices where rows[index].state == .sending {
            let hasLease = rows[index].leaseUntil.map { $0 > now } ?? false
            if hasLease, let holder = rows[index].owner, isAlive(holder) { continue }
            rows[index].owner = owner
            rows[index].leaseUntil = leaseUntil
            taken.append(rows[index])
        }
        return taken
    }

    private mutating func record(_ result: DeliveryResult, owner: String) {
        guard
            let index = rows.firstIndex(where: {
                $0.id == result.id && $0.state == .sending && $0.owner == owner
            })
        else { return }
        result.apply(to: &rows[index])
        for other in rows.indices
        where rows[other].channel == result.channel && rows[other].state == .queued {
            if let rest = result.channelRestsUntil {
                rows[other].nextAttempt = max(rest, rows[other].nextAttempt)
            }
            if result.closesChannel {
                rows[other].state = .dead
                rows[other].lastError = result.lastError
            }
        }
    }

    /// Queued rows that are the first open ones of their channel and incident, in order.
    private func heads(_ request: ClaimRequest) -> [Int] {
        let order = rows.indices.filter { rows[$0].state.isOpen }.sorted {
            let (left, right) = (rows[$0], rows[$1])
            return (left.sequence, left.created, left.id)
                < (right.sequence, right.created, right.id)
        }
        var seen: Set<[String]> = []
        return order.filter { index in
            let row = rows[index]
            return seen.insert([row.channel, row.incident]).inserted && row.state == .queued
                && (request.incident ?? row.incident) == row.incident
        }
    }
}
