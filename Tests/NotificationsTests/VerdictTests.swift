import Chronology
import Testing

@testable import Notifications

@Suite struct VerdictTests {
    /// A verdict without its words.
    enum Kind: Equatable {
        case sent, accepted, retry, refused, closed, ambiguous
    }

    private static func kind(_ verdict: Verdict) -> Kind {
        switch verdict {
        case .sent: .sent
        case .accepted: .accepted
        case .retry: .retry
        case .refused: .refused
        case .closed: .closed
        case .ambiguous: .ambiguous
        }
    }

    private static func verdict(
        _ service: Channel.Service, _ status: Int, _ body: String = "", retryAfter: String? = nil,
        isComplete: Bool = true
    ) -> Verdict {
        let answer = Attempt.Answer(
            status: status, retryAfter: retryAfter, body: Array(body.utf8), isComplete: isComplete)
        return Verdict(
            .answered(answer), of: service, now: Samples.start, redactor: Redactor())
    }

    @Test(arguments: [
        (Channel.Service.slack, 200, "ok", Kind.sent), (.slack, 200, "ok\n", .sent),
        (.slack, 200, "{\"ok\":true}", .sent), (.slack, 200, "invalid_payload", .refused),
        (.slack, 200, "no_service", .refused),
        (.slack, 200, "{\"ok\":false,\"error\":\"no_text\"}", .refused),
        (.slack, 200, "{\"ok\":false,\"error\":\"rate_limited\",\"retry_after\":1}", .retry),
        (.slack, 200, "rate_limited", .retry), (.slack, 200, "<html>portal</html>", .retry),
        (.slack, 200, "", .ambiguous), (.slack, 204, "", .ambiguous),
        (.slack, 200, "yes", .ambiguous),
        (.slack, 302, "", .refused), (.slack, 400, "invalid_blocks", .refused),
        (.slack, 403, "invalid_token", .closed), (.slack, 404, "no_service", .closed),
        (.slack, 410, "channel_is_archived", .closed), (.slack, 500, "", .retry),
        (.teams, 202, "", .accepted), (.teams, 200, "", .sent), (.teams, 200, "1", .sent),
        (
            .teams, 200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
                + "error 429 with ContextId x", .retry
        ),
        (
            .teams, 200,
            "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP "
                + "error 413", .refused
        ),
        (.teams, 200, "{\"error\":{\"code\":\"Bad\"}}", .refused), (.teams, 413, "", .refused),
        (.teams, 401, "", .closed), (.teams, 502, "", .retry),
        (.webhook, 200, "error", .sent), (.webhook, 204, "", .sent), (.webhook, 202, "", .sent),
        (.webhook, 307, "", .refused), (.webhook, 400, "", .refused), (.webhook, 415, "", .refused),
        (.webhook, 410, "", .closed), (.webhook, 408, "", .retry), (.webhook, 429, "", .retry),
        (.webhook, 501, "", .refused), (.webhook, 504, "", .retry), (.webhook, 599, "", .retry),
    ])
    func `an answer is read as the service means it`(
        service: Channel.Service, status: Int, body: String, expected: Kind
    ) {
        #expect(Self.kind(Self.verdict(service, status, body)) == expected)
    }

    @Test func `a body that does not end matters only where it holds the answer`() {
        let cut = String(repeating: "x", count: 100)
        #expect(Self.kind(Self.verdict(.slack, 200, cut, isComplete: false)) == .ambiguous)
        #expect(Self.kind(Self.verdict(.webhook, 200, cut, isComplete: false)) == .sent)
        #expect(Self.kind(Self.verdict(.teams, 202, cut, isComplete: false)) == .accepted)
        #expect(Self.kind(Self.verdict(.slack, 503, cut, isComplete: false)) == .retry)
    }

    @Test(arguments: [
        (TransferFault.notConnected, Kind.retry, Kind.ambiguous), (.timedOut, .retry, .ambiguous),
        (.nameNotResolved, .retry, .ambiguous), (.certificateRefused, .retry, .ambiguous),
        (.addressRefused, .refused, .ambiguous), (.invalidRequest, .refused, .ambiguous),
        (.repeatPrevented, .retry, .ambiguous), (.cancelled, .retry, .ambiguous),
    ])
    func `a fault before sending is no doubt, after it is`(
        fault: TransferFault, before: Kind, after: Kind
    ) {
        for (attempt, expected) in [(Attempt.notSent(fault), before), (.ambiguous(fault), after)] {
            let verdict = Verdict(attempt, of: .slack, now: Samples.start, redactor: Redactor())
            #expect(Self.kind(verdict) == expected)
        }
    }

    @Test(
        arguments: [
            ("7", "", Duration.seconds(7)), ("0", "", .zero), ("1.5", "", .milliseconds(1_500)),
            ("Mon, 23 Nov 2026 16:52:10 GMT", "", .seconds(60)),
            ("Monday, 23-Nov-26 16:52:10 GMT", "", .seconds(60)),
            ("Mon Nov 23 16:52:10 2026", "", .seconds(60)),
            ("Mon, 23 Nov 2026 16:50:10 GMT", "", .zero),
            (nil, "{\"retry_after\":2,\"ok\":false,\"error\":\"rate_limited\"}", .seconds(2)),
            (nil, "{\"retry_after_ms\":1253}", .milliseconds(1_253)),
            (nil, "{\"parameters\":{\"retry_after\":9}}", .seconds(9)),
            ("3", "{\"retry_after\":8}", .seconds(3)), ("soon", "{\"retry_after\":8}", .seconds(8)),
            ("99999999999999999999", "", .seconds(604_800)),
            ("-5", "", nil), ("nan", "", nil), ("inf", "", nil), ("soon", "", nil), (nil, "", nil),
            (nil, "{\"retry_after\":\"2\"}", nil), (nil, "[1]", nil),
            ("Mon, 31 Feb 2026 16:52:10 GMT", "", nil), ("Mon, 23 Nov 2026 16:52:10", "", nil),
        ] as [(String?, String, Duration?)])
    func `the time to come back is found in header and body`(
        header: String?, body: String, expected: Duration?
    ) {
        guard case .retry(_, let pause) = Self.verdict(.webhook, 429, body, retryAfter: header)
        else {
            Issue.record("429 must be tried again")
            return
        }
        #expect(pause == expected)
    }

    @Test func `the reason holds the answer but no secret`() {
        let redactor = Redactor([Secret("https://x.example/services/abcdefgh12345678")])
        let answer = Attempt.Answer(
            status: 400, body: Array("bad path /services/abcdefgh12345678!".utf8))
        let verdict = Verdict(
            .answered(answer), of: .webhook, now: Samples.start, redactor: redactor)
        #expect(verdict == .refused("status 400: bad path ‹redacted›!"))
    }
}
