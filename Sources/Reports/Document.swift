import Chronology

/// A report as blocks of typed text, before any form; Markdown and HTML say the same because both are made from it.
struct Document {
    let title: String
    let marking: ReportView.Marking
    let strip: Table
    let sections: [Section]

    /// One heading and what stands under it.
    struct Section {
        let id: String
        let title: String
        var blocks: [Block]
    }

    /// A part of a section.
    enum Block {
        case heading(String)
        case paragraph([Span])
        case list([[Span]])
        case table(Table)
        case figure(Figure)
    }

    /// A piece of text with its meaning; renderers escape all of it.
    enum Span: Equatable {
        case text(String)
        case strong(String)
        case code(String)
        case time(Moment)
        /// Words of the report about the record: that it has nothing here, or that a value was corrected.
        case aside(String)
    }

    /// A table with a caption; the first cell of each row is its header.
    struct Table {
        let caption: String
        let columns: [String]
        let rows: [[[Span]]]
    }

    /// A drawing and where its data stand as a table.
    struct Figure {
        let caption: String
        let drawings: [Markup]
        /// The caption of the table with the same data.
        let table: String
    }
}

extension [Document.Span] {
    static func text(_ text: String) -> Self { [.text(text)] }
    static func text(_ number: Int) -> Self { [.text(String(number))] }
    static func code(_ text: String) -> Self { [.code(text)] }
    static func time(_ moment: Moment) -> Self { [.time(moment)] }
    static func time(_ moment: Timestamp) -> Self { [.time(Moment(at: moment))] }
    static var notRecorded: Self { [.aside("not recorded")] }
    static var none: Self { [.aside("none")] }

    /// The text, or "not recorded".
    static func recorded(_ text: String?) -> Self {
        guard let text, !text.isBlank else { return .notRecorded }
        return [.text(text)]
    }

    /// The time, or "not recorded".
    static func recorded(_ moment: Moment?) -> Self { moment.map { [.time($0)] } ?? .notRecorded }

    /// The text, or nothing where its absence means nothing.
    static func optional(_ text: String?) -> Self {
        guard let text, !text.isBlank else { return [.aside("–")] }
        return [.text(text)]
    }

    /// A person with the role held.
    static func person(_ name: String?, _ role: String?) -> Self {
        switch (name, role) {
        case (let name?, let role?): [.text("\(name) (\(role))")]
        case (let one?, nil), (nil, let one?): [.text(one)]
        case (nil, nil): .notRecorded
        }
    }
}

extension String {
    /// Whether there is nothing to read in the text.
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
