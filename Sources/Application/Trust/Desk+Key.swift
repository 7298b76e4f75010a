internal import Chronology
internal import Incidents
package import Journal
internal import Notifications
package import Transparency

/// A key of one's own that was made.
package struct MadeKey: Sendable {
    package let path: String
    package let key: VerifierKey
    /// The entry with which the store trusts it; `nil` if it trusts other keys, and somebody has to vouch for this one.
    package let entry: Entry?
}

extension Desk {
    /// Makes a signing key; if the store trusts none yet, it trusts this one from now on.
    ///
    /// - Throws: ``Failure``: `usage` for the name, `failed` if the file cannot be written, or as the store fails.
    package func makeKey(_ name: String) throws(Failure) -> MadeKey {
        let (path, signer) = try keyRing.make(name)
        let record = try treeRecord()
        guard KeyTrust(record).origin == nil, record.own.isEmpty else {
            return MadeKey(path: path, key: signer.verifier, entry: nil)
        }
        return MadeKey(
            path: path, key: signer.verifier, entry: try vouch(for: signer, in: record))
    }

    /// A key that is named on the command line: its written form, or a file that holds it.
    ///
    /// - Throws: ``Failure`` `usage` if it is neither, or of a kind that this program cannot verify.
    package func key(_ word: String) throws(Failure) -> VerifierKey {
        try VerifierKey(word: word)
    }

    /// What is to be recorded so that the store trusts a key; checked, and not yet recorded.
    package func trusting(
        _ key: VerifierKey, reason: String, with name: String?
    ) throws(Failure) -> PendingStatement {
        let record = try treeRecord()
        let trust = KeyTrust(record)
        if let end = trust.member(key)?.end {
            throw Failure(
                .failed, "\(key.label) was \(end.verb.rawValue), and that stays so",
                details: ["a new key can be trusted"], hint: "key list")
        }
        let signer = try signer(named: name, for: trust)
        guard let origin = trust.origin else {
            throw Failure(
                .configuration, "this store trusts no key yet",
                details: ["seal it once: then it trusts yours, and yours can vouch for others"],
                hint: "seal")
        }
        return PendingStatement(
            statement: KeyStatement(
                origin: origin, verb: .trusted, key: key, time: now, reason: reason),
            signers: [signer], record: record)
    }

    /// Records what was prepared.
    ///
    /// - Throws: ``Failure``, as the store fails.
    package func carryOut(_ pending: PendingStatement) throws(Failure) -> Entry {
        try record(pending.statement, signedBy: pending.signers, behind: pending.record)
    }
}

/// A statement about a key that is checked and not yet recorded.
package struct PendingStatement: Sendable {
    package let statement: KeyStatement
    let signers: [NoteSigner]
    let record: TreeRecord

    /// The keys that sign it.
    package var voucher: VerifierKey? { signers.first?.verifier }
}

extension VerifierKey {
    private static let fileLimit = 8_192

    /// Reads a key as people give it: its written form, or a file that holds it.
    ///
    /// - Throws: ``Failure`` `usage` if it is neither, or of a kind that this program cannot verify.
    package init(word: String) throws(Failure) {
        if let key = try? VerifierKey(parsing: word) {
            self = key
        } else {
            self = try VerifierKey(inFile: word)
        }
        guard SafeText.line(name.text) == name.text else {
            throw Failure(
                .usage, "the name of that key has characters that a terminal would not show",
                hint: "help key")
        }
        guard algorithm == .ed25519 else {
            throw Failure(
                .usage, "\(label) is of a kind that cannot be verified here; Ed25519 can",
                hint: "help key")
        }
    }

    private init(inFile path: String) throws(Failure) {
        let advice = "'muster key list -q' prints those of its owner"
        let text: String
        if path.contains("PRIVATE+KEY") {
            text = path
        } else {
            do throws(Failure) {
                let bytes = try readFile(path, limit: VerifierKey.fileLimit)
                text =
                    String(decoding: bytes, as: UTF8.self)
                    .split(separator: "\n").first.map(String.init) ?? ""
            } catch {
                throw Failure(
                    path.contains("+") ? .usage : error.code,
                    "'\(path.shortened(to: 60))' is no verifier key, and no file that can be read",
                    details: [advice], hint: "help key")
            }
        }
        guard !text.contains("PRIVATE+KEY") else {
            throw Failure(
                .usage, "that is a private key; it is for nobody but its owner",
                details: ["the key to give away is the one that 'key list' shows"],
                hint: "key list")
        }
        do throws(TransparencyError) {
            try self.init(parsing: text)
        } catch {
            throw Failure(
                .usage, "'\(path.shortened(to: 60))' holds no verifier key: \(error.message)",
                details: [advice], hint: "help key")
        }
    }
}
