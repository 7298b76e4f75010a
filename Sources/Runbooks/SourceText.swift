/// The text of a file, split into lines the way YAML splits it.
package struct SourceText: Sendable, Equatable {
    /// The lines without their ends; at least one.
    package let lines: [[Unicode.Scalar]]
    /// The whole text, without a byte order mark.
    package let text: String

    /// Splits at the line ends of YAML 1.1: LF, CR, both together, NEL, LS and PS.
    package init(_ text: String) {
        self.text = text
        var lines: [[Unicode.Scalar]] = []
        var line: [Unicode.Scalar] = []
        var afterReturn = false
        for scalar in text.unicodeScalars {
            if afterReturn, scalar == "\n" {
                afterReturn = false
                continue
            }
            afterReturn = scalar == "\r"
            switch scalar {
            case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(line)
                line = []
            default: line.append(scalar)
            }
        }
        lines.append(line)
        self.lines = lines
    }

    /// The scalars of a line, counted from 1; empty outside the file.
    package func line(_ number: Int) -> [Unicode.Scalar] {
        lines.indices.contains(number - 1) ? lines[number - 1] : []
    }

    /// The place moved into the file; the column after the last scalar of a line is inside.
    package func clamped(_ place: Place) -> Place {
        let number = min(max(1, place.line), lines.count)
        let width = line(number).count
        let column = min(max(1, place.column), width + 1)
        return Place(
            line: number, column: column, length: min(place.length, max(1, width + 1 - column)))
    }

    /// Whether the place lies in the file.
    package func contains(_ place: Place) -> Bool { clamped(place) == place }

    /// The scalars at a place; `nil` if it does not lie in the file.
    func text(at place: Place) -> String? {
        let line = line(place.line)
        let start = place.column - 1
        guard start >= 0, start + place.length <= line.count else { return nil }
        return String(String.UnicodeScalarView(line[start..<(start + place.length)]))
    }

    /// Whether the scalars at a place are exactly those of `wanted`.
    func holds(_ wanted: String, at place: Place) -> Bool {
        let line = line(place.line)
        let start = place.column - 1
        let scalars = wanted.unicodeScalars
        guard start >= 0, start + scalars.count <= line.count else { return false }
        return zip(line[start...], scalars).allSatisfy { $0 == $1 }
    }

    /// How many scalars there are from a place to the end of its line, without blanks at the end.
    func lengthToLineEnd(from line: Int, _ column: Int) -> Int {
        let scalars = self.line(line)
        let end = scalars.lastIndex { $0 != " " && $0 != "\t" } ?? -1
        return max(1, end + 2 - column)
    }
}
