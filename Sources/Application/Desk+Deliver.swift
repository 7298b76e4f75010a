internal import Chronology
internal import Foundation
internal import Incidents
internal import Journal
package import Notifications

extension Desk {
    /// How long a command waits for its own messages before it leaves them to the next one.
    package static let deliveryPatience = Duration.seconds(12)

    var outbox: JournalOutbox {
        JournalOutbox(store: store, actor: actor, now: surroundings.now)
    }

    /// Sends what is due, until nothing is left or the time is over.
    ///
    /// - Throws: ``Failure`` if the outbox cannot be read or written; what could not be sent is in the report instead.
    package func deliver(
        incident: String? = nil, patience: Duration = deliveryPatience
    ) async throws(Failure) -> DrainReport {
        let environment = surroundings.environment
        let channels = Dictionary(
            settings.channels.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        let client = HTTPClient(clientConfiguration)
        let courier = Courier(
            store: outbox, transport: client,
            surroundings: Courier.Surroundings(
                now: surroundings.now, random: surroundings.random)
        ) { name in
            guard let channel = channels[name] else { return .unknown }
            do throws(NotificationError) {
                return .open(try OpenChannel(channel, environment: { environment[$0] }))
            } catch {
                return .unreadable(channel, error)
            }
        }
        do {
            let report = try await courier.drain(
                until: now.advanced(by: patience), incident: incident)
            await client.close()
            return report
        } catch let error as NotificationError {
            throw Failure(error)
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the outbox could not be emptied")
        }
    }

    private var clientConfiguration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        let seconds = surroundings.environment["MUSTER_SEND_TIMEOUT"].flatMap { Int($0) }
        if let seconds, (1...300).contains(seconds) {
            configuration.totalMilliseconds = seconds * 1_000
            configuration.connectMilliseconds = min(5_000, seconds * 1_000)
        }
        return configuration
    }

    /// The rows of the outbox in these states, or all of them.
    package func deliveries(in states: [DeliveryState] = []) throws(Failure) -> [Delivery] {
        do {
            return try store.outbox(in: states.map(\.rawValue)).compactMap(Delivery.init)
        } catch {
            throw Failure(error)
        }
    }

    /// The messages of an incident, sent or not.
    package func deliveries(of incident: String) throws(Failure) -> [Delivery] {
        do {
            return try store.outbox(ofIncident: incident).compactMap(Delivery.init)
        } catch {
            throw Failure(error)
        }
    }

    /// A delivery by its id or the beginning of it.
    package func delivery(_ name: String) throws(Failure) -> Delivery {
        let all = try deliveries()
        let matches = all.filter { $0.id == name || $0.id.hasPrefix(name) }
        guard matches.count == 1 else {
            throw Failure(
                .notFound,
                matches.isEmpty
                    ? "there is no delivery '\(name)'"
                    : "'\(name)' may be one of \(matches.count) deliveries", hint: "outbox list")
        }
        return matches[0]
    }

    /// Queues a delivery again that waits for a person (`ambiguous`, `held` or `dead`), with its time starting anew.
    package func requeue(_ name: String) throws(Failure) -> Delivery {
        let delivery = try delivery(name)
        guard [.ambiguous, .dead].contains(delivery.state) else {
            throw Failure(
                .failed, "delivery \(delivery.id) is \(delivery.state.rawValue)",
                details: ["only dead and ambiguous ones can be queued again"],
                hint: "outbox show \(delivery.id)")
        }
        let channel = try settings.channel(named: delivery.channel)
        return try change(delivery) { row in
            row.state = DeliveryState.queued.rawValue
            row.nextAttempt = now
            row.expires = now.advanced(by: channel.expiry)
            row.isPossibleRepeat = row.isPossibleRepeat || delivery.state == .ambiguous
        }
    }

    /// Drops a delivery that nobody wants any more; it stays in the list as dropped.
    package func drop(_ name: String) throws(Failure) -> Delivery {
        let delivery = try delivery(name)
        guard ![.sent, .accepted, .dropped, .sending].contains(delivery.state) else {
            throw Failure(
                .failed, "delivery \(delivery.id) is \(delivery.state.rawValue)",
                details: ["only what was not sent can be dropped"],
                hint: "outbox show \(delivery.id)")
        }
        return try change(delivery) { $0.state = DeliveryState.dropped.rawValue }
    }

    /// Alters one row if it still is in the state in which it was seen.
    private func change(
        _ delivery: Delivery, _ alter: (inout OutboxRow) -> Void
    ) throws(Failure) -> Delivery {
        do {
            let row = try store.changeOutbox { transaction throws(JournalError) -> OutboxRow? in
                guard var row = try transaction.row(delivery.id),
                    row.state == delivery.state.rawValue
                else { return nil }
                alter(&row)
                try transaction.update(row)
                if row.state == DeliveryState.dropped.rawValue, let draft = outbox.report(row) {
                    try transaction.add(draft, to: row.incident)
                }
                return row
            }
            guard let row, let changed = Delivery(row) else {
                throw Failure(
                    .conflict, "delivery \(delivery.id) has changed meanwhile",
                    hint: "outbox show \(delivery.id)")
            }
            return changed
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the outbox could not be written")
        }
    }

    /// Sends a test message to a channel and waits for what comes of it.
    package func test(_ channel: Channel) async throws(Failure) -> DrainReport {
        let message = testMessage(for: channel)
        do {
            try store.enqueue(try rows(of: message, to: [channel]))
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the test could not be queued")
        }
        return try await deliver(incident: message.incident)
    }
}
