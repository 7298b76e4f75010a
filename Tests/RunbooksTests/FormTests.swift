import Foundation
import Runbooks
import Testing

/// Findings in the forms that other programs read; `RECORD_GOLDEN=1` writes the files in `Golden` anew.
@Suite struct FormTests {
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Golden")

    /// A runbook whose findings have text before them that takes more than one unit, and hostile names.
    private static let text = """
        runbook: sample
        version: 1.0.0
        title: {en: "日本 🐱 e\u{301}", xx: "%0A::error::[x](http://evil.example)"}
        reviewed: 2026-11-01
        roles:
          lead: Decides.
        phases:
          detect:
            objective: See it.
            steps:
              - {x-note: "🐱🐱", id: look, do: 'Look: 100 %, {now}', rolle: lead, warn: [a]}
              - {id: look, do: "Löok", role: laed, timebox: 15 min}
              - {id: tell, notify: 'a [b](c) {d}', to: "a%0A,b:c", role: lead}

        """

    private static func linted(_ path: String = "runbooks/sample.runbook.yaml") -> LintedSource {
        let bytes = Array(text.utf8)
        let result = RunbookDecoder.decode(bytes, fileName: "sample.runbook.yaml") { _ in nil }
        let fixes = RunbookFixer.fixes(of: bytes, fileName: "sample.runbook.yaml", today: nil) {
            _ in nil
        }
        return LintedSource(
            path: path, source: result.source, findings: result.linted(), fixes: fixes)
    }

    private static func rendered(_ form: String) -> String {
        let file = linted()
        return switch form {
        case "sarif": SARIFForm.text([file], version: "1.2.3")
        case "github": WorkflowForm.lines(file).joined(separator: "\n") + "\n"
        case "gcc": GCCForm.lines(file).joined(separator: "\n") + "\n"
        default: ""
        }
    }

    @Test(arguments: ["sarif", "github", "gcc"])
    func `a form is the recorded one, byte for byte`(form: String) throws {
        let file = FormTests.golden.appending(path: "findings.\(form).txt")
        let actual = FormTests.rendered(form)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(
                at: FormTests.golden, withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        #expect(actual == expected, "RECORD_GOLDEN=1 records it again if the change is meant")
    }

    private func log(_ files: [LintedSource]) throws -> [String: Any] {
        let text = SARIFForm.text(files, version: "1.2.3")
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return try #require(object)
    }

    private func results(_ file: LintedSource) throws -> [[String: Any]] {
        let runs = try #require(try log([file])["runs"] as? [[String: Any]])
        return try #require(runs.first?["results"] as? [[String: Any]])
    }

    private func region(_ result: [String: Any]) throws -> [String: Int] {
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        return try #require(physical["region"] as? [String: Int])
    }

    private func uri(_ path: String) throws -> String {
        let result = try #require(try results(FormTests.linted(path)).first)
        let location = try #require((result["locations"] as? [[String: Any]])?.first)
        let physical = try #require(location["physicalLocation"] as? [String: Any])
        let artifact = try #require(physical["artifactLocation"] as? [String: Any])
        #expect((artifact["uriBaseId"] != nil) == !path.hasPrefix("/"))
        return try #require(artifact["uri"] as? String)
    }

    @Test func `columns of SARIF count UTF-16 units and cut the marked text out exactly`() throws {
        let file = FormTests.linted()
        let lines = FormTests.text.components(separatedBy: "\n")
        let found = try results(file)
        #expect(found.count == file.findings.count)
        for (result, finding) in zip(found, file.findings) {
            let region = try region(result)
            let line = Array(lines[(region["startLine"] ?? 1) - 1].utf16)
            let start = try #require(region["startColumn"]) - 1
            let end = try #require(region["endColumn"]) - 1
            let scalars = Array(lines[finding.place.line - 1].unicodeScalars)
            let first = finding.place.column - 1
            let marked = scalars[first..<min(scalars.count, first + finding.place.length)]
            #expect(
                String(decoding: line[start..<end], as: UTF16.self)
                    == String(String.UnicodeScalarView(marked)))
        }
        #expect(try found.map { try region($0)["startColumn"] }.contains(62))
    }

