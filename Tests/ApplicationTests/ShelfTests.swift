import Foundation
import Incidents
import Journal
import Runbooks
import Testing

@testable import Application

@Suite struct ShelfTests {
    let office: Office

    init() throws { office = try Office() }

    @Test func `the runbooks that come with the program can be followed`() throws {
        let shelf = RunbookShelf(of: nil)
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "runbooks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(RunbookShelf.suffix) }
        #expect(shelf.items.map { $0.id + RunbookShelf.suffix } == files.sorted())
        for item in shelf.items {
            let runbook = try #require(shelf.decode(item).runbook)
            guard !runbook.isCalledOnly else { continue }
            #expect(try shelf.ready(item.id).runbook.id == item.id)
        }
    }

    @Test func `the organisation's own file comes before the one of the program`() throws {
        let text = Office.runbook("phishing", task: "Look at it.")
        try office.write(text, as: "phishing.runbook.yaml")
        let ready = try office.desk().shelf.ready("phishing")
        #expect(ready.runbook.title == "Own phishing")
        #expect(ready.pinned.map(\.bytes) == [Array(text.utf8)])
        #expect(ready.reference.hash == contentHash(Array(text.utf8)))
        #expect(try office.desk().shelf.items.filter { $0.id == "phishing" }.count == 1)
    }

    @Test func `a runbook that is not there or has errors is refused`() throws {
        let unknown = #expect(throws: Failure.self) { try office.desk().shelf.ready("fishing") }
        #expect(unknown?.code == .usage)
        #expect(unknown?.details.first == "did you mean 'phishing'?")
        try office.write("runbook: [", as: "bad.runbook.yaml")
        let bad = #expect(throws: Failure.self) { try office.desk().shelf.ready("bad") }
        #expect(bad?.code == .problemsFound)
        #expect(bad?.hint == "runbook lint bad")
    }

    @Test func `a part that others call is pinned with them and opens no incident`() throws {
        let part = Office.runbook("part", task: "Look closer.")
            .replacing("title:", with: "called_only: true\ntitle:")
        let whole = Office.runbook(
            "whole", task: "Look.", before: "      - {id: closer, runbook: part}")
        try office.write(part, as: "part.runbook.yaml")
        try office.write(whole, as: "whole.runbook.yaml")
        let refused = #expect(throws: Failure.self) { try office.desk().shelf.ready("part") }
        #expect(refused?.message == "runbook 'part' is a part that other runbooks call")
        #expect(try office.desk().shelf.ready("whole").pinned.map(\.name) == ["whole", "part"])
    }

    @Test func `a file that is named by its path calls the files beside it`() throws {
        let folder = office.folder + "/drafts/"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let part = Office.runbook("phishing", task: "Look closer.")
        let whole = Office.runbook(
            "whole", task: "Look.", before: "      - {id: closer, runbook: phishing}")
        try writeFile(Array(part.utf8), to: folder + "phishing.runbook.yaml")
        try writeFile(Array(whole.utf8), to: folder + "whole.runbook.yaml")
        let ready = try office.desk().shelf.ready(folder + "whole.runbook.yaml")
        #expect(ready.pinned.map(\.bytes) == [Array(whole.utf8), Array(part.utf8)])
    }

    @Test func `a changed file does not change an incident that follows it`() throws {
        try office.write(Office.runbook("own", task: "Look left."), as: "own.runbook.yaml")
        var request = OpeningRequest(title: "t")
        request.runbook = "own"
        let id = try office.desk().open(request, in: try office.desk().context()).incident.id
        let before = try office.desk().load(id).incident
        try office.write(Office.runbook("own", task: "Look right."), as: "own.runbook.yaml")
        let after = try office.desk().load(id).incident
        #expect(after == before)
        #expect(after.step(named: "look")?.title == "Look left.")
        let next = try office.desk().open(request, in: try office.desk().context()).incident
        #expect(next.step(named: "look")?.title == "Look right.")
        #expect(try office.desk().verify(id).isGood)
    }
}
