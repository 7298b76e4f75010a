internal import Application
internal import Chronology
internal import Incidents
internal import Journal
internal import Transparency

extension Verify {
    /// Whether the word names a file and no incident.
    static func isFile(_ word: String) -> Bool { word.contains("/") || word.contains(".") }

    /// Checks a checkpoint or a proof; with keys that are given it needs no store.
    func verifyFile(_ path: String, keys: [VerifierKey], _ session: Session) throws {
        let file = try KeptFile(path: path)
        let check = KeptFileCheck(
            file, keys: keys, trust: keys.isEmpty ? try trust(session) : nil)
        let tree = check.checkpoint
        var answer = Answer(
            "verify-file",
            [
                "file": .string(path), "good": .bool(check.problem == nil),
                "problem": .optional(check.problem), "origin": .string(tree.origin),
                "size": .int(Int64(clamping: tree.size)), "root": .string(tree.root.hex),
                "signed_by": .array(check.signers.map { .string($0.written) }),
                "entry": check.entry.map(\.json) ?? .null,
                "leaf": check.index.map { .int(Int64(clamping: $0)) } ?? .null,
            ])
        answer.lines = lines(check, path, session.console.output)
        session.console.answer(answer)
        guard let problem = check.problem else { return }
        throw Failure(
            .integrity, "'\(path.shortened(to: 80))' proves nothing: \(problem)",
            details: ["say whose key it should be: --key VKEY, or --key FILE"],
            hint: "help verify")
    }

    /// What the store says of its keys, if there is a store.
    private func trust(_ session: Session) throws(Failure) -> KeyTrust? {
        let desk: Desk
        do throws(Failure) {
            desk = try session.desk()
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
        return KeyTrust(try desk.treeRecord())
    }

    private func lines(_ check: KeptFileCheck, _ path: String, _ style: Style) -> [String] {
        let tree = check.checkpoint
        let size = tree.size == 1 ? "1 entry" : "\(tree.size) entries"
        guard check.problem == nil else {
            return ["\(visible(path))  \(style.paint("NOT PROVEN", .red))"]
        }
        var lines = ["\(visible(path))  good"]
        if let entry = check.entry, let index = check.index {
            lines += entryLines(entry) + ["  leaf     \(index) of \(size)"]
        }
        lines += [
            "  store    \(visible(tree.origin)), \(size)",
            "  root     \(tree.root.groups.prefix(4).joined(separator: "-"))",
            "  signed   by " + check.signers.map { visible($0.label) }.joined(separator: ", ")
                + (key.isEmpty ? ", which this store trusts" : ", which was given"),
        ]
        return lines
            + [
                check.entry == nil
                    ? "Next: muster verify --against \(path.shellQuoted)" : "Next: muster help seal"
            ]
    }

    private func entryLines(_ entry: Entry) -> [String] {
        let content = entry.content
        let role = content.role.map { " (\(visible($0)))" } ?? ""
        let payload = String(decoding: content.payload, as: UTF8.self)
        return [
            "  entry    \(visible(entry.incident)) #\(entry.number), \(visible(content.kind)), "
                + "TLP:\(visible(content.tlp))",
            "  by       \(visible(content.actor))\(role), recorded "
                + Phrase.time(content.recordedAt) + ", happened "
                + Phrase.time(content.happenedAt, content.fidelity),
            "  says     \(visible(payload.shortened(to: 2_000)))",
        ]
    }
}

extension Entry {
    /// The fields of an entry for JSON, its payload as the text that was hashed.
    fileprivate var json: JSONValue {
        .object([
            "incident": .string(incident), "number": .int(number), "hash": .string(hash.hex),
            "happened_at": .string(content.happenedAt.rfc3339),
            "fidelity": .string(content.fidelity.rawValue),
            "recorded_at": .string(content.recordedAt.rfc3339), "actor": .string(content.actor),
            "role": .optional(content.role), "kind": .string(content.kind),
            "tlp": .string(content.tlp),
            "payload": .string(String(decoding: content.payload, as: UTF8.self)),
        ])
    }
}
