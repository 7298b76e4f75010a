import Chronology
import Incidents
import Runbooks
import Testing

@Suite struct FactTests {
    /// 2026-03-09T02:41:00Z
    private static let now = Timestamp(seconds: 1_773_024_060)
    private static let kinds = FactType.choice([
        DecisionOption(key: "malware", text: "Malware"),
        DecisionOption(key: "theft", text: "Theft"),
    ])

    @Test(arguments: [
        (FactType.bool, "yes", FactValue.bool(true)), (.bool, "Y", .bool(true)),
        (.bool, "TRUE", .bool(true)), (.bool, "no", .bool(false)), (.bool, "n", .bool(false)),
        (.int, "-12", .int(-12)), (.int, " 7 ", .int(7)),
        (.int, "9223372036854775807", .int(.max)), (.double, "0.5", .double(0.5)),
        (.double, "-1e3", .int(-1_000)), (.double, "2", .int(2)),
        (.time, "2026-03-09T03:41:00+01:00", .string("2026-03-09T02:41:00Z")),
        (.time, "-90m", .string("2026-03-09T01:11:00Z")),
        (.time, "30m", .string("2026-03-09T02:11:00Z")),
        (.time, "+30m", .string("2026-03-09T03:11:00Z")),
        (.time, "23:30", .string("2026-03-08T23:30:00Z")),
        (.time, "yesterday 23:30", .string("2026-03-08T23:30:00Z")),
        (.time, "2026-03-08", .string("2026-03-08T00:00:00Z")),
        (.time, "2026-03-09T02:11", .string("2026-03-09T02:11:00Z")),
        (.duration, "3653d", .string("P3653D")), (.duration, "90m", .string("PT1H30M")),
        (.duration, "P1D", .string("P1D")),
        (kinds, "theft", .string("theft")),
        (kinds, "Theft", .string("theft")), (.string, "  a b ", .string("a b")),
        (.list(.int), "1, 2 ,3", .list([.int(1), .int(2), .int(3)])), (.list(.int), "", .list([])),
        (
            .list(.host), "a.example, b.example",
            .list([.string("a.example"), .string("b.example")])
        ),
    ])
    func `a value is read by its type`(type: FactType, text: String, value: FactValue) throws {
        #expect(try type.parse(text, now: Self.now) == value)
    }

    @Test(arguments: [
        (FactType.bool, "maybe"), (.bool, ""), (.bool, "1"), (.int, "1.5"), (.int, ""),
        (.int, "9223372036854775808"), (.int, "٣"), (.double, "nan"), (.double, "inf"),
        (.double, "1,5"), (.time, "soon"), (.time, "30"), (.time, "-1000000000w"),
        (.duration, "soon"), (.duration, "-1h"), (.duration, "3654d"), (.duration, "1000000000w"),
        (.duration, "P99999999999Y"), (kinds, "Malwar"), (kinds, ""), (.string, " "), (.text, ""),
        (.list(.int), "1,x"), (.list(.bool), "yes,perhaps"),
    ])
    func `what is none of the type is refused`(type: FactType, text: String) {
        #expect(throws: FactFault.self) { try type.parse(text, now: Self.now) }
    }

    @Test(arguments: [
        ("count=3", "count", FactValue.int(3)), ("kind=theft", "kind", .string("theft")),
        ("word=a=b", "word", .string("a=b")), ("known=no", "known", .bool(false)),
    ])
    func `a fact is named and given`(argument: String, name: String, value: FactValue) throws {
        let scene = try Scene.begun()
        let fact = try FactEntry(argument: argument, in: scene.incident, now: scene.now)
        #expect(fact == FactEntry(name: name, value: value))
    }

    @Test(arguments: ["count", "", "=", "coun=3", "count=", "count=many", "kind=other"])
    func `a fact that is not understood is refused`(argument: String) throws {
        let scene = try Scene.begun()
        let rejection = #expect(throws: Rejection.self) {
            try FactEntry(argument: argument, in: scene.incident, now: scene.now)
        }
        #expect(rejection?.code == .invalid)
    }

    @Test func `what was typed otherwise is said, but never a secret`() throws {
        var scene = try Scene.begun()
        scene.now = Self.now
        let (incident, now) = (scene.incident, scene.now)
        func remark(_ argument: String) throws -> String? {
            try FactEntry(argument: argument, in: incident, now: now)
                .remark(typed: argument, in: incident)
        }
        #expect(try remark("since=-90m") == "since = 2026-03-09T01:11:00Z   (from '-90m')")
        #expect(try remark("since=2026-03-09T01:11:00Z") == nil)
        #expect(try remark("word= a=b ") == nil)
        let refused = #expect(throws: Rejection.self) { try remark("word=") }
        #expect(refused?.message.contains("word") == true)
    }

    @Test func `the value of a secret is not in the error`() throws {
        var text = Trial.text
        text.replace("word: {type: string,", with: "word: {type: ip,")
        let scene = try Scene.begun(text)
        let refused = #expect(throws: Rejection.self) {
            try FactEntry(argument: "word=hunter2", in: scene.incident, now: scene.now)
        }
        #expect(refused.map { "\($0)".contains("hunter2") } == false)
    }

    @Test func `a time that lies ahead looks forward`() throws {
        var text = Trial.text
        text.replace("since: {type: time,", with: "since: {type: time, ahead: true,")
        let scene = try Scene.begun(text)
        for (typed, kept) in [
            ("30m", "2026-03-09T03:11:00Z"), ("-30m", "2026-03-09T02:11:00Z"),
            ("23:30", "2026-03-09T23:30:00Z"), ("02:00", "2026-03-10T02:00:00Z"),
            ("tomorrow 08:00", "2026-03-10T08:00:00Z"),
        ] {
            let fact = try FactEntry(
                argument: "since=\(typed)", in: scene.incident, now: Self.now)
            #expect(fact.value == .string(kept), "\(typed)")
        }
    }

    @Test(arguments: [
        (FactType.string, TextLimit.value), (.host, TextLimit.value), (.text, TextLimit.note),
    ])
    func `a text may be as long as its limit and no longer`(type: FactType, limit: Int) throws {
        let text = String(repeating: "é", count: limit)
        #expect(try type.parse(text, now: Self.now) == .string(text))
        let fault = #expect(throws: FactFault.self) { try type.parse(text + "x", now: Self.now) }
        #expect(fault?.reason == "has \(limit + 1) characters; \(limit) are allowed")
    }

    @Test func `numbers stay what they are in the record`() throws {
        for text in ["2", "2.0", "0.1", "1e300", "-0.0", "9007199254740993", "1e18"] {
            let value = try FactType.double.parse(text, now: Self.now)
            let event = IncidentEvent.stepped(
                Stepped(
                    step: "s", verb: "done", title: "t",
                    facts: [FactEntry(name: "share", value: value)], events: []))
            #expect(try Scene.reread(event) == event, "\(text)")
        }
    }
}
