import Chronology

/// Writes a report as one HTML file: no script, nothing loaded from outside, ready to print on A4.
package enum HTMLReport {
    /// The bytes of the file as text, the same for the same view.
    package static func render(_ view: ReportView) -> String {
        let document = view.document
        return "<!DOCTYPE html>\n"
            + Markup.tag("html", ["lang": "en"], [head(document), body(document)]).html + "\n"
    }

    private static func head(_ document: Document) -> Markup {
        .tag(
            "head", [:],
            [
                .tag("meta", ["charset": "utf-8"]),
                .tag(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'; "
                            + "base-uri 'none'; form-action 'none'",
                    ]),
                .tag("meta", ["name": "viewport", "content": "width=device-width"]),
                .tag("meta", ["name": "color-scheme", "content": "light dark"]),
                .tag("meta", ["name": "referrer", "content": "no-referrer"]),
                .tag("title", text: "\(document.title.singleLine) – \(document.marking.rawValue)"),
                .style(Stylesheet.screen), .style(Stylesheet.figures), .style(Stylesheet.print),
                .style(Stylesheet.pageMarking(document.marking)),
            ])
    }

    private static func body(_ document: Document) -> Markup {
        let links = document.sections.map { section in
            Markup.tag("li", [:], [.tag("a", ["href": "#\(section.id)"], text: section.title)])
        }
        return .tag(
            "body", [:],
            [
                .tag("a", ["class": "skip", "href": "#report"], text: "Skip to the report"),
                .tag(
                    "header", [:],
                    [
                        marking(document),
                        .tag("p", ["class": "kind"], text: "Post-incident report"),
                        .tag("h1", [:], [.text(document.title.singleLine)]),
                        block(.table(document.strip), id: "strip", index: 0),
                    ]),
                .tag(
                    "nav", ["aria-label": "Contents"],
                    [.tag("ul", [:], links)]),
                .tag(
                    "main", ["id": "report", "tabindex": "-1"],
                    document.sections.map(section)),
                .tag("footer", [:], [marking(document)]),
            ])
    }

    private static func marking(_ document: Document) -> Markup {
        .tag(
            "p", ["class": "marking \(document.marking.className)"],
            [.tag("strong", text: document.marking.rawValue)])
    }

    private static func section(_ section: Document.Section) -> Markup {
        let heading = Markup.tag("h2", ["id": "\(section.id)-title"], text: section.title)
        let blocks = section.blocks.enumerated().map { block($1, id: section.id, index: $0) }
        return .tag(
            "section", ["id": section.id, "aria-labelledby": "\(section.id)-title"],
            [heading] + blocks)
    }

    private static func block(_ block: Document.Block, id: String, index: Int) -> Markup {
        switch block {
        case .heading(let text): .tag("h3", text: text)
        case .paragraph(let content): .tag("p", [:], spans(content))
        case .list(let items): .tag("ul", [:], items.map { .tag("li", [:], spans($0)) })
        case .table(let content): table(content, id: "\(id)-table-\(index)")
        case .figure(let content): figure(content)
        }
    }

    private static func table(_ table: Document.Table, id: String) -> Markup {
        let head = table.columns.map { column in
            column == "By"
                ? Markup.tag("th", ["scope": "col", "class": "person"], text: column)
                : Markup.tag("th", ["scope": "col"], text: column)
        }
        let rows = table.rows.map { row in
            let cells = row.enumerated().map { index, cell in
                index == 0
                    ? Markup.tag("th", ["scope": "row"], spans(cell))
                    : Markup.tag("td", [:], spans(cell))
            }
            return Markup.tag("tr", [:], cells)
        }
        let content = [
            Markup.tag("caption", ["id": id], text: table.caption),
            .tag("thead", [:], [.tag("tr", [:], head)]), .tag("tbody", [:], rows),
        ]
        guard table.columns.count > 2 else {
            return .tag("table", ["class": "facts"], content)
        }
        let width = table.columns.count > 5 ? "wide" : "medium"
        return .tag(
            "div",
            ["class": "scroll", "role": "region", "aria-labelledby": id, "tabindex": "0"],
            [.tag("table", ["class": width], content)])
    }

    private static func figure(_ figure: Document.Figure) -> Markup {
        .tag(
            "figure", [:],
            [
                .tag(
                    "div",
                    [
                        "class": "scroll", "role": "region", "aria-label": figure.caption,
                        "tabindex": "0",
                    ], figure.drawings),
                .tag(
                    "figcaption", [:],
                    [.text("\(figure.caption). The table \"\(figure.table)\" has the same data.")]),
            ])
    }

    private static func spans(_ spans: [Document.Span]) -> [Markup] {
        spans.map { span in
            switch span {
            case .text(let text): .text(text)
            case .strong(let text): .tag("strong", text: text)
            case .code(let text): .tag("code", text: text)
            case .time(let moment):
                .tag("time", ["datetime": moment.machineText], text: moment.text)
            case .aside(let text): .tag("em", ["class": "aside"], text: text)
            }
        }
    }
}

extension ReportView.Marking {
    /// The class that gives the label its colour.
    var className: String {
        switch self {
        case .clear: "tlp-clear"
        case .green: "tlp-green"
        case .amber, .amberStrict: "tlp-amber"
        case .red: "tlp-red"
        }
    }
}
