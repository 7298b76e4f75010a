/// Findings as a log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS).
package struct SARIFForm {
    private let files: [LintedSource]
    /// The codes that occur; a result names its rule by the index in this list.
    private let codes: [DiagnosticCode]

    private init(_ files: [LintedSource]) {
        self.files = files
        let found = Set(files.flatMap(\.findings).map(\.code))
        codes = DiagnosticCode.allCases.filter(found.contains)
    }

    /// The log; the text ends with a line feed.
    package static func text(_ files: [LintedSource], version: String) -> String {
        SARIFForm(files).log(version: version).text() + "\n"
    }

    private func log(version: String) -> OrderedJSON {
        let driver: OrderedJSON = .object([
            ("name", .text("muster")), ("semanticVersion", .text(version)),
            ("rules", .list(codes.map(rule))),
        ])
        let run: OrderedJSON = .object([
            ("tool", .object([("driver", driver)])),
            ("columnKind", .text("utf16CodeUnits")),
            // Lines end where YAML 1.1 ends them, which is more than the default of SARIF.
            (
                "newlineSequences",
                .list(["\r\n", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].map { .text($0) })
            ),
            ("invocations", .list([.object([("executionSuccessful", .truth(true))])])),
            ("results", .list(files.flatMap(results))),
        ])
        return .object([
            ("$schema", .text("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", .text("2.1.0")), ("runs", .list([run])),
        ])
    }

    private func rule(_ code: DiagnosticCode) -> OrderedJSON {
        let explanation = CodeExplanation.of(code)
        let summary = SARIFForm.message(explanation?.summary ?? code.rawValue)
        let why = explanation?.why ?? code.rawValue
        var help = [("text", OrderedJSON.text(why))]
        if let explanation, explanation.frame != .described {
            let examples =
                "\n\nBad:\n\n```yaml\n\(explanation.bad)\n```\n\nGood:\n\n"
                + "```yaml\n\(explanation.good)\n```\n"
            help.append(("markdown", .text(why + examples)))
        }
        let level = SARIFForm.level(code.severity)
        return .object([
            ("id", .text(code.rawValue)), ("name", .text("\(code)")),
            ("shortDescription", .object([("text", .text(summary))])),
            ("fullDescription", .object([("text", .text(SARIFForm.message(why)))])),
            ("help", .object(help)),
            ("defaultConfiguration", .object([("level", .text(level))])),
            (
                "properties",
                .object([
                    ("precision", .text("very-high")),
                    ("problem.severity", .text(code.severity == .error ? "error" : "warning")),
                    ("tags", .list([.text("runbook")])),
                ])
            ),
        ])
    }

    private func results(_ file: LintedSource) -> [OrderedJSON] {
        var seen: [String: Int] = [:]
        return file.findings.enumerated().map { index, finding in
            let content = file.source?.line(finding.place.line) ?? []
            let subject = [
                file.path, finding.code.rawValue, finding.message,
                String(String.UnicodeScalarView(content.filter { $0 != " " && $0 != "\t" })),
            ].joined(separator: "\n")
            seen[subject, default: 0] += 1
            let print = SARIFForm.hash(subject) + ":\(seen[subject] ?? 1)"
            let fix = file.fixes.indices.contains(index) ? file.fixes[index] : nil
            return result(finding, in: file, fingerprint: print, fix: fix)
        }
    }

    private func result(
        _ finding: Diagnostic, in file: LintedSource, fingerprint: String, fix: LintFix?
    ) -> OrderedJSON {
        var members: [(String, OrderedJSON)] = [
            ("ruleId", .text(finding.code.rawValue)),
            ("ruleIndex", .number(codes.firstIndex(of: finding.code) ?? -1)),
            ("level", .text(SARIFForm.level(finding.severity))),
            ("message", .object([("text", .text(SARIFForm.message(finding.sentence)))])),
            ("locations", .list([location(finding.place, in: file)])),
            ("partialFingerprints", .object([("runbookFinding/v1", .text(fingerprint))])),
        ]
        if let related = finding.related {
            let text = SARIFForm.message(SafeText.escape(related.message))
            members.append(
                (
                    "relatedLocations",
                    .list([
                        location(
                            related.place, in: file,
                            more: [("message", .object([("text", .text(text))]))])
                    ])
                ))
        }
        if let fix { members.append(("fixes", .list([self.fix(fix, in: file)]))) }
        return .object(members)
    }

    private func location(
        _ place: Place, in file: LintedSource, more: [(String, OrderedJSON)] = []
    ) -> OrderedJSON {
        let physical: OrderedJSON = .object([
            ("artifactLocation", artifact(file)), ("region", region(place, in: file)),
        ])
        return .object([("physicalLocation", physical)] + more)
    }

    private func region(_ place: Place, in file: LintedSource) -> OrderedJSON {
        let columns = file.utf16Columns(of: place)
        return .object([
            ("startLine", .number(place.line)), ("startColumn", .number(columns.start)),
            ("endLine", .number(place.line)), ("endColumn", .number(columns.end)),
        ])
    }

    private func artifact(_ file: LintedSource) -> OrderedJSON {
        if file.path.hasPrefix("/") {
            return .object([("uri", .text("file://" + SARIFForm.encoded(file.path)))])
        }
        return .object([
            ("uri", .text(SARIFForm.encoded(file.path))), ("uriBaseId", .text("%SRCROOT%")),
        ])
    }

    private func fix(_ fix: LintFix, in file: LintedSource) -> OrderedJSON {
        let replacement: OrderedJSON = .object([
            ("deletedRegion", region(fix.place, in: file)),
            ("insertedContent", .object([("text", .text(fix.new))])),
        ])
        let text = SARIFForm.message(SafeText.escape(fix.summary))
        return .object([
            ("description", .object([("text", .text(text))])),
            (
                "artifactChanges",
                .list([
                    .object([
                        ("artifactLocation", artifact(file)),
                        ("replacements", .list([replacement])),
                    ])
                ])
            ),
        ])
    }
}

extension SARIFForm {
    /// A path as a relative reference: everything but unreserved characters and `/` is encoded (RFC 3986).
    private static func encoded(_ path: String) -> String {
        let bare = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
        return bare.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
                String(Unicode.Scalar(byte))
            default:
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }

    /// A text as a message: braces doubled (SARIF 2.1.0, 3.11.5), and nothing that would be a link (3.11.6).
    private static func message(_ text: String) -> String {
        text.replacing("{", with: "{{").replacing("}", with: "}}").replacing("](", with: "] (")
    }

    private static func level(_ severity: Severity) -> String { severity.rawValue }

    /// FNV-1a with 64 bits: it tells findings apart and protects nothing.
    private static func hash(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
