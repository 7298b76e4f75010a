import Testing

@testable import Expressions

@Suite struct CheckerTests {
    private static let declarations = Declarations([
        ("severity", .string), ("regions", .list(.string)), ("anything", .dyn),
        (
            "facts",
            .record(fields: [
                ("records", .int), ("ratio", .double), ("found", .timestamp), ("note", .string),
                ("kinds", .list(.string)), ("free", .dyn),
            ])
        ),
        ("steps", .record(fields: [("stolen", .record(fields: [("answer", .string)]))])),
        ("labels", .map(.string, .string)), ("counts", .map(.int, .int)),
    ])

    private static let named = Declarations([
        ("facts", .record(fields: [("hosts", .int), ("open", .bool)], member: "fact")),
        (
            "incident",
            .record(fields: [("severity", .string), ("title", .string)], noun: "incident")
        ),
        (
            "steps",
            .record(
                fields: ["cut-off", "look", "judge"].map {
                    (
                        $0,
                        .record(fields: [("state", .string), ("answer", .string)], noun: "step")
                    )
                }, member: "step")
        ),
    ])

    @Test(arguments: [
        ("steps.look.foo == 'x'", "a step has no field 'foo', only state and answer", nil),
        ("steps.look.answr == 'x'", "a step has no field 'answr'", "answer"),
        ("steps.other.state == 'x'", "there is no step 'other', only cut-off, look and judge", nil),
        ("steps.lok.state == 'x'", "there is no step 'lok'", "look"),
        ("steps['cutoff'].state == 'x'", "there is no step 'cutoff'", "cut-off"),
        ("facts.judge == 'x'", "there is no fact 'judge'; a step has this name: steps.judge", nil),
        (
            "facts['cut-off'] == 'x'",
            "there is no fact 'cut-off'; a step has this name: steps['cut-off']", nil
        ),
        (
            "steps.hosts.state == ''",
            "there is no step 'hosts'; a fact has this name: facts.hosts", nil
        ),
        ("incident.sev == 'x'", "an incident has no field 'sev'", "severity"),
        ("incident.kind == 'x'", "an incident has no field 'kind', only severity and title", nil),
        (
            "steps.look == 'x'", "'==' does not take step and string: a step has state and answer",
            nil
        ),
    ])
    func `what is missing is called what it is`(
        source: String, message: String, suggestion: String?
    ) throws {
        let errors = try Expression(parsing: source).check(in: Self.named, expecting: .bool)
        #expect(errors.map(\.message) == [message])
        #expect(errors.first?.suggestion == suggestion)
    }

    private func errors(
        in source: String, expecting: ValueType? = .bool
    ) throws -> [ExpressionError] {
        try Expression(parsing: source).check(in: Self.declarations, expecting: expecting)
    }

    @Test(arguments: [
        "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')",
        "facts.ratio > 1 && facts.records < 2.5 && facts.free > 'a'",
        "steps.stolen.answer == 'yes' || steps['stolen']['answer'] == 'no'",
        "anything.a.b[0].c == 2", "anything", "anything + 1 == 2", "!anything",
        "labels.team == 'x' && labels['team'].startsWith('y') && 'a' in labels",
        "counts[1] > 0 && counts.all(k, v, k < v)", "facts.all(name, name != 'x')",
        "has(facts.records) && has(labels.x) && has(anything.y)",
        "facts.found + duration('1h') > timestamp('2026-01-01T00:00:00Z')",
        "facts.found - facts.found < duration('1h') && facts.found.getHours() < 5",
        "facts.note == null || null != facts.records", "[1, 'a'][0] == 2",
        "type(facts.records) == int && string(facts.records) == '1'",
        "facts.kinds.map(k, size(k)).exists(n, n > 3)", "[] == [1] && {} == {'a': 1}",
        "(true ? 1 : 'a') == 1 && dyn(1) == 'a'", "facts.note.matches('^a+$')",
        "facts.?note.orValue('').size() > 1", "labels[?'a'].hasValue()",
        "optional.of(facts.records).optMap(n, n + 1).value() > 2", "[?labels.?a] == ['x']",
        "cel.bind(n, facts.records, n > 1 && n < 5)", "{?'a': labels.?a} == labels",
        "cidr('10.0.0.0/8').containsIP(facts.note) && ip(facts.note).family() == 4",
        "math.greatest(facts.records, 2) == 3", "facts.kinds.join(', ').split(',').size() == 2",
        "facts.found.getHours('Europe/Paris') < 7 && '%s'.format([facts.records]) != ''",
        "facts == labels", "[1, 2].map(x, x * 2) == [2.0]", "size(facts) > 1",
    ])
    func `a sound guard has no errors`(source: String) throws {
        #expect(try errors(in: source) == [])
    }

