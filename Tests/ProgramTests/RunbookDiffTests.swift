import Foundation
import Testing

/// `muster runbook diff`, `new` and `show -f markdown`.
@Suite struct RunbookDiffTests {
    private static let old = """
        runbook: gate
        version: 1.0.0
        title: Gate
        roles: {lead: Decides.}
        phases:
          respond:
            objective: Stop it.
            steps:
              - {id: look, do: Look at the gate., role: lead}
              - {id: shut, do: Shut the gate for the night., role: lead}
              - {id: ring, do: Ring the bell., role: lead}

        """
    private static let new = old.replacing("1.0.0", with: "1.1.0")
        .replacing("id: shut", with: "id: close").replacing("do: Ring", with: "notify: Ring")
        .replacing(
            "Look at the gate., role: lead}", with: "Look at the gate., role: lead, timebox: PT5M}")

    @Test func `a diff says what changed and what that means for a running incident`() throws {
        let home = try Home()
        try home.write(Self.old, to: ".muster/runbooks/gate.runbook.yaml")
        try home.muster("open", "Bell", "--runbook", "gate")
        try home.write(Self.new, to: ".muster/runbooks/gate.runbook.yaml")
        let shown = try home.muster("runbook", "diff", "INC-2026-0001", "gate", "--ascii")
        for line in [
            "gate 1.0.0 (INC-2026-0001) -> gate 1.1.0 (", "  changed    look",
            "             timebox: PT5M (new)",
            "  renamed    shut, probably to close", "             verb: do",
            "  changed    version", "  IN THE WAY 'ring' cannot go over while it is open",
        ] {
            #expect(shown.output.contains(line), "\(line) in\n\(shown.output)")
        }
        #expect(shown.output.contains("--renamed shut=close"))
        #expect(shown.lastLine.hasPrefix("Next: muster runbook upgrade INC-"))
        let json = try home.muster("runbook", "diff", "INC-2026-0001", "gate", "--json").json
        #expect(json["schema"].string == "muster/runbook-diff/1")
        #expect(json["steps"].items.map { $0["fate"].string } == ["changed", "renamed", "changed"])
        let different = try home.muster(
            "runbook", "diff", "INC-2026-0001", "gate", "--exit-code", code: 3)
        #expect(different.errors.contains("the runbooks differ"))
        let same = try home.muster("runbook", "diff", "gate", "gate", "--exit-code")
        #expect(same.output.contains("say the same"))
    }

    @Test func `one name is enough for an incident, and for a runbook that was changed`() throws {
        let home = try Home()
        try home.write(Self.old, to: ".muster/runbooks/gate.runbook.yaml")
        try home.muster("open", "Bell", "--runbook", "gate")
        let same = try home.muster("runbook", "diff", "1")
        #expect(same.output.contains("say the same") && same.lastLine == "Next: muster status 1")
        try home.write(Self.new, to: ".muster/runbooks/gate.runbook.yaml")
        let changed = try home.muster("runbook", "diff", "INC-2026-0001")
        #expect(changed.output.contains("  changed    look"))
        #expect(changed.lastLine == "Next: muster runbook upgrade INC-2026-0001 --dry-run")
        try home.muster("runbook", "upgrade", "INC-2026-0001", "--dry-run")
        let alone = try home.muster("runbook", "diff", "gate", code: 64)
        #expect(alone.errors.contains("no built-in runbook has its name"))
        let starter = ".muster/runbooks/lessons.runbook.yaml"
        #expect(try home.muster("runbook", "diff", "lessons").output.contains("say the same"))
        let text = String(decoding: home.read(starter), as: UTF8.self)
        try home.write(text.replacing("version: 1.", with: "version: 7."), to: starter)
        let own = try home.muster("runbook", "diff", "lessons")
        #expect(own.output.contains("(built in) → lessons 7."))
        #expect(own.lastLine == "Next: muster runbook lint lessons")
        try FileManager.default.removeItem(atPath: home.folder + "/" + starter)
        let builtIn = try home.muster("runbook", "diff", "lessons", code: 64)
        #expect(builtIn.errors.contains("it is the built-in one"))
        try FileManager.default.removeItem(
            atPath: home.folder + "/.muster/runbooks/gate.runbook.yaml")
        let gone = try home.muster("runbook", "diff", "INC-2026-0001", code: 4)
        #expect(gone.errors.contains("follows 'gate', which is not among the runbooks"))
    }

    @Test func `a new runbook can be checked, drawn and followed at once`() throws {
        let home = try Home()
        let made = try home.muster("runbook", "new", "web-shell", "--category", "malware", "--yes")
        #expect(made.lastLine == "Next: muster runbook lint web-shell")
        try home.muster("runbook", "lint", "web-shell", "--strict")
        try home.muster("runbook", "prove", "web-shell")
        try home.muster("runbook", "graph", "web-shell")
        try home.muster("open", "Shell", "--runbook", "web-shell")
        let again = try home.muster("runbook", "new", "web-shell", "--yes", code: 5)
        #expect(again.errors.contains("--force replaces it"))
        try home.muster("runbook", "new", "web-shell", "--yes", "--force")
        try home.muster("runbook", "new", "other", "--yes", "-o", "other.runbook.yaml")
        try home.muster("runbook", "lint", "other.runbook.yaml", "--strict")
    }

    @Test func `what cannot be begun is said with a way out`() throws {
        let home = try Home()
        let silent = try home.muster("runbook", "new", "web-shell", code: 64)
        #expect(silent.errors.contains("--yes"))
        let name = try home.muster("runbook", "new", "Web Shell", "--yes", code: 64)
        #expect(name.errors.contains("did you mean 'web-shell'?"))
        let phase = try home.muster("runbook", "new", "a", "--phase", "lern", "--yes", code: 64)
        #expect(phase.errors.contains("did you mean 'learn'?"))
    }

    @Test func `questions of a new runbook are asked on a terminal`() throws {
        let home = try Home()
        let terminal = try home.terminal("runbook", "new")
        terminal.expect("Id, for example")
        terminal.type("Web Shell")
        terminal.expect("for example web-shell")
        terminal.type("web-shell")
        terminal.expect("Title [Web shell]")
        terminal.type("")
        terminal.expect("When is it used")
        terminal.type("A file that nobody put there answers requests.")
        terminal.expect("Category")
        terminal.type("malware")
        terminal.expect("Roles [lead")
        terminal.type("")
        terminal.expect("Phases")
        terminal.type("")
        terminal.expect("Next: muster runbook lint web-shell")
        try home.muster("runbook", "lint", "web-shell", "--strict")
        let text = String(
            decoding: home.read(".muster/runbooks/web-shell.runbook.yaml"), as: UTF8.self)
        #expect(text.contains("A file that nobody put there"))
    }

    @Test func `a runbook is printed as Markdown`() throws {
        let home = try Home()
        let page = try home.muster("runbook", "show", "ransomware", "-f", "markdown").output
        #expect(page.hasPrefix("# Ransomware\n"))
        try home.muster("runbook", "show", "ransomware", "-o", "r.md")
        #expect(String(decoding: home.read("r.md"), as: UTF8.self) == page)
        #expect(try home.muster("runbook", "show", "ransomware").output.contains("do NOT"))
    }
}
