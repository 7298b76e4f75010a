/// What a finding means to a responder, with a runbook that has it and one that does not.
package struct CodeExplanation: Sendable {
    /// The code that is explained.
    package let code: DiagnosticCode
    /// What is wrong, in a few words without a full stop.
    package let summary: String
    /// Why it matters at night, and the way out; a few sentences.
    package let why: String
    /// What makes the examples whole runbooks.
    package let frame: ExampleFrame
    /// An example whose first finding has this code; a description if the frame is `described`.
    package let bad: String
    /// The same without the finding.
    package let good: String

    /// An explanation with its examples.
    package init(
        _ code: DiagnosticCode, _ summary: String, why: String, in frame: ExampleFrame,
        bad: String, good: String
    ) {
        self.code = code
        self.summary = summary
        self.why = why
        self.frame = frame
        self.bad = bad
        self.good = good
    }

    /// The whole runbook with the finding; `nil` if it is only described.
    package var badRunbook: String? { frame.runbook(with: bad) }

    /// The whole runbook without the finding; `nil` if it is only described.
    package var goodRunbook: String? { frame.runbook(with: good) }
}

extension CodeExplanation {
    /// The explanations of all codes in the order of their numbers.
    ///
    /// Each subject has a table in a file of its own.
    package static let all: [CodeExplanation] =
        (file + form + steps + values + calls + duties + guards + references)
        .sorted { $0.code.rawValue < $1.code.rawValue }

    /// The explanation of a code; `nil` if no table has it, which a test forbids.
    package static func of(_ code: DiagnosticCode) -> CodeExplanation? {
        all.first { $0.code == code }
    }
}
