import Runbooks
import Testing

@Suite struct OutlineTests {
    @Test func `the outline shows the tree with what each step asks for`() throws {
        let runbook = try #require(Samples.decode(Samples.good).runbook)
        let lines = RunbookOutline(runbook).lines
        #expect(
            lines.prefix(10) == [
                "sample 1.0.0: Sample",
                "Something happened.",
                "detect: See it.",
                "  look  do: Look at it.  [technical, 15 min]",
                "      done when: You looked.",
                "  fill-in  ask: How many, and where? (count, hosts, opened_at, word)  [technical]",
                "      no time-box: it takes as long as it takes",
                "      keep: a list of hosts",
                "      done when: Both are there.",
                "assess: Judge it.",
            ])
        #expect(lines.contains("    respond.contain.1  parallel: 1 of 2 lanes"))
        #expect(lines.contains("      when steps.judge.answer == 'malware'"))
        #expect(lines.contains("      otherwise"))
        #expect(
            lines.contains(
                "    respond.recover.2  repeat: while steps.watch.answer == 'no', at most 5 times"))
    }

    @Test func `a summary counts the steps of work and the waits`() throws {
        let runbook = try #require(Samples.decode(Samples.good).runbook)
        let summary = RunbookSummary(runbook)
        #expect(summary.id == "sample")
        #expect(summary.steps == 11)
        #expect(summary.phases.count == 6)
    }
}
