import Chronology
import Testing

@testable import Notifications

@Suite struct DeliveryPolicyTests {
    private static let policy = DeliveryPolicy()

    private static func result(
        _ verdict: Verdict, _ delivery: Delivery, after: Duration = .seconds(10),
        random: Double = 0.5, ambiguous: Channel.AmbiguousPolicy = .resendMarked
    ) -> DeliveryResult {
        let now = delivery.created.advanced(by: after)
        return policy.result(
            for: delivery,
            after: DeliveryPolicy.Outcome(verdict, status: 1, now: now, random: random),
            ambiguous: ambiguous)
    }

    @Test(arguments: [
        (Verdict.sent, DeliveryState.sent), (.accepted, .accepted), (.refused("r"), .dead),
        (.closed("c"), .dead), (.retry("r", after: nil), .queued), (.ambiguous("a"), .queued),
    ])
    func `each verdict has its state and counts as an attempt`(
        verdict: Verdict, state: DeliveryState
    ) throws {
        let result = Self.result(verdict, try Samples.delivery())
        #expect(result.state == state)
        #expect(result.attempts == 1)
        #expect(result.lastStatus == 1)
        #expect(result.closesChannel == (verdict == .closed("c")))
        #expect((result.lastError == nil) == [.sent, .accepted].contains(verdict))
    }

    @Test(arguments: [
        (0, 10, 1), (1, 10, 2), (2, 10, 4), (5, 10, 32), (6, 10, 60), (60, 899, 60),
        (6, 900, 64), (8, 900, 256), (9, 900, 300), (1_000_000, 20_000, 300),
    ])
    func `waiting doubles up to the cap of the age, times chance`(
        attempts: Int, age: Int, longest: Int
    ) throws {
        var delivery = try Samples.delivery()
        delivery.attempts = attempts
        for random in [0, 0.25, 0.999] {
            let now = delivery.created.advanced(by: .seconds(age))
            let result = Self.result(
                .retry("r", after: nil), delivery, after: .seconds(age), random: random)
            let expected = Duration.seconds(longest) * random
            let difference = result.nextAttempt.elapsed(since: now) - expected
            #expect(difference < .milliseconds(1) && difference > .milliseconds(-1))
            #expect(result.attempts == attempts + 1)
            #expect(result.channelRestsUntil == nil)
        }
    }

    @Test func `a requested pause rests the channel and is no attempt`() throws {
        let delivery = try Samples.delivery()
        let result = Self.result(.retry("429", after: .seconds(90)), delivery, random: 0)
        let until = delivery.created.advanced(by: .seconds(100))
        #expect(result.state == .queued)
        #expect(result.attempts == 0)
        #expect(result.nextAttempt == until)
        #expect(result.channelRestsUntil == until)
    }

    @Test func `a pause without a length counts, so that it cannot go on for ever`() throws {
        let result = Self.result(
            .retry("503", after: .milliseconds(10)), try Samples.delivery(), random: 0.5)
        #expect(result.attempts == 1)
        #expect(result.channelRestsUntil == nil)
    }

    @Test func `no time is set after the expiry, and after it nothing is queued`() throws {
        let delivery = try Samples.delivery()
        let long = Self.result(.retry("429", after: .seconds(90_000)), delivery)
        #expect(long.nextAttempt == delivery.expires)
        let backoff = Self.result(
            .retry("x", after: nil), delivery, after: .seconds(21_599), random: 0.9999)
        #expect(backoff.nextAttempt <= delivery.expires)
        for verdict in [Verdict.retry("503", after: nil), .retry("503", after: .seconds(9))] {
            let late = Self.result(verdict, delivery, after: .seconds(21_600))
            #expect(late.state == .dead)
            #expect(late.lastError == "expired; last: 503")
        }
        #expect(Self.result(.sent, delivery, after: .seconds(30_000)).state == .sent)
    }

    @Test(arguments: [
        (Channel.AmbiguousPolicy.resend, DeliveryState.queued, false),
        (.resendMarked, .queued, true), (.hold, .ambiguous, false),
    ])
    func `the channel decides about doubt, after a crash too`(
        policy: Channel.AmbiguousPolicy, state: DeliveryState, isMarked: Bool
    ) throws {
        let delivery = try Samples.delivery()
        let crash = Self.policy.resultAfterCrash(
            of: delivery, now: delivery.created, random: 0.5, ambiguous: policy)
        for result in [Self.result(.ambiguous("x"), delivery, ambiguous: policy), crash] {
            #expect(result.state == state)
            #expect(result.isPossibleRepeat == isMarked)
            #expect(result.lastError?.hasPrefix("may have arrived: ") == true)
        }
    }

    @Test func `the mark of a repeat stays`() throws {
        var delivery = try Samples.delivery()
        delivery.isPossibleRepeat = true
        #expect(Self.result(.retry("r", after: nil), delivery).isPossibleRepeat)
    }

    @Test(arguments: TrafficLight.allCases)
    func `a message above the ceiling is held and not relabelled`(tlp: TrafficLight) throws {
        let channel = Samples.channel(ceiling: .amber)
        let message = Samples.message(tlp: tlp)
        let delivery = try Delivery(id: "m", message, to: channel, created: Samples.start)
        #expect(delivery.state == (tlp > .amber ? .held : .queued))
        #expect(try Message(decoding: delivery.message).tlp == tlp)
        #expect(TrafficLight(label: tlp.label) == tlp)
    }

    @Test func `this process lives and others do not`() {
        #expect(ProcessOwner.isAlive(ProcessOwner.current))
        let parts = ProcessOwner.current.split(separator: ":")
        #expect(parts.count == 3)
        #expect(!ProcessOwner.isAlive("\(parts[0]):\(parts[1]):1"))
        #expect(!ProcessOwner.isAlive("\(parts[0]):99999999:\(parts[2])"))
        #expect(ProcessOwner.isAlive("another-boot:1:1"))
        #expect(ProcessOwner.isAlive("nonsense"))
    }
}
