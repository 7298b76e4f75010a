extension DiagnosticCode {
    /// The code that somebody means who types `R012`, `r12` or `12`; `nil` if there is none.
    package init?(typed text: String) {
        let digits = text.first == "R" || text.first == "r" ? text.dropFirst() : text[...]
        guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(digits)
        else { return nil }
        let plain = String(number)
        self.init(rawValue: "R" + String(repeating: "0", count: max(0, 3 - plain.count)) + plain)
    }

    /// The code whose number is nearest to one that does not exist; `nil` if it is no number.
    package static func nearest(to text: String) -> DiagnosticCode? {
        let digits = text.filter { $0.isASCII && $0.isNumber }
        guard digits.count <= 6, let number = Int(digits) else { return nil }
        return allCases.min { abs($0.number - number) < abs($1.number - number) }
    }

    /// The digits of the code as a number.
    private var number: Int { Int(rawValue.dropFirst()) ?? 0 }
}

extension CodeExplanation {
    /// The reference page of all codes in Markdown.
    package static var page: String {
        let head = """
            # Codes of lint

            `muster runbook lint` gives each finding a code that stays the same. `muster runbook lint --explain R012` shows what is said here; `--explain all` lists the codes. Errors keep a runbook from being followed; warnings fail only with `--strict`.

            An example shows what matters; [the frames](#frames) at the end make a whole runbook of it. The program's tests run every example. This page is written by the program.

            | code | | |
            |---|---|---|

            """
        let rows = all.map {
            "| [\($0.code.rawValue)](#\($0.code.rawValue.lowercased())) "
                + "| \($0.code.severity.rawValue) | \($0.summary) |\n"
        }
        let frames = """

            ## Frames

            The example stands in the place of `…`, with the indentation of that line. The file is called `example.runbook.yaml`. The runbooks that examples call are at the end.

            """
        let templates = ExampleFrame.allCases.compactMap { frame in
            frame == .file ? nil : frame.template.map { section("### \(frame.rawValue)", $0) }
        }
        let library = ExampleFrame.library.sorted { $0.key < $1.key }.map { id, text in
            section("### \(id).runbook.yaml", text)
        }
        return head + rows.joined() + all.map(\.section).joined() + frames
            + (templates + library).joined()
    }

    private static func section(_ title: String, _ text: String) -> String {
        let end = text.hasSuffix("\n") ? "" : "\n"
        return "\n\(title)\n\n```yaml\n\(text)\(end)```\n"
    }

    private var section: String {
        let title = "\n## \(code.rawValue)\n\n**\(code.severity.rawValue)**: \(summary)\n\n\(why)\n"
        guard frame != .described else {
            return title + "\nBad: \(bad)\n\nGood: \(good)\n"
        }
        return title
            + """

            Bad (\(frame.name)):

            ```yaml
            \(bad)
            ```

            Good:

            ```yaml
            \(good)
            ```

            """
    }
}

extension ExampleFrame {
    /// What the example is a part of, in words.
    package var name: String {
        switch self {
        case .file: "the whole file"
        case .head: "the beginning of the file"
        case .keys: "further keys of the runbook"
        case .body: "all that follows the roles"
        case .steps: "steps of the phase respond"
        case .task: "further keys of the step cut-off"
        case .described: "no text"
        }
    }
}
