/// A value of a JSON document whose keys keep their order.
indirect enum SchemaValue: Sendable, Equatable {
    /// A key and its value.
    struct Member: Sendable, Equatable {
        let key: String
        let value: SchemaValue
    }

    case text(String)
    case number(Int)
    case truth(Bool)
    case list([SchemaValue])
    case map([Member])

    /// A map, its keys in the order in which they are written here.
    static func object(_ members: KeyValuePairs<String, SchemaValue>) -> SchemaValue {
        .map(members.map { Member(key: $0.key, value: $0.value) })
    }

    /// A list of texts.
    static func texts(_ texts: [String]) -> SchemaValue { .list(texts.map { .text($0) }) }

    /// The map with more members behind its own.
    func with(_ members: KeyValuePairs<String, SchemaValue>) -> SchemaValue {
        guard case .map(let own) = self else { return self }
        return .map(own + members.map { Member(key: $0.key, value: $0.value) })
    }

    /// The document as text, two blanks a level, without a line end behind it.
    var json: String {
        var output = ""
        write(to: &output, indent: "")
        return output
    }

    private func write(to output: inout String, indent: String) {
        switch self {
        case .text(let text): output += SchemaValue.quoted(text)
        case .number(let number): output += String(number)
        case .truth(let value): output += value ? "true" : "false"
        case .list(let items):
            let isShort = items.allSatisfy(\.isScalar)
            SchemaValue.join(items, "[", "]", indent, isShort: isShort, to: &output) {
                $0.write(to: &$1, indent: $2)
            }
        case .map(let members):
            SchemaValue.join(members, "{", "}", indent, isShort: members.isEmpty, to: &output) {
                $1 += SchemaValue.quoted($0.key) + ": "
                $0.value.write(to: &$1, indent: $2)
            }
        }
    }

    private var isScalar: Bool {
        switch self {
        case .text, .number, .truth: true
        case .list, .map: false
        }
    }

    private static func join<Item>(
        _ items: [Item], _ open: String, _ close: String, _ indent: String, isShort: Bool,
        to output: inout String, write: (Item, inout String, String) -> Void
    ) {
        let inner = indent + "  "
        output += open
        for (index, item) in items.enumerated() {
            if index > 0 { output += isShort ? ", " : "," }
            if !isShort { output += "\n" + inner }
            write(item, &output, inner)
        }
        if !isShort, !items.isEmpty { output += "\n" + indent }
        output += close
    }

    private static func quoted(_ text: String) -> String {
        let inner = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            default: scalar.value < 0x20 ? "\\u\(hexadecimal(scalar))" : String(scalar)
            }
        }
        return "\"" + inner.joined() + "\""
    }
}
