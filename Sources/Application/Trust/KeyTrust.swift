package import Chronology
package import Journal
package import Transparency

/// The keys that a store trusts, as the signed statements in its own stream say it.
///
/// The first key vouches for itself; every other one needs a statement that a trusted key has signed.
package struct KeyTrust: Sendable {
    /// A key that is or was trusted.
    package struct Member: Sendable {
        package let key: VerifierKey
        /// The key that vouched for it; its own for the first.
        package let voucher: VerifierKey
        /// The place of the statement's leaf: its seals have to cover it.
        package let position: Int64
        /// The entry of the store's own stream that says so.
        package let entry: Int64
        package let since: Timestamp
        /// Where its seals stop counting, and why; `nil` while it is trusted.
        package var end: End?
    }

    /// Where the trust in a key ends.
    package struct End: Sendable {
        /// Up to which size of the tree its seals count.
        package let size: UInt64
        package let verb: KeyStatement.Verb
        package let time: Timestamp
        package let reason: String
        /// The entry of the store's own stream that says so.
        package let entry: Int64
        /// The place of that entry's leaf: a seal that covers it was made afterwards.
        package let position: Int64
    }

    /// The origin of the store's checkpoints; `nil` before the first statement.
    package private(set) var origin: String?
    package private(set) var members: [Member] = []
    /// Statements that do not count, and why.
    package private(set) var faults: [String] = []
    private let roots: [VerifierKey]

    /// Reads the statements of a store's own stream.
    ///
    /// - Parameter roots: the keys that are believed, and those for which they vouch; if it is empty, the first key of
    ///   the store is.
    package init(_ record: TreeRecord, roots: [VerifierKey] = []) {
        self.roots = roots
        members = roots.map { key in
            Member(key: key, voucher: key, position: -1, entry: 0, since: Timestamp(seconds: 0))
        }
        var positions: [Int64: Int64] = [:]
        for leaf in record.leaves where leaf.incident == Store.ownStream {
            positions[leaf.number] = leaf.position
        }
        for entry in record.own {
            do throws(StatementFault) {
                try apply(entry, at: positions[entry.number] ?? .max)
            } catch {
                faults.append("entry #\(entry.number) of the store's own stream \(error.message)")
            }
        }
    }

    /// Whether it rests on keys that were given, and not on the first one of the store.
    var isRooted: Bool { !roots.isEmpty }

    /// The key as a member; `nil` if it never was trusted.
    package func member(_ key: VerifierKey) -> Member? { members.first { $0.key == key } }

    /// Whether statements and new seals of the key count.
    package func isActive(_ key: VerifierKey) -> Bool {
        member(key).map { $0.end == nil } ?? false
    }

    /// The keys whose statements and new seals count.
    package var active: [VerifierKey] { members.filter { $0.end == nil }.map(\.key) }

    private struct StatementFault: Error { let message: String }

    private mutating func apply(
        _ entry: Entry, at position: Int64
    ) throws(StatementFault) {
        guard let note = SignedNote(payload: entry.content.payload) else {
            throw StatementFault(message: "holds no signed statement")
        }
        guard let statement = KeyStatement(parsing: note.text),
            statement.verb.entryKind == entry.content.kind
        else { throw StatementFault(message: "is no statement about a key") }
        guard origin == nil || origin == statement.origin else {
            throw StatementFault(message: "is a statement for another store")
        }
        if !roots.isEmpty { origin = statement.origin }
        guard let signers = try signers(of: note, statement) else { return }
        origin = statement.origin
        switch statement.verb {
        case .trusted:
            add(statement.key, vouchedBy: signers[0], at: position, entry, statement.time)
        case .rotated, .revoked:
            end(statement, entry, at: position)
            guard let next = statement.next else { return }
            add(next, vouchedBy: statement.key, at: position, entry, statement.time)
        }
    }

    /// The keys that have signed a statement, if they are those that it needs; `nil` if it is of no matter to the roots.
    private func signers(
        of note: SignedNote, _ statement: KeyStatement
    ) throws(StatementFault) -> [VerifierKey]? {
        var known = members.isEmpty ? [statement.key] : active
        if let next = statement.next { known.append(next) }
        let signers: [VerifierKey]
        do throws(TransparencyError) {
            signers = try note.verify(with: known)
        } catch {
            if error.code == .forged { throw StatementFault(message: "has a forged signature") }
            guard roots.isEmpty else { return nil }
            throw StatementFault(message: "is signed by no key that was trusted then")
        }
        if statement.verb != .trusted, member(statement.key) == nil {
            guard roots.isEmpty else { return nil }
            throw StatementFault(message: "is about a key that never was trusted")
        }
        if let next = statement.next {
            guard signers.contains(next), signers.contains(statement.key) else {
                guard roots.isEmpty else { return nil }
                throw StatementFault(message: "is not signed by both the old and the new key")
            }
        }
        return signers
    }

    private mutating func add(
        _ key: VerifierKey, vouchedBy voucher: VerifierKey, at position: Int64, _ entry: Entry,
        _ time: Timestamp
    ) {
        // A key that was revoked stays revoked, whoever vouches for it.
        guard member(key) == nil else { return }
        members.append(
            Member(
                key: key, voucher: voucher, position: position, entry: entry.number, since: time))
    }

    private mutating func end(_ statement: KeyStatement, _ entry: Entry, at position: Int64) {
        end(
            statement.key,
            End(
                size: statement.size ?? 0, verb: statement.verb, time: statement.time,
                reason: statement.reason, entry: entry.number, position: position))
    }

    /// Ends the trust in a key, and in those for which it vouched when it was not to be trusted any more.
    private mutating func end(_ key: VerifierKey, _ end: End) {
        for index in members.indices where members[index].key == key {
            if let earlier = members[index].end, !end.isStricter(than: earlier) { return }
            members[index].end = end
        }
        guard end.verb == .revoked else { return }
        for member in members
        where member.voucher == key && member.key != key && member.position >= end.size {
            self.end(
                member.key,
                End(
                    size: 0, verb: .revoked, time: end.time,
                    reason: "vouched for by \(key.name)+\(key.shortID) after it was revoked",
                    entry: end.entry, position: end.position))
        }
    }
}

extension KeyTrust.End {
    /// Whether less of the key counts than by an earlier statement.
    fileprivate func isStricter(than earlier: KeyTrust.End) -> Bool {
        size < earlier.size
            || (size == earlier.size && verb == .revoked && earlier.verb == .rotated)
    }
}

extension KeyTrust {
    /// What the statements say of a seal.
    package enum Judgement: Sendable, Equatable {
        case counts
        /// The key was trusted when it was made, and is not any more: it proves nothing, and is no forgery.
        case discounted(String)
        /// Nobody who was trusted can have made it.
        case refused(String)
    }

    /// Whether a seal of this size by a key counts.
    package func judge(_ key: VerifierKey, size: UInt64) -> Judgement {
        guard let member = member(key) else {
            let text = "is by \(key.label), which this store does not trust"
            return isRooted ? .discounted(text) : .refused(text)
        }
        guard Int64(clamping: size) > member.position else {
            return .refused("is by \(key.label), which was not trusted yet")
        }
        guard let end = member.end, size > end.size else { return .counts }
        let text = "is by \(key.label), which was \(end.verb.rawValue) at size \(end.size)"
        return Int64(clamping: size) > end.position ? .refused(text) : .discounted(text)
    }
}

extension VerifierKey {
    /// Name and id, as people compare them.
    package var label: String { "\(name)+\(shortID)" }
}
