import Runbooks
import Testing

@Suite struct RenderingTests {
    private func render(_ text: String, width: Int = 100) -> String {
        let result = Samples.decode(text)
        let renderer = DiagnosticRenderer(
            fileName: "sample.runbook.yaml", source: result.source, width: width)
        return renderer.render(result.diagnostics)
    }

    @Test func `a misspelt role is shown with its lines, a caret and the right name`() {
        #expect(
            render(Samples.good("role: technical", "role: tecnical")) == """
                sample.runbook.yaml:30:15: error[R025]: the runbook has no role 'tecnical'
                   29 |         do: Look at it.
                   30 |         role: tecnical
                      |               ^^^^^^^^ did you mean 'technical' (line 8)?
                   31 |         timebox: PT15M

                """)
    }

    @Test func `a duplicate key is shown with the place of the first`() {
        #expect(
            render(Samples.good("title: Sample", "title: Sample\ntitle: Again")) == """
                sample.runbook.yaml:4:1: error[R008]: the key 'title' stands twice in this map
                    3 | title: Sample
                    4 | title: Again
                      | ^^^^^
                    5 | summary: Something happened.
                  note: line 3: the first 'title' is here

                """)
    }

    @Test func `the first and the last line have one neighbour`() {
        #expect(
            render("titel: x\n").hasPrefix(
                """
                sample.runbook.yaml:1:1: error[R012]: a runbook has no key 'titel'
                    1 | titel: x
                      | ^^^^^ did you mean 'title'?

                """))
    }

    @Test func `control characters are shown escaped and the caret stays right`() {
        let source = SourceText("a\u{1B}[31m\tb\u{202E}c: x")
        let finding = Diagnostic(
            .controlCharacter, "bad \u{1B}[0m", at: Place(line: 1, column: 8))
        let text = DiagnosticRenderer(fileName: "a\u{7}.yaml", source: source).render(finding)
        #expect(
            text == """
                a\\u{0007}.yaml:1:8: error[R003]: bad \\u{001B}[0m
                    1 | a\\u{001B}[31m    b\\u{202E}c: x
                      |                  ^

                """)
    }

    @Test func `wide and combining characters do not move the caret`() {
        let source = SourceText("日本 e\u{301}: x")
        let finding = Diagnostic(.badValue, "bad", at: Place(line: 1, column: 8))
        let text = DiagnosticRenderer(fileName: "a", source: source).render(finding)
        #expect(text.contains("\n      | " + String(repeating: " ", count: 8) + "^\n"))
    }

    @Test func `a very long line is cut round the mark`() {
        let source = SourceText(
            String(repeating: "a", count: 500) + "BAD" + String(repeating: "z", count: 500))
        let finding = Diagnostic(.badValue, "bad", at: Place(line: 1, column: 501, length: 3))
        let lines = DiagnosticRenderer(fileName: "a", source: source, width: 60).render(finding)
            .split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 80 })
        let caret = lines[2].firstIndex(of: "^").map {
            lines[2].distance(from: lines[2].startIndex, to: $0)
        }
        let bad = lines[1].firstIndex(of: "B").map {
            lines[1].distance(from: lines[1].startIndex, to: $0)
        }
        #expect(caret == bad)
        #expect(lines[2].count(where: { $0 == "^" }) == 3)
        #expect(lines[1].hasSuffix("…"))
    }

    @Test func `a finding without source has its first line only`() {
        let finding = Diagnostic(.fileTooLarge, "too large", at: Place(line: 1, column: 1))
        let text = DiagnosticRenderer(fileName: "a", source: nil).render(finding)
        #expect(text == "a:1:1: error[R001]: too large\n")
    }
}
