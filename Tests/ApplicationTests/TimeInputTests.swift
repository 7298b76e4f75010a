import Application
import Chronology
import Testing

@Suite struct TimeInputTests {
    /// 2026-03-09T02:41:30.5Z
    static let now = Timestamp(seconds: 1_773_024_090, nanoseconds: 500_000_000)

    @Test(arguments: [
        ("now", "2026-03-09T02:41:30Z", Fidelity.second), ("15m", "2026-03-09T02:26:30Z", .minute),
        ("+1h", "2026-03-09T03:41:30Z", .hour), ("yesterday", "2026-03-08T00:00:00Z", .day),
        ("Yesterday  23:30", "2026-03-08T23:30:00Z", .minute),
        ("today 02:00:05", "2026-03-09T02:00:05Z", .second),
        ("tomorrow", "2026-03-10T00:00:00Z", .day),
        ("2026-03-09T02:58:11", "2026-03-09T02:58:11Z", .second),
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
        "", "soon", "-", "-1y", "24:00", "12:60", "12:", ":12", "123:00", "yesterday 24:00",
        "yesterday -15m", "yesterday yesterday", "-1000000000w", "P99999999999Y", "+-15m",
        "1:2:3:4",
        "2026-13-01", "2026-02-30", "2026-03-09T", "2026-03-09T02", "2026-03-09T02:58CET",
        "0000-01-01", "09.03.2026", "-١m", "١٢:٠٠", "--15m",
    ])
    func `what is no time is refused with the forms that are`(text: String) {
        let failure = #expect(throws: Failure.self) { try TimeInput(text, now: Self.now) }
        #expect(failure?.code == .usage)
        #expect(failure?.details.first?.contains("-15m") == true)
    }

    @Test(arguments: [("30", "-30m"), ("-15", "-15m"), ("+5", "-5m"), ("007", "-007m")])
    func `a number without a unit is refused with the units`(text: String, better: String) {
        let failure = #expect(throws: Failure.self) { try TimeInput(text, now: Self.now) }
        #expect(failure?.message == "'\(text)' is not a time: it has no unit")
        #expect(failure?.repair == .replacing(text, with: better))
    }

    @Test(arguments: [
        ("30m", Duration.seconds(1_800)), ("1h30m", .seconds(5_400)), ("PT30M", .seconds(1_800)),
        ("3653d", .seconds(3_653 * 86_400)),
    ])
    func `a span is read`(text: String, span: Duration) throws {
        #expect(try SpanInput.read(text) == span)
    }

    @Test(arguments: [
        ("90", "no unit"), ("soon", "not a duration"), ("0m", "not a duration"),
        ("-5m", "not a duration"), ("", "not a duration"), ("3654d", "longer than ten years"),
        ("1000000000w", "longer than ten years"), ("P99999999999Y", "not a duration"),
    ])
    func `a span that is none is refused`(text: String, reason: String) {
        let failure = #expect(throws: Failure.self) { try SpanInput.read(text) }
        #expect(failure?.message.contains(reason) == true)
        #expect(failure?.details.isEmpty == false)
    }
}
