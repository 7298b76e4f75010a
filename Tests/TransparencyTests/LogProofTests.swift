import Testing
import Transparency

@Suite struct LogProofTests {
    private let origin = "example.org/muster"

    private func fault(_ work: () throws -> Void) -> TransparencyError? {
        #expect(throws: TransparencyError.self) { try work() }
    }

    private func entry(_ index: Int) -> [UInt8] { Array("entry \(index)".utf8) }

    private func proof(
        of index: Int, size: Int, extra: [UInt8]? = nil
    ) throws -> LogProof {
        let tree = MerkleTree(leaves: (0..<size).map { TreeHash.leaf(entry($0)) })
        let checkpoint = try Checkpoint(origin: origin, size: UInt64(size), root: tree.root)
        return try LogProof(
            tree.inclusionProof(of: index, size: size),
            in: SignedCheckpoint(signing: checkpoint, with: signer(origin)), extra: extra)
    }

    @Test func `a checkpoint is written and read again with its further lines`() throws {
        let made = try Checkpoint(
            origin: "log é", size: .max, root: .leaf([1]), extensions: ["one", "— two"])
        #expect(try Checkpoint(parsing: Array(made.text.utf8)) == made)
        let signed = try SignedCheckpoint(signing: made, with: signer(origin))
        let read = try SignedCheckpoint(parsing: Array(signed.written.utf8))
        #expect(read == signed)
        let key = try signer(origin).verifier
        #expect(try read.verify(origin: "log é", keys: [key]) == [key])
        #expect(
            fault { try read.verify(origin: "log e\u{301}", keys: [key]) }?.code == .wrongOrigin)
    }

    @Test func `checkpoints out of form are refused with line and value`() {
        let root = TreeHash.leaf([1]).base64
        let faults: [(String, TransparencyError.Code, Int, String?)] = [
            ("", .badText, 1, nil), ("log\n1\n", .badText, 3, nil),
            ("log\n1\n" + root, .badText, 3, nil), ("\n1\n\(root)\n", .badText, 1, nil),
            ("log\n01\n\(root)\n", .badNumber, 2, "01"),
            ("log\n+1\n\(root)\n", .badNumber, 2, "+1"),
            ("log\n-1\n\(root)\n", .badNumber, 2, "-1"), ("log\n\n\(root)\n", .badNumber, 2, ""),
            ("log\n1 \n\(root)\n", .badNumber, 2, "1 "), ("log\n٣\n\(root)\n", .badNumber, 2, "٣"),
            (
                "log\n18446744073709551616\n\(root)\n", .badNumber, 2, "18446744073709551616"
            ),
            ("log\n1\nAAAA\n", .badHash, 3, "AAAA"), ("log\n1\n!\n", .badBase64, 3, "!"),
            ("log\n0\n\(root)\n", .rootMismatch, 3, root),
            ("log\n1\n\(root)\n\nx\n", .badText, 4, nil),
        ]
        for (text, code, line, value) in faults {
            let error = fault { _ = try Checkpoint(parsing: Array(text.utf8)) }
            #expect(
                error?.code == code && error?.line == line && error?.value == value,
                "\(String(describing: error))")
        }
    }

    @Test func `a proof is written as the format says and read again`() throws {
        let made = try proof(of: 2, size: 5, extra: [1, 2, 3])
        let lines = made.written.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "c2sp.org/tlog-proof@v1")
        #expect(lines[1] == "extra AQID" && lines[2] == "index 2")
        #expect(lines[3] == TreeHash.leaf(entry(3)).base64[...])
        #expect(lines[6] == "" && lines[7] == origin[...] && lines[8] == "5")
        #expect(try LogProof(parsing: Array(made.written.utf8)) == made)
        let single = try proof(of: 0, size: 1)
        #expect(single.written.hasPrefix("c2sp.org/tlog-proof@v1\nindex 0\n\n\(origin)\n1\n"))
        #expect(try LogProof(parsing: Array(single.written.utf8)) == single)
    }

    @Test(arguments: [61, 67, 71, 73])
    func `a proof holds offline, for its leaf, log and key only`(seed: UInt64) throws {
        var source = RandomSource(seed: seed)
        for _ in 0..<20 {
            let size = 2 + source.below(298)
            let index = source.below(size)
            let written = try proof(of: index, size: size).written
            let read = try LogProof(parsing: Array(written.utf8))
            let key = try signer(origin).verifier
            #expect(try read.verify(data: entry(index), origin: origin, keys: [key]) == [key])
            let other = (index + 1) % size
            let faults: [(TransparencyError.Code, TransparencyError?)] = [
                (
                    .rootMismatch,
                    fault { try read.verify(data: entry(other), origin: origin, keys: [key]) }
                ),
                (
                    .wrongOrigin,
                    fault { try read.verify(data: entry(index), origin: "other", keys: [key]) }
                ),
                (
                    .unsigned,
                    fault {
                        try read.verify(
                            data: entry(index), origin: origin, keys: [signer(origin, 9).verifier])
                    }
                ),
            ]
            for (code, error) in faults { #expect(error?.code == code) }
        }
    }

    @Test func `proofs out of form are refused with their line`() throws {
        let good = try proof(of: 2, size: 5).written
        let head = "c2sp.org/tlog-proof@v1\n"
        let note = good.dropFirst(head.count)
        let tail = note.drop { $0 != "\n" }.dropFirst()
        let faults: [(String, Int?)] = [
            ("", nil), (head, nil), ("x\n" + note, 1), (head + "index 02\n" + tail, 2),
            (head + "extra *\nindex 2\n" + tail, 2), (head + "extra AQID\n" + tail, 3),
            (head + "index 2\nAAAA\n" + tail, 3), (head + tail, 2),
            (good.replacingFirst("\n5\n", with: "\n05\n"), 8),
            (head + "index 2\n" + String(repeating: "x\n", count: 65) + "\nx", nil),
        ]
        for (text, line) in faults {
            let error = fault { _ = try LogProof(parsing: Array(text.utf8)) }
            #expect(error?.line == line, "\(String(describing: error))")
        }
    }

    @Test(arguments: [79, 83, 89, 97])
    func `a changed proof never crashes and never proves another thing`(seed: UInt64) throws {
        var source = RandomSource(seed: seed)
        let key = try signer(origin).verifier
        let good = Array(try proof(of: 5, size: 13).written.utf8)
        for round in 0..<600 {
            var bytes = good
            let place = source.below(bytes.count)
            switch round % 4 {
            case 0: bytes[place] ^= 1 << UInt8(source.below(8))
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(UInt8(source.below(256)), at: place)
            default: bytes.removeSubrange(place...)
            }
            guard bytes != good else { continue }
            let proved: LogProof? = {
                guard let read = try? LogProof(parsing: bytes),
                    (try? read.verify(data: entry(5), origin: origin, keys: [key])) != nil
                else { return nil }
                return read
            }()
            #expect(proved == nil, "round \(round) at \(place)")
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ part: String, with other: String) -> String {
        let bytes = Array(utf8)
        let sought = Array(part.utf8)
        let starts = bytes.indices.dropLast(sought.count)
        guard let start = starts.first(where: { bytes[$0...].starts(with: sought) }) else {
            return self
        }
        let end = start + sought.count
        return String(decoding: bytes[..<start] + Array(other.utf8) + bytes[end...], as: UTF8.self)
    }
}
