import Testing

/// Lanes that run beside the stages of `respond`, in an incident.
@Suite struct AlongsideTests {
    private static let text = """
        runbook: own
        version: 1.0.0
        title: Own runbook
        summary: A short runbook for trials.
        owner: security-operations
        reviewed: 2026-11-01
        roles: {lead: Decides., legal: Watches the clocks.}
        phases:
          detect: {objective: See it., steps: [{id: look, do: Look at it., role: lead}]}
          respond:
            contain:
              objective: Stop it.
              steps: [{id: cut, do: Cut it off., role: lead, milestone: contained}]
            eradicate:
              objective: Remove it.
              steps: [{id: wipe, do: Wipe it., role: lead, milestone: eradicated}]
            recover:
              objective: Bring it back.
              steps: [{id: restore, do: Restore it., role: lead, milestone: recovered}]
            alongside:
              - {id: notice, do: Tell the authority., role: legal}
          learn: {objective: Learn., steps: [{id: talk, do: Talk about it., role: lead}]}

        """

    private static let staged = text.replacing("    alongside:\n", with: "").replacing(
        "      - {id: notice, do: Tell the authority., role: legal}\n", with: "")

    private func begin(_ text: String) throws -> Home {
        let home = try Home()
        try home.write(text, to: ".muster/runbooks/own.runbook.yaml")
        try home.muster("open", "Odd login", "-s", "2", "--runbook", "own")
        try home.muster("step", "done", "look")
        return home
    }

    private func open(_ home: Home) throws -> Set<String> {
        let steps = try home.muster("next", "--json").json["items"]
        return Set((0..<8).compactMap { steps[$0]["id"].string })
    }

    private func phase(_ home: Home) throws -> String? {
        try home.muster("list", "--json").json["items"][0]["phase"].string
    }

    @Test func `an open lane holds up no stage, and only what follows them`() throws {
        let home = try begin(Self.text)
        #expect(try open(home) == ["cut", "notice"])
        #expect(try phase(home) == "respond.contain")
        try home.muster("step", "done", "cut")
        #expect(try open(home) == ["wipe", "notice"])
        #expect(try phase(home) == "respond.eradicate")
        try home.muster("step", "done", "wipe")
        #expect(try phase(home) == "respond.recover")
        try home.muster("step", "done", "restore")
        #expect(try open(home) == ["notice"])
        #expect(try phase(home) == "respond")
        #expect(try home.muster("why", "talk").output.contains("waits for step 5 notice (legal"))
        try home.muster("step", "done", "notice")
        #expect(try open(home) == ["talk"])
        #expect(try phase(home) == "learn")
    }

    @Test func `a lane that is over early leaves the stages as they are`() throws {
        let home = try begin(Self.text)
        try home.muster("step", "done", "notice")
        #expect(try open(home) == ["cut"])
        #expect(try phase(home) == "respond.contain")
        #expect(try home.muster("why", "wipe").output.contains("waits for step 2 cut"))
    }

    @Test func `a step that is added goes into the stage, and after the stages into the phase`()
        throws
    {
        let home = try begin(Self.text)
        try home.muster("step", "add", "ring", "Ring them.")
        #expect(try open(home) == ["cut", "notice"])
        try home.muster("step", "done", "cut")
        #expect(try open(home) == ["ring", "notice"])
        for step in ["ring", "wipe", "restore"] { try home.muster("step", "done", step) }
        try home.muster("step", "add", "late", "Look again.")
        try home.muster("step", "done", "notice")
        #expect(try open(home) == ["late"])
        #expect(try home.muster("runbook", "graph", "-i", "1").output.contains("late, do"))
    }

    @Test func `a run under way takes up lanes of a new version, and loses nothing`() throws {
        let home = try begin(Self.staged)
        try home.muster("step", "done", "cut")
        try home.write(
            Self.text.replacing("version: 1.0.0", with: "version: 1.1.0"),
            to: ".muster/runbooks/own.runbook.yaml")
        try home.muster("runbook", "upgrade", "--why", "notices", "--yes")
        #expect(try open(home) == ["wipe", "notice"])
        #expect(try phase(home) == "respond.eradicate")
    }

    @Test func `claims hold with the lane on any side of the stages`() throws {
        let home = try Home()
        let claims = "properties:\n  - {before: [look, notice]}\n  - {before: [notice, talk]}\n"
        try home.write(Self.text + claims, to: "own.runbook.yaml")
        try home.muster("runbook", "prove", "own.runbook.yaml")
        try home.write(
            Self.text + "properties:\n  - {before: [notice, wipe]}\n", to: "own.runbook.yaml")
        let broken = try home.muster("runbook", "prove", "own.runbook.yaml", code: 3)
        #expect(broken.output.contains("wipe"))
    }

    @Test func `the page for paper has the lanes under a heading of their own`() throws {
        let home = try Home()
        try home.write(Self.text, to: "own.runbook.yaml")
        let page = try home.muster("runbook", "show", "own.runbook.yaml", "-f", "markdown").output
        #expect(page.contains("### Alongside the stages"))
        #expect(page.contains("5 Tell the authority."))
    }
}
