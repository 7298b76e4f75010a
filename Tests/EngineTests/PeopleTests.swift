import Chronology
import Engine
import Runbooks
import Testing

/// What people may do to a run, and what is refused.
struct PeopleTests {
    @Test func `the skip policy says who may skip`() throws {
        let table: [(SkipPolicy, String?, String?, Rejection.Code?)] = [
            (.yes, nil, nil, nil),
            (.withReason, "no need", nil, nil),
            (.withReason, nil, "lead", .reasonMissing),
            (.withReason, " ", nil, .reasonMissing),
            (.withApproval, "no need", nil, .approvalMissing),
            (.withApproval, "no need", " ", .approvalMissing),
            (.withApproval, nil, "lead", nil),
            (.never, "no need", "lead", .notSkippable),
        ]
        for (policy, reason, approver, expected) in table {
            let session = try Session(
                sequence("root", [work("a", skippable: policy), work("b")]))
            let command = RunCommand.skip("a", reason: reason, approvedBy: approver)
            #expect(session.rejection(of: command) == expected, "\(policy)")
        }
    }

    @Test func `a block cannot be skipped over a step that must not be`() throws {
        let root = sequence(
            "root",
            [
                sequence("s", [work("a"), sequence("t", [work("law", skippable: .never)])]),
                choose("c", [work("left", skippable: .never), work("right")]), work("z"),
            ])
        var session = try Session(root)
        let skip = RunCommand.skip("s", reason: "no need", approvedBy: nil)
        #expect(session.rejection(of: skip) == .notSkippable)
        try session.complete("a", "law")
        #expect(session.run.frontier == ["right"])
        try session.send(.skip("c", reason: "no need", approvedBy: nil))
        #expect(session.run.frontier == ["z"])
    }

    @Test func `a block may be skipped once what must not be skipped is over`() throws {
        var session = try Session(
            sequence("root", [parallel("p", [work("law", skippable: .never), work("a")])]))
        let skip = RunCommand.skip("p", reason: "no need", approvedBy: nil)
        #expect(session.rejection(of: skip) == .notSkippable)
        try session.complete("law")
        try session.send(skip)
        #expect(session.run.state(of: "p") == .skipped)
    }

