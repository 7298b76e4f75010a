import Foundation
import Testing

/// `muster runbook test`, as people run it.
@Suite struct RehearseTests {
    private static let runbook = """
        runbook: gate
        version: 1.0.0
        title: Gate
        roles:
          lead: Decides.
        phases:
          respond:
            objective: Stop it.
            steps:
              - {id: kind, decide: Is it real?, options: {real: Yes, noise: No}, role: lead}
              - choose:
                  - when: steps.kind.answer == 'real'
                    then: [{id: unplug, do: Pull the cable., role: lead}]
                  - otherwise: [{id: record, do: Write down why., role: lead}]

        """

    private static let test = """
        test: gate
        cases:
          - case: It is <real> & "bad"
            play:
              - {done: kind, answer: real}
              - {done: unplug, after: PT5M}
              - expect: {run: finished}
          - case: It is noise
            answers: {kind: noise}
            play:
              - until: record
              - expect: {next: [record], states: {unplug: skipped}}

        """

    /// A store whose only test is this one.
    private func home(_ test: String = test) throws -> Home {
        let home = try Home()
        let folder = home.folder + "/.muster/runbooks/"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder)
        where file.hasSuffix(".test.yaml") {
            try FileManager.default.removeItem(atPath: folder + file)
        }
        try home.write(RehearseTests.runbook, to: ".muster/runbooks/gate.runbook.yaml")
        try home.write(test, to: ".muster/runbooks/gate.test.yaml")
        return home
    }

    @Test func `a new store holds tests of all its runbooks, and they pass`() throws {
        let home = try Home()
        let runbooks = try home.muster("runbook", "list", "-q").lines
        let played = try home.muster("runbook", "test", "--json").json
        #expect(Set(played["files"].items.compactMap { $0["runbook"].string }) == Set(runbooks))
        #expect(played["failed"].int == 0 && played["broken"].int == 0)
        #expect(played["files"].items.allSatisfy { $0["origin"].string?.hasPrefix("/") == true })
    }

    @Test func `a runbook that somebody has changed gets no test`() throws {
        let home = try Home(isBare: true)
        try home.write(RehearseTests.runbook, to: ".muster/runbooks/phishing.runbook.yaml")
        try home.muster("init")
        #expect(home.read(".muster/runbooks/phishing.test.yaml").isEmpty)
        #expect(!home.read(".muster/runbooks/ransomware.test.yaml").isEmpty)
    }

    @Test func `a store from before gets the tests that fit, and what is there stays`() throws {
        let home = try home()
        try home.write("mine", to: ".muster/runbooks/ddos.test.yaml")
        let again = try home.muster("init")
        #expect(again.output.contains("added what was missing: 19 tests"), "\(again)")
        #expect(home.read(".muster/runbooks/ddos.test.yaml") == Array("mine".utf8))
        #expect(try home.muster("init").output.contains("Nothing was changed"))
    }

    @Test func `a starter runbook is tested without a store`() throws {
        let home = try Home(isBare: true)
        let answer = try home.muster("runbook", "test", "phishing")
        #expect(answer.lines.first?.hasPrefix("built in/phishing.test.yaml   phishing ") == true)
        try home.muster("runbook", "test", "phishing", "--case", "nothing", code: 64)
    }

    @Test func `a runbook that does not stand beside its test is named`() throws {
        let home = try home()
        try home.write(RehearseTests.test, to: "drafts/gate.test.yaml")
        let answer = try home.muster("runbook", "test", "drafts/gate.test.yaml")
        #expect(
            answer.lines.first?.hasSuffix(
                "gate 1.0.0 from \(home.folder)/.muster/runbooks/gate.runbook.yaml") == true)
    }

    @Test func `all tests of the store are played`() throws {
        let home = try home()
        let answer = try home.muster("runbook", "test")
        #expect(answer.output.contains("passed  It is <real> & \"bad\"   (3 commands, 5 min)"))
        #expect(answer.output.contains("covered 2 of 3 steps, 2 of 2 ways, 2 of 2 options"))
        #expect(answer.output.contains("2 cases passed, 0 failed in 1 file"))
        #expect(answer.lastLine == "Next: muster runbook prove gate")
        let json = try home.muster("runbook", "test", "gate", "--json").json
        #expect(json["passed"].int == 2 && json["failed"].int == 0)
        #expect(json["files"].items[0]["coverage"]["steps"]["covered"].int == 2)
        let nothing = try home.muster("list", "--all", "--json").json["items"].items
        #expect(nothing.isEmpty, "a test records nothing")
    }

    @Test func `a failed expectation shows what is and how to get there`() throws {
        let home = try home(
            RehearseTests.test.replacing("run: finished", with: "run: active"))
        let answer = try home.muster("runbook", "test", "gate", code: 3)
        #expect(answer.output.contains("FAILED  It is <real> & \"bad\""))
        #expect(answer.output.contains("gate.test.yaml:7:23: an expectation is not met"))
        #expect(answer.output.contains("expected  the run is active"))
        #expect(answer.output.contains("found     the run is finished"))
        #expect(answer.output.contains("passed  It is noise"))
        let commands = answer.lines.map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("muster ") }.map { String($0.dropFirst(7)) }
        #expect(commands.count == 3)
        #expect(commands[2] == "step done unplug --as lead --at 2026-01-05T09:05:00Z")
        #expect(answer.hint?.contains("--case") == true)
    }

    @Test func `what was played can be typed`() throws {
        let text = RehearseTests.test.replacing("run: finished", with: "run: active")
            .replacing("It is <real> & \"bad\"", with: "real")
        let home = try home(text)
        let answer = try home.muster("runbook", "test", "gate", code: 3)
        for line in answer.lines.map({ $0.drop { $0 == " " } }) where line.hasPrefix("muster ") {
            try home.muster(line.split(separator: " ").dropFirst().map(String.init), code: 0)
        }
        let states = try home.muster("step", "list", "--json").json["items"].items
        #expect(states.map { $0["state"].string } == ["done", "done", "pending"])
    }

    @Test func `coverage is listed, and demanded`() throws {
        let home = try home()
        let listed = try home.muster("runbook", "test", "--coverage")
        #expect(listed.output.contains("gate.runbook.yaml:14: record is done"))
        let demanded = try home.muster("runbook", "test", "--require-full", code: 3)
        #expect(demanded.everything.contains("1 test without full coverage"))
        try home.write(
            RehearseTests.test + "      - done: record\n", to: ".muster/runbooks/gate.test.yaml")
        let untested = try home.muster("runbook", "test", "--require-full", code: 3)
        #expect(untested.everything.contains("17 runbooks without a test"))
        #expect(untested.output.contains("without a test: account-compromise, cloud-key-leak"))
        try home.muster("runbook", "test", "gate", "--require-full")
        try home.muster("init")
        try home.muster("runbook", "test", "--require-full")
    }

    @Test func `an option that no case chose is missing`() throws {
        let text = RehearseTests.runbook.replacing("noise: No}", with: "noise: No, odd: Perhaps}")
        let home = try home(RehearseTests.test + "      - done: record\n")
        try home.write(text, to: ".muster/runbooks/gate.runbook.yaml")
        let answer = try home.muster("runbook", "test", "gate", "--require-full", code: 3)
        #expect(answer.output.contains("missing  "))
        #expect(answer.output.contains("kind is answered 'odd'"))
    }

    @Test func `one case can be played alone`() throws {
        let home = try home()
        let answer = try home.muster("runbook", "test", "gate", "--case", "It is noise")
        #expect(answer.output.contains("1 case passed, 0 failed"))
        let wrong = try home.muster("runbook", "test", "--case", "It is noice", code: 64)
        #expect(wrong.errors.contains("did you mean 'It is noise'?"))
    }

    @Test func `results are written as JUnit XML`() throws {
        let home = try home(
            RehearseTests.test.replacing("states: {unplug: skipped}", with: "phase: respond")
                .replacing("next: [record]", with: "next: [unplug]"))
        try home.muster("runbook", "test", "--junit", "out.xml", code: 3)
        let xml = String(decoding: home.read("out.xml"), as: UTF8.self)
        #expect(xml.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites"))
        #expect(xml.contains("name=\"It is &lt;real&gt; &amp; &quot;bad&quot;\""))
        #expect(xml.contains("tests=\"2\" failures=\"1\" errors=\"0\""))
        #expect(xml.contains("<property name=\"coverage.arms\" value=\"2/2\"/>"))
        #expect(xml.contains("type=\"expectation\""))
        let raw = try home.muster("runbook", "test", "--junit", "-", code: 3)
        #expect(raw.output == xml)
    }

    @Test func `a test works by its path, without a store`() throws {
        let home = try Home(isBare: true)
        try home.write(RehearseTests.runbook, to: "drafts/gate.runbook.yaml")
        try home.write(RehearseTests.test, to: "drafts/gate.test.yaml")
        for name in ["drafts/gate.test.yaml", "drafts/gate.runbook.yaml"] {
            let answer = try home.muster("runbook", "test", name)
            #expect(answer.output.contains("2 cases passed"))
        }
        try home.muster("-C", "drafts", "runbook", "test", "gate.test.yaml")
        let none = try home.muster("runbook", "test")
        #expect(none.output.contains("No tests here") && none.lastLine.hasPrefix("Next: muster"))
        try home.muster("runbook", "test", "nothing", code: 64)
        try home.muster("runbook", "test", "ransomware-2/x.test.yaml", code: 4)
    }

    @Test(arguments: [
        ("test: gate\ncases: [\n", "error[R004]"),
        ("test: gate\ncases: [{case: A, play: [{done: knd}]}]\n", "did you mean 'kind'?"),
        ("test: gaet\ncases: [{case: A, play: [{finish: true}]}]\n", "there is no runbook 'gaet'"),
    ])
    func `a bad test file is explained`(text: String, message: String) throws {
        let answer = try home(text).muster("runbook", "test", code: 3)
        #expect(answer.everything.contains(message), "\(answer)")
        #expect(answer.output.contains("error[") != answer.output.contains("BROKEN"), "\(answer)")
        #expect(answer.hint != nil)
    }

    @Test func `a runbook with errors is refused`() throws {
        let home = try home()
        try home.write(
            RehearseTests.runbook.replacing("steps.kind.answer", with: "steps.knd.answer"),
            to: ".muster/runbooks/gate.runbook.yaml")
        let answer = try home.muster("runbook", "test", code: 3)
        #expect(answer.output.contains("runbook 'gate' has errors, so there is nothing to test"))
        #expect(answer.hint?.hasPrefix("runbook lint ") == true)
    }

    @Test func `a test is written from a record, and passes`() throws {
        let home = try home()
        try home.muster("open", "Noise on the line", "--runbook", "gate")
        try home.muster("step", "done", "kind", "--answer", "real", "--why", "dana saw it")
        let written = try home.muster(
            "runbook", "test", "--from", "1", "-o", ".muster/runbooks/gate.test.yaml", "--yes")
        #expect(written.output.contains("it passes"))
        let text = String(decoding: home.read(".muster/runbooks/gate.test.yaml"), as: UTF8.self)
        #expect(!text.contains("dana"))
        try home.muster("runbook", "test", "gate")
        let again = try home.muster(
            "runbook", "test", "--from", "1", "-o", ".muster/runbooks/gate.test.yaml", code: 64)
        #expect(again.errors.contains("--yes"))
        let shown = try home.muster("runbook", "test", "--from", "1", "--keep-names")
        #expect(shown.output.contains("by: dana"))
        try home.muster("runbook", "test", "gate", "--from", "1", code: 64)
        try home.muster("runbook", "test", "--keep-names", code: 64)
    }
}
