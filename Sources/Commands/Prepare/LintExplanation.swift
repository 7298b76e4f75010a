internal import Application
internal import Runbooks

/// What `muster runbook lint --explain` and `muster help R012` show.
struct LintExplanation {
    let explanations: [CodeExplanation]

    /// The explanations that somebody asks for: one code, or `all`.
    ///
    /// - Throws: ``Failure`` `usage`, with the nearest code.
    init(of text: String) throws(Failure) {
        if text.lowercased() == "all" {
            explanations = CodeExplanation.all
        } else if let code = DiagnosticCode(typed: text), let one = CodeExplanation.of(code) {
            explanations = [one]
        } else {
            let near = DiagnosticCode.nearest(to: text).map {
                ["the nearest code is \($0.rawValue)"]
            }
            throw Failure(
                .usage, "there is no code '\(text)'", details: near ?? [],
                hint: "runbook lint --explain all")
        }
    }

    var answer: Answer {
        var answer = Answer("lint-codes", ["items": .array(explanations.map(json))])
        answer.quiet = explanations.map(\.code.rawValue)
        answer.lines =
            explanations.count == 1
            ? explanations.flatMap(lines) + ["", "Next: muster runbook lint"]
            : explanations.map(row) + ["Next: muster runbook lint --explain CODE"]
        return answer
    }

    private func row(_ explanation: CodeExplanation) -> String {
        let code = explanation.code
        return "\(code.rawValue)  \(code.severity.rawValue.padding(to: 9))\(explanation.summary)"
    }

    /// The whole explanation as a text for a terminal of 80 columns.
    func lines(_ explanation: CodeExplanation) -> [String] {
        let code = explanation.code
        var lines = ["\(code.rawValue)  \(code.severity.rawValue): \(explanation.summary)", ""]
        lines += filled(explanation.why, to: 80)
        guard explanation.frame != .described else {
            return lines + ["", "Bad"] + filled(explanation.bad, to: 76).map { "    " + $0 }
                + ["", "Good"] + filled(explanation.good, to: 76).map { "    " + $0 }
        }
        lines += ["", "Bad (\(explanation.frame.name))"] + indented(explanation.bad)
        return lines + ["", "Good"] + indented(explanation.good)
    }

    private func indented(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            "    " + visible(String($0)).replacing("\\t", with: "<tab>")
        }
    }

    private func json(_ explanation: CodeExplanation) -> JSONValue {
        .object([
            "code": .string(explanation.code.rawValue),
            "severity": .string(explanation.code.severity.rawValue),
            "summary": .string(explanation.summary), "why": .string(explanation.why),
            "bad": .string(explanation.bad), "good": .string(explanation.good),
            "bad_runbook": .optional(explanation.badRunbook),
            "good_runbook": .optional(explanation.goodRunbook),
        ])
    }
}

/// A text in lines of at most so many characters, broken between words.
func filled(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
        if !line.isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = ""
        }
        line += line.isEmpty ? String(word) : " " + word
    }
    return line.isEmpty ? lines : lines + [line]
}
