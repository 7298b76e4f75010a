/// An IPv4 or IPv6 address; an IPv6 address that stands for an IPv4 one is that IPv4 address.
package struct IPAddress: Sendable, Hashable {
    /// The upper half of an IPv6 address; 0 for IPv4.
    let high: UInt64
    /// The lower half of an IPv6 address, or the whole IPv4 address.
    let low: UInt64
    /// Whether it is an address of version 4.
    let isVersion4: Bool

    init(high: UInt64, low: UInt64) {
        // ::ffff:0:0/96 holds the IPv4 addresses (RFC 4291, 2.5.5.2).
        isVersion4 = high == 0 && low >> 32 == 0xFFFF
        self.high = high
        self.low = isVersion4 ? low & 0xFFFF_FFFF : low
    }

    init(version4 bits: UInt32) {
        (high, low, isVersion4) = (0, UInt64(bits), true)
    }

    /// Reads an address without a zone; `nil` if the text is none.
    ///
    /// IPv4 parts have no leading zeros, and an IPv4 address written within `::ffff:` is refused:
    /// programs disagree on what both mean.
    package init?(_ text: String) {
        let octets = Array(text.utf8)
        guard octets.count <= 45 else { return nil }
        if octets.contains(UInt8(ascii: ":")) {
            guard let address = IPAddress(version6: octets) else { return nil }
            if address.isVersion4, octets.contains(UInt8(ascii: ".")) { return nil }
            self = address
        } else {
            guard let bits = IPAddress.version4(octets[...]) else { return nil }
            self.init(version4: bits)
        }
    }

    private init?(version6 octets: [UInt8]) {
        var groups: [UInt16] = []
        var gap: Int?
        var position = 0
        if octets.starts(with: [58, 58]) {
            (gap, position) = (0, 2)
        }
        while position < octets.count {
            let part = octets[position...].prefix { $0 != UInt8(ascii: ":") }
            if part.contains(UInt8(ascii: ".")) {
                guard part.endIndex == octets.count, let bits = IPAddress.version4(part) else {
                    return nil
                }
                groups += [
                    UInt16(truncatingIfNeeded: bits >> 16), UInt16(truncatingIfNeeded: bits),
                ]
                break
            }
            guard let group = IPAddress.group(part) else { return nil }
            groups.append(group)
            position = part.endIndex
            guard position < octets.count else { break }
            position += 1
            // A single colon at the end has nothing behind it.
            guard position < octets.count else { return nil }
            if octets[position] == UInt8(ascii: ":") {
                guard gap == nil else { return nil }
                gap = groups.count
                position += 1
            }
        }
        if let gap {
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: Array(repeating: 0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        self.init(
            high: groups[..<4].reduce(0) { $0 << 16 | UInt64($1) },
            low: groups[4...].reduce(0) { $0 << 16 | UInt64($1) })
    }

    private static func group(_ octets: ArraySlice<UInt8>) -> UInt16? {
        guard (1...4).contains(octets.count) else { return nil }
        return UInt16(String(decoding: octets, as: UTF8.self), radix: 16).flatMap { value in
            // The conversion takes a sign, which is no digit here.
            octets.first == UInt8(ascii: "+") || octets.first == UInt8(ascii: "-") ? nil : value
        }
    }

    private static func version4(_ octets: ArraySlice<UInt8>) -> UInt32? {
        let parts = octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (48...57).contains($0) }),
                part.count == 1 || part.first != UInt8(ascii: "0")
            else { return nil }
            let value = part.reduce(UInt32(0)) { $0 * 10 + UInt32($1 - 48) }
            guard value < 256 else { return nil }
            bits = bits << 8 | value
        }
        return bits
    }
}

