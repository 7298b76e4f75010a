import Chronology
import Engine
import Foundation
import Runbooks
import Testing

/// Random runs under random new versions; the tag of a failing case repeats it.
@Suite struct MigrationPropertyTests {
    static let seeds = Array(UInt64(1)...16)
    static let runbooks = 40

    private func session(_ root: Step, seed: UInt64) throws -> Session {
        try Session(root) { _, expression, run in
            let turn = run.states.count { $0.state != .pending }
            return GuardResult(
                value: RandomSource.value(seed, expression?.source ?? "", turn) % 10 < 6)
        }
    }

    /// A run in which some things have happened.
    private func played(_ seed: UInt64, _ number: Int) throws -> (Session, RandomSource) {
        var maker = RandomRunbook(
            seed: seed &* 7_000_003 &+ UInt64(number), isRich: number.isMultiple(of: 2))
        var session = try session(maker.make(), seed: seed)
        var chaos = Chaos(random: maker.random)
        for _ in 0..<maker.random.below(30) {
            session.pass(.seconds(chaos.random.below(300)))
            _ = try? session.send(chaos.command(for: session.run))
        }
        return (session, chaos.random)
    }

    private func added(_ session: Session) -> Set<StepID> {
        Set(
            session.log.compactMap {
                if case .stepAdded(let step, _, _) = $0 { step.id } else { nil }
            })
    }

    @Test(arguments: seeds)
    func `the same version changes nothing`(seed: UInt64) throws {
        for number in 0..<Self.runbooks {
            let (session, _) = try played(seed, number)
            let plan = session.run.migrationPlan(to: session.root, keeping: added(session))
            let tag: Comment = "seed \(seed), runbook \(number)"
            #expect(plan.obstacles.isEmpty && plan.dropped.isEmpty && plan.again.isEmpty, tag)
            #expect(plan.skipped == [] && plan.migration.entered == [], tag)
            let run = session.run.migrated(to: session.root, by: plan.migration)
            #expect(run.states.map(\.state) == session.run.states.map(\.state), tag)
            #expect(run.states.map(\.step) == session.run.states.map(\.step), tag)
            #expect(run.armedTimers == session.run.armedTimers, tag)
            if added(session).isEmpty { #expect(run == session.run, tag) }
            let context = RunContext(now: session.now, guards: session.guards)
            let events = try settle(
                session.run, migratedTo: session.root, by: plan, in: context)
            #expect(events == [], tag)
        }
    }

    @Test(arguments: seeds)
    func `a migrated run keeps every invariant and can be finished`(seed: UInt64) throws {
        var done = 0
        for number in 0..<Self.runbooks {
            var (session, random) = try played(seed, number)
            var root = session.root
            var editor = Editor(random: random)
            for _ in 0...random.below(3) { editor.edit(&root) }
            let plan = session.run.migrationPlan(to: root, keeping: added(session))
            guard plan.isPossible else { continue }
            done += 1
            let tag: Comment = "seed \(seed), runbook \(number)"
            let context = RunContext(now: session.now, guards: session.guards)
            let events = try settle(session.run, migratedTo: root, by: plan, in: context)
            var run = session.run.migrated(to: root, by: plan.migration)
            for event in events { run.apply(event) }
            #expect(invariantViolations(run) == [], tag)
            session.run = run
            for _ in 0..<400 where !session.run.isOver {
                guard let step = session.run.frontier.first else { break }
                try session.finish(step)
            }
            #expect(session.run.isOver, tag)
            #expect(invariantViolations(session.run) == [], tag)
        }
        #expect(done > Self.runbooks / 3, "seed \(seed): \(done) migrations were possible")
    }
}

extension Session {
    /// Ends one open step in whatever way is possible.
    fileprivate mutating func finish(_ step: StepID) throws {
        pass(.seconds(10_000))
        if run.isBlocked(step) {
            try send(.giveUp(step, reason: "no way"))
        } else if case .approve = run.step(step)?.action {
            try send(.vote(step, by: "\(step)-\(run.votes(of: step).count)", approve: true))
        } else {
            try send(.complete(step, Outcome(answer: "yes", by: "ada")))
        }
    }
}

/// Edits a tree as an author would between two versions.
private struct Editor {
    var random: RandomSource
    private var count = 0

    init(random: RandomSource) { self.random = random }

    mutating func edit(_ root: inout Step) {
        let blocks = all(root).filter {
            switch $0.action {
            case .sequence, .parallel: true
            default: false
            }
        }.map(\.id)
        let block = random.element(of: blocks, or: root.id)
        let kind = random.below(6)
        let place = random.below(4)
        count += 1
        let fresh = work("new-\(count)")
        let wrapper = "new-\(count)"
        let asLanes = random.chance(50)
        root.edit(block) { steps in
            guard !steps.isEmpty else { return }
            let position = place % steps.count
            switch kind {
            case 0, 1: steps.insert(fresh, at: position)
            case 2: if steps.count > 1 { steps.remove(at: position) }
            case 3: steps.swapAt(position, steps.count - 1)
            case 4:
                let inner = Array(steps[position...])
                steps[position...] = [
                    asLanes ? parallel(wrapper, inner) : sequence(wrapper, inner)
                ]
            default: steps[position].when = Guard(source: "g1")
            }
        }
    }

    private func all(_ step: Step) -> [Step] { [step] + step.children.flatMap(all) }
}
