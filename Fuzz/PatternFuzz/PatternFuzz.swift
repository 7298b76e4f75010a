internal import Expressions

/// One input of libFuzzer: a text, a line feed, and a regular expression.
///
/// What must hold for all of them: no trap, the same answer twice, at most the steps that are
/// allowed, and an anchored pattern never matches where the free one does not.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPattern(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = UnsafeBufferPointer(start: start, count: count)
    let split = input.firstIndex(of: 10) ?? 0
    let text = String(decoding: input[..<split], as: UTF8.self)
    let pattern = String(decoding: input[split...].dropFirst(), as: UTF8.self)
    let free = matches(text, pattern)
    precondition(free == matches(text, pattern), "not the same answer twice")
    if let free, !free, let anchored = matches(text, "^(?:" + pattern + ")$") {
        precondition(!anchored, "the whole text matches, and no part of it")
    }
    return 0
}

private let call: Expression? = try? Expression(parsing: "text.matches(pattern)")

private func matches(_ text: String, _ pattern: String) -> Bool? {
    let limit = 100_000
    let bindings: [String: Value] = ["text": .string(text), "pattern": .string(pattern)]
    guard let result = try? call?.evaluate(with: bindings, costLimit: limit) else { return nil }
    precondition(result.cost <= limit, "\(result.cost) steps")
    return result.value == .bool(true)
}
