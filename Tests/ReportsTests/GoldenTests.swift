import Foundation
import Testing

@testable import Reports

/// Compares with files in `Golden`; `RECORD_GOLDEN=1` writes them anew.
@Suite struct GoldenTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    static func rendered(_ name: String) throws -> String {
        let view = name.hasPrefix("rich") ? Fixture.rich : Fixture.sparse
        return if name.hasSuffix("html") {
            HTMLReport.render(view)
        } else if name.hasSuffix("md") {
            MarkdownReport.render(view)
        } else {
            try JSONReport.render(view)
        }
    }

    @Test(arguments: ["rich", "sparse"], ["html", "md", "json"])
    func `a report is the recorded one, byte for byte`(view: String, form: String) throws {
        let name = "\(view).\(form)"
        let file = Self.folder.appending(path: name)
        let actual = try Self.rendered(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(actual.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(actual == expected, "RECORD_GOLDEN=1 records it again if the change is meant")
    }

    @Test(arguments: ["rich.html", "rich.md", "rich.json"])
    func `rendering twice gives the same bytes`(name: String) throws {
        #expect(try Self.rendered(name) == Self.rendered(name))
    }
}
