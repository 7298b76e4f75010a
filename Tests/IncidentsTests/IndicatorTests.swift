import Chronology
import Incidents
import Runbooks
import Testing

/// Addresses, links and hashes: what is taken, in which form it is kept, and what is refused for which reason.
@Suite struct IndicatorTests {
    private static let now = Timestamp(seconds: 1_773_024_060)
    private static let md5 = String(repeating: "0aF9", count: 8)
    private static let sha256 = String(repeating: "0123456789abcdef", count: 4)

    @Test(arguments: [
        (FactType.ip, "10.0.0.1", "10.0.0.1"), (.ip, " 255.255.255.255 ", "255.255.255.255"),
        (.ip, "10.0.0[.]1", "10.0.0.1"), (.ip, "10[.]0[.]0[.]1", "10.0.0.1"),
        (.ip, "10(.)0(.)0(.)1", "10.0.0.1"), (.ip, "2001:DB8::1", "2001:db8::1"),
        (.ip, "::", "::"), (.ip, "::1", "::1"), (.ip, "1::", "1::"),
        (.ip, "fe80::1:2", "fe80::1:2"),
        (.ip, "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), (.ip, "::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        (.ip, "1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:192.0.2.1"),
        (.ip, "2001[:]db8::1", "2001:db8::1"),
        (.cidr, "192.0.2.0/24", "192.0.2.0/24"), (.cidr, "0.0.0.0/0", "0.0.0.0/0"),
        (.cidr, "10.0.0[.]0/8", "10.0.0.0/8"), (.cidr, "10.0.0.5/32", "10.0.0.5/32"),
        (.cidr, "2001:DB8::/32", "2001:db8::/32"), (.cidr, "::/128", "::/128"),
        (.url, "https://evil.example", "https://evil.example"),
        (.url, "hxxp://evil[.]example", "http://evil.example"),
        (.url, "hXXps://Evil[.]Example/Path?A=B#C", "https://evil.example/Path?A=B#C"),
        (.url, "hxxps[:]//evil[.]example/a[.]b", "https://evil.example/a[.]b"),
        (.url, "http[://]evil.example:8080/", "http://evil.example:8080/"),
        (.url, "ftp://user:pw@evil.example/x", "ftp://user:pw@evil.example/x"),
        (.url, "https://[2001:DB8::1]:443/x", "https://[2001:db8::1]:443/x"),
        (.url, "tcp://203.0.113[.]9:4444", "tcp://203.0.113.9:4444"),
        (.url, "https://bücher.example/ä", "https://bücher.example/ä"),
        (.url, "https://a_b.evil.example./", "https://a_b.evil.example./"),
        (.email, "mallory@evil.example", "mallory@evil.example"),
        (.email, "Mallory+x@EVIL[.]example", "Mallory+x@evil.example"),
        (.email, "mallory[at]evil[dot]example", "mallory@evil.example"),
        (.hash, md5, String(repeating: "0af9", count: 8)), (.hash, sha256, sha256),
        (.hash, "SHA256:" + sha256.uppercased(), "sha256:" + sha256),
        (.hash, "sha1:" + sha256.prefix(40), "sha1:" + sha256.prefix(40)),
        (.hash, sha256 + sha256, sha256 + sha256),
        (.host, "FILE-02", "FILE-02"), (.host, "evil[.]example", "evil.example"),
    ])
    func `it is taken, and kept refanged`(type: FactType, text: String, kept: String) throws {
        #expect(try type.parse(text, now: Self.now) == .string(kept))
        #expect(
            try type.parse(kept, now: Self.now) == .string(kept), "what is kept reads as itself")
    }

