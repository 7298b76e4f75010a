import Chronology
import Incidents
import OrderedCollections
import Testing

@Suite struct RecordTests {
    var scene: Scene

    init() throws {
        scene = try Scene()
        try scene.open()
    }

    private func corrected(
        _ entry: Int64, text: String? = nil, at: Timestamp? = nil, fidelity: Fidelity? = nil
    ) -> IncidentCommand {
        .correct(Corrected(entry: entry, text: text, at: at, fidelity: fidelity, reason: "typo"))
    }

    @Test mutating func `corrections of one entry add up and the entry stays`() throws {
        try scene.note("fist")
        let number = scene.incident.version
        let old = scene.incident.timeline.last?.entry.happenedAt
        let at = Timestamp(seconds: 1_773_000_000)
        try scene.give(corrected(number, text: "first"))
        try scene.give(corrected(number, at: at, fidelity: .hour))
        let item = try #require(scene.incident.timeline.first { $0.entry.number == number })
        #expect(item.text == "fist" && item.correctedText == "first")
        #expect(item.happenedAt == at && item.fidelity == .hour)
        #expect(item.entry.happenedAt == old)
        try scene.give(corrected(number, text: "the first"))
        let again = try #require(scene.incident.timeline.first { $0.entry.number == number })
        #expect(again.correctedText == "the first" && again.happenedAt == at)
        #expect(scene.replayed == scene.incident)
    }

    @Test mutating func `the correction of a milestone moves it`() throws {
        try scene.note("out", milestone: .contained)
        let number = scene.incident.version
        let at = Timestamp(seconds: 1_773_000_000)
        try scene.give(corrected(number, at: at, fidelity: .day))
        #expect(scene.incident.milestones[.contained]?.happenedAt == at)
        #expect(scene.incident.milestones[.contained]?.fidelity == .day)
        let later = Timestamp(seconds: 1_773_000_600)
        try scene.give(corrected(number, at: later))
        #expect(scene.incident.milestones[.contained]?.happenedAt == later)
    }

    @Test mutating func `a time corrected without its fidelity still moves the milestone`() throws {
        try scene.note("out", milestone: .contained)
        let number = scene.incident.version
        let at = Timestamp(seconds: 1_773_000_000)
        try scene.give(corrected(number, at: at))
        let item = try #require(scene.incident.timeline.first { $0.entry.number == number })
        #expect(item.happenedAt == at)
        #expect(scene.incident.milestones[.contained]?.happenedAt == at)
        #expect(scene.incident.milestones[.contained]?.fidelity == .second)
    }

    @Test mutating func `the newest note of a milestone counts, the first assessment stays`() throws
    {
        try scene.note("a", milestone: .recovered)
        try scene.note("b", milestone: .recovered)
        #expect(scene.incident.milestones[.recovered]?.number == scene.incident.version)
        try scene.assess(.incident)
        let first = scene.incident.version
        try scene.assess(.falseAlarm)
        #expect(scene.incident.milestones[.assessed]?.number == first)
        #expect(scene.incident.assessments.count == 2)
        #expect(scene.incident.disposition == .falseAlarm)
    }

    @Test mutating func `a new assessment keeps the category that it does not name`() throws {
        try scene.give(.assess(scene.assessed(.incident, category: .malware)))
        try scene.assess(.incident, .sev1)
        #expect(scene.incident.category == .malware && scene.incident.severity == .sev1)
    }

    @Test mutating func `roles pass from hand to hand and leave tenures`() throws {
        try scene.give(.takeRole(role: "scribe", person: "li", reason: nil))
        try scene.give(.takeRole(role: "lead", person: "li", reason: nil))
        scene.actor = "max"
        #expect(
            scene.refusal(.takeRole(role: "lead", person: "max", reason: nil))?.code == .contested)
        try scene.give(.takeRole(role: "lead", person: "max", reason: "li is asleep"))
        try scene.give(.releaseRole(role: "scribe", reason: "li is asleep"))
        let incident = scene.incident
        #expect(incident.lead == "max")
        #expect(incident.roles["scribe"] == nil)
        #expect(incident.role(of: "max") == "lead")
        #expect(incident.role(of: "li") == nil)
        let leads = incident.tenures.filter { $0.role == "lead" }
        #expect(leads.map(\.person) == ["dana", "li", "max"])
        #expect(leads.map { $0.until == nil } == [false, false, true])
        #expect(zip(leads, leads.dropFirst()).allSatisfy { $0.until == $1.from })
        #expect(incident.tenures.first { $0.role == "scribe" }?.until != nil)
    }

    @Test mutating func `the lead can be given back once it is closed`() throws {
        try scene.assess()
        try scene.give(.close(resolution: .restored, reason: "over", isForced: false))
        try scene.give(.releaseRole(role: "lead", reason: nil))
        #expect(scene.incident.lead == nil)
        scene.actor = "max"
        try scene.give(.reopen(reason: "it came back"))
        #expect(scene.incident.lead == "max")
    }

    @Test mutating func `the gate names what is missing and can be forced`() throws {
        try scene.give(.follow(Trial.reference, scene.runbook))
        let rejection = scene.refusal(
            .close(resolution: .restored, reason: "over", isForced: false))
        #expect(rejection?.code == .gate)
        #expect(rejection?.details.contains { $0.hasPrefix("required") } == true)
        #expect(scene.incident.closingGate().required.count == 3)
        #expect(
            rejection?.details.contains {
                $0 == "required  not reached yet: step 2 \"How many?\" and 6 more"
            } == true, "\(rejection?.details ?? [])")
        try scene.give(.close(resolution: .accepted, reason: "over", isForced: true))
        guard case .closed(let closed) = scene.incident.status else {
            Issue.record("still open")
            return
        }
        #expect(closed.payload.unmet.count == 3)
        #expect(scene.incident.phase == "learn")
    }

    @Test mutating func `what would be good is advised and does not hinder`() throws {
        try scene.assess()
        try scene.give(.addAction(text: "t", kind: "detect", owner: "li", due: nil))
        try scene.give(
            .report(
                Delivered(
                    delivery: "m", channel: "ops", state: "dead", attempts: 9, detail: nil, entry: 1
                )))
        let gate = scene.incident.closingGate()
        #expect(gate.isMet && gate.required.isEmpty)
        #expect(gate.advised.count == 4)
    }
}
