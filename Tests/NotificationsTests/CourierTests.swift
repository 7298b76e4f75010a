import Chronology
import Foundation
import Synchronization
import Testing

@testable import Notifications

/// A transport that answers from a script instead of a network.
private final class ScriptedTransport: Transport {
    struct Sent: Sendable {
        let body: String
        let headers: [HeaderField]
        let at: Timestamp
    }

    private let clock: TestClock
    private let sent = Mutex<[Sent]>([])
    private let script: @Sendable (Int, HTTPRequest) -> Attempt
    private let failure: NotificationError?

    init(
        _ clock: TestClock, failure: NotificationError? = nil,
        _ script: @escaping @Sendable (Int, HTTPRequest) -> Attempt
    ) {
        self.clock = clock
        self.failure = failure
        self.script = script
    }

    var all: [Sent] { sent.withLock { $0 } }

    func prepare() throws(NotificationError) {
        if let failure { throw failure }
    }

    func send(_ request: HTTPRequest) async -> Attempt {
        clock.advance(.milliseconds(10))
        let record = Sent(
            body: String(decoding: request.content.body, as: UTF8.self),
            headers: request.content.headers, at: clock.now)
        let number = sent.withLock { sent in
            sent.append(record)
            return sent.count - 1
        }
        await Task.yield()
        return script(number, request)
    }
}

private let ok = Attempt.answered(.init(status: 200, body: Array("ok".utf8)))

@Suite struct CourierTests {
    private let clock = TestClock()

    private func courier(
        _ store: MemoryOutbox, _ transport: any Transport, channels: [Channel],
        url: String = "https://hooks.example/services/T0/B0/x1y2z3w4"
    ) -> Courier {
        Courier(store: store, transport: transport, surroundings: clock.surroundings()) { name in
            Courier.Lookup(channels.first { $0.name == name }) {
                ["URL": url, "KEY": Samples.signingSecret][$0]
            }
        }
    }

    private func later(_ seconds: Int) -> Timestamp { clock.now.advanced(by: .seconds(seconds)) }

