/// What a log says of itself at one size, after c2sp.org/tlog-checkpoint: origin, size, root and extension lines.
package struct Checkpoint: Sendable {
    /// Which log it is.
    package let origin: String
    /// How many leaves the tree has.
    package let size: UInt64
    /// The root over those leaves.
    package let root: TreeHash
    /// Further lines, kept as they are; seldom any.
    package let extensions: [String]

    /// Checks the parts; an empty tree has one root only.
    package init(
        origin: String, size: UInt64, root: TreeHash, extensions: [String] = []
    ) throws(TransparencyError) {
        for (index, line) in ([origin] + extensions).enumerated() {
            let number = index == 0 ? 1 : index + 3
            guard !line.isEmpty else {
                throw TransparencyError(
                    .badText, "a line of a checkpoint is empty", line: number)
            }
            guard line.utf8.allSatisfy({ $0 >= 0x20 }) else {
                throw TransparencyError(
                    .badText, "a line of a checkpoint has a control character", line: number,
                    value: line)
            }
        }
        guard size > 0 || root == .empty else {
            throw TransparencyError(
                .rootMismatch, "the root of an empty tree is \(TreeHash.empty)", line: 3,
                value: root.base64)
        }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensions = extensions
    }

    /// Reads the text of a note.
    package init(parsing text: [UInt8]) throws(TransparencyError) {
        guard let valid = String(validating: text, as: UTF8.self) else {
            throw TransparencyError(.badText, "a checkpoint is not UTF-8")
        }
        var lines = valid.utf8.split(separator: newline, omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        guard lines.popLast()?.isEmpty == true else {
            throw TransparencyError(
                .badText, "the last line of a checkpoint does not end in a newline",
                line: lines.count + 1)
        }
        guard lines.count >= 3 else {
            throw TransparencyError(
                .badText, "a checkpoint has the lines origin, size and root at least",
                line: lines.count + 1)
        }
        let size: UInt64
        let root: TreeHash
        do { size = try decimal(lines[1], of: "the size") } catch { throw error.at(line: 2) }
        do { root = try TreeHash(base64: lines[2]) } catch { throw error.at(line: 3) }
        try self.init(
            origin: lines[0], size: size, root: root, extensions: Array(lines.dropFirst(3)))
    }

    /// The text of the note, with the newline at its end.
    package var text: String {
        ([origin, String(size), root.base64] + extensions).map { $0 + "\n" }.joined()
    }
}

extension Checkpoint: Hashable {
    /// Two are equal if their texts are, byte by byte.
    package static func == (left: Checkpoint, right: Checkpoint) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    /// Hashes the bytes that `==` compares.
    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

/// A number in ASCII digits without leading zeros.
func decimal(_ text: String, of what: String) throws(TransparencyError) -> UInt64 {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        throw TransparencyError(.badNumber, "\(what) is not a decimal number", value: text)
    }
    guard text.utf8.first != UInt8(ascii: "0") || text.utf8.count == 1 else {
        throw TransparencyError(.badNumber, "\(what) has leading zeros", value: text)
    }
    guard let number = UInt64(text) else {
        throw TransparencyError(.badNumber, "\(what) is above \(UInt64.max)", value: text)
    }
    return number
}
