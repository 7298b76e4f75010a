package import Chronology

/// A value that an expression reads or gives.
///
/// `==` asks for the same type and the same content, entry order of maps included; the looser `==`
/// of CEL,
/// where `1 == 1.0`, belongs to the evaluation. Strings are the same if their Unicode scalars are.
package enum Value: Sendable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A signed 64-bit integer.
    case int(Int64)
    /// An unsigned 64-bit integer.
    case uint(UInt64)
    /// An IEEE 754 double.
    case double(Double)
    /// A text of Unicode scalars.
    case string(String)
    /// Octets.
    case bytes([UInt8])
    /// Values in order.
    case list([Value])
    /// Entries in the order of insertion; keys are bool, int, uint or string and differ.
    case map([MapEntry])
    /// A moment.
    case timestamp(Timestamp)
    /// A length of time.
    case duration(Duration)
    /// A type by its CEL name, for example `int`.
    case type(String)
    /// An address of the Internet Protocol.
    case ip(IPAddress)
    /// A network of such addresses.
    case cidr(IPNetwork)
    /// A value that may be absent, from the optional syntax.
    indirect case optional(Value?)

    /// A map with string keys.
    package static func record(_ fields: [(String, Value)]) -> Value {
        .map(fields.map { MapEntry(key: .string($0.0), value: $0.1) })
    }
}

/// A key and its value in a map.
package struct MapEntry: Sendable, Equatable {
    /// A bool, int, uint or string.
    package var key: Value
    /// The value under the key.
    package var value: Value

    /// Creates an entry.
    package init(key: Value, value: Value) {
        self.key = key
        self.value = value
    }
}

extension Value: Equatable {
    /// Whether both have the same type and content.
    package static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.int(let left), .int(let right)): left == right
        case (.uint(let left), .uint(let right)): left == right
        case (.double(let left), .double(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameScalars(as: right)
        case (.bytes(let left), .bytes(let right)): left == right
        case (.list(let left), .list(let right)): left == right
        case (.map(let left), .map(let right)): left == right
        case (.timestamp(let left), .timestamp(let right)): left == right
        case (.duration(let left), .duration(let right)): left == right
        case (.type(let left), .type(let right)): left.hasSameScalars(as: right)
        case (.ip(let left), .ip(let right)): left == right
        case (.cidr(let left), .cidr(let right)): left == right
        case (.optional(let left), .optional(let right)): left == right
        default: false
        }
    }
}

extension Value {
    /// The CEL name of the type, for example `google.protobuf.Timestamp`.
    package var typeName: String {
        switch self {
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .list: "list"
        case .map: "map"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .type: "type"
        case .ip: "net.IP"
        case .cidr: "net.CIDR"
        case .optional: "optional_type"
        }
    }

    /// The type as messages name it.
    var spokenType: String {
        switch self {
        case .null: "null"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .optional: "optional value"
        default: typeName
        }
    }

    /// Every name that stands for a type in an expression.
    static let typeNames = [
        "bool", "bytes", "double", "google.protobuf.Duration", "google.protobuf.Timestamp", "int",
        "list", "map", "net.CIDR", "net.IP", "null_type", "optional_type", "string", "type", "uint",
    ]
}

extension String {
    /// Whether both are the same scalars; `==` would also take canonically equivalent ones.
    func hasSameScalars(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
