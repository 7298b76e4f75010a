/// The functions that an expression can call.
enum Function: String, Sendable, CaseIterable {
    case size
    case contains
    case startsWith
    case endsWith
    case matches
    case bool
    case int
    case uint
    case double
    case string
    case bytes
    case timestamp
    case duration
    case dyn
    case type
    case getFullYear
    case getMonth
    case getDayOfMonth
    case getDate
    case getDayOfWeek
    case getDayOfYear
    case getHours
    case getMinutes
    case getSeconds
    case getMilliseconds
}

extension Function {
    /// How a function is called.
    enum Style {
        /// `f(x)`
        case global
        /// `x.f()`
        case method
        /// Both.
        case either
    }

    var style: Style {
        switch self {
        case .size, .matches: .either
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .dyn, .type:
            .global
        default: .method
        }
    }

    /// How many operands it takes, the receiver included.
    var operands: ClosedRange<Int> {
        switch self {
        case .contains, .startsWith, .endsWith, .matches: 2...2
        case .getFullYear, .getMonth, .getDayOfMonth, .getDate, .getDayOfWeek, .getDayOfYear,
            .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            1...2
        default: 1...1
        }
    }

    /// Finds the function of a call, or says why there is none.
    static func resolve(
        _ name: String, hasReceiver: Bool, operands: Int
    ) -> Result<Function, Fault> {
        guard let function = Function(rawValue: name) else {
            let macros = ["all", "exists", "exists_one", "existsOne", "map", "filter"]
            let known =
                hasReceiver
                ? allCases.filter { $0.style != .global }.map(\.rawValue) + macros
                : allCases.filter { $0.style != .method }.map(\.rawValue) + ["has"]
            if known.contains(name) {
                return .failure(Fault(.type, "'\(name)' has other arguments"))
            }
            return .failure(
                Fault(
                    .undeclared, "there is no function '\(name)'",
                    suggestion: suggest(name, among: known)))
        }
        if function.style == (hasReceiver ? .global : .method) {
            let form = hasReceiver ? "\(name)(x)" : "x.\(name)()"
            return .failure(Fault(.undeclared, "'\(name)' is called as \(form)", suggestion: form))
        }
        guard function.operands.contains(operands) else {
            let extra = hasReceiver ? 1 : 0
            let (low, high) = (function.operands.lowerBound - extra, function.operands.upperBound)
            let count = low == high - extra ? "\(low)" : "\(low) or \(high - extra)"
            return .failure(Fault(.type, "'\(name)' takes \(count) arguments"))
        }
        return .success(function)
    }
}
