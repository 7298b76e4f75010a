internal import Expressions

extension Lint {
    /// Texts that were never written, and texts that say the same thing twice.
    mutating func checkTexts() {
        checkPlaceholders()
        for step in steps {
            guard let task = step.task else { continue }
            let flat = Lint.flat(task)
            let others: [(key: String, texts: [String])] = [
                ("done_when", step.notes.doneWhen.map { [$0] } ?? []),
                ("guidance", step.notes.guidance.map { [$0] } ?? []),
                ("warn", step.notes.warnings),
            ]
            for other in others {
                guard let index = other.texts.firstIndex(where: { Lint.flat($0) == flat }) else {
                    continue
                }
                let place =
                    map.place("steps.\(step.id).\(other.key).\(index)")
                    ?? place(of: step, other.key)
                report(
                    .repeatedText,
                    "'\(other.key)' only repeats the task; \(Lint.duty(of: other.key))",
                    at: place)
            }
        }
    }

    private static func duty(of key: String) -> String {
        switch key {
        case "done_when": "say what somebody else can check"
        case "warn": "say what can go wrong"
        default: "say how it is done, or leave it out"
        }
    }

    /// A text in small letters, with one blank between words and no full stop.
    static func flat(_ text: String) -> String {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        let line = words.joined(separator: " ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }

    /// In two parts, because no source of the program may hold such a word.
    private static let placeholders = [
        ("TO", "DO"), ("TB", "D"), ("TB", "C"), ("FIX", "ME"), ("XX", "X"), ("??", "?"),
    ].map { $0.0 + $0.1 }

    /// Looks at the lines as they are written, without comments and keys of other programs.
    private mutating func checkPlaceholders() {
        guard let source else { return }
        for (index, line) in source.lines.enumerated() {
            guard let found = Lint.placeholder(in: line) else { continue }
            report(
                .placeholderText, "'\(found.word)' stands for a text that is still to be written",
                at: Place(line: index + 1, column: found.start + 1, length: found.length))
        }
    }

    private struct Placeholder {
        let word: String
        let start: Int
        let length: Int
    }

    private static func placeholder(in line: [Unicode.Scalar]) -> Placeholder? {
        let text = line.drop { $0 == " " || $0 == "-" }
        guard let first = text.first, first != "#", !text.starts(with: "x-".unicodeScalars) else {
            return nil
        }
        for start in text.indices {
            if line[start] == "#", line[start - 1] == " " { return nil }
            for word in placeholders where text[start...].starts(with: word.unicodeScalars) {
                let end = start + word.unicodeScalars.count
                let isWhole = !isWord(line, start - 1) && !isWord(line, end)
                if isWhole { return Placeholder(word: word, start: start, length: end - start) }
            }
            if isLorem(line, start) {
                return Placeholder(word: "Lorem ipsum", start: start, length: 11)
            }
        }
        return nil
    }

    private static func isWord(_ line: [Unicode.Scalar], _ index: Int) -> Bool {
        guard line.indices.contains(index) else { return false }
        return line[index].properties.isAlphabetic || line[index].properties.numericType != nil
            || line[index] == "_" || line[index] == "?"
    }

    private static func isLorem(_ line: [Unicode.Scalar], _ start: Int) -> Bool {
        guard line[start] == "L" || line[start] == "l" else { return false }
        return line[(start + 1)...].starts(with: "orem ipsum".unicodeScalars)
    }
}

extension Step {
    /// What the step asks for, in one text.
    var task: String? {
        switch action {
        case .manual(let task, _): task
        case .ask(let question, _), .decide(let question, _, _): question
        case .approve(let subject, _, _, _): subject
        case .automate, .notify, .wait, .sequence, .parallel, .choose, .loop, .call: nil
        }
    }
}
