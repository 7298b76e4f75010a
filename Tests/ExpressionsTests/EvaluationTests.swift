import Chronology
import Testing

@testable import Expressions

/// The variables of an incident such as guards read them.
let incidentVariables: [String: Value] = [
    "severity": .string("sev1"),
    "regions": .list([.string("us"), .string("eu")]),
    "facts": .record([
        ("records", .int(1_200)), ("encrypted", .bool(false)), ("note", .string("Amélie 🇪🇺")),
        ("found", .timestamp(Timestamp(seconds: 1_773_024_060))), ("ratio", .double(0.5)),
    ]),
    "steps": .record([("stolen", .record([("answer", .string("yes"))]))]),
]

/// The value of an expression over `incidentVariables`.
func evaluated(_ source: String) throws(ExpressionError) -> Value {
    try Expression(parsing: source)
        .evaluate(with: incidentVariables, costLimit: Limits.cost).value
}

/// The error that an expression ends in; `nil` if it gives a value.
func failure(of source: String) -> ExpressionError? {
    do throws(ExpressionError) {
        _ = try evaluated(source)
        return nil
    } catch {
        return error
    }
}

@Suite struct EvaluationTests {
    @Test(arguments: [
        "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')",
        "steps.stolen.answer == 'yes' && steps['stolen'].answer == \"yes\"",
        "has(facts.records) && !has(facts.absent) && !has(steps.stolen.comment)",
        "facts.found < timestamp('2026-03-10T00:00:00Z') + duration('72h')",
        "facts.found.getHours() == 2 && facts.found.getHours('+02:00') == 4",
        "facts.found.getHours('-03:30') == 23 && facts.found.getDayOfWeek('-03:30') == 0",
        "facts.ratio < 1 && facts.records == 1200.0 && 1u == 1",
        "facts.absent == 1 || true",
        "true || facts.absent == 1",
        "!(facts.absent == 1 && false)",
        "regions.exists(r, r == 'eu' || 1 / 0 == 1)",
        "!regions.all(r, r == 'eu' && 1 / 0 == 1 || r == 'asia')",
        "regions.exists_one(r, r.startsWith('e'))",
        "regions.map(r, r + '!') == ['us!', 'eu!']",
        "regions.map(r, r == 'eu', size(r)) == [2]",
        "regions.filter(r, r != 'eu') == ['us']",
        "{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])",
        "{'b': 2, 'a': 1} == {'a': 1.0, 'b': 2u}",
        "[[1, 2], [3]].exists(x, x.exists(y, y == 3 && x.size() == 1))",
        "regions.exists(i, r, i == 1 && r == 'eu')",
        "size('πέντε') == 5 && 'πέντε'.size() == 5 && size(b'π') == 2",
        "size(facts.note) == 9",
        "'Am\\u00E9lie' != 'Ame\\u0301lie' && 'e\\u0301'.contains('e')",
        "{'\\u00E9': 1} != {'e\\u0301': 1}",
        "-7 / 2 == -3 && -7 % 2 == -1 && 7 % -2 == 1",
        "-9223372036854775808 < 0 && 0xFF == 255 && -0x10 == -16",
        "1e3 == 1000.0 && .5 == 0.5 && 5u == 0x5u",
        "0.0 / 0.0 != 0.0 / 0.0 && !(0.0 / 0.0 < 1.0)",
        "string(1.5) == '1.5' && string(1.0) == '1' && string(-3) == '-3' && string(7u) == '7'",
        "string(duration('1h30m')) == '5400s' && string(duration('-1.5s')) == '-1.5s'",
        "duration('1h') == duration('60m') && duration('1us') == duration('1µs')",
        "duration('0') == duration('0s') && duration('.5s') == duration('500ms')",
        "type(1) == int && type(int) == type && type(null) == null_type",
        "type(facts.found) == google.protobuf.Timestamp",
        "int('42') == 42 && double('4.5') == 4.5 && bool('True') && string(true) == 'true'",
        "string(b'\\xc3\\xa9') == 'é' && bytes('é') == b'é' && b'\\101' == b'A'",
        "r'\\d' == '\\\\d' && '''a'b''' == \"a'b\" && \"\"\"\n\"\"\" == '\\n'",
        "facts.note == null ? false : true",
        "{1: 'a', true: 'b'}[1.0] == 'a'",
        "// a remark\n true // and another",
    ])
    func `holds for the incident`(source: String) throws {
        #expect(try evaluated(source) == .bool(true))
    }

