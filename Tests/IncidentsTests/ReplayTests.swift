import Chronology
import Engine
import Incidents
import OrderedCollections
import Runbooks
import Testing

/// A small generator with a seed (xorshift), so that a failing run can be repeated.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func element<Element>(_ first: Element, _ rest: Element...) -> Element {
        let position = Int.random(in: 0...rest.count, using: &self)
        return position == 0 ? first : rest[position - 1]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}

@Suite struct ReplayTests {
    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `folding the record again gives the same incident`(seed: UInt64) throws {
        var dice = Dice(seed: seed)
        var scene = try Scene()
        try scene.open(severity: dice.element(.sev1, .sev2, .sev3, .sev4))
        var accepted = 0
        for turn in 0..<80 {
            scene.actor = dice.element("dana", "li", "max")
            let command = Self.command(&dice, scene)
            let before = scene.incident
            do {
                try scene.give(command)
                accepted += 1
                #expect(scene.incident.version == Int64(scene.record.count))
            } catch {
                #expect(error is Rejection)
                #expect(scene.incident == before, "seed \(seed), turn \(turn): \(command)")
            }
        }
        #expect(accepted > 10, "seed \(seed)")
        #expect(scene.replayed == scene.incident, "seed \(seed)")
        #expect(try scene.reread() == scene.incident, "seed \(seed)")
        #expect(scene.incident.timeline.map(\.entry.number) == Array(1...scene.incident.version))
        Self.checkTenures(of: scene.incident, seed: seed)
    }

    /// Nobody holds a role twice at a time, and who holds it now is in the newest tenure.
    private static func checkTenures(of incident: Incident, seed: UInt64) {
        for role in incident.knownRoles {
            let open = incident.tenures.filter { $0.role == role && $0.until == nil }
            #expect(open.count <= 1, "seed \(seed)")
            #expect(open.first?.person == incident.roles[role], "seed \(seed)")
        }
        #expect(!incident.isOpen || incident.lead != nil, "seed \(seed)")
    }

    private static func command(_ dice: inout Dice, _ scene: Scene) -> IncidentCommand {
        switch Int.random(in: 0..<20, using: &dice) {
        case 0: return .follow(Trial.reference, scene.runbook)
        case 1:
            return .takeRole(
                role: dice.element("lead", "scribe", "forensics", "nobody"),
                person: dice.element("dana", "li", "max"), reason: dice.element(nil, "asked"))
        case 2: return .releaseRole(role: dice.element("lead", "scribe", "forensics"), reason: nil)
        case 3:
            return .assess(
                scene.assessed(
                    dice.element(.incident, .falseAlarm, .duplicate, .undecided),
                    dice.element(.sev1, .sev3), reason: dice.element("seen", ""),
                    category: dice.element(nil, .malware)))
        case 4: return note(&dice)
        case 5: return .decide(Decided(text: "x", options: [], reason: dice.element("y", "")))
        case 6:
            let next = scene.now.advanced(by: .seconds(dice.element(600, -600)))
            return .update(
                Updated(
                    kind: .executive, parts: [UpdatePart(heading: "Needs", text: "time")],
                    next: dice.element(nil, next), channels: ["ops"]))
        case 7:
            return .addAction(
                text: "t", kind: dice.element("prevent", "odd"), owner: "li", due: nil)
        case 8:
            return .endAction(
                id: dice.element("A-1", "A-2", "A-9"), isDone: dice.chance(50), note: "n")
        case 9:
            return .close(
                resolution: .restored, reason: dice.element("over", ""), isForced: dice.chance(50))
        case 10, 11: return .reopen(reason: "again")
        case 12:
            return .correct(
                Corrected(
                    entry: Int64.random(in: 0...(scene.incident.version + 1), using: &dice),
                    text: dice.element(nil, "better"),
                    at: dice.element(nil, Timestamp(seconds: 1_773_000_000)),
                    fidelity: dice.element(nil, .day), reason: "typo"))
        default: return .step(step(&dice, scene))
        }
    }

    private static func note(_ dice: inout Dice) -> IncidentCommand {
        .note(
            Noted(
                text: dice.element("seen", "", "\u{1B}[31m<!channel>"),
                lane: dice.element(.attack, .lesson, .legal), isStarred: dice.chance(50),
                milestone: dice.element(nil, .contained, .recovered, .closed)))
    }

    private static func step(_ dice: inout Dice, _ scene: Scene) -> StepCommand {
        let open = scene.incident.openLeaves.map(\.id)
        let all = scene.incident.leaves.map(\.id) + ["none"]
        let step = (dice.chance(75) ? open : all).randomElement(using: &dice) ?? "look"
        let verb =
            dice.chance(50) ? .done : StepVerb.allCases.randomElement(using: &dice) ?? .start
        var command = StepCommand(step: step, verb: verb)
        command.answer = dice.element(nil, "malware", "theft", "approve", "reject")
        command.reason = dice.element("because", "because", nil)
        command.person = dice.element(nil, "li")
        command.isOverriding = dice.chance(40)
        command.evidence = dice.element([], ["a picture"])
        if dice.chance(40) {
            command.facts = [
                FactEntry(name: "count", value: .int(Int64.random(in: 0...5, using: &dice)))
            ]
        }
        if verb == .add {
            command.added = AdHocStep(
                id: dice.element("extra", "more", "look"), task: "Look again.", role: nil,
                block: dice.element("detect", "contain", "nowhere"),
                after: dice.element(nil, "look"))
        }
        return command
    }
}
