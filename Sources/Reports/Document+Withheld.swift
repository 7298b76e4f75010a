extension Document {
    /// The document of a view from which entries were left out: it cannot know what was never recorded.
    var admittingWithheld: Document {
        Document(
            title: title, marking: marking, strip: Document.admitting(strip),
            sections: sections.map { section in
                var section = section
                section.blocks = section.blocks.map(Document.admitting)
                return section
            })
    }

    private static func admitting(_ block: Block) -> Block {
        switch block {
        case .heading, .figure: block
        case .paragraph(let spans): .paragraph(admitting(spans))
        case .list(let items): .list(items.map(admitting))
        case .table(let table): .table(admitting(table))
        }
    }

    private static func admitting(_ table: Table) -> Table {
        Table(
            caption: table.caption, columns: table.columns,
            rows: table.rows.map { $0.map(admitting) })
    }

    /// Only the report's own words; what people wrote stays as it is.
    private static func admitting(_ spans: [Span]) -> [Span] {
        spans.map { span in
            guard case .aside(let text) = span else { return span }
            return .aside(text.admittingWithheld)
        }
    }
}

extension String {
    /// The report's own sentence about what is missing, where it may only be withheld.
    var admittingWithheld: String {
        replacing("not recorded", with: "not recorded or withheld")
    }
}
