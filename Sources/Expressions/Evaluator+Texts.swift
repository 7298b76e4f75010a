/// Functions of texts: those of the core and of the extension "strings"; places count scalars.
extension Evaluator {
    /// Calls a function of texts; `nil` if the function is none.
    mutating func text(
        _ function: Function, _ first: Value, _ rest: [Value]
    ) throws(Fault) -> Value? {
        switch function {
        case .join:
            guard case .list(let elements) = first else { throw Fault.call(function, [first]) }
            return .string(try joined(elements, by: rest.first))
        case .contains, .startsWith, .endsWith, .matches, .charAt, .indexOf, .lastIndexOf,
            .lowerAscii, .upperAscii, .replace, .split, .substring, .trim, .reverse, .format,
            .quote:
            guard case .string(let text) = first else {
                throw Fault.call(function, [first] + rest)
            }
            try charge(Cost.octets(text.utf8.count))
            return try self.text(function, of: text, rest)
        default: return nil
        }
    }

    private mutating func text(
        _ function: Function, of text: String, _ rest: [Value]
    ) throws(Fault) -> Value? {
        switch (function, rest.first) {
        case (.contains, .string(let part)?), (.startsWith, .string(let part)?),
            (.endsWith, .string(let part)?), (.matches, .string(let part)?):
            return try compare(function, text, part)
        case (.indexOf, .string(let part)?), (.lastIndexOf, .string(let part)?):
            return .int(Int64(try place(function, of: part, in: text, rest.dropFirst().first)))
        case (.replace, .string(let part)?): return try replace(part, in: text, rest)
        case (.split, .string(let separator)?): return try split(text, by: separator, rest)
        case (.charAt, .int(let index)?):
            let scalars = Array(text.unicodeScalars)
            let place = try Self.place(index, in: 0...scalars.count)
            return .string(place < scalars.count ? String(scalars[place]) : "")
        case (.substring, .int(let start)?):
            let scalars = Array(text.unicodeScalars)
            var end = scalars.count
            if rest.count > 1 {
                guard case .int(let last) = rest[1] else { break }
                end = try Self.place(last, in: 0...scalars.count)
            }
            let first = try Self.place(start, in: 0...scalars.count)
            guard first <= end else {
                throw Fault(.outOfBounds, "the part from \(first) to \(end) is out of order")
            }
            return .string(String(scalars: scalars[first..<end]))
        case (.format, .list(let values)?): return .string(try formatted(text, with: values))
        case (_, nil): return .string(changed(text, by: function))
        default: break
        }
        throw Fault.call(function, [.string(text)] + rest)
    }

    private func changed(_ text: String, by function: Function) -> String {
        switch function {
        case .lowerAscii: return text.mapOctets { (65...90).contains($0) ? $0 + 32 : $0 }
        case .upperAscii: return text.mapOctets { (97...122).contains($0) ? $0 - 32 : $0 }
        case .reverse: return String(scalars: text.unicodeScalars.reversed())
        case .quote: return text.quoted
        default:
            let scalars = text.unicodeScalars
            let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
            guard let start = scalars.firstIndex(where: { !isBlank($0) }),
                let end = scalars.lastIndex(where: { !isBlank($0) })
            else { return "" }
            return String(scalars[start...end])
        }
    }

    private mutating func compare(
        _ function: Function, _ whole: String, _ part: String
    ) throws(Fault) -> Value {
        if function == .matches {
            // A short pattern can have many states, so that compiling costs more than its length.
            try charge(Cost.compilation(part.utf8.count))
            return try matches(.string(whole), try Pattern(part))
        }
        try charge(Cost.octets(part.utf8.count))
        switch function {
        case .startsWith: return .bool(whole.utf8.starts(with: part.utf8))
        case .endsWith: return .bool(whole.utf8.reversed().starts(with: part.utf8.reversed()))
        default:
            // Octet by octet finds the same places as scalar by scalar does in UTF-8.
            return .bool(TextSearch(for: Array(part.utf8)).isFound(in: Array(whole.utf8)))
        }
    }

    /// The place of the first or last occurrence, -1 if there is none.
    private mutating func place(
        _ function: Function, of part: String, in text: String, _ bound: Value?
    ) throws(Fault) -> Int {
        let (scalars, wanted) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
        try charge(Cost.octets(part.utf8.count))
        var limit = function == .indexOf ? 0 : scalars.count
        if let bound {
            guard case .int(let number) = bound else {
                throw Fault.call(function, [.string(text), .string(part), bound])
            }
            limit = try Self.place(number, in: 0...scalars.count)
        }
        if wanted.isEmpty { return limit }
        let search = TextSearch(for: wanted)
        if function == .indexOf {
            return search.places(in: scalars, from: limit, overlapping: false, most: 1).first ?? -1
        }
        let places = search.places(in: scalars, overlapping: true, most: Int.max)
        return places.last { $0 <= limit } ?? -1
    }

