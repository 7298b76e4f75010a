internal import Application
internal import Rehearsals
internal import Runbooks

/// The results of tests in the XML that build servers read: a suite for each file, a case for each case.
struct JUnitReport {
    let tests: [PlayedTest]

    /// The whole document.
    var text: String {
        let cases = tests.map(\.results.count).reduce(0, +)
        let failed = tests.map(\.failed).reduce(0, +)
        let broken = tests.count(where: \.isBroken)
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            "<testsuites"
                + attributes([
                    ("name", "muster runbook test"), ("tests", String(cases + broken)),
                    ("failures", String(failed)), ("errors", String(broken)),
                ]) + ">",
        ]
        for test in tests { lines += suite(test) }
        return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
    }

    private func suite(_ played: PlayedTest) -> [String] {
        let broken = played.isBroken ? 1 : 0
        var lines = [
            "  <testsuite"
                + attributes([
                    ("name", played.test.rehearsal?.runbook.value ?? played.test.file.id),
                    ("file", played.test.file.path),
                    ("tests", String(played.results.count + broken)),
                    ("failures", String(played.failed)), ("errors", String(broken)),
                ]) + ">"
        ]
        lines += properties(played)
        if played.isBroken { lines += self.broken(played) }
        for result in played.results { lines += testCase(result, of: played) }
        return lines + ["  </testsuite>"]
    }

    private func properties(_ played: PlayedTest) -> [String] {
        guard let coverage = played.coverage else { return [] }
        let items = Coverage.Kind.allCases.map { kind in
            let (covered, all) = coverage.count(kind)
            return "      <property"
                + attributes([
                    ("name", "coverage.\(kind.rawValue)"), ("value", "\(covered)/\(all)"),
                ])
                + "/>"
        }
        return ["    <properties>"] + items + ["    </properties>"]
    }

    private func broken(_ played: PlayedTest) -> [String] {
        let findings = played.test.findings.map { finding in
            "\(finding.place.line):\(finding.place.column): \(finding.code.rawValue): \(finding.message)"
        }
        let message = played.test.obstacle?.message ?? "the test file has errors"
        return [
            "    <testcase"
                + attributes([
                    ("name", "the file can be played"), ("classname", played.test.file.id),
                ])
                + ">",
            "      <error" + attributes([("message", message), ("type", "unusable")]) + ">"
                + JUnitReport.escaped(findings.joined(separator: "\n")) + "</error>",
            "    </testcase>",
        ]
    }

    private func testCase(_ result: CaseResult, of played: PlayedTest) -> [String] {
        let head =
            "    <testcase"
            + attributes([
                ("name", result.name), ("classname", played.test.file.id),
                ("file", played.test.file.path), ("line", String(result.place.line)),
            ])
        guard let failure = result.failure else { return [head + "/>"] }
        let place = "\(played.test.file.path):\(failure.place.line):\(failure.place.column)"
        var text = [place + ": " + failure.message]
        for difference in failure.differences {
            text.append(
                "line \(difference.place.line): expected: \(difference.expected); "
                    + "found: \(difference.actual)")
        }
        text += failure.details
        text.append("open steps: " + (failure.open.isEmpty ? "none" : ""))
        text += failure.open.map { "  " + $0 }
        text += result.commands.map { ($0.isRemark ? "" : "muster ") + $0.words }
        return [
            head + ">",
            "      <failure"
                + attributes([
                    ("message", "\(place): \(failure.message)"), ("type", failure.kind.rawValue),
                ]) + ">" + JUnitReport.escaped(text.joined(separator: "\n")) + "</failure>",
            "    </testcase>",
        ]
    }

    private func attributes(_ pairs: [(String, String)]) -> String {
        pairs.map { " \($0)=\"\(JUnitReport.escaped($1, inAttribute: true))\"" }.joined()
    }

    /// The text as XML 1.0 can hold it; characters that it cannot hold become a question mark.
    static func escaped(_ text: String, inAttribute: Bool = false) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "\n" where inAttribute: "&#10;"
            case "\t" where inAttribute: "&#9;"
            case "\n", "\t": String(scalar)
            default: isAllowed(scalar) ? String(scalar) : "?"
            }
        }.joined()
    }

    /// The characters of XML 1.0, section 2.2, without those that turn text round or control terminals.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2029, 0x202F...0x2065, 0x206A...0xD7FF, 0xE000...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }
}
