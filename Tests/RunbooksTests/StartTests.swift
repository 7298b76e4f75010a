import Chronology
import Runbooks
import Testing

@Suite struct StartTests {
    private static let roleSets = [
        RunbookStart.usualRoles, [], ["technical"], ["lead", "legal", "executive", "own-role"],
        ["lead", "technical", "scribe", "communications", "legal", "custodian", "executive"],
    ]
    private static let phaseSets: [[String]] = (1..<16).map { bits in
        RunbookStart.allPhases.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
    }

    private func start(_ roles: [String], _ phases: [String]) -> RunbookStart {
        RunbookStart(
            id: "web-shell", title: "Web shell: \"quoted\" \\ #1", summary: "It's used: when {x}.",
            category: "malware", roles: roles, phases: phases, reviewed: "2026-11-24")
    }

    private func findings(_ start: RunbookStart) -> [Diagnostic] {
        RunbookDecoder.decode(
            Array(start.text.utf8), fileName: "web-shell.runbook.yaml", library: { _ in nil }
        ).linted(today: Timestamp(rfc3339: "2026-11-24T00:00:00Z"))
    }

    @Test(arguments: roleSets, phaseSets)
    func `a new runbook has no error, whatever was chosen`(roles: [String], phases: [String]) {
        let found = findings(start(roles, phases)).filter { $0.severity == .error }
        #expect(found.isEmpty, "\(found.map { "\($0.place.line): \($0.message)" })")
    }

    @Test func `with all phases and the usual roles there is no finding at all`() throws {
        let found = findings(start(RunbookStart.usualRoles, RunbookStart.allPhases))
        #expect(found.isEmpty, "\(found.map { "\($0.place.line): \($0.message)" })")
        let runbook = try #require(
            Samples.decode(
                start(RunbookStart.usualRoles, RunbookStart.allPhases).text.replacing(
                    "runbook: web-shell", with: "runbook: sample")
            ).runbook)
        #expect(runbook.title == "Web shell: \"quoted\" \\ #1")
        #expect(runbook.summary == "It's used: when {x}.")
        #expect(RunbookSummary(runbook).steps == 11)
        #expect(runbook.phases.map(\.id).count == 7)
    }

    @Test func `the lead is always there`() {
        #expect(start([], ["learn"]).roles == ["lead"])
        #expect(start(["scribe", "lead"], ["learn"]).roles == ["scribe", "lead"])
    }
}