extension IPAddress: CustomStringConvertible {
    /// The canonical text: dotted decimal, or RFC 5952.
    package var description: String {
        if isVersion4 {
            return (0..<4).map { String(low >> (24 - 8 * UInt64($0)) & 0xFF) }
                .joined(separator: ".")
        }
        let groups = (0..<8).map { index -> UInt64 in
            let half = index < 4 ? high : low
            return half >> (48 - 16 * UInt64(index % 4)) & 0xFFFF
        }
        var best = 0..<0
        var index = 0
        while index < 8 {
            let end = groups[index...].firstIndex { $0 != 0 } ?? 8
            if end - index > max(best.count, 1) { best = index..<end }
            index = max(end, index + 1)
        }
        func text(_ groups: ArraySlice<UInt64>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        if best.isEmpty { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }
}

extension IPAddress {
    /// All zeros: "any address".
    var isUnspecified: Bool { high == 0 && low == 0 }

    /// 127.0.0.0/8 or ::1.
    var isLoopback: Bool { isVersion4 ? low >> 24 == 127 : high == 0 && low == 1 }

    /// 224.0.0.0/4 or ff00::/8.
    var isMulticast: Bool { isVersion4 ? low >> 28 == 0xE : high >> 56 == 0xFF }

    /// 224.0.0.0/24 or ff02::/16 with any flags.
    var isLinkLocalMulticast: Bool {
        isVersion4 ? low >> 8 == 0xE0_0000 : high >> 48 & 0xFF0F == 0xFF02
    }

    /// 169.254.0.0/16 or fe80::/10.
    var isLinkLocalUnicast: Bool { isVersion4 ? low >> 16 == 0xA9FE : high >> 54 == 0x3FA }

    /// A unicast address that is not local to the host or the link; private networks count.
    var isGlobalUnicast: Bool {
        !(isUnspecified || isLoopback || isMulticast || isLinkLocalUnicast
            || (isVersion4 && low == 0xFFFF_FFFF))
    }
}

/// A network of the Internet Protocol in CIDR notation; bits behind the prefix are kept.
package struct IPNetwork: Sendable, Hashable {
    /// The address as written.
    let address: IPAddress
    /// How many leading bits are the same in the whole network.
    let prefixLength: Int

    /// Reads `ADDRESS/LENGTH`; `nil` if the text is none.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0]) ?? ""),
            (1...3).contains(parts[1].count), parts[1].allSatisfy({ (48...57).contains($0) }),
            parts[1].count == 1 || parts[1].first != UInt8(ascii: "0")
        else { return nil }
        let length = parts[1].reduce(0) { $0 * 10 + Int($1 - 48) }
        // In IPv6 notation the length would count 96 bits that the address has not.
        guard length <= (address.isVersion4 ? 32 : 128),
            !address.isVersion4 || !parts[0].contains(UInt8(ascii: ":"))
        else { return nil }
        self.init(address: address, prefixLength: length)
    }

    private init(address: IPAddress, prefixLength: Int) {
        self.address = address
        self.prefixLength = prefixLength
    }

    /// The same network with the bits behind the prefix cleared.
    var masked: IPNetwork {
        IPNetwork(address: masked(address), prefixLength: prefixLength)
    }

    private func masked(_ address: IPAddress) -> IPAddress {
        func mask(_ bits: Int) -> UInt64 {
            bits <= 0 ? 0 : bits >= 64 ? UInt64.max : ~(UInt64.max >> UInt64(bits))
        }
        if address.isVersion4 {
            let bits = UInt32(truncatingIfNeeded: mask(prefixLength + 32))
            return IPAddress(version4: UInt32(truncatingIfNeeded: address.low) & bits)
        }
        return IPAddress(
            high: address.high & mask(prefixLength), low: address.low & mask(prefixLength - 64))
    }

    func contains(_ other: IPAddress) -> Bool {
        other.isVersion4 == address.isVersion4 && masked(other) == masked(address)
    }

    func contains(_ other: IPNetwork) -> Bool {
        other.prefixLength >= prefixLength && contains(other.address)
    }
}

extension IPNetwork: CustomStringConvertible {
    /// The canonical text, for example `10.0.0.0/8`.
    package var description: String { "\(address)/\(prefixLength)" }
}
