/// Rows under headings, aligned for a terminal and never cut or wrapped in a pipe.
struct Table {
    let headings: [String]
    var rows: [[String]] = []

    init(_ headings: String...) { self.headings = headings }

    mutating func add(_ cells: String...) { rows.append(cells) }

    /// The lines of the table; as `label: value` blocks in accessible mode.
    func lines(_ style: Style) -> [String] {
        if style.isAccessible { return labelled }
        let all = [headings] + rows
        let widths = headings.indices.map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        return all.enumerated().map { index, cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                let isLast = column == cells.count - 1
                line += isLast ? cell : cell.padding(to: widths[column] + 2)
            }
            while line.last == " " { line.removeLast() }
            if let width = style.width { line = line.cut(to: width, style) }
            return index == 0 ? style.paint(line, .bold) : line
        }
    }

    private var labelled: [String] {
        rows.flatMap { cells in
            zip(headings, cells).map { "\($0.lowercased()): \($1)" } + [""]
        }
    }
}

extension String {
    /// The text with spaces behind it, `width` characters in all.
    func padding(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }

    /// The text cut to a terminal's width.
    func cut(to width: Int, _ style: Style) -> String {
        guard count > width else { return self }
        let mark = style.isASCII ? "..." : "…"
        return prefix(max(0, width - mark.count)) + mark
    }
}

extension String {
    /// The line broken between words for a terminal of this width, indented as its beginning is; as it is for `nil`.
    func wrapped(to width: Int?) -> [String] {
        guard let width, count > width else { return [self] }
        let indent = String(prefix { $0 == " " }) + "  "
        var lines: [String] = []
        var line = String(prefix { $0 == " " })
        for word in split(separator: " ") {
            let isFirst = line.allSatisfy { $0 == " " }
            if !isFirst, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent + word
            } else {
                line += (isFirst ? "" : " ") + word
            }
        }
        return lines + [line]
    }
}
