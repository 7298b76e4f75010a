/// A part of a regular expression.
indirect enum PatternNode {
    case empty
    case scalar(UInt32)
    case set(ScalarSet)
    case any(includesNewline: Bool)
    case assertion(Assertion)
    case sequence([PatternNode])
    case choice([PatternNode])
    /// Without a maximum, any number of times.
    case repetition(PatternNode, minimum: Int, maximum: Int?)

    /// A condition on a place between two scalars.
    enum Assertion: Sendable {
        case textStart
        case textEnd
        case lineStart
        case lineEnd
        case wordBoundary
        case noWordBoundary

        func holds(between previous: Unicode.Scalar?, and next: Unicode.Scalar?) -> Bool {
            switch self {
            case .textStart: previous == nil
            case .textEnd: next == nil
            case .lineStart: previous == nil || previous == "\n"
            case .lineEnd: next == nil || next == "\n"
            case .wordBoundary: isWord(previous) != isWord(next)
            case .noWordBoundary: isWord(previous) == isWord(next)
            }
        }

        private func isWord(_ scalar: Unicode.Scalar?) -> Bool {
            scalar.map { $0.isIdentifierHead || $0.isDigit } ?? false
        }
    }
}

/// A class of scalars, such as `[a-z\d]`.
struct ScalarSet: Sendable {
    /// A Unicode general category by its one or two letters.
    struct Category: Sendable {
        let name: String
        let isNegated: Bool
    }

    var ranges: [ClosedRange<UInt32>] = []
    var categories: [Category] = []
    var isNegated = false
    var ignoresCase = false

    static let all: ClosedRange<UInt32> = 0...0x10FFFF

    func contains(_ scalar: UInt32) -> Bool {
        if hasMember(scalar) { return !isNegated }
        if ignoresCase {
            for variant in ScalarSet.caseVariants(of: scalar) where hasMember(variant) {
                return !isNegated
            }
        }
        return isNegated
    }

    /// The set with its ranges in order and without overlap, so that a search can halve them.
    func normalised() -> ScalarSet {
        var copy = self
        copy.ranges = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = copy.ranges.last, range.lowerBound <= last.upperBound + 1 {
                copy.ranges.removeLast()
                let end = max(last.upperBound, range.upperBound)
                copy.ranges.append(last.lowerBound...end)
            } else {
                copy.ranges.append(range)
            }
        }
        return copy
    }

    /// Whether one of the ranges holds a scalar; they have to be normalised.
    private func hasRange(_ scalar: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar
    }

    private func hasMember(_ scalar: UInt32) -> Bool {
        if hasRange(scalar) { return true }
        guard !categories.isEmpty, let scalar = Unicode.Scalar(scalar) else { return false }
        let category = scalar.properties.generalCategory.abbreviation
        return categories.contains { category.hasPrefix($0.name) != $0.isNegated }
    }

    /// The upper and lower case of a scalar, where each is one scalar.
    static func caseVariants(of value: UInt32) -> [UInt32] {
        if value < 128 {
            switch value {
            // The sign for kelvin and the long s are cases of letters, too.
            case 75, 107: return [value ^ 32, 0x212A]
            case 83, 115: return [value ^ 32, 0x17F]
            case 65...90, 97...122: return [value ^ 32]
            default: return []
            }
        }
        if value == 0x212A { return [75, 107] }
        if value == 0x17F { return [83, 115] }
        guard let scalar = Unicode.Scalar(value) else { return [] }
        let properties = scalar.properties
        return [properties.lowercaseMapping, properties.uppercaseMapping].compactMap { mapping in
            let scalars = mapping.unicodeScalars
            guard scalars.count == 1, let first = scalars.first, first != scalar else { return nil }
            return first.value
        }
    }

    /// The ranges that are not in `ranges`.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var start: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > start { result.append(start...(range.lowerBound - 1)) }
            start = max(start, range.upperBound + 1)
        }
        if start <= all.upperBound { result.append(start...all.upperBound) }
        return result
    }
}

extension ScalarSet {
    /// The general categories of Unicode and their groups.
    static let categoryNames: Set = [
        "C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn",
        "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm",
        "So", "Z", "Zl", "Zp", "Zs",
    ]

    /// `\d`, `\s` and `\w`, which are ASCII only in RE2, and their capital complements.
    static func perl(_ letter: Unicode.Scalar) -> [ClosedRange<UInt32>]? {
        switch letter {
        case "d": [48...57]
        case "s": [9...10, 12...13, 32...32]
        case "w": [48...57, 65...90, 95...95, 97...122]
        case "D": complement(of: [48...57])
        case "S": complement(of: [9...10, 12...13, 32...32])
        case "W": complement(of: [48...57, 65...90, 95...95, 97...122])
        default: nil
        }
    }

    /// The ASCII classes of POSIX, for example `alpha` in `[[:alpha:]]`.
    static func posix(_ name: String) -> [ClosedRange<UInt32>]? {
        switch name {
        case "alnum": [48...57, 65...90, 97...122]
        case "alpha": [65...90, 97...122]
        case "ascii": [0...127]
        case "blank": [9...9, 32...32]
        case "cntrl": [0...31, 127...127]
        case "digit": [48...57]
        case "graph": [33...126]
        case "lower": [97...122]
        case "print": [32...126]
        case "punct": [33...47, 58...64, 91...96, 123...126]
        case "space": [9...13, 32...32]
        case "upper": [65...90]
        case "word": [48...57, 65...90, 95...95, 97...122]
        case "xdigit": [48...57, 65...70, 97...102]
        default: nil
        }
    }
}

extension Unicode.GeneralCategory {
    /// The short name, for example `Lu`.
    fileprivate var abbreviation: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
