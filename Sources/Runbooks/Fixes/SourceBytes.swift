/// The bytes of a file with the beginnings of its lines, so that a place can be changed and nothing else.
struct SourceBytes {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes with all fixes made; `nil` if one of them does not find its text.
    ///
    /// The fixes are in the order of the file. Lines end as in ``SourceText``, and a byte order mark
    /// belongs to no line.
    func applying(_ fixes: [LintFix]) -> SourceBytes? {
        var result: [UInt8] = []
        var copied = 0
        var line = (number: 1, start: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        for fix in fixes {
            guard move(&line, to: fix.place.line) else { return nil }
            var index = line.start
            guard let first = advance(&index, by: fix.place.column - 1), first >= copied,
                let end = advance(&index, by: fix.place.length),
                bytes[first..<end].elementsEqual(fix.old.utf8)
            else { return nil }
            result += bytes[copied..<first]
            result += fix.new.utf8
            copied = end
        }
        return SourceBytes(result + bytes[copied...])
    }

    private func move(_ line: inout (number: Int, start: Int), to number: Int) -> Bool {
        while line.number < number {
            guard line.start < bytes.count else { return false }
            let length = lengthOfBreak(at: line.start)
            if length > 0 { line.number += 1 }
            line.start += max(1, length)
        }
        return line.number == number
    }

    /// Moves over whole scalars of one line, and gives where that ends.
    private func advance(_ index: inout Int, by scalars: Int) -> Int? {
        guard scalars >= 0 else { return nil }
        for _ in 0..<scalars {
            guard index < bytes.count, lengthOfBreak(at: index) == 0 else { return nil }
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
        }
        return index
    }

    /// How many bytes the end of a line has that stands here; 0 if there is none.
    private func lengthOfBreak(at index: Int) -> Int {
        switch bytes[index] {
        case 0x0A: return 1
        case 0x0D: return bytes[index...].dropFirst().first == 0x0A ? 2 : 1
        case 0xC2: return bytes[index...].dropFirst().first == 0x85 ? 2 : 0
        case 0xE2:
            let rest = bytes[index...].dropFirst().prefix(2)
            return rest.elementsEqual([0x80, 0xA8]) || rest.elementsEqual([0x80, 0xA9]) ? 3 : 0
        default: return 0
        }
    }
}
