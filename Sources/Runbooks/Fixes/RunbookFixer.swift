package import Chronology

/// Mends what is certain in a runbook's file: one place at a time, and nothing else in the file.
///
/// A change that does not take its finding away, or that brings another, is taken back.
package struct RunbookFixer {
    private let fileName: String
    private let library: (String) -> [UInt8]?
    private let today: Timestamp?
    private var bytes: SourceBytes
    private var reading: Attempt
    private var refused: Set<String> = []

    /// How many changes are tried in one file; each of them reads the whole file again.
    private var limit: Int { max(4, min(500, 10_000_000 / max(1, bytes.bytes.count))) }

    /// How many readings there were.
    private var readings = 0

    /// The file after the changes.
    package struct Outcome: Sendable {
        /// The new bytes; the old ones if nothing was changed.
        package let bytes: [UInt8]
        /// What was changed, in the order in which it was done.
        package let fixes: [LintFix]
        /// What the new bytes are.
        package let result: DecodeResult
        /// What is still found.
        package let findings: [Diagnostic]
    }

    private init(
        _ bytes: [UInt8], fileName: String, today: Timestamp?,
        library: @escaping (String) -> [UInt8]?
    ) {
        self.fileName = fileName
        self.library = library
        self.today = today
        self.bytes = SourceBytes(bytes)
        reading = Attempt(bytes, fileName, today, library)
    }

    /// Mends a file as far as it is certain.
    package static func fix(
        _ bytes: [UInt8], fileName: String, today: Timestamp?, library: (String) -> [UInt8]?
    ) -> Outcome {
        withoutActuallyEscaping(library) { library in
            var fixer = RunbookFixer(bytes, fileName: fileName, today: today, library: library)
            var fixes: [LintFix] = []
            while let applied = fixer.applyNext() {
                fixes += applied
            }
            return Outcome(
                bytes: fixer.bytes.bytes, fixes: fixes, result: fixer.reading.result,
                findings: fixer.reading.findings)
        }
    }

    /// The change for each finding that would be made if it were the only one; `nil` for most.
    package static func fixes(
        of bytes: [UInt8], fileName: String, today: Timestamp?, library: (String) -> [UInt8]?
    ) -> [LintFix?] {
        withoutActuallyEscaping(library) { library in
            var fixer = RunbookFixer(bytes, fileName: fileName, today: today, library: library)
            var fixes: [LintFix?] = []
            for finding in fixer.reading.findings {
                let found = fixer.safeFix(for: finding)?.fixes ?? []
                // What changes several places would be the fix of several findings.
                fixes.append(found.count == 1 ? found[0] : nil)
            }
            return fixes
        }
    }

    /// Applies the first fix that holds; `nil` if there is no more.
    private mutating func applyNext() -> [LintFix]? {
        for finding in reading.findings where !refused.contains(finding.identity) {
            if let safe = safeFix(for: finding) {
                (bytes, reading) = (safe.bytes, safe.reading)
                // What was in the way of another may be gone now.
                refused = []
                return safe.fixes
            }
            refused.insert(finding.identity)
        }
        return nil
    }

    private typealias Trial = (fixes: [LintFix], bytes: SourceBytes, reading: Attempt)

    /// The change that takes the finding away and brings no other.
    ///
    /// If several do, they have to mean the same: a tab may be two blanks or four.
    private mutating func safeFix(for finding: Diagnostic) -> Trial? {
        guard let source = reading.result.source else { return nil }
        var trials: [Trial] = []
        let proposals = FixFinder(source: source, result: reading.result).proposals(for: finding)
        for fixes in proposals where readings < limit {
            readings += 1
            if let trial = attempt(fixes, for: finding) { trials.append(trial) }
        }
        guard finding.code == .tab else { return trials.first }
        // The width is certain only where the document can be read, and means the same in all.
        trials.removeAll { $0.reading.stage < 2 }
        let trees = trials.map { $0.reading.tree }
        return trees.dropFirst().allSatisfy { $0 == trees[0] } ? trials.first : nil
    }

    private func attempt(_ fixes: [LintFix], for finding: Diagnostic) -> Trial? {
        guard let changed = bytes.applying(fixes) else { return nil }
        let after = Attempt(changed.bytes, fileName, today, library)
        return reading.improves(to: after, on: fixes, for: finding)
            ? (fixes, changed, after) : nil
    }
}

/// What a decoding and lint of some bytes gave.
private struct Attempt {
    let result: DecodeResult
    let findings: [Diagnostic]
    /// How far the reading came: bytes, YAML, keys and values, lint.
    let stage: Int

    init(
        _ bytes: [UInt8], _ fileName: String, _ today: Timestamp?, _ library: (String) -> [UInt8]?
    ) {
        result = RunbookDecoder.decode(bytes, fileName: fileName, library: library)
        findings = result.linted(today: today)
        let isYAML = !findings.contains { Attempt.yamlCodes.contains($0.code) }
        stage = result.runbook != nil ? 3 : isYAML ? 2 : result.source != nil ? 1 : 0
    }

    private static let yamlCodes: Set<DiagnosticCode> = [
        .controlCharacter, .syntax, .tab, .anchor, .mergeKey, .duplicateKey, .secondDocument,
        .tooDeep, .unsupportedYAML, .noDocument, .fileTooLarge, .notUTF8,
    ]

    /// The contents of the document without its layout; empty if the text is no YAML yet.
    var tree: String {
        guard stage > 1, let source = result.source else { return "" }
        return SourceTree.read(source).root?.shape ?? ""
    }

    /// Whether the finding is gone and no other came.
    ///
    /// What only became visible because the reading now comes further was there before; of that
    /// only errors on the changed line count.
    func improves(to after: Attempt, on fixes: [LintFix], for finding: Diagnostic) -> Bool {
        var left = counts
        var added: [Diagnostic] = []
        for other in after.findings {
            if let count = left[other.subject], count > 0 {
                left[other.subject] = count - 1
            } else {
                added.append(other)
            }
        }
        let isGone =
            (after.counts[finding.subject] ?? 0) < (counts[finding.subject] ?? 0)
            || after.stage > stage
        guard isGone, after.stage >= stage else { return false }
        let comesFurther = after.stage > stage || result.diagnostics.count >= 100
        let lines = Set(fixes.map(\.place.line))
        return !added.contains { other in
            !comesFurther || (other.severity == .error && lines.contains(other.place.line))
        }
    }

    private var counts: [String: Int] {
        findings.reduce(into: [:]) { $0[$1.subject, default: 0] += 1 }
    }
}

extension Diagnostic {
    /// What the finding is about, wherever in its line it stands.
    fileprivate var subject: String { "\(place.line) \(code.rawValue) \(message)" }

    /// The finding at its exact place.
    fileprivate var identity: String { "\(place.column) \(subject)" }
}

extension SourceNode {
    /// The contents without places; two documents that mean the same have the same.
    fileprivate var shape: String {
        switch content {
        case .scalar(let scalar):
            "\(scalar.isPlain ? "p" : "q")\(scalar.text.utf8.count):\(scalar.text)"
        case .list(let nodes): "[" + nodes.map(\.shape).joined(separator: ",") + "]"
        case .map(let entries):
            "{"
                + entries.map { "\($0.key.utf8.count):\($0.key)=\($0.value.shape)" }
                .joined(separator: ",") + "}"
        }
    }
}
