import Testing

@testable import Runbooks

/// `alongside`: lanes that run beside all stages of `respond`.
@Suite struct AlongsideTests {
    private static func text(_ alongside: String, facts: String = "") -> String {
        """
        runbook: sample
        version: 1.0.0
        title: Sample
        roles: {lead: Decides.}
        \(facts)
        phases:
          respond:
            contain: {objective: Stop it., steps: [{id: cut, do: Cut it off.}]}
            eradicate: {objective: Remove it., steps: [{id: wipe, do: Wipe it.}]}
            recover: {objective: Bring it back., steps: [{id: restore, do: Restore it.}]}
        \(alongside)
          learn: {objective: Learn., steps: [{id: talk, do: Talk about it.}]}

        """
    }

    private static let lanes = """
            alongside:
              - {id: notice, do: Tell the authority.}
              - - {id: update, do: Write an update.}
                - {id: again, do: Write another.}
        """

    private func runbook(_ text: String) throws -> Runbook {
        let result = Samples.decode(text)
        return try #require(result.runbook, "\(result.diagnostics.map(\.message))")
    }

    @Test func `the stages are one lane, and the lanes stand beside it`() throws {
        let runbook = try runbook(Self.text(Self.lanes))
        #expect(
            runbook.root.subtree.map(\.id) == [
                "sample", "respond", "respond.alongside", "respond.stages", "respond.contain",
                "cut", "respond.eradicate", "wipe", "respond.recover", "restore", "notice",
                "respond.alongside.2", "update", "again", "learn", "talk",
            ])
        let respond = try #require(runbook.root.children.first)
        let block = try #require(respond.children.first)
        guard case .parallel(_, .all, .await) = block.action else {
            Issue.record("\(block.action)")
            return
        }
        let staging = try #require(respond.staging)
        #expect(
            staging.stages.map(\.id) == ["respond.contain", "respond.eradicate", "respond.recover"])
        #expect(staging.lanes.map(\.id) == ["notice", "respond.alongside.2"])
        #expect(staging.added.isEmpty)
        #expect(
            runbook.phases.map(\.id) == [
                "respond", "respond.contain", "respond.eradicate", "respond.recover", "learn",
            ])
    }

    @Test func `without the key the stages are the steps of the phase`() throws {
        let respond = try #require(try runbook(Self.text("")).root.children.first)
        #expect(
            respond.children.map(\.id) == [
                "respond.contain", "respond.eradicate", "respond.recover",
            ])
        #expect(respond.staging == nil)
    }

    @Test func `a lane is beside every stage and before what follows`() throws {
        let order = FlowOrder(try runbook(Self.text(Self.lanes)).root)
        for step in ["cut", "wipe", "restore", "update"] {
            #expect(order.relation(of: "notice", to: step) == .beside, "\(step)")
        }
        #expect(order.relation(of: "notice", to: "talk") == .before)
        #expect(order.relation(of: "update", to: "again") == .before)
        #expect(order.relation(of: "cut", to: "wipe") == .before)
    }

    @Test func `what a stage reads is not filled by a lane beside it`() throws {
        let facts = "facts: {count: {type: int, label: Count}}"
        let lane = "    alongside: [{id: ask-it, ask: How many?, fields: [count]}]"
        let early = Self.text(lane, facts: facts).replacing(
            "{id: wipe, do: Wipe it.}", with: "{id: wipe, do: Wipe it., when: facts.count > 1}")
        let late = Self.text(lane, facts: facts).replacing(
            "{id: talk, do: Talk about it.}",
            with: "{id: talk, do: Talk about it., when: facts.count > 1}")
        let findings = Samples.decode(early).linted(today: nil).map(\.code.rawValue)
        #expect(findings.contains("R079"), "\(findings)")
        let none = Samples.decode(late).linted(today: nil).map(\.code.rawValue)
        #expect(!none.contains("R079"), "\(none)")
    }

    @Test(arguments: [
        ("    alongside: []", "R033", "'alongside' is empty"),
        ("    alongside: [[]]", "R033", "a lane is empty"),
        ("    alongside: {id: notice, do: Tell.}", "R014", "'alongside'"),
        ("    alongsde: [{id: notice, do: Tell.}]", "R012", "alongsde"),
        ("    alongside: [{id: cut, do: Tell.}]", "R017", "two steps have the id 'cut'"),
    ])
    func `a wrong alongside is found`(alongside: String, code: String, words: String) {
        let found = Samples.decode(Self.text(alongside)).diagnostics
        #expect(
            found.contains { $0.code.rawValue == code && $0.message.contains(words) },
            "\(found.map { "\($0.code.rawValue) \($0.message)" })")
    }

    @Test func `without stages it says where the lanes belong`() throws {
        let text = """
            runbook: sample
            version: 1.0.0
            title: Sample
            phases:
              respond:
                objective: Stop it.
                steps: [{id: cut, do: Cut it off.}]
                alongside: [{id: notice, do: Tell the authority.}]

            """
        let finding = try #require(Samples.decode(text).diagnostics.first)
        #expect(finding.code == .misplacedKey)
        #expect((finding.place.line, finding.place.column) == (8, 5))
        #expect(finding.message.contains("'parallel' step, or split 'respond' into stages"))
    }

    @Test func `the outline lists the lanes after the stages`() throws {
        let lines = RunbookOutline(try runbook(Self.text(Self.lanes))).lines
        let start = try #require(lines.firstIndex(of: "  respond.recover: Bring it back."))
        #expect(
            lines[(start + 1)...].prefix(7) == [
                "    restore  do: Restore it.", "  alongside the stages",
                "    notice  do: Tell the authority.", "    respond.alongside.2  in order",
                "      update  do: Write an update.", "      again  do: Write another.",
                "learn: Learn.",
            ])
    }

    @Test func `moving a lane out of a stage loses no step`() throws {
        let before = Self.text("").replacing(
            "steps: [{id: cut, do: Cut it off.}]",
            with:
                "steps: [{parallel: [{id: cut, do: Cut it off.}, {id: notice, do: Tell the authority.}]}]"
        )
        let after = Self.text("    alongside: [{id: notice, do: Tell the authority.}]")
        let comparison = RunbookComparison(old: try runbook(before), new: try runbook(after))
        #expect(comparison.step("respond")?.fate == .same)
        #expect(
            comparison.steps.allSatisfy { $0.fate != .dropped || !$0.isNamed },
            "\(comparison.steps.map { "\($0.id) \($0.fate)" })")
    }
}