    @Test func `everything due is sent in order and in few commits`() async throws {
        let channel = Samples.channel(.webhook)
        var rows: [Delivery] = []
        for incident in 0..<20 {
            for sequence in (1...5).reversed() {
                rows.append(
                    try Samples.delivery(
                        "m\(incident)-\(sequence)", channel: channel, sequence: sequence,
                        incident: "INC-\(incident)"))
            }
        }
        let store = MemoryOutbox(rows)
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(100))
        #expect(report.count(.sent) == 100)
        #expect(report.nextDue == nil)
        #expect(await store.rows.allSatisfy { $0.state == .sent && $0.owner == nil })
        #expect(await store.mostTogether == 1)
        #expect(await store.commits <= 101)
        let ids = transport.all.compactMap { sent in
            sent.headers.first { $0.name == "webhook-id" }?.value
        }
        #expect(ids.count == 100)
        for incident in 0..<20 {
            let own = ids.filter { $0.hasPrefix("m\(incident)-") }
            #expect(own == (1...5).map { "m\(incident)-\($0)" })
        }
        #expect(report.lines.allSatisfy { $0.elapsed > .zero && $0.attempts == 1 })
    }

    @Test func `a failed delivery is tried again with the same id and a new time`() async throws {
        let channel = Samples.channel(.webhook)
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock) { number, _ in
            number < 3 ? .answered(.init(status: 503)) : ok
        }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(600))
        #expect(report.lines.map(\.state) == [.sent])
        #expect(report.lines.first?.attempts == 4)
        let ids = Set(transport.all.map { $0.headers[1].value })
        let times = transport.all.map { $0.headers[2].value }
        #expect(ids.count == 1)
        #expect(times.first != times.last)
    }

    @Test func `Retry-After holds back everything for the channel and nothing else`() async throws {
        let (busy, free) = (Samples.channel(name: "busy"), Samples.channel(name: "free"))
        var rows = try (0..<4).map {
            try Samples.delivery("b\($0)", channel: busy, incident: "INC-\($0)")
        }
        rows.append(try Samples.delivery("f", channel: free))
        let store = MemoryOutbox(rows)
        let transport = ScriptedTransport(clock) { number, _ in
            number == 0 ? .answered(.init(status: 429, retryAfter: "30")) : ok
        }
        var one = courier(store, transport, channels: [busy, free])
        one.limits.concurrency = 1
        let began = clock.now
        let report = try await one.drain(until: later(100))
        #expect(report.count(.sent) == 5)
        #expect(report.lines.allSatisfy { $0.attempts == 1 })
        let early = transport.all.filter { $0.at.elapsed(since: began) < .seconds(30) }
        #expect(early.count == 2)
        #expect(transport.all.count == 6)
    }

    @Test func `what is not due before the deadline stays in the queue`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock) { _, _ in
            .answered(.init(status: 429, retryAfter: "300"))
        }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(10))
        #expect(report.lines.map(\.state) == [.queued])
        #expect(transport.all.count == 1)
        let due = try #require(report.nextDue)
        #expect(due.elapsed(since: Samples.start) >= .seconds(300))
    }

    @Test func `a closed channel takes its queue with it`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox(
            try (1...3).map { try Samples.delivery("m\($0)", channel: channel, sequence: $0) })
        let transport = ScriptedTransport(clock) { _, _ in
            .answered(.init(status: 404, body: Array("no_service".utf8)))
        }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(100))
        #expect(transport.all.count == 1)
        #expect(report.closedChannels == ["ops": "status 404: no_service"])
        #expect(await store.rows.map(\.state) == [.dead, .dead, .dead])
    }

    @Test(arguments: [
        (Channel.AmbiguousPolicy.resend, 2, DeliveryState.sent),
        (.resendMarked, 2, .sent), (.hold, 1, .ambiguous),
    ])
    func `doubt is settled as the channel says`(
        policy: Channel.AmbiguousPolicy, count: Int, state: DeliveryState
    ) async throws {
        let channel = Samples.channel(ambiguous: policy)
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock) { number, _ in
            number == 0 ? .ambiguous(.timedOut) : ok
        }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(100))
        #expect(report.lines.map(\.state) == [state])
        #expect(transport.all.count == count)
        let marked = transport.all.filter { $0.body.contains("possible repeat") }
        #expect(marked.count == (policy == .resendMarked ? 1 : 0))
    }

    @Test
    func `what a dead process was sending is in doubt, what a living one sends is not touched`()
        async throws
    {
        let channel = Samples.channel(ambiguous: .hold)
        var rows = try ["dead", "lapsed", "alive"].map { name in
            var row = try Samples.delivery(name, channel: channel, incident: name)
            row.state = .sending
            row.owner = name == "dead" ? "\(ProcessOwner.current)9" : "other:1:1"
            row.leaseUntil = later(name == "lapsed" ? -1 : 50)
            return row
        }
        rows.append(try Samples.delivery("next", channel: channel, sequence: 2, incident: "alive"))
        let store = MemoryOutbox(rows)
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(10))
        #expect(Set(report.lines.map(\.id)) == ["dead", "lapsed"])
        #expect(await store.row("dead")?.state == .ambiguous)
        #expect(await store.row("lapsed")?.state == .ambiguous)
        #expect(await store.row("alive")?.state == .sending)
        #expect(await store.row("next")?.state == .queued)
        #expect(transport.all.isEmpty)
    }

    @Test func `two couriers never send the same delivery`() async throws {
        let channel = Samples.channel(.webhook)
        let store = MemoryOutbox(
            try (0..<200).map {
                try Samples.delivery("m\($0)", channel: channel, incident: "INC-\($0 % 40)")
            })
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let first = courier(store, transport, channels: [channel])
        var second = first
        second.owner = "other:2:2"
        let until = later(1_000)
        async let one = first.drain(until: until)
        async let two = second.drain(until: until)
        let sum = try await one.count(.sent) + two.count(.sent)
        #expect(sum == 200)
        #expect(Set(transport.all.map { $0.headers[1].value }).count == 200)
        #expect(transport.all.count == 200)
    }

    @Test func `a receiver that fails five times gets a rest and then one trial`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox(
            try (0..<5).map { try Samples.delivery("m\($0)", channel: channel, incident: "I\($0)") }
        )
        let transport = ScriptedTransport(clock) { number, _ in
            number < 6 ? .notSent(.notConnected) : ok
        }
        let began = clock.now
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(1_000))
        #expect(report.count(.sent) == 5)
        let times = transport.all.map { $0.at.elapsed(since: began) }
        #expect(times[4] < .seconds(1))
        #expect(times[5] >= .seconds(30))
        #expect(times[6] - times[5] >= .seconds(29))
    }

    @Test func `what cannot be sent is decided without a transfer`() async throws {
        let low = Samples.channel(ceiling: .clear)
        var old = try Samples.delivery("old", channel: low, incident: "a")
        old.expires = clock.now
        var secret = try Samples.delivery("secret", channel: low, incident: "b")
        secret.state = .queued
        let orphan = try Samples.delivery("orphan", channel: Samples.channel(name: "gone"))
        let broken = Delivery(
            id: "broken", incident: "d", sequence: 1, channel: "ops", message: [1, 2],
            nextAttempt: clock.now, expires: later(99), created: clock.now)
        old.state = .queued
        let store = MemoryOutbox([old, secret, orphan, broken])
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let report = try await courier(store, transport, channels: [low]).drain(until: later(10))
        #expect(transport.all.isEmpty)
        let states = Dictionary(uniqueKeysWithValues: report.lines.map { ($0.id, $0.state) })
        #expect(
            states == ["old": .dead, "secret": .held, "orphan": .dead, "broken": .dead])
    }

    @Test func `an unreadable secret keeps the delivery waiting`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let report = try await courier(
            store, transport, channels: [channel], url: "ftp://x.example/hush-hush-1"
        ).drain(until: later(1))
        #expect(report.lines.first?.state == .queued)
        #expect(report.lines.first?.detail?.contains("https://") == true)
        #expect(report.lines.first?.detail?.contains("hush") == false)
        #expect(transport.all.isEmpty)
    }

    @Test func `without libcurl nothing is claimed, and without work it is not missed`()
        async throws
    {
        let channel = Samples.channel()
        let missing = NotificationError(.libraryMissing, "none")
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock, failure: missing) { _, _ in ok }
        await #expect(throws: missing) {
            try await courier(store, transport, channels: [channel]).drain(until: later(10))
        }
        #expect(await store.rows.map(\.state) == [.queued])
        #expect(await store.commits == 0)
        let empty = try await courier(MemoryOutbox(), transport, channels: [channel])
            .drain(until: later(10))
        #expect(empty == DrainReport())
    }

    @Test func `a process that lost its lease while it was stopped sends nothing`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox([try Samples.delivery(channel: channel)])
        let transport = ScriptedTransport(clock) { _, _ in ok }
        var one = courier(store, transport, channels: [channel])
        let clock = clock
        let slow = Courier.Surroundings(now: {
            clock.advance(.seconds(61))
            return clock.now
        })
        one = Courier(store: store, transport: transport, surroundings: slow, channel: one.channel)
        let report = try await one.drain(until: later(10_000))
        #expect(transport.all.isEmpty)
        #expect(report.lines.isEmpty)
        #expect(await store.rows.map(\.state) == [.sending])
    }

    @Test func `an incident can be sent alone`() async throws {
        let channel = Samples.channel()
        let store = MemoryOutbox(
            try (0..<3).map { try Samples.delivery("m\($0)", channel: channel, incident: "I\($0)") }
        )
        let transport = ScriptedTransport(clock) { _, _ in ok }
        let report = try await courier(store, transport, channels: [channel])
            .drain(until: later(10), incident: "I1")
        #expect(report.lines.map(\.id) == ["m1"])
        #expect(await store.row("m0")?.state == .queued)
    }
}