    static func place(_ number: Int64, in range: ClosedRange<Int>) throws(Fault) -> Int {
        guard let place = Int(exactly: number), range.contains(place) else {
            throw Fault(
                .outOfBounds, "\(number) is no place in a text of \(range.upperBound) characters")
        }
        return place
    }

    /// How often something is done at most: a negative number means without limit.
    private static func most(_ value: Value?) -> Int? {
        guard let value else { return Int.max }
        guard case .int(let number) = value else { return nil }
        return number < 0 ? Int.max : Int(clamping: number)
    }

    private mutating func replace(
        _ part: String, in text: String, _ rest: [Value]
    ) throws(Fault) -> Value {
        guard rest.count > 1, case .string(let other) = rest[1],
            let most = Self.most(rest.count > 2 ? rest[2] : nil)
        else { throw Fault.call(.replace, [.string(text)] + rest) }
        try charge(Cost.octets(part.utf8.count + other.utf8.count))
        let places = Self.breaks(text, at: part, most: most)
        let length = text.utf8.count + places.count * other.utf8.count
        try charge(Cost.octets(length))
        let octets = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(length)
        var position = 0
        for place in places {
            result += octets[position..<place]
            result += other.utf8
            position = place + part.utf8.count
        }
        result += octets[position...]
        return .string(String(decoding: result, as: UTF8.self))
    }

    /// Where a part occurs, in octets; an empty part occurs before each scalar and at the end.
    private static func breaks(_ text: String, at part: String, most: Int) -> [Int] {
        let octets = Array(text.utf8)
        guard part.isEmpty else {
            return TextSearch(for: Array(part.utf8)).places(
                in: octets, overlapping: false, most: most)
        }
        let starts = octets.indices.filter { octets[$0] & 0xC0 != 0x80 } + [octets.count]
        return Array(starts.prefix(most))
    }

    private mutating func split(
        _ text: String, by separator: String, _ rest: [Value]
    ) throws(Fault) -> Value {
        guard let most = Self.most(rest.count > 1 ? rest[1] : nil) else {
            throw Fault.call(.split, [.string(text)] + rest)
        }
        if most == 0 { return .list([]) }
        try charge(Cost.octets(separator.utf8.count))
        var places = Self.breaks(text, at: separator, most: most == Int.max ? most : most - 1)
        if separator.isEmpty {
            // Each scalar is a piece of its own, and there is no empty one at either end.
            places = Self.breaks(text, at: "", most: most)
            places.removeAll { $0 == 0 || $0 == text.utf8.count }
            if text.isEmpty { return .list([]) }
        }
        try charge(Cost.elements(places.count + 1))
        let octets = Array(text.utf8)
        var pieces: [Value] = []
        var position = 0
        for place in places {
            pieces.append(.string(String(decoding: octets[position..<place], as: UTF8.self)))
            position = place + separator.utf8.count
        }
        pieces.append(.string(String(decoding: octets[position...], as: UTF8.self)))
        return .list(pieces)
    }

    private mutating func joined(
        _ elements: [Value], by separator: Value?
    ) throws(Fault) -> String {
        var glue = ""
        if let separator {
            guard case .string(let text) = separator else {
                throw Fault.call(.join, [.list(elements), separator])
            }
            glue = text
        }
        try charge(Cost.elements(elements.count))
        var length = glue.utf8.count * max(elements.count - 1, 0)
        var texts: [String] = []
        for element in elements {
            guard case .string(let text) = element else {
                throw Fault(.type, "'join' takes a list of strings, not of \(element.spokenType)")
            }
            length += text.utf8.count
            texts.append(text)
        }
        try charge(Cost.octets(length))
        return texts.joined(separator: glue)
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    fileprivate func mapOctets(_ change: (UInt8) -> UInt8) -> String {
        String(decoding: utf8.map(change), as: UTF8.self)
    }

    /// The text as a literal in double quotes.
    fileprivate var quoted: String {
        var result = "\""
        for scalar in unicodeScalars {
            switch scalar {
            case "\u{07}": result += "\\a"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0B}": result += "\\v"
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
