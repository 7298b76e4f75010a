package import Incidents
internal import Journal
package import Runbooks

extension Desk {
    /// How many digits of a hash name an earlier version.
    private static let hashDigits = 8

    /// The version to which an incident's runbook is to be upgraded, with the bytes that are to be pinned.
    ///
    /// - Parameter target: an id or a file, or the first digits of the SHA-256 of a version that the incident
    ///   followed before; the runbook of the same id as it is now if `nil`.
    /// - Throws: ``Failure`` if there is none, or it has errors.
    package func upgradeTarget(
        _ target: String?, of incident: Incident
    ) throws(Failure) -> ReadyRunbook {
        guard let current = incident.runbook else {
            throw Failure(
                .failed, "\(incident.id) follows no runbook", hint: "runbook list")
        }
        guard let target else { return try shelf.ready(current.id) }
        if let earlier = incident.earlierRunbooks.last(where: { reference in
            target.count >= Desk.hashDigits && reference.hash.hasPrefix(target)
        }) {
            return try pinned(earlier)
        }
        if (4..<Desk.hashDigits).contains(target.count), target.allSatisfy(\.isHexDigit),
            !shelf.items.contains(where: { $0.id == target })
        {
            throw Failure(
                .usage, "'\(target)' is too short for the hash of an earlier version",
                details: [
                    "at least \(Desk.hashDigits) digits; this incident followed "
                        + (incident.earlierRunbooks.isEmpty
                            ? "no other version"
                            : incident.earlierRunbooks.map { String($0.hash.prefix(12)) }
                                .joined(separator: ", "))
                ], hint: "help runbook upgrade")
        }
        return try shelf.ready(target)
    }

    private func pinned(_ reference: RunbookReference) throws(Failure) -> ReadyRunbook {
        guard let runbook = pinnedRunbook(reference) else {
            throw Failure(
                .notFound, "\(reference.id) \(reference.version) is not in the store",
                hint: "verify")
        }
        // Its bytes are in the store already.
        return ReadyRunbook(runbook: runbook, reference: reference, pinned: [])
    }

    /// Lets an incident go on under another version of its runbook, in one transaction.
    package func upgrade(
        to target: ReadyRunbook, renamed: [StepID: StepID], because reason: String, on id: String,
        in context: CommandContext
    ) throws(Failure) -> Receipt {
        var upgrade = UpgradeRequest(
            reference: target.reference, runbook: target.runbook, reason: reason)
        upgrade.renamed = renamed
        return try perform([.upgrade(upgrade)], on: id, in: context) { _ throws(Failure) in
            var enclosure = Enclosure()
            enclosure.runbooks = target.pinned
            return enclosure
        }
    }
}
