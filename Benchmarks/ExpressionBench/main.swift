import Expressions

// How long it takes to compile, check and evaluate a guard.
//
// usage: ExpressionBench [ROUNDS]   prints: compile, compile and check, evaluate (microseconds each)

let source = "severity in ['sev1','sev2'] && facts.records > 500 && regions.exists(r, r == 'eu')"
let declarations = Declarations([
    ("severity", .string), ("facts", .record(fields: [("records", .int)])),
    ("regions", .list(.string)),
])
let variables: [String: Value] = [
    "severity": .string("sev1"), "facts": .record([("records", .int(1_200))]),
    "regions": .list([.string("us"), .string("eu")]),
]

/// Microseconds for each of `count` calls, the least of seven rounds.
func least(_ count: Int, _ body: () throws -> Bool) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<7 {
        var hits = 0
        let spent = try clock.measure {
            for _ in 0..<count where try body() { hits += 1 }
        }
        precondition(hits == count, "the guard has to hold")
        let (seconds, attoseconds) = spent.components
        best = min(best, (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(count))
    }
    return best
}

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000
let expression = try Expression(parsing: source)
let compile = try least(rounds / 10) { try Expression(parsing: source).source == source }
let check = try least(rounds / 10) {
    try Expression(parsing: source).check(in: declarations, expecting: .bool).isEmpty
}
let evaluate = try least(rounds) {
    try expression.evaluate(with: variables).value == .bool(true)
}
print(compile, check, evaluate)
