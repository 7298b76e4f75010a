import Foundation
import Glibc
import Testing

/// `muster guide` on a terminal.
@Suite(.serialized) struct GuideTests {
    private func texts(_ home: Home) throws -> [String] {
        try home.muster("timeline", "1", "--json").json["items"].items
            .compactMap { $0["text"].string }
    }

    @Test func `without a terminal it says what to do and ends with 64`() throws {
        let home = try Home.atWork()
        let refused = try home.muster("guide", code: 64)
        #expect(refused.errors.contains("guide needs a terminal"))
        #expect(refused.hint == "next --json")
    }

    @Test func `it goes through a form, a decision, a note, a skip and a done step`() throws {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("Look at the host.")
        guide.expect("> ")
        guide.type("")
        guide.expect("Look at the host.")
        guide.expect("> ")
        guide.type("n the fan is loud")
        guide.expect("entry #4")
        guide.expect("> ")
        guide.type("d seen")
        guide.expect("Enter: nothing yet")
        guide.type("")
        guide.expect("entry #5")
        guide.expect("Which host")
        guide.expect("> ")
        guide.type("d")
        guide.expect("Name of the host")
        guide.type("FILE-02")
        guide.expect("Number of hosts")
        guide.type("many")
        guide.expect("not a value")
        guide.expect("Number of hosts")
        guide.type("2")
        guide.expect("entry #6")
        guide.expect("> ")
        guide.type("1")
        guide.expect("Why: ")
        guide.type("it spreads")
        guide.expect("entry #7")
        guide.expect("> ")
        guide.type("s")
        guide.expect("Why skip: ")
        guide.type("no cable")
        guide.expect("entry #8")
        guide.expect("> ")
        guide.type("q")
        guide.expect("Go on: muster guide")
        #expect(guide.finish() == 0)
        let texts = try texts(home)
        for text in ["the fan is loud", "FILE-02", "it spreads", "no cable"] {
            #expect(texts.contains { $0.contains(text) }, "\(text) in \(texts)")
        }
        let steps = try home.muster("status", "--json").json["steps"]
        #expect(steps["done"].int == 3 && steps["skipped"].int == 1)
    }

    @Test func `giving up asks before it ends the runbook, and status says that it failed`() throws
    {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("x")
        guide.expect("no approval")
        guide.expect("> ")
        guide.type("b no access")
        guide.expect("entry #4")
        guide.expect("> ")
        guide.type("g no way in")
        guide.expect("ends the whole runbook as FAILED; 5 steps are left undone")
        guide.expect("End the runbook here? [y/N] ")
        guide.type("n")
        guide.expect("nothing was recorded")
        guide.expect("> ")
        guide.type("g no way in")
        guide.expect("[y/N] ")
        guide.type("y")
        guide.expect("entry #5")
        guide.expect("The runbook has FAILED at step 1")
        #expect(guide.finish() == 0)
        let status = try home.muster("status")
        #expect(status.output.contains("FAILED at step 1"))
        let refused = try home.muster("close", "--resolution", "mitigated", "--why", "x", code: 3)
        #expect(refused.errors.contains("the runbook failed at step 1"))
    }

    @Test func `q goes back from within a step and is never recorded`() throws {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("d seen")
        guide.expect("q: back")
        guide.type("q")
        guide.expect("nothing was recorded")
        guide.expect("> ")
        guide.type("s")
        guide.expect("Why skip: ")
        guide.type("q")
        guide.expect("nothing was recorded")
        guide.expect("> ")
        guide.type("q")
        #expect(guide.finish() == 0)
        #expect(try texts(home).count == 3)
    }

