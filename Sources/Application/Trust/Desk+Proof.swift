package import Journal
package import Transparency

/// The proof that one entry stood in the record when it was sealed.
package struct EntryProof: Sendable {
    package let entry: Entry
    package let proof: LogProof
    /// The seal that it rests on.
    package let seal: SealCheck
}

extension Desk {
    /// Makes the proof of an entry from the good seal that covers most.
    ///
    /// - Parameter stream: an incident, or ``Store/ownStream``.
    /// - Throws: ``Failure``: `notFound`, `problemsFound` if no seal covers the entry yet, `integrity` if the entry is broken.
    package func proof(of number: Int64, in stream: String) throws(Failure) -> EntryProof {
        let check = TreeCheck(try treeRecord())
        let entries: [Entry]
        do {
            entries = try store.entries(of: stream)
        } catch {
            throw Failure(error)
        }
        guard let index = entries.firstIndex(where: { $0.number == number }) else {
            throw Failure(
                .notFound, "there is no entry #\(number) of \(stream)",
                details: ["it has \(entries.count)"],
                hint: stream == Store.ownStream ? "key list" : "timeline \(stream)")
        }
        let place = EntryPlace(incident: stream, number: number)
        let fitting = ChainVerification(entries: entries, incident: stream, end: nil).fitting
        guard let position = check.tree.places[place], fitting.contains(number) else {
            throw Failure(
                .integrity, "entry #\(number) of \(stream) is broken; there is no proof of it",
                hint: "verify")
        }
        let good = check.seals.filter { $0.finding == .good && $0.seal.size > position }
        guard let seal = good.max(by: { $0.seal.size < $1.seal.size }) else {
            throw Failure(
                .problemsFound, "no good seal covers entry #\(number) of \(stream) yet",
                details: ["a proof rests on a seal"], hint: "seal")
        }
        let previous = index > 0 ? entries[index - 1].hash : EntryHash.seed(of: stream)
        do throws(TransparencyError) {
            let checkpoint = try SignedCheckpoint(parsing: seal.seal.note)
            let proof = try LogProof(
                check.tree.tree.inclusionProof(of: Int(position), size: Int(seal.seal.size)),
                in: checkpoint, extra: CanonicalEntry(entries[index], after: previous).bytes)
            return EntryProof(entry: entries[index], proof: proof, seal: seal)
        } catch {
            throw Failure(
                .integrity, "the proof could not be made: \(error.message)", hint: "verify")
        }
    }
}
