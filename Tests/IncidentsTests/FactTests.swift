import Chronology
import Incidents
import Runbooks
import Testing

@Suite struct FactTests {
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
        (.duration, "90m", .string("PT1H30M")), (.duration, "P1D", .string("P1D")),
        (kinds, "theft", .string("theft")), (.string, "  a b ", .string("a b")),
        (.list(.int), "1, 2 ,3", .list([.int(1), .int(2), .int(3)])), (.list(.int), "", .list([])),
        (
            .list(.host), "a.example, b.example",
            .list([.string("a.example"), .string("b.example")])
        ),
    ])
    func `a value is read by its type`(type: FactType, text: String, value: FactValue) {
        #expect(type.parse(text) == value)
    }

    @Test(arguments: [
        (FactType.bool, "maybe"), (.bool, ""), (.bool, "1"), (.int, "1.5"), (.int, ""),
        (.int, "9223372036854775808"), (.int, "٣"), (.double, "nan"), (.double, "inf"),
        (.double, "1,5"), (.time, "yesterday"), (.time, "2026-03-09"), (.duration, "soon"),
        (.duration, "-1h"), (kinds, "Malware"), (kinds, ""), (.string, " "), (.text, ""),
        (.list(.int), "1,x"), (.list(.bool), "yes,perhaps"),
    ])
    func `what is none of the type is refused`(type: FactType, text: String) {
        #expect(type.parse(text) == nil)
    }

    @Test(arguments: [
        ("count=3", "count", FactValue.int(3)), ("kind=theft", "kind", .string("theft")),
        ("word=a=b", "word", .string("a=b")), ("known=no", "known", .bool(false)),
    ])
    func `a fact is named and given`(argument: String, name: String, value: FactValue) throws {
        let scene = try Scene.begun()
        let fact = try FactEntry(argument: argument, in: scene.incident)
        #expect(fact == FactEntry(name: name, value: value))
    }

    @Test(arguments: ["count", "", "=", "coun=3", "count=", "count=many", "kind=other", " count=3"])
    func `a fact that is not understood is refused`(argument: String) throws {
        let scene = try Scene.begun()
        let rejection = #expect(throws: Rejection.self) {
            try FactEntry(argument: argument, in: scene.incident)
        }
        #expect(rejection?.code == .invalid)
    }

    @Test func `numbers stay what they are in the record`() throws {
        for text in ["2", "2.0", "0.1", "1e300", "-0.0", "9007199254740993", "1e18"] {
            let value = try #require(FactType.double.parse(text))
            let event = IncidentEvent.stepped(
                Stepped(
                    step: "s", verb: "done", title: "t",
                    facts: [FactEntry(name: "share", value: value)], events: []))
            #expect(try Scene.reread(event) == event, "\(text)")
        }
    }
}
