internal import Chronology
internal import Expressions
internal import Incidents
internal import Runbooks

/// Values that stand for all values of a fact: guards cannot tell the others from these.
enum Cells {
    /// At least one value; for numbers each constant of the guards and its neighbours.
    static func values(of type: FactType, comparedWith constants: [Value]) -> [FactValue] {
        switch type {
        case .bool: [.bool(true), .bool(false)]
        case .choice(let options): options.map { .string($0.key) }
        case .int: integers(constants).map { .int($0) }
        case .double: numbers(constants).map { .double($0) }
        case .time: times(constants).map { .string($0) }
        case .duration: durations(constants).map { .string($0) }
        case .list(let element): lists(of: element, constants)
        case .ip: texts(constants) + [.string("192.0.2.1")]
        case .cidr: texts(constants) + [.string("192.0.2.0/24")]
        case .url: texts(constants) + [.string("https://example.org/")]
        case .email: texts(constants) + [.string("someone@example.org")]
        case .hash: texts(constants) + [.string(String(repeating: "0", count: 64))]
        case .string, .text, .host, .person, .asset: texts(constants) + [.string("something-else")]
        }
    }

    private static func integers(_ constants: [Value]) -> [Int64] {
        let written = constants.compactMap { value -> Int64? in
            switch value {
            case .int(let number): number
            case .double(let number): Int64(exactly: number.rounded(.down))
            default: nil
            }
        }
        let around = written.flatMap { number in
            [
                number.subtractingReportingOverflow(1), (number, false),
                number.addingReportingOverflow(1),
            ]
            .filter { !$0.overflow }.map(\.partialValue)
        }
        return Set(around.isEmpty ? [0] : around).sorted()
    }

    private static func numbers(_ constants: [Value]) -> [Double] {
        let written = constants.compactMap { value -> Double? in
            switch value {
            case .int(let number): Double(number)
            case .double(let number): number.isFinite ? number : nil
            default: nil
            }
        }
        let around = written.flatMap { [$0.nextDown, $0, $0.nextUp] }
        return Set(around.isEmpty ? [0] : around).sorted()
    }

    private static func texts(_ constants: [Value]) -> [FactValue] {
        var seen: Set<String> = []
        return constants.compactMap { value in
            guard case .string(let text) = value, !text.isEmpty, seen.insert(text).inserted
            else { return nil }
            return .string(text)
        }
    }

    private static func times(_ constants: [Value]) -> [String] {
        let written = constants.compactMap { value -> Timestamp? in
            switch value {
            case .timestamp(let moment): moment
            case .string(let text): Timestamp(rfc3339: text)
            default: nil
            }
        }
        let around = written.flatMap {
            [$0.advanced(by: .seconds(-1)), $0, $0.advanced(by: .seconds(1))]
        }
        return (around.isEmpty ? [World.beginning] : around).map(\.rfc3339)
    }

    private static func durations(_ constants: [Value]) -> [String] {
        let written = constants.compactMap { value -> Duration? in
            switch value {
            case .duration(let length): length
            case .string(let text): Duration(iso8601: text) ?? Cells.seconds(text)
            default: nil
            }
        }
        let around = written.flatMap { [$0 - .seconds(1), $0, $0 + .seconds(1)] }
        return (around.isEmpty ? [.zero] : around).map(\.iso8601)
    }

    /// CEL writes durations as `90s`, `1.5h` and so on.
    private static func seconds(_ text: String) -> Duration? {
        guard
            let value = try? Expression(parsing: "duration('\(text)')").evaluate(
                with: [:], costLimit: 100
            ).value,
            case .duration(let length) = value
        else { return nil }
        return length
    }

    /// The empty list, each value alone, two values, and one more than any number that the guards name.
    private static func lists(of element: FactType, _ constants: [Value]) -> [FactValue] {
        let values = Cells.values(of: element, comparedWith: constants)
        var result: [FactValue] = [.list([])] + values.map { .list([$0]) }
        if values.count > 1 { result.append(.list(Array(values.prefix(2)))) }
        let sizes = integers(constants.filter { if case .int = $0 { true } else { false } })
        for size in sizes where (2...50).contains(size) {
            if let last = values.last {
                result.append(.list(Array(repeating: last, count: Int(size))))
            }
        }
        return result
    }
}