    @Test(
        arguments: [
            ("severty == 'a'", .undeclared, 0, "severity"),
            ("facts.record > 1", .noSuchField, 6, "records"),
            ("facts['record'] > 1", .noSuchField, 6, "records"),
            ("has(facts.ration)", .noSuchField, 10, "ratio"),
            ("steps.stollen.answer == ''", .noSuchField, 6, "stolen"),
            ("unrelated == 1", .undeclared, 0, nil),
            ("records > 1", .undeclared, 0, "facts.records"),
            ("facts.records == 'many'", .type, 0, nil), ("severity > 1", .type, 0, nil),
            ("severity && true", .type, 0, nil), ("!severity", .type, 1, nil),
            ("severity in facts.records", .type, 0, nil), ("1 in regions", .type, 0, nil),
            ("facts.records", .type, 0, nil), ("facts.records + 'a' == 1", .type, 0, nil),
            ("-severity == 1", .type, 0, nil), ("regions['a'] == ''", .type, 8, nil),
            ("regions.exists(r, r > 1)", .type, 18, nil), ("regions.exists(r, r)", .type, 18, nil),
            ("severity.exists(r, true)", .type, 0, nil), ("regions.x == 1", .type, 8, nil),
            ("severity.startWith('a')", .undeclared, 9, "startsWith"),
            ("sise(severity) == 1", .undeclared, 0, "size"),
            ("startsWith(severity)", .undeclared, 0, "x.startsWith()"),
            ("severity.startsWith('a', 'b')", .type, 9, nil),
            ("severity.startsWith(1)", .type, 20, nil), ("regions.exists(r)", .type, 8, nil),
            ("severity.matches('(')", .pattern, 17, nil), ("Message{}.x", .unsupported, 0, nil),
            ("facts.note.getHours() == 1", .type, 0, nil), ("bool(facts.records)", .type, 5, nil),
            ("size(facts.records) == 1", .type, 5, nil), ("{1.5: 1} == {}", .type, 1, nil),
            ("facts.found < 5", .type, 0, nil), ("(1 ? true : true)", .type, 1, nil),
            ("facts.ratio % 2.0 == 1.0", .type, 0, nil), ("regions < regions", .type, 0, nil),
            ("counts.x == 1", .type, 7, nil), ("counts['a'] == 1", .type, 7, nil),
            ("duration(true) == duration('1s')", .type, 9, nil),
            ("facts.found + facts.found == facts.found", .type, 0, nil),
            ("facts.?recods.hasValue()", .noSuchField, 7, "records"),
            ("has(facts.?recods)", .noSuchField, 11, "records"), ("has(severity)", .syntax, 4, nil),
            ("has(severity.x)", .type, 13, nil), ("facts.?note == 'a'", .type, 0, nil),
            ("facts.note.hasValue()", .type, 0, nil), ("[?facts.note] == []", .type, 2, nil),
            ("facts.?records.orValue(0) == 'a'", .type, 0, nil),
            ("math.greatest('a', 1) == 1", .type, 14, nil),
            ("math.greatest() == 1", .type, 5, nil),
            ("math.great(1, 2) == 1", .undeclared, 5, "math.greatest"),
            ("math.greates(1, 2) == 1", .undeclared, 5, "math.greatest"),
            ("strings.qoute('a') == ''", .undeclared, 8, "strings.quote"),
            ("ip('10.0.0.256').family() == 4", .conversion, 3, nil),
            ("cidr('10.0.0.0/33').masked() == cidr('10.0.0.0/8')", .conversion, 5, nil),
            ("cidr('10.0.0.0/8').containsIP('10.0.0') ", .conversion, 30, nil),
            ("cidr('10.0.0.0/8').containsIP(10)", .type, 30, nil),
            ("facts.found > timestamp('yesterday')", .conversion, 24, nil),
            ("facts.found - facts.found > duration('1 day')", .conversion, 37, nil),
            ("int('many') == 1", .conversion, 4, nil),
            ("facts.records / 0 == 1", .divisionByZero, 16, nil),
            ("{'a': 1, 'b': 2, 'a': 3} == {}", .duplicateKey, 17, nil),
            ("facts.kinds.join(1) == ''", .type, 17, nil),
            ("facts.records.join() == ''", .type, 0, nil),
            ("'a'.substring('b') == ''", .type, 14, nil), ("'a'.charAt() == ''", .type, 4, nil),
            ("severity.exist(r, true)", .undeclared, 9, "exists"),
            ("facts.found.getHours('Europe/Pariss') == 1", .unsupported, 21, "Europe/Paris"),
            ("facts.found.getHours('Mittelerde') == 1", .unsupported, 21, "+02:00"),
            ("duration('P1D') == duration('90s')", .conversion, 9, "24h"),
            ("duration('1h30m') > duration('2d')", .conversion, 29, "48h"),
            ("duration('PT90S') > duration('1h')", .conversion, 9, "90s"),
            ("cel.bind(1, 2, true)", .syntax, 9, nil), ("cel.index(0) == 1", .undeclared, 4, nil),
            ("steps.stolen.answer == 1", .type, 0, nil),
            ("isIP(cidr('10.0.0.0/8'))", .type, 5, nil),
            ("duration('1h') == 3600", .type, 0, nil), ("regions == severity", .type, 0, nil),
            ("facts.free ? 1 : 2", .type, 0, nil), ("ip(facts.note) == facts.note", .type, 0, nil),
        ] as [(String, ExpressionError.Code, Int, String?)])
    func `an unsound guard has one error at its place`(
        source: String, code: ExpressionError.Code, offset: Int, suggestion: String?
    ) throws {
        let errors = try errors(in: source)
        #expect(errors.map(\.code) == [code])
        #expect(errors.first?.offset == offset)
        #expect(errors.first?.suggestion == suggestion)
    }

