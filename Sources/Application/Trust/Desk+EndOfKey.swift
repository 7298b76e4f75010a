package import Chronology
internal import Incidents
internal import Journal
package import Transparency

/// A key that took the place of another.
package struct RotatedKey: Sendable {
    package let old: VerifierKey
    package let new: VerifierKey
    /// The file of the new key.
    package let path: String
    /// The number of the entry in the store's own stream.
    package let entry: Int64
    /// Up to which size of the tree seals of the old key count.
    package let size: Int
}

extension Desk {
    /// Puts a new key of the same name in the place of one's own; both sign the statement.
    ///
    /// - Throws: ``Failure``: `configuration` or `usage` as no single key can be meant, `failed` if the file cannot be
    ///   written, or as the store fails; then there is no new key.
    package func rotateKey(_ name: String?, reason: String) throws(Failure) -> RotatedKey {
        let (record, check, old) = try rotatable(name)
        guard let origin = check.trust.origin else { throw Desk.noTrust }
        let ring = try keyRing
        let (path, new) = try ring.make(old.verifier.name.text, replacing: old.verifier)
        let size = check.countedSize(of: old.verifier, until: now)
        let statement = KeyStatement(
            origin: origin, verb: .rotated, key: old.verifier, next: new.verifier,
            size: UInt64(size), time: now, reason: reason)
        do {
            let entry = try self.record(statement, signedBy: [old, new], behind: record)
            return RotatedKey(
                old: old.verifier, new: new.verifier, path: path, entry: entry.number, size: size)
        } catch {
            ring.remove(path)
            throw error
        }
    }

    /// The key that would be rotated.
    ///
    /// - Throws: ``Failure`` as no single key can be meant.
    package func rotatable(_ name: String?) throws(Failure) -> VerifierKey {
        try rotatable(name).old.verifier
    }

    private func rotatable(
        _ name: String?
    ) throws(Failure) -> (record: TreeRecord, check: TreeCheck, old: NoteSigner) {
        let record = try treeRecord()
        let check = TreeCheck(record)
        let old = try signer(named: name, for: check.trust)
        if check.trust.origin == nil { throw Desk.noTrust }
        return (record, check, old)
    }

    private static var noTrust: Failure {
        Failure(
            .configuration, "this store trusts no key yet",
            details: ["the first seal makes it trust yours"], hint: "seal")
    }

    /// What is to be recorded so that the store does not trust a key any more; checked, and not yet recorded.
    ///
    /// - Parameters:
    ///   - word: the key's name, id or written form.
    ///   - from: since when it may be in wrong hands: seals that it made later do not count.
    /// - Throws: ``Failure``: `notFound` or `usage` as no single key is meant, `failed` if nobody would be left to vouch.
    package func revoking(
        _ word: String, reason: String, from time: Timestamp, with name: String?
    ) throws(Failure) -> PendingStatement {
        let record = try treeRecord()
        let check = TreeCheck(record)
        let member = try check.trust.member(meantBy: word)
        let others = check.trust.active.filter { $0 != member.key }
        guard !others.isEmpty, let origin = check.trust.origin else {
            throw Failure(
                .failed, "\(member.key.label) is the only key that this store trusts",
                details: ["without it nobody could vouch for another; put a new one in its place"],
                hint: "key rotate")
        }
        let mine = try keyRing.signers.filter { others.contains($0.verifier) }
        let signer =
            name == nil && mine.count == 1 ? mine[0] : try signer(named: name, for: check.trust)
        return PendingStatement(
            statement: KeyStatement(
                origin: origin, verb: .revoked, key: member.key,
                size: UInt64(check.countedSize(of: member.key, until: time)), time: now,
                reason: reason),
            signers: [signer], record: record)
    }
}

extension TreeCheck {
    /// What the good seals cover that a key had made up to a moment, by the clocks of their machines.
    fileprivate func countedSize(of key: VerifierKey, until time: Timestamp) -> Int {
        seals.filter { $0.finding == .good && $0.key == key && $0.seal.sealedAt <= time }
            .map { Int($0.seal.size) }.max() ?? 0
    }
}

extension KeyTrust {
    /// The one key that a word means.
    ///
    /// - Throws: ``Failure``: `notFound` for none, `usage` for several.
    package func member(meantBy word: String) throws(Failure) -> Member {
        let found = members.filter { $0.key.isMeant(by: word) }
        // A name that went on to a new key means the one that counts.
        let active = found.filter { $0.end == nil }
        if let member = found.count == 1 ? found[0] : active.count == 1 ? active[0] : nil {
            return member
        }
        let labels = members.map(\.key.label)
        throw Failure(
            found.isEmpty ? .notFound : .usage,
            found.isEmpty
                ? "this store never trusted a key '\(word.shortened(to: 60))'"
                : "'\(word.shortened(to: 60))' may be one of \(found.count) keys",
            details: found.isEmpty ? labels : found.map(\.key.label), hint: "key list")
    }
}
