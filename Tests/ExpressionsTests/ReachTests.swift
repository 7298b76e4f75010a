import Testing

@testable import Expressions

/// An expression reads the declared variables and nothing else.
@Suite struct ReachTests {
    private static let declarations = Declarations([
        ("severity", .string), ("facts", .record(fields: [("records", .int)])),
    ])

    /// Names under which other languages, and people, look for what is secret.
    private static let names = [
        "env", "ENV", "$ENV", "environ", "process", "os", "getenv", "secrets", "secret", "vault",
        "config", "settings", "token", "password", "credentials", "self", "this", "global", "root",
        "input", "debug", "file", "http", "exec", "system", "import", "now", "random", "uuid",
        "__proto__", "cel", "math", "ip", "muster", "MUSTER_USER", "PATH", "HOME",
    ]

    @Test(arguments: names)
    func `no name reaches the environment`(name: String) throws {
        for source in [
            name, "\(name).TOKEN", "\(name)['TOKEN']", "\(name)()", "\(name)('TOKEN')",
            "facts.\(name)", "facts['\(name)']", "severity.\(name)('TOKEN')", ".\(name)",
        ] {
            guard let expression = try? Expression(parsing: source) else { continue }
            #expect(
                !expression.check(in: Self.declarations, expecting: nil).isEmpty, "\(source)")
            #expect(throws: ExpressionError.self, "\(source)") {
                try expression.evaluate(with: incidentVariables)
            }
        }
    }

    @Test func `a fact that is bound but not declared is refused before the run`() throws {
        for source in ["token == 'x'", "facts.token == 'x'", "has(facts.token)", "facts.?token"] {
            let errors = try Expression(parsing: source).check(
                in: Self.declarations, expecting: nil)
            #expect(errors.count == 1, "\(source)")
        }
    }

    @Test func `every function is computed from its operands alone`() throws {
        // Whatever a function gives, it gives again; nothing reads a clock, a file or chance.
        for function in Function.allCases {
            for overload in function.overloads {
                let operands = overload.operands.map { Self.sample(of: $0) }
                let isMethod = overload.style != .global
                let arguments = (isMethod ? Array(operands.dropFirst()) : operands)
                    .joined(separator: ", ")
                let receiver = isMethod ? "\(operands[0])." : ""
                let source = "\(receiver)\(function.rawValue)(\(arguments))"
                let expression = try Expression(parsing: source)
                let first = try? expression.evaluate(with: [:])
                let second = try? expression.evaluate(with: [:])
                #expect(first == second, "\(source)")
                #expect(expression.references == [], "\(source)")
            }
        }
    }

    /// A literal of a type.
    private static func sample(of type: ValueType) -> String {
        switch type {
        case .bool: "true"
        case .int: "1"
        case .uint: "2u"
        case .double: "1.5"
        case .string: "'10.0.0.1'"
        case .bytes: "b'abc'"
        case .timestamp: "timestamp(0)"
        case .duration: "duration('90s')"
        case .list: "['a', 'b']"
        case .map: "{'a': 1}"
        case .ip: "ip('10.0.0.1')"
        case .cidr: "cidr('10.0.0.0/8')"
        case .optional: "optional.of(1)"
        default: "1"
        }
    }

    @Test func `an error shows no value of a text variable`() throws {
        let variables: [String: Value] = [
            "secret": .string("hunter2"), "list": .list([.string("hunter2")]),
            "map": .record([("hunter2", .string("hunter2"))]),
        ]
        for source in [
            "int(secret)", "duration(secret)", "timestamp(secret)", "ip(secret)", "cidr(secret)",
            "base64.decode(secret + '!')", "secret + 1", "secret.x", "secret[0]", "list[5]",
            "map.x",
            "secret.charAt(99)", "secret.matches('(' + secret)", "list.join(1)", "!secret",
            "'%d'.format([secret])", "secret.substring(5, 2)", "double(secret)", "bool(secret)",
            "-secret", "list.map(x, x.y)", "secret < 1", "size(secret) / 0", "secret.format([])[0]",
            "timestamp(0).getHours(secret)", "{secret: 1, secret: 2}", "map[secret + 'x']",
        ] {
            let expression = try Expression(parsing: source)
            let error = #expect(throws: ExpressionError.self, "\(source)") {
                try expression.evaluate(with: variables)
            }
            #expect(
                error?.message.contains("hunter2") == false, "\(source): \(error?.message ?? "")")
        }
    }
}
