import Testing

/// What every command keeps to, whatever it does.
@Suite struct ConventionTests {
    private static let escape = "\u{1b}"

    @Test(
        arguments: [
            ([:], [], false), (["FORCE_COLOR": "1"], [], true), (["CLICOLOR_FORCE": "1"], [], true),
            (["FORCE_COLOR": "0"], [], false), ([:], ["--color=always"], true),
            (["NO_COLOR": "1"], ["--color=always"], true),
            (["NO_COLOR": "1", "FORCE_COLOR": "1"], [], false), (["NO_COLOR": ""], [], false),
            (["NO_COLOR": "", "FORCE_COLOR": "1"], [], true),
            (["FORCE_COLOR": "1"], ["--color=never"], false),
        ] as [([String: String], [String], Bool)])
    func `in a pipe there is colour only when it was asked for`(
        environment: [String: String], options: [String], hasColour: Bool
    ) throws {
        let home = try Home.atWork()
        let answer = try home.run(["status"] + options, with: environment)
        #expect(answer.output.contains(ConventionTests.escape) == hasColour, "\(answer)")
        let error = try home.run(["status", "77"] + options, with: environment)
        #expect(error.errors.contains(ConventionTests.escape) == hasColour, "\(error)")
    }

    @Test(
        arguments: [
            ([:], true), (["NO_COLOR": "1"], false), (["TERM": "dumb"], false),
            (["CLICOLOR": "0"], false),
        ] as [([String: String], Bool)])
    func `a terminal gets colour unless somebody does not want it`(
        environment: [String: String], hasColour: Bool
    ) throws {
        let home = try Home.atWork()
        let terminal = try home.terminal("status", with: environment)
        #expect(terminal.finish() == 0)
        #expect(
            terminal.screen.contains(ConventionTests.escape) == hasColour, "\(terminal.screen)")
    }

    @Test func `ASCII is kept to where it was asked for or the locale has no more`() throws {
        let home = try Home.atWork("Ärger – “quoted” … → 日本")
        for command in ["status", "list", "timeline", "next", "runbook list", "step show look"] {
            let words = command.split(separator: " ").map(String.init)
            for answer in [
                try home.muster(words + ["--ascii"], code: 0),
                try home.muster(words, with: ["LANG": "C"], code: 0),
            ] {
                #expect(answer.everything.utf8.allSatisfy { $0 < 128 }, "\(answer)")
            }
        }
        #expect(try home.muster("status").output.contains("日本"))
    }

    @Test func `accessible mode has labelled lines and the same facts`() throws {
        let home = try Home.atWork()
        let plain = try home.muster("next", "--accessible")
        #expect(plain.output.contains("id: look"), "\(plain)")
        #expect(plain.output.contains("title: Look at the host."))
        for variable in ["ACCESSIBLE", "MUSTER_ACCESSIBLE"] {
            #expect(try home.muster("next", with: [variable: "1"]).output == plain.output)
        }
    }

    @Test func `quiet prints the id and nothing else`() throws {
        let home = try Home()
        let opened = try home.muster("-q", "open", "Quiet")
        #expect(opened.output.wholeMatch(of: #/INC-\d{4}-0001\n/#) != nil, "\(opened)")
        #expect(opened.errors.isEmpty)
        #expect(try home.muster("list", "--quiet").output == opened.output)
        #expect(try home.muster("-q", "note", "x").output == "3\n")
    }

    @Test func `the folder is given before or behind the command, and found from below`() throws {
        let home = try Home.atWork()
        let status = try home.muster("-q", "status").output
        try home.write("x", to: "deep/er/file")
        #expect(try home.muster("-q", "-C", "deep/er", "status").output == status)
        #expect(try home.muster("-q", "status", "-C", home.folder + "/deep").output == status)
        #expect(try home.muster("status", "-q", "-i", "1").output == status)
    }

    @Test func `help and version work without a store`() throws {
        let home = try Home(isBare: true)
        let version = try home.muster("--version")
        #expect(version.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil, "\(version)")
        for words in [["--help"], ["help"], ["help", "step", "done"], ["open", "--help"], ["-h"]] {
            let help = try home.muster(words, code: 0)
            #expect(help.output.contains("USAGE") && help.errors.isEmpty, "\(help)")
        }
        let start = try home.muster()
        #expect(start.output.contains("muster init"), "\(start)")
        #expect(!home.read(".muster/store.sqlite").isEmpty == false)
    }

    @Test(arguments: [
        "times", "tlp", "severity", "categories", "milestones", "guide", "runbooks", "record",
        "offline",
        "iso-27035", "exit-codes", "environment", "formatting", "accessibility",
    ])
    func `each topic has a text that fits on a terminal`(topic: String) throws {
        let home = try Home(isBare: true)
        let help = try home.muster("help", "topic", topic)
        #expect(help.lines.count > 3)
        if topic == "exit-codes" {
            for code in ["0", "1", "2", "3", "4", "5", "6", "7", "64", "78", "130"] {
                #expect(help.output.contains("\n  \(code) "), "\(code)")
            }
        }
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `each shell gets a script that knows the commands`(shell: String) throws {
        let home = try Home(isBare: true)
        let script = try home.muster("completion", shell).output
        for word in ["muster", "open", "outbox", "runbook"] {
            #expect(script.contains(word))
        }
        try home.muster("completion", "tcsh", code: 64)
    }

    @Test func `a reader that goes away is no failure`() throws {
        let home = try Home.atWork()
        let process = try Spawned(
            "/bin/sh", ["-c", "'\(Home.program)' timeline | head -n 1; exit 0"], in: home.folder,
            environment: home.environment.merging(["PATH": "/usr/bin:/bin"]) { $1 },
            streams: .files(
                input: "/dev/null", output: home.folder + "/out", errors: home.folder + "/err"))
        #expect(process.wait() == 0)
        #expect(home.read("err").isEmpty)
    }

    @Test func `dry runs record, write and send nothing`() throws {
        let home = try Home.atWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        let before = try home.muster("timeline", "--json").output
        for command in [
            "open Fire --dry-run", "step done look --dry-run", "update text --dry-run",
            "channel test --dry-run", "channel rm night --dry-run", "outbox flush --dry-run",
            "close --resolution restored --why x --dry-run", "report -o r.md --dry-run",
            "note x --dry-run", "decide x --why y --dry-run", "role take technical --dry-run",
            "assess incident --why x --dry-run", "action add x --owner y --dry-run",
        ] {
            try home.muster(command.split(separator: " ").map(String.init), code: 0)
            #expect(try home.muster("timeline", "--json").output == before, "\(command)")
        }
        #expect(receiver.arrivals.isEmpty && home.read("r.md").isEmpty)
        #expect(try home.muster("list", "--json").json["items"].items.count == 1)
        #expect(try home.muster("channel", "list", "--json").json["items"].items.count == 1)
    }

    @Test func `what would ask says which option answers when nobody can be asked`() throws {
        let home = try Home.atWork()
        let receiver = try Receiver()
        try home.addSlack("night", receiver)
        for words in [
            ["update", "x"], ["channel", "test"], ["channel", "rm", "night"],
            ["close", "--force", "--resolution", "restored", "--why", "x"],
        ] {
            let refused = try home.muster(words, code: 64)
            #expect(refused.errors.contains("--yes"), "\(refused)")
        }
        #expect(receiver.arrivals.isEmpty)
        #expect(try home.muster("status", "--json").json["entries"].int == 3)
    }
}
