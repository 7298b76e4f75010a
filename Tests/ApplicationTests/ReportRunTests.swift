import Chronology
import Incidents
import Notifications
import Reports
import Testing

@testable import Application

/// What a report says of how a runbook was followed.
@Suite struct ReportRunTests {
    let office: Office
    let desk: Desk
    let id: String

    private static let runbook = """
        runbook: course
        version: 1.0.0
        title: Course
        summary: Something happened.
        reviewed: 2026-11-01
        roles:
          lead: Decides.
        facts:
          way:
            type: string
            label: The way
        phases:
          respond:
            objective: End it.
            steps:
              - id: which
                ask: Which way?
                fields: [way]
                role: lead
                timebox: PT15M
                evidence: [who said so]
                done_when: It is known.
              - id: by-sea
                when: facts.way == 'sea'
                do: Take the boat.
                role: lead
                timebox: PT15M
                evidence: [ticket]
                done_when: You are there.
              - choose:
                  - when: facts.way == 'air'
                    then:
                      - id: fly
                        do: Take the plane.
                        role: lead
                        timebox: PT15M
                        evidence: none
                        done_when: You are there.
                  - otherwise:
                      - id: walk
                        do: Walk.
                        role: lead
                        timebox: PT15M
                        evidence: [time of arrival, photo]
                        done_when: You are there.
              - id: rest
                wait: PT2H
                role: lead
                evidence: none
              - id: sign
                approve: All is well
                from: lead
                role: lead
                timebox: PT15M
                evidence: none
                done_when: It is approved.
                milestone: closed

        """

    init() throws {
        office = try Office()
        desk = try office.desk()
        try office.write(Self.runbook, as: "course.runbook.yaml")
        var request = OpeningRequest(title: "Somebody is late")
        request.runbook = "course"
        id = try desk.open(request, in: desk.context()).incident.id
    }

    private func step(
        _ step: String, _ verb: StepVerb = .done, by actor: String = "dana", at: String? = nil,
        _ change: (inout StepCommand) -> Void = { _ in }
    ) throws {
        var command = StepCommand(step: step, verb: verb)
        change(&command)
        let desk = try office.desk(actor)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        _ = try desk.perform([.step(command)], on: id, in: desk.context(at: time))
    }

    private func answer(_ way: String) throws {
        try step("which") { $0.facts = [FactEntry(name: "way", value: .string(way))] }
    }

    private func give(_ command: IncidentCommand, by actor: String = "dana") throws -> Int64 {
        let desk = try office.desk(actor)
        return try desk.perform([command], on: id, in: desk.context()).number
    }

    private var view: ReportView {
        get throws { try desk.report(on: id, format: .json, label: nil, audience: "all").view }
    }

    private func row(_ id: String) throws -> ReportView.RunbookStep? {
        try view.runbooks[0].steps.first { $0.id == id }
    }

    @Test func `a step whose guard is false does not apply, and says by which guard`() throws {
        try answer("land")
        #expect(try row("by-sea")?.outcome == .notApplicable)
        #expect(try row("by-sea")?.reason == "facts.way == 'sea'")
        #expect(try row("fly")?.outcome == .notApplicable)
        #expect(try row("fly")?.reason == "facts.way == 'air'")
        let view = try view
        #expect(!view.gaps.contains { $0.contains("by-sea") || $0.contains("fly") })
        #expect(view.runbooks[0].deviations.isEmpty)
        #expect(desk.fieldOfSteps(try desk.load(id).incident) == "1 of 4 done")
    }

    @Test func `a way that was not taken does not apply, whichever it was`() throws {
        try answer("air")
        #expect(try row("walk")?.outcome == .notApplicable)
        #expect(try row("walk")?.reason == "otherwise")
    }

