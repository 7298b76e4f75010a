internal import Incidents
package import Runbooks

/// What reading the file of own taxonomies gave.
package struct TaxonomyReading: Sendable {
    /// The taxonomies; `nil` if there is any error.
    package let taxonomies: [Taxonomy]?
    /// What was found, in the order of the file.
    package let diagnostics: [Diagnostic]
}

extension Taxonomy {
    /// Reads a file of taxonomies; it never fails otherwise than through findings.
    package static func read(_ bytes: [UInt8]) -> TaxonomyReading {
        let document = SourceDocument(bytes)
        guard let root = document.root else {
            return TaxonomyReading(taxonomies: nil, diagnostics: document.problems)
        }
        var reader = TaxonomyReader()
        let taxonomies = reader.document(root)
        let problems = document.ordered(reader.problems)
        return TaxonomyReading(
            taxonomies: problems.hasErrors ? nil : taxonomies, diagnostics: problems)
    }
}

/// Reads taxonomies, collecting findings instead of stopping at the first.
private struct TaxonomyReader: SourceReading {
    var problems: [Diagnostic] = []
    let language = "en"

    mutating func document(_ root: SourceNode) -> [Taxonomy] {
        guard
            let fields = fields(
                of: root, as: "the file", known: ["taxonomies"], required: ["taxonomies"]),
            let list = fields["taxonomies"]
        else { return [] }
        var taxonomies: [Taxonomy] = []
        for item in items(of: list, as: "'taxonomies'") {
            guard let taxonomy = readTaxonomy(item) else { continue }
            if taxonomy.id == Taxonomy.rsit.id
                || taxonomies.contains(where: { $0.id == taxonomy.id })
            {
                report(
                    .duplicateID, "there is a taxonomy '\(taxonomy.id)' already", at: item.place)
            }
            taxonomies.append(taxonomy)
        }
        return taxonomies
    }

    private mutating func readTaxonomy(_ node: SourceNode) -> Taxonomy? {
        guard
            let fields = fields(
                of: node, as: "a taxonomy", known: ["taxonomy", "version", "title", "classes"],
                required: ["taxonomy", "version", "classes"]),
            let id = fields["taxonomy"].flatMap({ name($0, as: "the id of a taxonomy") })
        else { return nil }
        let version = fields["version"].flatMap { text($0, as: "the version") } ?? ""
        let title = fields["title"].flatMap { text($0, as: "the title") } ?? id
        var classes: [Taxonomy.Class] = []
        for item in fields["classes"].map({ items(of: $0, as: "'classes'") }) ?? [] {
            guard let one = readClass(item) else { continue }
            if classes.contains(where: { $0.id == one.id }) {
                report(.duplicateID, "two classes are called '\(one.id)'", at: item.place)
            }
            classes.append(one)
        }
        return Taxonomy(id: id, version: version, title: title, classes: classes)
    }

    private mutating func readClass(_ node: SourceNode) -> Taxonomy.Class? {
        guard
            let fields = fields(
                of: node, as: "a class", known: ["id", "label", "categories", "types"],
                required: ["id", "categories"]),
            let id = fields["id"].flatMap({ name($0, as: "the id of a class") })
        else { return nil }
        let label = fields["label"].flatMap { text($0, as: "the label") } ?? id
        let known = Category.allCases.map(\.rawValue)
        var categories: [Category] = []
        for item in fields["categories"].map({ items(of: $0, as: "'categories'") }) ?? [] {
            let name = option(item, as: "a category of ISO/IEC 27035", among: known)
            if let category = name.flatMap({ Category(rawValue: $0) }) {
                categories.append(category)
            }
        }
        var types: [Taxonomy.Kind] = []
        for entry in fields["types"].flatMap({ entries(of: $0, as: "'types'") }) ?? [] {
            let label = text(entry.value, as: "the type '\(entry.key)'") ?? entry.key
            types.append(Taxonomy.Kind(id: entry.key, label: label))
        }
        return Taxonomy.Class(id: id, label: label, categories: categories, types: types)
    }
}
