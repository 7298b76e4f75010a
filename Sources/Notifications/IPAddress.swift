import Glibc

/// An address of a host, for deciding whether a message may go there.
package enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    /// The upper and the lower 64 bits.
    case v6(UInt64, UInt64)

    /// Reads the usual text form; `nil` for anything else, also for `127.1` and other short forms.
    package init?(_ text: String) {
        let plain = String(text.prefix { $0 != "%" })
        var four = in_addr()
        if inet_pton(AF_INET, plain, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, plain, &six) == 1 else { return nil }
        self.init(six)
    }

    init(_ six: in6_addr) {
        let halves = withUnsafeBytes(of: six) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
        self = .v6(halves.0, halves.1)
    }

    /// Where an address belongs.
    package enum Zone: Sendable, Hashable {
        /// Reachable from everywhere.
        case `public`
        /// The own machine or the own network.
        case `private`
        /// Link-local, multicast, translated, documentation or unassigned: no receiver lives there.
        case reserved
    }

    /// The zone after the IANA special-purpose registries; IPv4 inside IPv6 counts as IPv4.
    package var zone: Zone {
        switch self {
        case .v4(let bits): IPAddress.zone(v4: bits)
        case .v6(let high, let low): IPAddress.zone(high, low)
        }
    }

    private struct Block {
        let base: UInt32
        let length: UInt32

        init(_ first: UInt32, _ second: UInt32, _ third: UInt32, length: UInt32) {
            base = first << 24 | second << 16 | third << 8
            self.length = length
        }

        func contains(_ bits: UInt32) -> Bool { (bits ^ base) >> (32 - length) == 0 }
    }

    private static let privateBlocks = [
        Block(10, 0, 0, length: 8), Block(100, 64, 0, length: 10), Block(127, 0, 0, length: 8),
        Block(172, 16, 0, length: 12), Block(192, 168, 0, length: 16),
    ]

    /// 169.254/16 is here and not among the private ones: cloud machines answer with keys there.
    private static let reservedBlocks = [
        Block(0, 0, 0, length: 8), Block(169, 254, 0, length: 16), Block(192, 0, 0, length: 24),
        Block(192, 0, 2, length: 24), Block(198, 18, 0, length: 15),
        Block(198, 51, 100, length: 24), Block(203, 0, 113, length: 24),
        Block(224, 0, 0, length: 4), Block(240, 0, 0, length: 4),
    ]

    private static func zone(v4 bits: UInt32) -> Zone {
        if privateBlocks.contains(where: { $0.contains(bits) }) { return .private }
        return reservedBlocks.contains { $0.contains(bits) } ? .reserved : .public
    }

    private static func zone(_ high: UInt64, _ low: UInt64) -> Zone {
        if high == 0 {
            if low == 1 { return .private }
            return low >> 32 == 0xffff ? zone(v4: UInt32(truncatingIfNeeded: low)) : .reserved
        }
        let first = high >> 48
        if first & 0xfe00 == 0xfc00 { return .private }
        // Only 2000::/3 is given out for use everywhere; 2002::/16 tunnels to an IPv4 address,
        // 2001:db8::/32 is for documents, 2001::/32 is Teredo.
        guard first & 0xe000 == 0x2000, first != 0x2002 else { return .reserved }
        let start = high >> 32
        return start == 0x2001_0db8 || start == 0x2001_0000 ? .reserved : .public
    }
}

/// Which addresses a transfer may connect to; asked for every connection, a reused one too.
package enum AddressRule: Sendable, Hashable {
    /// Only public addresses.
    case publicOnly
    /// Public and private ones, because the channel allows it.
    case publicOrPrivate
    /// Only private ones: what goes over plain HTTP must not leave the own network.
    case privateOnly

    /// Whether the rule lets a connection to an address through.
    package func allows(_ address: IPAddress) -> Bool {
        switch (self, address.zone) {
        case (_, .reserved): false
        case (.publicOnly, let zone): zone == .public
        case (.publicOrPrivate, _): true
        case (.privateOnly, let zone): zone == .private
        }
    }
}
