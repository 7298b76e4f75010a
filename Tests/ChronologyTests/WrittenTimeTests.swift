import Chronology
import Testing

@Suite struct WrittenTimeTests {
    /// 2026-03-09T02:41:30Z
    private static let now = Timestamp(seconds: 1_773_024_090)

    @Test(arguments: [
        ("30m", "2026-03-09T02:11:30Z", "2026-03-09T03:11:30Z"),
        ("-30m", "2026-03-09T02:11:30Z", "2026-03-09T02:11:30Z"),
        ("+30m", "2026-03-09T03:11:30Z", "2026-03-09T03:11:30Z"),
        ("02:40", "2026-03-09T02:40:00Z", "2026-03-10T02:40:00Z"),
        ("02:42", "2026-03-09T02:42:00Z", "2026-03-09T02:42:00Z"),
        ("23:30", "2026-03-08T23:30:00Z", "2026-03-09T23:30:00Z"),
        ("now", "2026-03-09T02:41:30Z", "2026-03-09T02:41:30Z"),
        ("yesterday 23:30", "2026-03-08T23:30:00Z", "2026-03-08T23:30:00Z"),
        ("tomorrow 08:00z", "2026-03-10T08:00:00Z", "2026-03-10T08:00:00Z"),
        ("2026-03-09", "2026-03-09T00:00:00Z", "2026-03-09T00:00:00Z"),
    ])
    func `what a person writes is looked for in the direction that is meant`(
        text: String, past: String, future: String
    ) {
        #expect(WrittenTime(text, now: Self.now)?.moment.rfc3339 == past)
        #expect(WrittenTime(text, now: Self.now, towards: .future)?.moment.rfc3339 == future)
    }

    @Test func `midnight, months and leap days are crossed`() throws {
        let start = try #require(Timestamp(rfc3339: "2028-03-01T00:00:00Z"))
        #expect(
            WrittenTime("yesterday 23:59", now: start)?.moment.rfc3339 == "2028-02-29T23:59:00Z")
        #expect(WrittenTime("23:59", now: start)?.moment.rfc3339 == "2028-02-29T23:59:00Z")
    }

    @Test(arguments: [WrittenTime.Direction.past, .future])
    func `the examples are understood`(direction: WrittenTime.Direction) {
        for form in WrittenTime.forms(towards: direction) {
            let text = form.replacing(" (UTC)", with: "")
            #expect(WrittenTime(text, now: Self.now, towards: direction) != nil, "\(form)")
        }
    }

    @Test(arguments: ["-1000000000w", "+1000000000w", "", " ", "\n", "30", "٣٠m"])
    func `times out of the calendar and other texts are none`(text: String) {
        #expect(WrittenTime(text, now: Self.now) == nil)
    }
}
