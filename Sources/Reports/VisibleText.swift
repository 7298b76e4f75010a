extension String {
    /// The text with every character that could act instead of being read shown as `\u{1B}`.
    ///
    /// Control characters, direction marks, invisible characters and line separators are shown; line feeds stay, tabs
    /// become spaces, and joiners stay because scripts and emoji need them.
    var visible: String {
        guard unicodeScalars.contains(where: { $0.isActing || $0 == "\t" || $0 == "\r" }) else {
            return self
        }
        var result = ""
        for character in replacingCarriageReturns.unicodeScalars {
            if character == "\t" {
                result += " "
            } else if character.isActing {
                result += "\\u{" + String(character.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// The text with CR LF as LF; a lone CR is left to be shown.
    private var replacingCarriageReturns: String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for character in unicodeScalars {
            if character == "\n", previous == "\r" { result.removeLast() }
            result.append(character)
            previous = character
        }
        return String(result)
    }

    /// The text on one line, for places that have only one.
    var singleLine: String {
        visible.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: " ")
    }

    /// The text on one line, cut with a mark where it is longer than a label of a figure can be.
    func label(limit: Int) -> String {
        let line = singleLine
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }
}

extension Unicode.Scalar {
    /// Whether the character steers a terminal or the layout instead of being seen.
    var isActing: Bool {
        // Most text is ASCII, and looking up a category is slow.
        if value < 0x7F { return value < 0x20 && self != "\n" && self != "\t" }
        return switch properties.generalCategory {
        case .control: true
        case .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
        // U+200C and U+200D join letters and emoji; U+00AD only hyphenates.
        case .format: value != 0x200C && value != 0x200D && value != 0xAD
        default: false
        }
    }
}
