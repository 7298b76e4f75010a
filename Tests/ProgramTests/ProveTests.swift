import Foundation
import Testing

/// `muster runbook prove`, and its witnesses typed as they are shown.
@Suite struct ProveTests {
    private static let text = """
        runbook: gate
        version: 1.0.0
        title: Gate
        roles:
          lead: Decides.
        facts:
          hosts: {type: int, label: How many}
        phases:
          respond:
            objective: Stop it.
            steps:
              - {id: count, ask: How many?, fields: [hosts], role: lead, skippable: never}
              - parallel:
                  - - {id: image, do: Image the memory., role: lead}
                  - - {id: unplug, do: Switch it off., role: lead, when: facts.hosts > 3}
        properties:
          - before: [image, unplug]
          - before: [count, image]

        """

    private static let shipped: [String] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "runbooks")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".runbook.yaml") }.sorted()
            .map { String($0.dropLast(".runbook.yaml".count)) }
    }()

    @Test func `twelve runbooks and their parts are shipped`() { #expect(Self.shipped.count >= 17) }

    @Test(arguments: shipped)
    func `a shipped runbook keeps what it claims`(id: String) throws {
        let answer = try Home().muster("runbook", "prove", id, "--json")
        let proofs = answer.json["items"].items.flatMap { $0["proofs"].items }
        #expect(proofs.count > 3)
        #expect(proofs.allSatisfy { $0["verdict"].string == "holds" })
    }

    @Test func `a broken claim comes with commands that lead there`() throws {
        let home = try Home()
        try home.write(ProveTests.text, to: ".muster/runbooks/gate.runbook.yaml")
        let shown = try home.muster("runbook", "prove", "gate", code: 3)
        #expect(shown.output.contains("BROKEN     image is over before unplug is reached"))
        #expect(shown.output.contains("holds      count is over before image is reached"))
        let commands = shown.lines.map { $0.drop { $0 == " " } }
            .filter { $0.hasPrefix("muster ") }.map(String.init)
        #expect(
            commands == [
                "muster open 'proof' -s 3 --runbook gate --drill",
                "muster step done count --set hosts=4",
            ])
        for command in commands {
            let words = command.replacing("'", with: "").split(separator: " ").map(String.init)
            try home.muster(Array(words.dropFirst()), code: 0)
        }
        let states = try home.muster("step", "list", "--json").json["items"].items
        #expect(states.map { $0["state"].string } == ["done", "ready", "ready"])
    }

    @Test func `it is said which file was proven, and what is not listed`() throws {
        let home = try Home()
        try home.write(ProveTests.text, to: ".muster/runbooks/gate.runbook.yaml")
        let path = home.folder + "/.muster/runbooks/gate.runbook.yaml"
        let short = try home.muster("runbook", "prove", "gate", code: 3)
        #expect(short.lines.first == "gate 1.0.0   from \(path)")
        #expect(short.output.contains("holds      each of 3 steps can be reached"))
        #expect(short.output.contains("of them in one line, --all lists them"))
        let long = try home.muster("runbook", "prove", "gate", "--all", code: 3)
        #expect(long.output.contains("holds      image can be reached"))
        #expect(!long.output.contains("--all"))
        let bare = try Home(isBare: true)
        let starter = try bare.muster("runbook", "prove", "lessons")
        #expect(starter.lines.first?.hasSuffix("from built in") == true)
        #expect(starter.lastLine == "Next: muster runbook show lessons")
        #expect(try bare.muster("runbook", "lint", "lessons").output.contains("built in/lessons"))
    }

    @Test func `what was not decided is no proof`() throws {
        let home = try Home()
        let open = try home.muster("runbook", "prove", "ransomware", "--limit", "5", code: 3)
        #expect(open.output.contains("UNDECIDED"))
        #expect(open.hint == "runbook prove ransomware --limit 50")
        try home.muster("runbook", "prove", "--limit", "0", code: 64)
    }

    @Test(arguments: [
        ("- before: [image]", "names at least two steps"),
        ("- before: [image, unplugg]", "did you mean 'unplug'"),
        ("- never: facts.host > 3", "did you mean 'hosts'"),
        ("- within: [unplug, 24]", "is a duration such as"),
        ("- after: [image, unplug]", "has no key 'after'"),
    ])
    func `lint knows what a property may say`(property: String, message: String) throws {
        let home = try Home()
        let text = ProveTests.text.replacing("- before: [count, image]", with: property)
        try home.write(text, to: ".muster/runbooks/gate.runbook.yaml")
        let answer = try home.muster("runbook", "lint", "gate", code: 3)
        #expect(answer.everything.contains(message), "\(answer)")
    }
}
