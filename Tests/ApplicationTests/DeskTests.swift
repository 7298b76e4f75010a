import Chronology
import Engine
import Incidents
import Journal
import Notifications
import Synchronization
import Testing

@testable import Application

@Suite struct DeskTests {
    let office: Office
    let desk: Desk

    init() throws {
        office = try Office()
        desk = try office.desk()
    }

    private func open(_ title: String = "t", key: String? = nil) throws -> Receipt {
        var request = OpeningRequest(title: title)
        request.key = key
        return try desk.open(request, in: desk.context())
    }

    @Test func `incidents are numbered, and exercises apart`() throws {
        #expect(try open().incident.id == "INC-2026-0001")
        #expect(try open().incident.id == "INC-2026-0002")
        var drill = OpeningRequest(title: "d")
        drill.isDrill = true
        #expect(try desk.open(drill, in: desk.context()).incident.id == "DRILL-2026-0001")
        #expect(try desk.storeFaults() == [])
    }

    @Test func `opening twice with one key opens once`() throws {
        let first = try open("one", key: "k")
        let second = try open("two", key: "k")
        #expect(second.isRepeat && !first.isRepeat)
        #expect(second.incident == first.incident)
        #expect(second.entries.isEmpty)
        #expect(try desk.store.incidents().count == 1)
    }

    @Test func `what a receipt says is what is on disk`() throws {
        let receipt = try open()
        let id = receipt.incident.id
        let noted = try desk.perform([.noted("a"), .noted("b")], on: id, in: desk.context())
        #expect(noted.number == receipt.incident.version + 1)
        let loaded = try office.desk("li").load(id)
        #expect(loaded.incident == noted.incident)
        #expect(Array(loaded.entries.suffix(2)) == noted.entries)
    }

    @Test func `a command that meets another is decided again and neither is lost`() throws {
        let id = try open().incident.id
        let rival = try office.desk("li")
        var calls = 0
        let receipt = try desk.perform([.noted("mine")], on: id, in: desk.context()) {
            _ throws(Failure) in
            calls += 1
            if calls < 3 {
                _ = try rival.perform([.noted("theirs \(calls)")], on: id, in: rival.context())
            }
            return Enclosure()
        }
        #expect(calls == 3)
        let texts = try desk.load(id).incident.timeline.map(\.text).suffix(3)
        #expect(Array(texts) == ["theirs 1", "theirs 2", "mine"])
        #expect(receipt.number == receipt.incident.version)
        #expect(try desk.verify(id).isGood)
    }

