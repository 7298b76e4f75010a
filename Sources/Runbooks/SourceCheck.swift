/// Turns the bytes of a file into text, or says precisely why that cannot be done.
enum SourceCheck {
    /// The largest file that is read, in bytes.
    static let byteLimit = 1_048_576

    static func read(_ bytes: [UInt8]) -> Result<SourceText, SourceProblem> {
        guard bytes.count <= byteLimit else {
            return .failure(
                SourceProblem(
                    .fileTooLarge,
                    "the file has \(bytes.count) bytes; it may have \(byteLimit)",
                    at: Place(line: 1, column: 1)))
        }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = hasMark ? Array(bytes.dropFirst(3)) : bytes
        if let problem = firstProblem(in: body, skipped: hasMark ? 3 : 0) {
            return .failure(problem)
        }
        return .success(SourceText(String(decoding: body, as: UTF8.self)))
    }

    /// The first byte that is not UTF-8 or the first character that YAML does not allow.
    private static func firstProblem(in bytes: [UInt8], skipped: Int) -> SourceProblem? {
        var decoder = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var offset = 0
        var place = (line: 1, column: 1)
        var afterReturn = false
        while true {
            switch decoder.parseScalar(from: &input) {
            case .emptyInput: return nil
            case .error:
                let byte = String(bytes[min(offset, bytes.count - 1)], radix: 16, uppercase: true)
                return SourceProblem(
                    .notUTF8, "byte 0x\(byte) at offset \(offset + skipped) is not UTF-8",
                    at: Place(line: place.line, column: place.column))
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                if !isAllowed(scalar) {
                    return SourceProblem(
                        .controlCharacter, describe(scalar, offset: offset + skipped),
                        at: Place(line: place.line, column: place.column))
                }
                offset += encoded.count
                let isBreak = isLineEnd(scalar)
                if isBreak, !(scalar == "\n" && afterReturn) {
                    place = (place.line + 1, 1)
                } else if !isBreak {
                    place.column += 1
                }
                afterReturn = scalar == "\r"
            }
        }
    }

    private static func describe(_ scalar: Unicode.Scalar, offset: Int) -> String {
        if scalar.value == 0 {
            return "a NUL byte at offset \(offset): this is a binary file or UTF-16, not UTF-8 text"
        }
        return "control character U+\(hexadecimal(scalar)) at offset \(offset) is not allowed"
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The printable characters of YAML 1.1, section 5.1, without the byte order mark.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
            0x10000...0x10FFFF:
            true
        default: false
        }
    }
}

/// Why bytes are no source text.
struct SourceProblem: Error {
    let diagnostic: Diagnostic

    init(_ code: DiagnosticCode, _ message: String, at place: Place) {
        diagnostic = Diagnostic(code, message, at: place)
    }
}

/// A scalar's number in at least four hexadecimal digits.
func hexadecimal(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