@Suite struct CourierOverLoopbackTests {
    private func courier(
        _ store: MemoryOutbox, _ client: HTTPClient, _ channel: Channel, url: String
    ) -> Courier {
        let surroundings = Courier.Surroundings(now: {
            let now = Date().timeIntervalSince1970
            return Timestamp(
                seconds: Int64(now), nanoseconds: Int32((now - now.rounded(.down)) * 999_999_999))
        })
        return Courier(store: store, transport: client, surroundings: surroundings) { _ in
            Courier.Lookup(channel) { ["URL": url, "KEY": Samples.signingSecret][$0] }
        }
    }

    private func rows(_ count: Int, _ channel: Channel) throws -> [Delivery] {
        let created = Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 1)
        return try (0..<count).map {
            try Samples.delivery(
                "m\($0)", channel: channel, sequence: $0, incident: "INC-\($0 % 97)",
                created: created)
        }
    }

    private func deadline(_ seconds: Double) -> Timestamp {
        Timestamp(seconds: Int64(Date().timeIntervalSince1970 + seconds))
    }

    @Test(arguments: [0, 10])
    func `a thousand messages arrive once each, though every tenth answer is an error`(
        errorEvery: Int
    ) async throws {
        let receiver = try Receiver { _, number in
            errorEvery > 0 && number % errorEvery == 3 ? .answer(503) : .answer(200)
        }
        let channel = Samples.channel(.webhook)
        let store = MemoryOutbox(try rows(1_000, channel))
        let client = HTTPClient()
        let report = try await courier(store, client, channel, url: receiver.url())
            .drain(until: deadline(60))
        await client.close()
        #expect(report.count(.sent) == 1_000)
        let ids = receiver.requests.compactMap { $0.header("webhook-id") }
        #expect(Set(ids).count == 1_000)
        #expect(errorEvery > 0 ? ids.count > 1_000 : ids.count == 1_000)
        #expect(receiver.connections <= 120)
    }

    @Test func `a misbehaving receiver gets no hidden repeat and the URL stays out of sight`()
        async throws
    {
        let path = "/services/T0/B0/zq8XwPlm3vTy99"
        let receiver = try Receiver { request, number in
            number == 1 ? .close : .answer(200, body: number == 0 ? "ok" : request.target)
        }
        let channel = Samples.channel(ambiguous: .hold)
        let store = MemoryOutbox(
            try (0..<3).map { number in
                try Samples.delivery(
                    "m\(number)", channel: channel, sequence: number,
                    created: Timestamp(seconds: Int64(Date().timeIntervalSince1970) - 1))
            })
        let client = HTTPClient()
        let report = try await courier(store, client, channel, url: receiver.url(path))
            .drain(until: deadline(20))
        await client.close()
        #expect(report.lines.map(\.state) == [.sent, .ambiguous, .ambiguous])
        #expect(receiver.requests.count == 3)
        let stored = await store.rows.compactMap(\.lastError).joined() + "\(report)"
        #expect(stored.contains("connection broke after the message had left"))
        #expect(!stored.contains("zq8XwPlm3vTy99"))
        #expect(!stored.contains("services/T0"))
    }

    @Test func `a cancelled run writes down what it left in doubt`() async throws {
        let receiver = try Receiver { _, _ in .hang }
        let channel = Samples.channel(.webhook, ambiguous: .hold)
        let store = MemoryOutbox(try rows(5, channel))
        let client = HTTPClient()
        let courier = courier(store, client, channel, url: receiver.url())
        let until = deadline(60)
        let task = Task { try await courier.drain(until: until) }
        for _ in 0..<1_000 where receiver.requests.count < 5 {
            try await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        let report = try await task.value
        await client.close()
        #expect(report.count(.ambiguous) == 5)
        #expect(await store.rows.allSatisfy { $0.state == .ambiguous && $0.owner == nil })
    }

    @Test func `a Teams flow accepts and confirms nothing`() async throws {
        let receiver = try Receiver { _, _ in .answer(202) }
        let channel = Samples.channel(.teams)
        let store = MemoryOutbox(try rows(1, channel))
        let client = HTTPClient()
        let report = try await courier(store, client, channel, url: receiver.url())
            .drain(until: deadline(20))
        await client.close()
        #expect(report.lines.map(\.state) == [.accepted])
    }
}
