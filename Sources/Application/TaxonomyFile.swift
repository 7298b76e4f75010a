internal import Foundation
package import Organisation
internal import Runbooks

/// The taxonomies that a store knows: the built-in one, and those of its own file.
package struct TaxonomyFile: Sendable {
    private static let sizeLimit = 1_048_576

    /// Where a store has its own taxonomies.
    package static func path(in workspace: Workspace) -> String {
        workspace.folder + "/categories.yaml"
    }

    /// All taxonomies of a store, the built-in one first.
    ///
    /// - Throws: ``Failure`` `configuration`, with the place of the first error of the store's file.
    package static func taxonomies(of workspace: Workspace?) throws(Failure) -> [Taxonomy] {
        guard let path = workspace.map(TaxonomyFile.path),
            FileManager.default.fileExists(atPath: path)
        else { return [.rsit] }
        let reading = Taxonomy.read(try readFile(path, limit: sizeLimit))
        guard let own = reading.taxonomies else {
            let first = reading.diagnostics.first { $0.severity == .error }
            throw Failure(
                .configuration,
                first.map { "\(path):\($0.place.line):\($0.place.column): \($0.message)" }
                    ?? "'\(path)' cannot be read",
                details: first?.suggestion.map { ["did you mean '\($0)'?"] } ?? [],
                hint: "help category")
        }
        return [.rsit] + own
    }
}

extension Checkup {
    /// The store's own taxonomies, where it has any.
    static func taxonomies(_ workspace: Workspace?) -> [Finding] {
        do throws(Failure) {
            let own = try TaxonomyFile.taxonomies(of: workspace).dropFirst()
            guard !own.isEmpty else { return [] }
            return [
                Finding(
                    .ok, "categories",
                    own.map { "\($0.id) \($0.version)" }.joined(separator: ", "))
            ]
        } catch {
            return [
                Finding(
                    .fail, "categories", error.message,
                    hint: "mend it: until then only the built-in kinds can be used")
            ]
        }
    }
}
