import Chronology
import Engine
import Incidents
import Journal
import Testing

@testable import Application

/// Time passes between commands; nothing runs in the background.
@Suite struct WaitTests {
    let office: Office
    let desk: Desk

    private static let steps = """
              - id: act
                do: Act.
                role: lead
                deadline: PT30M
                on_timeout: skip
              - id: rest
                wait: PT1H
                role: lead
        """

    init() throws {
        office = try Office()
        try office.write(
            Office.runbook("patience", task: "Look.", before: WaitTests.steps),
            as: "patience.runbook.yaml")
        desk = try office.desk()
    }

    private func open(retrospective time: TimeInput? = nil) throws -> String {
        var request = OpeningRequest(title: "t")
        request.runbook = "patience"
        request.isRetrospective = time != nil
        return try desk.open(request, in: desk.context(at: time)).incident.id
    }

    private func time(_ seconds: Int64) -> TimeInput {
        TimeInput(moment: Office.start.advanced(by: .seconds(seconds)), fidelity: .minute)
    }

    @discardableResult
    private func act(_ id: String, at time: TimeInput? = nil) throws -> Incident {
        try desk.perform(
            [.step(StepCommand(step: "act", verb: .done))], on: id, in: desk.context(at: time)
        ).incident
    }

    private func state(_ step: String, of incident: Incident) -> StepState? {
        incident.run?.state(of: step)
    }

    @Test func `a wait ends with the first command after its time, at its time`() throws {
        let id = try open()
        let due = try #require(try act(id).run?.armedTimers.first?.due)
        office.pass(3_500)
        let early = try desk.perform([.noted("early")], on: id, in: desk.context()).incident
        #expect(state("rest", of: early) == .active)
        office.pass(200)
        let late = try desk.perform([.noted("late")], on: id, in: desk.context())
        #expect(state("rest", of: late.incident) == .done)
        #expect(late.entries.map(\.content.happenedAt).first == due)
        #expect(late.entries.count == 2)
    }

    @Test func `what was done in time counts as in time although it is written down later`() throws
    {
        let id = try open()
        office.pass(3_600)
        let incident = try act(id, at: time(1_200))
        #expect(state("act", of: incident) == .done)
        #expect(state("rest", of: incident) == .active)
        let other = try open()
        office.pass(3_600)
        #expect(throws: Failure.self) { try act(other) }
        let noted = try desk.perform([.noted("late")], on: other, in: desk.context()).incident
        #expect(state("act", of: noted) == .skipped)
    }

    @Test func `in a record after the fact waits go by the times of its entries`() throws {
        let past = TimeInput(
            moment: Office.start.advanced(by: .seconds(-864_000)), fidelity: .minute)
        func later(_ seconds: Int64) -> TimeInput {
            TimeInput(moment: past.moment.advanced(by: .seconds(seconds)), fidelity: .minute)
        }
        let id = try open(retrospective: past)
        #expect(state("act", of: try desk.load(id).incident) == .active)
        try act(id, at: later(600))
        let early = try desk.perform(
            [.noted("early")], on: id, in: desk.context(at: later(1_200))
        ).incident
        #expect(state("rest", of: early) == .active)
        let late = try desk.perform([.noted("late")], on: id, in: desk.context(at: later(7_200)))
        #expect(state("rest", of: late.incident) == .done)
        #expect(late.entries.first?.content.happenedAt == later(4_200).moment)
    }
}
