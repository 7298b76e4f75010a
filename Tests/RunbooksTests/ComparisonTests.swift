import Runbooks
import Testing

@Suite struct ComparisonTests {
    private func runbook(_ text: String, library: [String: String] = [:]) throws -> Runbook {
        let result = Samples.decode(text, library: library)
        return try #require(result.runbook, "\(result.diagnostics.map(\.message))")
    }

    /// The good runbook against itself with one text replaced.
    private func changed(_ old: String, _ new: String) throws -> RunbookComparison {
        try RunbookComparison(
            old: runbook(Samples.good), new: runbook(Samples.good(old, new)))
    }

    /// The steps that are not the same, as `id fate`.
    private func fates(_ comparison: RunbookComparison) -> [String] {
        comparison.steps.filter { $0.fate != .same }.map { "\($0.id) \($0.fate)" }
    }

    @Test func `a runbook is the same as itself`() throws {
        let comparison = try changed("", "")
        #expect(comparison.isSame)
        #expect(comparison.steps.count == 26)
        #expect(comparison.steps.allSatisfy { $0.newID == $0.id && $0.newBlock == $0.block })
        #expect(comparison.consequences.isEmpty)
    }

    @Test func `a new key and another value are changes with the old and the new value`() throws {
        let text = Samples.good("do: Look at it.", "do: Look at it closely.\n        retry: 2")
        let comparison = try RunbookComparison(old: runbook(Samples.good), new: runbook(text))
        #expect(fates(comparison) == ["look changed"])
        #expect(
            comparison.step("look")?.changes == [
                KeyChange("do", old: "Look at it.", new: "Look at it closely."),
                KeyChange("retry", old: nil, new: "2"),
            ])
    }

    @Test func `a step that is gone is dropped and a new one is added`() throws {
        let comparison = try changed(
            "- id: pause\n                wait: PT10M",
            "- id: other\n                wait: {signal: all-clear}")
        #expect(fates(comparison) == ["pause dropped"])
        #expect(comparison.added == ["other"])
        #expect(comparison.step("pause")?.newID == nil)
        #expect(comparison.counterpart(of: "pause") == nil)
        #expect(comparison.consequences.map(\.subject) == ["pause", "other"])
    }

    @Test func `the same text under another id is a guess at a renamed step`() throws {
        let comparison = try changed(
            "id: rebuild\n                  do: Rebuild it.",
            "id: build-anew\n                  do: Rebuild it.")
        #expect(fates(comparison) == ["rebuild renamed(to: \"build-anew\")"])
        #expect(comparison.added.isEmpty)
        #expect(comparison.counterpart(of: "rebuild") == nil)
        #expect(comparison.step("rebuild")?.newID == "build-anew")
        // What stands below a renamed step is found through it.
        #expect(comparison.counterpart(of: "rebuild.on-failure") == "build-anew.on-failure")
        #expect(comparison.consequences.map(\.weight) == [.loses])
    }

    @Test func `another verb under the same id is a change that blocks`() throws {
        let comparison = try changed("do: Write down why.", "run: write-down")
        #expect(fates(comparison) == ["nothing changed"])
        let step = try #require(comparison.step("nothing"))
        #expect(step.hasOtherVerb)
        #expect(step.changes.first == KeyChange("verb", old: "do", new: "run"))
        #expect(comparison.consequences.map(\.weight) == [.blocks])
    }

    // MARK: - Small plans

    /// A runbook of one phase with these steps, each a line of YAML.
    private func plan(_ steps: [String], more: String = "") throws -> Runbook {
        try runbook(
            """
            runbook: sample
            version: 1.0.0
            title: Sample
            \(more)
            phases:
              respond:
                objective: Stop it.
                steps:
            \(steps.map { "      " + $0 }.joined(separator: "\n"))

            """)
    }

    private func compare(_ old: [String], _ new: [String]) throws -> RunbookComparison {
        try RunbookComparison(old: plan(old), new: plan(new))
    }

    private static let cut = "{id: cut, do: Cut the network.}"
    private static let call = "{id: call, do: Telephone the bank.}"
    private static let wipe = "{id: wipe, do: Erase the disk.}"

    @Test func `a step that changed places with others is reordered, and only that one`() throws {
        let comparison = try compare(
            ["- " + Self.cut, "- " + Self.call, "- " + Self.wipe],
            ["- " + Self.wipe, "- " + Self.cut, "- " + Self.call])
        #expect(fates(comparison) == ["wipe reordered"])
        #expect(comparison.step("wipe")?.isReordered == true)
    }

    @Test func `a step under another block has moved`() throws {
        let comparison = try compare(
            ["- " + Self.cut, "- parallel: [\(Self.call), \(Self.wipe)]"],
            ["- parallel: [\(Self.cut), \(Self.call), \(Self.wipe)]"])
        #expect(fates(comparison) == ["cut moved(to: \"respond.1\")"])
        #expect(comparison.step("cut")?.block == "respond")
        #expect(comparison.consequences.map(\.weight) == [.blocks])
    }

    @Test func `a block without an id is known by what it holds, not by its number`() throws {
        let comparison = try compare(
            ["- parallel: [\(Self.call), \(Self.wipe)]"],
            ["- " + Self.cut, "- parallel: [\(Self.call), \(Self.wipe)]"])
        #expect(fates(comparison).isEmpty)
        #expect(comparison.counterpart(of: "respond.1") == "respond.2")
        #expect(comparison.added == ["cut"])
        #expect(!comparison.isSame)
    }

    @Test func `two blocks that changed places keep their steps`() throws {
        let first = "- parallel: [\(Self.call), \(Self.wipe)]"
        let second = "- parallel: [\(Self.cut), {id: lock, do: Lock the door.}]"
        let comparison = try compare([first, second], [second, first])
        #expect(comparison.counterpart(of: "respond.1") == "respond.2")
        #expect(comparison.counterpart(of: "respond.2") == "respond.1")
        #expect(comparison.steps.count { $0.isReordered } == 1)
    }

    @Test func `another guard of an arm is a change of that arm`() throws {
        func choice(_ guardText: String) -> [String] {
            ["- choose: [{when: \(guardText), then: [\(Self.cut)]}, {otherwise: [\(Self.call)]}]"]
        }
        let comparison = try compare(
            choice("incident.severity == 'SEV1'"), choice("incident.severity != 'SEV4'"))
        #expect(fates(comparison) == ["respond.1.1 changed"])
        #expect(
            comparison.step("respond.1.1")?.changes == [
                KeyChange(
                    "when", old: "incident.severity == 'SEV1'", new: "incident.severity != 'SEV4'")
            ])
        #expect(comparison.consequences.map(\.weight) == [.notes])
    }

    @Test func `a new arm before another does not shift what the arms hold`() throws {
        let old = ["- choose: [{when: 1 == 1, then: [\(Self.cut)]}, {otherwise: [\(Self.call)]}]"]
        let new = [
            "- choose: [{when: 1 == 2, then: [\(Self.wipe)]}, {when: 1 == 1, then: [\(Self.cut)]}, "
                + "{otherwise: [\(Self.call)]}]"
        ]
        let comparison = try compare(old, new)
        #expect(fates(comparison).isEmpty)
        #expect(comparison.added == ["respond.1.1", "wipe"])
        #expect(comparison.counterpart(of: "respond.1.1") == "respond.1.2")
    }

    @Test func `blocks without ids and with other steps inside are known by their place`() throws {
        let comparison = try compare(
            ["- repeat: [\(Self.cut)]\n        while: 1 == 1\n        at_most: 3"],
            ["- repeat: [\(Self.call)]\n        while: 1 == 1\n        at_most: 4"])
        #expect(fates(comparison) == ["respond.1 changed", "cut dropped"])
        #expect(comparison.added == ["call"])
    }

    @Test func `what stands outside the steps is compared by name`() throws {
        let old = try plan(
            ["- " + Self.cut],
            more:
                "roles: {lead: Leads., scribe: Writes.}\nfacts: {hosts: {type: int, label: How many}}"
        )
        let new = try plan(
            ["- " + Self.cut],
            more: """
                summary: More.
                roles: {lead: Decides., legal: Advises.}
                facts: {hosts: {type: list(host), label: How many}}
                """)
        let parts = RunbookComparison(old: old, new: new).parts
        #expect(
            parts == [
                PartChange(
                    kind: .document, name: "summary",
                    fate: .changed([KeyChange("summary", old: nil, new: "More.")])),
                PartChange(
                    kind: .role, name: "lead",
                    fate: .changed([KeyChange("duty", old: "Leads.", new: "Decides.")])),
                PartChange(kind: .role, name: "scribe", fate: .dropped),
                PartChange(kind: .role, name: "legal", fate: .added),
                PartChange(
                    kind: .fact, name: "hosts",
                    fate: .changed([KeyChange("type", old: "int", new: "list(host)")])),
            ])
    }

    @Test func `steps of a called runbook are compared under the call's name`() throws {
        func library(_ task: String) -> [String: String] {
            [
                "other": """
                runbook: other
                version: 1.0.0
                title: Other
                phases: {respond: {objective: Help., steps: [{id: inner, do: \(task)}]}}
                """
            ]
        }
        let caller = """
            runbook: sample
            version: 1.0.0
            title: Sample
            phases: {respond: {objective: Stop it., steps: [{id: go, runbook: other}]}}
            """
        let comparison = RunbookComparison(
            old: try runbook(caller, library: library("This.")),
            new: try runbook(caller, library: library("That.")))
        #expect(fates(comparison) == ["go/inner changed"])
    }

    @Test(arguments: 1...40)
    func `random changes are told so that nothing is lost`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func steps(_ count: Int) -> [String] {
            (0..<count).map { _ in
                let number = Int.random(in: 1...12, using: &random)
                return "{id: s\(number), do: Task \(Int.random(in: 1...99, using: &random)).}"
            }
        }
        func unique(_ steps: [String]) -> [String] {
            var seen: Set<Substring> = []
            return steps.filter { seen.insert($0.prefix(while: { $0 != "," })).inserted }
        }
        func shaped(_ steps: [String]) -> [String] {
            let cut = Int.random(in: 0..<steps.count, using: &random)
            let rest = steps[cut...].joined(separator: ", ")
            return steps[..<cut].map { "- " + $0 } + ["- parallel: [\(rest)]"]
        }
        let old = try plan(shaped(unique(steps(8))))
        let new = try plan(shaped(unique(steps(8))))
        let comparison = RunbookComparison(old: old, new: new)
        let ids = old.root.subtree.map(\.id)
        #expect(comparison.steps.map(\.id) == ids)
        let kept = comparison.steps.compactMap(\.newID)
        #expect(Set(kept).count == kept.count)
        #expect(Set(kept).union(comparison.added) == Set(new.root.subtree.map(\.id)))
        #expect(Set(kept).isDisjoint(with: comparison.added))
        let back = RunbookComparison(old: new, new: old)
        #expect(back.steps.count { $0.fate == .dropped } == comparison.added.count)
    }
}
