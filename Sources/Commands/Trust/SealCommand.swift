internal import Application
internal import ArgumentParser
internal import Chronology
internal import Incidents
internal import Journal
internal import Transparency

/// `muster seal`.
struct SealCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal", abstract: "Sign what the record is now.",
        discussion: """
            Checks everything, then signs the size and the root of the tree over all entries of the store with \
            your key (muster key). What a seal covers cannot be changed any more without it being seen, unless \
            somebody has the key: keep a copy of the seal where they cannot write (--to), or let somebody write \
            down its root (--print).


            """
                + examples(
                    "muster seal --to /media/usb/night.checkpoint",
                    "muster seal --print"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Option(name: .customLong("with"), help: "Which of your keys signs: its name or its id.")
    var key: String?

    @Option(
        name: .customLong("to"), help: "Write the signed checkpoint to a file, too; - prints it.")
    var file: String?

    @Flag(
        name: .customLong("print"), help: "Show the root in groups, to be read out or written down."
    )
    var isPrinted = false

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        if global.dryRun {
            session.console.answer(try rehearsed(desk))
            return
        }
        let receipt = try desk.seal(with: key)
        if file == "-", !session.console.isJSON {
            return session.console.raw(String(decoding: receipt.seal.note, as: UTF8.self))
        }
        if let file, file != "-" { try writeFile(receipt.seal.note, to: file) }
        session.console.answer(answer(receipt))
    }

    private func rehearsed(_ desk: Desk) throws(Failure) -> Answer {
        let (size, signer) = try desk.sealable(with: key)
        var answer = Answer(
            "seal",
            ["size": .int(Int64(size)), "key": .string(signer.written), "dry_run": .bool(true)])
        answer.lines = [
            "Would seal \(size.entries) with \(visible(signer.label)); nothing was changed"
        ]
        return answer
    }

    private func answer(_ receipt: SealReceipt) -> Answer {
        let seal = receipt.seal
        let root = receipt.checkpoint.root
        var answer = Answer(
            "seal",
            [
                "number": .int(seal.number), "size": .int(seal.size), "root": .string(root.hex),
                "origin": .string(receipt.checkpoint.origin), "key": .string(seal.key),
                "sealed_at": .string(seal.sealedAt.rfc3339), "new": .bool(receipt.isNew),
                "file": .optional(file),
                "checkpoint": .string(String(decoding: seal.note, as: UTF8.self)),
            ])
        answer.quiet = [file ?? String(seal.number)]
        let size = Int(seal.size)
        answer.lines = [
            receipt.isNew
                ? "Seal \(seal.number): \(size.entries) signed by \(visible(receipt.key.label))"
                    + (receipt.added < size ? ", \(receipt.added) of them new" : "")
                : "Nothing came since seal \(seal.number) "
                    + "(\(Phrase.time(seal.sealedAt))): \(size.entries), "
                    + "signed by \(visible(receipt.key.label))"
        ]
        if isPrinted {
            answer.lines += spoken(receipt.checkpoint)
        } else {
            answer.lines.append("  root  \(root.groups.prefix(3).joined(separator: "-"))")
        }
        if let file {
            answer.lines.append("  kept in \(visible(file))")
            answer.lines.append("Next: muster verify --against \(file.shellQuoted)")
        } else if isPrinted {
            let digits = root.groups.prefix(4).joined(separator: "-")
            answer.lines.append("Next: muster verify --against \(size):\(digits)")
        } else {
            answer.lines.append("Next: muster seal --to FILE, outside this machine")
        }
        return answer
    }

    /// The checkpoint as it is read out or written down.
    private func spoken(_ checkpoint: Checkpoint) -> [String] {
        let groups = checkpoint.root.groups
        let rows = stride(from: 0, to: groups.count, by: 4).map { start in
            groups[start..<min(start + 4, groups.count)].joined(separator: "-")
        }
        return ["  store  \(visible(checkpoint.origin))", "  size   \(checkpoint.size)"]
            + rows.enumerated().map { index, row in (index == 0 ? "  root   " : "         ") + row }
    }
}

extension TreeHash {
    /// The digits in groups of four, short enough to be read out.
    var groups: [String] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<$0 + 4]) }
    }
}

extension Int {
    /// `1 entry`, `12 entries`.
    var entries: String { self == 1 ? "1 entry" : "\(self) entries" }
}
