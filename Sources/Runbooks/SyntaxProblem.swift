internal import Yams

/// Turns what the YAML reader reports into a finding of the language.
enum SyntaxProblem {
    static func diagnostic(for error: any Error, in source: SourceText) -> Diagnostic {
        guard let error = error as? YamlError else {
            return Diagnostic(.syntax, "the YAML cannot be read", at: Place(line: 1, column: 1))
        }
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _):
            return broken(problem, context: context, mark: mark, in: source)
        case .composer(_, let problem, let mark, _):
            let place = source.clamped(Place(line: mark.line, column: mark.column))
            if problem.contains("another document") {
                return Diagnostic(
                    .secondDocument, "a file holds one runbook; a second document begins here",
                    at: place)
            }
            return SourceTree.anchorProblem(at: place)
        case .duplicatedKeysInMapping(let keys, let context):
            // A key that is no text has no order among the others: which is first would be chance.
            if keys.contains("<uncovertable>") {
                return Diagnostic(
                    .duplicateKey, "a key that is a map or a list stands twice; a key is a text",
                    at: Place(line: 1, column: 1))
            }
            return duplicate(keys.first ?? "", mark: context.mark, in: source)
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem),
            .representer(let problem):
            return Diagnostic(.syntax, problem, at: Place(line: 1, column: 1))
        case .no, .memory, .dataCouldNotBeDecoded:
            return Diagnostic(.syntax, "the YAML cannot be read", at: Place(line: 1, column: 1))
        }
    }

    private static func broken(
        _ problem: String, context: YamlError.Context?, mark: Mark, in source: SourceText
    ) -> Diagnostic {
        let raw = Place(line: mark.line, column: mark.column)
        if problem.hasPrefix("Maximum nesting") {
            return Diagnostic(
                .tooDeep, "nested more than \(SourceTree.depthLimit) levels deep",
                at: source.clamped(raw))
        }
        if let tab = indentingTab(near: raw, in: source) {
            return Diagnostic(
                .tab, "a tab cannot indent YAML; use spaces", at: tab)
        }
        var related: RelatedNote?
        if let context, context.mark.line < mark.line {
            let place = Place(line: context.mark.line, column: context.mark.column)
            related = RelatedNote(opening(context.text), at: source.clamped(place))
        }
        let isAtEnd = mark.line >= source.lines.count && source.line(mark.line).count < mark.column
        let message = isAtEnd ? "the file ends too early: \(plain(problem))" : plain(problem)
        return Diagnostic(.syntax, message, at: source.clamped(raw), related: related)
    }

    /// The reader's words with the indicators that people see in place of its token names.
    private static func plain(_ words: String) -> String {
        switch words {
        case "did not find expected key":
            "a key of this map is expected here; check the indentation"
        case "mapping values are not allowed in this context":
            "': ' is not allowed here; put the text in quotes, or start the map on its own line"
        case "found unexpected end of stream": "a quoted text is not closed"
        case "could not find expected ':'": "a ':' is expected after the key"
        case "block sequence entries are not allowed in this context":
            "a '- ' item is not allowed here; check the indentation"
        case "did not find expected '-' indicator": "a '- ' item is expected here"
        case "did not find expected node content": "a value is expected here"
        case "found character that cannot start any token":
            "this character cannot begin a text; put the text in quotes"
        default: words.replacingPrefix("did not find expected", with: "expected")
        }
    }

    /// What the reader was in the middle of.
    private static func opening(_ words: String) -> String {
        switch words {
        case "while scanning a simple key": "the key begins here"
        case "while scanning a quoted scalar": "the text in quotes begins here"
        case "while parsing a block mapping", "while parsing a flow mapping": "the map begins here"
        case "while parsing a block collection", "while parsing a flow sequence":
            "the list begins here"
        default: words
        }
    }

    /// A tab in the white space at the begin of the line, or where the reader stopped.
    private static func indentingTab(near place: Place, in source: SourceText) -> Place? {
        let line = source.line(place.line)
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        if let index = indent.firstIndex(of: "\t") {
            return Place(line: place.line, column: index + 1)
        }
        let index = place.column - 1
        return line.indices.contains(index) && line[index] == "\t" ? place : nil
    }

    /// The reader tells the first of two equal keys; this looks for the second.
    private static func duplicate(
        _ key: String, mark: Mark, in source: SourceText
    ) -> Diagnostic {
        let length = max(1, key.unicodeScalars.count)
        let first = source.clamped(Place(line: mark.line, column: mark.column, length: length))
        let message = "the key \(quoted(key)) stands twice in this map"
        guard let second = secondKey(key, after: first, in: source) else {
            return Diagnostic(.duplicateKey, message, at: first)
        }
        return Diagnostic(
            .duplicateKey, message, at: second,
            related: RelatedNote("the first \(quoted(key)) is here", at: first))
    }

    private static func secondKey(
        _ key: String, after first: Place, in source: SourceText
    ) -> Place? {
        let length = max(1, key.unicodeScalars.count)
        for number in first.line...max(first.line, source.lines.count) {
            let line = source.line(number)
            for column in columns(of: line, number: number, after: first, length: length) {
                let place = Place(line: number, column: column, length: length)
                let next = column - 1 + length
                if source.holds(key, at: place), isKeyEnd(line, at: next) { return place }
            }
        }
        return nil
    }

    /// Where the second key may begin: further right on the same line, then at the same column.
    private static func columns(
        of line: [Unicode.Scalar], number: Int, after first: Place, length: Int
    ) -> [Int] {
        if number == first.line {
            let start = first.column + length
            return start <= line.count ? Array(start...line.count) : []
        }
        let indent = line.prefix { $0 == " " }.count
        if indent + 1 == first.column { return [first.column] }
        return []
    }

    private static func isKeyEnd(_ line: [Unicode.Scalar], at index: Int) -> Bool {
        let rest = line.dropFirst(index).drop { $0 == " " || $0 == "'" || $0 == "\"" }
        return rest.first == ":"
    }
}

extension String {
    /// The text with another beginning; unchanged where it does not begin so.
    func replacingPrefix(_ prefix: String, with replacement: String) -> String {
        hasPrefix(prefix) ? replacement + dropFirst(prefix.count) : self
    }
}
