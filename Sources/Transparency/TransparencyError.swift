/// Why a hash, key, note, checkpoint or proof was refused.
package struct TransparencyError: Error, Sendable, Equatable {
    /// What kind of fault it is; callers decide on this, never on the text.
    package enum Code: Sendable, Equatable {
        /// A text is not base64 in its one canonical form.
        case badBase64
        /// A hash does not have 32 bytes.
        case badHash
        /// A number is not decimal, has leading zeros or is too large.
        case badNumber
        /// A key's name is empty or holds a space, a plus or a control character.
        case badName
        /// A key is not in its written form, or its id does not belong to it.
        case badKey
        /// The bytes are not UTF-8, hold a control character or lack a required line.
        case badText
        /// A signature line is not in its form.
        case badSignatureLine
        /// More bytes or signatures than the limit.
        case tooLarge
        /// An index or a size lies outside the tree, or the two sizes are in the wrong order.
        case outOfRange
        /// A proof has more or fewer hashes than its place in the tree needs.
        case wrongProofLength
        /// The hashes of a proof do not lead to the given root.
        case rootMismatch
        /// No signature is from a known key.
        case unsigned
        /// A signature of a known key does not fit the text.
        case forged
        /// Two different known keys have the same name and id.
        case ambiguousKey
        /// A checkpoint is of another log than the expected one.
        case wrongOrigin
    }

    package let code: Code
    /// What is wrong, without the value.
    package let message: String
    /// The line in the text, counted from 1.
    package let line: Int?
    /// The refused value, escaped and cut to 80 characters; never a secret.
    package let value: String?

    /// Describes a fault; `value` is escaped and cut here.
    package init(
        _ code: Code, _ message: String, line: Int? = nil, value: (some StringProtocol)?
    ) {
        self.code = code
        self.message = message
        self.line = line
        self.value = value.map { Self.shown(String($0)) }
    }

    /// Describes a fault that has no value to show.
    package init(_ code: Code, _ message: String, line: Int? = nil) {
        self.init(code, message, line: line, value: String?.none)
    }

    /// The same fault in a text that begins `lines` lines further down.
    package func moved(by lines: Int) -> TransparencyError {
        TransparencyError(copying: self, line: line.map { $0 + lines })
    }

    /// The same fault with a line number, if it has none yet.
    func at(line number: Int) -> TransparencyError {
        TransparencyError(copying: self, line: line ?? number)
    }

    private init(copying other: TransparencyError, line: Int?) {
        code = other.code
        message = other.message
        value = other.value
        self.line = line
    }

    /// Text from outside that cannot move the cursor or turn the direction of writing.
    private static func shown(_ text: String) -> String {
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < 80 else { return result + "…" }
            count += 1
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
                .unassigned:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default:
                result += scalar == "\\" ? "\\\\" : String(scalar)
            }
        }
        return result
    }
}

extension TransparencyError: CustomStringConvertible {
    /// Line, fault and value in one sentence without its full stop.
    package var description: String {
        let place = line.map { "line \($0): " } ?? ""
        return place + message + (value.map { ": \"\($0)\"" } ?? "")
    }
}
