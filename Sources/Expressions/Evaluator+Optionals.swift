import Chronology

/// Values that may be absent.
extension Evaluator {
    mutating func computeOptional(_ node: Int) throws(Fault) -> Value {
        switch program.nodes[node] {
        case .optionalSelect(let operand, let field):
            return try optionalField(field, of: try value(of: operand))
        case .optionalIndex(let operand, let index):
            let container = try value(of: operand)
            return try optionalElement(at: try value(of: index), of: container)
        case .optionalList(let elements, let optional):
            var values: [Value] = []
            for (element, isOptional) in zip(elements, optional) {
                let value = try value(of: element)
                if !isOptional {
                    values.append(value)
                } else if let present = try wrapped(value) {
                    values.append(present)
                }
            }
            return .list(values)
        case .optionalMap(let children, let optional):
            return try map(children, optional: optional)
        case .optionalTransform(let operand, let local, let result, let isFlat):
            guard let present = try wrapped(try value(of: operand)) else { return .optional(nil) }
            locals[local] = present
            let value = try value(of: result)
            if !isFlat { return .optional(value) }
            _ = try wrapped(value)
            return value
        case .block(let values, let local, let result):
            for (place, node) in values.enumerated() { locals[local + place] = try value(of: node) }
            return try value(of: result)
        default: throw Fault(.unsupported, "the expression cannot be evaluated")
        }
    }

    /// What an optional value holds; any other value is an error.
    func wrapped(_ value: Value) throws(Fault) -> Value? {
        guard case .optional(let wrapped) = value else {
            throw Fault(.type, "an optional value is needed here, not \(value.spokenType)")
        }
        return wrapped
    }

    /// The functions of optional values; the alternative is evaluated only if it is needed.
    mutating func optional(
        _ function: Function, _ first: Value, _ operands: [Int]
    ) throws(Fault) -> Value {
        if function == .optionalOf { return .optional(first) }
        if function == .optionalOfNonZeroValue { return .optional(first.isZero ? nil : first) }
        let present = try wrapped(first)
        switch function {
        case .hasValue: return .bool(present != nil)
        case .or:
            if present != nil { return first }
            let other = try value(of: operands[1])
            _ = try wrapped(other)
            return other
        case .orValue:
            if let present { return present }
            return try value(of: operands[1])
        default:
            guard let present else { throw Fault(.noValue, "the optional has no value") }
            return present
        }
    }
}

extension Value {
    /// Whether the value is the one that stands for nothing in its type.
    fileprivate var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let flag): !flag
        case .int(let number): number == 0
        case .uint(let number): number == 0
        case .double(let number): number == 0
        case .string(let text): text.isEmpty
        case .bytes(let octets): octets.isEmpty
        case .list(let elements): elements.isEmpty
        case .map(let entries): entries.isEmpty
        case .timestamp(let moment): moment.seconds == 0 && moment.nanoseconds == 0
        case .duration(let length): length == .zero
        case .optional(let wrapped): wrapped == nil
        case .type, .ip, .cidr: false
        }
    }
}
