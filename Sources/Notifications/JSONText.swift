/// A JSON value that keeps the order of its members, so that the same message gives the same bytes.
enum JSONText: Equatable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case null
    indirect case list([JSONText])
    indirect case object([(String, JSONText)])

    static func == (left: JSONText, right: JSONText) -> Bool { left.written == right.written }

    /// The compact form.
    var written: String {
        var result = ""
        write(to: &result)
        return result
    }

    /// The compact form in UTF-8.
    var bytes: [UInt8] { Array(written.utf8) }

    private func write(to result: inout String) {
        switch self {
        case .text(let text): JSONText.quote(text, to: &result)
        case .number(let number): result += String(number)
        case .flag(let flag): result += flag ? "true" : "false"
        case .null: result += "null"
        case .list(let items):
            result += "["
            for (index, item) in items.enumerated() {
                if index > 0 { result += "," }
                item.write(to: &result)
            }
            result += "]"
        case .object(let members):
            result += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { result += "," }
                JSONText.quote(member.0, to: &result)
                result += ":"
                member.1.write(to: &result)
            }
            result += "}"
        }
    }

    private static func quote(_ text: String, to result: inout String) {
        result += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1f}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        result += "\""
    }
}

extension JSONText: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(booleanLiteral value: Bool) { self = .flag(value) }
    init(integerLiteral value: Int) { self = .number(value) }
    init(arrayLiteral elements: JSONText...) { self = .list(elements) }
    init(dictionaryLiteral elements: (String, JSONText)...) { self = .object(elements) }
}
