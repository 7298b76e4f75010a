/// Takes secrets out of every text on its way to a screen, a store or another service.
package struct Redactor: Sendable {
    /// Longest first, so that a part of a secret never hides the rest of it.
    private let needles: [String]

    /// What stands in the place of a secret.
    package static let mark = "‹redacted›"

    package init(_ secrets: [Secret] = []) {
        var found: Set<String> = []
        for secret in secrets {
            found.formUnion(Redactor.forms(of: secret.revealed()))
        }
        needles = found.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// The text without known secrets and without the path and query of any URL.
    package func redacted(_ text: String) -> String {
        var result = text
        for needle in needles where result.contains(needle) {
            result = result.replacing(needle, with: Redactor.mark)
        }
        return Redactor.withoutURLPaths(result)
    }

    /// The first part of a response body as one printable, redacted line.
    package func excerpt(_ body: [UInt8], limit: Int = 200) -> String {
        // Redacted before it is cut, or half a secret at the border would stay.
        let text = redacted(String(decoding: body.prefix(4_096), as: UTF8.self))
        return SafeText.line(text).trimmed.cut(to: limit, cost: \.unicodeScalars.count)
    }

    /// The secret itself, the parts of a URL that give it away, and how JSON writes them.
    private static func forms(of secret: String) -> [String] {
        var forms = [secret]
        if let authority = secret.firstRange(of: "://") {
            let rest = secret[authority.upperBound...]
            if let slash = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) {
                let target = String(rest[slash...])
                let (path, query) = target.divided(at: "?")
                forms += [target, path, query]
                forms += path.split(separator: "/").map(String.init).filter(looksSecret)
                forms += query.split(separator: "&").map { $0.divided(at: "=").1 }
                    .filter(looksSecret)
            }
        } else {
            // `whsec_…`, or several of them while a secret is being replaced.
            forms += secret.split(whereSeparator: \.isWhitespace).map(String.init)
            forms += forms.filter { $0.hasPrefix("whsec_") }.map { String($0.dropFirst(6)) }
        }
        forms += forms.compactMap(percentDecoded)
        forms += forms.filter { $0.contains("/") }.map { $0.replacing("/", with: "\\/") }
        return forms.filter { $0.utf8.count >= 6 }
    }

    /// Tells `B0LKJ3F9` from `services`: a plain word of a path is no secret and stays readable.
    private static func looksSecret(_ part: String) -> Bool {
        part.utf8.count >= 20
            || (part.utf8.count >= 6 && part.contains(where: \.isNumber))
    }

    private static func percentDecoded(_ text: String) -> String? {
        guard text.contains("%") else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(text).utf8
        while let byte = rest.popFirst() {
            if byte == 37, rest.count >= 2,
                let value = UInt8(String(Substring(rest.prefix(2))), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Cuts every URL after its host, also one that is not ours.
    private static func withoutURLPaths(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstRange(of: "://") {
            result += rest[..<mark.upperBound]
            rest = rest[mark.upperBound...]
            let authority = rest.prefix { !"/?\\".contains($0) && !endsURL($0) }
            // What stands before an @ is a name and a password.
            result +=
                authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
                ?? authority
            rest = rest.dropFirst(authority.count)
            let target = rest.prefix { !endsURL($0) }
            if target.count > 1 { result += "/…" } else { result += target }
            rest = rest.dropFirst(target.count)
        }
        return result + rest
    }

    private static func endsURL(_ character: Character) -> Bool {
        character.isWhitespace || "\"'<>)]}".contains(character)
    }
}

extension StringProtocol {
    /// What stands before and after the first separator.
    fileprivate func divided(at separator: Character) -> (String, String) {
        guard let index = firstIndex(of: separator) else { return (String(self), "") }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }
}