    @Test func `commands that are shown mean the incident and the name that were given`() throws {
        let home = try Home.atWork()
        let twin = try home.muster("open", "Ransom note on FILE-02")
        #expect(
            twin.errors.contains("INC-2026-0001 is open with the same title")
                || twin.errors.contains("-0001 is open with the same title"))
        let done = try home.muster("-i", "1", "--as", "erin", "step", "done", "look")
        #expect(done.output.contains("muster -i 1 --as erin step evidence look"))
        let refused = try home.muster(
            "--as", "erin", "-i", "1", "close", "--resolution", "restored", "--why", "x", code: 3)
        #expect(refused.hint?.hasPrefix("-i 1 --as erin assess incident") == true)
        // A hint that names the incident names it once.
        let unknown = try home.muster("-i", "1", "step", "done", "nothing", code: 64)
        #expect(unknown.hint?.hasPrefix("next INC-") == true)
    }

    @Test func `give-up without a terminal wants --yes`() throws {
        let home = try Home.atWork()
        try home.muster("step", "block", "look", "--why", "no access")
        let refused = try home.muster("step", "give-up", "look", "--why", "no way", code: 64)
        #expect(refused.errors.contains("ends the whole runbook"))
        #expect(try home.muster("status", "--json").json["steps"]["open"].int == 1)
        try home.muster("step", "give-up", "look", "--why", "no way", "--yes")
    }

    @Test func `blocking a step with a failure plan asks first`() throws {
        let home = try Home()
        let plan = "on_failure: [{id: call-help, do: Call for help., role: lead}]"
        try home.write(
            TrialRunbook.text.replacing(
                "do: Look at the host.\n", with: "do: Look at the host.\n        \(plan)\n"),
            to: ".muster/runbooks/trial.runbook.yaml")
        try home.muster("open", "Ransom note", "-s", "2", "--runbook", "trial")
        let block = ["step", "block", "look", "--why", "no access"]
        let refused = try home.muster(block, code: 64)
        let says = "Step look counts as failed; 1 step of its failure plan begins."
        #expect(refused.errors.contains(says))
        #expect(refused.hint?.hasSuffix("--yes") == true)
        let rehearsed = try home.muster(block + ["--dry-run"], code: 0)
        #expect(rehearsed.errors.contains(says))
        #expect(try home.muster("status", "--json").json["steps"]["open"].int == 1)
        let asking = try home.terminal("step", "block", "look", "--why", "no access")
        asking.expect("Begin the failure plan? [y/N] ")
        asking.type("n")
        asking.expect("nothing was recorded")
        _ = asking.finish()
        try home.muster(block + ["--yes"], code: 0)
        #expect(try home.muster("next").output.contains("call-help"))
    }

    @Test func `skipping a phase says what is in it and asks first`() throws {
        let home = try Home.atWork()
        for step in ["look", "describe"] {
            try home.muster("step", "skip", step, "--why", "known")
        }
        let skip = ["step", "skip", "respond", "--why", "over already"]
        let refused = try home.muster(skip, code: 64)
        #expect(refused.errors.contains("This skips all of respond: 4 steps."))
        #expect(refused.errors.contains("1 decision in it:"))
        #expect(refused.errors.contains("3 choose-plan: Cut it off or watch it?"))
        #expect(refused.hint?.hasSuffix("--yes") == true)
        try home.muster(skip + ["--yes"], code: 0)
        #expect(try home.muster("status", "--json").json["steps"]["open"].int == 0)
    }

    @Test func `a step that cannot come any more has one word in list, why and graph`() throws {
        let home = try Home.atWork()
        try home.muster("step", "skip", "look", "--why", "known")
        try home.muster("step", "skip", "describe", "--why", "known")
        #expect(try home.muster("why", "cut-off").output.contains("[pending]"))
        try home.muster("step", "done", "choose-plan", "--answer", "watch", "--why", "calm")
        #expect(try home.muster("why", "cut-off").output.contains("[not taken]"))
        let listed = try home.muster("step", "list").lines.first { $0.contains("cut-off") }
        #expect(listed?.contains("not taken") == true)
        let id = try home.muster("status", "--json").json["id"].string ?? ""
        let drawn = try home.muster("runbook", "graph", "-i", id).output
        #expect(drawn.contains("not taken"))
    }

    @Test func `evidence is asked for and may come later`() throws {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("d seen")
        guide.expect("Evidence asked for: a photograph")
        guide.expect("Enter: nothing yet")
        guide.type("IMG_0412.jpg, with dana")
        guide.expect("entry #4")
        guide.type("q")
        _ = guide.finish()
        #expect(try texts(home).last?.contains("Kept: IMG_0412.jpg, with dana") == true)

        let other = try Home.atWork()
        let done = try other.muster("step", "done", "look")
        #expect(done.output.contains("Evidence not recorded yet: a photograph"))
        #expect(done.output.contains("muster step evidence look 'what was kept'"))
        let given = try other.muster("step", "evidence", "look", "IMG_0412.jpg")
        #expect(!given.output.contains("not recorded yet"))
        let list = try other.muster("step", "list")
        #expect(list.output.contains("look") && list.output.contains("tidy-up"))
        #expect(try other.muster("step", "list", "--json").json["items"].items.count == 6)
    }

    @Test(arguments: ["kill", "interrupt", "hang-up", "end of input"])
    func `a guide that is cut off has everything that was confirmed on disk`(how: String) throws {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("n first note")
        guide.expect("entry #4")
        guide.expect("> ")
        guide.type("d done before the end")
        guide.expect("Enter: nothing yet")
        guide.type("")
        guide.expect("entry #5")
        switch how {
        case "kill":
            guide.killNow()
        case "interrupt":
            guide.expect("> ")
            guide.send([3])
            #expect(guide.finish() == 130)
        case "hang-up":
            kill(guide.process.id, SIGHUP)
            #expect(guide.finish() != 0)
        default:
            guide.expect("> ")
            guide.send([4])
            #expect(guide.finish() == 0)
        }
        let texts = try texts(home)
        #expect(texts.contains("first note"))
        #expect(texts.contains { $0.contains("done before the end") })
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
        let next = try home.muster("next", "--json").json["items"]
        #expect(next[0]["id"].string == "describe")
        let again = try home.terminal("guide")
        again.expect("Which host")
        again.expect("> ")
        again.type("q")
        #expect(again.finish() == 0)
    }

    @Test func `a form that is left half way records nothing of it`() throws {
        let home = try Home.atWork()
        try home.muster("step", "done", "look")
        let before = try texts(home)
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("d")
        guide.expect("Name of the host")
        guide.type("FILE-02")
        guide.expect("Number of hosts")
        guide.killNow()
        #expect(try texts(home) == before)
    }

    @Test func `a title in a hostile dress reaches the terminal as plain text`() throws {
        let home = try Home.atWork(Hostile.title)
        let guide = try home.terminal("guide", "--color=never")
        guide.expect("Look at the host.")
        guide.expect("> ")
        guide.type("t")
        guide.expect("> ")
        guide.type("q")
        _ = guide.finish()
        let unsafe = guide.screen.unicodeScalars.filter { $0.value != 13 }
            .first(where: Answer.isUnsafe)
        #expect(unsafe == nil, "\(guide.screen)")
    }

    @Test func `open on a terminal asks three questions, and a no to a message stops it`() throws {
        let home = try Home()
        let open = try home.terminal("open")
        open.expect("What do you see?")
        open.type("Smoke in room 4")
        open.expect("How bad is it?")
        open.expect("1 to 4")
        open.type("2")
        open.expect("Which runbook?")
        open.expect("Number or name")
        open.type("")
        open.expect("Next: muster ")
        #expect(open.finish() == 0)
        #expect(try home.muster("status", "--json").json["severity"].string == "SEV2")
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        let update = try home.terminal("update", "All is well")
        update.expect("Send? [y/N]")
        update.type("n")
        #expect(update.finish() == 2)
        #expect(receiver.arrivals.isEmpty)
        #expect(try home.muster("outbox", "list", "--json").json["items"].items.isEmpty)
    }
}
