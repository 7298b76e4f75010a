internal import Application
internal import Foundation
internal import Incidents

/// The only place that prints: results to standard output, everything else to standard error.
struct Console: Sendable {
    let output: Style
    let notices: Style
    /// Whether results are wanted as JSON.
    let isJSON: Bool
    /// Whether only the id or path is wanted.
    let isQuiet: Bool
    /// For the commands that are shown.
    var address = Address(incident: nil, actor: nil)

    /// Prints a line of a result; what came from outside has to be made visible before.
    func say(_ line: String = "") { write(line, to: FileHandle.standardOutput, output) }

    /// Prints lines of a result.
    func say(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        say(lines.joined(separator: "\n"))
    }

    /// Prints a document as it is; its own renderer has made it safe.
    func raw(_ text: String) {
        try? FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }

    /// Prints a notice, a hint or a prompt's text.
    func notice(_ line: String) {
        write(address.completed(line), to: FileHandle.standardError, notices)
    }

    /// Prints a prompt without a line break.
    func prompt(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// Shows how far long work is, on one line that the next call overwrites; `nil` takes it away.
    ///
    /// Only where a person watches: not for JSON, not in a log, not for screen readers.
    func progress(_ text: String?) {
        guard !isJSON, !isQuiet, !notices.isAccessible, isatty(STDERR_FILENO) == 1 else { return }
        let line = (text ?? "").shortened(to: 60)
        let blanks = String(repeating: " ", count: max(0, 60 - line.count))
        let end = text == nil ? "\r" : ""
        FileHandle.standardError.write(Data("\r\(line)\(blanks)\(end)".utf8))
    }

    private func write(_ line: String, to handle: FileHandle, _ style: Style) {
        let text = style.isASCII ? line.asciiOnly : line
        // A reader that went away (`muster list | head`) is no failure of ours.
        try? handle.write(contentsOf: Data((text + "\n").utf8))
    }

    /// Prints what a command has to say: JSON, the bare id, or text.
    func answer(_ answer: Answer) {
        if isJSON {
            var fields = answer.fields
            fields["schema"] = .string("muster/\(answer.schema)/1")
            say(JSONValue.object(fields).line)
        } else if isQuiet {
            say(answer.quiet)
        } else {
            say(answer.lines.map(address.completed))
            for line in answer.notices { notice(line) }
        }
    }
}

/// What a command has to say, once for each kind of reader.
struct Answer {
    /// The name of the JSON form, for example `status`.
    let schema: String
    var fields: [String: JSONValue]
    /// Ids or paths alone, for scripts.
    var quiet: [String] = []
    /// Lines for people; everything from outside in them is made visible already.
    var lines: [String] = []
    /// What people should also know; standard error, so that it does not mix with the result.
    var notices: [String] = []

    init(_ schema: String, _ fields: [String: JSONValue] = [:]) {
        self.schema = schema
        self.fields = fields
    }
}

extension String {
    /// The text in ASCII, for terminals without UTF-8; other characters become a question mark.
    var asciiOnly: String {
        let known: [Character: String] = [
            "…": "...", "–": "-", "—": "-", "→": "->", "‘": "'", "’": "'", "“": "\"", "”": "\"",
            "·": "-", "•": "*",
        ]
        return map { $0.isASCII ? String($0) : known[$0] ?? "?" }.joined()
    }
}
