import Foundation
import Glibc
import Testing

@testable import Notifications

@Suite struct SecretTests {
    private static func file(_ text: String, mode: mode_t) throws -> String {
        let path = NSTemporaryDirectory() + "secret-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, mode)
        return path
    }

    @Test func `a secret is never printed`() {
        let secret = Secret("https://hooks.example/T/B/key")
        var dumped = ""
        dump([secret], to: &dumped)
        let key = try? SigningKey(Secret(Samples.signingSecret))
        dump(key, to: &dumped)
        for text in ["\(secret)", String(reflecting: [secret]), dumped] {
            #expect(!text.contains("key") || text == dumped)
            #expect(!text.contains("hooks.example"))
            #expect(!text.contains("MfKQ"))
        }
        #expect(secret.revealed().hasSuffix("/key"))
    }

    @Test(arguments: [mode_t(0o600), 0o400])
    func `a private file is read without the white space`(mode: mode_t) throws {
        let path = try Self.file(" https://x.example/a \n", mode: mode)
        defer { unlink(path) }
        #expect(try SecretSource.file(path).read().revealed() == "https://x.example/a")
    }

    @Test(arguments: [mode_t(0o644), 0o640, 0o604, 0o700, 0o666])
    func `a file that others can read is refused`(mode: mode_t) throws {
        let path = try Self.file("https://x.example/hush", mode: mode)
        defer { unlink(path) }
        let error = #expect(throws: NotificationError.self) { try SecretSource.file(path).read() }
        #expect(error?.code == .secretExposed)
        #expect(error?.hint == "run: chmod 600 \(path)")
        #expect(error?.description.contains("hush") == false)
    }

