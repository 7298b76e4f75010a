internal import Yams

/// Reads YAML into `SourceNode`s and refuses what the runbook language leaves out.
struct SourceTree {
    /// How deep maps and lists may be nested.
    static let depthLimit = 64
    /// How many aliases the YAML reader may meet before it is not asked at all.
    private static let aliasLimit = 8

    private let source: SourceText
    private var problems: [Diagnostic] = []

    private init(_ source: SourceText) { self.source = source }

    /// The root of the document, or the findings that stop the reading.
    static func read(_ source: SourceText) -> (root: SourceNode?, problems: [Diagnostic]) {
        // Equal keys are compared by hash, and the hash of a nested alias grows exponentially: such
        // a file must not reach the YAML reader.
        if let place = aliasFlood(in: source) {
            return (nil, [anchorProblem(at: place)])
        }
        do {
            let parser = try Parser(yaml: source.text, resolver: .basic, encoding: .utf8)
            // The parser owns the anchors, the nodes know them weakly.
            return try withExtendedLifetime(parser) {
                guard let node = try parser.singleRoot() else {
                    let place = Place(line: 1, column: 1)
                    return (nil, [Diagnostic(.noDocument, "the file holds no document", at: place)])
                }
                var tree = SourceTree(source)
                let root = tree.convert(node, depth: 1)
                return tree.problems.hasErrors ? (nil, tree.problems) : (root, [])
            }
        } catch {
            return (nil, [SyntaxProblem.diagnostic(for: error, in: source)])
        }
    }

    static func anchorProblem(at place: Place) -> Diagnostic {
        Diagnostic(
            .anchor, "anchors and aliases (&, *) are not part of the language; write it out",
            at: place)
    }

