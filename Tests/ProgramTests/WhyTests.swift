import Testing

/// `muster why` says from the record why a step stands where it stands.
@Suite struct WhyTests {
    private func reasons(_ home: Home, _ step: String) throws -> String {
        try home.muster("why", step).output
    }

    private func describe(_ home: Home) throws {
        try home.muster("step", "done", "look")
        try home.muster("step", "done", "describe", "--set", "host=FILE-02", "--set", "hosts=2")
    }

    @Test func `a step waits for the one before it, and for whom`() throws {
        let home = try Home.atWork()
        #expect(
            try reasons(home, "tidy-up").contains(
                "waits for step 1 look (technical, which nobody is)"))
        try home.muster("role", "take", "technical")
        #expect(try reasons(home, "tidy-up").contains("waits for step 1 look (technical: dana)"))
        try home.muster("step", "block", "look", "--why", "no access")
        #expect(try reasons(home, "tidy-up").contains("look, which is BLOCKED"))
        let blocked = try reasons(home, "look")
        #expect(blocked.contains("blocked by dana: no access   #5"))
        #expect(blocked.contains("Next: muster step retry look"))
    }

    @Test func `without a step it explains what is open`() throws {
        let home = try Home.atWork()
        try home.muster("step", "done", "look", "--at", "-2h")
        try home.muster("step", "assign", "describe", "--to", "li")
        let open = try home.muster("why").output
        #expect(open.contains("Step 2 describe"))
        #expect(open.contains("when look was done   #4"))
        #expect(open.contains("late: its time-box of 5 min was over 1 h 55 min ago"))
        #expect(open.contains("given to li by dana   #5"))
    }

    @Test func `a way that was not taken shows the values that decided`() throws {
        let home = try Home.atWork()
        try describe(home)
        try home.muster(
            "step", "done", "choose-plan", "--answer", "watch", "--why", "it stands still")
        let other = try reasons(home, "cut-off")
        #expect(other.contains("did not hold: facts.plan == 'cut'   (facts.plan = 'watch')   #6"))
        let taken = try home.muster("why", "choose-plan", "--json").json["items"][0]
        #expect(taken["reasons"][0]["text"].string?.contains("-> watch: it stands still") == true)
        #expect(taken["reasons"][0]["entry"].int == 6)
    }

    @Test func `the values are those of that time, not of today`() throws {
        let home = try Home.atWork()
        try describe(home)
        try home.muster("step", "done", "choose-plan", "--answer", "watch", "--why", "calm")
        try home.muster("step", "reopen", "choose-plan", "--why", "it moves")
        try home.muster("step", "done", "choose-plan", "--answer", "cut", "--why", "it moves")
        #expect(
            try reasons(home, "keep-watching").contains(
                "held: facts.plan == 'cut'   (facts.plan = 'cut')   #8"))
    }

    @Test func `a person and the reason stand behind what was left out`() throws {
        let home = try Home.atWork()
        try home.muster("step", "skip", "look", "--why", "the house is locked")
        #expect(try reasons(home, "look").contains("skipped by dana"))
        #expect(try reasons(home, "look").contains(": the house is locked   #4"))
    }

    @Test func `a misspelt step is named, and an incident without a runbook says so`() throws {
        let home = try Home.atWork()
        let refused = try home.muster("why", "lok", code: 64)
        #expect(refused.errors.contains("did you mean 'look'"))
        let bare = try Home()
        try bare.muster("open", "Something")
        #expect(try bare.muster("why").output.contains("follows no runbook"))
    }
}
