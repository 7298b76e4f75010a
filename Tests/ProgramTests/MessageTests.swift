import Testing

/// Messages to receivers on loopback that behave and misbehave.
@Suite struct MessageTests {
    private func homeAtWork(_ title: String = "Ransom note") throws -> Home {
        let home = try Home()
        try home.muster("open", title, "-s", "1")
        return home
    }

    @Test(arguments: ["slack", "teams", "webhook"])
    func `an update arrives, and no secret is seen anywhere`(service: String) throws {
        let home = try homeAtWork()
        let receiver = try Receiver(.status(service == "teams" ? 202 : 200))
        var answers = [try home.addChannel(service, "night", receiver)]
        let sent = try home.muster(
            "update", "--conditions", "FILE-02 cut off", "--actions", "imaging", "--next", "30m",
            "--yes", "--json")
        #expect(sent.json["update"].int == 1)
        #expect(receiver.arrivals.count == 1)
        let arrival = try #require(receiver.arrivals.first)
        #expect(arrival.json.isObject)
        #expect(arrival.body.contains("FILE-02 cut off"))
        #expect(arrival.head.hasPrefix("POST /services/\(Home.secret)"))
        if service == "webhook" {
            #expect(arrival.header("webhook-id") != nil)
            #expect(arrival.header("webhook-signature")?.hasPrefix("v1,") == true)
        }
        answers += [
            sent, try home.muster("outbox", "list", "--all", "--json"),
            try home.muster("channel", "list"), try home.muster("channel", "list", "--json"),
            try home.muster("doctor"), try home.muster("timeline"),
            try home.muster("channel", "test", "--dry-run"),
            try home.muster("report", "-f", "md"), try home.muster("report", "-f", "json"),
        ]
        home.checkSecrecy(answers)
    }

    @Test func `an update goes to two channels, and a test to all`() throws {
        let home = try homeAtWork()
        let slack = try Receiver()
        let teams = try Receiver(.status(202, body: ""))
        try home.addChannel("slack", "night", slack)
        try home.addChannel("teams", "office", teams)
        let sent = try home.muster("update", "All hosts are back", "--yes")
        #expect(sent.output.contains("night") && sent.output.contains("office"))
        #expect(slack.arrivals.count == 1 && teams.arrivals.count == 1)
        try home.muster("update", "For the office only", "--to", "office", "--yes")
        #expect(slack.arrivals.count == 1 && teams.arrivals.count == 2)
        try home.muster("channel", "test", "--all", "--yes")
        #expect(slack.arrivals.count == 2 && teams.arrivals.count == 3)
        #expect(try home.muster("outbox", "list", "--json").json["items"].items.isEmpty)
    }

    @Test func `a file that others can read is refused, and so is a URL that is none`() throws {
        let home = try homeAtWork()
        let open = try home.write(
            "https://hooks.example.org/\(Home.secret)", to: "open.url", mode: 0o644)
        let answers = [
            try home.muster("channel", "add", "slack", "a", "--url-file", open, code: 78),
            try home.muster("channel", "add", "slack", "a", "--url-file", "none.url", code: 78),
            try home.muster(
                "channel", "add", "slack", "a", "--url-file",
                try home.write("ftp://\(Home.secret)", to: "ftp.url"), code: 78),
            try home.muster("channel", "add", "slack", "a", code: 64),
            try home.muster("channel", "add", "slak", "a", "--url-file", open, code: 64),
            try home.muster(
                "channel", "add", "slack", "a", "--url-env", "https://x/\(Home.secret)", code: 64),
        ]
        home.checkSecrecy(answers)
        #expect(try home.muster("channel", "list", "--json").json["items"].items.isEmpty)
    }