    /// The conversion stops at the first problem that could repeat without end.
    private mutating func convert(_ node: Node, depth: Int) -> SourceNode? {
        let place = Place(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        if let problem = SourceTree.refusal(of: node, at: place, depth: depth) {
            if !problems.contains(where: { $0.code == problem.code }) { problems.append(problem) }
            return nil
        }
        checkTag(of: node, at: place)
        switch node {
        case .scalar(let scalar):
            checkCharacters(of: scalar.string, at: place)
            return self.scalar(scalar, at: place)
        case .sequence(let nodes):
            var list: [SourceNode] = []
            for node in nodes {
                guard let item = convert(node, depth: depth + 1) else { return nil }
                list.append(item)
            }
            return SourceNode(content: .list(list), place: place)
        case .mapping(let mapping): return map(mapping, at: place, depth: depth)
        case .alias: return nil
        }
    }

    /// Why a node is not even looked into.
    private static func refusal(of node: Node, at place: Place, depth: Int) -> Diagnostic? {
        if node.anchor != nil || node.alias != nil { return anchorProblem(at: place) }
        guard depth > depthLimit else { return nil }
        return Diagnostic(
            .tooDeep, "nested more than \(depthLimit) levels deep", at: place)
    }

    private mutating func map(
        _ mapping: Node.Mapping, at place: Place, depth: Int
    ) -> SourceNode? {
        var entries: [SourceEntry] = []
        for (key, value) in mapping {
            guard let keyNode = convert(key, depth: depth + 1) else { return nil }
            guard let name = keyNode.scalar else {
                problems.append(
                    Diagnostic(
                        .unsupportedYAML, "a key must be a text, not \(keyNode.kind)",
                        at: keyNode.place))
                continue
            }
            if name.text == "<<", name.isPlain {
                problems.append(
                    Diagnostic(
                        .mergeKey, "merge keys (<<) are not part of the language; write it out",
                        at: keyNode.place))
                continue
            }
            guard let node = convert(value, depth: depth + 1) else { return nil }
            entries.append(SourceEntry(key: name.text, keyPlace: keyNode.place, value: node))
        }
        return SourceNode(content: .map(entries), place: place)
    }

    private mutating func checkTag(of node: Node, at place: Place) {
        let tag =
            switch node {
            case .scalar(let scalar): scalar.tag.rawValue
            case .sequence(let nodes): nodes.tag.rawValue
            case .mapping(let mapping): mapping.tag.rawValue
            case .alias: ""
            }
        let implicit = ["", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq"]
        guard !implicit.contains(tag), tag != "tag:yaml.org,2002:map" else { return }
        problems.append(
            Diagnostic(
                .unsupportedYAML, "tags such as \(quoted(tag)) are not part of the language",
                at: place))
    }

    /// An escape in a quoted text can make what the file itself may not hold.
    private mutating func checkCharacters(of text: String, at place: Place) {
        let harmful = text.unicodeScalars.first { SafeText.endangersTerminals($0) }
        guard let harmful else { return }
        problems.append(
            Diagnostic(
                .controlCharacter, "the text holds the control character U+\(hexadecimal(harmful))",
                at: source.clamped(place)))
    }

    private func scalar(_ scalar: Node.Scalar, at place: Place) -> SourceNode {
        let count = scalar.string.unicodeScalars.count
        var nodePlace = place
        var textPlace = place
        switch scalar.style {
        case .any, .plain:
            let isVerbatim = count > 0 && source.holds(scalar.string, at: place)
            let length =
                isVerbatim || count == 0
                ? count : source.lengthToLineEnd(from: place.line, place.column)
            nodePlace = Place(line: place.line, column: place.column, length: length)
            textPlace = nodePlace
        case .singleQuoted, .doubleQuoted:
            let length = quotedLength(at: place)
            nodePlace = Place(line: place.line, column: place.column, length: length)
            textPlace = Place(line: place.line, column: place.column + 1, length: length - 2)
        case .literal, .folded:
            textPlace = blockTextPlace(below: place)
        }
        let isPlain = scalar.style == .plain || scalar.style == .any
        let value = SourceScalar(text: scalar.string, isPlain: isPlain, textPlace: textPlace)
        return SourceNode(content: .scalar(value), place: source.clamped(nodePlace))
    }

    /// The length of a quoted text with its quotes, as far as it stands on its first line.
    private func quotedLength(at place: Place) -> Int {
        let line = source.line(place.line)
        let start = place.column - 1
        guard start >= 0, start < line.count else { return 2 }
        let quote = line[start]
        var index = start + 1
        while index < line.count {
            if line[index] == "\\", quote == "\"" {
                index += 1
            } else if line[index] == quote {
                guard quote == "'", index + 1 < line.count, line[index + 1] == "'" else {
                    return index + 1 - start
                }
                index += 1
            }
            index += 1
        }
        return source.lengthToLineEnd(from: place.line, place.column)
    }

    /// The first line of a block text that is not empty.
    private func blockTextPlace(below place: Place) -> Place {
        var number = place.line + 1
        while number <= source.lines.count {
            if let first = source.line(number).firstIndex(where: { $0 != " " }) {
                return Place(
                    line: number, column: first + 1,
                    length: source.lengthToLineEnd(from: number, first + 1))
            }
            number += 1
        }
        return place
    }

    /// The place of the first anchor of a file that uses many aliases.
    ///
    /// This looks at every `&name` and `*name`, in comments too, and so misses none that is real.
    private static func aliasFlood(in source: SourceText) -> Place? {
        var anchors: Set<String> = []
        var aliases: [String] = []
        var first: Place?
        for (number, line) in source.lines.enumerated() {
            for (index, scalar) in line.enumerated() where scalar == "&" || scalar == "*" {
                let name = line[(index + 1)...].prefix {
                    $0.isASCII
                        && ($0.properties.isAlphabetic
                            || "0123456789-_".unicodeScalars.contains($0))
                }
                guard !name.isEmpty else { continue }
                let text = String(String.UnicodeScalarView(name))
                if scalar == "&" {
                    anchors.insert(text)
                    first =
                        first ?? Place(line: number + 1, column: index + 1, length: name.count + 1)
                } else {
                    aliases.append(text)
                }
            }
        }
        return aliases.count(where: anchors.contains) > aliasLimit ? first : nil
    }
}
