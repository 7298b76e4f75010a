/// Makes text of unknown origin harmless: no escape codes, no hidden direction.
package enum SafeText {
    /// One line: line breaks and tabs become spaces.
    package static func line(_ text: String) -> String { cleaned(text, keepsLines: false) }

    /// Several lines: every kind of line break becomes a line feed.
    package static func block(_ text: String) -> String { cleaned(text, keepsLines: true) }

    private static func cleaned(_ text: String, keepsLines: Bool) -> String {
        var result = String.UnicodeScalarView()
        var followsReturn = false
        for scalar in text.unicodeScalars {
            defer { followsReturn = scalar == "\r" }
            switch scalar.value {
            case 0x0a where followsReturn:
                continue
            case 0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0x2028, 0x2029:
                result.append(keepsLines ? "\n" : " ")
            case 0x09:
                result.append(" ")
            case 0x00...0x1f:
                // The visible picture of the control character.
                result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{fffd}")
            case 0x7f:
                result.append("\u{2421}")
            case 0x80...0x9f, 0x200e, 0x200f, 0x061c, 0x202a...0x202e, 0x2066...0x2069:
                result.append("\u{fffd}")
            default:
                result.append(scalar)
            }
        }
        return String(result)
    }
}

extension String {
    /// The text cut at a border between characters so that it costs at most `limit`.
    ///
    /// A cut text ends in `… (n more)`, which is counted too; n characters were left out.
    func cut(to limit: Int, cost: (Character) -> Int) -> String {
        var total = 0
        var fits = true
        for character in self {
            total += cost(character)
            if total > limit {
                fits = false
                break
            }
        }
        if fits { return self }
        // The note is never longer than it is with all characters left out.
        let reserve = note(leftOut: count).reduce(0) { $0 + cost($1) }
        var kept = 0
        var end = startIndex
        for index in indices {
            kept += cost(self[index])
            if kept + reserve > limit { break }
            end = self.index(after: index)
        }
        return self[..<end] + note(leftOut: self[end...].count)
    }

    private func note(leftOut: Int) -> String { "… (\(leftOut) more)" }
}

extension Character {
    /// The size as JSON writes it, in bytes of UTF-8.
    var jsonBytes: Int {
        unicodeScalars.reduce(0) { sum, scalar in
            switch scalar {
            case "\"", "\\", "\n", "\r", "\t": sum + 2
            case "\u{0}"..."\u{1f}": sum + 6
            default: sum + UTF8.width(scalar)
            }
        }
    }
}
