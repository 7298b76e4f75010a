internal import Chronology
internal import Synchronization

/// The state of one run of the courier; only its own task changes it.
struct DrainRun {
    let courier: Courier
    let deadline: Timestamp
    let incident: String?
    var report = DrainReport()

    private var results: [DeliveryResult] = []
    private var channels: [String: Courier.Lookup] = [:]
    private var breakers: [String: CircuitBreaker] = [:]
    private var inFlight: [String: Int] = [:]
    private var hasTimer = false

    private enum Event: Sendable {
        case finished
        case timer
    }

    init(courier: Courier, deadline: Timestamp, incident: String?) {
        self.courier = courier
        self.deadline = deadline
        self.incident = incident
    }

    private var now: Timestamp { courier.surroundings.now() }
    private var sending: Int { inFlight.values.reduce(0, +) }

    mutating func takeResults() -> [DeliveryResult] {
        defer { results = [] }
        return results
    }

    func request(limit: Int) -> ClaimRequest {
        let now = now
        var limits: [String: Int] = [:]
        for (name, breaker) in breakers {
            limits[name] = breaker.limit(now: now, inFlight: inFlight[name] ?? 0)
        }
        return ClaimRequest(
            owner: courier.owner, now: now,
            leaseUntil: now.advanced(by: courier.limits.lease), limit: limit,
            channelLimits: limits, incident: incident)
    }

    /// Decides about deliveries whose process ended while it sent them.
    mutating func takeStranded() async throws {
        let now = now
        let stranded = try await courier.store.takeStranded(
            owner: courier.owner, now: now, leaseUntil: now.advanced(by: courier.limits.lease),
            isAlive: ProcessOwner.isAlive)
        for delivery in stranded {
            let result = courier.policy.resultAfterCrash(
                of: delivery, now: now, random: courier.surroundings.random(),
                ambiguous: lookUp(delivery.channel).channel?.afterAmbiguous ?? .hold)
            add(delivery, result, elapsed: .zero)
        }
    }

    /// Claims and sends until nothing is left to do before the deadline.
    mutating func sendAll() async throws -> DrainReport {
        // A copy, because the closure of a group cannot change `self`.
        var run = self
        let finished = Finished()
        try await withThrowingTaskGroup(of: Event.self) { group in
            while true {
                let isOpen = run.now < run.deadline && !Task.isCancelled
                let free = isOpen ? run.courier.limits.concurrency - run.sending : 0
                let claim = try await run.courier.store.advance(
                    recording: run.takeResults(), claiming: run.request(limit: free))
                for delivery in claim.deliveries {
                    guard let transfer = run.begin(delivery) else { continue }
                    group.addTask {
                        finished.add(await transfer.run())
                        return .finished
                    }
                }
                if !run.results.isEmpty { continue }
                run.report.nextDue = run.wakeTime(claim.nextDue)
                if run.sending == 0, try await !run.waits(isOpen) { break }
                if run.sending == 0 { continue }
                run.addTimer(to: &group, isOpen && free > claim.deliveries.count)
                try await run.waitForNews(in: &group, finished)
            }
            group.cancelAll()
        }
        return run.report
    }

    /// Sleeps until something is due; false if nothing is before the deadline.
    private func waits(_ isOpen: Bool) async throws -> Bool {
        guard isOpen, let due = report.nextDue, due < deadline else { return false }
        // At least a moment, in case the store names a time that has come but gives no row.
        let pause = max(.milliseconds(20), due.elapsed(since: now))
        do {
            try await courier.surroundings.sleep(pause)
        } catch is CancellationError {
            return false
        }
        return true
    }

    /// One timer at a time wakes the loop while slow transfers are under way.
    private mutating func addTimer(
        to group: inout ThrowingTaskGroup<Event, any Error>, _ isWanted: Bool
    ) {
        let now = now
        guard isWanted, !hasTimer, let due = report.nextDue, due > now, due < deadline else {
            return
        }
        hasTimer = true
        let sleep = courier.surroundings.sleep
        group.addTask {
            try? await sleep(due.elapsed(since: now))
            return .timer
        }
    }

