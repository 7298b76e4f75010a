import Testing

@testable import Expressions

@Suite struct EstimateTests {
    private static let declarations = Declarations([
        ("severity", .string), ("regions", .list(.string)), ("hosts", .list(.string)),
        ("anything", .dyn), ("facts", .record(fields: [("records", .int), ("note", .string)])),
        ("labels", .map(.string, .string)),
    ])

    private func errors(in source: String, limit: Int = Limits.cost) throws -> [ExpressionError] {
        try Expression(parsing: source).check(
            in: Self.declarations, expecting: nil, costLimit: limit)
    }

    @Test(arguments: [
        "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')",
        "regions.exists(r, hosts.exists(h, h == r))", "labels.all(k, labels[k] != severity)",
        "facts.note.matches('^[a-z]+(x|y){2,3}$') && facts.note.contains(severity)",
        "regions.map(r, r + '!').join(', ').size() < 2000", "anything.a.b == 'x'",
        "cidr('10.0.0.0/8').containsIP(facts.note)", "'%s: %d'.format([severity, facts.records])",
    ])
    func `a sensible guard is within the limit`(source: String) throws {
        #expect(try errors(in: source) == [])
    }

    @Test(
        arguments: [
            ("true || regions.all(a, regions.all(b, hosts.all(c, a + b == c)))", 31, 3),
            ("facts.note.matches(severity)", 11, 7), ("anything == anything", 0, 20),
            ("regions.map(a, regions.map(b, a + b)).map(l, l.join()).join() == ''", 8, 3),
            ("facts.note.replace('', facts.note).size() > 1 && regions.all(r, true)", 35, 4),
            ("'%s'.format([anything]) == ''", 5, 6),
        ] as [(String, Int, Int)])
    func `an expression that can take too long is refused at its place`(
        source: String, offset: Int, length: Int
    ) throws {
        let errors = try errors(in: source)
        #expect(errors.map(\.code) == [.costLimit])
        #expect(errors.first?.offset == offset)
        #expect(errors.first?.message.contains("100000") == true)
    }

    @Test func `the limit and the sizes can be set`() throws {
        let source = "regions.exists(r, r == 'eu')"
        let expression = try Expression(parsing: source)
        #expect(try errors(in: source, limit: 100).map(\.code) == [.costLimit])
        let few = SizeBounds(octets: 16, elements: 3)
        let many = SizeBounds(octets: 16, elements: 1_000)
        let bounds = [few, many].map { expression.estimatedCost(in: Self.declarations, sizes: $0) }
        #expect(bounds == [14, 4_002])
        #expect(try Expression(parsing: "1 + 1").estimatedCost(in: Self.declarations) == 3)
        #expect(
            try Expression(parsing: "[anything] == [anything]").estimatedCost(
                in: Self.declarations) == nil)
    }

    @Test func `the work is looked at when nothing else is wrong`() throws {
        #expect(
            try errors(in: "nothing == anything && anything == anything").map(\.code)
                == [.undeclared])
    }
}

@Suite struct RandomExpressionTests {
    /// The runner prints the seed of each case before it starts, so that even a trap leaves a trace.
    private static let seeds: [UInt64] = [1, 2, 3, UInt64.random(in: 0...UInt64.max)]

    private typealias Builder = RandomExpression<SplitMix>

    /// What an evaluation came to.
    private func outcome(
        _ expression: Expression, _ variables: [String: Value]
    ) -> Result<Evaluation, ExpressionError> {
        do throws(ExpressionError) {
            return .success(try expression.evaluate(with: variables, costLimit: 2_000_000))
        } catch {
            return .failure(error)
        }
    }

    @Test(arguments: seeds)
    func `random well-typed expressions keep to their estimate and give one result`(
        seed: UInt64
    ) throws {
        var builder = Builder(SplitMix(state: seed))
        let bounds = SizeBounds(octets: 40, elements: 9)
        var (evaluated, bounded) = (0, 0)
        let rounds = fuzzRounds ?? 400
        for round in 0..<rounds {
            let kind = Builder.Kind.allCases[round % Builder.Kind.allCases.count]
            let source = builder.expression(kind)
            guard let expression = try? Expression(parsing: source) else {
                #expect(source.utf8.count > Limits.sourceBytes || source.count > 300, "\(source)")
                continue
            }
            let errors = expression.typeErrors(in: Builder.declarations)
            #expect(errors == [], "\(source)")
            let estimate = expression.estimatedCost(in: Builder.declarations, sizes: bounds)
            let variables = builder.variables(within: bounds)
            let first = outcome(expression, variables)
            #expect(first == outcome(expression, variables), "seed \(seed): \(source)")
            switch first {
            case .success(let evaluation):
                evaluated += 1
                guard let estimate else { continue }
                bounded += 1
                #expect(
                    evaluation.cost <= estimate, "seed \(seed): \(source) with \(variables)")
            case .failure(let error):
                // Well typed means that only values can be wrong; a template of 'format' is a value.
                let isTyped = error.code != .type || error.message.contains("'format'")
                #expect(isTyped && error.code != .undeclared, "\(source): \(error)")
                if error.code == .costLimit { #expect(estimate ?? Int.max > 2_000_000) }
            }
        }
        #expect(evaluated > rounds / 2 && bounded > rounds / 2)
    }
}
