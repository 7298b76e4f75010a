/// Where each scalar of a value stands in the file: quotes double or escape some of them, and a text can go on in the
/// next line.
struct TextSpots {
    private struct Spot {
        let line: Int
        let column: Int
        let width: Int
    }

    private var spots: [Spot] = []

    /// Follows the text through the file from the place at which it begins.
    ///
    /// `nil` if the file does not say the text in a way that can be followed.
    init?(of text: String, from place: Place, in source: SourceText) {
        let wanted = Array(text.unicodeScalars)
        var line = Array(source.line(place.line))
        var number = place.line
        var column = place.column - 1
        let quote = line.indices.contains(column - 1) ? line[column - 1] : " "
        var index = 0
        while index < wanted.count {
            if column >= line.count || TextSpots.isBlank(line[column...]) {
                // The end of a line is a blank or a line feed of the text, and all indentation belongs to it.
                guard TextSpots.isBlank(wanted[index]), number < source.lines.count else {
                    return nil
                }
                while index < wanted.count, TextSpots.isBlank(wanted[index]) {
                    spots.append(Spot(line: number, column: column, width: 1))
                    index += 1
                }
                repeat {
                    number += 1
                    line = Array(source.line(number))
                } while number < source.lines.count && TextSpots.isBlank(line[...])
                column = line.firstIndex { $0 != " " } ?? line.count
                continue
            }
            guard let width = TextSpots.width(of: wanted[index], line[column...], quote) else {
                return nil
            }
            spots.append(Spot(line: number, column: column, width: width))
            column += width
            index += 1
        }
    }

    /// The place of a part of the text, as far as it stands on the line in which it begins.
    func place(offset: Int, length: Int) -> Place? {
        guard spots.indices.contains(offset) else { return nil }
        let first = spots[offset]
        let part = spots[offset..<min(spots.count, offset + max(1, length))]
        let last = part.last { $0.line == first.line } ?? first
        return Place(
            line: first.line, column: first.column + 1,
            length: last.column + last.width - first.column)
    }

    /// How many scalars of the file stand for one of the text; `nil` if they do not.
    private static func width(
        of scalar: Unicode.Scalar, _ file: ArraySlice<Unicode.Scalar>, _ quote: Unicode.Scalar
    ) -> Int? {
        let next = file.dropFirst().first
        switch quote {
        case "'" where scalar == "'": return file.first == "'" && next == "'" ? 2 : nil
        case "\"" where scalar == "\"" || scalar == "\\":
            return file.first == "\\" && next == scalar ? 2 : nil
        default: return file.first == scalar ? 1 : nil
        }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\n" || scalar == "\t"
    }

    private static func isBlank(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        line.allSatisfy { isBlank($0) }
    }
}
