import Chronology
import Engine
import Runbooks
import Testing

struct FailureTests {
    @Test func `failed work blocks and asks, and each answer leads somewhere else`() throws {
        let root = sequence("root", [work("a"), work("b")])
        let table: [(RunCommand, String)] = [
            (.retry("a"), "root active, a active"),
            (.giveUp("a", reason: "no way"), "root failed, a failed"),
            (.skip("a", reason: "no need", approvedBy: nil), "root active, a skipped, b active"),
            (
                .override("a", Outcome(answer: "42"), reason: "seen"),
                "root active, a done, b active"
            ),
        ]
        for (command, picture) in table {
            var session = try Session(root)
            try session.send(.fail("a", reason: "no access"))
            #expect(session.picture == "root active, a active")
            #expect(session.run.blocked == ["a"])
            #expect(session.run.reason(of: "a") == "no access")
            #expect(session.rejection(of: .complete("a", Outcome())) == .blocked)
            #expect(session.rejection(of: .fail("a", reason: "again")) == .blocked)
            try session.send(command)
            #expect(session.picture == picture, "\(command)")
            #expect(session.run.blocked.isEmpty)
        }
    }

    @Test func `an override keeps its result and its reason`() throws {
        var session = try Session(sequence("root", [work("a"), work("b")]))
        #expect(
            session.rejection(of: .override("a", Outcome(), reason: "seen")) == .notBlocked)
        try session.send(.fail("a", reason: "no access"))
        #expect(session.rejection(of: .override("a", Outcome(), reason: " ")) == .reasonMissing)
        try session.send(.override("a", Outcome(answer: "42", by: "ada"), reason: "seen it"))
        #expect(
            session.run.outcome(of: "a") == Outcome(answer: "42", note: "seen it", by: "ada"))
        #expect(
            session.log.contains(
                .done(
                    step: "a", cause: .overridden,
                    outcome: Outcome(answer: "42", note: "seen it", by: "ada"))))
    }

    @Test func `an automation is tried again until its retries are used up`() throws {
        var session = try Session(sequence("root", [work("a", retries: 2)]))
        try session.send(.start("a", by: "robot"))
        #expect(
            try session.send(.fail("a", reason: "1"))
                == [.retried(step: "a", used: 1, reason: "1")])
        #expect(session.run.starter(of: "a") == nil)
        try session.send(.fail("a", reason: "2"))
        #expect(session.run.retriesUsed(of: "a") == 2)
        #expect(session.run.blocked.isEmpty)
        #expect(try session.send(.fail("a", reason: "3")) == [.blocked(step: "a", reason: "3")])
        try session.send(.retry("a"))
        #expect(session.run.retriesUsed(of: "a") == 0)
        try session.send(.fail("a", reason: "4"))
        #expect(session.run.blocked.isEmpty)
    }

    @Test func `a step that proceeds counts as done`() throws {
        var session = try Session(
            sequence("root", [work("a", onFailure: .proceed), work("b")]))
        try session.send(.fail("a", reason: "no"))
        #expect(session.picture == "root active, a done, b active")
        #expect(session.log.contains(.done(step: "a", cause: .proceeded, outcome: nil)))
    }

    @Test func `a handler takes over from any kind of step`() throws {
        let handled: [(Step, StepID)] = [
            (work("x", onFailure: .handler(work("h"))), "x"),
            (sequence("x", [work("y")], onFailure: .handler(work("h"))), "y"),
            (
                parallel(
                    "x", [work("y"), work("z")], join: .count(2), onFailure: .handler(work("h"))),
                "y"
            ),
            (choose("x", [work("y")], onFailure: .handler(work("h"))), "y"),
            (loop("x", work("y"), atMost: 2, onFailure: .handler(work("h"))), "y"),
        ]
        for (step, failing) in handled {
            var session = try Session(sequence("root", [step, work("next")]))
            try session.send(.fail(failing, reason: "no"))
            if failing != "x" { try session.send(.giveUp(failing, reason: "no")) }
            #expect(session.run.frontier == ["h"])
            #expect(session.run.isHandling("x"))
            #expect(session.rejection(of: .complete("x", Outcome())) == .notALeaf)
            var failed = session
            try session.complete("h")
            #expect(session.run.state(of: "x") == .done)
            #expect(session.log.contains(.done(step: "x", cause: .recovered, outcome: nil)))
            #expect(session.run.frontier == ["next"])
            try failed.send(.fail("h", reason: "also"))
            try failed.send(.giveUp("h", reason: "also"))
            #expect(failed.run.state(of: "x") == .failed)
            #expect(failed.run.outcome == .failed)
        }
    }

    @Test func `a block with a failed step fails, unless it proceeds`() throws {
        for (policy, picture) in [
            (FailurePolicy.block, "root failed, s failed, a failed"),
            (.proceed, "root active, s done, a failed, b active"),
        ] {
            var session = try Session(
                sequence("root", [sequence("s", [work("a")], onFailure: policy), work("b")]))
            try session.send(.fail("a", reason: "no"))
            try session.send(.giveUp("a", reason: "no"))
            #expect(session.picture == picture)
        }
    }

    @Test func `a step that aborts ends the run at once, the deepest first`() throws {
        let root = sequence(
            "root",
            [
                parallel(
                    "p",
                    [
                        sequence("s", [work("a", onFailure: .abort), work("b")]),
                        sequence("t", [work("c")]), work("d"),
                    ], onFailure: .proceed),
                work("e"),
            ])
        var session = try Session(root)
        let events = try session.send(.fail("a", reason: "no"))
        let ended: [String] = events.compactMap {
            switch $0 {
            case .failed(let step, _): "failed \(step)"
            case .cancelled(let step, .abort): "cancelled \(step)"
            default: nil
            }
        }
        #expect(
            ended == [
                "failed a", "cancelled c", "cancelled t", "cancelled d", "failed s", "failed p",
                "failed root",
            ])
        #expect(session.run.outcome == .failed)
        try session.send(.reopen("a", reason: "we can after all"))
        #expect(session.run.frontier == ["a", "c", "d"])
    }

    @Test func `aborting cancels all that is open and fails the root`() throws {
        var session = try Session(
            sequence("root", [parallel("p", [work("a"), work("b")]), work("c")]))
        #expect(session.rejection(of: .abort(reason: "")) == .reasonMissing)
        let events = try session.send(.abort(reason: "false alarm"))
        #expect(
            events == [
                .cancelled(step: "a", cause: .abort), .cancelled(step: "b", cause: .abort),
                .cancelled(step: "p", cause: .abort),
                .failed(step: "root", reason: "false alarm"),
            ])
        #expect(session.rejection(of: .abort(reason: "again")) == .runOver)
        #expect(session.rejection(of: .poll) == .runOver)
        #expect(session.rejection(of: .signal("x")) == .runOver)
        #expect(session.rejection(of: .complete("a", Outcome())) == .runOver)
    }
}
