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
        try store.changeOutbox { outbox throws(JournalError) in
            for result in results { try record(result, of: claim.owner, in: outbox) }
            return try take(claim, from: outbox)
        }
    }

    package func takeStranded(
        owner: String, now: Timestamp, leaseUntil: Timestamp,
        isAlive: @Sendable (String) -> Bool
    ) async throws -> [Delivery] {
        try store.changeOutbox { outbox throws(JournalError) in
            var taken: [Delivery] = []
            for line in try outbox.lines(in: [DeliveryState.sending.rawValue]) {
                let isOver = line.leaseUntil.map { $0 <= now } ?? true
                guard isOver || !(line.leaseOwner.map(isAlive) ?? false),
                    var row = try outbox.row(line.id)
                else { continue }
                row.leaseOwner = owner
                row.leaseUntil = leaseUntil
                try outbox.update(row)
                if let delivery = Delivery(row) { taken.append(delivery) }
            }
            return taken
        }
    }

    static let openStates = [DeliveryState.queued.rawValue, DeliveryState.sending.rawValue]

    /// The entry that reports an outcome; the receiver's own words are in it only redacted.
    func report(_ row: OutboxRow) -> EntryDraft? {
        let event = IncidentEvent.delivered(
            Delivered(
                delivery: row.id, channel: row.channel, state: row.state, attempts: row.attempts,
                detail: row.state == DeliveryState.sent.rawValue ? nil : row.lastError,
                entry: row.sequence))
        guard let payload = try? EventCodec.encode(event) else { return nil }
        let now = now()
        let message = try? Message(decoding: row.message)
        return EntryDraft(
            happenedAt: now, fidelity: .second, recordedAt: now, actor: actor, role: nil,
            kind: event.kind, tlp: message?.tlp.rawValue.uppercased() ?? TLP.red.rawValue,
            payload: payload)
    }
}

extension JournalOutbox {
    /// Writes down one result, if the row still belongs to the process that got it.
    private func record(
        _ result: DeliveryResult, of owner: String, in outbox: OutboxTransaction
    ) throws(JournalError) {
        guard let row = try outbox.row(result.id), row.leaseOwner == owner,
            row.state == DeliveryState.sending.rawValue, var delivery = Delivery(row)
        else { return }
        result.apply(to: &delivery)
        try write(OutboxRow(delivery), in: outbox)
        let until = result.channelRestsUntil
        guard result.closesChannel || until != nil else { return }
        for line in try outbox.lines(in: [DeliveryState.queued.rawValue])
        where line.channel == result.channel {
            let isTooEarly = until.map { line.nextAttempt < $0 } ?? false
            guard result.closesChannel || isTooEarly, var row = try outbox.row(line.id) else {
                continue
            }
            if let until { row.nextAttempt = max(row.nextAttempt, until) }
            if result.closesChannel {
                row.state = DeliveryState.dead.rawValue
                row.lastError = result.lastError
            }
            try write(row, in: outbox)
        }
    }

    /// Writes a row, and an entry if it has come to an end.
    private func write(_ row: OutboxRow, in outbox: OutboxTransaction) throws(JournalError) {
        try outbox.update(row)
        guard DeliveryState(rawValue: row.state)?.isOpen == false, let draft = report(row) else {
            return
        }
        try outbox.add(draft, to: row.incident)
    }

    /// Takes the first due row of each channel and incident, within the limits.
    private func take(
        _ request: ClaimRequest, from outbox: OutboxTransaction
    ) throws(JournalError) -> Claim {
        var claim = Claim(deliveries: [], nextDue: [:])
        var left = request.limit
        var channelLeft = request.channelLimits
        for line in heads(of: try outbox.lines(in: JournalOutbox.openStates), request) {
            let limit = channelLeft[line.channel]
            guard line.nextAttempt <= request.now, left > 0, limit ?? 1 > 0 else {
                let earlier = claim.nextDue[line.channel] ?? line.nextAttempt
                claim.nextDue[line.channel] = min(earlier, line.nextAttempt)
                continue
            }
            left -= 1
            if let limit { channelLeft[line.channel] = limit - 1 }
            guard var row = try outbox.row(line.id) else { continue }
            row.state = DeliveryState.sending.rawValue
            row.leaseOwner = request.owner
            row.leaseUntil = request.leaseUntil
            try outbox.update(row)
            if let delivery = Delivery(row) { claim.deliveries.append(delivery) }
        }
        return claim
    }

    /// Queued rows that are the first open ones of their channel and incident, in the order of sending.
    private func heads(of lines: [OutboxLine], _ request: ClaimRequest) -> [OutboxLine] {
        var first: [Lane: OutboxLine] = [:]
        for line in lines where request.incident == nil || request.incident == line.incident {
            let lane = Lane(channel: line.channel, incident: line.incident)
            guard let other = first[lane], !line.isBefore(other) else {
                first[lane] = line
                continue
            }
        }
        return first.values.filter { $0.state == DeliveryState.queued.rawValue }
            .sorted { $0.isBefore($1) }
    }

    /// Messages of one incident to one channel, of which only one is under way at a time.
    private struct Lane: Hashable {
        let channel: String
        let incident: String
    }
}

extension OutboxLine {
    /// The order by sequence, then by creation and id.
    fileprivate func isBefore(_ other: OutboxLine) -> Bool {
        if sequence != other.sequence { return sequence < other.sequence }
        return created != other.created ? created < other.created : id < other.id
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
