/// A checkpoint with the note that signs it; it means nothing before `verify` has succeeded.
package struct SignedCheckpoint: Sendable, Hashable {
    /// The note with its signatures.
    package private(set) var note: SignedNote
    /// What its text says.
    package let checkpoint: Checkpoint

    /// Signs a checkpoint.
    ///
    /// A log must never sign two that are inconsistent; whoever calls this has to have checked it.
    package init(
        signing checkpoint: Checkpoint, with signer: NoteSigner
    ) throws(TransparencyError) {
        self.checkpoint = checkpoint
        note = try SignedNote(signing: checkpoint.text, with: signer)
    }

    /// Reads a signed checkpoint.
    package init(parsing bytes: [UInt8]) throws(TransparencyError) {
        note = try SignedNote(parsing: bytes)
        checkpoint = try Checkpoint(parsing: note.textBytes)
    }

    /// The note as it is written.
    package var written: String { note.written }

    /// Adds the signature of a further key, for example while keys are changed.
    package mutating func sign(with signer: NoteSigner) throws(TransparencyError) {
        try note.sign(with: signer)
    }

    /// Succeeds if one of the log's own keys has signed and the checkpoint is of the expected log.
    ///
    /// Pass keys of the log only: a key of a witness would count like one of the log. Gives the keys whose signatures hold.
    @discardableResult
    package func verify(
        origin: String, keys: [VerifierKey]
    ) throws(TransparencyError) -> [VerifierKey] {
        let verified = try note.verify(with: keys)
        guard checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw TransparencyError(
                .wrongOrigin, "the checkpoint is of another log than the expected one", line: 1,
                value: checkpoint.origin)
        }
        return verified
    }
}
