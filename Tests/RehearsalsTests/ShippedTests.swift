import Foundation
import Rehearsals
import Runbooks
import Testing

/// The tests that come with the shipped runbooks.
@Suite struct ShippedTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "runbooks")

    /// The ids of all runbooks that are there.
    static let found: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
            .sorted()
    }()

    private static let suffix = ".runbook.yaml"

    private func bytes(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: ShippedTests.folder.appending(path: name))).map(Array.init)
    }

    @Test func `the shipped runbooks are found`() {
        #expect(ShippedTests.found.count >= 12)
    }

    @Test(arguments: found)
    func `a shipped test passes and sees every step, way and failure`(name: String) throws {
        let file = name + ".runbook.yaml"
        let decoded = RunbookDecoder.decode(
            try #require(bytes(file), "\(file) is missing"), fileName: file,
            library: { bytes($0 + ".runbook.yaml") })
        let runbook = try #require(decoded.runbook, "\(decoded.diagnostics)")
        let reading = Rehearsal.read(
            try #require(bytes(name + Rehearsal.suffix), "\(name) has no test"),
            fileName: name + Rehearsal.suffix)
        #expect(reading.diagnostics == [])
        let rehearsal = try #require(reading.rehearsal)
        #expect(rehearsal.check(against: runbook) == [])
        var coverage = Coverage(of: runbook, map: decoded.map)
        for item in rehearsal.cases {
            let result = item.play(runbook)
            #expect(
                result.failure == nil, "\(item.name.value): \(String(describing: result.failure))")
            coverage.add(result)
        }
        let missing = coverage.missing.map { "\($0.line): \($0.text)" }
        #expect(missing == [])
    }
}
