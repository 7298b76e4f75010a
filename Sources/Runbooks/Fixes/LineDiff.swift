/// The difference of two files with equally many lines, in the unified form that `patch` reads.
package enum LineDiff {
    private static let context = 3

    /// The difference with its two head lines; empty if there is none.
    ///
    /// Lines end at a line feed only, as for `patch`. The texts are shown as they are.
    package static func unified(_ old: [UInt8], _ new: [UInt8], path: String) -> String {
        let before = lines(of: old)
        let after = lines(of: new)
        guard before.count == after.count else { return "" }
        let changed = before.indices.filter { before[$0] != after[$0] }
        guard !changed.isEmpty else { return "" }
        var text = "--- \(path)\n+++ \(path)\n"
        for group in groups(changed) {
            let range =
                max(0, group.lowerBound - context)..<min(before.count, group.upperBound + context)
            let span = "\(range.lowerBound + 1),\(range.count)"
            text += "@@ -\(span) +\(span) @@\n"
            var index = range.lowerBound
            while index < range.upperBound {
                // Neighbouring changes are told as one: first all old lines, then the new ones.
                let run = before[index..<range.upperBound].indices
                    .prefix { before[$0] != after[$0] }
                if run.isEmpty {
                    text += " " + before[index]
                    index += 1
                } else {
                    text += run.map { "-" + before[$0] }.joined()
                    text += run.map { "+" + after[$0] }.joined()
                    index += run.count
                }
            }
        }
        return text
    }

    /// Changed lines that are so near to each other that their context meets, as one range.
    private static func groups(_ changed: [Int]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for index in changed {
            if let last = result.last, index <= last.upperBound + 2 * context {
                result[result.count - 1] = last.lowerBound..<(index + 1)
            } else {
                result.append(index..<(index + 1))
            }
        }
        return result
    }

    /// The lines with their line feeds; a last line without one says so, as `diff` does.
    private static func lines(of bytes: [UInt8]) -> [String] {
        var lines: [String] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A {
            lines.append(String(decoding: bytes[start...index], as: UTF8.self))
            start = index + 1
        }
        if start < bytes.count {
            lines.append(
                String(decoding: bytes[start...], as: UTF8.self)
                    + "\n\\ No newline at end of file\n")
        }
        return lines
    }
}
