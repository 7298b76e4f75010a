/// Text from a file as a terminal may show it.
///
/// Nothing in it can move the cursor, colour the screen or reorder the line.
enum SafeText {
    /// The text with control, format and line-end characters written as `\u{…}`.
    static func escape(_ text: String) -> String {
        text.unicodeScalars.map { $0 == "\t" ? "\\t" : shown($0) }.joined()
    }

    /// One scalar as it is shown; a tab is four blanks.
    static func shown(_ scalar: Unicode.Scalar) -> String {
        if scalar == "\t" { return "    " }
        return isHarmful(scalar) ? "\\u{\(hexadecimal(scalar))}" : String(scalar)
    }

    /// How many columns of a terminal the shown scalar takes.
    static func columns(_ scalar: Unicode.Scalar) -> Int {
        if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F { return 1 }
        if scalar == "\t" { return 4 }
        if isHarmful(scalar) { return hexadecimal(scalar).count + 4 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return isWide(scalar) ? 2 : 1
        }
    }

    /// Whether a text may not hold the scalar at all: controls, and marks that reorder text.
    static func endangersTerminals(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: scalar.properties.generalCategory == .control
        }
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default: false
        }
    }

    /// East Asian wide characters and emoji, by block.
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
