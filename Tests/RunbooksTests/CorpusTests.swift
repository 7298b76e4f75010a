import Chronology
import Foundation
import Runbooks
import Testing

/// A runbook with a defect that a tired author might leave in it, and what lint says of it.
///
/// The first line of the file is `# expect:` with each finding as `CODE LINE:COLUMN:LENGTH`.
struct Defect: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let expected: [String]

    var testDescription: String { name }
    /// The code that the defect stands for.
    var code: String { String(name.prefix(4)) }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/lint")

    private init(_ name: String, bytes: [UInt8], expected: [String]) {
        self.name = name
        self.bytes = bytes
        self.expected = expected
    }

    /// Files of the folder, in the order of their names.
    static let files: [Defect] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".runbook.yaml") }.sorted().map { name in
            let bytes = contents(of: name) ?? []
            let first = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            let list = first.replacing("# expect: ", with: "")
            return Defect(
                name, bytes: bytes, expected: list.split(separator: ", ").map(String.init))
        }
    }()

    /// What no text file can hold, or only one that nobody wants to read.
    static let generated: [Defect] = [
        Defect(
            "R001-two-million-bytes",
            bytes: [UInt8](repeating: UInt8(ascii: "#"), count: 2_000_000), expected: ["R001 1:1:1"]
        ),
        Defect(
            "R002-text-of-another-code-page",
            bytes: Array("title: Datenabflu".utf8) + [0xDF, 0x0A], expected: ["R002 1:18:1"]),
        Defect(
            "R003-file-of-another-program", bytes: [0x50, 0x4B, 0x03, 0x04, 0x00],
            expected: ["R003 1:3:1"]),
        Defect(
            "R011-too-many-steps",
            bytes: Array(
                """
                runbook: long
                version: 1.0.0
                title: Long
                phases:
                  respond:
                    objective: Wait.
                    steps:

                """.utf8)
                + (1...2_001).flatMap { Array("      - {id: wait-\($0), wait: PT1M}\n".utf8) },
            expected: ["R011 2008:9:1"]),
    ]

    private static func contents(of name: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appending(path: name))).map { [UInt8]($0) }
    }

    /// The findings, as the file lists them.
    ///
    /// The name of the file counts only where it is the defect; the files have their own names.
    func findings() -> [Diagnostic] {
        let fileName = code == "R019" ? name : "-"
        return RunbookDecoder.decode(bytes, fileName: fileName) { id in
            if id == "hosts" { return bytes }
            return Defect.contents(of: "library/\(id).runbook.yaml")
        }.linted(today: Timestamp(rfc3339: "2026-11-24T00:00:00Z"))
    }
}

@Suite struct CorpusTests {
    @Test(arguments: Defect.files + Defect.generated)
    func `lint finds the defect at its place, and nothing else`(defect: Defect) {
        let findings = defect.findings()
        let places = findings.map {
            "\($0.code.rawValue) \($0.place.line):\($0.place.column):\($0.place.length)"
        }
        #expect(places == defect.expected, "\(findings)")
        #expect(defect.expected.contains { $0.hasPrefix(defect.code) })
    }

    @Test func `every code has a defect, and there are at least a hundred`() {
        let defects = Defect.files + Defect.generated
        #expect(defects.count >= 100)
        let missing = Set(DiagnosticCode.allCases.map(\.rawValue))
            .subtracting(defects.map(\.code))
        #expect(missing.isEmpty, "\(missing.sorted())")
    }

    @Test func `every message is one sentence of one line without a full stop`() {
        for finding in (Defect.files + Defect.generated).flatMap({ $0.findings() }) {
            #expect(!finding.message.contains("\n"), "\(finding.message)")
            #expect(!finding.message.hasSuffix("."), "\(finding.message)")
        }
    }
}
