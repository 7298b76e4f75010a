import Foundation
import Glibc
import Testing

/// Runbooks that cannot be read: each is refused with the place, and none stops the program.
@Suite struct BadRunbookTests {
    /// A fault, by its name, and the file that has it.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]

        init(_ name: String, _ bytes: [UInt8]) {
            testDescription = name
            self.bytes = bytes
        }

        init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    static let cases: [Case] = [
        Case(
            "truncated", TrialRunbook.text.prefix(900) + "\n      - {id: ["),
        Case("binary", [0x7f, 0x45, 0x4c, 0x46, 0, 1, 0xff, 0xfe, 0x80, 0x0a]),
        Case("NUL in a text", TrialRunbook.text + "x: \u{0}\n"),
        Case("not UTF-8", Array(TrialRunbook.text.utf8) + [0x23, 0x20, 0xc3, 0x28, 0x0a]),
        Case("empty", ""),
        Case("a list at the top", "- one\n- two\n"),
        Case("a key twice", TrialRunbook.text + "title: Another\n"),
        Case(
            "tabs",
            TrialRunbook.text.replacingOccurrences(of: "    objective", with: "\t objective")),
        Case("anchors that explode", bomb),
        Case("brackets 10,000 deep", "runbook: " + String(repeating: "[", count: 10_000)),
        Case("10 MB", TrialRunbook.text + String(repeating: "# filling line\n", count: 700_000)),
        Case(
            "an unknown role",
            TrialRunbook.text.replacingOccurrences(of: "role: lead", with: "role: laed")),
        Case(
            "an unknown key",
            TrialRunbook.text.replacingOccurrences(of: "done_when", with: "done_wen")),
        Case(
            "a guard of the wrong type",
            TrialRunbook.text.replacingOccurrences(
                of: "facts.plan == 'cut'", with: "facts.hosts + 'cut'")),
        Case(
            "a guard about an unknown fact",
            TrialRunbook.text.replacingOccurrences(of: "facts.plan ==", with: "facts.plam ==")),
        Case(
            "a guard that is no expression",
            TrialRunbook.text.replacingOccurrences(of: "facts.plan == 'cut'", with: "'(('")),
        Case(
            "an id twice",
            TrialRunbook.text.replacingOccurrences(of: "id: tidy-up", with: "id: look")),
    ]

    static let bomb: String =
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + zip("abcdefghi", "bcdefghij").map { from, to in
            "\(to): &\(to) [*\(from), *\(from), *\(from), *\(from), *\(from), *\(from), *\(from)]\n"
        }.joined()

    @Test(arguments: cases)
    func `it is refused at file, line and column`(fault: Case) throws {
        let home = try Home()
        try home.write(fault.bytes, to: "bad.runbook.yaml")
        let answer = try home.muster("runbook", "lint", "bad.runbook.yaml", code: 3)
        let place = #/bad\.runbook\.yaml:\d+:\d+: error\[[A-Z]+\d+\]: ./#
        #expect(answer.output.firstMatch(of: place) != nil, "\(answer)")
        #expect(answer.hint != nil)
        try home.muster("open", "x", "--runbook", "bad.runbook.yaml", code: 3)
        #expect(try home.muster("list", "--all", "--json").json["items"].items.isEmpty)
    }

    @Test func `a misspelt name is shown with the one that was meant`() throws {
        let home = try Home()
        let text = TrialRunbook.text.replacingOccurrences(
            of: "facts.plan ==", with: "facts.plam ==")
        try home.write(text, to: "bad.runbook.yaml")
        let answer = try home.muster("runbook", "lint", "bad.runbook.yaml", code: 3)
        #expect(answer.output.contains("did you mean 'plan'"), "\(answer)")
        #expect(answer.output.contains("^^^^"))
        let json = try home.muster("runbook", "lint", "bad.runbook.yaml", "--json", code: 3).json
        #expect(json["errors"].int == 1)
        let error = json["items"].items.first { $0["severity"].string == "error" }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = lines.firstIndex { $0.contains("plam") }.map { $0 + 1 }
        #expect(error?["line"].int == line)
    }

