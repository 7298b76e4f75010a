import Chronology
import Engine
import Foundation
import Runbooks
import Testing

@Suite struct MigrationTests {
    /// Detect: look, note. Respond: two lanes, then a choice.
    private static let before = sequence(
        "root",
        [
            sequence("detect", [work("look"), work("note")]),
            sequence(
                "respond",
                [
                    parallel(
                        "respond.1",
                        [
                            sequence(
                                "respond.1.1", [work("cut", undo: "Join again"), work("check")]),
                            work("tell"),
                        ]),
                    choose(
                        "respond.2",
                        [
                            sequence("respond.2.1", [work("pay")]),
                            sequence("respond.2.2", [work("wait-and-see")]),
                        ]),
                ]),
        ])

    private func session(_ completed: StepID...) throws -> Session {
        var session = try Session(Self.before, ["respond.2.1": true])
        for step in completed { try session.send(.complete(step, Outcome(answer: nil, by: "li"))) }
        return session
    }

    private func migrated(
        _ session: Session, to root: Step, renamed: [StepID: StepID] = [:],
        keeping added: Set<StepID> = []
    ) throws -> (plan: MigrationPlan, run: Run) {
        let plan = session.run.migrationPlan(to: root, renamed: renamed, keeping: added)
        #expect(plan.obstacles == [])
        let bytes = try JSONEncoder().encode(plan.migration)
        let migration = try JSONDecoder().decode(Migration.self, from: bytes)
        #expect(migration == plan.migration)
        let context = RunContext(now: session.now, guards: session.guards)
        let events = try settle(session.run, migratedTo: root, by: plan, in: context)
        var run = session.run.migrated(to: root, by: migration)
        for event in events { run.apply(event) }
        #expect(invariantViolations(run) == [])
        return (plan, run)
    }

    @Test func `a new step before the frontier is left out, one behind it is still to come`() throws
    {
        var root = Self.before
        root.edit("detect") { $0.insert(work("photograph"), at: 1) }
        root.edit("respond.1.1") { $0.append(work("check-again")) }
        let (plan, run) = try migrated(try session("look", "note", "cut"), to: root)
        #expect(plan.skipped == ["photograph"])
        #expect(plan.ahead == ["check-again"])
        #expect(run.state(of: "photograph") == .skipped)
        #expect(run.frontier == ["check", "tell"])
        #expect(run.outcome(of: "cut")?.by == "li")
        #expect(run.state(of: "detect") == .done)
    }

    @Test func `a step that is over and gone is only in the record, an open one stands in the way`()
        throws
    {
        var root = Self.before
        root.edit("respond.1.1") { $0.removeAll { $0.id == "cut" } }
        let (plan, run) = try migrated(try session("look", "note", "cut"), to: root)
        #expect(plan.dropped.map(\.step) == ["cut"])
        #expect(run.frontier == ["check", "tell"])
        let early = try session("look", "note")
        let refused = early.run.migrationPlan(to: root)
        #expect(refused.obstacles.map(\.step) == ["cut"])
        #expect(refused.obstacles[0].message.contains("does not have it"))
    }

    @Test func `a renamed step keeps its state if it is said`() throws {
        var root = Self.before
        root.edit("respond.1.1") { $0[0].id = "isolate" }
        let early = try session("look", "note")
        #expect(early.run.migrationPlan(to: root).obstacles.map(\.step) == ["cut"])
        let (plan, run) = try migrated(early, to: root, renamed: ["cut": "isolate"])
        #expect(plan.migration.carried.first { $0.step == "isolate" }?.from == "cut")
        #expect(run.frontier == ["isolate", "tell"])
    }

    @Test func `another verb under the same id stands in the way of an open step`() throws {
        var root = Self.before
        root.edit("respond.1") { $0[1] = decision("tell", ["all", "some"]) }
        let plan = try session("look", "note").run.migrationPlan(to: root)
        #expect(plan.obstacles.map(\.step) == ["tell"])
        #expect(plan.obstacles.map(\.message).first?.contains("something else") == true)
    }

    @Test func `blocks without a name are told by what they hold`() throws {
        // A new unnamed block before the others moves all their generated names.
        var root = Self.before
        root.edit("respond") { steps in
            var lanes = steps[0]
            lanes.id = "respond.2"
            lanes.rename("respond.1.1", "respond.2.1")
            var choice = steps[1]
            choice.id = "respond.3"
            choice.rename("respond.2.1", "respond.3.1")
            choice.rename("respond.2.2", "respond.3.2")
            steps = [parallel("respond.1", [work("a"), work("b")]), lanes, choice]
        }
        let (plan, run) = try migrated(
            try session("look", "note", "cut", "check", "tell"), to: root)
        #expect(plan.skipped == ["respond.1"])
        #expect(run.frontier == ["pay"])
        #expect(run.chosenArm(of: "respond.3") == 0)
    }

    @Test func `the arm that was taken keeps its way when arms change places`() throws {
        var root = Self.before
        root.edit("respond") { steps in
            steps[1] = choose(
                "respond.2",
                [
                    sequence("respond.2.1", [work("negotiate")]),
                    sequence("respond.2.2", [work("pay")]),
                    sequence("respond.2.3", [work("wait-and-see")]),
                ])
        }
        let (_, run) = try migrated(
            try session("look", "note", "cut", "check", "tell"), to: root)
        #expect(run.chosenArm(of: "respond.2") == 1)
        #expect(run.frontier == ["pay"])
    }

