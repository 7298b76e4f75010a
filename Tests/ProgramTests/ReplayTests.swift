import Testing

/// A whole public incident, carried through the command line to its report.
@Suite struct ReplayTests {
    @Test func `the CircleCI incident of 2023 can be followed to the end and reported`() throws {
        let replay = Replay(try Fixture.text("circleci-2023.yaml"))
        try #require(replay.entries.count == 12 && replay.lessons.count == 3)
        try #require(replay.steps.count > 40)
        let home = try Home()
        try home.muster(
            "open", try #require(replay.header["title"]), "-s", "1", "--category",
            try #require(replay.header["category"]), "--runbook",
            try #require(replay.header["runbook"]), "--at", "2022-12-29")
        for (role, person) in replay.people where role != "lead" {
            try home.muster("role", "give", role, person)
        }
        for entry in replay.entries { try note(entry, in: home) }
        for step in replay.steps { try work(on: step, of: replay, in: home) }
        #expect(try home.muster("next", "--json").json["items"].items.isEmpty)
        try home.muster(
            "assess", "incident", "--why", "secrets of customers left the platform", "--impact",
            "all customers replace their secrets", "--at", "2023-01-04")
        for lesson in replay.lessons {
            try home.muster("note", lesson, "--lane", "lesson")
            try home.muster("action", "add", lesson, "--owner", "platform", "--due", "30d")
        }
        try home.muster("update", "All customers were warned.", "--yes")
        try home.muster(
            "close", "--resolution", "restored", "--why", "the report is published", "--at",
            "2023-01-13")
        try checkReport(replay, in: home)
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
        let test = try home.muster(
            "runbook", "test", "--from", "1", "-o", "cloud-key-leak.test.yaml")
        #expect(test.output.contains("it passes"), "\(test)")
        try home.muster("runbook", "test", "cloud-key-leak.test.yaml")
    }

    private func note(_ entry: Replay.Item, in home: Home) throws {
        var words = ["note", entry["text"] ?? "", "--at", entry["at"] ?? ""]
        for key in ["lane", "milestone"] {
            if let value = entry[key] { words += ["--\(key)", value] }
        }
        if entry["star"] == "true" { words.append("--star") }
        try home.muster(words, code: 0)
    }

    private func work(on step: Replay.Item, of replay: Replay, in home: Home) throws {
        let role = step["by"] ?? "lead"
        let person = replay.people.first { $0.role == role }?.person ?? "dana"
        let verb = step["verdict"] == "skip" ? "skip" : "done"
        var words = ["step", verb, step["step"] ?? "", "--at", step["at"] ?? ""]
        words += ["-i", "1", "--as", person]
        if let note = step["note"] { words += ["--note", note] }
        if let reason = step["reason"] { words += ["--why", reason] }
        if let answer = step["answer"], !answer.isEmpty { words += ["--answer", answer] }
        for fact in step.facts { words += ["--set", "\(fact.name)=\(fact.value)"] }
        try home.muster(words, code: 0)
    }

    private func checkReport(_ replay: Replay, in home: Home) throws {
        let markdown = try home.muster("report", "-f", "md").output
        let html = try home.muster("report", "-f", "html").output
        for entry in replay.entries {
            let start = String(try #require(entry["text"]).prefix(40))
            #expect(markdown.contains(start), "missing in the Markdown: \(start)")
        }
        for (_, person) in replay.people {
            #expect(markdown.contains(person), "missing in the Markdown: \(person)")
        }
        for text in [
            "2022-12-16", "Customer secrets taken", "cloud-key-leak", "all customers replace",
            "2023-01-07", "The public account names no outage",
        ] {
            #expect(markdown.contains(text) && html.contains(text), "missing: \(text)")
        }
        let json = JSON(parsing: try home.muster("report", "-f", "json").output)
        #expect(json["schema"].string?.hasPrefix("muster/report/") == true)
        let items = try home.muster("timeline", "--json").json["items"].items
        let occurred = items.first { $0["milestone"].string == "occurred" }
        #expect(occurred?["happened_at"].string == "2022-12-16T00:00:00Z")
        #expect(occurred?["fidelity"].string == "day")
        let milestones = Set(items.compactMap { $0["milestone"].string })
        #expect(
            milestones.isSuperset(of: [
                "occurred", "reported", "confirmed", "contained", "eradicated",
            ]))
    }
}
