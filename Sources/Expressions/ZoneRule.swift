import Chronology

/// When the clocks of a place show how much more than UTC.
///
/// The rules are part of the program, so that an expression gives the same on every machine.
struct ZoneRule {
    /// A day of each year such as the last Sunday of March, and the seconds from its start.
    private struct Change {
        let month: Int
        /// 1 to 4, or 5 for the last one.
        let week: Int
        /// 0 for Sunday.
        let weekday: Int
        let seconds: Int64
    }

    /// Since when the rule holds.
    let since: Timestamp
    private let standard: Int64
    private let summer: (offset: Int64, begin: Change, end: Change)?

    /// The rule of a zone by its name in the time zone database; `nil` if there is none.
    static func named(_ name: String) -> ZoneRule? { all[name] }

    /// The names of all zones in order.
    static var names: [String] { all.keys.sorted() }

    private static let all: [String: ZoneRule] = {
        var rules: [String: ZoneRule] = [:]
        var rule: ZoneRule?
        for word in ZoneTable.text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if word.first == "@" {
                rule = ZoneRule(word.dropFirst())
            } else {
                rules[String(word)] = rule
            }
        }
        return rules
    }()

    private init?(_ text: Substring) {
        let halves = text.split(separator: ";")
        let parts = halves[0].split(separator: ",")
        guard halves.count == 2, let since = Int64(halves[1]), let standard = Int64(parts[0]) else {
            return nil
        }
        self.since = Timestamp(seconds: since)
        self.standard = standard
        guard parts.count == 4 else {
            summer = nil
            return
        }
        guard let offset = Int64(parts[1]), let begin = ZoneRule.change(parts[2]),
            let end = ZoneRule.change(parts[3])
        else { return nil }
        summer = (offset, begin, end)
    }

    private static func change(_ text: Substring) -> Change? {
        let numbers = text.split(separator: ".").compactMap { Int($0) }
        guard numbers.count == 4 else { return nil }
        return Change(
            month: numbers[0], week: numbers[1], weekday: numbers[2], seconds: Int64(numbers[3]))
    }

    /// Seconds east of UTC at a moment.
    func offset(at moment: Timestamp) -> Int64 {
        guard let summer else { return standard }
        let year = CivilTime(moment.advanced(by: .seconds(standard))).year
        let begin = ZoneRule.seconds(of: summer.begin, in: year) - standard
        let end = ZoneRule.seconds(of: summer.end, in: year) - summer.offset
        // In the south, summer lasts over the turn of the year.
        let isSummer =
            begin < end
            ? (begin..<end).contains(moment.seconds) : !(end..<begin).contains(moment.seconds)
        return isSummer ? summer.offset : standard
    }

    private static func seconds(of change: Change, in year: Int) -> Int64 {
        let first = CivilTime(year: year, month: change.month, day: 1).daysSinceEpoch
        // 1970-01-01 was a Thursday.
        let weekday = Int(((first + 4) % 7 + 7) % 7)
        var day = (change.weekday - weekday + 7) % 7 + 7 * (change.week - 1)
        while day >= CivilTime.days(in: change.month, of: year) { day -= 7 }
        return (first + Int64(day)) * 86_400 + change.seconds
    }
}
