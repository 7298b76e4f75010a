import Chronology
import Testing

@testable import Reports

@Suite struct ElapsedTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let from: String
        let fromFidelity: Fidelity
        let to: String
        let toFidelity: Fidelity
        let expected: String

        init(
            _ from: String, _ fromFidelity: Fidelity, _ to: String, _ toFidelity: Fidelity,
            _ expected: String
        ) {
            self.from = from
            self.fromFidelity = fromFidelity
            self.to = to
            self.toFidelity = toFidelity
            self.expected = expected
        }

        var testDescription: String { "\(from) \(fromFidelity) to \(to) \(toFidelity)" }
    }

    static let rows = [
        Row("09T02:00:00", .second, "09T02:34:00", .second, "34 min"),
        Row("09T02:00:00", .second, "09T02:00:00", .second, "0 s"),
        Row("09T02:00:00", .second, "09T03:48:00", .second, "1 h 48 min"),
        Row("09T02:00:00", .minute, "09T02:34:00", .minute, "33 min to 35 min"),
        Row("09T02:00:30", .minute, "09T02:34:00", .second, "33 min to 34 min"),
        Row("09T02:00:00", .hour, "09T03:00:00", .second, "at most 1 h"),
        Row("09T02:17:00", .hour, "09T05:00:00", .second, "2 h to 3 h"),
        Row("05T00:00:00", .day, "09T02:41:00", .minute, "3 d 02 h to 4 d 02 h"),
        Row("05T17:30:00", .day, "09T02:41:00", .minute, "3 d 02 h to 4 d 02 h"),
        Row("09T00:00:00", .day, "09T00:00:00", .day, "at most 1 d"),
        Row("09T03:00:00", .second, "09T02:00:00", .second, "B is recorded before A, by 1 h"),
        Row(
            "09T03:00:00", .second, "09T02:00:00", .minute,
            "B is recorded before A, by 59 min to 1 h"),
        Row(
            "09T03:00:00", .second, "08T00:00:00", .day,
            "B is recorded before A, by 3 h to 1 d 03 h"),
        Row("09T03:00:00", .second, "09T00:00:00", .day, "at most 21 h"),
        Row("09T00:00:00", .day, "08T00:00:00", .day, "B is recorded before A, by 0 s to 2 d"),
    ]

    @Test(arguments: rows)
    func `the time between two moments is as exact as they are`(row: Row) {
        let elapsed = Elapsed(
            from: Fixture.moment("2026-03-\(row.from)Z", row.fromFidelity),
            to: Fixture.moment("2026-03-\(row.to)Z", row.toFidelity))
        #expect(elapsed.text(from: "A", to: "B") == row.expected)
    }

    @Test func `the true time always lies in the interval`() {
        let seed: UInt64 = 20_260_309
        var generator = SeededGenerator(state: seed)
        for round in 0..<2_000 {
            let start = Timestamp(seconds: Int64.random(in: 0...400_000, using: &generator))
            let length = Int64.random(in: 0...400_000, using: &generator)
            let end = Timestamp(seconds: start.seconds + length)
            let first = Fidelity.allCases.randomElement(using: &generator) ?? .second
            let second = Fidelity.allCases.randomElement(using: &generator) ?? .second
            let elapsed = Elapsed(
                from: Moment(at: start, fidelity: first), to: Moment(at: end, fidelity: second))
            switch elapsed {
            case .exact(let time): #expect(time == .seconds(length))
            case .interval(let low, let high):
                #expect((low...high).contains(.seconds(length)), "seed \(seed) round \(round)")
            case .contradictory, .notRecorded:
                Issue.record("seed \(seed) round \(round): \(elapsed)")
            }
        }
    }

    @Test(arguments: [
        (Fidelity.day, "2026-03-09 (day only)"), (.hour, "2026-03-09 02Z (hour only)"),
        (.minute, "2026-03-09 02:41Z"), (.second, "2026-03-09 02:41:07Z"),
    ])
    func `a time shows no digit more than was known`(fidelity: Fidelity, expected: String) {
        #expect(Fixture.moment("2026-03-09T02:41:07.25Z", fidelity).text == expected)
    }
}

/// A small generator with a printed seed (the SplitMix64 sequence).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
