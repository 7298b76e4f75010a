internal import Runbooks

/// How wide text is in a drawing, in hundredths of the size of its letters.
///
/// The figures are the advance widths of DejaVu Sans, one of the widest fonts that a viewer may put
/// in place of the one that was asked for, so that the text fits with the others too.
enum TextMeasure {
    enum Weight {
        case regular
        case bold
    }

    /// The width of a text in pixels, rounded up.
    static func width(_ text: String, size: Int, _ weight: Weight = .regular) -> Int {
        let hundredths = text.unicodeScalars.reduce(0) { $0 + advance(of: $1, weight) }
        return (hundredths * size + 99) / 100
    }

    private static func advance(of scalar: Unicode.Scalar, _ weight: Weight) -> Int {
        if (32..<127).contains(scalar.value) {
            let index = Int(scalar.value) - 32
            return weight == .bold ? bold[index] : regular[index]
        }
        switch ShownText.columns(scalar) {
        case 0: return 0
        case 1: return 90
        default: return 115
        }
    }

    /// Lines of at most `width` pixels; a word that is longer is broken.
    static func wrap(
        _ text: String, size: Int, _ weight: Weight = .regular, width: Int
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(whereSeparator: \.isWhitespace) {
            for piece in pieces(of: ShownText.line(String(word)), size: size, weight, width: width)
            {
                let longer = line.isEmpty ? piece : line + " " + piece
                if line.isEmpty || TextMeasure.width(longer, size: size, weight) <= width {
                    line = longer
                } else {
                    lines.append(line)
                    line = piece
                }
            }
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// A word in parts that fit, broken behind `-`, `.`, `/` or `_` where there is one.
    private static func pieces(
        of word: String, size: Int, _ weight: Weight, width: Int
    ) -> [String] {
        guard TextMeasure.width(word, size: size, weight) > width else { return [word] }
        var result: [String] = []
        var piece = ""
        for character in word {
            let longer = piece + String(character)
            guard !piece.isEmpty, TextMeasure.width(longer, size: size, weight) > width else {
                piece = longer
                continue
            }
            let end = piece.lastIndex { "-./_".contains($0) }
            let cut = end.map { piece.index(after: $0) } ?? piece.endIndex
            result.append(String(piece[..<cut]))
            piece = String(piece[cut...]) + String(character)
        }
        return result + [piece]
    }

    private static let regular = [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64,
        64, 64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87,
        75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64,
        62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64,
        34, 64, 84,
    ]
    private static let bold = [
        35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70,
        70, 70, 70, 40, 40, 84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64,
        100, 84, 86, 74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72,
        60, 72, 68, 44, 72, 72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66,
        59, 72, 37, 72, 84,
    ]
}
