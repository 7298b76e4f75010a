import Foundation
import Testing

@testable import Runbooks

/// The one table of the language's keys, held against the decoder, the schema and the reference.
@Suite struct LanguageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private func errors(_ text: String) -> [Diagnostic] {
        Samples.decode(text).diagnostics.filter { $0.severity == .error }
    }

    // MARK: - Decoder

    @Test(arguments: LanguageSamples.all)
    func `the decoder takes each key of the table`(sample: LanguageSamples.Sample) {
        let found = errors(sample.text).filter { $0.code != .missingRunbook }
        #expect(found.isEmpty, "\(sample.text)\n\(found.map(\.message))")
    }

    @Test func `each key of the table has a line of meaning`() {
        let keys = LanguageMap.allCases.flatMap(\.keys) + LanguageTable.verbs.flatMap(\.keys)
        #expect(keys.count > 80)
        for key in keys {
            #expect(
                !key.meaning.isEmpty && !key.meaning.contains("\n") && !key.meaning.contains("|"))
        }
    }

    @Test(arguments: LanguageMap.allCases.filter { $0 != .phases && $0 != .arm && $0 != .respond })
    func `a key that the table calls needed is missed`(map: LanguageMap) {
        for key in map.needed {
            let refused = LanguageTests.refused.filter {
                $0.name == "\(map.rawValue) without \(key)"
            }
            #expect(refused.count == 1, "no case for \(map.rawValue).\(key)")
        }
    }

    // MARK: - Shape

    struct Refused: CustomStringConvertible, Sendable {
        let name: String
        let text: String
        var description: String { name }

        init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }

        /// With one step.
        init(_ name: String, step: String) {
            self.init(
                name,
                LanguageSamples.document(
                    phases: "{detect: {objective: Aim, steps: [\(step)]}}"))
        }
    }

    private static func without(_ key: String) -> String {
        LanguageSamples.document().split(separator: "\n").filter { !$0.hasPrefix(key + ":") }
            .joined(separator: "\n")
    }

    /// What is wrong in its shape, so that both the decoder and the schema refuse it.
    static let refused =
        ["runbook", "version", "title", "phases"].map {
            Refused("document without \($0)", without($0))
        } + [
            Refused("fact without type", LanguageSamples.document("facts: {a: {label: A}}")),
            Refused("fact without label", LanguageSamples.document("facts: {a: {type: int}}")),
            Refused(
                "message without text", LanguageSamples.document("messages: {a: {audience: b}}")),
            Refused(
                "phase without objective",
                LanguageSamples.document(phases: "{detect: {steps: [{id: a, do: B}]}}")),
            Refused(
                "phase without steps", LanguageSamples.document(phases: "{detect: {objective: A}}")),
            Refused(
                "stage without objective",
                LanguageSamples.document(phases: "{respond: {contain: {steps: [{id: a, do: B}]}}}")),
            Refused(
                "stage without steps",
                LanguageSamples.document(phases: "{respond: {contain: {objective: A}}}")),
            Refused(
                "option without text",
                step: "{id: a, decide: B, options: {a: {when: C}, b: D}}"),
            Refused("unknown key", LanguageSamples.document("colour: red")),
            Refused("unknown key of a step", step: "{id: a, do: B, colour: red}"),
            Refused("unknown phase", LanguageSamples.document(phases: "{plan: {objective: A}}")),
            Refused("no phase", LanguageSamples.document(phases: "{}")),
            Refused("two verbs", step: "{id: a, do: B, ask: C, fields: [d]}"),
            Refused("no verb", step: "{id: a, role: b}"),
            Refused("no id", step: "{do: B}"),
            Refused("a key of another verb", step: "{id: a, do: B, quorum: 2}"),
            Refused("ask without fields", step: "{id: a, ask: B}"),
            Refused("decide without options", step: "{id: a, decide: B}"),
            Refused("one option", step: "{id: a, decide: B, options: {c: D}}"),
            Refused("approve without from", step: "{id: a, approve: B}"),
            Refused("repeat without while", step: "{repeat: [{id: a, do: B}], at_most: 2}"),
            Refused("repeat without at_most", step: "{repeat: [{id: a, do: B}], while: 1 == 1}"),
            Refused(
                "choose without otherwise",
                step: "{choose: [{when: 1 == 1, then: [{id: a, do: B}]}]}"),
            Refused(
                "otherwise with when",
                step: "{choose: [{when: 1 == 1, otherwise: [{id: a, do: B}]}]}"),
            Refused(
                "an arm without then",
                step: "{choose: [{when: 1 == 1}, {otherwise: [{id: a, do: B}]}]}"),
            Refused("on_timeout without deadline", step: "{id: a, do: B, on_timeout: skip}"),
            Refused("wait for two things", step: "{id: a, wait: {signal: b, until: 1 == 1}}"),
            Refused("wait for nothing that there is", step: "{id: a, wait: soon}"),
            Refused("a list for a text", LanguageSamples.document("summary: [a]")),
            Refused("a text for a list", LanguageSamples.document("not_for: a")),
            Refused("a text for a map", LanguageSamples.document("roles: a")),
            Refused("an empty list", LanguageSamples.document("related: []")),
            Refused("no value", LanguageSamples.document("summary:")),
            Refused("a bad version", LanguageSamples.document("").replacing("1.0.0", with: "1.0")),
            Refused("a bad date", LanguageSamples.document("reviewed: yesterday")),
            Refused("a bad duration", step: "{id: a, do: B, timebox: soon}"),
            Refused("a duration of nothing", step: "{id: a, do: B, deadline: PT0S}"),
            Refused("no time-box without a reason", step: "{id: a, do: B, timebox: none}"),
            Refused("a bad name", step: "{id: Step One, do: B}"),
            Refused(
                "a bad fact name", LanguageSamples.document("facts: {a-b: {type: int, label: A}}")),
            Refused("a bad label", LanguageSamples.document("tlp: PURPLE")),
            Refused("a bad word", step: "{id: a, do: B, skippable: maybe}"),
            Refused(
                "a truth that is none",
                LanguageSamples.document("facts: {a: {type: int, label: A, secret: perhaps}}")),
            Refused("a number out of its range", step: "{id: a, do: B, retry: 11}"),
            Refused(
                "an unknown type", LanguageSamples.document("facts: {a: {type: integer, label: A}}")
            ),
            Refused(
                "an enum without values",
                LanguageSamples.document("facts: {a: {type: enum, label: A}}")),
            Refused(
                "values without an enum",
                LanguageSamples.document("facts: {a: {type: int, label: A, of: {b: C}}}")),
            Refused(
                "ahead without time",
                LanguageSamples.document("facts: {a: {type: int, label: A, ahead: true}}")),
            Refused(
                "stages and steps",
                LanguageSamples.document(
                    phases:
                        "{respond: {steps: [{id: a, do: B}], contain: {objective: A, steps: [{id: c, do: D}]}}}"
                )),
            Refused(
                "lanes beside no stages",
                LanguageSamples.document(
                    phases:
                        "{respond: {objective: A, steps: [{id: a, do: B}], alongside: [{id: c, do: D}]}}"
                )),
            Refused(
                "no lanes beside stages",
                LanguageSamples.document(
                    phases:
                        "{respond: {contain: {objective: A, steps: [{id: c, do: D}]}, alongside: []}}"
                )),
            Refused(
                "a claim of two kinds",
                LanguageSamples.document("properties: [{never: [a, b], before: [a, b]}]")),
            Refused("a claim of nothing", LanguageSamples.document("properties: [{}]")),
            Refused(
                "a claim about one step", LanguageSamples.document("properties: [{before: [a]}]")),
            Refused(
                "a limit without a duration",
                LanguageSamples.document("properties: [{within: [a]}]")),
            Refused("a command line", step: "{id: a, run: b, arguments: rm -rf x}"),
            Refused("a variable in small letters", step: "{id: a, run: b, environment: {path: x}}"),
            Refused("a map for a failure", step: "{id: a, do: B, on_failure: {id: c, do: D}}"),
            Refused("evidence in a text", step: "{id: a, do: B, evidence: logs}"),
        ]

    @Test(arguments: refused)
    func `the decoder refuses a wrong shape`(case: Refused) {
        #expect(!errors(`case`.text).isEmpty, "\(`case`.text)")
    }

    // MARK: - Schema

    @Test(.enabled(if: SchemaJudge.isThere, "Python has no jsonschema or yaml"))
    func `the schema takes what the decoder takes, and refuses what it refuses`() throws {
        let folder = Self.root.appending(path: "runbooks")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".runbook.yaml") }.sorted()
        #expect(names.count >= 3)
        var good = LanguageSamples.all.map { ($0.description, $0.text) }
        good.append(("the sample of these tests", Samples.good))
        for name in names {
            good.append(
                (name, try String(contentsOf: folder.appending(path: name), encoding: .utf8)))
        }
        good.append(("keys of other programs", LanguageSamples.document("x-owner: {a: [1]}")))
        let bad = Self.refused.map { ($0.name, $0.text) }
        let judged = try SchemaJudge.refused(good + bad, by: LanguageSchema.text)
        let wrong = judged.filter { name in !bad.contains { $0.0 == name } }
        #expect(wrong.isEmpty, "refused: \(wrong)")
        let missed = bad.map(\.0).filter { !judged.contains($0) }
        #expect(missed.isEmpty, "taken: \(missed)")
    }

    @Test func `the published schema is the one that the program writes`() throws {
        let file = Self.root.appending(path: "docs/reference/runbook-1.schema.json")
        try hold(LanguageSchema.text, in: file)
    }

    // MARK: - Reference

    @Test func `the tables of the reference are those of the language`() throws {
        let file = Self.root.appending(path: "docs/reference/runbook-language.md")
        let page = try String(contentsOf: file, encoding: .utf8)
        var pieces = page.split(separator: "<!-- keys: ", omittingEmptySubsequences: false)
        var found: [String] = []
        for index in pieces.indices.dropFirst() {
            let name = String(pieces[index].prefix { $0 != " " })
            let end = try #require(pieces[index].range(of: "<!-- end -->"), "\(name)")
            let table = try #require(LanguageReference.table(name), "\(name)")
            let after = pieces[index][end.lowerBound...]
            pieces[index] = Substring("\(name) -->\n\n\(table)\n\n\(after)")
            found.append(name)
        }
        #expect(found.sorted() == LanguageReference.tables.sorted())
        try hold(pieces.joined(separator: "<!-- keys: "), in: file)
    }

    private func hold(_ text: String, in file: URL) throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
        }
        let held = try String(contentsOf: file, encoding: .utf8)
        #expect(held == text, "RECORD_GOLDEN=1 writes it again")
    }
}
