/// A line of Swift without its comments and without the contents of its strings.
struct BareLine {
    let number: Int
    let code: String
}

/// A simple reader that takes strings and comments away, so that braces and words can be counted.
///
/// Interpolations count as part of their string; regular expression literals are not known.
struct SwiftText {
    private var depthOfComment = 0
    private var multilineEnd: String?

    static func bareLines(of text: String) -> [BareLine] {
        var reader = SwiftText()
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            BareLine(number: $0.offset + 1, code: reader.strip(Array($0.element)))
        }
    }

    private mutating func strip(_ line: [Character]) -> String {
        var code = ""
        var position = 0
        while position < line.count {
            if let end = multilineEnd {
                guard let after = find(end, in: line, from: position) else { return code }
                multilineEnd = nil
                position = after
            } else if depthOfComment > 0 {
                guard let after = find("*/", in: line, from: position) else { return code }
                depthOfComment = 0
                position = after
            } else if starts("//", line, position) {
                return code
            } else if starts("/*", line, position) {
                depthOfComment = 1
                position += 2
            } else if let (quote, hashes) = opening(line, position) {
                position += hashes.count + quote.count
                let end = quote + hashes
                if quote.count == 3 {
                    multilineEnd = end
                } else {
                    position = skipString(line, from: position, end: end, isRaw: !hashes.isEmpty)
                }
                code += "\"\""
            } else {
                code.append(line[position])
                position += 1
            }
        }
        return code
    }

    private func opening(_ line: [Character], _ position: Int) -> (String, String)? {
        let hashes = String(line[position...].prefix { $0 == "#" })
        let start = position + hashes.count
        if starts("\"\"\"", line, start) { return ("\"\"\"", hashes) }
        if starts("\"", line, start) { return ("\"", hashes) }
        return nil
    }

    private func skipString(
        _ line: [Character], from start: Int, end: String, isRaw: Bool
    ) -> Int {
        var position = start
        var parentheses = 0
        while position < line.count {
            if starts("\\(", line, position), !isRaw {
                parentheses += 1
                position += 2
            } else if parentheses > 0 {
                if line[position] == "(" { parentheses += 1 }
                if line[position] == ")" { parentheses -= 1 }
                if line[position] == "\"" {
                    position = skipString(line, from: position + 1, end: "\"", isRaw: false)
                } else {
                    position += 1
                }
            } else if line[position] == "\\", !isRaw {
                position += 2
            } else if starts(end, line, position) {
                return position + end.count
            } else {
                position += 1
            }
        }
        return position
    }

    private func starts(_ text: String, _ line: [Character], _ position: Int) -> Bool {
        line.dropFirst(position).starts(with: text)
    }

    private func find(_ text: String, in line: [Character], from start: Int) -> Int? {
        (start..<max(start, line.count)).first { starts(text, line, $0) }.map { $0 + text.count }
    }
}
