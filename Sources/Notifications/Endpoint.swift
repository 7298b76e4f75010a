/// A checked webhook URL, which is a secret as a whole.
package struct Endpoint: Sendable {
    /// The whole URL.
    package let url: Secret
    /// The host in lower case; it may be shown.
    package let host: String
    package let isEncrypted: Bool
    /// Which addresses it may resolve to.
    package let addressRule: AddressRule

    /// The longest URL that is taken, in bytes.
    package static let longestBytes = 4_096

    /// Checks a URL and takes the parts that are needed.
    ///
    /// It must be printable ASCII and `https` (or `http`, where private addresses are allowed),
    /// with a host and without user name, password and fragment.
    package init(_ url: Secret, allowsPrivateAddresses: Bool) throws(NotificationError) {
        let text = url.revealed()
        try Endpoint.checkCharacters(text)
        let (isEncrypted, rest) = try Endpoint.scheme(of: text)
        let authority = String(rest.prefix { $0 != "/" && $0 != "?" })
        let host = try Endpoint.host(in: authority)
        if host == "webhook.office.com" || host.hasSuffix(".webhook.office.com") {
            throw NotificationError(
                .serviceRetired, "\(host) belonged to Office 365 connectors, which are retired",
                hint: "make a flow with the Workflows app of Teams and use its URL")
        }
        let literal = IPAddress(host)
        guard isEncrypted || allowsPrivateAddresses else {
            throw NotificationError(
                .urlRefused, "the URL of \(host) is http, which shows the message and the secret",
                hint:
                    "use https; only for a receiver on your own network, --allow-private takes http "
                    + "to private addresses, and messages then go out unencrypted")
        }
        let rule: AddressRule =
            isEncrypted ? (allowsPrivateAddresses ? .publicOrPrivate : .publicOnly) : .privateOnly
        if let literal, !rule.allows(literal) {
            throw NotificationError(
                .urlRefused, "the address \(host) is not allowed for this channel",
                hint: literal.zone == .private
                    ? "--allow-private takes it: messages may then go to machines of your own network, "
                        + "this one included" : nil)
        }
        self.url = url
        self.host = host
        self.isEncrypted = isEncrypted
        addressRule = rule
    }

    private static func checkCharacters(_ text: String) throws(NotificationError) {
        guard text.utf8.count <= longestBytes else {
            throw NotificationError(.urlRefused, "the URL is longer than \(longestBytes) bytes")
        }
        let refused: Set<UInt8> = Set("\\\"<>^`{|}#".utf8)
        for byte in text.utf8 where !(0x21...0x7e).contains(byte) || refused.contains(byte) {
            throw NotificationError(
                .urlRefused,
                "the URL holds a character that must not be in it (byte \(byte)): "
                    + "a space, a control character, a fragment or a quote")
        }
    }

    private static func scheme(of text: String) throws(NotificationError) -> (Bool, Substring) {
        let lower = text.lowercased()
        if lower.hasPrefix("https://") { return (true, text.dropFirst(8)) }
        if lower.hasPrefix("http://") { return (false, text.dropFirst(7)) }
        throw NotificationError(.urlRefused, "the URL does not begin with https://")
    }

    private static func host(in authority: String) throws(NotificationError) -> String {
        guard !authority.contains("@") else {
            throw NotificationError(.urlRefused, "the URL holds a user name or a password")
        }
        if authority.hasPrefix("[") { return try addressInBrackets(Substring(authority)) }
        let end = authority.firstIndex(of: ":") ?? authority.endIndex
        try checkPort(authority[end...])
        let name = authority[..<end]
        guard !name.isEmpty, name.utf8.allSatisfy(isNameByte) else {
            throw NotificationError(.urlRefused, "the URL has no valid host")
        }
        // A name may end in the root's point, which must not get it past the checks by name.
        return String(name.hasSuffix(".") ? name.dropLast() : name).lowercased()
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        "-._0123456789".utf8.contains(byte) || (0x61...0x7a).contains(byte | 0x20)
    }

    private static func addressInBrackets(_ text: Substring) throws(NotificationError) -> String {
        guard let end = text.firstIndex(of: "]") else {
            throw NotificationError(.urlRefused, "the URL has an open bracket in its host")
        }
        let inside = String(text[..<end].dropFirst())
        try checkPort(text[text.index(after: end)...])
        guard case .v6? = IPAddress(inside) else {
            throw NotificationError(.urlRefused, "the URL has no IPv6 address in its brackets")
        }
        return inside.lowercased()
    }

    private static func checkPort(_ text: Substring) throws(NotificationError) {
        if text.isEmpty { return }
        guard text.first == ":", let port = UInt16(text.dropFirst()), port > 0 else {
            throw NotificationError(.urlRefused, "the URL has no valid port")
        }
    }
}
