import Runbooks
import Testing

@Suite struct CallTests {
    private func runbook(_ id: String, calling other: String?, extra: String = "") -> String {
        let step =
            other.map { "{id: go, runbook: \($0)}" }
            ?? "{id: stop, approve: All right?, from: lead, not_by: [first]}"
        return """
            runbook: \(id)
            version: 1.0.0
            title: \(id)
            roles: {lead: Decides.}
            \(extra)
            phases:
              detect:
                objective: See.
                steps:
                  - {id: first, do: Look., role: lead, when: steps.first.state == 'done'}
                  - {id: say, notify: hello, role: lead}
                  - \(step)
            messages:
              hello: {text: Hello.}

            """
    }

    @Test func `a called runbook is inlined with the call's id in front`() throws {
        let library = [
            "other": runbook("other", calling: nil, extra: "facts: {n: {type: int, label: N}}")
        ]
        let result = Samples.decode(runbook("sample", calling: "other"), library: library)
        #expect(result.diagnostics == [])
        let runbook = try #require(result.runbook)
        #expect(
            runbook.root.subtree.map(\.id) == [
                "sample", "detect", "first", "say", "go", "go/other", "go/detect", "go/first",
                "go/say", "go/stop",
            ])
        let steps = runbook.root.subtree
        #expect(
            steps[9].action
                == .approve(subject: "All right?", quorum: 1, role: "lead", notBy: ["go/first"]))
        #expect(steps[8].action == .notify(message: "go/hello", audience: nil))
        #expect(steps[7].when?.source == "steps.first.state == 'done'")
        #expect(runbook.messages.map(\.name) == ["hello", "go/hello"])
        #expect(runbook.facts.map(\.name) == ["n"])
    }

    @Test func `calls nest`() throws {
        let library = [
            "b": runbook("b", calling: "c"), "c": runbook("c", calling: nil),
        ]
        let result = Samples.decode(runbook("sample", calling: "b"), library: library)
        let ids = try #require(result.runbook).root.subtree.map(\.id)
        #expect(ids.contains("go/go/stop"))
    }

    @Test func `a circle is refused and named`() {
        let library = [
            "b": runbook("b", calling: "c"), "c": runbook("c", calling: "sample"),
        ]
        let result = Samples.decode(runbook("sample", calling: "b"), library: library)
        #expect(result.diagnostics.map(\.code) == [.recursion])
        #expect(
            result.diagnostics.first?.message
                == "a runbook cannot call itself: sample → b → c → sample")
    }

    @Test func `a runbook that is not there is told`() {
        let result = Samples.decode(runbook("sample", calling: "nowhere"))
        #expect(result.diagnostics.map(\.short) == ["R036 12:27"])
    }

    @Test func `the first error of a called runbook is told at the call`() {
        let library = [
            "other": runbook("other", calling: nil).replacing("do: Look.", with: "doo: x")
        ]
        let result = Samples.decode(runbook("sample", calling: "other"), library: library)
        #expect(result.diagnostics.map(\.code) == [.brokenCall])
        #expect(result.diagnostics.first?.message.contains("line 10: 'doo' is no verb") == true)
    }

    @Test func `a fact with two types is refused`() {
        let library = [
            "other": runbook("other", calling: nil, extra: "facts: {n: {type: int, label: N}}")
        ]
        let text = runbook("sample", calling: "other", extra: "facts: {n: {type: bool, label: N}}")
        #expect(Samples.decode(text, library: library).diagnostics.map(\.code) == [.factConflict])
    }

    @Test func `calls that multiply hit the limit of steps`() {
        var library: [String: String] = ["c12": runbook("c12", calling: nil)]
        for level in 0..<12 {
            let calls = (1...4).map { "      - {id: go-\($0), runbook: c\(level + 1)}\n" }.joined()
            library["c\(level)"] =
                runbook("c\(level)", calling: nil).replacing("messages:", with: calls + "messages:")
        }
        let result = Samples.decode(runbook("sample", calling: "c0"), library: library)
        #expect(result.diagnostics.count == 1)
        let message = result.diagnostics.first?.message ?? ""
        #expect(message.contains("more than 2000 steps"))
    }
}
