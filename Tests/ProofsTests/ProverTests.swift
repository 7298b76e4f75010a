import Chronology
import Proofs
import Runbooks
import Testing

/// A runbook around a list of steps, read from text as people write it.
func runbook(
    _ steps: String, facts: String = "", properties: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Runbook {
    let indented = steps.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
    let text = """
        runbook: trial
        version: 1.0.0
        title: Trial
        roles:
          lead: Decides.
        facts:
          open: {type: bool, label: Open}
          hosts: {type: int, label: Hosts}
          kind:
            type: enum
            label: Kind
            of: {theft: Theft, malware: Malware, none: Nothing}
        \(facts)
        phases:
          respond:
            objective: Trial.
            steps:
        \(indented)
        \(properties)
        """
    let result = RunbookDecoder.decode(Array(text.utf8), fileName: "trial.runbook.yaml") { _ in nil
    }
    return try #require(
        result.runbook, "\(result.diagnostics.map { "\($0.place.line): \($0.message)" })",
        sourceLocation: sourceLocation)
}

extension Verdict {
    var holds: Bool { if case .holds = self { true } else { false } }

    var witness: Witness? { if case .broken(let witness) = self { witness } else { nil } }
}

@Suite struct ProverTests {
    private func prove(_ question: Question, _ runbook: Runbook, limit: Int = 50_000) -> Verdict {
        Prover(runbook, limit: limit).prove(question).verdict
    }

    // MARK: - before

    @Test(arguments: [
        ("- {id: a, do: A.}\n- {id: b, do: B.}", true),
        ("- {id: b, do: B.}\n- {id: a, do: A.}", false),
        // Lanes side by side have no order.
        ("- parallel:\n    - - {id: a, do: A.}\n    - - {id: b, do: B.}", false),
        // A step that is left out with a reason, or by its guard, is over.
        ("- {id: a, do: A., when: 'false'}\n- {id: b, do: B.}", true),
        // On another way it is not.
        (
            "- {id: f, ask: Open?, fields: [open]}\n"
                + "- choose:\n    - {when: facts.open, then: [{id: a, do: A.}]}\n"
                + "    - otherwise: [{id: c, do: C.}]\n- {id: b, do: B.}", false
        ),
        (
            "- {id: f, ask: Open?, fields: [open]}\n"
                + "- choose:\n    - {when: facts.open, then: [{id: a, do: A.}, {id: b, do: B.}]}\n"
                + "    - otherwise: [{id: c, do: C.}]", true
        ),
        // A join that needs only one lane passes without the other, also where that is awaited and given up.
        (
            "- parallel:\n    - - {id: a, do: A.}\n    - - {id: c, do: C.}\n  join: 1\n"
                + "  rest: cancel\n- {id: b, do: B.}", false
        ),
        (
            "- parallel:\n    - - {id: a, do: A.}\n    - - {id: c, do: C.}\n  join: 1\n"
                + "  rest: await\n- {id: b, do: B.}", false
        ),
    ])
    func `one step before another`(steps: String, isTrue: Bool) throws {
        let runbook = try runbook(steps)
        let verdict = prove(.before("a", "b"), runbook)
        #expect(verdict.holds == isTrue, "\(verdict)")
        if !isTrue { #expect(verdict.witness != nil) }
    }

    @Test func `the run that breaks a claim is a shortest one, in commands that can be typed`()
        throws
    {
        let runbook = try runbook(
            """
            - {id: first, do: First.}
            - parallel:
                - - {id: a, do: A.}
                - - {id: noise, do: Noise.}
                  - {id: more, do: More.}
                - - {id: f, ask: How many?, fields: [hosts, open]}
                  - {id: b, do: B., when: facts.hosts > 2 && facts.kind != 'none'}
            - {id: pick, decide: Which?, as: kind, options: {theft: Theft, malware: M, none: N}}
            """)
        let witness = try #require(prove(.before("a", "b"), runbook).witness)
        #expect(
            witness.commands == [
                "open 'proof' -s 3 --runbook trial --drill", "step done first",
                "step done f --set hosts=3 --set open=yes",
            ])
        #expect(witness.outcome == "b is reached while a is open")
    }

