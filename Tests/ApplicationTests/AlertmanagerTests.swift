import Foundation
import Incidents
import Testing

@testable import Application

@Suite struct AlertmanagerTests {
    private static let good = """
        {"version":"4","groupKey":"{}:{a=\\"b\\"}","status":"firing","receiver":"all",
        "commonLabels":{"alertname":"DiskFull","severity":"CRITICAL"},
        "commonAnnotations":{"summary":"Disk full","runbook":"r"},"truncatedAlerts":2,
        "alerts":[
        {"status":"firing","labels":{"b":"2","a":"1"},"annotations":{"description":"d"},
        "startsAt":"2026-11-23T16:51:10Z"},
        {"status":"resolved","labels":{},"startsAt":"2026-11-23T16:50:10Z"}]}
        """

    private func read(_ text: String) throws(Failure) -> MachineReport {
        try MachineReport.alertmanager(Array(text.utf8))
    }

    @Test func `a message is read`() throws {
        let report = try read(Self.good)
        #expect(report.title == "Disk full")
        #expect(report.severity == .sev1)
        #expect(report.key == "{}:{a=\"b\"}")
        #expect(report.startsAt == "2026-11-23T16:50:10Z")
        #expect(report.lanes == ["firing a=1 b=2: d", "resolved "])
        #expect(report.details.contains("2 more alerts were left out by the sender"))
        #expect(report.details.first == "runbook: r")
    }

    @Test(
        arguments: [
            ("warning", Severity.sev3), ("High", .sev2), ("info", .sev4), ("odd", nil),
        ] as [(String, Severity?)])
    func `a severity is understood or left open`(word: String, severity: Severity?) throws {
        let text = Self.good.replacing("CRITICAL", with: word)
        #expect(try read(text).severity == severity)
    }

    @Test func `without a summary the alert's name is the title`() throws {
        let text = Self.good.replacing("\"summary\":\"Disk full\",", with: "")
        #expect(try read(text).title == "DiskFull")
        let bare = text.replacing("\"alertname\":\"DiskFull\",", with: "")
        #expect(try read(bare).title == "Alert without a name")
    }

    @Test(arguments: [
        ("\"groupKey\":\"{}:{a=\\\"b\\\"}\",", "", "the key 'groupKey' is missing at the top"),
        ("\"status\":\"resolved\",", "", "the key 'status' is missing at alerts.[1]"),
        ("\"b\":\"2\"", "\"b\":2", "at alerts.[0].labels.b"),
        ("\"alerts\":[", "\"alerts\":7,\"x\":[", "at alerts"),
        ("{\"version\":\"4\"", "[{\"version\":\"4\"", "not readable as JSON"),
        ("\"version\":\"4\"", "\"version\":\"3\"", "version '3'"),
        ("{\"version\"", "\u{1}{\"version\"", "not readable as JSON"),
    ])
    func `a bad message is refused and says where`(old: String, new: String, place: String) {
        let text = Self.good.replacing(old, with: new)
        #expect(text != Self.good)
        let failure = #expect(throws: Failure.self) { try read(text) }
        #expect(failure?.code == .usage)
        #expect(failure?.message.contains(place) == true, "\(failure?.message ?? "")")
    }

    @Test func `a message without an alert is refused`() {
        let text = "{\"version\":\"4\",\"groupKey\":\"k\",\"status\":\"firing\",\"alerts\":[]}"
        #expect(throws: Failure(.usage, "the message holds no alert")) { try read(text) }
        #expect(throws: Failure.self) { try read("") }
    }
}
