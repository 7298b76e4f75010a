internal import Chronology
internal import Expressions

/// One input of libFuzzer: a text that somebody calls a condition.
///
/// What must hold for all texts: no trap, positions inside the text, at most the steps that are
/// allowed, and the same answer twice. A condition that is checked without an error is never over
/// the bound of its cost.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExpression(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let source = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let length = source.unicodeScalars.count
    let expression: Expression
    do {
        expression = try Expression(parsing: source)
    } catch {
        precondition(error.offset >= 0 && error.offset <= length, "the error is not in the text")
        return 0
    }
    let errors = expression.check(in: declarations, expecting: nil)
    for error in errors {
        precondition(error.offset >= 0 && error.length >= 0, "\(error) has no place")
        precondition(error.offset + error.length <= length, "\(error) is not in the text")
    }
    let estimate = expression.estimatedCost(in: declarations)
    let limit = 20_000
    switch (evaluate(expression, limit), evaluate(expression, limit)) {
    case (let first?, let second?):
        precondition(first.cost <= limit, "\(first.cost) steps")
        precondition(first.cost == second.cost, "not the same steps twice")
        precondition("\(first.value)" == "\(second.value)", "not the same value twice")
        if errors.isEmpty, let estimate {
            precondition(
                first.cost <= estimate, "\(first.cost) steps, at most \(estimate) expected")
        }
    case (nil, nil): break
    default: preconditionFailure("an answer once, and once none")
    }
    _ = expression.references
    return 0
}

private func evaluate(_ expression: Expression, _ limit: Int) -> Evaluation? {
    try? expression.evaluate(with: variables, costLimit: limit)
}

private let declarations = Declarations([
    ("severity", .string), ("hosts", .list(.string)), ("now", .timestamp), ("open", .bool),
    ("facts", .record(fields: [("records", .int), ("note", .string), ("share", .double)])),
    ("roles", .map(.string, .string)), ("anything", .dyn),
])

private let variables: [String: Value] = [
    "severity": .string("sev1"), "hosts": .list([.string("db1"), .string("Büro-2"), .string("")]),
    "now": .timestamp(Timestamp(seconds: 1_795_000_000)),
    "open": .bool(true),
    "facts": .record([
        ("records", .int(Int64.min)), ("note", .string("a🐱é\u{301}")), ("share", .double(-0.0)),
    ]),
    "roles": .record([("lead", .string("dana"))]),
    "anything": .list([.int(1), .string("a"), .null]),
]
