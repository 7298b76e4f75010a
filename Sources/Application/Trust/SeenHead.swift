internal import Incidents
package import Journal

/// A head of an incident's record that somebody saw, for example in a chat, and what the record says of it.
package struct SeenHead: Sendable {
    package let incident: String
    /// The digits that were given, in groups of four.
    package let digits: String
    /// The entry whose hash begins with them; `nil` if none does.
    package let entry: Entry?

    /// Whether it once was the head.
    package var isKnown: Bool { entry != nil }
}

extension Desk {
    /// The fewest digits of a head that say enough: those of its short form.
    private static let fewestDigits = 12

    /// Looks for a head that was seen.
    ///
    /// - Parameters:
    ///   - word: `INC-2026-0007:335b-1b37-293c`, or the digits alone.
    ///   - named: the incident that is meant if the word names none.
    /// - Throws: ``Failure``: `usage` if the word is no head, `notFound` if no single incident can be meant.
    package func seenHead(_ word: String, on named: String?) throws(Failure) -> SeenHead {
        let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let typed = parts.last.map(String.init) ?? ""
        let digits = typed.lowercased().filter { $0 != "-" && $0 != " " }
        guard (Desk.fewestDigits...64).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else {
            throw Failure(
                .usage, "'\(word.shortened(to: 80))' is no head of a record",
                details: ["INCIDENT:DIGITS with at least \(Desk.fewestDigits) hexadecimal digits"],
                hint: "verify --head INC-2026-0007:335b-1b37-293c")
        }
        let id = try resolve(parts.count == 2 ? String(parts[0]) : named)
        do {
            let entries = try store.entries(of: id)
            return SeenHead(
                incident: id, digits: typed,
                entry: entries.first { $0.hash.hex.hasPrefix(digits) })
        } catch {
            throw Failure(error)
        }
    }
}
