import Chronology
import Incidents
import OrderedCollections
import Testing

@Suite struct DecisionTests {
    private static func noted(_ text: String) -> IncidentCommand {
        .note(Noted(text: text, lane: .attack, isStarred: true, milestone: nil))
    }

    private static func update(_ parts: [String], next: Timestamp? = nil) -> IncidentCommand {
        .update(
            Updated(
                kind: .tactical, parts: parts.map { UpdatePart(heading: "", text: $0) },
                next: next, channels: []))
    }

    private static func correct(
        _ entry: Int64, text: String? = "better", at: Timestamp? = nil, reason: String = "typo"
    ) -> IncidentCommand {
        .correct(Corrected(entry: entry, text: text, at: at, fidelity: .minute, reason: reason))
    }

    private static func assess(
        _ disposition: Disposition, reason: String = "why", of: String? = nil
    ) -> IncidentCommand {
        .assess(
            Assessed(
                disposition: disposition, severity: .sev2, category: nil, reason: reason,
                impact: nil, duplicateOf: of))
    }

    private static let long = String(repeating: "x", count: TextLimit.note + 1)
    private static let opening = Opened(
        title: "again", severity: .sev1, category: nil, tlp: .red, isDrill: false, source: nil)

    /// Commands that an open incident without a runbook refuses, and why.
    static let refused: [(IncidentCommand, Rejection.Code)] = [
        (.open(opening), .notAllowed), (noted(""), .invalid), (noted(" \n"), .invalid),
        (noted(long), .invalid),
        (.decide(Decided(text: "", options: [], reason: "why")), .invalid),
        (.decide(Decided(text: "cut", options: [], reason: " ")), .invalid),
        (update([]), .invalid), (update([" "]), .invalid), (update(["a", long]), .invalid),
        (update(["a"], next: Timestamp(seconds: 1_000_000_000)), .invalid),
        (update(["a"], next: Timestamp(seconds: 604_800_000_000_000)), .invalid),
        (assess(.undecided), .invalid), (assess(.incident, reason: ""), .invalid),
        (assess(.duplicate), .invalid), (assess(.duplicate, of: " "), .invalid),
        (correct(0), .invalid), (correct(3), .invalid), (correct(-1), .invalid),
        (correct(1, text: nil), .invalid), (correct(1, text: " "), .invalid),
        (correct(1, reason: ""), .invalid),
        (correct(1, at: Timestamp(seconds: 253_402_300_800)), .future),
        (correct(1, at: Timestamp(seconds: -1)), .invalid),
        (.takeRole(role: "led", person: "dana", reason: nil), .invalid),
        (.takeRole(role: "forensics", person: "dana", reason: nil), .invalid),
        (.takeRole(role: "lead", person: "dana", reason: nil), .notAllowed),
        (.takeRole(role: "scribe", person: " ", reason: nil), .invalid),
        (.releaseRole(role: "scribe", reason: nil), .notAllowed),
        (.releaseRole(role: "lead", reason: "tired"), .notAllowed),
        (.releaseRole(role: "nobody", reason: nil), .invalid),
        (.addAction(text: "", kind: "prevent", owner: "li", due: nil), .invalid),
        (.addAction(text: "t", kind: "other", owner: "li", due: nil), .invalid),
        (.addAction(text: "t", kind: "prevent", owner: "", due: nil), .invalid),
        (.endAction(id: "A-1", isDone: true, note: nil), .invalid),
        (.close(resolution: .restored, reason: "over", isForced: false), .gate),
        (.close(resolution: .restored, reason: "", isForced: true), .invalid),
        (.reopen(reason: "again"), .notAllowed),
        (.step(StepCommand(step: "look", verb: .done)), .notAllowed),
    ]

    @Test(arguments: refused.indices)
    func `a wrong command is refused with its code and changes nothing`(index: Int) throws {
        var scene = try Scene()
        try scene.open()
        let (command, code) = Self.refused[index]
        #expect(scene.refusal(command)?.code == code, "\(command)")
    }

    private static func text(_ limit: Int) -> String { String(repeating: "é", count: limit + 1) }

