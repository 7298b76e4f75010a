/// Writes a report as CommonMark with the tables of GitHub's dialect.
package enum MarkdownReport {
    /// The bytes of the file as text, the same for the same view.
    package static func render(_ view: ReportView) -> String {
        let document = view.document
        let marking = "**\(MarkdownText.escaped(document.marking.rawValue))**"
        var blocks = [
            marking, "# " + MarkdownText.escaped(document.title.singleLine),
            "Post-incident report", table(document.strip),
        ]
        for section in document.sections {
            blocks.append("## " + MarkdownText.escaped(section.title))
            blocks += section.blocks.map(block)
        }
        return (blocks + [marking]).joined(separator: "\n\n") + "\n"
    }

    private static func block(_ block: Document.Block) -> String {
        switch block {
        case .heading(let text): "### " + MarkdownText.escaped(text.singleLine)
        case .paragraph(let spans): line(spans, break: "\\\n")
        case .list(let items):
            items.map { "- " + line($0, break: "\\\n  ") }.joined(separator: "\n")
        case .table(let content): table(content)
        case .figure(let figure):
            MarkdownText.escaped(
                "\(figure.caption): see the table \"\(figure.table)\"; "
                    + "the HTML form of this report has the drawing.")
        }
    }

    private static func table(_ table: Document.Table) -> String {
        let caption = MarkdownText.wrapped(table.caption, in: "**").trimmed
        let head = row(table.columns.map { MarkdownText.escaped($0) })
        let rule = row(table.columns.map { _ in "---" })
        let rows = table.rows.map { cells in row(cells.map { line($0, break: "<br>") }) }
        return caption + "\n\n" + ([head, rule] + rows).joined(separator: "\n")
    }

    private static func row(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }

    private static func line(_ spans: [Document.Span], break lineBreak: String) -> String {
        let parts = spans.map { span in
            switch span {
            case .text(let text): MarkdownText.escaped(text, break: lineBreak)
            case .strong(let text): MarkdownText.wrapped(text, in: "**")
            case .code(let text): MarkdownText.code(text)
            case .time(let moment): MarkdownText.escaped(moment.text)
            case .aside(let text): MarkdownText.wrapped(text, in: "*")
            }
        }
        return parts.joined()
    }
}
