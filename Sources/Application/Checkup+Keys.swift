internal import Chronology
internal import Journal
internal import Transparency

extension Checkup {
    /// Whether the person at work can seal, and how much is sealed.
    static func keys(_ workspace: Workspace?, _ surroundings: Surroundings) -> [Finding] {
        guard let ring = try? KeyRing(environment: surroundings.environment) else { return [] }
        let unusable = ring.items.compactMap { item in
            item.problem.map {
                Finding(.warn, "key", "\(item.path): \($0)", hint: "muster key list")
            }
        }
        guard let workspace, let store = try? Store(path: workspace.storePath),
            let record = try? store.treeRecord()
        else { return unusable }
        let mine = ring.signers.map(\.verifier)
        guard let first = mine.first else {
            return unusable + [
                Finding(
                    .ok, "seals", "you have no key: nothing is sealed by you",
                    hint: "muster key new")
            ]
        }
        let trust = KeyTrust(record)
        guard let key = mine.first(where: trust.isActive) else {
            let isFirst = trust.origin == nil
            return unusable + [
                Finding(
                    isFirst ? .ok : .warn, "seals",
                    isFirst
                        ? "never sealed; the first seal makes the store trust \(first.label)"
                        : "this store does not trust your key \(first.label)",
                    hint: isFirst ? "muster seal" : "muster key list")
            ]
        }
        return unusable + [sealed(record, by: key)]
    }

    private static func sealed(_ record: TreeRecord, by key: VerifierKey) -> Finding {
        let count = record.leaves.count
        guard let last = record.seals.max(by: { $0.size < $1.size }) else {
            return Finding(
                .ok, "seals", "none yet; \(key.label) can make one", hint: "muster seal")
        }
        let time = "\(last.sealedAt.date) \(last.sealedAt.clock)"
        return Finding(
            .ok, "seals",
            "\(min(Int(clamping: last.size), count)) of \(count) entries (\(time)); "
                + "\(key.label) can make one",
            hint: "muster verify")
    }
}
