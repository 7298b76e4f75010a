/// Turns data into Markdown that shows it and does nothing else.
package enum MarkdownText {
    /// The text with all that Markdown could read as markup, links or HTML escaped.
    ///
    /// `lineBreak` stands for each line feed. A mail address or a mention becomes a code span, the only form that no
    /// dialect turns into a link.
    package static func escaped(_ text: String, break lineBreak: String = " ") -> String {
        if isPlain(text) { return text }
        let visible = text.visible
        let lines = visible.split(separator: "\n", omittingEmptySubsequences: false).map {
            var line = $0.drop(while: \.isWhitespace)
            while let last = line.last, last.isWhitespace { line.removeLast() }
            return line
        }
        let shown = lines.filter { !$0.isEmpty }.map(escapedLine)
        guard visible.contains("\n") else {
            // Blanks at the ends matter where a span continues another.
            return (visible.first == " " ? " " : "") + shown.joined()
                + (visible.last == " " && !shown.isEmpty ? " " : "")
        }
        return (lines.first?.isEmpty == true ? lineBreak : "") + shown.joined(separator: lineBreak)
    }

    /// Whether the text holds nothing that any rule of this type looks at; most texts are so.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return true }
        let letters = UInt8(ascii: "A")...UInt8(ascii: "z")
        return letters.contains(first) && last != UInt8(ascii: " ")
            && text.utf8.allSatisfy { (0x20..<0x7F).contains($0) && !watched.contains($0) }
    }

    /// The bytes of `special` and those that need a closer look.
    private static let watched = special + Array("@:.".utf8)

    /// The bytes that are escaped wherever they stand.
    private static let special = Array("\\`*_{}[]<>|~&$!^".utf8)

    /// The text between marks of emphasis, which must touch a letter to work.
    static func wrapped(_ text: String, in mark: String) -> String {
        let inner = text.singleLine
        let core = escaped(inner).trimmed
        guard !core.isEmpty else { return "" }
        return (inner.first == " " ? " " : "") + mark + core + mark
            + (inner.last == " " ? " " : "")
    }

    /// The text as a code span, or escaped where a character in it could end the span or the cell.
    package static func code(_ text: String) -> String {
        let inner = text.singleLine
        guard !inner.isBlank, !inner.contains(where: { "`|\\".contains($0) }) else {
            return escaped(inner)
        }
        return "`\(inner.trimmed)`"
    }

    private static func escapedLine(_ line: Substring) -> String {
        var result = ""
        var rest = line
        while let at = rest.firstIndex(of: "@") {
            var start = at
            while start > rest.startIndex, rest[rest.index(before: start)].isAddressPart {
                start = rest.index(before: start)
            }
            var end = rest.index(after: at)
            while end < rest.endIndex, rest[end].isAddressPart || rest[end] == "@" {
                end = rest.index(after: end)
            }
            result += inline(rest[..<start], isLineStart: result.isEmpty)
            result += "`\(rest[start..<end])`"
            rest = rest[end...]
        }
        return result + inline(rest, isLineStart: result.isEmpty)
    }

    private static func inline(_ text: Substring, isLineStart: Bool) -> String {
        var result = ""
        var isNumber = isLineStart
        for (index, character) in zip(text.indices, text) {
            let isFirst = isLineStart && index == text.startIndex
            let endsNumber = isNumber && !isFirst && (character == "." || character == ")")
            isNumber = isNumber && character.isASCII && character.isNumber
            if character.asciiValue.map(special.contains) == true || endsNumber
                || (isFirst && "#+-=".contains(character))
                || opensLink(text, at: index)
            {
                result += "\\"
            }
            result.append(character)
        }
        return result
    }

    /// Whether a colon or a point would make some dialect see an address (`https://…`, `mailto:…`, `www.…`).
    private static func opensLink(_ text: Substring, at index: Substring.Index) -> Bool {
        guard text[index] == "." || text[index] == ":" else { return false }
        let before = text[..<index].suffix(6).lowercased()
        if text[index] == "." { return before.hasSuffix("www") }
        let rest = text[text.index(after: index)...]
        let schemes = ["mailto", "xmpp", "http", "https", "ftp"]
        return rest.hasPrefix("//")
            || schemes.contains { before.hasSuffix($0) }
    }
}

extension Character {
    /// Whether the character may stand in a mail address without a mark of Markdown.
    fileprivate var isAddressPart: Bool {
        isLetter || isNumber || self == "." || self == "-" || self == "_" || self == "+"
    }
}

extension String {
    /// The text without blanks at its ends.
    var trimmed: String {
        var rest = drop(while: \.isWhitespace)
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
