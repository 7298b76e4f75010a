import Foundation
import Testing

/// `muster runbook upgrade`, as a person would use it in the middle of an incident.
@Suite struct UpgradeTests {
    let home: Home

    init() throws { home = try Home() }

    private static func runbook(version: String, detect: [String], respond: [String]) -> String {
        func steps(_ ids: [String]) -> String {
            ids.map { id in
                """
                      - id: \(id)
                        do: Do \(id)
                        role: lead
                        timebox: PT15M
                        evidence: none
                        done_when: It is done.
                """
            }.joined(separator: "\n")
        }
        return """
            runbook: own
            version: \(version)
            title: Own runbook
            reviewed: 2026-11-01
            roles: {lead: Decides.}
            phases:
              detect:
                objective: See it.
                steps:
            \(steps(detect))
              assess: {objective: Judge it., steps: [{id: judge, wait: PT1M}]}
              respond:
                objective: Stop it.
                steps:
            \(steps(respond))
              learn: {objective: Learn., steps: [{id: rest, wait: P1D}]}

            """
    }

    private func write(_ text: String) throws {
        try home.write(text, to: ".muster/runbooks/own.runbook.yaml")
    }

    private func begin() throws {
        try write(Self.runbook(version: "1.0.0", detect: ["look", "call"], respond: ["cut"]))
        try home.muster("open", "Odd login", "--runbook", "own")
        try home.muster("step", "done", "look", "--note", "seen")
    }

    @Test func `an incident goes on under a new version, and back`() throws {
        try begin()
        let before = try home.muster("step", "list", "--json").output
        try write(
            Self.runbook(
                version: "1.1.0", detect: ["photograph", "look", "call"], respond: ["cut", "ring"]))
        let plan = try home.muster("runbook", "upgrade", "--dry-run")
        #expect(plan.output.contains("left out        photograph"))
        #expect(plan.output.contains("still to come   ring"))
        #expect(plan.output.contains("Nothing was changed."))
        #expect(try home.muster("step", "list", "--json").output == before)

        try home.muster("runbook", "upgrade", "--why", "asks for a photograph", "--yes")
        let steps = try home.muster("step", "list").output
        #expect(steps.contains("ring"))
        let why = try home.muster("why", "photograph").output
        #expect(why.contains("new in the version"))
        #expect(try home.muster("next").output.contains("call"))
        #expect(try home.muster("timeline").output.contains("Runbook upgraded to own 1.1.0"))
        #expect(try home.muster("report").output.contains("upgraded"))
        try home.muster("verify")

        // The hash of the earlier version is in the plan of the way back.
        let hash = try #require(plan.output.firstMatch(of: /1\.0\.0 \(([0-9a-f]{12})\)/)?.1)
        try home.muster(
            "runbook", "upgrade", "--to", String(hash), "--why", "was a mistake", "--yes")
        #expect(try home.muster("step", "list", "--json").output == before)
        try home.muster("verify")
    }

    @Test func `an open step without a place stands in the way until it is named or ended`() throws
    {
        try begin()
        try write(
            Self.runbook(version: "2.0.0", detect: ["look", "ring-up"], respond: ["cut"]))
        let refused = try home.muster("runbook", "upgrade", "--why", "better", "--yes", code: 1)
        #expect(refused.errors.contains("call: it is open, and the new version does not have it"))
        let renamed = try home.muster(
            "runbook", "upgrade", "--renamed", "call=ring-up", "--why", "better", "--yes")
        #expect(try home.muster("next").output.contains("ring-up"))
        try home.muster("verify")

        // A test that is written from the record plays the version that it follows now.
        try home.muster("runbook", "test", "--from", "1", "-o", "own.test.yaml")
        #expect(
            !(String(decoding: home.read("own.test.yaml"), as: UTF8.self)).contains("upgrade:"))

        // The way back knows the names.
        let short = try home.muster(
            "runbook", "upgrade", "--to", "abcd", "--why", "back", "--yes", code: 64)
        #expect(short.errors.contains("too short for the hash"))
        let hash = try #require(renamed.output.firstMatch(of: /1\.0\.0 \(([0-9a-f]{12})\)/)?.1)
        try home.muster("runbook", "upgrade", "--to", String(hash), "--why", "back", "--yes")
        #expect(try home.muster("next").output.contains("call"))
        try home.muster("verify")
    }

    @Test func `a step that only has another name is named as a guess`() throws {
        try begin()
        try write(
            Self.runbook(version: "2.0.0", detect: ["look", "call-up"], respond: ["cut"])
                .replacing("do: Do call-up", with: "do: Do call"))
        let plan = try home.muster("runbook", "upgrade", "--dry-run", code: 1)
        #expect(plan.output.contains("--renamed call=call-up"))
    }

    @Test func `a failure that other steps took over is shown as a failure`() throws {
        try write(
            Self.runbook(version: "1.0.0", detect: ["look", "call"], respond: ["cut"]).replacing(
                "do: Do look",
                with:
                    "do: Do look\n        on_failure: [{id: plan-b, do: Do it by hand., role: lead}]"
            ))
        try home.muster("open", "Odd login", "--runbook", "own")
        try home.muster("step", "block", "look", "--why", "no access", "--yes")
        func state() throws -> String? {
            try home.muster("step", "list", "--json").json["items"].items
                .first { $0["id"].string == "look" }?["state"].string
        }
        #expect(try state() == "failed")
        try home.muster("step", "done", "plan-b")
        #expect(try state() == "failed")
        #expect(try home.muster("status").output.contains("0 of") == false)
    }

    @Test(arguments: [
        (["--renamed", "call"], "is not OLD=NEW"),
        (["--renamed", "cal=ring"], "there is no step 'cal'"),
        (["--to", "phishing"], "follows own, not phishing"),
        (["--to", "nowhere.yaml"], "nowhere.yaml"),
        ([], "follows these bytes of own 1.0.0 already"),
    ])
    func `what makes no sense is refused with the way out`(
        options: [String], message: String
    ) throws {
        try begin()
        let refused = try home.muster(
            ["runbook", "upgrade", "--why", "so", "--yes"] + options, code: nil)
        #expect(refused.code != 0)
        #expect(refused.errors.contains(message), "\(refused.errors)")
        try home.muster("verify")
    }
}
