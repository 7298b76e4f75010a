internal import Application
internal import ArgumentParser
internal import Incidents
internal import Journal
internal import Transparency

/// `muster proof`.
struct ProofCommand: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "proof", abstract: "Write the proof that an entry stood in the sealed record.",
        discussion: """
            The file holds the entry itself, the way from it to the root of the tree, and the signed \
            checkpoint. Somebody who has your verifier key can check it without the store and without this \
            program (c2sp.org/tlog-proof@v1; docs/reference/record-format.md). No other entry is in it.


            """
                + examples(
                    "muster proof INC-2026-0007 14 -o entry14.tlog-proof",
                    "muster verify entry14.tlog-proof --key dana.vkey"))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "The incident, or \(Store.ownStream) for what the store says of its keys.")
    var name: String

    @Argument(help: "The number of the entry.")
    var number: Int64

    @Option(name: .shortAndLong, help: "The file; - or nothing prints it.")
    var output: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let stream =
            name.uppercased() == Store.ownStream ? Store.ownStream : try desk.resolve(name)
        let proof = try desk.proof(of: number, in: stream)
        let text = proof.proof.written
        guard let output, output != "-" else {
            guard session.console.isJSON else { return session.console.raw(text) }
            return session.console.answer(answer(proof, text, file: nil))
        }
        if !global.dryRun { try writeFile(Array(text.utf8), to: output) }
        session.console.answer(answer(proof, text, file: output))
    }

    private func answer(_ proof: EntryProof, _ text: String, file: String?) -> Answer {
        let entry = proof.entry
        let seal = proof.seal.seal
        var answer = Answer(
            "proof",
            [
                "incident": .string(entry.incident), "number": .int(entry.number),
                "leaf": .int(Int64(clamping: proof.proof.index)), "size": .int(seal.size),
                "seal": .int(seal.number), "key": .string(seal.key),
                "tlp": .string(entry.content.tlp),
                "file": .optional(file), "proof": .string(text), "dry_run": .bool(global.dryRun),
            ])
        answer.quiet = [file].compactMap { $0 }
        guard let file else { return answer }
        let what =
            "the proof of \(entry.incident) #\(entry.number) (\(visible(entry.content.kind)))"
        answer.lines = [
            global.dryRun
                ? "Would write \(what) to \(visible(file)); nothing was written"
                : "Wrote \(what) to \(visible(file))",
            "  rests on \(visible(proof.seal.label)) by "
                + visible(proof.seal.key?.label ?? seal.key),
            "  holds the whole entry: TLP:\(visible(entry.content.tlp))",
            "Next: muster verify \(file.shellQuoted)",
        ]
        return answer
    }
}