    private static func step(_ alter: (inout StepCommand) -> Void) -> IncidentCommand {
        var command = StepCommand(step: "look", verb: .done)
        alter(&command)
        return .step(command)
    }

    /// Commands with one text that is a character too long, and the limit.
    static let tooLong: [(IncidentCommand, Int)] = [
        (noted(text(TextLimit.note)), TextLimit.note),
        (.decide(Decided(text: text(TextLimit.note), options: [], reason: "w")), TextLimit.note),
        (
            .decide(Decided(text: "t", options: [], reason: text(TextLimit.reason))),
            TextLimit.reason
        ),
        (.decide(Decided(text: "t", options: [text(300)], reason: "w")), TextLimit.title),
        (update(["a", text(TextLimit.note)]), TextLimit.note),
        (assess(.incident, reason: text(TextLimit.reason)), TextLimit.reason),
        (
            .correct(
                Corrected(
                    entry: 1, text: "t", at: nil, fidelity: nil, reason: text(TextLimit.reason))),
            TextLimit.reason
        ),
        (.takeRole(role: "scribe", person: text(TextLimit.name), reason: nil), TextLimit.name),
        (.takeRole(role: "scribe", person: "li", reason: text(TextLimit.reason)), TextLimit.reason),
        (.releaseRole(role: "lead", reason: text(TextLimit.reason)), TextLimit.reason),
        (
            .addAction(text: text(TextLimit.reason), kind: "prevent", owner: "li", due: nil),
            TextLimit.reason
        ),
        (
            .addAction(text: "t", kind: "prevent", owner: text(TextLimit.name), due: nil),
            TextLimit.name
        ),
        (.endAction(id: "A-1", isDone: true, note: text(TextLimit.reason)), TextLimit.reason),
        (
            .close(resolution: .restored, reason: text(TextLimit.reason), isForced: true),
            TextLimit.reason
        ),
        (.reopen(reason: text(TextLimit.reason)), TextLimit.reason),
        (step { $0.note = text(TextLimit.note) }, TextLimit.note),
        (step { $0.reason = text(TextLimit.reason) }, TextLimit.reason),
        (step { $0.answer = text(TextLimit.name) }, TextLimit.name),
        (step { $0.evidence = ["e", text(TextLimit.reason)] }, TextLimit.reason),
        (
            step { $0.facts = [FactEntry(name: "n", value: .list([.string(text(20_000))]))] },
            TextLimit.note
        ),
    ]

