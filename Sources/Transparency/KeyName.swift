/// The name of a key in a signed note, after c2sp.org/signed-note: not empty, without Unicode spaces, plus and control characters.
///
/// Names are compared byte by byte, not as Swift compares text: two spellings of one letter are two names.
package struct KeyName: Sendable, Hashable {
    /// The longest name that is taken, in bytes.
    package static let maximumBytes = 1024

    /// The UTF-8 bytes.
    let bytes: [UInt8]

    /// Checks a name.
    package init(_ text: String) throws(TransparencyError) {
        guard !text.isEmpty else {
            throw TransparencyError(.badName, "a key's name is empty")
        }
        guard text.utf8.count <= Self.maximumBytes else {
            throw TransparencyError(
                .badName, "a key's name has more than \(Self.maximumBytes) bytes", value: text)
        }
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            guard !scalar.properties.isWhitespace, !isControl, scalar != "+" else {
                throw TransparencyError(
                    .badName, "a key's name has a space, a plus or a control character",
                    value: text)
            }
        }
        bytes = Array(text.utf8)
    }

    /// The name as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension KeyName: CustomStringConvertible {
    /// The name itself.
    package var description: String { text }
}
