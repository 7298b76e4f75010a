import Chronology

/// Arithmetic on numbers, moments and lengths of time; a result out of range is an error.
enum Arithmetic {
    static func apply(
        _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(Fault) -> Value {
        switch (left, right) {
        case (.int(let left), .int(let right)):
            return .int(try integer(operation, left, right))
        case (.uint(let left), .uint(let right)):
            return .uint(try integer(operation, left, right))
        case (.double(let first), .double(let second)):
            guard let result = double(operation, first, second) else {
                throw Fault.binary(operation, left, right)
            }
            return .double(result)
        default: return try time(operation, left, right)
        }
    }

    private static func integer<Number: FixedWidthInteger>(
        _ operation: BinaryOperator, _ left: Number, _ right: Number
    ) throws(Fault) -> Number {
        let (result, overflow): (Number, Bool)
        switch operation {
        case .add: (result, overflow) = left.addingReportingOverflow(right)
        case .subtract: (result, overflow) = left.subtractingReportingOverflow(right)
        case .multiply: (result, overflow) = left.multipliedReportingOverflow(by: right)
        default:
            guard right != 0 else { throw Fault(.divisionByZero, "\(left) is divided by zero") }
            (result, overflow) =
                operation == .divide
                ? left.dividedReportingOverflow(by: right)
                : left.remainderReportingOverflow(dividingBy: right)
        }
        guard !overflow else {
            let type = Number.isSigned ? "an int" : "a uint"
            throw Fault(
                .overflow, "\(left) \(operation.rawValue) \(right) does not fit \(type)")
        }
        return result
    }

    private static func double(
        _ operation: BinaryOperator, _ left: Double, _ right: Double
    ) -> Double? {
        switch operation {
        case .add: left + right
        case .subtract: left - right
        case .multiply: left * right
        case .divide: left / right
        default: nil
        }
    }

    private static func time(
        _ operation: BinaryOperator, _ left: Value, _ right: Value
    ) throws(Fault) -> Value {
        switch (left, operation, right) {
        case (.timestamp(let moment), .add, .duration(let length)),
            (.duration(let length), .add, .timestamp(let moment)):
            return try TimeRange.moved(moment, by: length)
        case (.timestamp(let moment), .subtract, .duration(let length)):
            return try TimeRange.moved(moment, by: .zero - TimeRange.checked(length))
        case (.timestamp(let later), .subtract, .timestamp(let earlier)):
            let later = try TimeRange.checked(later)
            return .duration(later.elapsed(since: try TimeRange.checked(earlier)))
        case (.duration(let left), .add, .duration(let right)):
            let left = try TimeRange.checked(left)
            return .duration(try TimeRange.checked(left + TimeRange.checked(right)))
        case (.duration(let left), .subtract, .duration(let right)):
            let left = try TimeRange.checked(left)
            return .duration(try TimeRange.checked(left - TimeRange.checked(right)))
        default: throw Fault.binary(operation, left, right)
        }
    }
}

/// The ranges of moments and lengths of time, from the Protocol Buffers types that CEL refers to.
enum TimeRange {
    /// From 0001-01-01T00:00:00Z to the end of the year 9999, in seconds.
    private static let moments: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
    /// About 10,000 years, in seconds.
    private static let lengths: ClosedRange<Duration> =
        .seconds(-315_576_000_000)...(.seconds(315_576_000_000))

    static func checked(_ moment: Timestamp) throws(Fault) -> Timestamp {
        guard moments.contains(moment.seconds) else {
            throw Fault(.overflow, "the moment is not in the years 1 to 9999")
        }
        return moment
    }

    static func checked(_ length: Duration) throws(Fault) -> Duration {
        guard lengths.contains(length) else {
            throw Fault(.overflow, "the duration is longer than 315,576,000,000 s")
        }
        return length
    }

    static func moved(_ moment: Timestamp, by length: Duration) throws(Fault) -> Value {
        // The operands are checked first, because sums far out of range would trap.
        let moment = try checked(moment)
        return .timestamp(try checked(moment.advanced(by: try checked(length))))
    }
}
