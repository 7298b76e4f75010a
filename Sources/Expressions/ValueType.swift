/// What is known about a value before it is there.
package indirect enum ValueType: Sendable, Equatable {
    /// Nothing: every operation is allowed and may fail later.
    case dyn
    /// No value at all: the type of the elements of an empty list, which fits every other.
    case nothing
    /// True or false.
    case bool
    /// A signed 64-bit integer.
    case int
    /// An unsigned 64-bit integer.
    case uint
    /// An IEEE 754 double.
    case double
    /// A text.
    case string
    /// Octets.
    case bytes
    /// A moment.
    case timestamp
    /// A length of time.
    case duration
    /// The value null.
    case null
    /// A type, such as `int` as a name in an expression.
    case type
    /// A list of one kind of element.
    case list(ValueType)
    /// A map from one kind of key to one kind of value.
    case map(ValueType, ValueType)
    /// A map whose keys are known names.
    case record(RecordType)
    /// An address of the Internet Protocol.
    case ip
    /// A network of such addresses.
    case cidr
    /// A value of one kind that may be absent.
    case optional(ValueType)

    /// A record with these fields.
    ///
    /// - Parameters:
    ///   - noun: what the record is, for messages: `step`.
    ///   - member: what its fields are, for messages: `fact`.
    package static func record(
        fields: [(String, ValueType)], noun: String? = nil, member: String? = nil
    ) -> ValueType {
        .record(RecordType(fields, noun: noun, member: member))
    }
}

/// The fields of a record with their types.
package struct RecordType: Sendable, Equatable {
    /// A named and typed part of a record.
    package struct Field: Sendable, Equatable {
        /// The name behind the dot.
        package let name: String
        /// The type of the value.
        package let type: ValueType
    }

    /// The fields in the order of declaration.
    package let fields: [Field]
    /// What it is, in messages; `nil` for what has no name of its own.
    let noun: String?
    /// What its fields are, in messages; `nil` if they are just fields.
    let member: String?
    private let types: [String: ValueType]

    /// Creates a record type; of two fields with one name, the last counts.
    package init(
        _ fields: [(String, ValueType)], noun: String? = nil, member: String? = nil
    ) {
        self.noun = noun
        self.member = member
        self.fields = fields.map { Field(name: $0.0, type: $0.1) }
        types = Dictionary(fields.map { ($0.0, $0.1) }) { $1 }
    }

    /// The type of a field; `nil` if there is none of that name.
    package func type(of field: String) -> ValueType? { types[field] }
}

extension ValueType: CustomStringConvertible {
    /// The type in CEL notation, for example `list(string)`.
    package var description: String {
        switch self {
        case .dyn, .nothing: "dyn"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .null: "null"
        case .type: "type"
        case .list(let element): "list(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .record(let record): record.noun ?? "record"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .optional(let wrapped): "optional_type(\(wrapped))"
        }
    }
}

extension ValueType {
    var isNumeric: Bool { self == .int || self == .uint || self == .double }

    /// The type with `dyn` where nothing is known, for what is taken out of a list or map.
    var resolved: ValueType {
        switch self {
        case .nothing: .dyn
        case .list(let element): .list(element.resolved)
        case .map(let key, let value): .map(key.resolved, value.resolved)
        case .optional(let wrapped): .optional(wrapped.resolved)
        default: self
        }
    }

    /// The one type that covers both: themselves if they are the same, or `dyn`.
    func joined(with other: ValueType) -> ValueType {
        if self == other { return self }
        switch (self, other) {
        case (.nothing, let known), (let known, .nothing): return known
        case (.list(let left), .list(let right)): return .list(left.joined(with: right))
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return .map(key.joined(with: otherKey), value.joined(with: otherValue))
        case (.optional(let left), .optional(let right)):
            return .optional(left.joined(with: right))
        default: return .dyn
        }
    }

    /// Whether a comparison for equality can ever hold; numbers of different types can be equal.
    func canEqual(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.dyn, _), (_, .dyn), (.null, _), (_, .null): return true
        case (.nothing, _), (_, .nothing): return true
        case (.list(let left), .list(let right)): return left.canEqual(right)
        case (.map(let key, let value), .map(let otherKey, let otherValue)):
            return key.canEqual(otherKey) && value.canEqual(otherValue)
        case (.record, .map(let key, _)), (.map(let key, _), .record):
            return key.canEqual(.string)
        case (.record, .record): return true
        case (.optional(let left), .optional(let right)): return left.canEqual(right)
        default: return self == other || (isNumeric && other.isNumeric)
        }
    }
}
