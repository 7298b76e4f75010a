import Foundation
import Testing

/// An incident from the first word to the report, as a user goes through it.
@Suite struct LifeTests {
    @Test func `a store is made once, and a second init changes nothing`() throws {
        let home = try Home(isBare: true)
        let missing = try home.muster("status", code: 4)
        #expect(missing.hint == "init")
        let made = try home.muster("init")
        #expect(made.output.contains("muster runbook list"))
        #expect(!home.read(".muster/runbooks/ransomware.runbook.yaml").isEmpty)
        let before = home.read(".muster/store.sqlite")
        try home.muster("init")
        #expect(home.read(".muster/store.sqlite") == before)
        #expect(try home.muster("doctor", "--json").json["good"].bool == true)
    }

    @Test func `a title on the command line, on standard input and with a key opens an incident`()
        throws
    {
        let home = try Home()
        let first = try home.muster("open", "Ransom note", "-s", "sev1", "--at", "-17m")
        #expect(first.output.contains("INC-") && first.output.contains("SEV1"))
        #expect(first.output.contains("17 min ago"))
        #expect(first.lastLine.hasPrefix("Next: muster "))
        let second = try home.muster("open", "-", "--json", input: "Line from a pipe\n")
        #expect(second.json["title"].string == "Line from a pipe")
        let third = try home.muster("-q", "open", "Disk full", "--key", "alert-5581")
        let again = try home.muster("-q", "open", "Disk full", "--key", "alert-5581")
        #expect(third.output == again.output)
        #expect(try home.muster("list", "--json").json["items"].items.count == 3)
    }

    @Test func `an alert of Alertmanager opens one incident, however often it comes`() throws {
        let home = try Home()
        let alert = try Fixture.text("alertmanager-v4.json")
        let first = try home.muster(
            "open", "-", "--from", "alertmanager", "--json", input: alert)
        #expect(first.json["title"].string == "Mass file renames on FILE-02")
        #expect(first.json["severity"].string == "SEV1")
        let started = try #require(JSON(parsing: alert)["alerts"][0]["startsAt"].string)
        #expect(first.json["happened_at"].string?.prefix(19) == started.prefix(19))
        #expect(first.json["repeat"].bool == false)
        let again = try home.muster(
            "open", "-", "--from", "alertmanager", "--json", input: alert)
        #expect(again.json["id"].string == first.json["id"].string)
        #expect(again.json["repeat"].bool == true)
        let items = try home.muster("timeline", "--json", "--lane", "detection").json["items"]
        #expect(items.items.contains { $0["text"].string?.contains("svc-scan") == true })
        try home.muster("open", "-", "--from", "alertmanager", input: "{\"version\":", code: 64)
    }

    @Test func `two open incidents and no current one: a change is refused and both are listed`()
        throws
    {
        let home = try Home()
        try home.muster("open", "One")
        try home.muster("open", "Two")
        try home.muster("use", "-")
        let refused = try home.muster("note", "to which?", code: 4)
        #expect(refused.errors.contains("INC-") && refused.errors.contains("Two"))
        #expect(refused.hint?.hasPrefix("use INC-") == true)
        try home.muster("use", "1")
        try home.muster("note", "to the first")
        try home.muster("note", "to the second", "-i", "2")
        let second = try home.muster("timeline", "2", "--json").json["items"].items
        #expect(second.contains { $0["text"].string == "to the second" })
        #expect(!second.contains { $0["text"].string == "to the first" })
    }