    @Test func `all errors are reported in the order of the source`() throws {
        let errors = try errors(in: "severty == 1 && facts.recods > 'a' && regins.exists(r, r)")
        #expect(errors.map(\.offset) == [0, 22, 38])
    }

    @Test func `the expected type is optional, and dyn fits everything`() throws {
        #expect(try errors(in: "1 + 1", expecting: nil) == [])
        #expect(try errors(in: "1 + 1", expecting: .int) == [])
        #expect(try errors(in: "anything", expecting: .list(.string)) == [])
        #expect(try errors(in: "[anything]", expecting: .list(.string)) == [])
        #expect(try errors(in: "[1]", expecting: .list(.string)).map(\.code) == [.type])
    }

    @Test(
        arguments: [
            ("[[], [1]]", .list(.list(.int))),
            ("[[[]], [], [['a']]]", .list(.list(.list(.string)))),
            ("[{}, {'a': 1}]", .list(.map(.string, .int))), ("[]", .list(.dyn)),
            ("{}", .map(.dyn, .dyn)),
            ("[1, 'a']", .list(.dyn)), ("[] + regions", .list(.string)),
            ("[].map(x, x)[0].y", .dyn),
            ("regions.map(r, {r: size(r)})", .list(.map(.string, .int))), ("[1u, 2u][0]", .uint),
            ("true ? facts.records : 2", .int), ("type(1)", .type), ("null", .null),
            ("regions.transformMap(i, r, r)", .map(.int, .string)), ("b'a'", .bytes),
            ("facts.?note", .optional(.string)), ("facts.?note.orValue('x')", .string),
            ("optional.none()", .optional(.dyn)),
            ("labels[?'a'].optMap(x, size(x))", .optional(.int)),
            ("optional.of(1).or(optional.none())", .optional(.int)),
            ("math.greatest([1, 2])", .int),
            ("math.least(1, 2.0)", .dyn), ("'a,b'.split(',')", .list(.string)),
            ("cidr('10.0.0.0/8').masked().ip()", .ip), ("cel.bind(x, [1], x + x)", .list(.int)),
            ("facts.found - duration('1s')", .timestamp), ("facts.found - facts.found", .duration),
        ] as [(String, ValueType)])
    func `the type of the result is deduced`(source: String, type: ValueType) throws {
        #expect(try Expression(parsing: source).type(in: Self.declarations) == type)
    }

    @Test func `types do not grow with every loop`() throws {
        let source = "[[1]]" + String(repeating: ".map(x, {x: x})", count: 40)
        #expect(try errors(in: source, expecting: nil).count == 40)
    }

    @Test func `many keys that are maps are checked in passing`() throws {
        let source = String(repeating: "{", count: 40) + "1" + String(repeating: ":1}", count: 40)
        #expect(try errors(in: source, expecting: nil).count == 39)
    }
}
