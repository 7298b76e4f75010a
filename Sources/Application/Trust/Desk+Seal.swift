internal import Chronology
package import Journal
package import Transparency

/// A seal that was made, or the one that covers everything already.
package struct SealReceipt: Sendable {
    package let seal: StoredSeal
    package let checkpoint: Checkpoint
    package let key: VerifierKey
    /// Whether it was made now; if not, nothing came since this one.
    package let isNew: Bool
    /// How many entries came since the last good seal.
    package let added: Int
}

extension Desk {
    /// Checks everything and signs a checkpoint of the tree.
    ///
    /// The tree is built from the leaves and compared with every entry; a log never signs two histories.
    /// - Parameter name: which key of one's own; `nil` if only one can be meant.
    /// - Throws: ``Failure``: `integrity` if anything is broken, `configuration` without a key that the store trusts.
    package func seal(with name: String? = nil) throws(Failure) -> SealReceipt {
        var (check, signer) = try readyToSeal(with: name)
        if check.trust.origin == nil {
            _ = try vouch(for: signer, in: try treeRecord())
            check = TreeCheck(try treeRecord())
        }
        guard let origin = check.trust.origin, check.isGood else { throw Desk.notSealed(check) }
        if let earlier = check.lastSeal(by: signer.verifier),
            Int(earlier.size) == check.tree.tree.size
        {
            return try receipt(earlier, isNew: false, added: 0, signer.verifier)
        }
        let tree = check.tree.tree
        do {
            let checkpoint = try Checkpoint(
                origin: origin, size: UInt64(tree.size), root: tree.root)
            let signed = try SignedCheckpoint(signing: checkpoint, with: signer)
            let (seal, isNew) = try store.keep(signed, by: signer.verifier, at: now)
            if isNew { keep(signed) }
            return try receipt(
                seal, isNew: isNew, added: tree.size - (check.witness?.size ?? 0), signer.verifier)
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the checkpoint could not be signed")
        }
    }

    /// Seals with the one key of one's own that the store trusts already; `nil` if there is none, or several.
    ///
    /// - Throws: ``Failure`` as `seal` does.
    package func sealIfTrusted() throws(Failure) -> SealReceipt? {
        let trust = KeyTrust(try treeRecord())
        let usable = try keyRing.signers.filter { trust.isActive($0.verifier) }
        guard usable.count == 1 else { return nil }
        return try seal(with: usable[0].verifier.label)
    }

    /// What a seal would cover, checked and not signed.
    ///
    /// - Throws: ``Failure`` as `seal` does.
    package func sealable(with name: String? = nil) throws(Failure) -> (size: Int, key: VerifierKey)
    {
        let (check, signer) = try readyToSeal(with: name)
        return (check.tree.tree.size, signer.verifier)
    }

    private func readyToSeal(
        with name: String?
    ) throws(Failure) -> (check: TreeCheck, signer: NoteSigner) {
        let record = try treeRecord()
        let kept = keptSeal(KeyTrust(record))
        let check = TreeCheck(record, outside: [kept].compactMap { $0 })
        let signer = try signer(named: name, for: check.trust)
        guard check.isGood else { throw Desk.notSealed(check) }
        // The leaves are those of the entries' hashes; the chains bind the hashes to what the entries say.
        let broken = verify(try incidentIDs(), in: check).filter { $0.chain?.isGood != true }
        guard broken.isEmpty else {
            throw Failure(
                .integrity, "the record is broken, so it is not sealed",
                details: broken.prefix(10).map { record in
                    "\(record.incident): \(record.chain?.fault?.message ?? record.faults.first ?? "")"
                }, hint: "verify")
        }
        return (check, signer)
    }

    private static func notSealed(_ check: TreeCheck) -> Failure {
        let leaves = check.tree.faults.map { fault in
            (fault.place.map { "\($0.incident): " } ?? "") + fault.message
        }
        return Failure(
            .integrity, "the record is broken, so it is not sealed",
            details: Array((check.faults + leaves).prefix(10)), hint: "verify")
    }

    private func receipt(
        _ seal: StoredSeal, isNew: Bool, added: Int, _ key: VerifierKey
    ) throws(Failure) -> SealReceipt {
        guard let signed = try? SignedCheckpoint(parsing: seal.note) else {
            throw Failure(.integrity, "seal \(seal.number) cannot be read", hint: "verify")
        }
        return SealReceipt(
            seal: seal, checkpoint: signed.checkpoint, key: key, isNew: isNew, added: added)
    }
}

extension TreeCheck {
    /// The good seal of a key that covers most.
    func lastSeal(by key: VerifierKey) -> StoredSeal? {
        seals.filter { $0.finding == .good && $0.key == key }.map(\.seal)
            .max { $0.size < $1.size }
    }
}
