import Chronology
import Engine
import Incidents
import OrderedCollections
import Runbooks
import Testing

/// What a call gives to the runbook that it calls, and milestones of steps that nobody ends.
@Suite struct ArgumentTests {
    private static let part = """
        runbook: part
        version: 1.0.0
        title: Part
        called_only: true
        facts:
          many: {type: int, label: How many}
          since: {type: time, label: Since when}
          loud: {type: bool, label: Whether to ring}
        phases:
          respond:
            objective: Part.
            steps:
              - {id: ring, do: Ring., when: facts.loud && facts.many > 2}
              - {id: quiet, do: Be quiet., when: "!(has(facts.loud) && facts.loud)"}

        """

    private static let whole = """
        runbook: whole
        version: 1.0.0
        title: Whole
        facts:
          hosts: {type: list(host), label: Hosts}
          many: {type: int, label: How many}
        phases:
          detect:
            objective: Whole.
            steps:
              - {id: count, ask: Which hosts?, fields: [hosts]}
              - id: call
                runbook: part
                with:
                  many: size(facts.hosts)
                  loud: "'FILE-01' in facts.hosts"
                  since: incident.opened
          respond:
            objective: Whole.
            steps:
              - {id: after, do: After., when: "steps['call/ring'].state == 'done'"}
              - {id: rest, wait: PT1H, milestone: recovered}
              - {id: late, do: Late.}

        """

    private func scene() throws -> Scene {
        let result = RunbookDecoder.decode(
            Array(Self.whole.utf8), fileName: "whole.runbook.yaml",
            library: { _ in Array(Self.part.utf8) })
        var scene = Scene(following: try #require(result.runbook, "\(result.diagnostics)"))
        try scene.open()
        try scene.give(.follow(Trial.reference, scene.runbook))
        return scene
    }

    private func count(_ hosts: [String], _ scene: inout Scene) throws {
        try scene.step("count") {
            $0.facts = [FactEntry(name: "hosts", value: .list(hosts.map { .string($0) }))]
        }
    }

    @Test func `the arguments of a call are facts when its first guard is looked at`() throws {
        var scene = try scene()
        try count(["FILE-01", "FILE-02", "WEB-01"], &scene)
        #expect(scene.incident.run?.frontier == ["call/ring"])
        #expect(scene.incident.facts["many"] == .int(3))
        #expect(scene.incident.facts["loud"] == .bool(true))
        #expect(scene.incident.facts["since"] == .string("2026-03-09T02:41:00Z"))
        #expect(scene.incident.timeline.last?.text.contains("many: 3") == true)
        #expect(try scene.reread() == scene.incident)
        try scene.step("call/ring")
        #expect(scene.incident.run?.state(of: "call/quiet") == .skipped)
        // A guard of the caller names a step of the called runbook.
        #expect(scene.incident.run?.frontier == ["after"])
    }

    @Test func `other arguments take the other way`() throws {
        var scene = try scene()
        try count(["WEB-01"], &scene)
        #expect(scene.incident.run?.frontier == ["call/quiet"])
        #expect(scene.incident.facts["loud"] == .bool(false))
    }

    @Test func `a wait that ends by itself reaches its milestone`() throws {
        var scene = try scene()
        try count(["WEB-01"], &scene)
        try scene.step("call/quiet")
        #expect(scene.incident.run?.frontier == ["rest"])
        #expect(scene.incident.milestones[.recovered] == nil)
        scene.now = scene.now.advanced(by: .seconds(7_200))
        try scene.step("rest", .expire)
        #expect(scene.incident.milestones[.recovered] != nil)
        #expect(scene.incident.run?.frontier == ["late"])
    }
}