    /// Waits for an outcome that was not taken yet, or for the timer.
    private mutating func waitForNews(
        in group: inout ThrowingTaskGroup<Event, any Error>, _ finished: Finished
    ) async throws {
        repeat {
            if case .timer = try await group.next() {
                hasTimer = false
                return
            }
            record(finished.take())
        } while results.isEmpty && sending > 0
    }

    /// When a row can next be claimed: it is due and its channel has no rest.
    private func wakeTime(_ due: [String: Timestamp]) -> Timestamp? {
        due.map { name, time in
            breakers[name]?.restsUntil.map { max($0, time) } ?? time
        }
        .min()
    }

    private mutating func lookUp(_ name: String) -> Courier.Lookup {
        if let known = channels[name] { return known }
        let found = courier.channel(name)
        channels[name] = found
        return found
    }

    /// The transfer of a claimed delivery; `nil` if it is decided without one.
    private mutating func begin(_ delivery: Delivery) -> DeliveryTransfer? {
        let now = now
        if delivery.expires <= now {
            let last = delivery.lastError.map { "; last: \($0)" } ?? ""
            decide(delivery, .dead, "expired before it could be sent\(last)")
            return nil
        }
        switch lookUp(delivery.channel) {
        case .unknown:
            decide(delivery, .dead, "there is no channel \(delivery.channel)")
        case .unreadable(let channel, let error):
            finish(
                delivery, channel.afterAmbiguous,
                DeliveryPolicy.Outcome(
                    .retry(Redactor().redacted(error.description), after: nil), now: now,
                    random: courier.surroundings.random()), elapsed: .zero)
        case .open(let open):
            guard let message = try? Message(decoding: delivery.message) else {
                decide(delivery, .dead, "the stored message cannot be read")
                return nil
            }
            guard message.tlp <= open.channel.ceiling else {
                decide(delivery, .held, open.channel.withholding(message.tlp))
                return nil
            }
            inFlight[delivery.channel, default: 0] += 1
            return DeliveryTransfer(
                delivery: delivery, message: message, channel: open, courier: courier)
        }
        return nil
    }

    private mutating func decide(_ delivery: Delivery, _ state: DeliveryState, _ reason: String) {
        var result = DeliveryResult(delivery, state: state)
        result.lastError = reason
        add(delivery, result, elapsed: .zero)
    }

    private mutating func add(_ delivery: Delivery, _ result: DeliveryResult, elapsed: Duration) {
        results.append(result)
        report.add(delivery, result, elapsed: elapsed)
    }

    private mutating func finish(
        _ delivery: Delivery, _ ambiguous: Channel.AmbiguousPolicy,
        _ outcome: DeliveryPolicy.Outcome, elapsed: Duration
    ) {
        let result = courier.policy.result(for: delivery, after: outcome, ambiguous: ambiguous)
        add(delivery, result, elapsed: elapsed)
    }

    private mutating func record(_ done: [DeliveryTransfer.Done]) {
        for transfer in done {
            let delivery = transfer.delivery
            inFlight[delivery.channel, default: 1] -= 1
            guard let outcome = transfer.outcome else { continue }
            finish(delivery, transfer.ambiguous, outcome, elapsed: transfer.elapsed)
            note(outcome.verdict, of: delivery.channel, at: outcome.now)
        }
    }

    /// A receiver that answers in whatever way lives; a request to wait has its own means.
    private mutating func note(_ verdict: Verdict, of channel: String, at time: Timestamp) {
        switch verdict {
        case .sent, .accepted, .refused, .closed:
            breakers[channel]?.succeeded()
        case .retry(_, .some):
            break
        case .retry(_, nil), .ambiguous:
            breakers[channel, default: CircuitBreaker()].failed(
                now: time, limits: courier.limits)
        }
    }
}

extension Courier.Lookup {
    /// The configuration, if the name is known.
    var channel: Channel? {
        switch self {
        case .open(let open): open.channel
        case .unreadable(let channel, _): channel
        case .unknown: nil
        }
    }
}

/// Outcomes that wait to be written; many are taken at once for one commit.
private final class Finished: Sendable {
    private let list = Mutex<[DeliveryTransfer.Done]>([])

    func add(_ done: DeliveryTransfer.Done) { list.withLock { $0.append(done) } }

    func take() -> [DeliveryTransfer.Done] {
        list.withLock { list in
            defer { list = [] }
            return list
        }
    }
}
