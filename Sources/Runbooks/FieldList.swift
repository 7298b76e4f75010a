internal import Expressions

/// The entries of a map whose keys are known words.
package struct FieldList {
    package let entries: [SourceEntry]
    /// Where the map begins.
    package let place: Place

    /// The entries of a map that are checked elsewhere.
    package init(_ entries: [SourceEntry], at place: Place) {
        self.entries = entries
        self.place = place
    }

    /// The value of a key; `nil` if the map does not have it.
    package subscript(key: String) -> SourceNode? { entries.first { $0.key == key }?.value }

    /// A key with its place and its value; `nil` if the map does not have it.
    package func entry(_ key: String) -> SourceEntry? { entries.first { $0.key == key } }
}

extension RunbookReader {
    /// The entries of a map of the language, with findings for keys that are unknown or missing.
    mutating func fields(
        of node: SourceNode, as subject: String, in map: LanguageMap
    ) -> FieldList? {
        fields(of: node, as: subject, known: map.names, required: map.needed)
    }
}

extension SourceReading {
    /// With so many findings, of which a hundred are shown, no further key is looked at closely.
    private static var enough: Int { 1_000 }

    /// The entries of a map, with findings for keys that are unknown or missing.
    package mutating func fields(
        of node: SourceNode, as subject: String, known: [String], required: [String] = []
    ) -> FieldList? {
        guard let entries = entries(of: node, as: subject) else { return nil }
        for entry in entries where !known.contains(entry.key) && problems.count < Self.enough {
            reportUnknownKey(entry, as: subject, known: known)
        }
        let start = Self.beginning(of: node, entries)
        // A key that is only misspelt is not missing as well.
        let meant = entries.filter { !known.contains($0.key) }.prefix(Self.enough)
            .compactMap { suggest($0.key, among: known) }
        for key in required
        where !meant.contains(key) && !entries.contains(where: { $0.key == key }) {
            report(.missingKey, "\(subject) needs the key '\(key)'", at: start)
        }
        return FieldList(entries, at: start)
    }

    /// The first key of a map that has no braces, or its brace.
    private static func beginning(of node: SourceNode, _ entries: [SourceEntry]) -> Place {
        guard let key = entries.first?.keyPlace, key.line == node.place.line,
            key.column == node.place.column
        else { return node.place }
        return key
    }

    /// The entries of a map; keys that begin with `x-` belong to other programs and are left out.
    package mutating func entries(of node: SourceNode, as subject: String) -> [SourceEntry]? {
        guard case .map(let entries) = node.content else {
            report(.wrongKind, "\(subject) is a map, not \(node.kind)", at: node.place)
            return nil
        }
        return entries.filter { !$0.key.hasPrefix("x-") }
    }

    /// A finding about a key that is not one of those that the map may have.
    package mutating func reportUnknownKey(
        _ entry: SourceEntry, as subject: String, known: [String]
    ) {
        if entry.key.hasPrefix("because "), entry.value.isNull {
            report(
                .unknownKey,
                "inside braces a comma ends the value; put 'none, because …' in quotes",
                at: entry.keyPlace)
            return
        }
        let near = suggest(entry.key, among: known)
        let list = near == nil ? "; the keys are \(listed(known))" : ""
        report(
            .unknownKey, "\(subject) has no key \(quoted(entry.key))\(list)", at: entry.keyPlace,
            suggestion: near)
    }

    /// The items of a list that needs at least one.
    package mutating func items(of node: SourceNode, as subject: String) -> [SourceNode] {
        guard case .list(let items) = node.content else {
            report(
                .wrongKind, "\(subject) is a list, not \(node.kind); write [ … ] or '- ' items",
                at: node.place)
            return []
        }
        if items.isEmpty { report(.empty, "\(subject) is empty", at: node.place) }
        return items
    }
}