    @Test func `what is no secret file is refused`() throws {
        let empty = try Self.file(" \n", mode: 0o600)
        let binary = NSTemporaryDirectory() + "secret-\(UUID().uuidString)"
        try Data([0xff, 0xfe, 0x00]).write(to: URL(fileURLWithPath: binary))
        chmod(binary, 0o600)
        let long = try Self.file(String(repeating: "x", count: 9_000), mode: 0o600)
        defer { for path in [empty, binary, long] { unlink(path) } }
        let codes: [(String, NotificationError.Code)] = [
            (empty, .secretUnreadable), (binary, .secretUnreadable), (long, .secretUnreadable),
            ("/nonexistent/file", .secretMissing), ("/dev/null", .secretExposed),
            (NSTemporaryDirectory(), .secretExposed),
        ]
        for (path, code) in codes {
            let error = #expect(throws: NotificationError.self) {
                try SecretSource.file(path).read()
            }
            #expect(error?.code == code, "\(path)")
        }
    }

    @Test func `a secret can stand in the environment`() throws {
        let source = SecretSource.environment("HOOK")
        #expect(try source.read { $0 == "HOOK" ? "abc\n" : nil }.revealed() == "abc")
        let error = #expect(throws: NotificationError.self) { try source.read { _ in nil } }
        #expect(error?.message == "the environment variable HOOK is not set")
    }

    @Test func `a channel is stored without its secret`() throws {
        let channel = Samples.channel(.webhook)
        let bytes = try JSONEncoder().encode(channel)
        #expect(try JSONDecoder().decode(Channel.self, from: bytes) == channel)
        #expect(throws: NotificationError.self) {
            var unsigned = channel
            unsigned.signingSecret = nil
            _ = try OpenChannel(unsigned) { _ in "https://x.example/" }
        }
    }

    @Test(arguments: [
        ("https://hooks.slack.com/services/T0/B0/x", false, AddressRule.publicOnly),
        ("HTTPS://Example.test:8443/a?b=%20c", true, .publicOrPrivate),
        ("http://10.1.2.3/x", true, .privateOnly), ("http://chat.internal/x", true, .privateOnly),
        ("http://[::1]:80/x", true, .privateOnly), ("https://[2606:4700::1]/x", false, .publicOnly),
        ("https://x.example", false, .publicOnly),
    ])
    func `a good URL is taken`(text: String, allows: Bool, rule: AddressRule) throws {
        let endpoint = try Endpoint(Secret(text), allowsPrivateAddresses: allows)
        #expect(endpoint.addressRule == rule)
        #expect(endpoint.isEncrypted == (rule != .privateOnly))
    }

    @Test(arguments: [
        ("http://hooks.example/x", false), ("http://127.0.0.1/x", false),
        ("https://127.0.0.1/x", false), ("https://[::ffff:10.0.0.1]/x", false),
        ("https://169.254.169.254/latest", true), ("http://8.8.8.8/x", true),
        ("ftp://x.example/", true), ("file:///etc/passwd", true), ("gopher://x", true),
        ("https://user:pw@x.example/", true), ("https://x.example@evil.test/", true),
        ("https://x.example/a b", true), ("https://x.example/a\r\nb", true),
        ("https://x.example/a\u{0}", true), ("https://x.example/é", true),
        ("https://x.example/#part", true), ("https:///path", true), ("https://", true),
        ("https://x.example:0/", true), ("https://x.example:99999/", true),
        ("https://x.example:80:90/", true), ("https://[::1", true), ("https://[zz]/", true),
        ("https://x\\evil.test/", true), ("https://a,b/", true), ("", true),
        ("https://x.example/" + String(repeating: "a", count: 5_000), true),
    ])
    func `a bad URL is refused without showing its path`(text: String, allows: Bool) {
        let error = #expect(throws: NotificationError.self) {
            try Endpoint(Secret(text), allowsPrivateAddresses: allows)
        }
        #expect(error?.code == .urlRefused)
        #expect(error?.description.contains("latest") == false)
        #expect(error?.description.contains("pw@") == false)
    }

    @Test(arguments: [
        "https://webhook.office.com/webhookb2/abc", "https://acme.webhook.office.com/webhookb2/abc",
        "https://ACME.webhook.office.com./webhookb2/abc",
    ])
    func `a retired connector is refused with a hint`(text: String) {
        let error = #expect(throws: NotificationError.self) {
            try Endpoint(Secret(text), allowsPrivateAddresses: false)
        }
        #expect(error?.code == .serviceRetired)
        #expect(error?.hint?.contains("Workflows") == true)
        #expect(error?.description.contains("abc") == false)
    }

    @Test(arguments: [
        ("8.8.8.8", IPAddress.Zone.public), ("172.32.0.1", .public), ("100.128.0.1", .public),
        ("2606:4700::1111", .public), ("::ffff:8.8.8.8", .public),
        ("10.0.0.1", .private), ("127.0.0.1", .private), ("127.255.255.255", .private),
        ("172.16.0.1", .private), ("172.31.255.255", .private), ("192.168.1.1", .private),
        ("100.64.0.1", .private), ("::1", .private), ("fd00::1", .private),
        ("::ffff:127.0.0.1", .private), ("::ffff:c0a8:101", .private),
        ("0.0.0.0", .reserved), ("169.254.169.254", .reserved), ("192.0.0.1", .reserved),
        ("198.18.0.1", .reserved), ("198.19.255.255", .reserved), ("224.0.0.1", .reserved),
        ("255.255.255.255", .reserved), ("::", .reserved), ("fe80::1%eth0", .reserved),
        ("ff02::1", .reserved), ("64:ff9b::7f00:1", .reserved), ("2002:7f00:1::", .reserved),
        ("::7f00:1", .reserved), ("::ffff:169.254.1.1", .reserved), ("2001:db8::1", .reserved),
    ])
    func `each address has its zone`(text: String, zone: IPAddress.Zone) throws {
        #expect(try #require(IPAddress(text)).zone == zone)
    }

    @Test(arguments: [
        (
            "failed: https://hooks.slack.com/services/T024/B024/Zq8XwPlm3vTy was bad",
            "failed: ‹redacted› was bad"
        ),
        ("token Zq8XwPlm3vTy here", "token ‹redacted› here"),
        ("{\"p\":\"\\/services\\/T024\\/B024\\/Zq8XwPlm3vTy\"}", "{\"p\":\"‹redacted›\"}"),
        ("other https://u:p@evil.test/a?b=c.", "other https://evil.test/…"),
        ("sig a/b+c= and a%2Fb%2Bc%3D-long-9", "sig a/b+c= and ‹redacted›"),
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "‹redacted›"),
        ("services are fine", "services are fine"),
        ("a://", "a://"),
    ])
    func `secrets are taken out of every text`(text: String, expected: String) {
        let redactor = Redactor([
            Secret("https://hooks.slack.com/services/T024/B024/Zq8XwPlm3vTy"),
            Secret("https://x.example/run?api=1&sig=a%2Fb%2Bc%3D-long-9"),
            Secret(Samples.signingSecret),
        ])
        #expect(redactor.redacted(text) == expected)
    }

    @Test func `an excerpt of a body is one short line without secrets`() {
        let redactor = Redactor([Secret("https://x.example/services/abcdefgh12345678")])
        let body = "<p>\r\n\u{1b}[31m" + String(repeating: "y", count: 165) + " abcdefgh12345678 z"
        let excerpt = redactor.excerpt(Array(body.utf8))
        #expect(!excerpt.contains("abcdefgh"))
        #expect(!excerpt.contains("\u{1b}") && !excerpt.contains("\n"))
        #expect(excerpt.unicodeScalars.count <= 200)
    }
}
