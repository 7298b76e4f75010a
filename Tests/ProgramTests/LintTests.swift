import Foundation
import Testing

/// `muster runbook lint` with its forms, its explanations and its fixes.
@Suite struct LintTests {
    private static let text = """
        # Kept as it is.\r
        runbook: slip
        version: 1.0.0
        title: Slip
        reviewed: 2026-11-01
        roles:
          lead: Decides.
        phases:
          detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
          assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
          respond:
            objective: Stop it.
            steps:
              - id: cut-off
                do: Cut it off.
                role: laed   # the one
                timebox: 15 min
                evidence: none
                done_wen: No traffic flows.
          learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}

        """
    private static let path = ".muster/runbooks/slip.runbook.yaml"

    private var mended: String {
        LintTests.text.replacing("laed", with: "lead").replacing("15 min", with: "PT15M")
            .replacing("done_wen", with: "done_when")
    }

    private func home() throws -> Home {
        let home = try Home()
        try home.write(LintTests.text, to: LintTests.path)
        return home
    }

    private func read(_ home: Home) throws -> String {
        try String(contentsOfFile: home.folder + "/" + LintTests.path, encoding: .utf8)
    }

    @Test func `a folder stands for the runbooks in it`() throws {
        let home = try Home()
        try home.write(TrialRunbook.text, to: "drafts/trial.runbook.yaml")
        try home.write("runbook: other\n", to: "drafts/below/other.runbook.yaml")
        try home.write("no runbook", to: "empty/notes.txt")
        for folder in ["drafts", "drafts/"] {
            let linted = try home.muster("runbook", "lint", folder, "--json").json
            #expect(linted["files"].int == 1 && linted["errors"].int == 0, "\(linted)")
        }
        let empty = try home.muster("runbook", "lint", "empty", code: 4)
        #expect(empty.errors.contains("there is no runbook in the folder 'empty'"))
        let near = try home.muster("runbook", "show", "phish", code: 64)
        #expect(near.errors.contains("did you mean 'phishing'?"))
    }

    @Test func `fix mends the file, keeps its mode, and the file is good`() throws {
        let home = try home()
        let file = home.folder + "/" + LintTests.path
        chmod(file, 0o640)
        let answer = try home.muster("runbook", "lint", "slip", "--fix")
        #expect(answer.lines.count { $0.hasPrefix("fixed ") } == 3)
        #expect(answer.output.contains("'laed' is now 'lead' [R025]"))
        #expect(try read(home) == mended)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o640)
        let again = try home.muster("runbook", "lint", "slip", "--fix", "--json")
        #expect(again.json["fixed"].items.isEmpty)
        #expect(try read(home) == mended)
        let folder = try FileManager.default.contentsOfDirectory(
            atPath: home.folder + "/.muster/runbooks")
        #expect(
            folder.allSatisfy { $0.hasSuffix(".runbook.yaml") || $0.hasSuffix(".test.yaml") },
            "a draft is left")
    }

    @Test func `a dry run prints what patch takes, and writes nothing`() throws {
        let home = try home()
        let path = LintTests.path
        let answer = try home.muster("runbook", "lint", path, "--fix", "--dry-run")
        #expect(try read(home) == LintTests.text)
        #expect(answer.output.hasPrefix("--- \(path)\n+++ \(path)\n@@ -"))
        #expect(answer.errors.contains("3 fixes in 1 file; nothing was written"))
        let changed = answer.lines.filter { $0.hasPrefix("-  ") || $0.hasPrefix("+  ") }
        #expect(changed.count == 6)
        let json = try home.muster("runbook", "lint", path, "--fix", "--dry-run", "--json").json
        #expect(json["diff"].string == answer.output)
        #expect(json["fixed"].items.count == 3)
    }

    @Test func `built-in runbooks are never written, and a link stays one`() throws {
        let home = try home()
        let file = home.folder + "/" + LintTests.path
        let target = home.folder + "/elsewhere.yaml"
        try FileManager.default.moveItem(atPath: file, toPath: target)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
        let answer = try home.muster("runbook", "lint", "--fix", "--json")
        #expect(answer.json["fixed"].items.count == 3)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == mended)
        let kind = try FileManager.default.attributesOfItem(atPath: file)[.type]
        #expect(kind as? FileAttributeType == .typeSymbolicLink)
    }

    @Test func `each form has its findings, and the exit code stays`() throws {
        let home = try home()
        let gcc = try home.muster("runbook", "lint", LintTests.path, "-f", "gcc", code: 3)
        #expect(
            gcc.lines.first
                == "\(LintTests.path):16:15: error: the runbook has no role 'laed'; "
                + "did you mean 'lead'? [R025]")
        let github = try home.muster(
            "runbook", "lint", "./" + LintTests.path, "-f", "github", code: 3)
        #expect(github.lines.first?.hasPrefix("::error file=\(LintTests.path),line=16,") == true)
        let sarif = try home.muster("runbook", "lint", "-f", "sarif", code: 3)
        let result = try #require(sarif.json["runs"].items.first?["results"].items.first)
        #expect(result["ruleId"].string == "R025")
        #expect(result["fixes"].items.count == 1)
        let place = try #require(result["locations"].items.first?["physicalLocation"])
        #expect(place["artifactLocation"]["uri"].string == LintTests.path)
        let json = try home.muster("runbook", "lint", LintTests.path, "-f", "json", code: 3)
        let other = try home.muster("runbook", "lint", LintTests.path, "--json", code: 3)
        #expect(json.output == other.output)
        try home.muster("runbook", "lint", "-f", "gcc", "--json", code: 64)
        try home.muster("runbook", "lint", "-f", "xml", code: 64)
        #expect(try home.muster("runbook", "lint", "ransomware", "-f", "gcc").output.isEmpty)
    }

    @Test func `a code is explained, and the summary names the command`() throws {
        let home = try home()
        let found = try home.muster("runbook", "lint", "slip", code: 3)
        #expect(found.output.contains("muster runbook lint --explain R025"))
        let text = try home.muster("runbook", "lint", "--explain", "r25").output
        #expect(text.hasPrefix("R025  error: a role that 'roles' does not name\n"))
        #expect(try home.muster("help", "R025").output.contains("Nobody is ever given this role"))
        let all = try home.muster("runbook", "lint", "--explain", "all", "--json").json["items"]
        #expect(all.items.count > 60)
        let none = try home.muster("runbook", "lint", "--explain", "R042", code: 64)
        #expect(none.errors.contains("the nearest code is R040"))
        #expect(none.hint == "runbook lint --explain all")
    }
}
