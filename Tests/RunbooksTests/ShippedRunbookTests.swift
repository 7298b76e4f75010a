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

    @Test func `at least three runbooks are shipped`() {
        #expect(ShippedRunbookTests.files.count >= 3)
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