    @Test func `each verb on steps is recorded, and the next step is named`() throws {
        let home = try Home.atWork()
        let next = try home.muster("next", "--json").json["items"]
        #expect(next.items.map { $0["id"].string } == ["look"])
        let card = try home.muster("step", "show", "1")
        #expect(card.output.contains("Do not switch it off."))
        #expect(card.output.contains("Somebody has seen it."))
        let done = try home.muster(
            "step", "done", "look", "--note", "seen", "--evidence", "photo 1", "--at", "-5m")
        #expect(done.lastLine.hasPrefix("Next: step 2 describe"))
        try home.muster("step", "done", "describe", code: 64)
        try home.muster("step", "done", "describe", "--set", "host=A", "--set", "hosts=x", code: 64)
        try home.muster("step", "done", "describe", "--set", "host=FILE-02", "--set", "hosts=2")
        try home.muster("step", "done", "choose-plan", "--answer", "cut", code: 64)
        try home.muster("step", "done", "choose-plan", "--answer", "cut", "--why", "it spreads")
        try home.muster("step", "start", "cut-off", "--as", "lee", "-i", "1")
        let contested = try home.muster("step", "done", "cut-off", code: 5)
        #expect(contested.errors.contains("lee"))
        #expect(contested.hint == "step done cut-off --over")
        try home.muster("step", "block", "cut-off", "--over", code: 64)
        try home.muster("step", "block", "cut-off", "--why", "no cable", "--over")
        try home.muster("step", "retry", "cut-off")
        try home.muster("step", "assign", "tidy-up", "--to", "kim")
        try home.muster("step", "add", "call-bank", "Call the bank", "--role", "lead")
        try home.muster("step", "done", "cut-off", "--over")
        try home.muster("step", "skip", "tidy-up", code: 64)
        try home.muster("step", "skip", "tidy-up", "--why", "clean already")
        try home.muster("step", "done", "call-bank")
        #expect(try home.muster("next", "--json").json["items"].items.isEmpty)
        let steps = try home.muster("status", "--json").json["steps"]
        #expect(steps["open"].int == 0 && steps["skipped"].int == 1 && steps["done"].int == 5)
        try home.muster("step", "reopen", "choose-plan", "--why", "wrong guess")
        let open = try home.muster("next", "--json").json["items"].items
        #expect(open.contains { $0["id"].string == "choose-plan" })
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
    }

    @Test func `a step that is given up ends the run as failed, and the close gate knows`() throws {
        let home = try Home.atWork()
        try home.muster("step", "block", "look", "--why", "the house is locked")
        let state = try home.muster("next", "--json").json["items"][0]["state"].string
        #expect(state == "blocked")
        try home.muster("step", "give-up", "look", code: 64)
        try home.muster("step", "give-up", "look", "--why", "nobody has a key", "--yes")
        let timeline = try home.muster("timeline").output
        #expect(timeline.contains("nobody has a key"))
        try home.muster("step", "reopen", "look", "--why", "a key was found")
        try home.muster("step", "done", "look")
    }

    @Test(arguments: [
        ("-15m", "minute"), ("03:12", "minute"), ("2022-12-16", "day"),
        ("2026-03-09T02:58Z", "minute"), ("2026-03-09T02:58:11+01:00", "second"), ("now", "second"),
    ])
    func `a time is taken as it is written, and no more exact`(time: String, fidelity: String)
        throws
    {
        let home = try Home()
        try home.muster("open", "Times")
        try home.muster("note", "then", "--at", time)
        let item = try home.muster("timeline", "--json").json["items"].items
            .first { $0["text"].string == "then" }
        #expect(item?["fidelity"].string == fidelity)
        if time == "2022-12-16" {
            #expect(item?["happened_at"].string == "2022-12-16T00:00:00Z")
            #expect(try home.muster("timeline").output.contains("2022-12-16  "))
        }
        if time.hasSuffix("+01:00") {
            #expect(item?["happened_at"].string == "2026-03-09T01:58:11Z")
        }
    }

    @Test func `roles are taken, given and contested`() throws {
        let home = try Home.atWork()
        try home.muster("role", "take", "technical", "--as", "lee", "-i", "1")
        let contested = try home.muster("role", "take", "technical", code: 5)
        #expect(contested.errors.contains("lee"))
        try home.muster("role", "take", "technical", "--why", "lee is asleep")
        try home.muster("role", "give", "lead", "kim", "--why", "shift ends")
        let roles = try home.muster("role", "list", "--json").json["items"].items
        #expect(roles.first { $0["role"].string == "lead" }?["person"].string == "kim")
        #expect(roles.first { $0["role"].string == "technical" }?["person"].string == "dana")
        try home.muster("role", "release", "technical")
        let after = try home.muster("role", "list", "--json").json["items"].items
        #expect(after.first { $0["role"].string == "technical" }?["person"].isNull == true)
    }

    @Test func `a correction shows both, and the old entry stays`() throws {
        let home = try Home()
        try home.muster("open", "Fix")
        let noted = try home.muster("note", "host FILE-03", "--json").json
        let number = try #require(noted["entries"][0].int)
        try home.muster("fix", String(number), "--text", "host FILE-02", "--reason", "misread")
        let item = try home.muster("timeline", "--json").json["items"].items
            .first { $0["entry"].int == number }
        #expect(item?["text"].string == "host FILE-02")
        #expect(item?["corrected_by"].int == number + 1)
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
    }

