import Engine
import Runbooks
import Testing

/// Going back, taking back and adding steps.
struct ChangeTests {
    @Test func `going back supersedes the step and all that follows it`() throws {
        var session = try Session(
            sequence(
                "root",
                [sequence("s", [work("a"), work("b")]), sequence("t", [work("c"), work("d")])]))
        try session.complete("a")
        try session.send(.start("b", by: "ada"))
        try session.complete("b", "c")
        #expect(session.rejection(of: .reopen("d", reason: "again")) == .notOver)
        #expect(session.rejection(of: .reopen("a", reason: "")) == .reasonMissing)
        let events = try session.send(.reopen("b", reason: "new facts"))
        #expect(
            events == [
                .reopened(step: "b", reason: "new facts"),
                .superseded(step: "b", cause: .reopen),
                .reactivated(step: "s"),
                .cancelled(step: "d", cause: .reopen), .cancelled(step: "t", cause: .reopen),
                .superseded(step: "t", cause: .reopen), .superseded(step: "c", cause: .reopen),
                .superseded(step: "d", cause: .reopen),
                .activated(step: "b"), .held(step: "b"),
            ])
        #expect(session.picture == "root active, s active, a done, b active")
        #expect(session.run.epoch(of: "b") == 1)
        #expect(session.run.starter(of: "b") == nil)
        #expect(session.run.epoch(of: "a") == 0)
        #expect(session.run.isHeld("b"))
        try session.complete("b")
        #expect(!session.run.isHeld("b"))
        #expect(session.run.frontier == ["c"])
    }

    @Test func `a reopened lane holds a join that is met already`() throws {
        var session = try Session(
            parallel("root", [work("a"), work("b"), work("c")], join: .count(1)))
        try session.complete("a")
        #expect(session.picture == "root done, a done, b cancelled, c cancelled")
        try session.send(.reopen("b", reason: "we want it after all"))
        #expect(session.picture == "root active, a done, b active, c cancelled")
        try session.complete("b")
        #expect(session.run.outcome == .done)
    }

    @Test func `one cannot go back into a skipped block or an arm that was not taken`() throws {
        var session = try Session(
            sequence("root", [sequence("s", [work("a"), work("b")]), work("z")]))
        try session.complete("a")
        try session.send(.skip("s", reason: "no need", approvedBy: nil))
        #expect(session.rejection(of: .reopen("a", reason: "again")) == .outOfReach)
        try session.send(.reopen("s", reason: "again"))
        #expect(session.run.frontier == ["a"])
    }

    @Test func `a guard is asked again when one goes back`() throws {
        var isNeeded = true
        let root = sequence("root", [work("a", when: "g"), work("b")])
        var session = try Session(root) { _, _, _ in GuardResult(value: isNeeded) }
        try session.complete("a")
        isNeeded = false
        try session.send(.reopen("a", reason: "again"))
        #expect(session.picture == "root active, a skipped, b active")
    }

    @Test func `undo is asked for in reverse order when a step is superseded`() throws {
        var session = try Session(
            sequence(
                "root",
                [
                    work("a", undo: "A back"), work("b", undo: "B back"), work("c"),
                    work("d", undo: "D back"), work("e"),
                ]))
        try session.complete("a", "b", "c", "d")
        let events = try session.send(.reopen("b", reason: "wrong host"))
        #expect(
            events.filter { if case .undoRequested = $0 { true } else { false } }
                == [.undoRequested(step: "d"), .undoRequested(step: "b")])
        #expect(session.run.pendingUndo == ["d", "b"])
        #expect(session.rejection(of: .completeUndo("a")) == .noUndoRequested)
        try session.send(.completeUndo("d"))
        #expect(session.run.pendingUndo == ["b"])
        #expect(session.rejection(of: .completeUndo("d")) == .noUndoRequested)
    }

    @Test func `undo tasks outlive the run that was aborted`() throws {
        var session = try Session(
            sequence(
                "root",
                [
                    loop("l", work("a", undo: "A back"), atMost: 2), work("b", undo: "B back"),
                    work("c", undo: "C back"),
                ]), ["l.again": true])
        try session.complete("a", "a", "b")
        try session.send(.abort(reason: "false alarm"))
        #expect(session.run.pendingUndo == ["b", "a"])
        #expect(session.run.isOver)
        try session.send(.completeUndo("b"))
        try session.send(.completeUndo("a"))
        #expect(session.run.pendingUndo.isEmpty)
    }

    @Test func `the undo of a step is asked for once, however often it was done`() throws {
        var session = try Session(
            sequence(
                "root", [loop("l", work("a", undo: "A back"), atMost: 2), work("b")]),
            ["l.again": true])
        try session.complete("a", "a")
        let events = try session.send(.reopen("l", reason: "wrong"))
        #expect(events.count { $0 == .undoRequested(step: "a") } == 1)
        try session.complete("a", "a")
        try session.send(.reopen("l", reason: "wrong again"))
        #expect(session.run.pendingUndo == ["a"])
    }

    @Test func `a block that is open again has nothing to take back`() throws {
        var block = sequence("s", [work("a")])
        block.undo = "S back"
        var session = try Session(sequence("root", [block, work("b")]))
        try session.complete("a")
        var other = session
        try other.send(.abort(reason: "enough"))
        #expect(other.run.pendingUndo == ["s"])
        try session.send(.reopen("a", reason: "again"))
        try session.send(.abort(reason: "enough"))
        #expect(session.run.pendingUndo.isEmpty)
    }

    @Test func `going back takes the answers away that follow`() throws {
        var session = try Session(sequence("root", [work("a"), work("b"), work("c")]))
        try session.send(.complete("a", Outcome(answer: "1")))
        try session.send(.complete("b", Outcome(answer: "2")))
        try session.send(.reopen("a", reason: "again"))
        #expect(session.run.answer(of: "a") == nil)
        #expect(session.run.answer(of: "b") == nil)
    }

    @Test func `a cancelled block is entered only as a whole`() throws {
        var session = try Session(
            sequence(
                "root", [parallel("p", [sequence("s", [work("a"), work("b")])]), work("c")]))
        try session.complete("a")
        try session.send(.abort(reason: "enough"))
        #expect(session.rejection(of: .reopen("a", reason: "again")) == .outOfReach)
        try session.send(.reopen("p", reason: "again"))
        #expect(session.picture == "root active, p active, s active, a active")
    }

    @Test func `an iteration asks for no undo and keeps the last answer`() throws {
        var session = try Session(
            sequence(
                "root",
                [loop("l", sequence("s", [work("a"), work("b", undo: "B back")]), atMost: 3)]),
            ["l.again": true])
        try session.send(.complete("a", Outcome(answer: "first")))
        #expect(session.run.iteration(of: "l") == 1)
        try session.send(.complete("b", Outcome(answer: "second")))
        #expect(session.run.iteration(of: "l") == 2)
        #expect(session.run.answer(of: "a") == nil)
        #expect(session.run.answer(of: "b") == "second")
        #expect(session.run.pendingUndo.isEmpty)
    }

    @Test func `an added task becomes part of the run`() throws {
        var session = try Session(
            sequence("root", [sequence("s", [work("a"), work("b")]), work("c")]))
        try session.complete("a")
        let late = AddedStep(id: "late", task: "Ask the provider", role: "legal")
        try session.send(.add(late, into: "s", after: nil))
        try session.send(.add(AddedStep(id: "next", task: "Look"), into: "s", after: "b"))
        #expect(session.run.step("s")?.children.map(\.id) == ["a", "b", "next", "late"])
        #expect(session.run.root.subtree.map(\.id) == ["root", "s", "a", "b", "next", "late", "c"])
        #expect(session.run.states.map(\.step) == session.run.root.subtree.map(\.id))
        #expect(session.run.step("late")?.notes.role == "legal")
        #expect(session.run.path(to: "late") == ["root", "s", "late"])
        try session.complete("b", "next", "late")
        #expect(session.run.frontier == ["c"])
    }

    @Test func `a task is added only where the run has not been`() throws {
        var session = try Session(
            sequence(
                "root",
                [
                    sequence("s", [work("a")]), sequence("t", [work("b"), work("c"), work("d")]),
                    parallel("p", [work("e")]),
                    choose("o", [sequence("left", [work("f")]), sequence("right", [work("g")])]),
                ]))
        try session.complete("a", "b")
        let table: [(String, StepID, StepID?, Rejection.Code?)] = [
            ("new", "t", nil, nil), ("new", "t", "c", nil), ("new", "t", "d", nil),
            ("new", "t", "b", .positionPassed), ("new", "t", "e", .unknownStep),
            ("new", "s", nil, .blockClosed), ("new", "p", nil, .notASequence),
            ("new", "c", nil, .notASequence), ("new", "x", nil, .unknownStep),
            ("b", "t", nil, .idTaken), ("New step", "t", nil, .idInvalid),
            ("", "t", nil, .idInvalid), ("1st", "t", nil, .idInvalid),
            ("a--b", "t", nil, .idInvalid), ("a-", "t", nil, .idInvalid),
            ("new", "root", "t", nil), ("new", "root", "s", .positionPassed),
        ]
        for (id, block, sibling, expected) in table {
            let command = RunCommand.add(
                AddedStep(id: id, task: "T"), into: block, after: sibling)
            #expect(session.rejection(of: command) == expected, "\(id) \(block)")
        }
        var handled = try Session(
            sequence("root", [work("a")], onFailure: .handler(work("h"))))
        try handled.send(.fail("a", reason: "no"))
        try handled.send(.giveUp("a", reason: "no"))
        let late = RunCommand.add(AddedStep(id: "new", task: "T"), into: "root", after: nil)
        #expect(handled.rejection(of: late) == .blockClosed)
        try session.complete("c", "d", "e")
        #expect(session.run.frontier == ["g"])
        let closed = RunCommand.add(AddedStep(id: "new", task: "T"), into: "left", after: nil)
        #expect(session.rejection(of: closed) == .blockClosed)
    }
}
