/// Equality of values that have no parts.
enum Equality {
    /// Whether two values other than lists and maps are equal; numbers compare across their types.
    static func isSameScalar(_ left: Value, _ right: Value) -> Bool {
        if let order = Order(ofNumber: left, to: right) { return order == .equal }
        return left == right
    }

    /// Whether a key that is looked up is the key of an entry; `1`, `1u` and `1.0` are the same.
    static func isSameKey(_ left: Value, _ right: Value) -> Bool {
        switch (left, right) {
        case (.list, _), (.map, _): false
        default: isSameScalar(left, right)
        }
    }
}

/// How one value stands to another.
enum Order {
    case less
    case equal
    case greater
    /// One of them is not a number.
    case unordered

    func satisfies(_ operation: BinaryOperator) -> Bool {
        switch operation {
        case .less: self == .less
        case .lessOrEqual: self == .less || self == .equal
        case .greater: self == .greater
        case .greaterOrEqual: self == .greater || self == .equal
        default: false
        }
    }

    private init<Number: Comparable>(_ left: Number, _ right: Number) {
        self = left < right ? .less : left == right ? .equal : left > right ? .greater : .unordered
    }

    private var reversed: Order {
        switch self {
        case .less: .greater
        case .greater: .less
        default: self
        }
    }
}

extension Order {
    /// The order of two values of a type that has one; `nil` for others.
    init?(of left: Value, to right: Value) {
        switch (left, right) {
        case (.bool(let left), .bool(let right)): self.init(left ? 1 : 0, right ? 1 : 0)
        case (.string(let left), .string(let right)):
            // UTF-8 sorts as the scalars do.
            self.init(octets: left.utf8, right.utf8)
        case (.bytes(let left), .bytes(let right)): self.init(octets: left, right)
        case (.timestamp(let left), .timestamp(let right)): self.init(left, right)
        case (.duration(let left), .duration(let right)): self.init(left, right)
        default: self.init(ofNumber: left, to: right)
        }
    }

    private init<Octets: Sequence<UInt8>>(octets left: Octets, _ right: Octets) {
        self =
            left.lexicographicallyPrecedes(right)
            ? .less : left.elementsEqual(right) ? .equal : .greater
    }

    /// The order of two numbers by value; `nil` if one is no number.
    init?(ofNumber left: Value, to right: Value) {
        switch (left, right) {
        case (.int(let left), .int(let right)): self.init(left, right)
        case (.uint(let left), .uint(let right)): self.init(left, right)
        case (.double(let left), .double(let right)): self.init(left, right)
        case (.int(let left), .uint(let right)): self.init(left, to: right)
        case (.uint(let left), .int(let right)): self = Order(right, to: left).reversed
        case (.int(let left), .double(let right)): self.init(left, to: right)
        case (.double(let left), .int(let right)): self = Order(right, to: left).reversed
        case (.uint(let left), .double(let right)): self.init(left, to: right)
        case (.double(let left), .uint(let right)): self = Order(right, to: left).reversed
        default: return nil
        }
    }

    private init(_ left: Int64, to right: UInt64) {
        self = left < 0 ? .less : Order(UInt64(left), right)
    }

    /// An integer and a double compare as doubles, except where the double is out of the integer's
    /// range.
    private init(_ left: Int64, to right: Double) {
        if right < -0x1p63 {
            self = .greater
        } else if right > 0x1p63 {
            self = .less
        } else {
            self.init(Double(left), right)
        }
    }

    private init(_ left: UInt64, to right: Double) {
        if right < 0 {
            self = .greater
        } else if right > 0x1p64 {
            self = .less
        } else {
            self.init(Double(left), right)
        }
    }
}