    @Test func `a guard that hides the later step keeps the claim true`() throws {
        let runbook = try runbook(
            """
            - {id: f, ask: How many?, fields: [hosts]}
            - {id: a, do: A., when: facts.hosts > 2}
            - {id: b, do: B., when: facts.hosts > 10}
            """)
        #expect(prove(.before("a", "b"), runbook).holds)
        let proof = Prover(runbook).prove(.before("a", "b"))
        #expect(proof.remarks.count == 2)
        #expect(
            proof.remarks.first == "a is left out where its guard does not hold: facts.hosts > 2")
    }

    // MARK: - never

    @Test func `two steps of different ways are never both done`() throws {
        let steps = """
            - id: pick
              decide: Which?
              as: kind
              options: {theft: Theft, malware: M, none: N}
              skippable: never
            - {id: a, do: A., when: facts.kind == 'theft'}
            - {id: b, do: B., when: facts.kind == 'malware'}
            - {id: c, do: C., when: facts.kind != 'none'}
            """
        let runbook = try runbook(steps)
        #expect(prove(.neverTogether(["a", "b"]), runbook).holds)
        let witness = try #require(prove(.neverTogether(["a", "c"]), runbook).witness)
        #expect(witness.commands.contains("step done pick --answer theft --why 'the reason'"))
        #expect(witness.commands.last == "step done c")
    }

    @Test func `a condition that must never hold`() throws {
        let runbook = try runbook(
            """
            - {id: f, ask: Open?, fields: [open]}
            - {id: close, do: Close., when: facts.open}
            - {id: leave, do: Leave.}
            """,
            properties: """
                properties:
                  - never: steps.leave.state == 'active' && facts.open && steps.close.state == 'pending'
                  - never: steps.leave.state == 'done' && facts.open && steps.close.state != 'done'
                """)
        let verdicts = Question.all(of: runbook).filter { $0.kind == "never" }
            .map { prove($0, runbook) }
        #expect(verdicts[0].holds)
        // Leaving it out with a reason is possible, and then it has not been closed.
        let witness = try #require(verdicts[1].witness)
        #expect(
            witness.commands == [
                "open 'proof' -s 3 --runbook trial --drill", "step done f --set open=yes",
                "step skip close --why 'the reason'", "step done leave",
            ])
    }

    @Test func `a witness does the steps that it could as well leave out`() throws {
        let runbook = try runbook(
            """
            - {id: close, do: Close.}
            - parallel:
                - - {id: more, do: More., when: steps.close.state == 'done'}
                - - {id: leave, do: Leave.}
            """)
        let never = Guard(source: "steps.close.state != 'pending' && steps.leave.state == 'done'")
        let witness = try #require(prove(.never(never), runbook).witness)
        #expect(witness.commands.dropFirst() == ["step done close", "step done leave"])
    }

    @Test func `the severity can decide`() throws {
        let runbook = try runbook(
            "- {id: a, do: A., when: incident.severity == 'SEV1'}\n- {id: b, do: B.}")
        let never = Guard(
            source:
                "incident.severity == 'SEV1' && steps.a.state == 'skipped' && steps.b.state == 'done'"
        )
        let witness = try #require(prove(.never(never), runbook).witness)
        #expect(witness.commands.first == "open 'proof' -s 1 --runbook trial --drill")
    }

    // MARK: - reachable

    @Test(arguments: [
        ("a", true), ("b", true), ("c", false), ("d", true), ("e", false),
    ])
    func `steps behind guards that never hold are found`(step: String, isReached: Bool) throws {
        let runbook = try runbook(
            """
            - {id: f, ask: How many?, fields: [hosts, open]}
            - {id: a, do: A., when: facts.hosts > 2 && facts.hosts < 4}
            - {id: b, do: B., when: facts.hosts >= 7 || facts.open}
            - {id: c, do: C., when: facts.hosts > 4 && facts.hosts < 5}
            - {id: pick, decide: Which?, options: {left: L, right: R}}
            - {id: d, do: D., when: steps.pick.answer == 'right'}
            - {id: e, do: E., when: steps.pick.answer == 'up'}
            """)
        #expect(prove(.reachable(step), runbook).holds == isReached)
    }

    // MARK: - steps of called runbooks

    @Test func `what a call gives is read by the steps that it calls`() throws {
        let part = """
            runbook: part
            version: 1.0.0
            title: Part
            called_only: true
            facts:
              loud: {type: bool, label: Loud}
            phases:
              respond:
                objective: Part.
                steps:
                  - {id: ring, do: Ring., when: facts.loud}

            """
        let whole = """
            runbook: whole
            version: 1.0.0
            title: Whole
            phases:
              respond:
                objective: Whole.
                steps:
                  - {id: pick, decide: Which?, options: {yes: 'Yes', no: 'No'}, skippable: never}
                  - {id: call, runbook: part, with: {loud: "steps.pick.answer == 'yes'"}}
            properties:
              - before: [pick, call/ring]
              - never: steps['call/ring'].state == 'done' && steps.pick.answer == 'no'
              - never: steps['call/ring'].state == 'done'

            """
        let result = RunbookDecoder.decode(
            Array(whole.utf8), fileName: "whole.runbook.yaml", library: { _ in Array(part.utf8) })
        let runbook = try #require(result.runbook, "\(result.diagnostics)")
        #expect(!result.linted().hasErrors, "\(result.linted())")
        let verdicts = Question.all(of: runbook).suffix(3).map { prove($0, runbook) }
        #expect(verdicts.map(\.holds) == [true, true, false])
        let witness = try #require(verdicts[2].witness)
        #expect(witness.commands.contains { $0.hasPrefix("step done pick --answer yes") })
        #expect(prove(.reachable("call/ring"), runbook).holds)
    }

    // MARK: - unavoidable

    @Test(arguments: [
        ("- {id: m, do: M., skippable: never}", true),
        ("- {id: m, do: M., skippable: with-approval}", true),
        ("- {id: m, do: M., skippable: never, when: 'false'}", true),
        (
            "- parallel:\n    - - {id: m, do: M., skippable: never}\n    - - {id: c, do: C.}\n"
                + "  join: 1\n  rest: cancel", false
        ),
        ("- {id: m, do: M., skippable: never, on_failure: continue}", false),
        ("- {id: m, do: M., skippable: never, deadline: PT1H, on_timeout: skip}", false),
        ("- {id: m, do: M., skippable: never, deadline: PT1H, on_timeout: escalate}", true),
        (
            "- repeat:\n    - {id: m, do: M., skippable: never}\n  while: facts.open\n  at_most: 3",
            true
        ),
    ])
    func `a mandatory step cannot be got round`(steps: String, isTrue: Bool) throws {
        let verdict = prove(.unavoidable("m"), try runbook(steps))
        #expect(verdict.holds == isTrue, "\(verdict)")
    }

    @Test func `a block cannot be skipped to get round the approval that a step in it needs`()
        throws
    {
        let runbook = try runbook(
            """
            - parallel:
                - - {id: m, do: M., skippable: with-approval}
                - - {id: c, do: C.}
            - {id: d, do: D.}
            """)
        #expect(prove(.unavoidable("m"), runbook).holds)
    }

    // MARK: - finish, time, limits

    @Test func `every run can be finished`() throws {
        let runbook = try runbook(
            """
            - {id: f, ask: Open?, fields: [open]}
            - repeat:
                - {id: a, do: A., on_failure: continue}
              while: facts.open
              at_most: 3
            - parallel:
                - - {id: x, do: X., on_failure: [{id: help, do: Help.}]}
                - - {id: y, do: Y., on_failure: abort}
              join: 1
              rest: cancel
            """)
        #expect(prove(.canFinish, runbook).holds)
    }

    @Test(arguments: [("PT1H", true), ("PT59M", false)])
    func `the longest way through the time-boxes`(limit: String, isTrue: Bool) throws {
        let runbook = try runbook(
            """
            - {id: a, do: A., timebox: PT10M}
            - parallel:
                - - {id: b, do: B., timebox: PT5M}
                  - {id: c, do: C., timebox: PT25M}
                - - {id: d, do: D., timebox: PT20M}
            - choose:
                - {when: facts.open, then: [{id: e, do: E., timebox: PT15M}]}
                - otherwise: [{id: g, do: G., timebox: "none, because it is quick"}]
            - {id: tell, do: Tell., timebox: PT5M}
            - {id: later, do: Later., timebox: PT5H}
            """, properties: "properties:\n  - within: [tell, \(limit)]")
        let question = try #require(Question.all(of: runbook).last)
        let proof = Prover(runbook).prove(question)
        #expect(proof.verdict.holds == isTrue)
        #expect(proof.remarks.last == "without a time-box, and not counted: g")
        if !isTrue {
            #expect(proof.verdict.witness?.commands.first == "# a takes up to 10 min")
        }
    }

    @Test func `where there are too many states it says so and claims nothing`() throws {
        let lanes = (1...6).map { "    - - {id: a\($0), do: A.}\n      - {id: b\($0), do: B.}" }
        let runbook = try runbook(
            "- parallel:\n" + lanes.joined(separator: "\n") + "\n  join: 5\n  rest: cancel")
        let verdict = prove(.neverTogether(["a1", "b1", "zz"].dropLast()), runbook, limit: 10)
        guard case .undecided(let states) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(states == 10)
    }

    // MARK: - failures

    @Test func `a step of a way that was not taken is not got round`() throws {
        let runbook = try runbook(
            """
            - {id: a, decide: A?, options: {x: X, y: Y}, skippable: never}
            - choose:
                - when: steps.a.answer == 'x'
                  then:
                    - {id: x, do: X.}
                    - {id: x2, do: X2., on_failure: [{id: h, do: H., on_failure: continue}]}
                - otherwise:
                    - {id: y, do: Y., skippable: never}
            """)
        #expect(prove(.unavoidable("y"), runbook).holds)
    }

    @Test func `a step with a failure handler is asked about, too`() throws {
        let runbook = try runbook(
            """
            - id: bank
              do: Call the bank.
              skippable: never
              on_failure: [{id: mail, do: Write to the bank.}]
            """)
        let questions = Question.all(of: runbook)
        #expect(questions.contains(.reachable("bank")) && questions.contains(.unavoidable("bank")))
    }

    @Test func `a run that is bound to fail can still come to its end`() throws {
        let runbook = try runbook(
            """
            - parallel:
                - - {id: x, do: X., on_failure: [{id: y, do: Y.}]}
                - repeat:
                    - {id: go, decide: Go on?, options: {again: Again, stop: Stop}}
                  while: steps.go.answer == 'again'
                  at_most: 3
            """)
        #expect(prove(.canFinish, runbook).holds)
    }
}
