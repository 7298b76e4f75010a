import Chronology
import Engine
import Incidents
import OrderedCollections
import Runbooks
import Testing

@Suite struct StepTests {
    var scene: Scene

    init() throws { scene = try Scene.begun() }

    private mutating func judge(_ count: Int64, _ answer: String) throws {
        try scene.step("look")
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(count))] }
        try scene.step("judge") {
            $0.answer = answer
            $0.reason = "seen"
        }
    }

    private func state(_ step: StepID) -> StepState? { scene.incident.run?.state(of: step) }

    @Test mutating func `steps are reached by id and by number`() throws {
        #expect(scene.incident.leaves.map(\.id).prefix(3) == ["look", "fill-in", "judge"])
        try scene.step("1")
        #expect(state("look") == .done)
        #expect(scene.incident.milestones[.detected]?.number == scene.incident.version)
        for name in ["0", "99", "lok", "", "-1"] {
            #expect(scene.stepRefusal(name)?.code == .invalid, "\(name)")
        }
        #expect(
            scene.stepRefusal("lok")?.details == ["did you mean 'look'?", "open now: 2 fill-in"])
        #expect(scene.stepRefusal("look")?.code == .notAllowed)
        let early = scene.stepRefusal("judge") {
            $0.answer = "theft"
            $0.reason = "x"
        }
        #expect(early?.code == .notAllowed)
    }

    @Test mutating func `an ask wants its facts`() throws {
        try scene.step("look")
        #expect(scene.stepRefusal("fill-in")?.code == .invalid)
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(3))] }
        #expect(scene.incident.facts["count"] == .int(3))
    }

    @Test mutating func `a decision wants a key and a reason and sets its fact`() throws {
        try scene.step("look")
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(3))] }
        #expect(scene.stepRefusal("judge") { $0.answer = "malware" }?.code == .invalid)
        #expect(
            scene.stepRefusal("judge") {
                $0.answer = "alien"
                $0.reason = "x"
            }?.code == .invalid)
        #expect(scene.stepRefusal("judge") { $0.reason = "x" }?.code == .invalid)
        try scene.step("judge") {
            $0.answer = "theft"
            $0.reason = "x"
        }
        #expect(scene.incident.facts["kind"] == .string("theft"))
    }

    @Test(arguments: [
        (Int64(3), "malware", Severity.sev1, ["cut", "clean", "call"]),
        (2, "malware", .sev2, ["clean"]), (3, "theft", .sev2, ["cut"]),
        (0, "theft", .sev1, ["call"]), (0, "theft", .sev4, []),
    ])
    mutating func `guards read facts, answers and the severity`(
        count: Int64, answer: String, severity: Severity, taken: [String]
    ) throws {
        try scene.assess(.incident, severity)
        try judge(count, answer)
        for step in taken {
            #expect(state(step) == .active, "\(step)")
            try scene.step(step)
        }
        for step in ["cut", "clean", "call", "peek"] {
            #expect(state(step) == (taken.contains(step) ? .done : .skipped), "\(step)")
        }
        #expect(scene.replayed == scene.incident)
    }

    @Test mutating func `a guard cannot see a secret`() throws {
        try scene.step("look") { $0.facts = [FactEntry(name: "word", value: .string("hunter2"))] }
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(0))] }
        try scene.step("judge") {
            $0.answer = "theft"
            $0.reason = "x"
        }
        #expect(scene.incident.facts["word"] == .string("(secret, not kept)"))
        #expect(!"\(scene.record)".contains("hunter2"), "the record holds the secret")
        #expect(state("peek") == .skipped)
        let message = scene.incident.filled(message: "card")
        #expect(message == "INC-2026-0001 SEV3 0 [facts.word: not recorded] dana")
    }

    @Test func `a guard that fails is shown to people`() throws {
        let text = Trial.text.replacing("facts.count > 2", with: "facts.share > 1.0 / facts.share")
        var scene = try Scene.begun(text)
        try scene.step("look")
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(3))] }
        try scene.step("judge") {
            $0.answer = "theft"
            $0.reason = "x"
        }
        #expect(scene.incident.run?.state(of: "cut") == .active)
        let errors = scene.record.flatMap { $0.event.runEvents }.compactMap { event in
            if case .guardEvaluated(let reference, let result) = event, reference.step == "cut" {
                result.error
            } else {
                nil
            }
        }
        #expect(errors.count == 1)
        #expect(errors.first?.isEmpty == false)
        try scene.step("cut", .skip) { $0.reason = "not needed" }
        #expect(scene.incident.run?.state(of: "cut") == .skipped)
    }

    @Test mutating func `a step that somebody has begun is theirs until one goes over it`() throws {
        try scene.step("look", .start)
        scene.actor = "max"
        for verb in [StepVerb.done, .start, .skip, .block] {
            let rejection = scene.stepRefusal("look", verb) { $0.reason = "x" }
            #expect(rejection?.code == .contested, "\(verb)")
        }
        try scene.step("look") { $0.isOverriding = true }
        #expect(state("look") == .done)
    }

    @Test mutating func `an approval wants the role`() throws {
        try scene.step("look")
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(0))] }
        try scene.step("judge") {
            $0.answer = "theft"
            $0.reason = "x"
        }
        #expect(state("allow") == .active)
        scene.actor = "max"
        #expect(scene.stepRefusal("allow")?.code == .notAllowed)
        #expect(scene.stepRefusal("allow", .vote)?.code == .notAllowed)
        scene.actor = "dana"
        try scene.step("allow")
        #expect(state("allow") == .done)
    }

    @Test mutating func `a step is blocked, tried again and done all the same`() throws {
        #expect(scene.stepRefusal("look", .block)?.code == .invalid)
        try scene.step("look", .block) { $0.reason = "no access" }
        #expect(scene.incident.run?.blocked == ["look"])
        #expect(scene.stepRefusal("look")?.code == .invalid)
        try scene.step("look", .retry)
        #expect(scene.incident.run?.blocked == [])
        try scene.step("look", .block) { $0.reason = "no access" }
        try scene.step("look") { $0.reason = "seen on the other screen" }
        #expect(state("look") == .done)
    }

    @Test mutating func `a refused step says what is possible in the words of the commands`() throws
    {
        try scene.step("look", .block) { $0.reason = "no access" }
        let details = scene.stepRefusal("look") { $0.reason = nil }?.details ?? []
        #expect(details.isEmpty)
        #expect(
            scene.stepRefusal("look", .block) { $0.reason = "again" }?.details
                == ["possible now: retry, done --why (all the same), give-up, skip"])
        try scene.step("look", .retry)
        #expect(
            scene.stepRefusal("look", .retry)?.details
                == ["possible now: done, start, block, skip"])
    }

    @Test mutating func `giving up says beforehand that it ends the run`() throws {
        var command = StepCommand(step: "look", verb: .giveUp)
        command.reason = "no way in"
        #expect(scene.incident.consequence(of: command, in: scene.context) == nil)
        try scene.step("look", .block) { $0.reason = "no access" }
        guard
            case .endsRun(let undone)? = scene.incident.consequence(of: command, in: scene.context)
        else {
            Issue.record("no consequence")
            return
        }
        #expect(undone.map(\.id) == scene.incident.leaves.map(\.id).filter { $0 != "look" })
        #expect(scene.incident.run?.isOver == false)
        var skip = StepCommand(step: "look", verb: .skip)
        skip.reason = "later"
        #expect(scene.incident.consequence(of: skip, in: scene.context) == nil)
        try scene.give(.step(command))
        #expect(scene.incident.failedLeaf?.id == "look")
    }

    @Test(arguments: [
        ("on_failure: continue", StepConsequence?.some(.goesOnFailed(behind: "look")), [StepID]()),
        (
            "on_failure: [{id: ask-help, do: Ask.}, {id: note-it, do: Note.}]", nil,
            ["ask-help", "note-it"]
        ),
        ("on_failure: block", nil, []),
    ])
    func `blocking a step says beforehand what follows at once`(
        policy: String, expected: StepConsequence?, plan: [StepID]
    ) throws {
        let text = Trial.text.replacing(
            "{id: look, do: Look at it., role: technical, milestone: detected}",
            with: "{id: look, do: Look at it., role: technical, \(policy)}")
        let scene = try Scene.begun(text)
        var command = StepCommand(step: "look", verb: .block)
        command.reason = "no access"
        let consequence = scene.incident.consequence(of: command, in: scene.context)
        if case .beginsPlan(let steps, let owner)? = consequence {
            #expect(steps.map(\.id) == plan && owner == "look")
        } else {
            #expect(consequence == expected && plan.isEmpty)
        }
    }

    @Test(arguments: [
        (
            "on_failure: [{id: ask-help, do: Ask., role: lead}]", ["ask-help"],
            StepConsequence?.none
        ),
        ("on_failure: continue", [StepID](), .goesOnFailed(behind: "around")),
    ])
    func `giving up says beforehand what a block around the step does`(
        policy: String, plan: [StepID], expected: StepConsequence?
    ) throws {
        var scene = try Scene.begun(Self.failing(policy))
        try scene.step("look", .block) { $0.reason = "no access" }
        var command = StepCommand(step: "look", verb: .giveUp)
        command.reason = "no access"
        let consequence = scene.incident.consequence(of: command, in: scene.context)
        if case .beginsPlan(let steps, let owner)? = consequence {
            #expect(steps.map(\.id) == plan && owner == "around")
        } else {
            #expect(consequence == expected && plan.isEmpty)
        }
    }

    @Test(arguments: ["on_failure: [{id: ask-help, do: Ask., role: lead}]", "on_failure: continue"])
    func `steps whose block failed are not counted as still to come`(policy: String) throws {
        var scene = try Scene.begun(Self.failing(policy))
        let before = scene.incident.progress
        try scene.step("look", .block) { $0.reason = "no access" }
        try scene.step("look", .giveUp) { $0.reason = "no access" }
        let after = scene.incident.progress
        let standings = scene.incident.standings
        #expect(
            standings.first { $0.step.id == "later" }?.standing
                == .inapplicable(.failedBefore("around")))
        let hasPlan = policy.contains("ask-help")
        #expect(after.failed == 1)
        #expect(after.applicable == before.applicable - 1 + (hasPlan ? 1 : 0))
        guard hasPlan else { return }
        #expect(standings.first { $0.step.id == "ask-help" }?.standing == .open)
        try scene.step("ask-help")
        #expect(scene.incident.progress.applicable == after.applicable)
        #expect(scene.incident.standings.first { $0.step.id == "ask-help" }?.standing == .done)
    }

    /// The trial with a block that has a policy around its first step.
    private static func failing(_ policy: String) -> String {
        Trial.text.replacing(
            "      - {id: look, do: Look at it., role: technical, milestone: detected}",
            with: """
                      - id: around
                        parallel:
                          - - {id: look, do: Look at it., role: technical}
                            - {id: later, do: Look again., role: technical}
                        \(policy)
                """)
    }

    @Test mutating func `skipping a block says beforehand what is in it`() throws {
        try scene.step("look")
        var command = StepCommand(step: "detect", verb: .skip)
        command.reason = "known already"
        guard
            case .skipsBlock(let steps)? = scene.incident.consequence(
                of: command, in: scene.context)
        else {
            Issue.record("no consequence")
            return
        }
        #expect(steps.map(\.id) == ["fill-in"])
    }

    @Test mutating func `a step whose way is closed is told from one that can still come`() throws {
        let text = Trial.text.replacing(
            "{id: look, do: Look at it., role: technical, milestone: detected}",
            with: """
                {id: look, do: Look at it., role: technical, on_failure: [{id: help, do: Ask.}]}
                      - choose:
                          - when: incident.severity == 'SEV1'
                            then: [{id: call-all, do: Call everybody.}]
                          - otherwise: [{id: call-one, do: Call one.}]
                """)
        scene = try Scene.begun(text)
        for step in ["help", "call-all", "call-one", "judge"] {
            #expect(scene.incident.closedWay(to: step) == nil, "\(step)")
        }
        try scene.step("look")
        #expect(scene.incident.closedWay(to: "help") == .notTaken)
        #expect(scene.incident.closedWay(to: "call-all") == .notTaken)
        #expect(scene.incident.closedWay(to: "call-one") == nil)
        try scene.step("call-one")
        try scene.step("fill-in") { $0.facts = [FactEntry(name: "count", value: .int(1))] }
        try scene.step("assess", .skip) { $0.reason = "known" }
        #expect(scene.incident.closedWay(to: "review") == nil)
        #expect(scene.incident.run?.state(of: "judge") == .cancelled)
    }

    @Test func `a wait is ended early only with a reason, and counts from when things happened`()
        throws
    {
        let text = Trial.text.replacing(
            "{id: look, do: Look at it., role: technical, milestone: detected}",
            with: "{id: look, do: Look at it., role: technical}\n"
                + "      - {id: rest, wait: PT10H, role: technical}")
        var scene = try Scene.begun(text)
        var late = scene.context
        late.happenedAt = scene.now.advanced(by: .seconds(-3_600))
        try scene.give(.step(StepCommand(step: "look", verb: .done)), in: late)
        let due = scene.incident.run?.armedTimers.first?.due
        #expect(due == late.happenedAt.advanced(by: .seconds(36_000)))
        let refusal = scene.stepRefusal("rest")
        #expect(refusal?.code == .notAllowed)
        #expect(refusal?.message.contains("to end it now needs a reason") == true)
        #expect(scene.stepRefusal("rest") { $0.reason = " " } != nil)
        var over = scene
        over.now = late.happenedAt.advanced(by: .seconds(36_000))
        try over.step("rest")
        #expect(over.incident.run?.state(of: "rest") == .done)
        try scene.step("rest") { $0.reason = "everybody has seen it" }
        #expect(scene.incident.run?.state(of: "rest") == .done)
        #expect(scene.incident.steps.last?.payload.reason == "everybody has seen it")
    }

    @Test func `evidence comes in after the step, and what is missing is known`() throws {
        let text = Trial.text.replacing(
            "{id: look, do: Look at it., role: technical, milestone: detected}",
            with: "{id: look, do: Look at it., role: technical, evidence: [a photograph]}")
        var scene = try Scene.begun(text)
        #expect(scene.incident.stepsWithoutEvidence.isEmpty)
        try scene.step("look")
        #expect(scene.incident.stepsWithoutEvidence.map(\.id) == ["look"])
        #expect(scene.stepRefusal("look", .evidence)?.code == .invalid)
        #expect(scene.stepRefusal("look", .evidence) { $0.evidence = [" "] }?.code == .invalid)
        try scene.step("look", .evidence) { $0.evidence = ["IMG_0412.jpg"] }
        #expect(scene.incident.stepsWithoutEvidence.isEmpty)
        #expect(scene.incident.timeline.last?.text.contains("Kept: IMG_0412.jpg") == true)
        #expect(scene.replayed == scene.incident)
    }

    @Test mutating func `a rejected approval reaches no milestone and is not called done`() throws {
        let text = Trial.text.replacing(
            "{id: allow, approve: Go back to work., from: lead}",
            with: "{id: allow, approve: Go back to work., from: lead, milestone: contained}")
        scene = try Scene.begun(text)
        try judge(0, "theft")
        try scene.step("allow") {
            $0.answer = "reject"
            $0.reason = "it still spreads"
        }
        #expect(scene.incident.milestones[.contained] == nil)
        #expect(scene.incident.timeline.last?.text.hasPrefix("Step allow rejected:") == true)
        let refusal = scene.stepRefusal("allow") { $0.answer = "approve" }
        #expect(refusal?.details == ["possible now: retry, give-up, skip"])
        try scene.step("allow", .retry)
        try scene.step("allow") { $0.answer = "approve" }
        #expect(scene.incident.milestones[.contained]?.number == scene.incident.version)
    }

    @Test mutating func `a step that is not reached says so before it asks for anything`() throws {
        for verb in [StepVerb.done, .block, .giveUp, .start] {
            let refusal = scene.stepRefusal("judge", verb)
            #expect(refusal?.message == "step judge is not reached yet", "\(verb)")
            #expect(refusal?.hint == "why judge")
        }
    }

    @Test mutating func `without an incident the steps do not stand in the way of closing`() throws
    {
        try scene.assess(.falseAlarm)
        #expect(scene.incident.closingGate().isMet)
        #expect(scene.incident.closingGate().advised.contains { $0.contains("left undone") })
        try scene.assess(.incident)
        #expect(!scene.incident.closingGate().isMet)
    }

    @Test mutating func `the runbook's own closing in the learn phase comes before closing`() throws
    {
        let text = Trial.text.replacing(
            "- {id: review, do: Look back., role: lead}",
            with: """
                - {id: watch, do: Watch., role: lead}
                      - {id: end, approve: It is over, from: lead, milestone: closed}
                      - {id: review, do: Look back., role: lead}
                """)
        scene = try Scene.begun(text)
        try scene.assess(.incident)
        try judge(0, "theft")
        try scene.step("allow")
        #expect(
            scene.incident.closingGate().required == [
                "step 9 \"Watch.\" is open", "not reached yet: step 10 \"It is over\"",
            ])
        try scene.step("watch")
        try scene.step("end") { $0.answer = "approve" }
        #expect(scene.incident.closingGate().isMet)
    }

    @Test mutating func `a role is taken from somebody only with a reason`() throws {
        try scene.give(.takeRole(role: "technical", person: "li", reason: nil))
        #expect(scene.refusal(.releaseRole(role: "technical", reason: nil))?.code == .contested)
        #expect(scene.refusal(.releaseRole(role: "technical", reason: " "))?.code == .contested)
        try scene.give(.releaseRole(role: "technical", reason: "off duty"))
        try scene.give(.takeRole(role: "technical", person: "li", reason: nil))
        scene.actor = "li"
        try scene.give(.releaseRole(role: "technical", reason: nil))
        #expect(scene.incident.roles["technical"] == nil)
    }

    @Test mutating func `steps are given, added and gone back to`() throws {
        #expect(scene.stepRefusal("look", .assign)?.code == .invalid)
        try scene.step("look", .assign) { $0.person = "li" }
        #expect(scene.incident.assignees["look"] == "li")
        #expect(scene.stepRefusal("new", .add)?.code == .invalid)
        try scene.step("new", .add) {
            $0.added = AdHocStep(
                id: "ask-bank", task: "Ask the bank.", role: nil, block: "detect", after: "look")
        }
        #expect(scene.incident.leaves.map(\.id).prefix(3) == ["look", "ask-bank", "fill-in"])
        try scene.step("look")
        try scene.step("ask-bank")
        #expect(scene.stepRefusal("look", .reopen)?.code == .invalid)
        try scene.step("look", .reopen) { $0.reason = "wrong host" }
        #expect(state("look") == .active)
        #expect(scene.replayed == scene.incident)
    }

    @Test mutating func `only learning goes on when it is closed`() throws {
        try scene.assess()
        try judge(0, "theft")
        try scene.step("allow")
        #expect(scene.incident.closingGate().isMet)
        try scene.give(.close(resolution: .restored, reason: "over", isForced: false))
        #expect(scene.stepRefusal("look", .reopen) { $0.reason = "x" }?.code == .notAllowed)
        try scene.step("review")
        #expect(scene.incident.run?.isOver == true)
    }
}

extension IncidentEvent {
    /// What the run did in the entry.
    fileprivate var runEvents: [RunEvent] {
        switch self {
        case .runbookPinned(let payload): payload.events
        case .stepped(let payload): payload.events
        default: []
        }
    }
}
