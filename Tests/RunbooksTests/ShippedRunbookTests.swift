import Chronology
import Foundation
import Runbooks
import Testing

@Suite struct ShippedRunbookTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "runbooks")

    static var files: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".runbook.yaml") }.sorted()
            .map { folder.appending(path: $0) }
    }

    @Test func `twelve runbooks are shipped, and the parts that they share`() throws {
        let runbooks = try ShippedRunbookTests.files.map { try runbook($0) }
        #expect(runbooks.count { !$0.isCalledOnly } == 12)
        #expect(runbooks.count(where: \.isCalledOnly) >= 5)
        let called = Set(runbooks.flatMap { $0.root.subtree }.compactMap(\.calledRunbook))
        #expect(Set(runbooks.filter(\.isCalledOnly).map(\.id)).isSubset(of: called))
    }

    /// The checklists behind the twelve, with how many items each has.
    private static let checklists = [
        ("account-compromise", "BEC", 20), ("cloud-key-leak", "CKL", 20),
        ("critical-vulnerability", "VUL", 19), ("data-breach", "DBR", 21), ("ddos", "DOS", 19),
        ("insider-threat", "INS", 19), ("lost-device", "LOS", 19),
        ("malware-outbreak", "MAL", 19), ("phishing", "PHI", 20), ("ransomware", "RAN", 22),
        ("supply-chain", "SUP", 20), ("web-compromise", "WEB", 19),
    ]

    @Test(arguments: checklists)
    func `every item of the checklist has a step, and the page says which`(
        id: String, prefix: String, count: Int
    ) throws {
        let steps = try runbook(
            ShippedRunbookTests.folder.appending(path: id + ".runbook.yaml")
        ).root.subtree
        let page = try String(
            contentsOf: ShippedRunbookTests.folder.deletingLastPathComponent()
                .appending(path: "docs/explanation/runbook-coverage.md"), encoding: .utf8)
        for number in 1...count {
            let item = "\(prefix)-\(number)"
            let tagged = steps.filter { $0.notes.tags.contains(item) }.map(\.id)
            #expect(!tagged.isEmpty, "\(item) has no step in \(id)")
            let row = page.split(separator: "\n").first { $0.hasPrefix("| \(item) |") }
            let named = (row?.split(separator: "`") ?? []).map(String.init)
                .filter { name in steps.contains { $0.id == name } }
            #expect(
                Set(tagged.filter { !$0.contains("/") }) == Set(named.filter { !$0.contains("/") }),
                "\(item): the page names other steps")
        }
    }

    private func runbook(_ file: URL) throws -> Runbook {
        let bytes = [UInt8](try Data(contentsOf: file))
        let result = RunbookDecoder.decode(bytes, fileName: file.lastPathComponent) { id in
            let other = ShippedRunbookTests.folder.appending(path: id + ".runbook.yaml")
            return (try? Data(contentsOf: other)).map { [UInt8]($0) }
        }
        return try #require(result.runbook)
    }

    @Test(arguments: files)
    func `a shipped runbook has no finding`(file: URL) throws {
        let bytes = [UInt8](try Data(contentsOf: file))
        let result = RunbookDecoder.decode(bytes, fileName: file.lastPathComponent) { id in
            let other = ShippedRunbookTests.folder.appending(path: id + ".runbook.yaml")
            return (try? Data(contentsOf: other)).map { [UInt8]($0) }
        }
        let renderer = DiagnosticRenderer(fileName: file.lastPathComponent, source: result.source)
        let findings = result.linted()
        #expect(findings.isEmpty, "\(renderer.render(findings))")
        #expect(result.runbook != nil)
    }
}

extension Step {
    fileprivate var calledRunbook: String? {
        if case .call(let runbook, _, _) = action { runbook } else { nil }
    }
}