    @Test func `steps that were put into a new block take it along as entered`() throws {
        var root = Self.before
        root.edit("detect") { steps in
            steps = [parallel("detect.1", [work("look"), work("note"), work("call")])]
        }
        let (plan, run) = try migrated(try session("look"), to: root)
        #expect(plan.migration.entered == [.init(step: "detect.1", state: .active)])
        #expect(run.frontier == ["note", "call"])
    }

    @Test func `a step that people added stays where it was`() throws {
        var session = try session("look")
        try session.send(
            .add(AddedStep(id: "fax", task: "Fax it", role: "lead"), into: "detect", after: "note"))
        var root = Self.before
        root.edit("detect") { $0.append(work("photograph")) }
        let (plan, run) = try migrated(session, to: root, keeping: ["fax"])
        #expect(plan.migration.placed == [.init(step: "fax", into: "detect", after: "note")])
        #expect(run.root.children[0].children.map(\.id) == ["look", "note", "fax", "photograph"])
        #expect(run.step("fax")?.notes.role == "lead")
    }

    @Test func `limits go on as they were armed, and new ones count from the migration`() throws {
        let old = sequence("root", [work("a", deadline: .seconds(600)), work("b")])
        var session = try Session(old)
        let begun = session.now
        session.pass(.seconds(100))
        let longer = sequence("root", [work("a", deadline: .seconds(900)), work("b")])
        #expect(
            try migrated(session, to: longer).run.armedTimers.map(\.due)
                == [begun.advanced(by: .seconds(600))])
        let none = sequence("root", [work("a"), work("b")])
        #expect(try migrated(session, to: none).run.armedTimers == [])
        var without = try Session(none)
        without.pass(.seconds(100))
        #expect(
            try migrated(without, to: old).run.armedTimers.map(\.due)
                == [begun.advanced(by: .seconds(700))])
    }

    @Test func `a wait for something else counts anew`() throws {
        let session = try Session(sequence("root", [wait("rest", .duration(.seconds(60)))]))
        let root = sequence("root", [wait("rest", .duration(.seconds(90)))])
        let (plan, run) = try migrated(session, to: root)
        #expect(plan.countedAnew == ["rest"])
        #expect(run.armedTimers.map(\.due) == [session.now.advanced(by: .seconds(90))])
    }

    @Test func `an open step that moved into a block that is over stands in the way`() throws {
        var root = Self.before
        root.edit("respond.1") { $0.removeAll { $0.id == "tell" } }
        root.edit("detect") { $0.append(work("tell")) }
        let plan = try session("look", "note").run.migrationPlan(to: root)
        #expect(plan.obstacles.map(\.step) == ["tell"])
        // Once it is over, its result moves along.
        let (later, run) = try migrated(try session("look", "note", "tell"), to: root)
        #expect(run.state(of: "tell") == .done)
        #expect(later.again == [])
    }

    @Test func `going back to the old version gives the old state`() throws {
        var root = Self.before
        root.edit("detect") { $0.insert(work("photograph"), at: 1) }
        root.edit("respond.1.1") { $0.append(work("check-again")) }
        let session = try session("look", "note", "cut")
        let (_, run) = try migrated(session, to: root)
        let back = run.migrationPlan(to: Self.before)
        #expect(back.obstacles == [])
        #expect(back.dropped.map(\.step) == ["photograph"])
        #expect(run.migrated(to: Self.before, by: back.migration) == session.run)
    }
}

extension Step {
    /// Changes the children of the block with this id.
    mutating func edit(_ block: StepID, _ change: (inout [Step]) -> Void) {
        if id == block {
            switch action {
            case .sequence(var steps):
                change(&steps)
                action = .sequence(steps)
            case .parallel(var lanes, let join, let rest):
                change(&lanes)
                action = .parallel(lanes, join: join, rest: rest)
            default: break
            }
            return
        }
        mapChildren { $0.edit(block, change) }
    }

    mutating func rename(_ old: StepID, _ new: StepID) {
        if id == old { id = new }
        mapChildren { $0.rename(old, new) }
    }

    /// Changes each direct child in its place.
    mutating func mapChildren(_ change: (inout Step) -> Void) {
        func changed(_ step: Step) -> Step {
            var copy = step
            change(&copy)
            return copy
        }
        switch action {
        case .sequence(let steps): action = .sequence(steps.map(changed))
        case .parallel(let lanes, let join, let rest):
            action = .parallel(lanes.map(changed), join: join, rest: rest)
        case .choose(let arms):
            action = .choose(
                arms.map { Arm(guardExpression: $0.guardExpression, body: changed($0.body)) })
        case .loop(let body, let again, let limit):
            action = .loop(body: changed(body), again: again, atMost: limit)
        case .call(let runbook, let arguments, let body):
            action = .call(runbook: runbook, with: arguments, body: changed(body))
        default: break
        }
        if case .handler(let handler) = onFailure { onFailure = .handler(changed(handler)) }
    }
}
