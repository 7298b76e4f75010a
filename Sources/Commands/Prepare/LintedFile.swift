internal import Application
internal import Chronology
internal import Runbooks

/// A runbook's file with what was found in it, and with what mended it.
struct LintedFile {
    let item: RunbookShelf.Item
    /// The bytes that the findings are about.
    private(set) var bytes: [UInt8]
    private(set) var source: SourceText?
    private(set) var findings: [Diagnostic]
    private(set) var fixes: [LintFix] = []
    /// The change for each finding, if it was asked for.
    private var proposals: [LintFix?] = []
    private let fileName: String
    private let today: Timestamp

    init(_ item: RunbookShelf.Item, library: Library, today: Timestamp) {
        self.item = item
        self.today = today
        // Built-in runbooks have no path; a file is checked under the name that it has.
        let isFile = item.origin.contains("/") || item.origin.hasSuffix(".yaml")
        let name = item.origin.split(separator: "/").last.map(String.init) ?? item.origin
        fileName = isFile ? name : item.id + RunbookShelf.suffix
        bytes = item.bytes
        let result = RunbookDecoder.decode(bytes, fileName: fileName, library: library.bytes)
        source = result.source
        findings = result.linted(today: today)
    }

    var isBuiltIn: Bool { item.origin == LintedFile.builtIn }

    /// What ``RunbookShelf/Item/origin`` says of runbooks that come with the program.
    private static let builtIn = "built in"

    /// How the file is named beside a finding.
    var label: String {
        isBuiltIn ? "\(item.origin)/\(item.id)\(RunbookShelf.suffix)" : item.origin
    }

    /// Mends what is certain, in memory alone.
    mutating func mend(library: Library) {
        let outcome = RunbookFixer.fix(
            bytes, fileName: fileName, today: today, library: library.bytes)
        bytes = outcome.bytes
        fixes = outcome.fixes
        source = outcome.result.source
        findings = outcome.findings
    }

    /// Looks for the change that each finding would have.
    mutating func propose(library: Library) {
        proposals = RunbookFixer.fixes(
            of: bytes, fileName: fileName, today: today, library: library.bytes)
    }

    /// For forms that other programs read; the path is relative to the folder of the work.
    func linted(below folder: String) -> LintedSource {
        let path = [folder + "/", "./"].first { label.hasPrefix($0) }.map {
            String(label.dropFirst($0.count))
        }
        return LintedSource(
            path: path ?? label,
            source: source, findings: findings, fixes: proposals)
    }

    func lines(_ style: Style) -> [String] {
        guard !findings.isEmpty else { return [] }
        let renderer = DiagnosticRenderer(
            fileName: label, source: source, width: style.width ?? 100)
        // The renderer has made everything visible already.
        return renderer.render(findings).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map(String.init)
    }

    /// A line for each change.
    func fixLines(isDryRun: Bool) -> [String] {
        fixes.map { fix in
            "\(isDryRun ? "would fix" : "fixed") \(visible(label)):\(fix.place.line): "
                + "\(visible(fix.summary)) [\(fix.code.rawValue)]"
        }
    }

    var fixJSON: [JSONValue] {
        fixes.map { fix in
            .object([
                "runbook": .string(item.id), "file": .string(item.origin),
                "line": .int(Int64(fix.place.line)), "column": .int(Int64(fix.place.column)),
                "code": .string(fix.code.rawValue), "old": .string(fix.old),
                "new": .string(fix.new),
            ])
        }
    }

    var json: [JSONValue] {
        findings.map { finding in
            .object([
                "runbook": .string(item.id), "file": .string(item.origin),
                "line": .int(Int64(finding.place.line)),
                "column": .int(Int64(finding.place.column)),
                "length": .int(Int64(finding.place.length)),
                "severity": .string(finding.severity.rawValue),
                "code": .string(finding.code.rawValue), "message": .string(finding.message),
                "suggestion": .optional(finding.suggestion),
            ])
        }
    }

    /// The runbooks that a file may call, with what was mended in them.
    struct Library {
        private var files: [String: [UInt8]]

        init(_ shelf: RunbookShelf) {
            files = Dictionary(shelf.items.map { ($0.id, $0.bytes) }, uniquingKeysWith: { $1 })
        }

        func bytes(_ id: String) -> [UInt8]? { files[id] }

        mutating func put(_ file: LintedFile) {
            if files[file.item.id] == file.item.bytes { files[file.item.id] = file.bytes }
        }
    }
}

/// How many findings of each kind there are.
struct LintTally {
    let errors: Int
    let warnings: Int
    let notes: Int
    let files: Int
    /// The file, if it is a single one.
    private let place: String?

    init(_ files: [LintedFile]) {
        let all = files.flatMap(\.findings)
        errors = all.count { $0.severity == .error }
        warnings = all.count { $0.severity == .warning }
        notes = all.count { $0.severity == .note }
        self.files = files.count
        place = files.count == 1 ? files.first.map { visible($0.label) } : nil
    }

    /// `1 error, 2 warnings in 3 files`; a single file is named.
    var sentence: String {
        var parts = [LintTally.count(errors, "error"), LintTally.count(warnings, "warning")]
        if notes > 0 { parts.append(LintTally.count(notes, "note")) }
        return parts.joined(separator: ", ") + " in " + (place ?? LintTally.count(files, "file"))
    }

    /// `1 file`, `2 files`.
    static func count(_ number: Int, _ word: String) -> String {
        number == 1 ? "1 \(word)" : "\(number) \(word)\(word.hasSuffix("x") ? "es" : "s")"
    }
}
