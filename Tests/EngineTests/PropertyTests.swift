import Chronology
import Engine
import Foundation
import Runbooks
import Testing

/// Random commands on random runbooks; the seed in the name of a failing case repeats it.
struct PropertyTests {
    static let seeds = Array(UInt64(1)...24)
    /// Runbooks a seed.
    static let runbooks = 25

    /// A session whose guards change their values every few events.
    private func session(_ root: Step, seed: UInt64, percent: UInt64 = 60) throws -> Session {
        try Session(root) { reference, expression, run in
            let turn = run.states.count { $0.state != .pending }
            let value = RandomSource.value(seed, expression?.source ?? "", turn) % 100
            let error = value == 99 ? "no such fact" : nil
            return GuardResult(value: value < percent, cost: 1, error: error)
        }
    }

    @Test(arguments: seeds, [false, true])
    func `random commands keep every invariant`(seed: UInt64, isRich: Bool) throws {
        for number in 0..<Self.runbooks {
            let tag = "seed \(seed), runbook \(number), rich \(isRich)"
            var maker = RandomRunbook(seed: seed &* 1_000_003 &+ UInt64(number), isRich: isRich)
            var session = try session(maker.make(), seed: seed)
            var violations = invariantViolations(session.run)
            var chaos = Chaos(random: maker.random)
            for _ in 0..<maker.random.below(60) where violations.isEmpty {
                session.pass(.seconds(chaos.random.below(600)))
                violations = try step(&session, chaos.command(for: session.run))
            }
            #expect(violations.isEmpty, "\(tag)")
            #expect(try replay(session) == session.run, "\(tag)")
            try finish(&session)
            #expect(session.run.isOver, "\(tag): no way to the end")
            #expect(invariantViolations(session.run).isEmpty, "\(tag)")
            #expect(try replay(session) == session.run, "\(tag)")
        }
    }

    /// Sends one command and says what is wrong afterwards.
    private func step(_ session: inout Session, _ command: RunCommand) throws -> [String] {
        let before = session.run
        let accepted: [RunEvent]
        do {
            accepted = try session.send(command)
        } catch {
            return session.run == before && !error.message.isEmpty ? [] : ["a rejection wrote"]
        }
        var violations = invariantViolations(session.run)
        if case .reopen(let step, _) = command {
            let isLeaf = session.run.step(step)?.children.isEmpty ?? false
            let isHeld = accepted.contains(.held(step: step))
            let hasEnded = accepted.contains {
                if case .done(step, .condition, _) = $0 { true } else { false }
            }
            if isHeld && isLeaf && !hasEnded && !session.run.frontier.contains(step) {
                violations.append("the reopened leaf \(step) is not open")
            }
            if !isHeld && session.run.state(of: step) != .skipped {
                violations.append("reopening \(step) had no effect")
            }
        }
        return violations.map { "\($0) after \(command)" }
    }

    /// Replays the log through its encoding.
    private func replay(_ session: Session) throws -> Run {
        let bytes = try JSONEncoder().encode(session.log)
        let events = try JSONDecoder().decode([RunEvent].self, from: bytes)
        var run = Run(root: session.root)
        for event in events { run.apply(event) }
        return run
    }

    /// Ends a run by answering every open step; never more than 5,000 commands.
    private func finish(_ session: inout Session) throws {
        for number in 0..<5_000 {
            guard let step = session.run.frontier.first else { return }
            if session.run.isBlocked(step) {
                try session.send(.retry(step))
            }
            switch session.run.step(step)?.action {
            case .approve:
                try session.send(.vote(step, by: "voter-\(number)", approve: true))
            case .decide: try session.send(.complete(step, Outcome(answer: "yes")))
            default: try session.send(.complete(step, Outcome()))
            }
        }
    }

    @Test(arguments: seeds)
    func `a run in which nobody fails anything ends done`(seed: UInt64) throws {
        for number in 0..<Self.runbooks {
            var maker = RandomRunbook(
                seed: seed &* 7_919 &+ UInt64(number), isRich: number % 2 == 0)
            var session = try session(maker.make(), seed: seed)
            try finish(&session)
            #expect(session.run.outcome == .done, "seed \(seed), runbook \(number)")
        }
    }

    @Test(arguments: seeds)
    func `the same commands give the same events`(seed: UInt64) throws {
        func log() throws -> [RunEvent] {
            var maker = RandomRunbook(seed: seed, isRich: true)
            var session = try session(maker.make(), seed: seed)
            var chaos = Chaos(random: maker.random)
            for _ in 0..<40 {
                session.pass(.seconds(90))
                do { try session.send(chaos.command(for: session.run)) } catch {}
            }
            return session.log
        }
        let first = try log()
        #expect(!first.isEmpty)
        #expect(try log() == first, "seed \(seed)")
    }

    @Test(arguments: seeds)
    func `what a step allows is what decide accepts`(seed: UInt64) throws {
        var maker = RandomRunbook(seed: seed &* 31, isRich: true)
        var session = try session(maker.make(), seed: seed)
        var chaos = Chaos(random: maker.random)
        for number in 0..<60 {
            var later = session
            later.pass(.seconds(100_000))
            for (step, _) in session.run.states {
                let allowed = session.run.allowedCommands(for: step)
                for kind in CommandKind.allCases {
                    let command = goodCommand(kind, step, on: session.run, number: number)
                    let isAccepted = later.rejection(of: command) == nil
                    #expect(
                        isAccepted == allowed.contains(kind),
                        "seed \(seed): \(command) with \(session.picture)")
                }
            }
            session.pass(.seconds(chaos.random.below(600)))
            do { try session.send(chaos.command(for: session.run)) } catch {}
        }
    }

    /// A command of this kind whose arguments nobody can object to.
    private func goodCommand(
        _ kind: CommandKind, _ step: StepID, on run: Run, number: Int
    ) -> RunCommand {
        let outcome = Outcome(answer: "yes")
        return switch kind {
        case .complete: .complete(step, outcome)
        case .start: .start(step, by: "starter-\(number)")
        case .vote: .vote(step, by: "fresh-\(number)", approve: true)
        case .fail: .fail(step, reason: "no")
        case .retry: .retry(step)
        case .override: .override(step, outcome, reason: "seen")
        case .giveUp: .giveUp(step, reason: "no")
        case .skip: .skip(step, reason: "no need", approvedBy: "lead")
        case .reopen: .reopen(step, reason: "again")
        case .add: .add(AddedStep(id: "fresh-\(number)", task: "T"), into: step, after: nil)
        case .fire: .fire(step)
        case .completeUndo: .completeUndo(step)
        }
    }
}
