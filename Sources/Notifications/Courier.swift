package import Chronology

/// Empties the outbox: claims what is due, sends it, writes down what came of it.
package struct Courier: Sendable {
    /// How much at once and how patiently.
    package struct Limits: Sendable {
        /// Transfers at the same time.
        package var concurrency = 50
        /// How long a claim holds; longer than any transfer can take.
        package var lease: Duration = .seconds(60)
        /// Failures in a row after which a channel gets a rest.
        package var failuresBeforeRest = 5
        package var rest: Duration = .seconds(30)

        package init() {}
    }

    /// The clock and chance, which the tests replace.
    package struct Surroundings: Sendable {
        package var now: @Sendable () -> Timestamp
        /// From 0 up to, and without, 1.
        package var random: @Sendable () -> Double
        package var sleep: @Sendable (Duration) async throws -> Void

        package init(
            now: @escaping @Sendable () -> Timestamp,
            random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
            sleep: @escaping @Sendable (Duration) async throws -> Void = {
                try await Task.sleep(for: $0)
            }
        ) {
            self.now = now
            self.random = random
            self.sleep = sleep
        }
    }

    /// What a channel name leads to.
    package enum Lookup: Sendable {
        case open(OpenChannel)
        /// The secret cannot be read now; the deliveries wait.
        case unreadable(Channel, NotificationError)
        case unknown

        /// Reads the secrets of a channel, if there is such a channel.
        package init(
            _ channel: Channel?,
            environment: (String) -> String? = SecretSource.processEnvironment
        ) {
            guard let channel else {
                self = .unknown
                return
            }
            do throws(NotificationError) {
                self = .open(try OpenChannel(channel, environment: environment))
            } catch {
                self = .unreadable(channel, error)
            }
        }
    }

    let store: any OutboxStore
    let transport: any Transport
    let surroundings: Surroundings
    let channel: @Sendable (String) -> Lookup
    package var owner = ProcessOwner.current
    package var limits = Limits()
    package var policy = DeliveryPolicy()

    package init(
        store: any OutboxStore, transport: any Transport, surroundings: Surroundings,
        channel: @escaping @Sendable (String) -> Lookup
    ) {
        self.store = store
        self.transport = transport
        self.surroundings = surroundings
        self.channel = channel
    }

    /// Sends what is due until the deadline; running transfers then still get their time.
    ///
    /// It ends early when nothing is left that comes due before the deadline. A cancelled task ends
    /// its transfers, writes down what came of them and returns. Throws the store's errors, and
    /// `NotificationError` if libcurl is missing, before anything is claimed.
    package func drain(
        until deadline: Timestamp, incident: String? = nil
    ) async throws -> DrainReport {
        var run = DrainRun(courier: self, deadline: deadline, incident: incident)
        try await run.takeStranded()
        let look = try await store.advance(
            recording: run.takeResults(), claiming: run.request(limit: 0))
        run.report.nextDue = look.nextDue.values.min()
        guard let due = run.report.nextDue, due <= deadline else { return run.report }
        try transport.prepare()
        return try await run.sendAll()
    }
}
