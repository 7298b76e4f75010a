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

    @Test(arguments: ["kill", "interrupt", "hang-up", "end of input"])
    func `a guide that is cut off has everything that was confirmed on disk`(how: String) throws {
        let home = try Home.atWork()
        let guide = try home.terminal("guide")
        guide.expect("> ")
        guide.type("n first note")
        guide.expect("entry #4")
        guide.expect("> ")
        guide.type("d done before the end")
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
