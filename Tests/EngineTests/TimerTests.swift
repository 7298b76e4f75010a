import Chronology
import Engine
import Runbooks
import Testing

struct TimerTests {
    let start = Timestamp(seconds: 1_000_000)

    @Test func `a deadline is armed with the step and fires only when it is due`() throws {
        var session = try Session(
            sequence("root", [work("a", deadline: .seconds(60)), work("b")]))
        let due = start.advanced(by: .seconds(60))
        #expect(
            session.run.armedTimers == [ArmedTimer(step: "a", kind: .deadline, due: due)])
        #expect(session.rejection(of: .fire("a")) == .timerNotDue)
        #expect(session.rejection(of: .fire("b")) == .notActive)
        #expect(session.rejection(of: .fire("root")) == .timerNotArmed)
        session.pass(.seconds(59))
        #expect(session.rejection(of: .fire("a")) == .timerNotDue)
        #expect(session.run.dueTimers(at: session.now).isEmpty)
        session.pass(.seconds(1))
        #expect(session.run.dueTimers(at: session.now).map(\.step) == ["a"])
        #expect(
            try session.send(.fire("a")) == [
                .timerFired(step: "a", kind: .deadline),
                .blocked(step: "a", reason: "deadline passed"),
            ])
        #expect(session.run.armedTimers.isEmpty)
        try session.send(.retry("a"))
        #expect(session.run.armedTimers.map(\.due) == [session.now.advanced(by: .seconds(60))])
        try session.complete("a")
        #expect(session.run.armedTimers.isEmpty)
    }

    @Test func `a passed deadline does what the step says`() throws {
        let table: [(TimeoutPolicy, FailurePolicy, String)] = [
            (.fail, .block, "root active, a active"),
            (.fail, .proceed, "root active, a done, b active"),
            (.fail, .handler(work("h")), "root active, a active, h active"),
            (.fail, .abort, "root failed, a failed"),
            (.skip, .block, "root active, a skipped, b active"),
            (.escalate, .block, "root active, a active"),
        ]
        for (timeout, failure, picture) in table {
            var session = try Session(
                sequence(
                    "root",
                    [
                        work(
                            "a", onFailure: failure, retries: 3, deadline: .seconds(60),
                            onTimeout: timeout, skippable: .never), work("b"),
                    ]))
            session.pass(.seconds(61))
            try session.send(.fire("a"))
            #expect(session.picture == picture)
            #expect(session.run.isBlocked("a") == (timeout == .fail && failure == .block))
            #expect(session.run.armedTimers.isEmpty)
        }
    }

    @Test func `the deadline of a block withdraws what is open below it`() throws {
        let table: [(TimeoutPolicy, String)] = [
            (.fail, "root failed, s failed, p cancelled, a cancelled, b cancelled"),
            (.skip, "root active, s skipped, p cancelled, a cancelled, b cancelled, c active"),
            (.escalate, "root active, s active, p active, a active, b active"),
        ]
        for (timeout, picture) in table {
            let block = sequence(
                "s", [parallel("p", [work("a"), work("b")])], deadline: .seconds(60),
                onTimeout: timeout)
            var session = try Session(sequence("root", [block, work("c")]))
            session.pass(.seconds(60))
            try session.send(.fire("s"))
            #expect(session.picture == picture)
        }
    }

    @Test func `a wait for a duration or a time ends when its timer fires`() throws {
        let moment = Timestamp(seconds: 1_000_090)
        for condition in [WaitCondition.duration(.seconds(90)), .time(moment)] {
            var session = try Session(sequence("root", [wait("w", condition), work("b")]))
            #expect(
                session.run.armedTimers == [ArmedTimer(step: "w", kind: .wait, due: moment)])
            session.pass(.seconds(90))
            try session.send(.fire("w"))
            #expect(session.picture == "root active, w done, b active")
            #expect(session.log.contains(.done(step: "w", cause: .timer, outcome: nil)))
            #expect(session.rejection(of: .fire("w")) == .notActive)
        }
    }

    @Test func `a person may end a wait early, but not let it fail`() throws {
        var session = try Session(
            sequence("root", [wait("w", .duration(.seconds(90))), work("b")]))
        #expect(session.rejection(of: .fail("w", reason: "no")) == .notWork)
        #expect(session.rejection(of: .start("w", by: "ada")) == .notWork)
        try session.complete("w")
        #expect(session.picture == "root active, w done, b active")
        #expect(session.run.armedTimers.isEmpty)
    }

    @Test func `the earliest timer of a step fires first`() throws {
        var session = try Session(
            sequence(
                "root",
                [
                    wait("w", .duration(.seconds(90)), deadline: .seconds(30), onTimeout: .escalate)
                ]))
        #expect(session.run.armedTimers.map(\.kind) == [.deadline, .wait])
        session.pass(.seconds(200))
        #expect(try session.send(.fire("w")) == [.timerFired(step: "w", kind: .deadline)])
        try session.send(.fire("w"))
        #expect(session.run.outcome == .done)
    }

    @Test func `a wait that is over before its deadline is done`() throws {
        var session = try Session(
            sequence("root", [wait("w", .duration(.seconds(30)), deadline: .seconds(90))]))
        session.pass(.seconds(200))
        try session.send(.fire("w"))
        #expect(session.run.outcome == .done)
    }

    @Test func `a blocked wait does not end by its condition`() throws {
        var holds = false
        var session = try Session(
            sequence(
                "root", [wait("w", .until(Guard(source: "x")), deadline: .seconds(30))])
        ) { _, _, _ in GuardResult(value: holds) }
        session.pass(.seconds(30))
        try session.send(.fire("w"))
        holds = true
        #expect(try session.send(.poll).isEmpty)
        #expect(session.run.blocked == ["w"])
        try session.send(.retry("w"))
        #expect(session.run.outcome == .done)
    }

    @Test func `a blocked step's timers rest until a person has decided`() throws {
        var session = try Session(sequence("root", [work("a", deadline: .seconds(60))]))
        try session.send(.fail("a", reason: "no"))
        session.pass(.seconds(60))
        #expect(session.rejection(of: .fire("a")) == .blocked)
        #expect(session.run.dueTimers(at: session.now).isEmpty)
        try session.send(.retry("a"))
        #expect(session.run.armedTimers.count == 1)
        #expect(session.run.dueTimers(at: session.now).map(\.step) == ["a"])
    }

    @Test func `a handler's step has no wait timer left over`() throws {
        var session = try Session(
            sequence(
                "root",
                [
                    wait(
                        "w", .duration(.seconds(90)), deadline: .seconds(30),
                        onFailure: .handler(work("h")))
                ]))
        session.pass(.seconds(30))
        try session.send(.fire("w"))
        #expect(session.run.frontier == ["h"])
        #expect(session.run.armedTimers.isEmpty)
    }

    @Test func `a reopened block has its deadline again`() throws {
        let block = sequence("s", [work("a")], deadline: .seconds(60))
        var session = try Session(sequence("root", [block, work("b")]))
        try session.complete("a")
        #expect(session.run.armedTimers.isEmpty)
        session.pass(.seconds(10))
        try session.send(.reopen("a", reason: "once more"))
        let due = start.advanced(by: .seconds(70))
        #expect(session.run.armedTimers == [ArmedTimer(step: "s", kind: .deadline, due: due)])
    }

    @Test func `a signal ends every wait for it and no other`() throws {
        var session = try Session(
            parallel(
                "root",
                [wait("v", .signal("go")), wait("w", .signal("go")), wait("x", .signal("stop"))]))
        #expect(session.rejection(of: .signal("gone")) == .signalNotAwaited)
        try session.send(.signal("go"))
        #expect(session.picture == "root active, v done, w done, x active")
        #expect(session.rejection(of: .signal("go")) == .signalNotAwaited)
    }

    @Test func `a wait for a condition ends as soon as the condition holds`() throws {
        let root = parallel(
            "root", [wait("w", .until(Guard(source: "a is done"))), work("a"), work("b")])
        var session = try Session(root) { reference, expression, run in
            #expect(reference == GuardReference(kind: .until, step: "w"))
            #expect(expression?.source == "a is done")
            return GuardResult(value: run.state(of: "a") == .done, cost: 7)
        }
        #expect(try session.send(.poll).isEmpty)
        try session.complete("b")
        #expect(session.picture == "root active, w active, a active, b done")
        let events = try session.send(.complete("a", Outcome()))
        #expect(session.run.outcome == .done)
        #expect(
            events.contains(
                .guardEvaluated(
                    reference: GuardReference(kind: .until, step: "w"),
                    result: GuardResult(value: true, cost: 7))))
    }

    @Test func `the same error of a condition is recorded once`() throws {
        var error: String? = "no such fact"
        let root = sequence("root", [wait("w", .until(Guard(source: "x"))), work("b")])
        var session = try Session(root)
        session.guards = { _, _, _ in GuardResult(value: true, error: error) }
        #expect(try session.send(.poll).count == 1)
        #expect(session.run.state(of: "w") == .active)
        #expect(try session.send(.poll).isEmpty)
        try session.send(.skip("w", reason: "no need", approvedBy: nil))
        let again = try session.send(.reopen("w", reason: "we wait after all"))
        let wait = GuardReference(kind: .until, step: "w")
        #expect(again.count { $0.isEvaluation(of: wait) } == 1)
        error = nil
        try session.send(.poll)
        #expect(session.run.state(of: "w") == .done)
    }
}

extension RunEvent {
    func isEvaluation(of guarded: GuardReference) -> Bool {
        if case .guardEvaluated(guarded, _) = self { true } else { false }
    }
}
