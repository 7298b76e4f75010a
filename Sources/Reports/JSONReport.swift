import FoundationEssentials

/// Writes a report as JSON by the schema `muster/report/1`: sorted keys, RFC 3339 times, absent keys for what is not
/// recorded.
package enum JSONReport {
    /// The bytes of the file as text, the same for the same view.
    ///
    /// Characters that could act on a terminal, and `<`, are written as `\u` escapes, which read back as themselves.
    ///
    /// - Throws: `EncodingError`, which no view can cause.
    package static func render(_ view: ReportView) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let text = String(decoding: try encoder.encode(view), as: UTF8.self)
        return escaped(text) + "\n"
    }

    /// Reads a report back.
    ///
    /// - Throws: `DecodingError` if the text is not such a report.
    package static func read(_ text: String) throws -> ReportView {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(ReportView.self, from: Data(text.utf8))
    }

    /// Outside strings JSON holds none of these characters, so that the whole text can be treated alike.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            guard character == "<" || character.isActing else {
                result.unicodeScalars.append(character)
                continue
            }
            for unit in String(character).utf16 {
                let digits = String(unit, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }
}