    @Test(arguments: tooLong.indices)
    func `a text that is too long is refused with its length and the limit`(index: Int) throws {
        var scene = try Scene.begun()
        let (command, limit) = Self.tooLong[index]
        let rejection = scene.refusal(command)
        #expect(rejection?.code == .invalid)
        #expect(
            rejection?.message.hasSuffix("has \(limit + 1) characters; \(limit) are allowed")
                == true,
            "\(rejection?.message ?? "taken")")
    }

    @Test func `combining marks cannot hide how long a text is`() throws {
        var scene = try Scene()
        try scene.open()
        let one = "e" + String(repeating: "\u{301}", count: TextLimit.note)
        #expect(one.count == 1)
        #expect(scene.refusal(Self.noted(one))?.code == .invalid)
    }

    @Test func `nothing can be done to an incident that was not opened`() throws {
        var scene = try Scene()
        #expect(scene.refusal(Self.noted("x"))?.code == .notAllowed)
        #expect(scene.refusal(Self.correct(1))?.code == .notAllowed)
    }

    @Test(arguments: ["", " ", String(repeating: "t", count: TextLimit.title + 1)])
    func `a title is needed and short`(title: String) throws {
        var scene = try Scene()
        let opened = Opened(
            title: title, severity: .sev3, category: nil, tlp: .amber, isDrill: false, source: nil)
        #expect(scene.refusal(.open(opened))?.code == .invalid)
    }

    @Test(
        arguments: [
            (120, nil), (121, .future), (86_400, .future),
            (-86_400, nil), (-1_773_024_060, nil), (-1_773_024_061, .invalid),
        ] as [(Int64, Rejection.Code?)])
    func `a time lies between 1970 and now`(offset: Int64, code: Rejection.Code?) throws {
        var scene = try Scene()
        try scene.open()
        scene.now = Timestamp(seconds: 1_773_024_060)
        var context = scene.context
        context.happenedAt = Timestamp(seconds: scene.now.seconds + offset)
        if let code {
            let before = scene.incident
            let rejection = #expect(throws: Rejection.self) {
                try scene.give(Self.noted("x"), in: context)
            }
            #expect(rejection?.code == code)
            #expect(scene.incident == before)
        } else {
            try scene.give(Self.noted("x"), in: context)
            #expect(scene.incident.timeline.last?.happenedAt == context.happenedAt)
        }
    }

    @Test func `opening makes the one who opens the lead`() throws {
        var scene = try Scene()
        try scene.open(severity: .sev2)
        #expect(scene.record.map(\.event.kind) == ["opened", "role"])
        let incident = scene.incident
        #expect(incident.lead == "dana")
        #expect(incident.severity == .sev2)
        #expect(incident.isOpen && incident.disposition == .undecided)
        #expect(incident.title == "Locked files" && incident.tlp == .amber)
        #expect(incident.phase == "assess")
    }

    @Test func `every accepted command leaves what it says`() throws {
        var scene = try Scene()
        try scene.open()
        try scene.give(.decide(Decided(text: "cut", options: ["cut", "wait"], reason: "safe")))
        #expect(scene.incident.decisions.map(\.payload.text) == ["cut"])
        let next = scene.now.advanced(by: .seconds(1_800))
        try scene.give(Self.update(["We look."], next: next))
        #expect(scene.incident.nextUpdateDue == next)
        try scene.assess(.incident, .sev1)
        #expect(scene.incident.severity == .sev1 && scene.incident.disposition == .incident)
        try scene.give(
            .report(
                Delivered(
                    delivery: "msg_1", channel: "ops", state: "sent", attempts: 1, detail: nil,
                    entry: 4)))
        #expect(scene.incident.deliveries.count == 1)
        try scene.give(.addAction(text: "patch", kind: "prevent", owner: "li", due: "2026-12-01"))
        try scene.give(.addAction(text: "log", kind: "detect", owner: "li", due: nil))
        #expect(scene.incident.actions.map(\.id) == ["A-1", "A-2"])
        try scene.give(.endAction(id: "a-1", isDone: true, note: "done"))
        #expect(scene.incident.actions.map(\.isOpen) == [false, true])
        #expect(
            scene.refusal(.endAction(id: "A-1", isDone: false, note: nil))?.code == .notAllowed)
        try scene.give(.close(resolution: .restored, reason: "over", isForced: false))
        #expect(!scene.incident.isOpen && scene.incident.nextUpdateDue == nil)
        #expect(scene.incident.timeline.count == scene.record.count)
    }

    @Test func `a closed incident takes no assessment and no runbook until it is opened again`()
        throws
    {
        var scene = try Scene()
        try scene.open()
        try scene.assess()
        try scene.give(.close(resolution: .mitigated, reason: "over", isForced: false))
        #expect(scene.incident.milestones[.closed] != nil)
        #expect(scene.refusal(Self.assess(.incident))?.code == .notAllowed)
        #expect(
            scene.refusal(.follow(Trial.reference, scene.runbook))?.code == .notAllowed)
        #expect(
            scene.refusal(.close(resolution: .restored, reason: "x", isForced: true))?.code
                == .notAllowed)
        #expect(scene.refusal(.reopen(reason: ""))?.code == .invalid)
        try scene.note("a lesson")
        try scene.give(.reopen(reason: "it came back"))
        #expect(scene.incident.isOpen && scene.incident.milestones[.closed] == nil)
        #expect(scene.incident.reopenings.count == 1)
        try scene.give(.follow(Trial.reference, scene.runbook))
        #expect(
            scene.refusal(.follow(Trial.reference, scene.runbook))?.code == .notAllowed)
    }
}
