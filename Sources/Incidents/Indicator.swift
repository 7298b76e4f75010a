/// Reads addresses, links and hashes as analysts write them, also defanged so that nobody clicks on them.
///
/// What is given back is refanged and in small letters where case means nothing, so that equal indicators are equal texts.
enum Indicator {
    /// The text without the marks that keep it from being clicked: `evil[.]example` is `evil.example`.
    static func refanged(_ text: String) -> String {
        marks.reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    private static let marks = [
        ("[.]", "."), ("(.)", "."), ("{.}", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":"),
        ("[://]", "://"), ("[@]", "@"), ("[at]", "@"), ("(at)", "@"),
    ]

    /// An IPv4 address, or an IPv6 address (RFC 4291, 2.2) without a zone.
    static func address(_ text: String) throws(FactFault) -> String {
        let bare = refanged(text)
        guard isIPv4(bare) || isIPv6(bare) else {
            throw FactFault("is not an IP address", example: "192.0.2.10 or 2001:db8::1")
        }
        return bare.lowercased()
    }

    /// An address with the length of its prefix (RFC 4632).
    static func network(_ text: String) throws(FactFault) -> String {
        let example = "192.0.2.0/24 or 2001:db8::/32"
        let parts = refanged(text).split(separator: "/", omittingEmptySubsequences: false)
        guard let address = parts.first.map(String.init), isIPv4(address) || isIPv6(address) else {
            throw FactFault("is not a network", example: example)
        }
        guard parts.count > 1 else {
            throw FactFault("has no prefix length", example: example)
        }
        let longest = isIPv4(address) ? 32 : 128
        guard parts.count == 2, let length = decimal(parts[1], upTo: longest) else {
            throw FactFault("has no prefix length from 0 to \(longest)", example: example)
        }
        return "\(address.lowercased())/\(length)"
    }

    /// An absolute URL with a scheme and a host (RFC 3986, 3).
    static func link(_ text: String) throws(FactFault) -> String {
        let example = "https://evil.example/path or hxxps://evil[.]example/path"
        let marked = text.replacing("[://]", with: "://", maxReplacements: 1)
            .replacing("[:]//", with: "://", maxReplacements: 1)
        guard let mark = marked.firstRange(of: "://"), isScheme(marked[..<mark.lowerBound]) else {
            throw FactFault("has no scheme, such as https://", example: example)
        }
        guard isPrintable(marked) else {
            throw FactFault("has a blank or a control character in it", example: example)
        }
        let written = marked[..<mark.lowerBound].lowercased()
        let scheme = ["hxxp": "http", "hxxps": "https", "fxp": "ftp"][written] ?? written
        // Marks behind the host may be part of what was seen: nothing is changed there.
        let rest = marked[mark.upperBound...]
        let host = rest.prefix { !"/?#".contains($0) }
        let authority = refanged(String(host))
        // Who logs in there stands before the last @.
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        guard isHostWithPort(place) else { throw FactFault("has no valid host", example: example) }
        return scheme + "://" + authority.dropLast(place.count) + place.lowercased()
            + rest.dropFirst(host.count)
    }

    /// One address of mail, without a name before it (RFC 5321, 4.1.2, without quoted names).
    static func mailbox(_ text: String) throws(FactFault) -> String {
        let example = "mallory@evil.example"
        let bare = refanged(text)
        let parts = bare.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            throw FactFault(
                parts.count < 2 ? "has no @" : "is more than one address", example: example)
        }
        guard isPrintable(bare), !bare.contains(where: { "<>()[],;:\\\"".contains($0) }) else {
            throw FactFault("is not one address alone", example: example)
        }
        let name = parts[0]
        guard (1...64).contains(name.utf8.count), name.first != ".", name.last != ".",
            isHost(parts[1])
        else { throw FactFault("is not an address of mail", example: example) }
        return name + "@" + parts[1].lowercased()
    }

    /// The lengths of the hashes that are taken, in hexadecimal digits.
    private static let hashes = [("md5", 32), ("sha1", 40), ("sha256", 64), ("sha512", 128)]

