import Chronology
import Incidents
import Reports
import Testing

@testable import Application

/// Words that stand for what a label protects; each is in one entry only.
@Suite struct ReportTests {
    let office: Office
    let desk: Desk
    let id: String

    private static let lineCount = 12

    init() throws {
        office = try Office()
        desk = try office.desk()
        try office.write(Office.runbook("own", task: "Look."), as: "own.runbook.yaml")
        var request = OpeningRequest(title: "amberTitle")
        request.runbook = "own"
        id = try desk.open(request, in: desk.context()).incident.id
    }

    private func give(_ command: IncidentCommand, tlp: TLP? = nil) throws -> Int64 {
        try desk.perform([command], on: id, in: desk.context(tlp: tlp)).number
    }

    private func step(
        _ step: String, _ verb: StepVerb, tlp: TLP?, _ change: (inout StepCommand) -> Void
    ) throws {
        var command = StepCommand(step: step, verb: verb)
        change(&command)
        _ = try give(.step(command), tlp: tlp)
    }

    private func corrected(_ entry: Int64, _ text: String) -> IncidentCommand {
        .correct(
            Corrected(entry: entry, text: text, at: nil, fidelity: nil, reason: text + "Reason"))
    }

    private func assessed(
        _ word: String, category: Incidents.Category? = nil
    ) -> IncidentCommand {
        .assess(
            Assessed(
                disposition: .incident, severity: .sev2, category: category, reason: word,
                impact: word + "Impact", duplicateOf: nil))
    }

    /// Writes one entry of every kind that can carry the label, with the label's word in it.
    private func writeEverything(_ tlp: TLP, word: String) throws {
        let note = try give(.noted(word + "Note", milestone: .contained), tlp: tlp)
        _ = try give(corrected(note, word + "Fix"))
        let wide = try give(.noted("clearNote\(word.count)"), tlp: .clear)
        _ = try give(corrected(wide, word + "Late"), tlp: tlp)
        _ = try give(
            .decide(Decided(text: word + "Choice", options: [word + "A"], reason: word + "Why")),
            tlp: tlp)
        _ = try give(assessed(word + "Assessed", category: .malware), tlp: tlp)
        let part = UpdatePart(heading: "Needs", text: word + "Needs")
        _ = try give(
            .update(Updated(kind: .tactical, parts: [part], next: nil, channels: [word + "Chan"])),
            tlp: tlp)
        _ = try give(
            .addAction(text: word + "Act", kind: "detect", owner: word + "Owner", due: nil),
            tlp: tlp)
        _ = try give(
            .addAction(text: "clearAct", kind: "detect", owner: "clearOwner", due: nil),
            tlp: .clear)
        let last = try desk.load(id).incident.actions.count
        _ = try give(.endAction(id: "A-\(last)", isDone: true, note: word + "End"), tlp: tlp)
        try step("new", .add, tlp: tlp) {
            $0.added = AdHocStep(
                id: word.lowercased() + "-step", task: word + "Task", role: nil, block: "detect",
                after: nil)
        }
        try step("look", .block, tlp: tlp) { $0.reason = word + "Block" }
        try step("look", .retry, tlp: tlp) { _ in }
    }

    private func text(_ format: ReportFormat, _ label: TLP?) throws -> String {
        try desk.report(on: id, format: format, label: label, audience: "all").text
    }

    @Test(arguments: [TLP.clear, .green, .amber, .amberStrict], ReportFormat.allCases)
    func `nothing above the label is in any form of the report`(
        label: TLP, format: ReportFormat
    ) throws {
        try writeEverything(.red, word: "redWord")
        try writeEverything(.amber, word: "amberWord")
        let text = try text(format, label).lowercased()
        #expect(!text.contains("redword"), "\(Self.line(text, "redword"))")
        let isAmberAllowed = label >= .amber
        #expect(text.contains("amberword") == isAmberAllowed, "\(Self.line(text, "amberword"))")
        #expect(text.contains("ambertitle") == isAmberAllowed, "\(Self.line(text, "ambertitle"))")
        #expect(text.contains("clearact"))
    }

    /// Where a word stands, for the message of a failure.
    private static func line(_ text: String, _ word: String) -> String {
        text.split(separator: "\n").filter { $0.contains(word) }.prefix(lineCount)
            .map { String($0.prefix(300)) }.joined(separator: "\n")
    }

