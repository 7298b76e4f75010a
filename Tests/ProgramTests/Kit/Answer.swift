/// What the program said, and with which code it ended.
struct Answer: CustomStringConvertible {
    let arguments: [String]
    let output: String
    let errors: String
    let code: Int32

    var description: String {
        "muster \(arguments.joined(separator: " "))\nexit \(code)\n\(output)\(errors)"
    }

    /// The lines of standard output.
    var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The last line of standard output.
    var lastLine: String { lines.last ?? "" }

    /// The command that the error ends with; `nil` if the last line is no hint.
    var hint: String? {
        guard let line = errors.split(separator: "\n").last, line.hasPrefix("  Hint: muster ")
        else { return nil }
        return String(line.dropFirst("  Hint: muster ".count))
    }

    /// The object that standard output holds; empty if it is none.
    var json: JSON { JSON(parsing: output) }

    /// Everything that a person could have seen.
    var everything: String { output + errors }
}
