import Testing

@testable import Expressions

@Suite struct ZoneTests {
    private func hour(_ moment: String, _ zone: String) throws -> Value {
        try evaluated(
            "[timestamp('\(moment)').getHours('\(zone)'), timestamp('\(moment)').getMinutes('\(zone)')]"
        )
    }

    @Test(arguments: [
        ("2026-03-29T00:59:59Z", "Europe/Paris", 1, 59),
        ("2026-03-29T01:00:00Z", "Europe/Paris", 3, 0),
        ("2026-10-25T00:59:59Z", "Europe/Paris", 2, 59),
        ("2026-10-25T01:00:00Z", "Europe/Paris", 2, 0),
        ("2026-03-08T07:59:59Z", "America/Chicago", 1, 59),
        ("2026-03-08T08:00:00Z", "US/Central", 3, 0),
        ("2026-01-15T00:00:00Z", "Australia/Sydney", 11, 0),
        ("2026-07-15T00:00:00Z", "Australia/Sydney", 10, 0),
        ("2026-01-15T00:00:00Z", "Australia/Lord_Howe", 11, 0),
        ("2026-07-15T00:00:00Z", "Australia/Lord_Howe", 10, 30),
        ("2026-01-15T12:00:00Z", "Europe/Dublin", 12, 0),
        ("2026-07-15T12:00:00Z", "Europe/Dublin", 13, 0),
        ("2026-07-15T12:00:00Z", "America/St_Johns", 9, 30),
        ("2026-07-15T12:00:00Z", "Asia/Kathmandu", 17, 45),
        ("2026-04-23T21:59:59Z", "Africa/Cairo", 23, 59),
        ("2026-04-23T22:00:00Z", "Africa/Cairo", 1, 0),
        ("2026-03-29T00:59:59Z", "America/Nuuk", 22, 59),
        ("2026-03-29T01:00:00Z", "America/Nuuk", 0, 0),
    ])
    func `clocks change when the database says`(
        moment: String, zone: String, hour: Int, minute: Int
    ) throws {
        #expect(try self.hour(moment, zone) == .list([.int(Int64(hour)), .int(Int64(minute))]))
    }

    @Test(arguments: [
        "Africa/Casablanca", "Asia/Gaza", "Europe/Atlantis", "europe/paris", "@3600", "02",
        "../etc",
    ])
    func `a zone without a rule is refused, and so by the checker`(zone: String) throws {
        let source = "timestamp(0).getHours('\(zone)') == 1"
        #expect(failure(of: source)?.code == .unsupported)
        let errors = try Expression(parsing: source).check(in: Declarations([]), expecting: .bool)
        #expect(errors.map(\.code) == [.unsupported])
        #expect(errors.first?.offset == 22)
    }

    @Test func `the clocks of the past are not guessed`() throws {
        #expect(
            failure(of: "timestamp('1990-07-01T00:00:00Z').getHours('US/Central')")?.code
                == .unsupported)
        #expect(try hour("2008-07-01T00:00:00Z", "US/Central") == .list([.int(19), .int(0)]))
    }

    @Test func `every name of the table has a rule`() {
        let names = ZoneTable.text.split { $0 == " " || $0 == "\n" }.filter { $0.first != "@" }
        #expect(names.count > 550)
        for name in names { #expect(ZoneRule.named(String(name)) != nil, "\(name)") }
    }
}
