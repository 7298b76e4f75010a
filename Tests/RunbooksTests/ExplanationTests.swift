import Chronology
import Foundation
import Runbooks
import Testing

@Suite struct ExplanationTests {
    private static let today = Timestamp(rfc3339: "2026-11-24T00:00:00Z")

    private func findings(_ bytes: [UInt8]) -> [Diagnostic] {
        RunbookDecoder.decode(bytes, fileName: "example.runbook.yaml") { id in
            ExampleFrame.library[id].map { Array($0.utf8) }
        }.linted(today: ExplanationTests.today)
    }

    private func findings(_ text: String?) throws -> [Diagnostic] {
        findings(Array(try #require(text).utf8))
    }

    @Test func `each code has one explanation, in the order of the numbers`() {
        #expect(CodeExplanation.all.map(\.code.rawValue) == DiagnosticCode.allCases.map(\.rawValue))
        for code in DiagnosticCode.allCases { #expect(CodeExplanation.of(code)?.code == code) }
    }

    @Test(arguments: CodeExplanation.all.filter { $0.frame != .described })
    func `the bad example has the finding first, the good one neither it nor an error`(
        explanation: CodeExplanation
    ) throws {
        let bad = try findings(explanation.badRunbook)
        #expect(bad.first?.code == explanation.code, "\(bad)")
        let good = try findings(explanation.goodRunbook)
        #expect(!good.contains { $0.code == explanation.code } && !good.hasErrors, "\(good)")
    }

    @Test func `what is only described is so`() throws {
        let described = CodeExplanation.all.filter { $0.frame == .described }.map(\.code)
        #expect(described == [.fileTooLarge, .notUTF8, .tooManySteps])
        let frame = try #require(ExampleFrame.steps.runbook(with: "- {id: pause, wait: PT1M}"))
        let large = frame + "# " + String(repeating: "x", count: 1_048_576)
        #expect(try findings(large).map(\.code) == [.fileTooLarge])
        let latin = Array(frame.replacing("Example", with: "|").utf8).map { $0 == 0x7C ? 0xDC : $0 }
        #expect(findings(latin).map(\.code) == [.notUTF8])
        let steps = (1...2_001).map { "- {id: host-\($0), wait: PT1M}" }.joined(separator: "\n")
        let many = try findings(ExampleFrame.steps.runbook(with: steps))
        #expect(many.map(\.code) == [.tooManySteps])
    }

    @Test(arguments: ExampleFrame.allCases)
    func `a frame is a runbook without a finding`(frame: ExampleFrame) throws {
        let example =
            switch frame {
            case .steps: "- {id: pause, wait: PT1M}"
            case .keys: "summary: Something happened."
            case .task:
                "role: lead\ntimebox: PT5M\nevidence: none\ndone_when: No traffic flows."
            case .head:
                """
                runbook: example
                version: 1.0.0
                title: Example
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """
            case .file, .body, .described: ""
            }
        guard !example.isEmpty else { return }
        #expect(try findings(frame.runbook(with: example)) == [])
    }

    @Test(arguments: CodeExplanation.all)
    func `an explanation says why in sentences and has no room at its ends`(
        explanation: CodeExplanation
    ) {
        #expect(explanation.why.hasSuffix("."))
        #expect(explanation.why.count > 80 && explanation.why.count < 500)
        #expect(explanation.summary.count <= 70 && !explanation.summary.hasSuffix("."))
        for text in [explanation.summary, explanation.why, explanation.bad, explanation.good] {
            #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false)
        }
    }
}

extension CodeExplanation: CustomTestStringConvertible {
    package var testDescription: String { code.rawValue }
}

@Suite struct ExplanationPageTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/reference/lint-codes.md")

    @Test func `the reference page is the one that the program writes`() throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(CodeExplanation.page.utf8).write(to: Self.file)
        }
        let text = try String(contentsOf: Self.file, encoding: .utf8)
        #expect(text == CodeExplanation.page, "RECORD_GOLDEN=1 writes it again")
    }

    @Test(arguments: [
        ("R012", "R012"), ("r12", "R012"), ("12", "R012"), ("r0012", "R012"), ("R1", "R001"),
    ])
    func `a code is found however it is typed`(typed: String, code: String) {
        #expect(DiagnosticCode(typed: typed)?.rawValue == code)
    }

    @Test(arguments: ["", "R", "R999", "x12", "R12x", "-1", "R00012", "١٢", "all"])
    func `what is no code is none`(typed: String) {
        #expect(DiagnosticCode(typed: typed) == nil)
    }

    @Test func `the nearest code is offered`() {
        #expect(DiagnosticCode.nearest(to: "R046") == .noRole)
        #expect(DiagnosticCode.nearest(to: "R042") == .noDocument)
        #expect(DiagnosticCode.nearest(to: "key") == nil)
        #expect(DiagnosticCode.nearest(to: "99999999999999999999") == nil)
    }
}
