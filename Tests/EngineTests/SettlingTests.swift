import Chronology
import Engine
import Runbooks
import Testing

struct SettlingTests {
    @Test func `an error of a guard shows the step and takes no other way`() throws {
        let root = sequence(
            "root",
            [
                work("a", when: "broken"), choose("c", [work("left"), work("right")]),
                loop("l", work("b"), atMost: 3),
            ])
        var session = try Session(root) { _, _, _ in
            GuardResult(value: true, cost: 3, error: "no such fact")
        }
        #expect(session.run.frontier == ["a"])
        #expect(
            session.log.contains(
                .guardEvaluated(
                    reference: GuardReference(kind: .when, step: "a"),
                    result: GuardResult(value: true, cost: 3, error: "no such fact"))))
        try session.complete("a")
        #expect(session.run.frontier == ["right"])
        #expect(
            session.log.contains(
                .guardEvaluated(
                    reference: GuardReference(kind: .arm(0), step: "c"),
                    result: GuardResult(value: false, cost: 3, error: "no such fact"))))
        try session.complete("right", "b")
        #expect(session.run.outcome == .done)
        #expect(session.run.iteration(of: "l") == 1)
    }

    @Test func `an error of a when shows the step even if the value says false`() throws {
        let session = try Session(sequence("root", [work("a", when: "broken")])) { _, _, _ in
            GuardResult(value: false, error: "no such fact")
        }
        #expect(session.run.frontier == ["a"])
    }

    @Test func `the first arm that holds is taken and later ones are not asked`() throws {
        let root = choose("root", [work("a"), work("b"), work("c"), work("d")])
        let session = try Session(root, ["b": true, "c": true])
        #expect(session.run.chosenArm(of: "root") == 1)
        #expect(session.run.frontier == ["b"])
        #expect(
            session.log.map(\.step) == ["root", "root", "root", "root", "b"])
    }

    @Test func `a guard sees the run as it is at that moment`() throws {
        let root = sequence("root", [decision("d", ["yes", "no"]), work("a", when: "asked")])
        var session = try Session(root) { reference, expression, run in
            #expect(reference == GuardReference(kind: .when, step: "a"))
            #expect(expression?.source == "asked")
            return GuardResult(value: run.answer(of: "d") == "yes")
        }
        try session.send(.complete("d", Outcome(answer: "yes")))
        #expect(session.run.frontier == ["a"])
    }

    @Test func `a loop goes round at most as often as it says`() throws {
        var session = try Session(
            sequence("root", [loop("l", work("a"), atMost: 3)]), ["l.again": true])
        try session.complete("a", "a")
        #expect(session.run.iteration(of: "l") == 3)
        try session.complete("a")
        #expect(session.run.outcome == .done)
        let evaluated = session.log.count {
            if case .guardEvaluated = $0 { true } else { false }
        }
        #expect(evaluated == 2)
    }

    @Test func `joins close by their number and their rest`() throws {
        let table: [(Join, Remainder, String)] = [
            (.count(1), .cancel, "root done, a done, b cancelled, c cancelled"),
            (.count(1), .await, "root active, a done, b active, c active"),
            (.count(2), .cancel, "root active, a done, b active, c active"),
            (.all, .cancel, "root active, a done, b active, c active"),
            (.count(9), .cancel, "root active, a done, b active, c active"),
        ]
        for (join, rest, picture) in table {
            var session = try Session(
                parallel("root", [work("a"), work("b"), work("c")], join: join, rest: rest))
            try session.complete("a")
            #expect(session.picture == picture, "\(join) \(rest)")
        }
    }

    @Test func `a called runbook is a sequence of one`() throws {
        let call = Step(
            id: "breach",
            action: .call(
                runbook: "data-breach", with: [], body: sequence("breach/root", [work("breach/a")]))
        )
        var session = try Session(sequence("root", [call]))
        #expect(session.run.frontier == ["breach/a"])
        #expect(session.run.path(to: "breach/a") == ["root", "breach", "breach/root", "breach/a"])
        try session.complete("breach/a")
        #expect(session.run.outcome == .done)
    }

    @Test func `empty blocks are done at once`() throws {
        let root = sequence(
            "root",
            [
                sequence("s", []), parallel("p", []),
                Step(id: "c", action: .choose([])), work("a"),
            ])
        let session = try Session(root)
        #expect(session.picture == "root active, s done, p done, c done, a active")
    }

    @Test func `a run that does not settle is refused instead of running away`() throws {
        var body = work("a", when: "never")
        for level in 0..<6 { body = loop("l\(level)", body, atMost: 50) }
        let again = Dictionary(uniqueKeysWithValues: (0..<6).map { ("l\($0).again", true) })
        do {
            _ = try Session(sequence("root", [body]), again)
            Issue.record("it settled")
        } catch {
            #expect(error.code == .runsAway)
        }
    }

    @Test func `an event about an unknown step changes nothing`() throws {
        let session = try Session(sequence("root", [work("a")]))
        var run = session.run
        run.apply(.failed(step: "b", reason: nil))
        run.apply(.stepAdded(step: AddedStep(id: "c", task: "C"), into: "b", after: nil))
        #expect(run == session.run)
        #expect(run.state(of: "b") == .pending)
        #expect(run.allowedCommands(for: "b").isEmpty)
    }
}
