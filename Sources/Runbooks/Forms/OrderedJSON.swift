/// JSON whose members keep the order in which they are given, so that the same findings give the same bytes.
indirect enum OrderedJSON {
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([OrderedJSON])
    case object([(String, OrderedJSON)])

    /// The text with two blanks for each level.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return OrderedJSON.quoted(text)
        case .number(let number): return String(number)
        case .truth(let truth): return truth ? "true" : "false"
        case .list(let items):
            guard !items.isEmpty else { return "[]" }
            let lines = items.map { inner + $0.text(indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            guard !members.isEmpty else { return "{}" }
            let lines = members.map {
                "\(inner)\(OrderedJSON.quoted($0.0)): \($0.1.text(indent: inner))"
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    /// A string of JSON; what could steer a terminal is escaped, too.
    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default: break
        }
        let isPlain: Bool =
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        if isPlain { return String(scalar) }
        return UTF16.encode(scalar).map { unit in
            unit.map { "\\u" + padded(String($0, radix: 16)) }.joined()
        } ?? ""
    }

    private static func padded(_ digits: String) -> String {
        String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
