import Chronology
import Incidents
import Testing

/// What a class asks for: target times, roles, rhythm, and who may close.
@Suite struct TargetTests {
    private static let scale = ScaleReference(id: "trial", version: "1.0.0", hash: "h")
    private static let policy = SeverityPolicy(
        scale: scale,
        targets: [
            MilestoneTarget(milestone: .assessed, seconds: 600),
            MilestoneTarget(milestone: .contained, seconds: 3_600),
            MilestoneTarget(milestone: .reviewed, seconds: 86_400),
        ], roles: ["lead", "legal"], updateSeconds: 1_800, closing: .secondPerson)

    private func opened(_ policy: SeverityPolicy? = policy, isDrill: Bool = false) throws -> Scene {
        var scene = try Scene(Trial.text)
        try scene.give(
            .open(
                Opened(
                    title: "Locked files", severity: .sev2, category: nil, tlp: .amber,
                    isDrill: isDrill, source: nil, policy: policy)))
        return scene
    }

    private func assessed(
        _ disposition: Disposition = .incident, policy: SeverityPolicy? = policy
    ) -> IncidentCommand {
        .assess(
            Assessed(
                disposition: disposition, severity: .sev2, category: nil, reason: "seen",
                impact: nil, duplicateOf: nil, policy: policy))
    }

    private func states(_ scene: Scene, after seconds: Int64) throws -> [TargetStanding.State] {
        let opened = try #require(scene.incident.openedAt)
        return scene.incident.targets(at: opened.advanced(by: .seconds(seconds))).map(\.state)
    }

    @Test func `targets count from the opening, the review from the closing`() throws {
        var scene = try opened()
        #expect(try states(scene, after: 0) == [.open, .open])
        #expect(try states(scene, after: 601) == [.overdue, .open])
        try scene.give(assessed())
        #expect(try states(scene, after: 3_601) == [.met, .overdue])
        try scene.give(
            .close(resolution: .restored, reason: "over", isForced: true, approvedBy: "eve"))
        // What was never recorded was not reached.
        #expect(try states(scene, after: 7_200) == [.met, .missed, .open])
        #expect(try states(scene, after: 200_000) == [.met, .missed, .overdue])
    }

    @Test(arguments: [
        (Fidelity.second, Int64(3_600), TargetStanding.State.met),
        (.second, 3_601, .missed), (.minute, 3_540, .met), (.minute, 3_600, .unclear),
        (.hour, 3_000, .unclear), (.day, 60, .unclear), (.hour, 3_601, .missed),
    ])
    func `a time that is not exact enough is neither met nor missed`(
        fidelity: Fidelity, seconds: Int64, state: TargetStanding.State
    ) throws {
        var scene = try opened()
        let start = try #require(scene.incident.openedAt)
        var context = scene.context
        context.now = start.advanced(by: .seconds(200_000))
        context.happenedAt = start.advanced(by: .seconds(seconds))
        context.fidelity = fidelity
        try scene.give(
            .note(Noted(text: "done", lane: .response, isStarred: false, milestone: .contained)),
            in: context)
        #expect(try states(scene, after: 200_000)[1] == state)
    }

    @Test func `without a policy nothing is asked, and a false alarm asks for nothing`() throws {
        #expect(try opened(nil).incident.targets(at: Timestamp(seconds: 4_000_000_000)).isEmpty)
        var scene = try opened()
        try scene.give(assessed(.falseAlarm))
        #expect(scene.incident.policy == nil)
        #expect(scene.incident.nextUpdateDue == nil)
        #expect(scene.incident.unfilledRoles.isEmpty)
    }

    @Test func `a milder class replaces what the worse one asked`() throws {
        var scene = try opened()
        let milder = SeverityPolicy(
            scale: Self.scale, targets: [], roles: ["lead"], updateSeconds: nil, closing: .anybody)
        try scene.give(assessed(policy: milder))
        #expect(scene.incident.policy == milder)
        // An assessment by a program without a scale leaves what was asked.
        try scene.give(assessed(policy: nil))
        #expect(scene.incident.policy == milder)
    }

    @Test func `updates are due by promise, else by the rhythm of the class`() throws {
        var scene = try opened()
        let start = try #require(scene.incident.openedAt)
        #expect(scene.incident.nextUpdateDue == start.advanced(by: .seconds(1_800)))
        let part = UpdatePart(heading: "", text: "We work on it.")
        let promise = scene.now.advanced(by: .seconds(7_200))
        try scene.give(
            .update(Updated(kind: .tactical, parts: [part], next: promise, channels: [])))
        #expect(scene.incident.nextUpdateDue == promise)
        let posted = scene.now
        try scene.give(
            .update(Updated(kind: .tactical, parts: [part], next: nil, channels: [])))
        #expect(scene.incident.nextUpdateDue == posted.advanced(by: .seconds(1_800)))
        #expect(try opened(isDrill: true).incident.nextUpdateDue == nil)
    }

    @Test func `roles that nobody holds are named until somebody takes them`() throws {
        var scene = try opened()
        #expect(scene.incident.unfilledRoles == ["legal"])
        try scene.give(.takeRole(role: "legal", person: "kim", reason: nil))
        #expect(scene.incident.unfilledRoles.isEmpty)
    }

    @Test(arguments: [
        (String?.none, false), ("dana", false), ("", false), ("eve", true),
    ])
    func `the lead of a bad incident does not close it alone`(
        approver: String?, isClosed: Bool
    ) throws {
        var scene = try opened()
        try scene.give(assessed())
        let close = IncidentCommand.close(
            resolution: .restored, reason: "over", isForced: false, approvedBy: approver)
        if isClosed {
            try scene.give(close)
            #expect(scene.incident.closings.last?.payload.approvedBy == approver)
        } else {
            let answer = scene.refusal(close)
            let refusal = try #require(answer)
            #expect(refusal.code == .gate)
            #expect(refusal.details.contains { $0.contains("closed by two") })
            #expect(refusal.hint?.contains("--approved-by") == true)
        }
    }

    @Test func `somebody else closes without a further name, and force leaves its trace`() throws {
        var scene = try opened()
        try scene.give(assessed())
        scene.actor = "eve"
        try scene.give(.close(resolution: .restored, reason: "over", isForced: false))
        var forced = try opened()
        try forced.give(assessed())
        try forced.give(.close(resolution: .restored, reason: "over", isForced: true))
        #expect(forced.incident.closings.last?.payload.unmet.first?.contains("by two") == true)
    }
}
