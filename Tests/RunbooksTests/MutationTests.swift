import Runbooks
import Testing

@Suite struct MutationTests {
    private static let pieces: [String] = [
        "&a ", "*a", "<<: ", "\t", "- ", ": ", "[", "]", "{", "}", "'", "\"", "|", ">", "#", "? ",
        "!!x ", "---\n", "...\n", "\n", "\r\n", "\u{2028}", "\u{85}", "null", "yes", "%", "@", "`",
        "日本", "e\u{301}", "\\", "  ", "steps.", "facts.", "id: look\n", "do: x\n", "\0", "\u{FEFF}",
    ]

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `no mutation crashes, and every finding lies in the file`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for round in 0..<300 {
            var bytes = Array(Samples.good.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                MutationTests.mutate(&bytes, using: &random)
            }
            let result = RunbookDecoder.decode(bytes, fileName: "sample.runbook.yaml") { _ in nil }
            let findings = result.linted()
            guard let source = result.source else {
                #expect(findings.count == 1, "seed \(seed), round \(round)")
                continue
            }
            let stray = findings.filter {
                !source.contains($0.place) || $0.related.map { !source.contains($0.place) } ?? false
            }
            #expect(stray.isEmpty, "seed \(seed), round \(round): \(stray)")
            #expect(
                (result.runbook == nil) == result.diagnostics.hasErrors,
                "seed \(seed), round \(round)")
            let text = DiagnosticRenderer(fileName: "f", source: source).render(findings)
            #expect(!text.unicodeScalars.contains("\u{1B}"), "seed \(seed), round \(round)")
        }
    }

    @Test func `each truncation is either a runbook or has a finding`() {
        let bytes = Array(Samples.good.utf8)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            let result = RunbookDecoder.decode(
                Array(bytes.prefix(length)), fileName: "sample.runbook.yaml"
            ) { _ in nil }
            #expect((result.runbook == nil) == result.diagnostics.hasErrors, "length \(length)")
        }
    }

    private static func mutate(
        _ bytes: inout [UInt8], using random: inout SeededGenerator
    ) {
        guard !bytes.isEmpty else { return }
        let position = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, position + Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.removeSubrange(position...)
        case 1: bytes.removeSubrange(position..<end)
        case 2: bytes[position] = UInt8.random(in: 0...255, using: &random)
        case 3: bytes.insert(contentsOf: Array(bytes[position..<end]), at: position)
        default:
            let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
            bytes.insert(contentsOf: Array(piece.utf8), at: position)
        }
    }
}
