import Chronology
import Incidents
import Reports
import Testing

@testable import Application

/// What a report says of people, assessments and corrections.
@Suite struct ReportPeopleTests {
    let office: Office
    let desk: Desk
    let id: String

    init() throws {
        office = try Office()
        desk = try office.desk()
        var request = OpeningRequest(title: "Odd login")
        request.severity = .sev2
        id = try desk.open(request, in: desk.context()).incident.id
    }

    private func give(
        _ command: IncidentCommand, by actor: String = "dana", at: String? = nil, tlp: TLP? = nil
    ) throws -> Int64 {
        let desk = try office.desk(actor)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        return try desk.perform([command], on: id, in: desk.context(at: time, tlp: tlp)).number
    }

    private func view(_ label: TLP? = nil) throws -> ReportView {
        try desk.report(on: id, format: .json, label: label, audience: "all").view
    }

    private func assessed(_ severity: Severity, _ reason: String) -> IncidentCommand {
        .assess(
            Assessed(
                disposition: .incident, severity: severity, category: nil, reason: reason,
                impact: nil, duplicateOf: nil))
    }

    @Test func `the severity of the opening is the first of the history`() throws {
        _ = try give(assessed(.sev2, "seen in the log"))
        _ = try give(assessed(.sev1, "worse"))
        let history = try view().assessment.history
        #expect(history.map(\.subject) == ["severity", "disposition", "severity"])
        #expect(history.map(\.from) == [nil, "undecided", "SEV2"])
        #expect(history.map(\.to) == ["SEV2", "incident", "SEV1"])
        #expect(history[0].entry == 1)
        #expect(history[0].by == "dana")
        #expect(history[0].reason == "as it was opened")
    }

    @Test func `a change after a withheld one does not name an older value as the one before`()
        throws
    {
        _ = try give(assessed(.sev1, "secret"), tlp: .red)
        _ = try give(assessed(.sev3, "open"), tlp: .amber)
        let last = try #require(view(.amber).assessment.history.last)
        #expect(last.subject == "severity")
        #expect(last.from == "[withheld, TLP:RED]")
        #expect(last.to == "SEV3")
    }

    @Test func `a role that went from one person to another is a hand-over`() throws {
        _ = try give(.takeRole(role: "scribe", person: "mia", reason: nil))
        _ = try give(.takeRole(role: "lead", person: "erin", reason: "my shift is over"))
        #expect(try view().handovers.map(\.acknowledged) == [nil])
        _ = try give(.noted("I have it"), by: "erin")
        _ = try give(
            .takeRole(role: "lead", person: "kim", reason: "erin is asleep"), by: "kim")
        let moves = try view().handovers
        #expect(moves.map(\.role) == ["lead", "lead"])
        #expect(moves.map(\.from) == ["dana", "erin"])
        #expect(moves.map(\.to) == ["erin", "kim"])
        #expect(moves.map(\.by) == ["dana", "kim"])
        #expect(moves.map(\.brief) == ["my shift is over", "erin is asleep"])
        #expect(moves[0].acknowledged.map { $0.at > moves[0].offered.at } == true)
        #expect(moves[1].acknowledged == moves[1].offered)
    }

    @Test func `a term of a role is no more exact than it was given`() throws {
        office.pass(7200)
        _ = try give(.takeRole(role: "scribe", person: "mia", reason: nil), at: "03:00")
        let term = try #require(view().roles.first { $0.role == "scribe" })
        #expect(term.from.fidelity == .minute)
    }

    @Test func `who took the lead first has acknowledged, by an entry of the record`() throws {
        let milestone = try #require(view().milestones.first { $0.name == "acknowledged" })
        #expect(milestone.entry == 2)
        #expect(milestone.recorded != nil)
    }

    @Test func `a corrected decision shows the corrected sentence and that it was corrected`()
        throws
    {
        let number = try give(.decide(Decided(text: "pay", options: [], reason: "quick")))
        let fix = try give(
            .correct(
                Corrected(
                    entry: number, text: "do not pay", at: nil, fidelity: nil, reason: "misheard")))
        let decision = try #require(view().decisions.first)
        #expect(decision.choice == "do not pay")
        #expect(decision.correction?.was == "pay")
        #expect(decision.correction?.entry == Int(fix))
        #expect(decision.correction?.reason == "misheard")
    }

    @Test func `a corrected update says what it was corrected to`() throws {
        let part = UpdatePart(heading: "", text: "all is well")
        let number = try give(
            .update(Updated(kind: .tactical, parts: [part], next: nil, channels: [])))
        _ = try give(
            .correct(
                Corrected(
                    entry: number, text: "nothing is well", at: nil, fidelity: nil,
                    reason: "wrong window")))
        let update = try #require(view().updates.first)
        #expect(update.text == "all is well")
        #expect(update.correction?.now == "nothing is well")
    }

    @Test func `a corrected time is the same in every table`() throws {
        office.pass(7200)
        let number = try give(.decide(Decided(text: "cut", options: [], reason: "safe")))
        let at = Office.start.advanced(by: .seconds(60))
        _ = try give(
            .correct(
                Corrected(entry: number, text: nil, at: at, fidelity: .minute, reason: "clock")))
        let view = try view()
        let decision = try #require(view.decisions.first)
        #expect(decision.happened == Moment(at: at, fidelity: .minute))
        #expect(view.entries.first { $0.number == Int(number) }?.happened == decision.happened)
        #expect(decision.correction?.was?.contains("2026-") == true)
    }

    @Test func `who noted how it was found is not taken for who found it`() throws {
        _ = try give(.noted("A customer called", milestone: .reported))
        let detection = try view().detection
        #expect(detection.how == "A customer called (noted by dana, entry 3)")
        #expect(detection.by == nil)
    }
}
