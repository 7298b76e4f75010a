import Foundation
import Transparency

/// The conformance data, which lies beside the project or where MUSTER_CONFORMANCE says.
enum Conformance {
    static var folder: URL {
        if let path = ProcessInfo.processInfo.environment["MUSTER_CONFORMANCE"] {
            return URL(fileURLWithPath: path).appendingPathComponent("merkle")
        }
        return URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("../shared/conformance/merkle").standardizedFileURL
    }

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    static func lines<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return try text.split(separator: "\n").map {
            try JSONDecoder().decode(type, from: Data($0.utf8))
        }
    }

    static func document<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(
            type, from: Data(contentsOf: folder.appendingPathComponent(name)))
    }
}

/// Bytes from pairs of hexadecimal digits.
func unhex(_ text: String) -> [UInt8] {
    var digits = Substring(text)
    var bytes: [UInt8] = []
    while let byte = UInt8(digits.prefix(2), radix: 16) {
        bytes.append(byte)
        digits = digits.dropFirst(2)
    }
    return bytes
}