    @Test func `skipping a block cancels what is open in it`() throws {
        var session = try Session(
            sequence("root", [parallel("p", [sequence("s", [work("a")]), work("b")]), work("c")]))
        let events = try session.send(.skip("p", reason: "no need", approvedBy: "lead"))
        #expect(
            events.prefix(4) == [
                .cancelled(step: "a", cause: .skip), .cancelled(step: "s", cause: .skip),
                .cancelled(step: "b", cause: .skip),
                .skipped(step: "p", cause: .person, reason: "no need", approvedBy: "lead"),
            ])
        #expect(session.run.reason(of: "p") == "no need")
    }

    @Test func `a decision takes one of its options`() throws {
        var session = try Session(sequence("root", [decision("d", ["yes", "no"])]))
        #expect(session.rejection(of: .complete("d", Outcome())) == .answerMissing)
        #expect(session.rejection(of: .complete("d", Outcome(answer: "maybe"))) == .answerUnknown)
        try session.send(.fail("d", reason: "cannot decide"))
        let wrong = RunCommand.override("d", Outcome(answer: "maybe"), reason: "tired")
        #expect(session.rejection(of: wrong) == .answerUnknown)
        try session.send(.retry("d"))
        try session.send(.complete("d", Outcome(answer: "no", note: "because", by: "ada")))
        #expect(session.run.answer(of: "d") == "no")
        #expect(session.run.outcome(of: "d")?.by == "ada")
    }

    @Test func `an approval ends with its quorum`() throws {
        var session = try Session(
            sequence(
                "root",
                [sequence("plan", [work("a")]), approval("ok", quorum: 2, notBy: ["plan"])]))
        try session.complete("a", by: "ada")
        #expect(session.rejection(of: .complete("ok", Outcome())) == .needsVotes)
        #expect(session.rejection(of: .vote("ok", by: "ada", approve: true)) == .voterExcluded)
        try session.send(.vote("ok", by: "bob", approve: true))
        #expect(session.run.state(of: "ok") == .active)
        #expect(session.rejection(of: .vote("ok", by: "bob", approve: true)) == .alreadyVoted)
        #expect(session.run.votes(of: "ok") == [Vote(by: "bob", approve: true)])
        try session.send(.vote("ok", by: "eve", approve: true))
        #expect(session.run.answer(of: "ok") == "approved")
        #expect(session.run.outcome == .done)
    }

    @Test func `one rejection fails an approval through its policy`() throws {
        for (policy, picture) in [
            (FailurePolicy.block, "root active, ok active"),
            (.proceed, "root active, ok done, b active"),
            (.handler(work("h")), "root active, ok active, h active"),
        ] {
            var session = try Session(
                sequence("root", [approval("ok", quorum: 2, onFailure: policy), work("b")]))
            try session.send(.vote("ok", by: "ada", approve: true))
            try session.send(.vote("ok", by: "bob", approve: false))
            #expect(session.picture == picture)
            if case .block = policy {
                #expect(session.run.reason(of: "ok") == "rejected by bob")
                try session.send(.retry("ok"))
                #expect(session.run.votes(of: "ok").isEmpty)
                try session.send(.vote("ok", by: "bob", approve: true))
            }
        }
    }

    @Test func `votes are for approvals only`() throws {
        let session = try Session(sequence("root", [work("a")]))
        #expect(session.rejection(of: .vote("a", by: "ada", approve: true)) == .notAnApproval)
    }

    @Test func `a start is recorded and changes nothing else`() throws {
        var session = try Session(sequence("root", [work("a")]))
        let before = session.run.states.map(\.state)
        #expect(try session.send(.start("a", by: "ada")) == [.started(step: "a", by: "ada")])
        #expect(session.run.states.map(\.state) == before)
        #expect(session.run.starter(of: "a") == "ada")
        #expect(session.rejection(of: .start("a", by: "ada")) == .alreadyStarted)
        try session.send(.start("a", by: "bob"))
        #expect(session.run.starter(of: "a") == "bob")
    }

    @Test func `a rejection names the value and what is possible instead`() throws {
        var session = try Session(sequence("root", [work("a"), work("b")]))
        func message(_ command: RunCommand) -> String {
            do {
                _ = try decide(
                    command, on: session.run,
                    in: RunContext(now: session.now, guards: session.guards))
                return ""
            } catch {
                let possible = error.possible.map(\.rawValue).joined(separator: ", ")
                return error.message + (possible.isEmpty ? "" : " | " + possible)
            }
        }
        #expect(
            message(.complete("c", Outcome())) == "the runbook has no step 'c'; open steps: a")
        #expect(
            message(.complete("root", Outcome()))
                == "step 'root' only holds other steps | skip, add")
        try session.send(.fail("a", reason: "no access"))
        #expect(
            message(.complete("a", Outcome()))
                == "step 'a' is blocked (no access) | retry, override, give-up, skip")
        try session.send(.override("a", Outcome(), reason: "seen"))
        #expect(message(.retry("a")) == "step 'a' is not blocked, it is done | reopen")
    }

    @Test func `a run begins once and takes no command before`() throws {
        let run = Run(root: sequence("root", [work("a")]))
        let context = RunContext(now: Timestamp(seconds: 0)) { _, _, _ in
            GuardResult(value: true)
        }
        #expect(throws: Rejection.self) { try decide(.poll, on: run, in: context) }
        #expect(run.allowedCommands(for: "a").isEmpty)
        var begun = run
        for event in try begin(run, in: context) { begun.apply(event) }
        #expect(begun.frontier == ["a"])
        #expect(throws: Rejection.self) { try begin(begun, in: context) }
    }
}
