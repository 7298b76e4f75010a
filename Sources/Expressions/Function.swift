/// The functions that an expression can call, by the name that a call uses.
enum Function: String, Sendable, CaseIterable {
    case size, contains, startsWith, endsWith, matches
    case bool, int, uint, double, string, bytes, timestamp, duration, dyn, type
    case getFullYear, getMonth, getDayOfMonth, getDate, getDayOfWeek, getDayOfYear
    case getHours, getMinutes, getSeconds, getMilliseconds
    // The extension "strings".
    case charAt, indexOf, lastIndexOf, lowerAscii, upperAscii, replace, split, substring, trim
    case join, reverse, format
    case quote = "strings.quote"
    // The extension "math".
    case greatest = "math.greatest"
    case least = "math.least"
    case ceil = "math.ceil"
    case floor = "math.floor"
    case round = "math.round"
    case trunc = "math.trunc"
    case abs = "math.abs"
    case sign = "math.sign"
    case sqrt = "math.sqrt"
    case isNaN = "math.isNaN"
    case isInf = "math.isInf"
    case isFinite = "math.isFinite"
    case bitAnd = "math.bitAnd"
    case bitOr = "math.bitOr"
    case bitXor = "math.bitXor"
    case bitNot = "math.bitNot"
    case bitShiftLeft = "math.bitShiftLeft"
    case bitShiftRight = "math.bitShiftRight"
    // The extension "network".
    case ip, cidr, isIP, isCIDR
    case isCanonical = "ip.isCanonical"
    case family, isUnspecified, isLoopback, isLinkLocalMulticast, isLinkLocalUnicast
    case isGlobalUnicast, containsIP, containsCIDR, masked, prefixLength
    // The extension "encoders".
    case encode = "base64.encode"
    case decode = "base64.decode"
    // The extension "optional".
    case optionalOf = "optional.of"
    case optionalOfNonZeroValue = "optional.ofNonZeroValue"
    case optionalNone = "optional.none"
    case hasValue, value, or, orValue
}

/// One way to call a function.
struct Overload {
    enum Style {
        /// `f(x)`
        case global
        /// `x.f()`
        case method
        /// Both.
        case either
    }

    let style: Style
    /// The types of the operands, the receiver first.
    let operands: [ValueType]
    let result: ValueType

    func allows(receiver: Bool) -> Bool {
        style == .either || (style == .method) == receiver
    }
}

extension Function {
    /// What stands before the dot of functions that are no methods.
    static let namespaces = ["base64", "cel", "ip", "math", "optional", "strings"]

    /// The macros that are written as methods.
    static let methodMacros = [
        "all", "exists", "exists_one", "existsOne", "filter", "map", "optFlatMap", "optMap",
        "transformList", "transformMap", "transformMapEntry",
    ]

    /// The macros that are written as plain calls.
    static let globalMacros = ["has", "cel.bind", "cel.block", "cel.index", "cel.iterVar"]

    /// Finds the function of a call, or says why there is none.
    static func resolve(
        _ name: String, hasReceiver: Bool, operands: Int
    ) -> Result<Function, Fault> {
        guard let function = Function(rawValue: name) else {
            return .failure(unknown(name, hasReceiver: hasReceiver))
        }
        let callable = function.overloads.filter { $0.allows(receiver: hasReceiver) }
        if callable.isEmpty {
            let form = hasReceiver ? "\(name)(x)" : "x.\(name)()"
            return .failure(Fault(.undeclared, "'\(name)' is called as \(form)", suggestion: form))
        }
        if function == .greatest || function == .least {
            guard operands > 0 else {
                return .failure(Fault(.type, "'\(name)' takes at least one argument"))
            }
            return .success(function)
        }
        let counts = Set(callable.map(\.operands.count)).sorted()
        guard counts.contains(operands) else {
            let texts = counts.map { String($0 - (hasReceiver ? 1 : 0)) }
            let noun = texts == ["1"] ? "argument" : "arguments"
            return .failure(
                Fault(.type, "'\(name)' takes \(texts.joined(separator: " or ")) \(noun)"))
        }
        return .success(function)
    }

    private static func unknown(_ name: String, hasReceiver: Bool) -> Fault {
        let macros = hasReceiver ? methodMacros : globalMacros
        if macros.contains(name) { return Fault(.type, "'\(name)' has other arguments") }
        let known =
            macros
            + allCases.filter { function in
                function.overloads.contains { $0.allows(receiver: hasReceiver) }
            }.map(\.rawValue)
        return Fault(
            .undeclared, "there is no function '\(name)'",
            suggestion: suggest(name, among: known))
    }
}