    @Test func `an address of the own network is refused unless the channel allows it`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver()
        let file = try home.write(
            "http://127.0.0.1:\(receiver.port)/\(Home.secret)", to: "private.url")
        let added = try home.muster(
            ["channel", "add", "slack", "near", "--url-file", file], code: nil)
        guard added.code == 0 else {
            #expect(added.code == 78)
            home.checkSecrecy([added])
            return
        }
        let sent = try home.muster("update", "hello", "--yes", code: 7)
        #expect(receiver.arrivals.isEmpty)
        home.checkSecrecy([added, sent])
    }

    @Test func `a receiver that is busy gets it later, once`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver(
            .status(503, headers: ["Retry-After: 1"]), .status(200))
        try home.addSlack("night", receiver)
        try home.muster(["update", "Busy hour", "--yes"], code: nil)
        try home.muster("outbox", "flush", "--wait", "30s")
        #expect(receiver.arrivals.count == 2)
        #expect(try home.muster("outbox", "list", "--json").json["items"].items.isEmpty)
        try home.muster("outbox", "flush")
        #expect(receiver.arrivals.count == 2)
    }

    @Test func `a limit with Retry-After is kept: queued, not hammered`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver(.status(429, headers: ["Retry-After: 300"]))
        try home.addSlack("night", receiver)
        let sent = try home.muster("update", "Slow down", "--yes", code: 7)
        #expect(sent.errors.contains("recorded"))
        try home.muster("outbox", "flush", code: 7)
        #expect(receiver.arrivals.count == 1)
        let item = try home.muster("outbox", "list", "--json").json["items"][0]
        #expect(item["state"].string == "queued")
    }

    @Test(arguments: ["hang", "redirect", "an error in a 200", "endless", "closed", "refused"])
    func `a receiver that misbehaves costs a message, never the record`(how: String) throws {
        let home = try homeAtWork()
        let elsewhere = try Receiver()
        let reply: Reply =
            switch how {
            case "hang": .hang
            case "redirect":
                .status(302, headers: ["Location: http://127.0.0.1:\(elsewhere.port)/x"])
            case "an error in a 200": .status(200, body: "invalid_payload")
            case "endless": .endless
            case "closed": .close
            default: .status(403, body: "\u{1b}[31minvalid_token \(Home.secret)")
            }
        let receiver = try Receiver(reply)
        try home.addSlack("night", receiver)
        let sent = try home.muster(
            "update", "Told anyway", "--yes", with: ["MUSTER_SEND_TIMEOUT": "1"], code: 7)
        #expect(sent.output.contains("Update 1 recorded"))
        #expect(sent.errors.contains("recorded, but"))
        #expect(elsewhere.arrivals.isEmpty)
        let timeline = try home.muster("timeline").output
        #expect(timeline.contains("Told anyway"))
        let list = try home.muster("outbox", "list")
        let item = try home.muster("outbox", "list", "--json").json["items"][0]
        #expect(["queued", "ambiguous", "dead"].contains(item["state"].string), "\(item)")
        let shown = try home.muster("outbox", "show", try #require(item["id"].string))
        #expect(shown.output.contains("Told anyway"))
        home.checkSecrecy([sent, list, shown, try home.muster("report", "-f", "md")])
        #expect(try home.muster("verify", "--json").json["good"].bool == true)
    }

    @Test func `what waits can be shown, retried and dropped`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver(.status(404, body: "no_service"), .status(200))
        try home.addSlack("night", receiver)
        try home.muster("update", "First", "--yes", code: 7)
        let item = try home.muster("outbox", "list", "--json").json["items"][0]
        let id = try #require(item["id"].string)
        #expect(item["state"].string == "dead")
        try home.muster("outbox", "show", "nonsense", code: 4)
        try home.muster("outbox", "retry", id)
        #expect(receiver.arrivals.count == 2)
        receiver.behave(.status(404, body: "no_service"))
        try home.muster("update", "Second", "--yes", code: 7)
        let second = try home.muster("-q", "outbox", "list").lastLine
        try home.muster("outbox", "drop", second, code: 64)
        try home.muster("outbox", "drop", second, "--yes")
        #expect(try home.muster("outbox", "list", "--json").json["items"].items.isEmpty)
        try home.muster("outbox", "retry", second, code: 1)
    }

    @Test func `an update that promises no next one says what it takes back`() throws {
        let home = try homeAtWork()
        let first = try home.muster("update", "One", "--next", "30m", "--yes")
        #expect(!first.output.contains("taken back"))
        let second = try home.muster("update", "Two", "--yes")
        #expect(second.output.contains("is taken back: next update due"))
        #expect(second.output.contains("as SEV1 asks"))
        let third = try home.muster("update", "Three", "--yes")
        #expect(!third.output.contains("taken back"))
    }

    @Test func `a message above the ceiling of a channel is held and never sent`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver()
        try home.addChannel("slack", "public", receiver, ["--ceiling", "green"])
        let sent = try home.muster("update", "Not for all", "--yes", code: 7)
        #expect(sent.output.contains("HELD"))
        #expect(sent.errors.contains("what is HELD stays here"))
        #expect(!sent.errors.contains("tried again"))
        #expect(receiver.arrivals.isEmpty)
        let item = try home.muster("outbox", "list", "--json").json["items"][0]
        #expect(item["state"].string == "held")
        try home.muster("outbox", "retry", try #require(item["id"].string), code: 1)
        #expect(receiver.arrivals.isEmpty)
        try home.muster("open", "For all", "--tlp", "CLEAR")
        #expect(receiver.arrivals.count == 1)
    }

    @Test
    func `an update with a stricter label than its incident is held where that is too strict`()
        throws
    {
        let home = try homeAtWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        try home.muster("update", "The name of the suspect", "--tlp", "RED", "--yes", code: 7)
        #expect(receiver.arrivals.isEmpty)
        let item = try home.muster("outbox", "list", "--json").json["items"][0]
        #expect(item["state"].string == "held")
    }

    @Test(arguments: ["slack", "teams", "webhook"])
    func `mentions and markup in a text reach the receiver as plain words`(service: String) throws {
        let home = try homeAtWork(Hostile.title)
        let receiver = try Receiver(.status(service == "teams" ? 202 : 200))
        try home.addChannel(service, "night", receiver)
        try home.muster("note", "<!channel> <!here> @everyone")
        try home.muster("update", Hostile.title, "--needs", "<!here> <@U123> @here", "--yes")
        let body = try #require(receiver.arrivals.first).body
        #expect(JSON(parsing: body).isObject)
        let unsafe = body.unicodeScalars.first(where: Answer.isUnsafe)
        #expect(unsafe == nil, "\(body)")
        for escape in ["\\u001b", "\\u009b", "\\u202e"] {
            #expect(!body.lowercased().contains(escape), "\(body)")
        }
        #expect(!body.contains("<at>") && !body.contains("link_names"), "\(body)")
        for text in JSON(parsing: body).formattedTexts {
            for mention in ["<!", "<@", "<b>"] {
                #expect(!text.contains(mention), "\(mention) in \(text)")
            }
        }
    }

    @Test func `a preview sends nothing, and a misspelt channel is not sent to`() throws {
        let home = try homeAtWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        let preview = try home.muster("update", "hello", "--preview")
        #expect(preview.output.contains("hello") && receiver.arrivals.isEmpty)
        try home.muster("update", "x", "--to", "nigth", "--yes", code: 64)
        let unknown = try home.muster("update", "x", "--to", "nigth", code: 64)
        #expect(unknown.errors.contains("night"))
        let removed = try home.muster("channel", "rm", "night", "--yes")
        home.checkSecrecy([preview, unknown, removed])
    }
}
