import Chronology
import Foundation
import Synchronization

@testable import Notifications

/// Fixed values that many tests use.
enum Samples {
    static let start = Timestamp(seconds: 1_795_452_670)
    static let signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    static func message(
        title: String = "DB <primary> down & \"slow\" @everyone <!channel>",
        incident: String = "INC-2026-0042", sequence: Int = 3, tlp: TrafficLight = .green,
        blocks: [Message.Block] = [.text("replica lag *900s* `pg1`")]
    ) -> Message {
        Message(
            kind: "update.tactical", incident: incident, sequence: sequence, time: start, tlp: tlp,
            severity: Message.Severity(level: 1, word: "critical"), title: title, blocks: blocks,
            fields: [
                Message.Field(name: "Status", value: "open"),
                Message.Field(name: "Service", value: "billing & <db>"),
            ],
            links: [
                Message.Link(
                    text: "Open incident", url: "https://rb.example/i/INC-2026-0042?a=1&b=2")
            ])
    }

    static func channel(
        _ service: Channel.Service = .slack, name: String = "ops",
        ambiguous: Channel.AmbiguousPolicy = .resendMarked, ceiling: TrafficLight = .green
    ) -> Channel {
        Channel(
            name: name, service: service, url: .environment("URL"),
            signingSecret: service == .webhook ? .environment("KEY") : nil, ceiling: ceiling,
            afterAmbiguous: ambiguous, allowsPrivateAddresses: true)
    }

    static func open(
        _ channel: Channel = channel(), url: String = "https://hooks.example/services/T0/B0/x1"
    ) throws -> OpenChannel {
        try OpenChannel(channel) { ["URL": url, "KEY": signingSecret][$0] }
    }

    static func rendered(
        _ message: Message, for service: Channel.Service, isPossibleRepeat: Bool = false
    ) throws -> RenderedRequest {
        try open(channel(service)).rendered(
            message,
            RenderContext(
                delivery: "msg_01", time: start, isPossibleRepeat: isPossibleRepeat))
    }

    static func delivery(
        _ id: String = "msg_01", channel: Channel = channel(), sequence: Int = 1,
        incident: String = "INC-2026-0042", created: Timestamp = start
    ) throws -> Delivery {
        try Delivery(
            id: id, message(incident: incident, sequence: sequence), to: channel, created: created)
    }
}

/// A clock that moves only when somebody sleeps.
final class TestClock: Sendable {
    private let time = Mutex(Samples.start)

    var now: Timestamp { time.withLock { $0 } }

    func advance(_ duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }

    func surroundings(random: Double = 0.5) -> Courier.Surroundings {
        Courier.Surroundings(
            now: { self.now }, random: { random },
            sleep: { duration in
                try Task.checkCancellation()
                self.advance(duration)
                await Task.yield()
            })
    }
}

/// All strings of a JSON body with the path to each, for example `attachments.0.color`.
func strings(inJSON body: [UInt8]) throws -> [(path: String, text: String)] {
    func walk(_ value: Any, _ path: String) -> [(path: String, text: String)] {
        switch value {
        case let text as String: [(path, text)]
        case let list as [Any]:
            list.enumerated().flatMap { walk($0.element, "\(path).\($0.offset)") }
        case let object as [String: Any]:
            object.sorted { $0.key < $1.key }.flatMap { walk($0.value, "\(path).\($0.key)") }
        default: []
        }
    }
    return walk(try JSONSerialization.jsonObject(with: Data(body)), "")
        .map { (String($0.path.dropFirst()), $0.text) }
}

/// Random numbers from a seed, the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