    @Test func `with the label it is all there and nothing is withheld`() throws {
        try writeEverything(.red, word: "redWord")
        let report = try desk.report(on: id, format: .json, label: .red, audience: "all")
        let parts = ["Fix", "Late", "Choice", "Why", "Needs", "Act", "Owner", "End", "Task"]
        for part in parts { #expect(report.text.contains("redWord" + part), "\(part)") }
        #expect(report.view.withheld.isEmpty)
        #expect(try text(.json, .green).contains("above TLP:GREEN"))
    }

    @Test func `the gate of closing does not tell what was added above the label`() throws {
        try step("new", .add, tlp: .red) {
            $0.added = AdHocStep(
                id: "hidden", task: "redTask", role: nil, block: "detect", after: nil)
        }
        try step("look", .done, tlp: nil) { _ in }
        try step("judge", .done, tlp: nil) {
            $0.answer = "left"
            $0.reason = "shorter"
        }
        _ = try give(.close(resolution: .accepted, reason: "late", isForced: true))
        #expect(try text(.json, .red).contains("redTask"))
        for format in ReportFormat.allCases {
            #expect(try !text(format, .amber).contains("redTask"))
            #expect(
                try text(format, .amber).contains("[withheld, TLP:RED]") == (format != .markdown))
        }
    }

    @Test func `what was kept and noted above the label is not shown as evidence`() throws {
        try office.write(
            Office.runbook("kept", task: "Look.").replacing(
                "evidence: none", with: "evidence: [photo]"), as: "kept.runbook.yaml")
        var request = OpeningRequest(title: "second")
        request.runbook = "kept"
        let other = try desk.open(request, in: desk.context()).incident.id
        var command = StepCommand(step: "look", verb: .done)
        command.evidence = ["redPhoto"]
        command.note = "redNote"
        _ = try desk.perform([.step(command)], on: other, in: desk.context(tlp: .red))
        let amber = try desk.report(on: other, format: .json, label: .amber, audience: "all")
        #expect(!amber.text.contains("redPhoto") && !amber.text.contains("redNote"))
        #expect(amber.view.evidence.map(\.kept) == [["[withheld, TLP:RED]"]])
        #expect(!amber.view.gaps.contains { $0.contains("evidence of step") })
        let red = try desk.report(on: other, format: .json, label: .red, audience: "all").view
        #expect(red.evidence.map(\.kept) == [["redPhoto"]])
        #expect(red.evidence.map(\.said) == [["note: redNote"]])
    }

    @Test func `an older category is not shown under a newer label`() throws {
        _ = try give(assessed("secret", category: .malware), tlp: .red)
        _ = try give(assessed("open"), tlp: .amber)
        let view = try desk.report(on: id, format: .json, label: .amber, audience: "all").view
        #expect(view.assessment.category == "[withheld, TLP:RED]")
        #expect(view.assessment.disposition == "incident")
    }

    @Test func `a correction is shown with what was said before`() throws {
        let note = try give(.noted("fist"))
        _ = try give(corrected(note, "first"))
        let view = try desk.report(on: id, format: .json, label: nil, audience: "all").view
        let entry = try #require(view.entries.first { $0.number == Int(note) })
        #expect(entry.text == "first")
        #expect(entry.correction?.was == "fist")
        #expect(entry.correction?.reason == "firstReason")
    }

    @Test func `decisions of people and of the runbook are listed in order`() throws {
        try step("look", .done, tlp: nil) { _ in }
        _ = try give(.decide(Decided(text: "cut", options: ["cut", "wait"], reason: "safe")))
        try step("judge", .done, tlp: nil) {
            $0.answer = "right"
            $0.reason = "shorter"
        }
        _ = try give(.decide(Decided(text: "call", options: [], reason: "asked")))
        let view = try desk.report(on: id, format: .json, label: nil, audience: "all").view
        #expect(view.decisions.map(\.choice) == ["cut", "To the right", "call"])
        #expect(view.decisions.map(\.reason) == ["safe", "shorter", "asked"])
        #expect(view.decisions[1].options == ["To the left", "To the right"])
    }

    @Test(arguments: ReportFormat.allCases)
    func `the same record gives the same bytes`(format: ReportFormat) throws {
        try writeEverything(.amber, word: "amberWord")
        let first = try text(format, nil)
        office.pass(86_400)
        let other = try office.desk("li")
        let again = try other.report(on: id, format: format, label: nil, audience: "all").text
        #expect(first == again)
        #expect(try text(format, nil) == first)
    }
}
