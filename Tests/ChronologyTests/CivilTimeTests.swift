import Chronology
import Testing

@Suite struct CivilTimeTests {
    /// The length of a month, said another way than the code does.
    private static func length(_ month: Int, _ year: Int) -> Int {
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
        return lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
    }

    /// Years whose days are all walked: the ends of the range, centuries and the present.
    private static let spans = [1...5, 1_599...1_605, 1_895...1_905, 1_960...2_110, 9_990...9_999]

    @Test(arguments: spans)
    func `every day has the number that counting gives`(years: ClosedRange<Int>) throws {
        var expected =
            try #require(
                Timestamp(rfc3339: padded(years.lowerBound, to: 4) + "-01-01T00:00:00Z")
            ).seconds / 86_400
        for year in years {
            for month in 1...12 {
                #expect(CivilTime.days(in: month, of: year) == Self.length(month, year))
                for day in 1...Self.length(month, year) {
                    let civil = CivilTime(year: year, month: month, day: day)
                    guard civil.isValid, civil.daysSinceEpoch == expected,
                        CivilTime(Timestamp(seconds: expected * 86_400)) == civil
                    else {
                        Issue.record("\(year)-\(month)-\(day) is not day \(expected)")
                        return
                    }
                    expected += 1
                }
            }
        }
    }

    @Test func `the days of the whole range add up`() {
        var days: Int64 = 0
        for year in 1...9_999 { for month in 1...12 { days += Int64(Self.length(month, year)) } }
        let first = CivilTime(year: 1, month: 1, day: 1).daysSinceEpoch
        #expect(first == -719_162)
        #expect(CivilTime(year: 9_999, month: 12, day: 31).daysSinceEpoch == first + days - 1)
    }

    @Test(arguments: [0, 1, 59, 60, 3_599, 3_600, 43_200, 86_399, -1, -86_399, -86_401])
    func `the time of day is split and joined`(seconds: Int) {
        let moment = Timestamp(seconds: Int64(seconds))
        let civil = CivilTime(moment)
        #expect(civil.timestamp == moment)
        #expect((0...23).contains(civil.hour) && (0...59).contains(civil.minute))
        #expect(
            (civil.hour * 60 + civil.minute) * 60 + civil.second == (seconds + 172_800) % 86_400)
    }

    @Test(arguments: [
        CivilTime(year: 0, month: 1, day: 1), CivilTime(year: 10_000, month: 1, day: 1),
        CivilTime(year: 2_026, month: 2, day: 29), CivilTime(year: 2_026, month: 13, day: 1),
        CivilTime(year: 2_026, month: 1, day: 1, hour: 24),
        CivilTime(year: 2_026, month: 1, day: 1, minute: 60),
        CivilTime(year: 2_026, month: 1, day: 1, second: 60),
        CivilTime(year: 2_026, month: 1, day: 1, second: -1),
    ])
    func `a time that does not exist is not valid`(civil: CivilTime) {
        #expect(!civil.isValid)
    }
}
