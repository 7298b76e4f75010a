/// What the decoding of a file gave.
package struct DecodeResult: Sendable {
    /// The runbook; `nil` if there is any error.
    package let runbook: Runbook?
    /// What was found, in the order of the file.
    package let diagnostics: [Diagnostic]
    /// Where things stand, for lint.
    package let map: SourceMap
    /// The file's text, for the snippets of findings; `nil` if the bytes are no text.
    package let source: SourceText?
}

/// Decodes the runbook language from YAML.
package enum RunbookDecoder {
    /// How many findings are reported at most.
    private static let problemLimit = 100

    /// Decodes a file; it never fails otherwise than through findings.
    ///
    /// `fileName` serves to check that the file is called as its runbook; `-` and an empty name
    /// are not checked. `library` gives the bytes of another runbook by its id.
    package static func decode(
        _ bytes: [UInt8], fileName: String, library: (String) -> [UInt8]?
    ) -> DecodeResult {
        withoutActuallyEscaping(library) { library in
            let reading = read(bytes, fileName: fileName, calls: CallResolver(library: library))
            let problems = reading.problems.map { $0.clamped(to: reading.source) }
            return DecodeResult(
                runbook: problems.hasErrors ? nil : reading.runbook,
                diagnostics: Array(problems.inFileOrder.prefix(problemLimit)), map: reading.map,
                source: reading.source)
        }
    }

    /// A reading of a file with all that its caller may need.
    struct Reading {
        var runbook: Runbook?
        var problems: [Diagnostic]
        var map = SourceMap()
        var source: SourceText?
        var stepCount = 0
        var answers: [String: CallResolver.Answer] = [:]
    }

    static func read(_ bytes: [UInt8], fileName: String, calls: CallResolver) -> Reading {
        let source: SourceText
        switch SourceCheck.read(bytes) {
        case .failure(let problem): return Reading(problems: [problem.diagnostic])
        case .success(let text): source = text
        }
        let (root, problems) = SourceTree.read(source)
        guard let root else { return Reading(problems: problems, source: source) }
        var reader = RunbookReader(fileName: fileName, calls: calls)
        let runbook = reader.document(root)
        return Reading(
            runbook: runbook, problems: reader.problems, map: reader.map, source: source,
            stepCount: reader.stepCount, answers: reader.calls.answers)
    }
}

extension Diagnostic {
    /// The finding with its places moved into the file.
    func clamped(to source: SourceText?) -> Diagnostic {
        guard let source else { return self }
        return Diagnostic(
            code, message, at: source.clamped(place), suggestion: suggestion,
            suggestionLine: suggestionLine,
            related: related.map { RelatedNote($0.message, at: source.clamped($0.place)) })
    }
}