    @Test func `a broken runbook of the store does not stop the others`() throws {
        let home = try Home()
        try home.write("{", to: ".muster/runbooks/broken.runbook.yaml")
        #expect(try home.muster("runbook", "list").output.contains("HAS ERRORS"))
        try home.muster("open", "x", "--runbook", "phishing")
        try home.muster("doctor", code: 3)
    }
}

/// Words and texts that no command can do anything with.
@Suite struct BadInputTests {
    /// A command, its exit code and what the error says.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: Int32
        let says: String

        init(_ command: String, _ code: Int32, _ says: String) {
            testDescription = command
            self.code = code
            self.says = says
        }

        var words: [String] {
            testDescription.split(separator: " ").map {
                $0.replacingOccurrences(of: "_", with: " ")
            }
        }
    }

    static let cases = [
        Case("opne x", 64, "did you mean: muster open"),
        Case("step dnoe look", 64, "did you mean: muster step done"),
        Case("step done lok", 64, "did you mean 'look'"),
        Case("step done 99", 64, "'99' is not a step"),
        Case("step done choose-plan --answer cut --why x", 1, "choose-plan"),
        Case("role take tecnical", 64, "did you mean 'technical'"),
        Case("open x -s 9", 64, "1"),
        Case("open x --category malwar", 64, "malware"),
        Case("open x --runbook trail", 64, "did you mean 'trial'"),
        Case("update x --to night --yes", 64, "there is no channel 'night'"),
        Case("channel rm night --yes", 64, "there is no channel"),
        Case("note x --at 2099-01-01", 64, "in the future"),
        Case("note x --at +1h", 64, "in the future"),
        Case("note x --at 30", 64, "-30m is minutes"),
        Case("list --since 30", 64, "it has no unit"),
        Case("update x --next 90", 64, "90m is minutes"),
        Case("update x --next 9999999w", 64, "longer than ten years"),
        Case("action add x --owner y --due 30", 64, "30d days"),
        Case("note x --milestone detcted", 64, "did you mean 'detected'"),
        Case("note x --lane=atack", 64, "did you mean 'attack'"),
        Case("note x --tlp AMBR", 64, "did you mean 'AMBER'"),
        Case("assess incidnt --why x", 64, "did you mean 'incident'"),
        Case("close --resolution restord --why x", 64, "did you mean 'restored'"),
        Case("channel add slak night", 64, "did you mean 'slack'"),
        Case("next --role tecnical", 64, "did you mean 'technical'"),
        Case("step add call-bank x --role tecnical", 64, "did you mean 'technical'"),
        Case("list --limit x", 64, "whole number"),
        Case("list --limit=-5", 64, "1 or more"),
        Case("next 1 2", 64, "one word too many"),
        Case("list --color=blue", 64, "auto, always, never"),
        Case("note", 64, "the text is missing"),
        Case("assess", 64, "event-only"),
        Case("assess incident", 64, "--why is missing"),
        Case("open --at", 64, "--at needs a value"),
        Case("step done look --answer yes", 64, "takes no answer"),
        Case("step skip look", 64, "say why"),
        Case("open Ransomware on file server", 64, "needs quotes"),
        Case("note -5_degrees", 64, "stands behind --"),
        Case("note x --at 25:99", 64, "is not a time"),
        Case("note x --at 2026-02-30", 64, "is not a time"),
        Case("step done look --at 2099-01-01T00:00:00Z", 64, "in the future"),
        Case("fix 1 --at 2099-01-01 --reason x", 64, "in the future"),
        Case("fix 999 --text y --reason x", 64, "999"),
        Case("note x -i INC-1999-0001", 4, "there is no incident"),
        Case("status 77", 4, "there is no incident"),
        Case("outbox show 77", 4, "there is no delivery"),
        Case("action done A-9", 64, "A-9"),
        Case("action done 9", 64, "there is no action '9'"),
        Case("close --resolution gone --why x", 64, "restored"),
        Case("report -f pdf", 64, "pdf"),
        Case("report -o report.docx", 64, "docx"),
        Case("runbook show trail", 64, "did you mean 'trial'"),
        Case("help exit-code", 64, "exit-codes"),
        Case("note _", 64, "the note is empty"),
        Case("-C /nonexistent status", 4, "no store"),
        Case("note x --as _", 64, "is not a name"),
    ]

    @Test(arguments: cases)
    func `it is refused with the code, the reason and a command that helps`(mistake: Case) throws {
        let home = try Home.atWork()
        let answer = try home.muster(mistake.words, code: mistake.code)
        #expect(answer.errors.hasPrefix("muster: error: "), "\(answer)")
        #expect(answer.errors.contains(mistake.says), "\(answer)")
        let hint = try #require(answer.hint, "\(answer)")
        try checkLeadsSomewhere(hint, home)
        try home.muster(mistake.words + ["--json"], code: mistake.code)
        #expect(try home.muster("status", "--json").json["entries"].int == 3)
    }

    /// The words of a hint, up to its first argument, are a command that there is.
    private func checkLeadsSomewhere(_ hint: String, _ home: Home) throws {
        let isCommand = #/[a-z][a-z-]*/#
        var words = hint.split(separator: " ").map(String.init)
        if words.first == "-C" { words.removeFirst(2) }
        if words.first == "help" {
            #expect(try home.run(words).code == 0, "the hint leads nowhere: \(hint)")
            return
        }
        let path = words.prefix { $0.wholeMatch(of: isCommand) != nil }
        let isFound = try (1...2).contains { length in
            try home.run(["help"] + path.prefix(length)).code == 0
        }
        #expect(isFound, "the hint leads nowhere: \(hint)")
    }

    /// The words of a line as a shell takes them; single quotes alone.
    private func shellWords(_ line: String) -> [String] {
        line.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap {
            $0.offset % 2 == 1
                ? [String($0.element)] : $0.element.split(separator: " ").map(String.init)
        }
    }

    @Test func `a hint names a command with arguments that it takes`() throws {
        let home = try Home.atWork()
        for words in [
            ["step", "done", "99"], ["guide"], ["close", "--resolution", "restored", "--why", "x"],
        ] {
            let hint = try #require(try home.run(words).hint)
            guard !hint.contains(where: \.isUppercase) || hint.contains("INC-") else { continue }
            let followed = try home.run(shellWords(hint))
            #expect(followed.code != 64, "\(hint)\n\(followed)")
        }
    }

    @Test func `escape codes, turned text and mentions in titles and notes never reach a terminal`()
        throws
    {
        let home = try Home.atWork(Hostile.title)
        try home.muster("note", Hostile.title)
        try home.muster("decide", Hostile.title, "--why", Hostile.title)
        try home.muster("action", "add", Hostile.title, "--owner", Hostile.title)
        try home.muster("role", "give", "technical", Hostile.title)
        try home.muster("note", "as another", "--as", Hostile.title, "-i", "1")
        try home.muster("assess", "incident", "--why", Hostile.title, "--impact", Hostile.title)
        try home.muster("update", Hostile.title, "--yes")
        try home.muster("step", "done", "look", "--note", Hostile.title)
        let screens = [
            "status", "list", "timeline", "next", "role list", "action list", "verify",
            "report -f md", "report -f html", "report -f json", "status --json", "timeline --json",
            "status --accessible", "timeline --ascii", "outbox list --all",
        ]
        for screen in screens {
            // The form of each answer is checked by the run itself.
            let answer = try home.muster(screen.split(separator: " ").map(String.init), code: 0)
            if screen.hasSuffix("html") { #expect(!answer.output.contains("<b>bold")) }
        }
        try home.muster("note", "x", "--as", Hostile.title, "-i", Hostile.title, code: 4)
        try home.muster([Hostile.title], code: 64)
    }

    @Test func `input that is too long or not UTF-8 is refused`() throws {
        let home = try Home.atWork()
        let long = String(repeating: "long ", count: 200_000)
        try home.muster("note", "-", input: long, code: 64)
        try home.muster(["note", "-"], input: [0xc3, 0x28, 0x0a], code: 64)
        try home.muster("open", "-", "--from", "alertmanager", input: "null", code: 64)
        try home.muster(
            "open", "-", "--from", "alertmanager",
            input: "{\"version\":\"3\",\"groupKey\":\"k\",\"status\":\"firing\",\"alerts\":[]}",
            code: 64)
        try home.muster("open", String(repeating: "t", count: 10_000), code: 64)
        #expect(try home.muster("status", "--json").json["entries"].int == 3)
    }

    /// What was typed, and the line that would have been right.
    static let mended: [([String], String)] = [
        (["open", "Ransomware", "on", "file", "server"], "open 'Ransomware on file server'"),
        (["open", "-s", "1", "Lost", "laptop", "-q"], "open -s 1 'Lost laptop' -q"),
        (["open", "Lost", "-s", "2", "laptop"], "open 'Lost laptop' -s 2"),
        (["note", "it's", "down"], #"note 'it'\''s down'"#),
        (["update", "a", "$b", "c"], "update 'a $b c'"),
        (["note", "-5 degrees"], "note -- '-5 degrees'"),
        (["note", "x", "--milestone=detcted"], "note x --milestone=detected"),
        (["note", "a b", "--at", "30"], "note 'a b' --at -30m"),
        (["update", "x", "--next", "90"], "update x --next 90m"),
        (["action", "add", "x", "--owner", "y", "--due=30"], "action add x --owner y --due=30d"),
        (["assess", "incident"], "assess incident --why 'why it is so'"),
        (
            ["close", "--resolution", "restored", "--why", "a b", "--force"],
            "close --resolution restored --why 'a b' --force --yes"
        ),
    ]

    @Test(arguments: mended.indices)
    func `the hint is the own line, mended and quoted`(index: Int) throws {
        let home = try Home.atWork()
        let (words, hint) = Self.mended[index]
        #expect(try home.muster(words, code: 64).hint == hint)
    }

    @Test func `a secret in the wrong place is never shown again`() throws {
        let home = try Home.atWork()
        for words in [
            ["channel", "add", "slak", "night", "--url-env", "https://hooks.example/s3cret"],
            [
                "channel", "add", "slack", "night", "more", "--url-env",
                "https://hooks.example/s3cret",
            ],
            ["channel", "add", "slack", "night", "--url-env", "https://hooks.example/s3cret"],
        ] {
            #expect(try !home.muster(words, code: 64).everything.contains("s3cret"))
        }
    }

    @Test func `a version of the JSON that is none is refused`() throws {
        let home = try Home.atWork()
        #expect(try home.muster("list", "--json=x", code: 64).errors.contains("not a version"))
        #expect(try home.muster("list", "--json=", code: 64).errors.contains("not a version"))
    }

    @Test func `an error stays short, and no hint quotes what is no text`() throws {
        let home = try Home.atWork()
        let long = String(repeating: "x", count: 20_000)
        for words in [["role", "take", long], ["step", "done", long], ["status", long], [long]] {
            #expect(try home.run(words).errors.utf8.count < 1_500)
        }
        #expect(try home.muster("next", "1", "2", code: 64).hint == "help next")
    }

    @Test func `no error suggests a hidden command`() throws {
        let home = try Home.atWork()
        for word in ["statr", "strt", "star", "starts"] {
            #expect(try !home.muster(word, code: 64).errors.contains("muster start"))
        }
    }

    @Test func `a decision takes the key or the number of its options, and says which there are`()
        throws
    {
        let home = try Home.atWork()
        try home.muster("step", "done", "look")
        try home.muster("step", "done", "2", "--set", "host=FILE-02", "--set", "hosts=2")
        let refused = try home.muster(
            "step", "done", "choose-plan", "--answer", "nonsense", "--why", "x", code: 64)
        #expect(refused.errors.contains("[1] cut"), "\(refused)")
        #expect(refused.hint == "step done choose-plan --answer cut --why 'what speaks for it'")
        try home.muster("step", "done", "choose-plan", "--answer", "1", "--why", "x")
        #expect(try home.muster("step", "show", "choose-plan").output.contains("-> cut"))
    }

    @Test func `a second init changes nothing and says so`() throws {
        let home = try Home.atWork()
        let again = try home.muster("init")
        #expect(again.output.hasPrefix("Nothing was changed: everything is there already"))
        #expect(try home.muster("status", "--json").json["entries"].int == 3)
    }

    @Test func `an action is found by its number alone`() throws {
        let home = try Home.atWork()
        try home.muster("action", "add", "x", "--owner", "y")
        #expect(try home.muster("action", "done", "1").output.contains("A-1 done"))
    }
}
