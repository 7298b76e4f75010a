/// How serious a finding is.
package enum Severity: String, Sendable, Codable {
    /// The runbook cannot be used.
    case error
    /// The runbook works and should be better.
    case warning
    /// Something to know.
    case note
}

/// A finding about a runbook's file, with its place.
package struct Diagnostic: Sendable, Equatable {
    /// How serious it is; the code decides.
    package let severity: Severity
    /// Its stable id.
    package let code: DiagnosticCode
    /// What is wrong, in one sentence without a full stop.
    package let message: String
    /// Where it is in the file.
    package let place: Place
    /// The nearest name that would have been right.
    package var suggestion: String?
    /// The line on which the suggested name stands.
    package var suggestionLine: Int?
    /// Another place that belongs to the finding, for example the first of two equal keys.
    package var related: RelatedNote?

    /// A finding with the severity of its code.
    package init(
        _ code: DiagnosticCode, _ message: String, at place: Place, suggestion: String? = nil,
        suggestionLine: Int? = nil, related: RelatedNote? = nil
    ) {
        self.severity = code.severity
        self.code = code
        self.message = message
        self.place = place
        self.suggestion = suggestion
        self.suggestionLine = suggestionLine
        self.related = related
    }
}

/// A second place of a finding and what is there.
package struct RelatedNote: Sendable, Equatable {
    /// What is there.
    package let message: String
    /// Where it is in the file.
    package let place: Place

    /// A note about a place.
    package init(_ message: String, at place: Place) {
        self.message = message
        self.place = place
    }
}

extension [Diagnostic] {
    /// Whether one of the findings makes the runbook unusable.
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// The findings in the order of the file; equal places keep their order.
    package var inFileOrder: [Diagnostic] {
        enumerated().sorted {
            ($0.element.place, $0.offset) < ($1.element.place, $1.offset)
        }.map(\.element)
    }
}

/// A value as a message shows it: in quotes, and cut where it is long.
package func quoted(_ text: String) -> String {
    let limit = 60
    guard text.unicodeScalars.count > limit else { return "'\(text)'" }
    return "'\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit))))…'"
}

/// Names as a message lists them: `a, b or c`.
package func listed(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
}
