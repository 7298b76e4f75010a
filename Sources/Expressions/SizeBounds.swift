/// How large the values of variables are taken to be where their type does not say it.
package struct SizeBounds: Sendable, Equatable {
    /// The longest text, in UTF-8 octets, and the longest run of bytes.
    package let octets: Int
    /// The most elements of a list, and the most entries of a map.
    package let elements: Int

    /// Creates bounds; the defaults are far above what people write into facts.
    package init(octets: Int = 1_024, elements: Int = 100) {
        self.octets = octets
        self.elements = elements
    }
}

/// A number of steps or octets that stops growing where it means "no bound".
struct Bound: Comparable {
    private static let none = 1 << 40

    private let number: Int

    init(_ number: Int) { self.number = min(number, Bound.none) }

    static let unlimited = Bound(none)

    /// The number; `nil` if there is no bound.
    var limit: Int? { number < Bound.none ? number : nil }

    /// The number with a function of the costs applied, which grows with its argument.
    func mapped(_ cost: (Int) -> Int) -> Bound { limit.map { Bound(cost($0)) } ?? .unlimited }

    static func < (left: Bound, right: Bound) -> Bool { left.number < right.number }

    static func + (left: Bound, right: Bound) -> Bound { Bound(left.number + right.number) }

    static func * (left: Bound, right: Bound) -> Bound {
        let (product, overflow) = left.number.multipliedReportingOverflow(by: right.number)
        return overflow ? .unlimited : Bound(product)
    }
}

extension Bound: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self.init(value) }
}

/// How large a value can be; an optional value is as large as what it holds.
struct Extent {
    /// The octets of a text.
    var octets: Bound = 0
    /// The elements of a list, or the entries of a map.
    var count: Bound = 0
    /// One element for all parts of the value, or none if it has none.
    private var parts: [Extent] = []
    /// Whether the parts can have parts of any depth.
    private(set) var isFree = false

    init(octets: Bound = 0) { self.octets = octets }

    init(count: Bound, of part: Extent) {
        self.count = count
        parts = [part]
    }

    /// The extent of a variable about which nothing but the bounds is known.
    init(free bounds: SizeBounds) {
        octets = Bound(bounds.octets)
        count = Bound(bounds.elements)
        isFree = true
    }

    init(of type: ValueType, within bounds: SizeBounds) {
        switch type {
        case .string, .bytes: self.init(octets: Bound(bounds.octets))
        case .list(let element):
            self.init(count: Bound(bounds.elements), of: Extent(of: element, within: bounds))
        case .map(let key, let value):
            let key = Extent(of: key, within: bounds)
            self.init(
                count: Bound(bounds.elements),
                of: key.joined(with: Extent(of: value, within: bounds), bounds))
        case .record(let record):
            var part = Extent(octets: Bound(record.fields.map(\.name.utf8.count).max() ?? 0))
            for field in record.fields {
                part = part.joined(with: Extent(of: field.type, within: bounds), bounds)
            }
            self.init(count: Bound(record.fields.count), of: part)
        case .dyn: self.init(free: bounds)
        case .optional(let wrapped): self.init(of: wrapped, within: bounds)
        default: self.init()
        }
    }

    init(of value: Value, within bounds: SizeBounds) {
        switch value {
        case .string(let text): self.init(octets: Bound(text.utf8.count))
        case .bytes(let octets): self.init(octets: Bound(octets.count))
        case .list(let elements):
            let part = elements.reduce(Extent()) {
                $0.joined(with: Extent(of: $1, within: bounds), bounds)
            }
            self.init(count: Bound(elements.count), of: part)
        default: self.init()
        }
    }

    /// The extent of every part.
    func part(_ bounds: SizeBounds) -> Extent {
        let known = parts.first
        guard isFree else { return known ?? Extent() }
        return known?.joined(with: Extent(free: bounds), bounds) ?? Extent(free: bounds)
    }

    /// The extent of a value that is one of both.
    func joined(with other: Extent, _ bounds: SizeBounds) -> Extent {
        var result = Extent(octets: max(octets, other.octets))
        result.count = max(count, other.count)
        result.isFree = isFree || other.isFree
        switch (parts.first, other.parts.first) {
        case (let left?, let right?): result.parts = [left.joined(with: right, bounds)]
        case (let only?, nil), (nil, let only?): result.parts = [only]
        case (nil, nil): break
        }
        return result
    }
}
