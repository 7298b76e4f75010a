/// Findings as compilers write them: `file:line:column: error: message [R012]`.
package enum GCCForm {
    /// A line for each finding; columns count Unicode scalars from 1, as in the text form.
    package static func lines(_ file: LintedSource) -> [String] {
        file.findings.map { finding in
            "\(SafeText.escape(file.path)):\(finding.place.line):\(finding.place.column): "
                + "\(finding.severity.rawValue): \(finding.sentence) [\(finding.code.rawValue)]"
        }
    }
}

/// Findings as commands of a GitHub workflow, which shows them beside the changed lines.
///
/// The form is "Workflow commands for GitHub Actions": values have `%`, CR and LF escaped,
/// properties `:` and `,` as well. Columns count UTF-16 code units from 1.
package enum WorkflowForm {
    /// A line for each finding.
    package static func lines(_ file: LintedSource) -> [String] {
        file.findings.map { finding in
            let columns = file.utf16Columns(of: finding.place)
            let properties = [
                ("file", file.path), ("line", String(finding.place.line)),
                ("endLine", String(finding.place.line)), ("col", String(columns.start)),
                ("endColumn", String(columns.end)),
                ("title", finding.code.rawValue),
            ]
            let list = properties.map { "\($0)=\(escapedProperty($1))" }.joined(separator: ",")
            return "::\(word(finding.severity)) \(list)::\(escapedValue(finding.sentence))"
        }
    }

    private static func word(_ severity: Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    private static func escapedValue(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            default: SafeText.shown(scalar)
            }
        }.joined()
    }

    private static func escapedProperty(_ text: String) -> String {
        escapedValue(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
