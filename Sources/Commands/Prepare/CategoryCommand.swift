internal import Application
internal import ArgumentParser
internal import Incidents
internal import Organisation

/// `muster category`.
struct CategoryCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "category",
        abstract: "List the categories and kinds of incidents, or find some by a word.",
        discussion: """
            The thirteen categories of ISO/IEC 27035, the kinds of the Reference Security Incident Taxonomy (RSIT), and
            your own taxonomies from .muster/categories.yaml. An assessment takes one category and any number of kinds.


            """
                + examples(
                    "muster category", "muster category login",
                    "muster assess incident --kind rsit:intrusion-attempts/brute-force \\\n"
                        + #"    --why "many wrong passwords""#))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "A word that it has in its name or its description.")
    var word: String?

    func execute(_ session: Session) async throws {
        let taxonomies = try TaxonomyFile.taxonomies(of: try? session.workspace())
        let rows = rows(taxonomies).filter { row in
            guard let word = word?.lowercased(), !word.isEmpty else { return true }
            return [row.name, row.text].contains { $0.lowercased().contains(word) }
        }
        var answer = Answer(
            "categories",
            [
                "items": .array(
                    rows.map { row in
                        .object([
                            "name": .string(row.name), "text": .string(row.text),
                            "categories": .array(row.categories.map { .string($0.rawValue) }),
                        ])
                    })
            ])
        answer.quiet = rows.map(\.name)
        guard !rows.isEmpty else {
            answer.lines = ["Nothing has '\(visible((word ?? "").shortened(to: 40)))' in it"]
            answer.lines.append("Next: muster category")
            session.console.answer(answer)
            return
        }
        answer.lines = lines(rows)
        let option = rows.first.map {
            ($0.name.contains(":") ? "--kind " : "--category ") + $0.name
        }
        answer.lines.append("Next: muster assess incident \(option ?? "") --why 'what was seen'")
        session.console.answer(answer)
    }

    /// Categories and the kinds of each taxonomy, each in columns of their own.
    private func lines(_ rows: [Row]) -> [String] {
        var lines: [String] = []
        var groups: [[Row]] = []
        for row in rows {
            if groups.last?.last?.taxonomy == row.taxonomy {
                groups[groups.count - 1].append(row)
            } else {
                groups.append([row])
            }
        }
        for group in groups {
            let width = (group.map(\.name.count).max() ?? 0) + 2
            if !lines.isEmpty { lines.append("") }
            lines += group.map { row in
                let fits = row.categories.map(\.rawValue).joined(separator: " or ")
                return "\(visible(row.name).padding(to: width))\(visible(row.text))"
                    + (fits.isEmpty ? "" : "  (\(fits))")
            }
        }
        return lines
    }

    /// A category, a class or a kind, as it is listed.
    private struct Row {
        let name: String
        let text: String
        /// The categories of ISO/IEC 27035 that fit it.
        let categories: [Incidents.Category]

        /// What stands before the colon; empty for the categories of ISO/IEC 27035.
        var taxonomy: Substring { name.contains(":") ? name.prefix { $0 != ":" } : "" }
    }

    private func rows(_ taxonomies: [Taxonomy]) -> [Row] {
        Incidents.Category.allCases.map { category in
            Row(name: category.rawValue, text: category.examples, categories: [])
        }
            + taxonomies.flatMap { taxonomy in
                taxonomy.classes.flatMap { item in
                    [
                        Row(
                            name: "\(taxonomy.id):\(item.id)", text: item.label,
                            categories: item.categories)
                    ]
                        + item.types.map { kind in
                            Row(
                                name: "\(taxonomy.id):\(item.id)/\(kind.id)", text: kind.label,
                                categories: [])
                        }
                }
            }
    }
}
