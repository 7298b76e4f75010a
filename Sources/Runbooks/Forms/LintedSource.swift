/// A runbook's file with its findings, as the forms for other programs take it.
package struct LintedSource: Sendable {
    /// The path as other programs look for it: relative to the folder of the work where possible.
    package let path: String
    /// The text; `nil` if the bytes are none.
    package let source: SourceText?
    /// What was found, in the order of the file.
    package let findings: [Diagnostic]
    /// The certain change for each finding, `nil` for most; may be shorter than `findings`.
    package let fixes: [LintFix?]

    /// A file with its findings.
    package init(
        path: String, source: SourceText?, findings: [Diagnostic], fixes: [LintFix?] = []
    ) {
        self.path = path
        self.source = source
        self.findings = findings
        self.fixes = fixes
    }

    /// Where a place begins and ends on its line, in UTF-16 code units counted from 1.
    ///
    /// The end is behind the last unit. A place behind the end of its line is empty.
    func utf16Columns(of place: Place) -> (start: Int, end: Int) {
        guard let line = source?.line(place.line) else { return (place.column, place.column) }
        let first = min(max(0, place.column - 1), line.count)
        let last = min(line.count, first + place.length)
        func units(_ range: Range<Int>) -> Int {
            line[range].reduce(0) { $0 + ($1.value > 0xFFFF ? 2 : 1) }
        }
        let start = units(0..<first) + 1
        return (start, start + units(first..<last))
    }
}

extension Diagnostic {
    /// The message with what was probably meant; everything in it can be shown on a terminal.
    var sentence: String {
        SafeText.escape(message)
            + (suggestion.map { "; did you mean '\(SafeText.escape($0))'?" } ?? "")
    }
}