    @Test func `the gate says what is missing, and then the incident closes and opens again`()
        throws
    {
        let home = try Home.atWork()
        let gate = try home.muster("close", "--resolution", "restored", "--why", "x", code: 3)
        #expect(gate.errors.contains("required") && gate.errors.contains("Look at the host"))
        #expect(gate.hint != nil)
        try home.muster(
            "assess", "incident", "-s", "1", "--category", "malware", "--why", "two hosts")
        try home.muster("decide", "Pay nothing", "--why", "insurer", "--option", "pay")
        try home.muster("step", "done", "look")
        try home.muster("step", "done", "describe", "--set", "host=F", "--set", "hosts=1")
        try home.muster("step", "done", "choose-plan", "--answer", "watch", "--why", "it is still")
        try home.muster("step", "done", "keep-watching", "tidy-up")
        let added = try home.muster(
            "action", "add", "Patch all hosts", "--owner", "kim", "--due", "14d", "--json")
        #expect(added.json["action"].string == "A-1")
        try home.muster("action", "done", "A-1", "--note", "checked by scan")
        #expect(try home.muster("action", "list", "--json").json["items"].items.isEmpty)
        let all = try home.muster("action", "list", "--all", "--json").json["items"]
        #expect(all[0]["state"].string == "done")
        let closed = try home.muster(
            "close", "--resolution", "restored", "--why", "clean 48 h", "--approved-by", "eve")
        #expect(closed.lastLine.hasPrefix("Next: muster report "))
        #expect(try home.muster("status", "1", "--json").json["state"].string == "closed")
        #expect(try home.muster("list", "--json").json["items"].items.isEmpty)
        try home.muster("reopen", "1", "--why", "it is back")
        #expect(try home.muster("status", "1", "--json").json["state"].string == "open")
    }

    @Test func `the report has the same bytes twice, in each form`() throws {
        let home = try Home.atWork()
        try home.muster("note", "first file renamed", "--milestone", "occurred", "--at", "-2h")
        try home.muster("decide", "Stay offline", "--why", "it spreads")
        for format in ["md", "html", "json"] {
            let first = try home.muster("report", "-f", format)
            let second = try home.muster("report", "-f", format)
            #expect(first.output == second.output)
            #expect(first.output.contains("Stay offline"))
            try home.muster("report", "-o", "report.\(format)")
            #expect(home.read("report.\(format)") == Array(first.output.utf8))
        }
        let json = JSON(parsing: String(decoding: home.read("report.json"), as: UTF8.self))
        #expect(json["schema"].string?.hasPrefix("muster/report/") == true)
        let html = String(decoding: home.read("report.html"), as: UTF8.self)
        #expect(!html.lowercased().contains("<script"))
        #expect(!html.contains("src=\"http"))
    }

    @Test func `an old incident that is written down now shows no length below zero`() throws {
        let home = try Home()
        try home.muster("open", "Old break-in", "-s", "3", "--at", "2022-12-29")
        try home.muster("assess", "incident", "--why", "seen")
        let closed = try home.muster(
            "close", "--resolution", "restored", "--why", "over", "--at", "2023-01-04")
        #expect(!closed.output.contains("after"))
        #expect(try home.muster("status", "1").lines.first?.hasSuffix("closed (restored)") == true)
    }

    @Test func `a report shows the head as verify and status do, and one closing`() throws {
        let home = try Home()
        try home.muster("open", "Ransom note", "-s", "1")
        try home.muster("assess", "incident", "--why", "seen")
        try home.muster(
            "close", "--resolution", "restored", "--why", "all is back", "--approved-by", "eve")
        let verified = try home.muster("verify").output
        let head = try #require(verified.firstMatch(of: /head ([0-9a-f]{4}(-[0-9a-f]{4}){2})/)?.1)
        #expect(try home.muster("status").output.contains("head \(head)"))
        for form in ["md", "html", "json"] {
            #expect(try home.muster("report", "-f", form).output.contains(head))
        }
        let report = try home.muster("report", "-f", "json").json
        #expect(report["closing"]["reason"].string == "all is back")
        #expect(report["milestones"].items.filter { $0["name"].string == "closed" }.count == 1)
    }

    @Test func `every command that prints data prints one object of a named form`() throws {
        let home = try Home.atWork()
        try home.muster("action", "add", "Patch", "--owner", "kim")
        let commands = [
            "status", "next", "list", "timeline", "verify", "doctor", "role list", "action list",
            "channel list", "outbox list", "runbook list", "runbook show trial", "runbook lint",
            "step show look", "help times", "completion bash",
            "close --dry-run --resolution "
                + "restored --why x", "update text --preview", "note x", "decide x --why y",
            "assess incident --why y", "use 1", "step start look",
        ]
        for command in commands {
            let words = command.split(separator: " ").map(String.init)
            let answer = try home.muster(words + ["--json"], code: 0)
            #expect(answer.json.isObject, "\(answer)")
        }
    }
}
