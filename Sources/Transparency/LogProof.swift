/// A proof that can be checked offline: a leaf's place, its inclusion proof and a signed checkpoint, after c2sp.org/tlog-proof@v1.
///
/// Files of it have the ending `.tlog-proof`.
package struct LogProof: Sendable, Hashable {
    /// The first line of the format.
    package static let header = "c2sp.org/tlog-proof@v1"
    /// The largest proof that is read, in bytes.
    package static let maximumBytes = 2 * SignedNote.maximumBytes

    /// Bytes for the application; nothing proves them.
    package let extra: [UInt8]?
    /// The leaf's place, counted from 0.
    package let index: UInt64
    /// The neighbours' hashes from the leaf upwards; at most 64.
    package let hashes: [TreeHash]
    /// The tree that the proof speaks of.
    package let checkpoint: SignedCheckpoint

    /// Takes the parts; the proof's size has to be that of the checkpoint.
    package init(
        _ proof: InclusionProof, in checkpoint: SignedCheckpoint, extra: [UInt8]? = nil
    ) throws(TransparencyError) {
        guard proof.size == checkpoint.checkpoint.size else {
            throw TransparencyError(
                .outOfRange,
                "the proof is for size \(proof.size), the checkpoint"
                    + " for \(checkpoint.checkpoint.size)")
        }
        self.extra = extra
        index = proof.index
        hashes = proof.hashes
        self.checkpoint = checkpoint
    }

    /// Reads a proof.
    package init(parsing bytes: [UInt8]) throws(TransparencyError) {
        guard bytes.count <= Self.maximumBytes else {
            throw TransparencyError(
                .tooLarge,
                "a proof has at most \(Self.maximumBytes) bytes, this has \(bytes.count)")
        }
        let breaks = bytes.indices.dropLast().first {
            bytes[$0] == newline && bytes[$0 + 1] == newline
        }
        guard let end = breaks else {
            throw TransparencyError(
                .badText, "a proof has an empty line between its hashes and its checkpoint")
        }
        let lines = bytes[..<end].split(separator: newline, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines[0].utf8.elementsEqual(Self.header.utf8) else {
            throw TransparencyError(
                .badText, "a proof begins with \(Self.header)", line: 1, value: lines[0])
        }
        let hasExtra = lines.count > 1 && lines[1].hasPrefix("extra ")
        extra = hasExtra ? try Self.extra(in: lines[1]) : nil
        let place = hasExtra ? 2 : 1
        guard lines.count > place, lines[place].hasPrefix("index ") else {
            throw TransparencyError(
                .badText, "a proof has a line with the word index and a number",
                line: place + 1, value: lines.count > place ? lines[place] : "")
        }
        do {
            index = try decimal(String(lines[place].dropFirst(6)), of: "the index")
        } catch { throw error.at(line: place + 1) }
        hashes = try Self.hashes(in: lines.dropFirst(place + 1))
        do {
            checkpoint = try SignedCheckpoint(parsing: Array(bytes[(end + 2)...]))
        } catch { throw error.moved(by: lines.count + 1) }
    }

    /// The proof as it is written.
    package var written: String {
        var lines = [Self.header]
        if let extra { lines.append("extra " + Base64.encode(extra)) }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return lines.map { $0 + "\n" }.joined() + "\n" + checkpoint.written
    }

    /// Succeeds if the log has signed a tree that holds the leaf at the index.
    ///
    /// The signature is verified first: nothing of an unsigned checkpoint is believed. Gives the keys whose signatures hold.
    @discardableResult
    package func verify(
        leaf: TreeHash, origin: String, keys: [VerifierKey]
    ) throws(TransparencyError) -> [VerifierKey] {
        let verified = try checkpoint.verify(origin: origin, keys: keys)
        let tree = checkpoint.checkpoint
        try InclusionProof(index: index, size: tree.size, hashes: hashes)
            .verify(leaf: leaf, root: tree.root)
        return verified
    }

    /// The same for the bytes of the entry itself.
    @discardableResult
    package func verify(
        data: [UInt8], origin: String, keys: [VerifierKey]
    ) throws(TransparencyError) -> [VerifierKey] {
        try verify(leaf: .leaf(data), origin: origin, keys: keys)
    }

    private static func extra(in line: String) throws(TransparencyError) -> [UInt8] {
        guard let bytes = Base64.decode(line.utf8.dropFirst(6)) else {
            throw TransparencyError(
                .badBase64, "the extra data is not written in canonical base64", line: 2,
                value: line)
        }
        return bytes
    }

    /// Reads the lines of the hashes; the slice's indices are those of the lines of the proof.
    private static func hashes(
        in lines: ArraySlice<String>
    ) throws(TransparencyError) -> [TreeHash] {
        guard lines.count <= UInt64.bitWidth else {
            throw TransparencyError(
                .tooLarge, "a proof has at most \(UInt64.bitWidth) hashes, this has \(lines.count)")
        }
        var hashes: [TreeHash] = []
        for (index, line) in zip(lines.indices, lines) {
            do { hashes.append(try TreeHash(base64: line)) } catch {
                throw error.at(line: index + 1)
            }
        }
        return hashes
    }
}
