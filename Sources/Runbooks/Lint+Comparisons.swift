internal import Expressions

extension Lint {
    /// An answer or an enum is compared only with keys that it can have.
    mutating func checkComparisons(of path: [String], in text: Guard, step: Step) {
        guard let keys = keys(of: path) else { return }
        let scalars = Array(text.source.unicodeScalars)
        for literal in comparedLiterals(with: path, in: scalars) where !keys.contains(literal.text)
        {
            var place = text.place ?? self.place(of: step)
            if place.length == scalars.count {
                place = Place(
                    line: place.line, column: place.column + literal.offset,
                    length: literal.length)
            }
            report(
                .unknownAnswer,
                "\(path.joined(separator: ".")) is never \(quoted(literal.text)); "
                    + "it can be \(listed(keys))",
                at: place, suggestion: suggest(literal.text, among: keys))
        }
    }

    /// The keys that a path can have; `nil` if it is no choice.
    private func keys(of path: [String]) -> [String]? {
        if path.count == 2, path[0] == "facts" {
            let fact = runbook.facts.first { $0.name == path[1] }
            guard case .choice(let options)? = fact?.type else { return nil }
            return options.map(\.key)
        }
        guard path.count == 3, path[0] == "steps",
            let step = steps.first(where: { $0.id == path[1] })
        else { return nil }
        if path[2] == "state" { return Lint.states }
        guard path[2] == "answer" else { return nil }
        switch step.action {
        case .decide(_, let options, _): return options.map(\.key)
        case .approve: return ["approved", "rejected"]
        default: return nil
        }
    }

    /// The states of a step, in the words of the engine.
    private static let states = ["pending", "active", "done", "skipped", "failed", "cancelled"]

    private struct Literal {
        let text: String
        let offset: Int
        let length: Int
    }

    /// The quoted texts right behind the path and `==` or `!=`.
    private func comparedLiterals(with path: [String], in text: [Unicode.Scalar]) -> [Literal] {
        spellings(of: path).flatMap { spelling in
            text.indices.compactMap { index in
                guard text[index...].starts(with: spelling) else { return nil }
                return literal(in: text, behind: index + spelling.count)
            }
        }
    }

    private func spellings(of path: [String]) -> [[Unicode.Scalar]] {
        var texts = [path.joined(separator: ".")]
        if path.count == 3 {
            texts += ["'", "\""].map { "\(path[0])[\($0)\(path[1])\($0)].\(path[2])" }
        }
        return texts.map { Array($0.unicodeScalars) }
    }

    private func literal(in text: [Unicode.Scalar], behind start: Int) -> Literal? {
        var index = start
        func skipBlanks() { while index < text.count, text[index] == " " { index += 1 } }
        skipBlanks()
        guard index + 1 < text.count, text[index] == "=" || text[index] == "!",
            text[index + 1] == "="
        else { return nil }
        index += 2
        skipBlanks()
        guard index < text.count, text[index] == "'" || text[index] == "\"" else { return nil }
        let quote = text[index]
        let inside = text[(index + 1)...].prefix { $0 != quote }
        // An escape would need the whole lexer; such a key does not exist anyway.
        if inside.contains("\\") { return nil }
        return Literal(
            text: String(String.UnicodeScalarView(inside)), offset: index,
            length: inside.count + 2)
    }
}
