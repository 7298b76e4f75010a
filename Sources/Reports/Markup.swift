/// A piece of HTML or SVG as a tree; the only way from data to bytes is through its one escape function.
indirect enum Markup {
    case element(String, [(name: String, value: String)], [Markup])
    case text(String)
    /// A style sheet; a literal, so that no data can get in.
    case style(StaticString)

    /// An element that holds other elements.
    static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        .element(name, attributes.map { (name: $0.key, value: $0.value) }, children)
    }

    /// An element that holds text.
    static func tag(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
    ) -> Markup {
        .tag(name, attributes, [.text(text)])
    }

    /// The markup as HTML (SVG inside HTML is written the same way).
    var html: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .text(let text): output += Markup.escaped(text)
        case .style(let sheet): output += "<style>\n\(sheet)</style>"
        case .element(let name, let attributes, let children):
            if Markup.startsLine.contains(name), output.last != "\n" { output += "\n" }
            output += "<" + name
            for attribute in attributes {
                output += " \(attribute.name)=\"\(Markup.escaped(attribute.value))\""
            }
            output += ">"
            if Markup.void.contains(name) { return }
            for child in children { child.write(to: &output) }
            output += "</\(name)>"
        }
    }

    /// Elements that HTML writes without an end tag.
    private static let void: Set<String> = ["br", "link", "meta"]

    /// Elements that begin a line of the file, so that two reports can be compared line by line.
    private static let startsLine: Set<String> = [
        "body", "caption", "circle", "dd", "desc", "div", "dl", "dt", "figure", "figcaption",
        "footer", "g", "h1", "h2", "h3", "head", "header", "html", "li", "line", "main", "meta",
        "nav", "p", "rect", "section", "style", "svg", "table", "tbody", "thead", "title", "tr",
        "ul",
    ]

    /// The characters that have a meaning in HTML.
    private static let special = Array("&<>\"'".utf8)

    /// Text that is safe as content and in a quoted attribute.
    static func escaped(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            (0x20..<0x7F).contains(byte) && !Markup.special.contains(byte)
        }
        if isPlain { return text }
        var result = ""
        for character in text.visible.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
