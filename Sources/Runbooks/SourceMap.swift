/// Where the parts of a runbook stand in its file, for findings that come after decoding.
///
/// Paths are `title`, `roles.NAME`, `facts.NAME`, `messages.NAME`, `steps.ID`, `steps.ID.KEY`
/// and `steps.ID.KEY.INDEX`.
package struct SourceMap: Sendable, Equatable {
    private var places: [String: Place] = [:]
    /// How long a review counts, if the runbook says so (`review_every`).
    package internal(set) var reviewEvery: Duration?

    /// An empty map, for runbooks that come from no file.
    package init() {}

    /// The place of a part; `nil` if it is not in the file itself.
    package func place(_ path: String) -> Place? { places[path] }

    /// The names that stand right below a part, for example the ids below `steps`; in no order.
    func names(below part: String) -> [String] {
        let prefix = part + "."
        return places.keys.compactMap { path in
            guard path.hasPrefix(prefix) else { return nil }
            let name = path.dropFirst(prefix.count)
            return name.contains(".") ? nil : String(name)
        }
    }

    mutating func note(_ path: String, at place: Place) { places[path] = place }
}
