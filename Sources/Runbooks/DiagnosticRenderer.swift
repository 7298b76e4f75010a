/// Writes findings as text: `file:line:column: error[R012]: message`, a snippet, and a caret.
package struct DiagnosticRenderer: Sendable {
    private let fileName: String
    private let source: SourceText
    /// How many columns of a source line are shown.
    private let width: Int

    /// A renderer for one file; without its text only the first lines of the findings are written.
    package init(fileName: String, source: SourceText?, width: Int = 100) {
        self.fileName = SafeText.escape(fileName)
        self.source = source ?? SourceText("")
        self.width = max(20, width)
    }

    /// All findings with an empty line between them; empty if there are none.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    /// One finding; the text ends with a line feed.
    package func render(_ diagnostic: Diagnostic) -> String {
        var lines = [
            headline(
                diagnostic.place, diagnostic.severity.rawValue, diagnostic.code.rawValue,
                diagnostic.message)
        ]
        lines += snippet(diagnostic)
        if let related = diagnostic.related {
            lines.append("  note: line \(related.place.line): \(SafeText.escape(related.message))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func headline(
        _ place: Place, _ severity: String, _ code: String, _ message: String
    ) -> String {
        "\(fileName):\(place.line):\(place.column): \(severity)[\(code)]: "
            + SafeText.escape(message)
    }

    private func snippet(_ diagnostic: Diagnostic) -> [String] {
        let place = diagnostic.place
        guard source.lines.indices.contains(place.line - 1), !source.text.isEmpty else {
            return hint(diagnostic).map { ["  " + $0] } ?? []
        }
        let window = Window(line: source.line(place.line), place: place, width: width)
        let margin = max(5, String(place.line + 1).count + 2)
        var lines: [String] = []
        if place.line > 1 { lines.append(numbered(place.line - 1, margin, from: window.start)) }
        lines.append(numbered(place.line, margin, from: window.start))
        var caret = String(repeating: " ", count: margin) + " | " + window.caret
        if let hint = hint(diagnostic) { caret += " " + hint }
        lines.append(caret)
        let isLast = place.line >= source.lines.count
        let isEndOfFile =
            place.line + 1 == source.lines.count && source.line(place.line + 1).isEmpty
        if !isLast, !isEndOfFile {
            lines.append(numbered(place.line + 1, margin, from: window.start))
        }
        return lines
    }

    private func numbered(_ number: Int, _ margin: Int, from start: Int) -> String {
        let digits = String(number)
        let text = Window.cut(source.line(number), from: start, width: width)
        let line =
            String(repeating: " ", count: margin - digits.count) + digits + " | " + text
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    private func hint(_ diagnostic: Diagnostic) -> String? {
        guard let suggestion = diagnostic.suggestion else { return nil }
        let line = diagnostic.suggestionLine.map { " (line \($0))" } ?? ""
        return "did you mean '\(SafeText.escape(suggestion))'\(line)?"
    }
}

/// The part of a line that is shown, and the caret below it.
private struct Window {
    /// The index of the first scalar that is shown.
    let start: Int
    let caret: String

    init(line: [Unicode.Scalar], place: Place, width: Int) {
        let first = min(place.column - 1, line.count)
        let end = min(line.count, first + place.length)
        let before = line[..<first].reduce(0) { $0 + SafeText.columns($1) }
        let marked = line[first..<end].reduce(0) { $0 + SafeText.columns($1) }
        // The window moves right only as far as the mark needs, a third of it stays in front.
        if before + min(marked, width / 3) < width {
            start = 0
        } else {
            start = Window.index(in: line, atMost: width / 3, leftOf: first)
        }
        let lead = line[start..<first].reduce(start > 0 ? 1 : 0) { $0 + SafeText.columns($1) }
        let carets = max(1, min(marked, width - min(lead, width - 1)))
        caret = String(repeating: " ", count: lead) + String(repeating: "^", count: carets)
    }

    /// The scalar index whose distance to `end` is at most `columns` columns.
    private static func index(
        in line: [Unicode.Scalar], atMost columns: Int, leftOf end: Int
    ) -> Int {
        var index = end
        var used = 0
        while index > 0, used + SafeText.columns(line[index - 1]) <= columns {
            index -= 1
            used += SafeText.columns(line[index])
        }
        return index
    }

    /// The printable part of a line from a scalar on, with `…` where something is left out.
    static func cut(_ line: [Unicode.Scalar], from start: Int, width: Int) -> String {
        var text = start > 0 && start < line.count ? "…" : ""
        var used = 0
        for scalar in line.dropFirst(start) {
            used += SafeText.columns(scalar)
            if used > width { return text + "…" }
            text += SafeText.shown(scalar)
        }
        return text
    }
}