    @Test(arguments: [
        ("a/b.yaml", "a/b.yaml"), ("./a.yaml", "a.yaml"), ("a b%.yaml", "a%20b%25.yaml"),
        ("C:x?#.yaml", "C%3Ax%3F%23.yaml"), ("日/é.yaml", "%E6%97%A5/%C3%A9.yaml"),
        ("/srv/a b.yaml", "file:///srv/a%20b.yaml"), ("a\nb\u{1B}.yaml", "a%0Ab%1B.yaml"),
        ("../x.yaml", "../x.yaml"),
    ])
    func `a path is a reference with everything else encoded`(path: String, wanted: String) throws {
        #expect(try uri(path) == wanted)
    }

    @Test func `the log has what code scanning asks for`() throws {
        let log = try log([FormTests.linted(), FormTests.linted("other.yaml")])
        #expect(log["version"] as? String == "2.1.0")
        #expect((log["$schema"] as? String)?.hasSuffix("sarif-2.1.0.json") == true)
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        #expect(run["columnKind"] as? String == "utf16CodeUnits")
        let tool = try #require(run["tool"] as? [String: [String: Any]])
        let driver = try #require(tool["driver"])
        #expect(driver["name"] as? String == "muster")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        for rule in rules {
            for key in ["shortDescription", "fullDescription", "help"] {
                let text = (rule[key] as? [String: String])?["text"]
                #expect(text?.isEmpty == false && (text?.count ?? 0) < 1_024, "\(key)")
            }
            #expect(rule["defaultConfiguration"] != nil)
        }
        let results = try #require(run["results"] as? [[String: Any]])
        var prints: Set<String> = []
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            #expect(["error", "warning", "note"].contains(result["level"] as? String))
            let print = try #require(result["partialFingerprints"] as? [String: String])
            prints.formUnion(print.values)
            let region = try region(result)
            #expect((region["startLine"] ?? 0) > 0 && (region["startColumn"] ?? 0) > 0)
            #expect((region["endColumn"] ?? 0) >= (region["startColumn"] ?? 1))
        }
        #expect(prints.count == results.count, "each finding has a fingerprint of its own")
    }

    @Test func `a fingerprint stays when lines move`() throws {
        func prints(_ text: String) throws -> [String] {
            let result = Samples.decode(text)
            let file = LintedSource(
                path: "a.yaml", source: result.source, findings: result.linted())
            return try results(file).compactMap {
                ($0["partialFingerprints"] as? [String: String])?.values.first
            }
        }
        let text = Samples.good("role: technical", "role: tecnical")
        #expect(try prints(text) == prints("# moved\n\n" + text))
        #expect(try prints(text) != prints(text.replacing("tecnical", with: "tecnicl")))
    }

    @Test func `a fix of SARIF makes the text that lint would write`() throws {
        let file = FormTests.linted()
        let lines = FormTests.text.components(separatedBy: "\n")
        var mended: [String] = []
        for result in try results(file) {
            guard let fix = (result["fixes"] as? [[String: Any]])?.first else { continue }
            let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
            let edit = try #require((change["replacements"] as? [[String: Any]])?.first)
            let region = try #require(edit["deletedRegion"] as? [String: Int])
            let content = try #require(edit["insertedContent"] as? [String: String])
            var line = Array(lines[(region["startLine"] ?? 1) - 1].utf16)
            let start = (region["startColumn"] ?? 1) - 1
            line.replaceSubrange(
                start..<((region["endColumn"] ?? 1) - 1), with: (content["text"] ?? "").utf16)
            mended.append(String(decoding: line, as: UTF16.self))
        }
        #expect(mended.count == 3)
        #expect(mended.first?.contains("{now}', role: lead, warn") == true)
    }

    @Test(arguments: ["a%b\r\n::error::x,y:z\u{1B}[0m.yaml"])
    func `a hostile path is one property of one line`(path: String) throws {
        let line = try #require(WorkflowForm.lines(FormTests.linted(path)).first)
        #expect(
            line.hasPrefix(
                "::error file=a%25b%0D%0A%3A%3Aerror%3A%3Ax%2Cy%3Az\\u{001B}[0m.yaml,line=11,"))
        let gcc = try #require(GCCForm.lines(FormTests.linted(path)).first)
        #expect(gcc.hasPrefix("a%b\\u{000D}\\u{000A}::error::x,y:z\\u{001B}[0m.yaml:11:"))
    }

    @Test(arguments: ["github", "gcc"])
    func `each finding is one line without a control character`(form: String) {
        let text = FormTests.rendered(form)
        #expect(text.split(separator: "\n").count == FormTests.linted().findings.count)
        let controls = text.unicodeScalars.filter {
            $0 != "\n" && $0.properties.generalCategory == .control
        }
        #expect(controls.isEmpty)
    }
}
