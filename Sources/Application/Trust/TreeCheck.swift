internal import Chronology
package import Journal
package import Transparency

/// A checkpoint that was kept outside the store, and with which the store is compared.
package enum OutsideCheckpoint: Sendable {
    /// A signed note, and where it is from.
    case note(SignedCheckpoint, from: String)
    /// The one that the person at work has kept, and its file.
    case own(SignedCheckpoint, path: String)
    /// What somebody wrote down: a size, and the first hexadecimal digits of the root.
    case spoken(size: UInt64, digits: String)
}

/// Something that fixes the first leaves of the tree: a good seal, or a checkpoint from outside that fits.
package struct Witness: Sendable, Equatable {
    /// How people name it.
    package let label: String
    /// How many leaves it covers.
    package let size: Int
    /// Whether it is the checkpoint that the person at work has kept.
    package var isOwn = false
}

/// A seal with what came of checking it.
package struct SealCheck: Sendable {
    /// What can be wrong with a seal.
    package enum Finding: Sendable, Equatable {
        /// Signed by a trusted key, and the tree has its root.
        case good
        /// Made by a key that is not trusted any more, or has nothing to do with those that were given: it says nothing.
        case discounted
        /// It cannot be read, or its signature does not count: it says nothing.
        case refused
        /// It is signed and covers more than there is.
        case cut
        /// It is signed, and the tree has another root at its size.
        case otherHistory
    }

    package let seal: StoredSeal
    /// The key that made it, where it can be read.
    package let key: VerifierKey?
    package let finding: Finding
    /// What is wrong, as the rest of a sentence about the seal; `nil` if nothing is.
    package let problem: String?

    /// `seal 2 (2026-03-09 06:00Z)`.
    package var label: String {
        "seal \(seal.number) (\(seal.sealedAt.date) \(seal.sealedAt.clock))"
    }
}

/// What checking the tree of a store, its seals and its own stream found.
package struct TreeCheck: Sendable {
    package let tree: TreeVerification
    /// The leaves of each incident, in their order.
    let leaves: [String: [TreeLeaf]]
    /// What is wrong with the leaves of each incident.
    let leafFaults: [String: [TreeVerification.Fault]]
    package let trust: KeyTrust
    package let seals: [SealCheck]
    /// The chain of the store's own stream; `nil` if there is none.
    package let own: ChainVerification?
    /// The witness that fixes most leaves; `nil` if none does.
    package let witness: Witness?
    /// The checkpoints from outside that fit.
    package let outside: [Witness]
    /// The least size at which a signed root is another than the tree's; `nil` if none is.
    package let differsBy: Int?
    /// What is wrong besides single entries and leaves.
    package let faults: [String]
    /// What should be known of the checkpoint from outside.
    package let remarks: [String]

    /// Whether tree, seals and own stream are what they should be.
    package var isGood: Bool { faults.isEmpty && tree.faults.isEmpty }

    /// Checks what was read from a store.
    ///
    /// - Parameters:
    ///   - roots: the keys that are believed; if it is empty, the first key that the store names is.
    ///   - outside: checkpoints from outside the store.
    package init(
        _ record: TreeRecord, roots: [VerifierKey] = [], outside: [OutsideCheckpoint] = []
    ) {
        let tree = TreeVerification(record)
        let trust = KeyTrust(record, roots: roots)
        let seals = record.seals.map { TreeCheck.check($0, tree.tree, trust) }
        var faults = trust.faults
        if record.ownEnd != nil || !record.own.isEmpty {
            let chain = ChainVerification(
                entries: record.own, incident: Store.ownStream, end: record.ownEnd)
            faults += [chain.fault].compactMap { $0 }.map {
                "the store's own stream: \($0.message)"
            }
            own = chain
        } else {
            own = nil
        }
        var witnesses = seals.filter { $0.finding == .good }
            .map { Witness(label: $0.label, size: Int($0.seal.size)) }
        let outcomes = outside.map { TreeCheck.check($0, tree.tree, trust, roots) }
        witnesses += outcomes.compactMap(\.witness)
        let witness = witnesses.max { $0.size < $1.size }
        faults += TreeCheck.faults(of: seals, witness)
        if !roots.isEmpty, !seals.contains(where: { $0.finding == .good }) {
            faults.append("no seal is good and by a key that was given, or for which one vouches")
        }
        faults += outcomes.compactMap(\.fault)
        let differing =
            seals.filter { $0.finding == .otherHistory }.map { Int($0.seal.size) }
            + outcomes.compactMap(\.differsBy)
        self.tree = tree
        leaves = Dictionary(grouping: tree.leaves, by: \.incident)
        leafFaults = Dictionary(grouping: tree.faults) { $0.place?.incident ?? "" }
        self.trust = trust
        self.seals = seals
        self.witness = witness
        self.outside = outcomes.compactMap(\.witness)
        self.faults = faults
        differsBy = differing.min()
        remarks = outcomes.compactMap(\.remark)
    }

    private static func faults(of seals: [SealCheck], _ witness: Witness?) -> [String] {
        seals.compactMap { check in
            guard let problem = check.problem, check.finding != .discounted else { return nil }
            if check.finding == .otherHistory, let witness, witness.size >= check.seal.size {
                return "\(check.label) and \(witness.label) contradict each other: "
                    + "two histories were signed"
            }
            return "\(check.label) \(problem)"
        }
    }

    private static func check(
        _ seal: StoredSeal, _ tree: MerkleTree, _ trust: KeyTrust
    ) -> SealCheck {
        let key = try? VerifierKey(parsing: seal.key)
        func result(_ finding: SealCheck.Finding, _ problem: String?) -> SealCheck {
            SealCheck(seal: seal, key: key, finding: finding, problem: problem)
        }
        guard let key, let signed = try? SignedCheckpoint(parsing: seal.note) else {
            return result(.refused, "cannot be read")
        }
        let checkpoint = signed.checkpoint
        guard Int64(exactly: checkpoint.size) == seal.size else {
            return result(.refused, "says another size than its note")
        }
        guard let origin = trust.origin, checkpoint.origin == origin else {
            return result(.refused, "is of another store")
        }
        switch trust.judge(key, size: checkpoint.size) {
        case .counts: break
        case .discounted(let reason): return result(.discounted, reason)
        case .refused(let reason): return result(.refused, reason)
        }
        do throws(TransparencyError) {
            try signed.verify(origin: origin, keys: [key])
        } catch {
            return result(.refused, "has a forged signature")
        }
        guard seal.size <= tree.size else {
            return result(.cut, TreeCheck.cut(Int(seal.size), tree.size))
        }
        guard (try? tree.root(size: Int(seal.size))) == checkpoint.root else {
            return result(
                .otherHistory, "does not fit: the \(seal.size) entries are not those it covers")
        }
        return result(.good, nil)
    }

    private static func cut(_ size: Int, _ count: Int) -> String {
        "covers \(size) entries, the tree has \(count): "
            + (size - count == 1
                ? "the last one is missing" : "the last \(size - count) are missing")
    }
}