    @Test func `a command that always meets another gives up and writes nothing`() throws {
        let id = try open().incident.id
        let rival = try office.desk("li")
        let failure = #expect(throws: Failure.self) {
            try desk.perform([.noted("mine")], on: id, in: desk.context()) { _ throws(Failure) in
                _ = try rival.perform([.noted("theirs")], on: id, in: rival.context())
                return Enclosure()
            }
        }
        #expect(failure?.code == .stale)
        #expect(try !desk.load(id).incident.timeline.contains { $0.text == "mine" })
    }

    @Test func `a command on an old view can ask to be refused`() throws {
        let receipt = try open()
        let id = receipt.incident.id
        _ = try desk.perform([.noted("a")], on: id, in: desk.context())
        let failure = #expect(throws: Failure.self) {
            try desk.perform([.noted("b")], on: id, in: desk.context()) { _ throws(Failure) in
                var enclosure = Enclosure()
                enclosure.expectedVersion = receipt.incident.version
                return enclosure
            }
        }
        #expect(failure?.code == .conflict)
    }

    @Test func `of several commands all are written or none`() throws {
        let id = try open().incident.id
        let before = try desk.load(id).entries
        let failure = #expect(throws: Failure.self) {
            try desk.perform([.noted("good"), .noted("")], on: id, in: desk.context())
        }
        #expect(failure?.code == .usage)
        #expect(try desk.load(id).entries == before)
    }

    @Test func `people who open at the same time get numbers of their own`() async throws {
        let office = self.office
        try await withThrowingTaskGroup { group in
            for person in 0..<4 {
                group.addTask {
                    let desk = try office.desk("p\(person)")
                    for turn in 0..<3 {
                        let request = OpeningRequest(title: "\(person)-\(turn)")
                        _ = try desk.open(request, in: desk.context())
                    }
                }
            }
            try await group.waitForAll()
        }
        let ids = try desk.store.incidents().map(\.id)
        #expect(ids == (1...12).map { "INC-2026-" + padded($0, to: 4) })
        let titles = try ids.map { try desk.load($0).incident.title }
        #expect(Set(titles).count == 12)
    }

    @Test func `a wait ends by itself before the next command`() throws {
        let wait = "      - {id: pause, wait: PT10M}"
        let text = Office.runbook("own", task: "Look.", before: wait)
        try office.write(text, as: "own.runbook.yaml")
        var request = OpeningRequest(title: "t")
        request.runbook = "own"
        let id = try desk.open(request, in: desk.context()).incident.id
        #expect(try desk.load(id).incident.run?.state(of: "pause") == .active)
        office.pass(3_600)
        let receipt = try desk.perform([.noted("later")], on: id, in: desk.context())
        #expect(receipt.incident.run?.state(of: "pause") == .done)
        #expect(receipt.entries.map(\.content.kind) == ["step", "note"])
        let happened = try #require(receipt.entries.first).content.happenedAt
        #expect(happened < receipt.entries[1].content.happenedAt.advanced(by: .seconds(-2_000)))
    }

    @Test func `what could not be read again is not written`() throws {
        let text = Office.runbook("own", task: "Look.").replacing(
            "timebox: PT15M", with: "timebox: PT15M\n        deadline: P1000000000W")
        try office.write(text, as: "own.runbook.yaml")
        var request = OpeningRequest(title: "t")
        request.runbook = "own"
        #expect(throws: Failure.self) { try desk.open(request, in: desk.context()) }
        #expect(try desk.store.incidents().isEmpty)
    }

    @Test(arguments: [
        ("1", "INC-2026-0001"), ("0001", "INC-2026-0001"), ("inc-2026-1", "INC-2026-0001"),
        ("INC-2026-0001", "INC-2026-0001"), (nil, "INC-2026-0001"),
    ])
    func `an incident is found by any form of its number`(name: String?, id: String) throws {
        _ = try open()
        #expect(try desk.resolve(name) == id)
        #expect(throws: Failure.self) { try desk.resolve("2") }
    }

    @Test func `a correction is labelled no wider than what it corrects`() throws {
        let id = try open().incident.id
        let receipt = try desk.perform([.noted("x")], on: id, in: desk.context(tlp: .red))
        let correction = Corrected(
            entry: receipt.number, text: "y", at: nil, fidelity: nil, reason: "typo")
        let corrected = try desk.perform([.correct(correction)], on: id, in: desk.context())
        #expect(corrected.entries.map(\.content.tlp) == ["RED"])
    }

    @Test func `an update goes out under its own label and is held above a channel's ceiling`()
        throws
    {
        let id = try open().incident.id
        let channel = Channel(
            name: "ops", service: .slack, url: .environment("HOOK"), ceiling: .amber)
        let update = Updated(
            kind: .tactical, parts: [UpdatePart(heading: "", text: "x")], next: nil,
            channels: ["ops"])
        _ = try desk.post(update, to: [channel], on: id, in: desk.context())
        _ = try desk.post(update, to: [channel], on: id, in: desk.context(tlp: .red))
        let rows = try desk.store.outbox(ofIncident: id)
        #expect(rows.map(\.state) == ["queued", "held"])
        #expect(try rows.map { try Message(decoding: $0.message).tlp } == [.amber, .red])
    }
}
