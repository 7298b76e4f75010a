import Application
import Chronology
import Testing

@Suite struct TimeInputTests {
    /// 2026-03-09T02:41:30.5Z
    static let now = Timestamp(seconds: 1_773_024_090, nanoseconds: 500_000_000)

    @Test(arguments: [
        ("now", "2026-03-09T02:41:30Z", Fidelity.second),
        ("-15m", "2026-03-09T02:26:30Z", .minute), ("-59m", "2026-03-09T01:42:30Z", .minute),
        ("-2h", "2026-03-09T00:41:30Z", .hour), ("-90m", "2026-03-09T01:11:30Z", .minute),
        ("-1d", "2026-03-08T02:41:30Z", .hour),
        ("-PT1H30M", "2026-03-09T01:11:30Z", .minute), ("02:41", "2026-03-09T02:41:00Z", .minute),
        ("2:41Z", "2026-03-09T02:41:00Z", .minute), ("02:43", "2026-03-09T02:43:00Z", .minute),
        ("02:44", "2026-03-08T02:44:00Z", .minute), ("23:59:59", "2026-03-08T23:59:59Z", .second),
        ("00:00", "2026-03-09T00:00:00Z", .minute), ("2022-12-16", "2022-12-16T00:00:00Z", .day),
        ("2026-03-09T02:58Z", "2026-03-09T02:58:00Z", .minute),
        ("2026-03-09T02:58", "2026-03-09T02:58:00Z", .minute),
        ("2026-03-09 02:58", "2026-03-09T02:58:00Z", .minute),
        ("2026-03-09T02:58+01:00", "2026-03-09T01:58:00Z", .minute),
        ("2026-03-09T02:58:11+01:00", "2026-03-09T01:58:11Z", .second),
        ("2026-03-09T02:58:11.25Z", "2026-03-09T02:58:11.25Z", .second),
    ])
    func `a time is read as a person writes it`(
        text: String, moment: String, fidelity: Fidelity
    ) throws {
        let input = try TimeInput(text, now: Self.now)
        #expect(input.moment.rfc3339 == moment)
        #expect(input.fidelity == fidelity)
    }

    @Test(arguments: [
        "", "soon", "15m", "-", "-15", "-1y", "24:00", "12:60", "12", "12:", ":12", "123:00",
        "1:2:3:4",
        "2026-13-01", "2026-02-30", "2026-03-09T", "2026-03-09T02", "2026-03-09T02:58CET",
        "0000-01-01", "09.03.2026", "-١m", "١٢:٠٠", "--15m",
    ])
    func `what is no time is refused with the forms that are`(text: String) {
        let failure = #expect(throws: Failure.self) { try TimeInput(text, now: Self.now) }
        #expect(failure?.code == .usage)
        #expect(failure?.details.first?.contains("-15m") == true)
    }
}