    /// A hash in hexadecimal digits, with its kind and `:` before it or without.
    static func hash(_ text: String) throws(FactFault) -> String {
        let example = "the output of sha256sum: 64 hexadecimal digits"
        let parts = text.lowercased().split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.last ?? ""
        guard !digits.isEmpty, digits.utf8.allSatisfy(isHexadecimal) else {
            throw FactFault("is not a hash in hexadecimal digits", example: example)
        }
        let count = digits.utf8.count
        guard parts.count == 2 else {
            guard hashes.contains(where: { $0.1 == count }) else {
                throw FactFault(
                    "has \(count) digits; MD5 has 32, SHA-1 40, SHA-256 64, SHA-512 128",
                    example: example)
            }
            return String(digits)
        }
        guard let (kind, length) = hashes.first(where: { $0.0 == parts[0] }) else {
            throw FactFault("has a kind that is not md5, sha1, sha256 or sha512", example: example)
        }
        guard count == length else {
            throw FactFault("has \(count) digits; \(kind) has \(length)", example: example)
        }
        return "\(kind):\(digits)"
    }
}

extension Indicator {
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (97...102).contains(byte | 0x20)
    }

    private static func isScheme(_ text: Substring) -> Bool {
        (text.utf8.first.map(isLetter) ?? false)
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "+-.".utf8.contains($0) }
    }

    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            !$0.properties.isWhitespace && $0.properties.generalCategory != .control
                && $0.properties.generalCategory != .format
        }
    }

    /// A whole number without leading zeros, which some programs read as octal.
    private static func decimal(_ text: Substring, upTo limit: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy(isDigit),
            text == "0" || text.first != "0", let number = Int(text), number <= limit
        else { return nil }
        return number
    }

    private static func isIPv4(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { decimal($0, upTo: 255) != nil }
    }

    /// Eight groups of up to four hexadecimal digits; `::` once for some of them; the last two may be an IPv4 address.
    private static func isIPv6(_ text: String) -> Bool {
        guard text.utf8.count <= 45 else { return false }
        guard let gap = text.firstRange(of: "::") else { return groups(text[...]) == 8 }
        let (head, tail) = (text[..<gap.lowerBound], text[gap.upperBound...])
        guard !head.contains("."), let first = head.isEmpty ? 0 : groups(head),
            let second = tail.isEmpty ? 0 : groups(tail)
        else { return false }
        return first + second <= 7
    }

    /// How many groups the text has; `nil` if one of them is none.
    private static func groups(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var count = 0
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard isIPv4(String(part)) else { return nil }
                count += 2
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(isHexadecimal) else {
                    return nil
                }
                count += 1
            }
        }
        return count
    }

    private static func isHostWithPort(_ text: Substring) -> Bool {
        var (host, port) = (text, text[text.endIndex...])
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return false }
            host = text[...end]
            port = text[text.index(after: end)...]
        } else if let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[colon...]
        }
        guard port.isEmpty || isPort(port) else { return false }
        return host.hasPrefix("[") ? isIPv6(String(host.dropFirst().dropLast())) : isHost(host)
    }

    private static func isPort(_ text: Substring) -> Bool {
        let digits = text.dropFirst()
        guard text.first == ":", (1...5).contains(digits.utf8.count),
            digits.utf8.allSatisfy(isDigit), let number = Int(digits)
        else { return false }
        return (1...65_535).contains(number)
    }

    /// An IPv4 address, or labels with points between: letters of any script, digits, `-` and `_`.
    private static func isHost(_ text: Substring) -> Bool {
        let name = text.hasSuffix(".") ? text.dropLast() : text
        guard !name.isEmpty, name.utf8.count <= 253 else { return false }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let areFine = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        }
        // What ends in a number can only be an address.
        let looksNumeric = labels.last?.utf8.allSatisfy(isDigit) ?? false
        return areFine && (!looksNumeric || isIPv4(String(name)))
    }
}
