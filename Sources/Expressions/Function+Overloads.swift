/// The types that each function takes and gives, for the checker and for the count of operands.
///
/// Where the result depends on the types of the operands in a way that a list cannot say, it is
/// `dyn` here, and the checker knows better.
extension Function {
    var overloads: [Overload] {
        switch self {
        case .size:
            return [.string, .bytes, .list(.dyn), .map(.dyn, .dyn)].map { either([$0], .int) }
        case .matches: return [either([.string, .string], .bool)]
        case .contains, .startsWith, .endsWith: return [method([.string, .string], .bool)]
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration:
            return conversions
        case .dyn: return [global([.dyn], .dyn)]
        case .type: return [global([.dyn], .type)]
        case .getFullYear, .getMonth, .getDayOfMonth, .getDate, .getDayOfWeek, .getDayOfYear:
            return [method([.timestamp], .int), method([.timestamp, .string], .int)]
        case .getHours, .getMinutes, .getSeconds, .getMilliseconds:
            return [
                method([.timestamp], .int), method([.timestamp, .string], .int),
                method([.duration], .int),
            ]
        case .encode: return [global([.bytes], .string)]
        case .decode: return [global([.string], .bytes)]
        default: return textOverloads ?? mathOverloads ?? networkOverloads ?? optionalOverloads
        }
    }

    private var conversions: [Overload] {
        let (result, sources): (ValueType, [ValueType]) =
            switch self {
            case .bool: (.bool, [.bool, .string])
            case .int: (.int, [.int, .uint, .double, .string, .timestamp])
            case .uint: (.uint, [.uint, .int, .double, .string])
            case .double: (.double, [.double, .int, .uint, .string])
            case .string:
                (
                    .string,
                    [
                        .string, .bool, .int, .uint, .double, .bytes, .timestamp, .duration, .ip,
                        .cidr,
                    ]
                )
            case .bytes: (.bytes, [.bytes, .string])
            case .timestamp: (.timestamp, [.timestamp, .int, .string])
            default: (.duration, [.duration, .int, .string])
            }
        return sources.map { global([$0], result) }
    }

    private var textOverloads: [Overload]? {
        switch self {
        case .charAt: [method([.string, .int], .string)]
        case .indexOf, .lastIndexOf:
            [method([.string, .string], .int), method([.string, .string, .int], .int)]
        case .lowerAscii, .upperAscii, .trim, .reverse: [method([.string], .string)]
        case .replace:
            [
                method([.string, .string, .string], .string),
                method([.string, .string, .string, .int], .string),
            ]
        case .split:
            [
                method([.string, .string], .list(.string)),
                method([.string, .string, .int], .list(.string)),
            ]
        case .substring:
            [method([.string, .int], .string), method([.string, .int, .int], .string)]
        case .join:
            [method([.list(.string)], .string), method([.list(.string), .string], .string)]
        case .format: [method([.string, .list(.dyn)], .string)]
        case .quote: [global([.string], .string)]
        default: nil
        }
    }

    private var mathOverloads: [Overload]? {
        let numbers: [ValueType] = [.int, .uint, .double]
        switch self {
        case .greatest, .least:
            return numbers.map { global([$0], $0) } + [global([.list(.dyn)], .dyn)]
        case .ceil, .floor, .round, .trunc: return [global([.double], .double)]
        case .isNaN, .isInf, .isFinite: return [global([.double], .bool)]
        case .abs, .sign: return numbers.map { global([$0], $0) }
        case .sqrt: return numbers.map { global([$0], .double) }
        case .bitAnd, .bitOr, .bitXor: return [.int, .uint].map { global([$0, $0], $0) }
        case .bitNot: return [.int, .uint].map { global([$0], $0) }
        case .bitShiftLeft, .bitShiftRight: return [.int, .uint].map { global([$0, .int], $0) }
        default: return nil
        }
    }

    private var networkOverloads: [Overload]? {
        switch self {
        case .ip: [global([.string], .ip), method([.cidr], .ip)]
        case .cidr: [global([.string], .cidr)]
        case .isIP, .isCIDR, .isCanonical: [global([.string], .bool)]
        case .family: [method([.ip], .int)]
        case .isUnspecified, .isLoopback, .isLinkLocalMulticast, .isLinkLocalUnicast,
            .isGlobalUnicast:
            [method([.ip], .bool)]
        case .containsIP: [method([.cidr, .ip], .bool), method([.cidr, .string], .bool)]
        case .containsCIDR: [method([.cidr, .cidr], .bool), method([.cidr, .string], .bool)]
        case .masked: [method([.cidr], .cidr)]
        case .prefixLength: [method([.cidr], .int)]
        default: nil
        }
    }

    private var optionalOverloads: [Overload] {
        let wrapped = ValueType.optional(.dyn)
        return switch self {
        case .optionalOf, .optionalOfNonZeroValue: [global([.dyn], wrapped)]
        case .optionalNone: [global([], .optional(.nothing))]
        case .hasValue: [method([wrapped], .bool)]
        case .value: [method([wrapped], .dyn)]
        case .or: [method([wrapped, wrapped], wrapped)]
        case .orValue: [method([wrapped, .dyn], .dyn)]
        default: []
        }
    }

    private func either(_ operands: [ValueType], _ result: ValueType) -> Overload {
        Overload(style: .either, operands: operands, result: result)
    }

    private func method(_ operands: [ValueType], _ result: ValueType) -> Overload {
        Overload(style: .method, operands: operands, result: result)
    }

    private func global(_ operands: [ValueType], _ result: ValueType) -> Overload {
        Overload(style: .global, operands: operands, result: result)
    }
}
