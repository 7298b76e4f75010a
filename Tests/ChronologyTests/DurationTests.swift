import Chronology
import Testing

@Suite struct DurationTests {
    @Test(arguments: [
        ("PT0S", 0), ("PT15M", 900), ("PT1H30M", 5_400), ("P1D", 86_400), ("P1DT2H", 93_600),
        ("P2W", 1_209_600), ("P1W1DT1H1M1S", 694_861), ("30m", 1_800), ("2h", 7_200),
        ("1d", 86_400), ("1h30m", 5_400), ("1w", 604_800), ("45s", 45),
        ("PT1000000000S", 1_000_000_000),
    ])
    func `a good duration is read`(text: String, seconds: Int) {
        #expect(Duration(iso8601: text) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "P", "PT", "P1DT", "15", "15 m", "PT15", "P1Y", "P1M", "PT1.5H", "-PT1H", "+PT1H",
        "PT-1H", "PT1M1H", "PT1H1H", "pt1h", "P1h", "1H", "30m2h", "m", "1x", "P1D2H", "PT1D",
        "PT1000000001S", "PT99999999999999999999S", "١m",
    ])
    func `a bad duration is refused`(text: String) {
        #expect(Duration(iso8601: text) == nil)
    }

    @Test(arguments: [
        (0, "PT0S", "0 s"), (12, "PT12S", "12 s"), (59, "PT59S", "59 s"), (60, "PT1M", "1 min"),
        (2_047, "PT34M7S", "34 min"), (3_600, "PT1H", "1 h"), (6_480, "PT1H48M", "1 h 48 min"),
        (3_900, "PT1H5M", "1 h 05 min"), (86_400, "P1D", "1 d"), (183_600, "P2DT3H", "2 d 03 h"),
        (-90, "-PT1M30S", "-1 min"), (-86_400, "-P1D", "-1 d"),
    ])
    func `a duration is written and spoken`(seconds: Int, iso8601: String, spoken: String) {
        #expect(Duration.seconds(seconds).iso8601 == iso8601)
        #expect(Duration.seconds(seconds).spoken == spoken)
        let isWhole = Duration.seconds(seconds).spokenExactly == spoken
        #expect(isWhole || Duration.seconds(seconds).spokenExactly == iso8601)
    }

    @Test(arguments: [
        (300, "5 min"), (5_400, "1 h 30 min"), (93_600, "1 d 02 h"), (90, "PT1M30S"),
        (93_660, "P1DT2H1M"), (3_601, "PT1H1S"), (59, "59 s"),
    ])
    func `a time to keep to is spoken if nothing is lost`(seconds: Int, words: String) {
        #expect(Duration.seconds(seconds).spokenExactly == words)
    }

    @Test func `what is written is read again`() {
        for seconds in stride(from: 0, to: 2_000_000, by: 1_237) {
            let duration = Duration.seconds(seconds)
            #expect(Duration(iso8601: duration.iso8601) == duration)
        }
    }

    @Test func `fidelity goes from the coarsest to the finest`() {
        #expect(Fidelity.allCases.shuffled().sorted() == [.day, .hour, .minute, .second])
        #expect(Fidelity.day < .hour && Fidelity.hour < .minute && Fidelity.minute < .second)
        #expect(Fidelity.day.uncertainty == .seconds(86_400))
    }

    @Test(arguments: [(7, 2, "07"), (7, 1, "7"), (123, 2, "123"), (0, 4, "0000")])
    func `numbers are padded and never cut`(number: Int, width: Int, text: String) {
        #expect(padded(number, to: width) == text)
    }
}
