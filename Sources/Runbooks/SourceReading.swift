/// Something that reads a document with known keys and collects findings instead of stopping at the first.
package protocol SourceReading {
    /// What was found so far.
    var problems: [Diagnostic] { get set }
    /// The language of texts that are given in several.
    var language: String { get }
}

extension SourceReading {
    /// Adds a finding.
    package mutating func report(
        _ code: DiagnosticCode, _ message: String, at place: Place, suggestion: String? = nil,
        suggestionLine: Int? = nil, related: RelatedNote? = nil
    ) {
        problems.append(
            Diagnostic(
                code, message, at: place, suggestion: suggestion, suggestionLine: suggestionLine,
                related: related))
    }
}

/// A YAML document in the subset that the program's own files use, with the place of everything in it.
package struct SourceDocument {
    /// The document; `nil` if something stopped the reading.
    package let root: SourceNode?
    /// What stopped the reading; empty if nothing did.
    package let problems: [Diagnostic]
    /// The text, for snippets; `nil` if the bytes are no text.
    package let source: SourceText?

    /// How many findings are reported at most.
    private static let problemLimit = 100

    /// Reads a file; it never fails otherwise than through findings.
    package init(_ bytes: [UInt8]) {
        switch SourceCheck.read(bytes) {
        case .failure(let problem):
            root = nil
            problems = [problem.diagnostic]
            source = nil
        case .success(let text):
            let reading = SourceTree.read(text)
            root = reading.root
            problems = reading.problems.map { $0.clamped(to: text) }
            source = text
        }
    }

    /// Findings with their places moved into the file, in its order, and no more than anybody reads.
    package func ordered(_ problems: [Diagnostic]) -> [Diagnostic] {
        Array(
            problems.map { $0.clamped(to: source) }.inFileOrder.prefix(SourceDocument.problemLimit))
    }
}
