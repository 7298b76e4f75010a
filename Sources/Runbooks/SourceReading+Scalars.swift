internal import Chronology
internal import Expressions

extension SourceReading {
    /// A scalar that is there, as it is written.
    package mutating func scalar(_ node: SourceNode, as subject: String) -> SourceScalar? {
        guard let scalar = node.scalar else {
            report(.wrongKind, "\(subject) is a text, not \(node.kind)", at: node.place)
            return nil
        }
        if scalar.isNull || scalar.text.allSatisfy(\.isWhitespace) {
            report(.wrongKind, "\(subject) has no value", at: node.place)
            return nil
        }
        return scalar
    }

    /// A text for people, which may be a map from languages to texts.
    package mutating func text(_ node: SourceNode, as subject: String) -> String? {
        guard case .map(let entries) = node.content else {
            return scalar(node, as: subject).map { trimmed($0.text) }
        }
        for entry in entries where !RunbookReader.isLanguage(entry.key) {
            report(
                .wrongKind,
                "\(subject) is a text, not a map; a text with ': ' or '{' needs quotes",
                at: entry.keyPlace)
            return nil
        }
        guard let entry = entries.first(where: { $0.key == language }) else {
            report(
                .missingLanguage, "\(subject) has no text in the runbook's language '\(language)'",
                at: node.place)
            return nil
        }
        return scalar(entry.value, as: subject).map { trimmed($0.text) }
    }

    /// Texts for people.
    package mutating func texts(_ node: SourceNode, as subject: String) -> [String] {
        var result: [String] = []
        for item in items(of: node, as: subject) {
            if let text = text(item, as: "an item of \(subject)") { result.append(text) }
        }
        return result
    }

    /// A kebab-case name.
    package mutating func name(_ node: SourceNode, as subject: String) -> String? {
        guard let scalar = scalar(node, as: subject) else { return nil }
        return checkedName(scalar.text, as: subject, at: node.place)
    }

    mutating func checkedName(_ text: String, as subject: String, at place: Place) -> String? {
        if RunbookReader.isKebab(text) { return text }
        let better = RunbookReader.joined(text, with: "-")
        report(
            .badName,
            "\(subject) is written with small letters, digits and '-', not \(quoted(text))",
            at: place, suggestion: RunbookReader.isKebab(better) ? better : nil)
        return nil
    }

    /// Kebab-case names, each with its place.
    mutating func names(
        _ node: SourceNode, as subject: String
    ) -> [(name: String, node: SourceNode)] {
        var result: [(name: String, node: SourceNode)] = []
        for item in items(of: node, as: subject) {
            if let name = name(item, as: "an item of \(subject)") { result.append((name, item)) }
        }
        return result
    }

    /// A whole number in a range.
    package mutating func integer(
        _ node: SourceNode, as subject: String, in range: ClosedRange<Int>
    ) -> Int? {
        guard let scalar = scalar(node, as: subject) else { return nil }
        let digits = scalar.text.allSatisfy { $0.isASCII && $0.isNumber }
        guard digits, let number = Int(scalar.text), range.contains(number) else {
            report(
                .badValue,
                "\(subject) is a whole number from \(range.lowerBound) to \(range.upperBound), "
                    + "not \(quoted(scalar.text))",
                at: node.place)
            return nil
        }
        return number
    }

    /// `true` or `false`; the other words of YAML 1.1 are refused with a hint.
    package mutating func boolean(_ node: SourceNode, as subject: String) -> Bool? {
        guard let scalar = scalar(node, as: subject) else { return nil }
        if scalar.isPlain, let value = ["true": true, "false": false][scalar.text] { return value }
        let words = [
            "yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false",
        ]
        let meant = words[scalar.text.lowercased()]
        report(
            meant == nil ? .wrongKind : .booleanWord,
            "\(subject) is true or false, not \(quoted(scalar.text))", at: node.place,
            suggestion: meant ?? suggest(scalar.text, among: ["true", "false"]))
        return nil
    }

    /// One of the fixed words of a key.
    package mutating func option(
        _ node: SourceNode, as subject: String, among options: [String]
    ) -> String? {
        guard let scalar = scalar(node, as: subject) else { return nil }
        if options.contains(scalar.text) { return scalar.text }
        let isTruth = scalar.isPlain && scalar.text.lowercased() == "true"
        report(
            .unknownOption, "\(subject) is \(listed(options)), not \(quoted(scalar.text))",
            at: node.place,
            suggestion: isTruth && options.contains("yes")
                ? "yes" : suggest(scalar.text, among: options))
        return nil
    }

    /// A positive duration.
    package mutating func duration(_ node: SourceNode, as subject: String) -> Duration? {
        guard let scalar = scalar(node, as: subject) else { return nil }
        if let duration = Duration(written: scalar.text) { return duration }
        report(
            .badDuration,
            "\(subject) is a duration such as PT15M, PT4H or P1D, not \(quoted(scalar.text))",
            at: node.place, suggestion: DurationGuess.certain(scalar.text))
        return nil
    }

    /// A condition; it is parsed and checked by lint.
    mutating func condition(_ node: SourceNode, as subject: String) -> Guard? {
        guard node.scalar != nil else {
            report(
                .wrongKind,
                "\(subject) is a condition, not \(node.kind); one that begins with [ or { needs quotes",
                at: node.place)
            return nil
        }
        guard let scalar = scalar(node, as: subject) else { return nil }
        return Guard(source: trimmed(scalar.text), place: scalar.textPlace)
    }

    /// The text without blanks and line ends at its end.
    private func trimmed(_ text: String) -> String {
        guard let end = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...end])
    }

    static func isKebab(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isShort = text.utf8.count <= 64
        return isShort
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
            }
    }

    /// The words of a text in small letters with one separator, as a name might be meant.
    static func joined(_ text: String, with separator: String) -> String {
        text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
            .joined(separator: separator)
    }

    /// `en`, `deu` or `pt-BR`.
    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, parts.count <= 2, (2...3).contains(first.count) else {
            return false
        }
        let isWord = first.allSatisfy { $0.isASCII && $0.isLowercase }
        return isWord
            && (parts.count == 1 || (parts[1].count == 2 && parts[1].allSatisfy(\.isASCII)))
    }
}

extension Duration {
    /// A positive duration in the one form that files have, ISO 8601; the short forms (`15m`) are for the command
    /// line.
    init?(written text: String) {
        guard text.hasPrefix("P"), let duration = Duration(iso8601: text), duration > .zero else {
            return nil
        }
        self = duration
    }
}