    @Test(
        arguments: [
            ("1 + 1.0", .type), ("'a' * 2", .type), ("!1", .type), ("-'a'", .type),
            ("'a' < 1", .type), ("null < null", .type), ("1 in 2", .type), ("[1]['a']", .type),
            ("true && 'x'", .type), ("1 ? 2 : 3", .type), ("facts.records.x", .type),
            ("{null: 1}", .type), ("{1.5: 1}", .type), ("size(1)", .type), ("int([])", .type),
            ("5.exists(x, true)", .type), ("[1].all(x, 'a')", .type), ("1.2 % 1.0", .type),
            ("severity.getHours()", .type), ("has(severity.x)", .type),
            ("9223372036854775807 + 1", .overflow), ("-(-9223372036854775808)", .overflow),
            ("0u - 1u", .overflow), ("-9223372036854775808 / -1", .overflow),
            ("-9223372036854775808 % -1", .overflow), ("int(1e99)", .overflow),
            ("uint(-1)", .overflow), ("duration('320000000000s')", .overflow),
            ("timestamp('9999-12-31T23:59:59Z') + duration('1s')", .overflow),
            ("int(0.0 / 0.0)", .overflow), ("timestamp(9223372036854775807)", .overflow),
            ("1 / 0", .divisionByZero), ("1u % 0u", .divisionByZero),
            ("facts.absent", .noSuchField), ("{'a': 1}['b']", .noSuchField),
            ("[1][1]", .outOfBounds), ("[1][-1]", .outOfBounds),
            ("{1: 1, 1u: 2}", .duplicateKey), ("int('x')", .conversion),
            ("string(b'\\xff')", .conversion), ("timestamp('2026-02-30T00:00:00Z')", .conversion),
            ("duration('1y')", .conversion), ("bool('yes')", .conversion),
            ("absent", .undeclared), ("absent()", .undeclared), ("severity.trimm()", .undeclared),
            ("'a'.matches('(')", .pattern), ("'a'.matches('(' + '')", .pattern),
            ("facts.found.getHours('Europe/Pari')", .unsupported), ("Message{a: 1}", .unsupported),
            ("[1].exists(1, true)", .syntax), ("has(facts)", .syntax),
            ("[1].exists(i, i, true)", .syntax),
        ] as [(String, ExpressionError.Code)])
    func `ends in an error`(source: String, code: ExpressionError.Code) {
        #expect(failure(of: source)?.code == code)
    }

    @Test func `an error marks the part that failed`() throws {
        let error = try #require(failure(of: "'é' == 'é' && facts.records / 0 > 1"))
        #expect(error.offset == 14)
        #expect(error.length == 17)
        #expect(try #require(failure(of: "1 + facts.absent")).offset == 4)
    }

    @Test func `durations and moments out of range are errors, not traps`() throws {
        let variables: [String: Value] = [
            "long": .duration(Duration(secondsComponent: Int64.max, attosecondsComponent: 0)),
            "late": .timestamp(Timestamp(seconds: Int64.max)),
            "early": .timestamp(Timestamp(seconds: Int64.min)),
        ]
        for source in [
            "long + long", "late + long", "early - long", "late - early", "late.getDate()",
        ] {
            let expression = try Expression(parsing: source)
            #expect(throws: ExpressionError.self) {
                try expression.evaluate(with: variables, costLimit: 100)
            }
        }
    }

    @Test func `a variable with a dotted name goes before the field of a shorter one`() throws {
        let variables: [String: Value] = ["a.b": .int(1), "a": .record([("b", .int(2))])]
        let expression = try Expression(parsing: "a.b")
        #expect(try expression.evaluate(with: variables, costLimit: 9).value == .int(1))
    }

    @Test func `a local variable hides a variable, unless a dot leads`() throws {
        #expect(try evaluated("['x'].map(severity, severity)") == .list([.string("x")]))
        #expect(try evaluated("['x'].map(severity, .severity)") == .list([.string("sev1")]))
    }

    @Test(
        arguments: [
            (
                "facts.records > 1 && steps.stolen.answer == 'yes'",
                [["facts", "records"], ["steps", "stolen", "answer"]]
            ),
            ("steps['stolen'].answer == steps.stolen.answer", [["steps", "stolen", "answer"]]),
            (
                "has(facts.records) || regions.exists(r, r.name == severity)",
                [["facts", "records"], ["regions"], ["severity"]]
            ),
            ("type(facts) == map && facts[severity] == 1", [["facts"], ["severity"]]),
            ("facts.note.startsWith(severity)", [["facts", "note"], ["severity"]]),
            ("[1].all(facts, facts.x > .facts.y)", [["facts", "y"]]),
            ("1 + 1", []),
        ] as [(String, [[String]])])
    func `references are the paths that are read`(source: String, paths: [[String]]) throws {
        #expect(try Expression(parsing: source).references == paths)
    }
}

@Suite struct CostTests {
    @Test func `the limit ends an evaluation, and no operator absorbs that`() throws {
        let list = "[1,2,3,4,5,6,7,8,9,10]"
        let source = "\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, d > 0)))) || true"
        let expression = try Expression(parsing: source)
        #expect(throws: Never.self) { try expression.evaluate(with: [:], costLimit: 100_000) }
        let error = #expect(throws: ExpressionError.self) {
            try expression.evaluate(with: [:], costLimit: 10_000)
        }
        #expect(error?.code == .costLimit)
    }

    @Test(arguments: [
        "[text].map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x).map(x, x + x)",
        "text.replace('a', part)", "text.matches('(a*)*(a*)*b')", "text.matches(part)",
        "text.split('').map(c, part).join()", "'%s%s'.format([text, text]) + text + text",
        "[[1,2,3,4,5,6,7,8,9]].map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x)"
            + ".map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x).map(x, x+x+x+x)",
    ])
    func `work on long texts and lists counts`(source: String) throws {
        let variables: [String: Value] = [
            "text": .string(String(repeating: "a", count: 100_000)),
            "part": .string(String(repeating: "a", count: 500) + "b"),
        ]
        let expression = try Expression(parsing: source)
        let error = #expect(throws: ExpressionError.self) {
            try expression.evaluate(with: variables, costLimit: 20_000)
        }
        #expect(error?.code == .costLimit)
    }

    @Test func `the cost is the same at each evaluation`() throws {
        let source = "severity in ['sev1','sev2'] && regions.exists(r, r == 'eu')"
        let expression = try Expression(parsing: source)
        let first = try expression.evaluate(with: incidentVariables, costLimit: 1_000)
        #expect(first == (try expression.evaluate(with: incidentVariables, costLimit: 1_000)))
        #expect(first.cost == 12)
    }
}
