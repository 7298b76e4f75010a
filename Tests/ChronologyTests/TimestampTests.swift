import Chronology
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0, 0), ("1969-12-31T23:59:59Z", -1, 0),
        ("1969-12-31T23:59:59.5Z", -1, 500_000_000),
        ("2000-02-29T12:00:00Z", 951_825_600, 0), ("2026-11-23t22:14:23z", 1_795_472_063, 0),
        ("2026-11-23 22:14:23Z", 1_795_472_063, 0),
        ("2026-11-23T23:14:23+01:00", 1_795_472_063, 0),
        ("2026-11-23T16:44:23-05:30", 1_795_472_063, 0),
        ("2026-11-24T22:13:23+23:59", 1_795_472_063, 0),
        ("2026-11-23T22:14:23-00:00", 1_795_472_063, 0),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ("9999-12-31T23:59:59.999999999Z", 253_402_300_799, 999_999_999),
        ("2016-12-31T23:59:60Z", 1_483_228_800, 0),
        ("2017-01-01T08:59:60+09:00", 1_483_228_800, 0),
        ("2026-01-01T00:00:00.1234567899Z", 1_767_225_600, 123_456_789),
        ("2026-01-01T00:00:00.000000001Z", 1_767_225_600, 1),
    ])
    func `a good time is read`(text: String, seconds: Int, nanoseconds: Int) {
        #expect(
            Timestamp(rfc3339: text)
                == Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds)))
    }

    @Test(arguments: [
        "", "2026", "2026-11-23", "2026-11-23T22:14:23", "2026-11-23T22:14Z",
        "2026-11-23T22:14:23+1:00", "2026-11-23T22:14:23+0100", "2026-11-23T22:14:23+24:00",
        "2026-11-23T22:14:23+01:60", "2026-11-23T22:14:23.Z", "2026-11-23T22:14:23,5Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-00-10T00:00:00Z", "2026-13-10T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T23:60:00Z", "2026-01-01T23:59:61Z",
        "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-001-01-01T00:00:00Z",
        "2026-01-01T00:00:00ZZ", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z ",
        "2026-01-01_00:00:00Z", "２０26-01-01T00:00:00Z", "2026-01-01T00:00:0éZ",
    ])
    func `a bad time is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01"])
    func `an offset that leads out of the years that can be written is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(arguments: [
        ("2026-03-09T02:41:00Z", "2026-03-09", "02:41Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01", "00:00Z"),
        ("9999-12-31T23:59:59.5Z", "9999-12-31", "23:59Z"),
        ("1969-12-31T23:59:59.001Z", "1969-12-31", "23:59Z"),
    ])
    func `what is written is read again`(text: String, date: String, clock: String) throws {
        let moment = try #require(Timestamp(rfc3339: text))
        #expect(moment.rfc3339 == text)
        #expect(moment.date == date)
        #expect(moment.clock == clock)
    }

    @Test(arguments: [
        (0, 0, Duration.milliseconds(-1), -1, 999_000_000),
        (5, 999_999_999, .nanoseconds(1), 6, 0), (5, 0, .nanoseconds(-1), 4, 999_999_999),
        (-1, 500_000_000, .seconds(1), 0, 500_000_000), (0, 0, .seconds(-86_400), -86_400, 0),
    ])
    func `moving a moment keeps the part of the second counting forward`(
        seconds: Int, nanoseconds: Int, by: Duration, then: Int, rest: Int
    ) {
        let start = Timestamp(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds))
        let end = start.advanced(by: by)
        #expect(end == Timestamp(seconds: Int64(then), nanoseconds: Int32(rest)))
        #expect(end.elapsed(since: start) == by)
        #expect((end > start) == (by > .zero))
    }
}
