internal import Chronology
internal import Incidents
package import Journal
package import Transparency

extension Desk {
    /// The signing keys of the person at work.
    ///
    /// - Throws: ``Failure`` `configuration` if nothing says where they are.
    package var keyRing: KeyRing {
        get throws(Failure) { try KeyRing(environment: surroundings.environment) }
    }

    /// What the store has for a check of its tree.
    ///
    /// - Throws: ``Failure`` as the store cannot be read.
    package func treeRecord() throws(Failure) -> TreeRecord {
        do {
            return try store.treeRecord()
        } catch {
            throw Failure(error)
        }
    }

    /// The name that a new key gets if none is given: the person, at their organisation.
    package var keyName: String {
        let name = Desk.keyWord(actor)
        return settings.organisation.map { "\(name)@\(Desk.keyWord($0))" } ?? name
    }

    /// The text without what the name of a key may not hold.
    static func keyWord(_ text: String) -> String {
        let word = text.unicodeScalars.map { scalar in
            let isRefused =
                scalar.properties.isWhitespace || scalar == "+"
                || scalar.properties.generalCategory == .control
            return isRefused ? "-" : String(scalar)
        }.joined()
        return String(word.prefix(60))
    }

    /// The key of one's own that signs for this store.
    ///
    /// - Parameter name: its name or the beginning of its id; `nil` if there is only one that can be meant.
    /// - Throws: ``Failure``: `configuration` if there is none or the store does not trust it, `usage` if several can be meant.
    package func signer(named name: String?, for trust: KeyTrust) throws(Failure) -> NoteSigner {
        let items = try keyRing.items
        let mine = items.compactMap(\.signer).filter { signer in
            name.map { signer.verifier.isMeant(by: $0) } ?? true
        }
        guard !mine.isEmpty else {
            let problems = items.compactMap { item in item.problem.map { "\(item.path): \($0)" } }
            throw Failure(
                .configuration,
                name.map { "you have no key '\($0.shortened(to: 60))'" } ?? "you have no key",
                details: problems, hint: items.isEmpty ? "key new" : "key list")
        }
        // Before the first statement every key of one's own can be the first.
        let usable = trust.origin == nil ? mine : mine.filter { trust.isActive($0.verifier) }
        guard let signer = usable.first else {
            throw Failure(
                .configuration,
                "this store does not trust your key \(mine.map(\.verifier.label).joined(separator: ", "))",
                details: [
                    "somebody whose key it trusts lets them trust yours:",
                    "muster key trust '\(mine[0].verifier.written)'",
                ], hint: "key list")
        }
        guard usable.count == 1 else {
            throw Failure(
                .usage, "you have \(usable.count) keys that can be meant",
                details: usable.map(\.verifier.label),
                hint: "seal --with \(usable[0].verifier.shortID)")
        }
        return signer
    }

    /// Writes a signed statement into the store's own stream.
    func record(
        _ statement: KeyStatement, signedBy signers: [NoteSigner], behind record: TreeRecord
    ) throws(Failure) -> Entry {
        let now = self.now
        let payload: [UInt8]
        do {
            guard let first = signers.first else { throw Failure(.failed, "nobody signs") }
            var note = try SignedNote(signing: statement.text, with: first)
            for signer in signers.dropFirst() { try note.sign(with: signer) }
            guard KeyStatement(parsing: note.text) == statement else {
                throw Failure(.usage, "the reason cannot be written", hint: "help key")
            }
            payload = try note.payload()
        } catch {
            throw error as? Failure
                ?? Failure(
                    .usage, "the statement cannot be written",
                    details: ["a reason is one line without control characters"], hint: "help key")
        }
        let draft = EntryDraft(
            happenedAt: now, fidelity: .second, recordedAt: now, actor: actor, role: nil,
            kind: statement.verb.entryKind, tlp: "GREEN", payload: payload)
        do {
            let entries = try store.appendOwn(
                [draft], expectedVersion: record.ownEnd?.version ?? 0)
            guard let entry = entries.first else { throw Failure(.failed, "nothing was written") }
            return entry
        } catch let error as JournalError {
            throw Failure(error)
        } catch {
            throw error as? Failure ?? Failure(.failed, "the statement could not be written")
        }
    }

    /// Makes a key of one's own the first that this store trusts.
    func vouch(for signer: NoteSigner, in record: TreeRecord) throws(Failure) -> Entry {
        let place = settings.organisation.map(Desk.keyWord) ?? "muster"
        let statement = KeyStatement(
            origin: "\(place)/\(surroundings.token().prefix(16))", verb: .trusted,
            key: signer.verifier, time: now)
        return try self.record(statement, signedBy: [signer], behind: record)
    }
}

extension VerifierKey {
    /// Whether a word names this key: its name, its id or the beginning of it, both, or the whole written form.
    package func isMeant(by word: String) -> Bool {
        word == name.text || word == label || word == written
            || (word.count >= 4 && shortID.hasPrefix(word.lowercased()))
    }
}
