import Chronology
import Foundation
import Synchronization
import Testing

@testable import Notifications

@Suite struct HTTPClientTests {
    private static func client(
        milliseconds: Int = 5_000, limit: Int = 65_536, pins: [String] = []
    ) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.totalMilliseconds = milliseconds
        configuration.connectMilliseconds = milliseconds
        configuration.responseLimit = limit
        configuration.pinnedNames = pins
        return HTTPClient(configuration)
    }

    private static func request(
        _ url: String, body: String = "{}", headers: [HeaderField] = []
    ) throws -> HTTPRequest {
        let endpoint = try Endpoint(Secret(url), allowsPrivateAddresses: true)
        return HTTPRequest(endpoint, RenderedRequest(headers: headers, body: Array(body.utf8)))
    }

    @Test func `an answer has its status, body and Retry-After`() async throws {
        let receiver = try Receiver { _, _ in
            .answer(429, headers: ["retry-AFTER:  7 "], body: "slow down")
        }
        let request = try Self.request(
            receiver.url("/a?b=c"), body: "{\"x\":1}", headers: [HeaderField("webhook-id", "m1")])
        let attempt = await Self.client().send(request)
        #expect(
            attempt
                == .answered(
                    .init(status: 429, retryAfter: "7", body: Array("slow down".utf8))))
        let seen = try #require(receiver.requests.first)
        #expect(seen.target == "/a?b=c")
        #expect(seen.body == "{\"x\":1}")
        #expect(seen.header("webhook-id") == "m1")
        #expect(seen.header("expect") == nil)
        #expect(seen.header("accept-encoding") == nil)
        #expect(seen.header("cookie") == nil)
    }

    @Test func `a request that was read before the connection closed is not sent again`()
        async throws
    {
        let receiver = try Receiver { _, number in
            number == 1 ? .close : .answer(200, body: "ok")
        }
        let client = Self.client()
        let first = await client.send(try Self.request(receiver.url(), body: "1"))
        let second = await client.send(try Self.request(receiver.url(), body: "2"))
        #expect(first == .answered(.init(status: 200, body: Array("ok".utf8))))
        #expect(second == .ambiguous(.repeatPrevented))
        #expect(receiver.requests.map(\.body) == ["1", "2"])
        let third = await client.send(try Self.request(receiver.url(), body: "3"))
        #expect(third == .answered(.init(status: 200, body: Array("ok".utf8))))
        #expect(receiver.requests.map(\.body) == ["1", "2", "3"])
        // Without reuse the test would not show anything.
        #expect(receiver.connections == 2 || receiver.connections == 3)
    }

    @Test func `a reused connection does not get past the address rule`() async throws {
        let receiver = try Receiver { _, _ in .answer(200, body: "ok") }
        let client = Self.client()
        var request = try Self.request(receiver.url())
        _ = await client.send(request)
        #expect(await client.send(request) == .answered(.init(status: 200, body: [111, 107])))
        #expect(receiver.connections == 1)
        request.addressRule = .publicOnly
        #expect(await client.send(request) == .notSent(.addressRefused))
        #expect(receiver.requests.count == 2)
    }

    @Test(arguments: [
        "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "0",
        "[::ffff:127.0.0.1]", "[::1]",
    ])
    func `no spelling of a private address gets past the rule`(host: String) async throws {
        let receiver = try Receiver { _, _ in .answer(200) }
        // The rule of the URL is checked too where the spelling shows it; here the socket is asked.
        let content = RenderedRequest(headers: [], body: [123, 125])
        let request = HTTPRequest(
            unchecked: Secret(receiver.url(host: host)), content, .publicOnly)
        #expect(await Self.client().send(request) == .notSent(.addressRefused))
        #expect(receiver.connections == 0)
    }

    @Test func `of two addresses only the allowed one is used`() async throws {
        let receiver = try Receiver { _, _ in .answer(200) }
        let pin = "two.test:\(receiver.port):169.254.1.1,127.0.0.1"
        let request = try Self.request(receiver.url(host: "two.test"))
        let both = await Self.client(pins: [pin]).send(request)
        #expect(both == .answered(.init(status: 200)))
        let forbidden = "two.test:\(receiver.port):169.254.1.1,0.0.0.0"
        let none = await Self.client(pins: [forbidden]).send(request)
        #expect(none == .notSent(.addressRefused))
        #expect(receiver.requests.count == 1)
    }

    @Test func `plain http does not go to a public address`() async throws {
        let request = try Self.request("http://public.test/")
        let client = Self.client(pins: ["public.test:80:8.8.8.8"])
        #expect(await client.send(request) == .notSent(.addressRefused))
    }

    @Test(arguments: [301, 302, 307, 308])
    func `a redirect is not followed`(status: Int) async throws {
        let target = try Receiver { _, _ in .answer(200) }
        let receiver = try Receiver { _, _ in
            .answer(status, headers: ["Location: \(target.url())"])
        }
        let attempt = await Self.client().send(try Self.request(receiver.url()))
        #expect(attempt == .answered(.init(status: status)))
        #expect(target.connections == 0)
        #expect(receiver.requests.count == 1)
    }

    @Test func `a receiver that never answers is ambiguous after the time limit`() async throws {
        let receiver = try Receiver { _, _ in .hang }
        let attempt = await Self.client(milliseconds: 200).send(try Self.request(receiver.url()))
        #expect(attempt == .ambiguous(.timedOut))
        #expect(receiver.requests.count == 1)
    }

    @Test func `an endless body is cut and its status counts`() async throws {
        let receiver = try Receiver { _, _ in .endless(200) }
        let attempt = await Self.client(limit: 1_000).send(try Self.request(receiver.url()))
        guard case .answered(let answer) = attempt else {
            Issue.record("\(attempt)")
            return
        }
        #expect(answer.status == 200)
        #expect(answer.body.count == 1_000)
        #expect(!answer.isComplete)
    }

    @Test func `a reset after a part of the body leaves the status`() async throws {
        let receiver = try Receiver { _, _ in .reset(202, partOfBody: "par") }
        let attempt = await Self.client().send(try Self.request(receiver.url()))
        guard case .answered(let answer) = attempt else {
            Issue.record("\(attempt)")
            return
        }
        #expect(answer.status == 202)
        #expect(!answer.isComplete)
    }

    @Test func `closing at the first request is ambiguous`() async throws {
        let receiver = try Receiver { _, _ in .close }
        let attempt = await Self.client().send(try Self.request(receiver.url()))
        #expect(attempt == .ambiguous(.noAnswer))
        #expect(receiver.requests.count == 1)
    }

    @Test func `a refused connection sent nothing`() async throws {
        let port = try Receiver { _, _ in .close }.port
        let request = try Self.request("http://127.0.0.1:\(port)/")
        // The listener closes on its own thread.
        var attempt = await Self.client().send(request)
        for _ in 0..<100 where attempt != .notSent(.notConnected) {
            try await Task.sleep(for: .milliseconds(10))
            attempt = await Self.client().send(request)
        }
        #expect(attempt == .notSent(.notConnected))
    }

    @Test func `a receiver without TLS gets nothing over https`() async throws {
        let receiver = try Receiver { _, _ in .answer(200) }
        let url = "https://127.0.0.1:\(receiver.port)/"
        let attempt = await Self.client(milliseconds: 500).send(try Self.request(url))
        guard case .notSent(let fault) = attempt else {
            Issue.record("\(attempt)")
            return
        }
        #expect([.encryptionFailed, .timedOut].contains(fault))
        #expect(receiver.requests.isEmpty)
    }

    @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "a\u{0}b", "é"])
    func `a header with a line break is not sent`(value: String) async throws {
        let receiver = try Receiver { _, _ in .answer(200) }
        let request = try Self.request(receiver.url(), headers: [HeaderField("X-Name", value)])
        #expect(await Self.client().send(request) == .notSent(.invalidRequest))
        #expect(receiver.connections == 0)
    }

    @Test func `cancelling the task ends the transfer`() async throws {
        let receiver = try Receiver { _, _ in .hang }
        let client = Self.client(milliseconds: 60_000)
        let request = try Self.request(receiver.url())
        let task = Task { await client.send(request) }
        for _ in 0..<1_000 where receiver.requests.isEmpty {
            try await Task.sleep(for: .milliseconds(5))
        }
        task.cancel()
        #expect(await task.value == .ambiguous(.cancelled))
        let early = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.send(request)
        }
        #expect([.notSent(.cancelled), .ambiguous(.cancelled)].contains(await early.value))
    }

    @Test func `closing the client ends its transfers and refuses new ones`() async throws {
        let receiver = try Receiver { _, _ in .hang }
        let client = Self.client(milliseconds: 60_000)
        let request = try Self.request(receiver.url())
        let task = Task { await client.send(request) }
        for _ in 0..<1_000 where receiver.requests.isEmpty {
            try await Task.sleep(for: .milliseconds(5))
        }
        await client.close()
        #expect(await task.value == .ambiguous(.cancelled))
        #expect(await client.send(request) == .notSent(.cancelled))
        await client.close()
    }

    @Test func `many requests share few connections`() async throws {
        let receiver = try Receiver { _, _ in .answer(200, body: "ok") }
        let client = Self.client()
        let request = try Self.request(receiver.url())
        let count = await withTaskGroup(of: Attempt.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var last = Attempt.notSent(.cancelled)
                    for _ in 0..<25 { last = await client.send(request) }
                    return last
                }
            }
            return await group.reduce(0) { count, attempt in
                if case .answered = attempt { count + 1 } else { count }
            }
        }
        #expect(count == 8)
        #expect(receiver.requests.count == 200)
        #expect(receiver.connections <= 16)
    }

    @Test func `a missing library is named with the package to install`() {
        let error = #expect(throws: NotificationError.self) {
            try CurlLibrary.probe(path: "/nonexistent/libcurl.so.4")
        }
        #expect(error?.code == .libraryMissing)
        #expect(error?.description.contains("libcurl4") == true)
        #expect(throws: NotificationError.self) { try CurlLibrary.probe(path: "libm.so.6") }
        #expect(throws: Never.self) { try CurlLibrary.probe() }
    }

    @Test func `the version of libcurl can be read`() throws {
        #expect(try CurlLibrary.version().hasPrefix("libcurl/"))
    }
}
