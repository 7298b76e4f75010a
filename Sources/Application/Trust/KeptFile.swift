internal import Incidents
package import Journal
package import Transparency

/// A checkpoint or a proof that somebody kept outside a store.
package enum KeptFile: Sendable {
    case checkpoint(SignedCheckpoint)
    case proof(LogProof)

    /// Reads a file.
    ///
    /// - Throws: ``Failure``: `notFound`, or `usage` if it is neither.
    package init(path: String) throws(Failure) {
        let bytes = try readFile(path, limit: LogProof.maximumBytes)
        do throws(TransparencyError) {
            self =
                bytes.starts(with: LogProof.header.utf8)
                ? .proof(try LogProof(parsing: bytes))
                : .checkpoint(try SignedCheckpoint(parsing: bytes))
        } catch {
            throw Failure(
                .usage,
                "'\(path.shortened(to: 80))' holds no checkpoint and no proof: \(error.description)",
                details: ["'muster seal --to FILE' and 'muster proof' write them"],
                hint: "help seal")
        }
    }

    /// The checkpoint, also that of a proof.
    package var signed: SignedCheckpoint {
        switch self {
        case .checkpoint(let signed): signed
        case .proof(let proof): proof.checkpoint
        }
    }
}

/// What checking a kept file found; it needs no store, only keys.
package struct KeptFileCheck: Sendable {
    package let checkpoint: Checkpoint
    /// The known keys whose signatures hold; none unless it is good.
    package let signers: [VerifierKey]
    /// The entry of a proof, where its bytes can be read.
    package let entry: Entry?
    /// The place of the entry's leaf; `nil` for a checkpoint.
    package let index: UInt64?
    /// What is wrong; `nil` if nothing is.
    package let problem: String?

    /// Checks the signature first, then the way from the entry's bytes to the signed root.
    ///
    /// - Parameters:
    ///   - keys: the keys that are believed.
    ///   - trust: what a store says of its keys, if one is to be believed.
    package init(_ file: KeptFile, keys: [VerifierKey], trust: KeyTrust?) {
        let signed = file.signed
        checkpoint = signed.checkpoint
        var entry: Entry?
        var index: UInt64?
        if case .proof(let proof) = file {
            entry = proof.extra.flatMap(CanonicalEntry.init(parsing:))?.entry
            index = proof.index
        }
        self.entry = entry
        self.index = index
        var found: [VerifierKey] = []
        var objection: String?
        do throws(Objection) {
            found = try KeptFileCheck.signers(of: signed, keys: keys, trust: trust)
            if case .proof(let proof) = file { try KeptFileCheck.check(proof, entry) }
        } catch {
            objection = error.message
        }
        signers = objection == nil ? found : []
        problem = objection
    }

    private struct Objection: Error { let message: String }

    private static func signers(
        of signed: SignedCheckpoint, keys: [VerifierKey], trust: KeyTrust?
    ) throws(Objection) -> [VerifierKey] {
        let members = trust?.members.map(\.key) ?? []
        let found: [VerifierKey]
        do throws(TransparencyError) {
            found = try signed.note.verify(with: keys + members.filter { !keys.contains($0) })
        } catch {
            throw Objection(message: objection(error, to: signed))
        }
        if keys.contains(where: found.contains) { return found }
        // The store's word on its own keys: for its own checkpoints, as far as they were trusted.
        if let trust {
            guard signed.checkpoint.origin == trust.origin else {
                throw Objection(
                    message: "it is of \(signed.checkpoint.origin), this store is "
                        + (trust.origin ?? "not sealed"))
            }
            let judgements = found.map { trust.judge($0, size: signed.checkpoint.size) }
            if !judgements.contains(.counts) {
                for case .discounted(let reason) in judgements {
                    throw Objection(message: "it " + reason)
                }
                for case .refused(let reason) in judgements {
                    throw Objection(message: "it " + reason)
                }
            }
        }
        return found
    }

    private static func objection(_ error: TransparencyError, to signed: SignedCheckpoint) -> String
    {
        switch error.code {
        case .forged: return "its signature is forged, or its text was changed"
        case .unsigned:
            let names = signed.note.signatures.map(\.name.text).joined(separator: ", ")
            return "it is signed by no key that is known here (\(names.shortened(to: 120)))"
        default: return error.description
        }
    }

    private static func check(_ proof: LogProof, _ entry: Entry?) throws(Objection) {
        guard let entry else {
            throw Objection(message: "it does not hold the bytes of an entry")
        }
        let tree = proof.checkpoint.checkpoint
        do throws(TransparencyError) {
            try InclusionProof(index: proof.index, size: tree.size, hashes: proof.hashes)
                .verify(leaf: .leaf(entry.hash.bytes), root: tree.root)
        } catch {
            throw Objection(message: "the entry is not in the signed tree: \(error.message)")
        }
    }
}
