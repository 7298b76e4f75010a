package import Chronology
internal import Incidents
package import Journal
package import Notifications

/// The outbox of the courier, kept in the journal; every final outcome is also an entry of its incident.
package struct JournalOutbox: OutboxStore {
    let store: Store
    /// Under which name outcomes are recorded.
    let actor: String
    let now: @Sendable () -> Timestamp

    package func advance(
        recording results: [DeliveryResult], claiming claim: ClaimRequest
    ) async throws -> Claim {
        var taken = Claim(deliveries: [], nextDue: [:])
        _ = try store.changeOutbox(in: JournalOutbox.openStates) { rows in
            var queue = OutboxQueue(rows)
            queue.record(results, of: claim.owner)
            taken = queue.claim(claim)
            return OutboxChange(rows: queue.changed, reports: queue.finished.compactMap(report))
        }
        return taken
    }

    package func takeStranded(
        owner: String, now: Timestamp, leaseUntil: Timestamp,
        isAlive: @Sendable (String) -> Bool
    ) async throws -> [Delivery] {
        let change = try store.changeOutbox(in: [DeliveryState.sending.rawValue]) { rows in
            let stranded = rows.filter { row in
                let isOver = row.leaseUntil.map { $0 <= now } ?? true
                return isOver || !(row.leaseOwner.map(isAlive) ?? false)
            }
            return OutboxChange(
                rows: stranded.map { row in
                    var row = row
                    row.leaseOwner = owner
                    row.leaseUntil = leaseUntil
                    return row
                })
        }
        return change.rows.compactMap(Delivery.init)
    }

    static let openStates = [DeliveryState.queued.rawValue, DeliveryState.sending.rawValue]

    /// The entry that reports an outcome; the receiver's own words are in it only redacted.
    func report(_ row: OutboxRow) -> DeliveryReport? {
        let event = IncidentEvent.delivered(
            Delivered(
                delivery: row.id, channel: row.channel, state: row.state, attempts: row.attempts,
                detail: row.state == DeliveryState.sent.rawValue ? nil : row.lastError,
                entry: row.sequence))
        guard let payload = try? EventCodec.encode(event) else { return nil }
        let now = now()
        let message = try? Message(decoding: row.message)
        return DeliveryReport(
            incident: row.incident,
            draft: EntryDraft(
                happenedAt: now, fidelity: .second, recordedAt: now, actor: actor, role: nil,
                kind: event.kind, tlp: message?.tlp.rawValue.uppercased() ?? TLP.red.rawValue,
                payload: payload))
    }
}

/// The open rows of the outbox while one transaction works on them.
private struct OutboxQueue {
    private var rows: [OutboxRow]
    private var changedIDs: Set<String> = []
    /// Rows that came to an end, in the order of the queue.
    private(set) var finished: [OutboxRow] = []

    init(_ rows: [OutboxRow]) { self.rows = rows }

    var changed: [OutboxRow] { rows.filter { changedIDs.contains($0.id) } }

    mutating func record(_ results: [DeliveryResult], of owner: String) {
        guard !results.isEmpty else { return }
        let positions = Dictionary(
            rows.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { $1 })
        for result in results {
            guard let position = positions[result.id], rows[position].leaseOwner == owner,
                rows[position].state == DeliveryState.sending.rawValue,
                var delivery = Delivery(rows[position])
            else { continue }
            result.apply(to: &delivery)
            replace(position, with: OutboxRow(delivery))
            if let until = result.channelRestsUntil { rest(result.channel, until: until) }
            if result.closesChannel { close(result) }
        }
    }

    private mutating func replace(_ position: Int, with row: OutboxRow) {
        rows[position] = row
        changedIDs.insert(row.id)
        if DeliveryState(rawValue: row.state)?.isOpen == false { finished.append(row) }
    }

    private mutating func rest(_ channel: String, until: Timestamp) {
        for position in rows.indices where isQueued(position, channel) {
            guard rows[position].nextAttempt < until else { continue }
            var row = rows[position]
            row.nextAttempt = until
            replace(position, with: row)
        }
    }

    private mutating func close(_ result: DeliveryResult) {
        for position in rows.indices where isQueued(position, result.channel) {
            var row = rows[position]
            row.state = DeliveryState.dead.rawValue
            row.lastError = result.lastError
            replace(position, with: row)
        }
    }

    private func isQueued(_ position: Int, _ channel: String) -> Bool {
        rows[position].channel == channel
            && rows[position].state == DeliveryState.queued.rawValue
    }

    /// Takes the first due row of each channel and incident, within the limits.
    mutating func claim(_ request: ClaimRequest) -> Claim {
        var claim = Claim(deliveries: [], nextDue: [:])
        var seen: Set<[String]> = []
        var left = request.limit
        var channelLeft = request.channelLimits
        for position in order where isWanted(rows[position], request) {
            let row = rows[position]
            guard seen.insert([row.channel, row.incident]).inserted else { continue }
            guard row.state == DeliveryState.queued.rawValue else { continue }
            let limit = channelLeft[row.channel]
            guard row.nextAttempt <= request.now, left > 0, limit ?? 1 > 0 else {
                let earlier = claim.nextDue[row.channel] ?? row.nextAttempt
                claim.nextDue[row.channel] = min(earlier, row.nextAttempt)
                continue
            }
            left -= 1
            if let limit { channelLeft[row.channel] = limit - 1 }
            var taken = row
            taken.state = DeliveryState.sending.rawValue
            taken.leaseOwner = request.owner
            taken.leaseUntil = request.leaseUntil
            replace(position, with: taken)
            if let delivery = Delivery(taken) { claim.deliveries.append(delivery) }
        }
        return claim
    }

    private func isWanted(_ row: OutboxRow, _ request: ClaimRequest) -> Bool {
        DeliveryState(rawValue: row.state)?.isOpen == true
            && (request.incident == nil || request.incident == row.incident)
    }

    /// Positions by sequence, then by creation and id.
    private var order: [Int] {
        rows.indices.sorted { left, right in
            let (a, b) = (rows[left], rows[right])
            return (a.sequence, a.created, a.id) < (b.sequence, b.created, b.id)
        }
    }
}

extension Delivery {
    /// A row as the courier sees it; `nil` if its state is of a later version.
    package init?(_ row: OutboxRow) {
        guard let state = DeliveryState(rawValue: row.state) else { return nil }
        self.init(
            id: row.id, incident: row.incident, sequence: Int(row.sequence), channel: row.channel,
            message: row.message, state: state, attempts: row.attempts,
            nextAttempt: row.nextAttempt, expires: row.expires, lastStatus: row.lastStatus,
            lastError: row.lastError, isPossibleRepeat: row.isPossibleRepeat,
            created: row.created, owner: row.leaseOwner, leaseUntil: row.leaseUntil)
    }
}

extension OutboxRow {
    init(_ delivery: Delivery) {
        self.init(
            id: delivery.id, incident: delivery.incident, sequence: Int64(delivery.sequence),
            channel: delivery.channel, message: delivery.message, state: delivery.state.rawValue,
            attempts: delivery.attempts, nextAttempt: delivery.nextAttempt,
            expires: delivery.expires, created: delivery.created)
        lastStatus = delivery.lastStatus
        lastError = delivery.lastError
        leaseOwner = delivery.owner
        leaseUntil = delivery.leaseUntil
        isPossibleRepeat = delivery.isPossibleRepeat
    }
}
