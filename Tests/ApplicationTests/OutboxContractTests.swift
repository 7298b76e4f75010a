import Chronology
import Foundation
import Incidents
import Journal
import Notifications
import Testing

@testable import Application

@Suite struct OutboxContractTests {
    static let start = Timestamp(seconds: 1_773_024_060)

    /// Numbers with a seed (a linear congruence), so that a failing script can be repeated.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 32) | (state << 32)
        }
        mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
        mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    }

    private static func later(_ seconds: Int) -> Timestamp {
        start.advanced(by: .seconds(seconds))
    }

    private static func delivery(_ index: Int, _ dice: inout Dice) -> Delivery {
        Delivery(
            id: "msg_\(dice.below(1_000))_\(index)", incident: "INC-\(dice.below(3))",
            sequence: dice.below(4), channel: "c\(dice.below(3))", message: [123, 125],
            state: dice.chance(90) ? .queued : .held, nextAttempt: later(dice.below(30)),
            expires: later(10_000), created: later(dice.below(3)))
    }

    private static func result(
        _ delivery: Delivery, now: Int, _ dice: inout Dice
    ) -> DeliveryResult {
        let states: [DeliveryState] = [.queued, .queued, .sent, .accepted, .dead, .ambiguous]
        var result = DeliveryResult(delivery, state: states[dice.below(states.count)])
        result.attempts += 1
        result.nextAttempt = later(now + dice.below(20))
        result.lastStatus = dice.chance(50) ? 503 : nil
        result.lastError = dice.chance(50) ? "busy" : nil
        result.isPossibleRepeat = dice.chance(20)
        if dice.chance(20) { result.channelRestsUntil = later(now + dice.below(40)) }
        if dice.chance(5) {
            result.closesChannel = true
            result.lastError = "gone"
        }
        return result
    }

    private func outbox(_ folder: Office) throws -> JournalOutbox {
        JournalOutbox(store: try folder.desk().store, actor: "dana", now: { Self.start })
    }

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func `the journal's outbox behaves as the contract's model`(seed: UInt64) async throws {
        var dice = Dice(state: seed)
        let outbox = try outbox(Office())
        var model = OutboxModel()
        for index in 0..<25 { model.rows.append(Self.delivery(index, &dice)) }
        try outbox.store.enqueue(model.rows.map(OutboxRow.init))
        var held: [String: [Delivery]] = [:]
        var now = 0
        for turn in 0..<60 {
            now += dice.below(6)
            let owner = "p\(dice.below(3))"
            if dice.chance(15) {
                let alive = "p\(dice.below(3))"
                let taken = try await outbox.takeStranded(
                    owner: owner, now: Self.later(now), leaseUntil: Self.later(now + 5),
                    isAlive: { $0 == alive })
                let expected = model.takeStranded(
                    owner: owner, now: Self.later(now), leaseUntil: Self.later(now + 5),
                    isAlive: { $0 == alive })
                #expect(taken == expected, "seed \(seed), turn \(turn)")
                held[owner, default: []] += taken
                continue
            }
            var results: [DeliveryResult] = []
            let pool = dice.chance(90) ? held.removeValue(forKey: owner) ?? [] : model.rows
            for delivery in pool where dice.chance(80) {
                results.append(Self.result(delivery, now: now, &dice))
            }
            let claim = Self.claim(owner, now: now, &dice)
            let given = try await outbox.advance(recording: results, claiming: claim)
            #expect(
                given == model.advance(recording: results, claiming: claim),
                "seed \(seed), turn \(turn)")
            held[owner, default: []] += given.deliveries
            let rows = try outbox.store.outbox().compactMap(Delivery.init)
            #expect(rows == model.rows, "seed \(seed), turn \(turn)")
        }
        #expect(model.rows.contains { !$0.state.isOpen })
    }

    private static func claim(_ owner: String, now: Int, _ dice: inout Dice) -> ClaimRequest {
        ClaimRequest(
            owner: owner, now: later(now), leaseUntil: later(now + 8), limit: dice.below(5),
            channelLimits: dice.chance(50) ? ["c0": dice.below(3), "c1": 1] : [:],
            incident: dice.chance(20) ? "INC-1" : nil)
    }

    @Test func `an outcome is an entry of its incident, once`() async throws {
        let office = try Office()
        let desk = try office.desk()
        let id = try desk.open(OpeningRequest(title: "t"), in: desk.context()).incident.id
        let outbox = try outbox(office)
        let message = Message(
            kind: "test", incident: id, sequence: 2, time: Self.start, tlp: .green, title: "t")
        let row = Delivery(
            id: "msg_1", incident: id, sequence: 2, channel: "ops", message: try message.encoded(),
            nextAttempt: Self.start, expires: Self.later(60), created: Self.start)
        try outbox.store.enqueue([OutboxRow(row)])
        let claim = ClaimRequest(
            owner: "p", now: Self.start, leaseUntil: Self.later(9), limit: 9)
        let taken = try await outbox.advance(recording: [], claiming: claim).deliveries
        #expect(taken.map(\.id) == ["msg_1"])
        let result = DeliveryResult(try #require(taken.first), state: .sent)
        for _ in 0..<2 { _ = try await outbox.advance(recording: [result], claiming: claim) }
        let incident = try desk.load(id).incident
        #expect(incident.deliveries.map(\.payload.state) == ["sent"])
        #expect(incident.deliveries.map(\.payload.entry) == [2])
        #expect(incident.deliveries.map(\.entry.tlp) == [.green])
        #expect(try desk.verify(id).isGood)
    }
}
