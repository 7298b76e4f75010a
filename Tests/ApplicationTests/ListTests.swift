import Chronology
import Incidents
import Journal
import Testing

@testable import Application

/// Many incidents in one store: what a list chooses, and what `verify` says of each.
@Suite struct ListTests {
    let office: Office
    let desk: Desk

    init() throws {
        office = try Office()
        desk = try office.desk()
    }

    private func open(
        _ title: String, severity: Severity = .sev3, isDrill: Bool = false
    ) throws -> String {
        var request = OpeningRequest(title: title)
        request.severity = severity
        request.isDrill = isDrill
        return try desk.open(request, in: desk.context()).incident.id
    }

    private func listed(
        severity: Severity? = nil, since: Timestamp? = nil, limit: Int? = nil
    ) throws -> [String] {
        let filter = ListFilter(
            openOnly: true, severity: severity, since: since, limit: limit)
        return try desk.list(filter).map(\.line.title)
    }

    @Test func `a list is in the order of opening, and the newest are its end`() throws {
        _ = try open("a", severity: .sev1)
        _ = try open("b", isDrill: true)
        let opened = office.surroundings.now()
        _ = try open("c")
        _ = try open("d", severity: .sev1)
        #expect(try listed() == ["a", "b", "c", "d"])
        #expect(try listed(limit: 2) == ["c", "d"])
        #expect(try listed(limit: 0) == [])
        #expect(try listed(limit: 9) == ["a", "b", "c", "d"])
        #expect(try listed(severity: .sev1) == ["a", "d"])
        #expect(try listed(severity: .sev1, limit: 1) == ["d"])
        #expect(try listed(since: opened) == ["c", "d"])
        #expect(try listed(severity: .sev3, since: opened, limit: 1) == ["d"])
        #expect(try desk.incidentIDs().count == 4)
    }

    @Test func `verify of many says of each what verify of one says`() throws {
        try office.write(Office.runbook("plan", task: "Look"), as: "plan.runbook.yaml")
        for number in 0..<70 {
            var request = OpeningRequest(title: "t\(number)")
            request.runbook = number % 2 == 0 ? "plan" : nil
            _ = try desk.open(request, in: desk.context())
        }
        let ids = try desk.incidentIDs() + ["INC-2026-9999"]
        let check = TreeCheck(try desk.treeRecord())
        let results = desk.verify(ids, in: check)
        #expect(results.map(\.incident) == ids)
        #expect(results.map(\.isGood) == ids.map { $0 != "INC-2026-9999" })
        #expect(results.map(\.runbooks) == (0..<70).map { $0 % 2 == 0 ? 1 : 0 } + [0])
        for (id, result) in zip(ids, results) {
            let one = try desk.verify(id)
            #expect(result.chain == one.chain && result.faults == one.faults)
            #expect(result.runbooks == one.runbooks)
        }
        #expect(desk.verify([], in: check).isEmpty)
    }
}