extension TreeCheck {
    /// What comparing with a checkpoint from outside gave.
    private struct Outcome {
        var witness: Witness?
        var fault: String?
        var remark: String?
        var differsBy: Int?
    }

    private static func check(
        _ outside: OutsideCheckpoint, _ tree: MerkleTree, _ trust: KeyTrust, _ roots: [VerifierKey]
    ) -> Outcome {
        switch outside {
        case .note(let signed, let place):
            return check(signed, "the checkpoint in \(place)", tree, trust, roots)
        case .own(let signed, let path):
            var outcome = check(signed, "your own copy of a seal (\(path))", tree, trust, roots)
            outcome.witness?.isOwn = true
            return outcome
        case .spoken(let size, let digits):
            return compare("the root that was kept", size, tree) { $0.hex.hasPrefix(digits) }
        }
    }

    private static func check(
        _ signed: SignedCheckpoint, _ label: String, _ tree: MerkleTree, _ trust: KeyTrust,
        _ roots: [VerifierKey]
    ) -> Outcome {
        if let fault = objection(to: signed, label, trust, roots) { return Outcome(fault: fault) }
        let root = signed.checkpoint.root
        var outcome = compare(label, signed.checkpoint.size, tree) { $0 == root }
        outcome.remark = remark(on: signed, label, trust, roots)
        return outcome
    }

    private static func compare(
        _ label: String, _ size: UInt64, _ tree: MerkleTree, _ fits: (TreeHash) -> Bool
    ) -> Outcome {
        guard let size = Int(exactly: size), let root = try? tree.root(size: size) else {
            return Outcome(fault: "\(label) \(cut(Int(clamping: size), tree.size))")
        }
        guard fits(root) else {
            return Outcome(
                fault: "\(label) does not fit: the \(size) entries are not those it covers",
                differsBy: size)
        }
        return Outcome(witness: Witness(label: label, size: size))
    }

    /// Why the checkpoint says nothing about this store; `nil` if it does.
    private static func objection(
        to signed: SignedCheckpoint, _ label: String, _ trust: KeyTrust, _ roots: [VerifierKey]
    ) -> String? {
        do throws(TransparencyError) {
            _ = try signed.note.verify(with: trust.members.map(\.key) + roots)
        } catch {
            // A root that was kept outside is worth comparing, whoever has signed it.
            if error.code == .forged { return "\(label) has a forged signature" }
        }
        guard let origin = trust.origin else {
            return "\(label) is of \(signed.checkpoint.origin); this store was never sealed"
        }
        return signed.checkpoint.origin == origin
            ? nil : "\(label) is of \(signed.checkpoint.origin), this store is \(origin)"
    }

    private static func remark(
        on signed: SignedCheckpoint, _ label: String, _ trust: KeyTrust, _ roots: [VerifierKey]
    ) -> String? {
        let known = trust.members.map(\.key) + roots
        if (try? signed.note.verify(with: known)) != nil { return nil }
        let names = signed.note.signatures.map(\.name.text).joined(separator: ", ")
        return "\(label) is signed by nobody whom this store trusts (\(names)); "
            + "its root was compared all the same"
    }
}