    @Test(arguments: [
        (FactType.ip, "", "IP address"), (.ip, "10.0.0", "IP address"),
        (.ip, "10.0.0.256", "IP address"), (.ip, "10.0.0.01", "IP address"),
        (.ip, "10.0.0.1.", "IP address"), (.ip, "10.0.0.1/8", "IP address"),
        (.ip, "1:2:3:4:5:6:7", "IP address"), (.ip, "1::2::3", "IP address"),
        (.ip, "1:2:3:4:5:6:7:8::", "IP address"), (.ip, ":::", "IP address"),
        (.ip, "12345::", "IP address"), (.ip, "g::1", "IP address"),
        (.ip, "1.2.3.4::", "IP address"), (.ip, "fe80::1%eth0", "IP address"),
        (.ip, "nonsense", "IP address"), (.ip, "١٠.0.0.1", "IP address"),
        (.cidr, "nonsense/8", "not a network"), (.cidr, "192.0.2.0", "no prefix length"),
        (.cidr, "192.0.2.0/33", "from 0 to 32"), (.cidr, "::/129", "from 0 to 128"),
        (.cidr, "192.0.2.0/", "from 0 to 32"), (.cidr, "192.0.2.0/8/8", "from 0 to 32"),
        (.cidr, "192.0.2.0/08", "from 0 to 32"), (.cidr, "192.0.2.0/-1", "from 0 to 32"),
        (.url, "www.evil.example", "no scheme"), (.url, "://evil.example", "no scheme"),
        (.url, "1http://evil.example", "no scheme"), (.url, "mailto:a@evil.example", "no scheme"),
        (.url, "http://", "no valid host"), (.url, "http:///path", "no valid host"),
        (.url, "http://evil..example", "no valid host"),
        (.url, "http://-evil.example", "no valid host"),
        (.url, "http://evil.example:0", "no valid host"),
        (.url, "http://evil.example:65536", "no valid host"),
        (.url, "http://evil.example:x", "no valid host"),
        (.url, "http://10.0.0.256/", "no valid host"), (.url, "http://[::1/", "no valid host"),
        (.url, "http://[::g]/", "no valid host"), (.url, "http://user@/", "no valid host"),
        (.url, "http://evil.example/a b", "blank"),
        (.url, "http://evil.example/\u{1b}[31m", "control"),
        (.url, "http://evil.example/\u{202e}x", "control"),
        (.email, "mallory", "no @"), (.email, "a@b@c", "more than one"),
        (.email, "a@x.example, b@x.example", "more than one"),
        (.email, "Mallory <m@evil.example>", "not one address"),
        (.email, "m m@evil.example", "not one address"),
        (.email, "@evil.example", "not an address"), (.email, "m@", "not an address"),
        (.email, ".m@evil.example", "not an address"),
        (.email, "m@evil..example", "not an address"),
        (.hash, "xyz", "hexadecimal"), (.hash, "abcd", "has 4 digits"), (.hash, "", "hexadecimal"),
        (.hash, String(sha256.dropLast()), "has 63 digits"),
        (.hash, "sha256:" + md5, "has 32 digits; sha256 has 64"),
        (.hash, "sha3:" + sha256, "kind that is not"), (.hash, "sha256:", "hexadecimal"),
        (.hash, "sha256:" + sha256 + ":x", "hexadecimal"),
        (.list(.ip), "10.0.0.1, 10.0.0.300", "holds '10.0.0.300'"),
    ])
    func `it is refused with the reason and an example`(
        type: FactType, text: String, reason: String
    ) {
        let fault = #expect(throws: FactFault.self) { try type.parse(text, now: Self.now) }
        #expect(fault?.reason.contains(reason) == true, "\(fault?.reason ?? "")")
        #expect(fault?.example.isEmpty == false)
    }

    @Test func `a value of any bytes is refused or reads as itself`() {
        let alphabet = Array("0123456789abcfx:.[]@/-%hxtp ()٣é\u{301}\u{0}")
        var state: UInt64 = 88_172_645_463_325_252
        func next(_ limit: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(limit))
        }
        for _ in 0..<20_000 {
            let text = String((0..<next(24)).map { _ in alphabet[next(alphabet.count)] })
            for type in [FactType.ip, .cidr, .url, .email, .hash] {
                guard case .string(let kept)? = try? type.parse(text, now: Self.now) else {
                    continue
                }
                #expect((try? type.parse(kept, now: Self.now)) == .string(kept), "\(type) \(text)")
            }
        }
    }
}