    @Test func `skipped steps are no progress`() throws {
        try answer("sea")
        try step("by-sea", .skip) { $0.reason = "no boat" }
        try step("walk")
        let incident = try desk.load(id).incident
        #expect(incident.progress.done == 2)
        #expect(incident.progress.applicable == 5)
        #expect(incident.progress.skipped == 1)
        #expect(desk.fieldOfSteps(incident) == "2 of 5 done, 1 skipped")
        let markdown = try desk.report(on: id, format: .markdown, label: nil, audience: "all").text
        #expect(
            markdown.contains(
                "| Steps | 2 of 5 done, 1 skipped, 1 open, 1 not reached, 1 not applicable |"))
    }

    @Test func `every deviation is listed with who and why`() throws {
        try answer("sea")
        try step("by-sea", .skip) { $0.reason = "no boat" }
        try step("walk", .block) { $0.reason = "a river" }
        try step("walk", by: "dana") { $0.reason = "swam" }
        try step("rest", at: "-1s") { $0.reason = "not tired" }
        try step("sign", .block) { $0.reason = "not yet" }
        try step("sign", .giveUp) { $0.reason = "nobody can" }
        _ = try give(
            .assess(
                Assessed(
                    disposition: .incident, severity: .sev3, category: nil, reason: "late",
                    impact: nil,
                    duplicateOf: nil)))
        _ = try give(.close(resolution: .accepted, reason: "it is late", isForced: true))
        let found = try view.runbooks[0].deviations
        #expect(
            found.map(\.kind) == [
                .skipped, .blocked, .overridden, .endedEarly, .blocked, .givenUp, .failed,
                .gateOverridden,
            ])
        #expect(
            found.map(\.step) == [
                "by-sea", "walk", "walk", "rest", "sign", "sign", "course", "close",
            ])
        #expect(found[3].reason == "not tired")
        let due = try #require(found[3].due)
        #expect(due.at > found[3].happened.at)
        #expect(found[5].reason == "nobody can")
        #expect(found[7].reason?.contains("it is late; unmet: the runbook failed at") == true)
        #expect(found.allSatisfy { $0.by == "dana" && $0.reason != nil })
        #expect(try view.closing?.unmet.count == 1)
    }

    @Test func `a wait that the clock ended is no deviation and nobody's work`() throws {
        try answer("land")
        try step("walk")
        office.pass(3 * 3600)
        _ = try give(.noted("still here"))
        #expect(try view.runbooks[0].deviations.isEmpty)
        let rest = try row("rest")
        #expect(rest?.outcome == .done)
        #expect(rest?.by == nil)
        #expect(rest?.reason == "its time was over")
    }

    @Test func `a wait that began earlier than it was recorded is not ended early`() throws {
        try answer("land")
        office.pass(3 * 3600)
        try step("walk", at: "-130m")
        // It was over ten minutes ago, and the next command finds that.
        _ = try give(.noted("there"))
        #expect(try row("rest")?.outcome == .done)
        #expect(try view.runbooks[0].deviations.isEmpty)
    }

    @Test func `a step that was left out with its block says so`() throws {
        try step("respond", .skip) { $0.reason = "false alarm" }
        #expect(try row("which")?.reason == "respond was skipped: false alarm")
        #expect(try row("walk")?.outcome == .skipped)
        #expect(try row("walk")?.reason == "respond was skipped: false alarm")
        #expect(try view.runbooks[0].deviations.map(\.step) == ["respond"])
    }

    @Test func `only the closing of the incident is its closing`() throws {
        try answer("land")
        try step("walk")
        try step("rest") { $0.reason = "not tired" }
        try step("sign") { $0.answer = "approve" }
        #expect(try !view.milestones.contains { $0.name == "closed" })
        #expect(try !view.entries.contains { $0.milestone == "closed" })
        _ = try give(
            .assess(
                Assessed(
                    disposition: .incident, severity: .sev3, category: nil, reason: "late",
                    impact: nil,
                    duplicateOf: nil)))
        let number = try give(.close(resolution: .restored, reason: "arrived", isForced: false))
        let view = try view
        #expect(view.milestones.filter { $0.name == "closed" }.map(\.entry) == [Int(number)])
        #expect(view.entries.filter { $0.milestone == "closed" }.map(\.number) == [Int(number)])
        #expect(view.closing?.entry == Int(number))
        #expect(view.closing?.unmet == [])
    }

    @Test func `evidence that was asked for is listed, kept or not`() throws {
        try answer("land")
        try step("walk") { $0.evidence = ["photo-1.jpg"] }
        let items = try view.evidence
        #expect(items.map(\.step) == ["which", "walk"])
        #expect(items[0].asked == ["who said so"])
        #expect(items[0].kept == [] && items[0].said == ["way: land"])
        #expect(items[1].kept == ["photo-1.jpg"])
        #expect(try !view.gaps.contains { $0.contains("evidence of step") })
    }

    @Test func `evidence that is not recorded is a gap`() throws {
        try answer("land")
        try step("walk")
        #expect(
            try view.gaps.contains(
                "Not recorded: evidence of step walk: time of arrival; photo."))
    }
}

extension Desk {
    /// What a chat message says of the steps.
    fileprivate func fieldOfSteps(_ incident: Incident) -> String? {
        message(about: incident, kind: "test", blocks: []).fields
            .first { $0.name == "Steps" }?.value
    }
}
