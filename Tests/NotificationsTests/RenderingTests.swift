import Chronology
import Foundation
import Testing

@testable import Notifications

@Suite struct RenderingTests {
    @Test func `a Slack message is written as expected`() throws {
        let request = try Samples.rendered(Samples.message(), for: .slack)
        #expect(
            request.headers == [HeaderField("Content-Type", "application/json; charset=utf-8")])
        let expected = """
            {"text":"SEV1 DB &lt;primary&gt; down &amp; \\"slow\\" @everyone &lt;!channel&gt; \
            — https://rb.example/i/INC-2026-0042?a=1&amp;b=2",\
            "attachments":[{"color":"#D72638",\
            "fallback":"SEV1 DB &lt;primary&gt; down &amp; \\"slow\\" @everyone &lt;!channel&gt;",\
            "blocks":[{"type":"header","text":{"type":"plain_text",\
            "text":"🔴 SEV1 DB <primary> down & \\"slow\\" @everyone <!channel>","emoji":true}},\
            {"type":"section","text":{"type":"plain_text",\
            "text":"replica lag *900s* `pg1`","emoji":false}},\
            {"type":"section","fields":[\
            {"type":"mrkdwn","text":"*Status*\\nopen","verbatim":true},\
            {"type":"mrkdwn","text":"*Service*\\nbilling &amp; &lt;db&gt;","verbatim":true}]},\
            {"type":"actions","elements":[{"type":"button",\
            "text":{"type":"plain_text","text":"Open incident"},\
            "url":"https://rb.example/i/INC-2026-0042?a=1&b=2","action_id":"link-1"}]},\
            {"type":"context","elements":[{"type":"mrkdwn",\
            "text":"INC-2026-0042 · TLP:GREEN · delivery msg_01","verbatim":true}]}]}],\
            "unfurl_links":false,"unfurl_media":false}
            """
        #expect(String(decoding: request.body, as: UTF8.self) == expected)
    }

    @Test(arguments: [Channel.Service.slack, .teams, .webhook])
    func `each service shows the head of the record, and a stored message keeps it`(
        service: Channel.Service
    ) throws {
        var message = Samples.message()
        let before = try Samples.rendered(message, for: service)
        #expect(!String(decoding: before.body, as: UTF8.self).contains("335b"))
        message.head = Message.Head(entry: 12, short: "335b-1b37-293c")
        let stored = try Message(decoding: try message.encoded())
        #expect(stored == message)
        let body = String(decoding: try Samples.rendered(stored, for: service).body, as: UTF8.self)
        let shown =
            service == .webhook
            ? #""head":{"entry":12,"short":"335b-1b37-293c"}"# : "head 335b-1b37-293c (#12)"
        #expect(body.contains(shown), "\(body)")
        #expect(plainText(stored).contains("head 335b-1b37-293c (#12)"))
    }

    @Test func `a Teams card is written as expected`() throws {
        let request = try Samples.rendered(Samples.message(), for: .teams)
        let expected = """
            {"type":"message","attachments":[{\
            "contentType":"application/vnd.microsoft.card.adaptive","contentUrl":null,\
            "content":{"$schema":"http://adaptivecards.io/schemas/adaptive-card.json",\
            "type":"AdaptiveCard","version":"1.4","msteams":{"width":"Full","entities":[]},\
            "body":[{"type":"Container","style":"attention","bleed":true,"items":[\
            {"type":"RichTextBlock","inlines":[{"type":"TextRun",\
            "text":"SEV1 DB <primary> down & \\"slow\\" @everyone <!channel>",\
            "weight":"Bolder","size":"Medium","color":"Attention"}]}]},\
            {"type":"RichTextBlock","inlines":[\
            {"type":"TextRun","text":"replica lag *900s* `pg1`"}]},\
            {"type":"FactSet","facts":[{"title":"Status","value":"open"},\
            {"title":"Service","value":"billing & \\\\<db\\\\>"}]},\
            {"type":"RichTextBlock","inlines":[{"type":"TextRun",\
            "text":"INC-2026-0042 · TLP:GREEN · delivery msg_01","size":"Small",\
            "isSubtle":true}]}],\
            "actions":[{"type":"Action.OpenUrl","title":"Open incident",\
            "url":"https://rb.example/i/INC-2026-0042?a=1&b=2"}]}}]}
            """
        #expect(String(decoding: request.body, as: UTF8.self) == expected)
    }

    @Test func `a signed event is written as expected`() throws {
        let request = try Samples.rendered(Samples.message(title: "DB down"), for: .webhook)
        let expected = """
            {"type":"update.tactical","timestamp":"2026-11-23T16:51:10Z","data":{\
            "incident":"INC-2026-0042","sequence":3,"title":"DB down","tlp":"TLP:GREEN",\
            "resolved":false,"severity":{"level":1,"word":"critical"},\
            "text":"replica lag *900s* `pg1`",\
            "fields":[{"name":"Status","value":"open"},\
            {"name":"Service","value":"billing & <db>"}],\
            "links":[{"text":"Open incident",\
            "url":"https://rb.example/i/INC-2026-0042?a=1&b=2"}]}}
            """
        #expect(String(decoding: request.body, as: UTF8.self) == expected)
        #expect(
            request.headers.map(\.name).dropFirst()
                == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(request.headers[1].value == "msg_01")
        #expect(request.headers[2].value == "1795452670")
        let key = try SigningKey(Secret(Samples.signingSecret))
        #expect(
            request.headers[3].value
                == key.signature(id: "msg_01", seconds: 1_795_452_670, body: request.body))
    }

    @Test(arguments: [
        (
            "msg_p5jXN8AQM9LWM0D4loKWxJek", Int64(1_614_265_330), "{\"test\": 2432232314}",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        (
            "msg_01JDK5Z8Q3W9TNC3ZC6G7R7M1B", Int64(1_795_452_670),
            "{\"type\":\"incident.opened\",\"timestamp\":\"2026-11-23T16:51:10Z\",\"data\":"
                + "{\"id\":\"INC-2026-0042\",\"title\":\"DB <primary> down & \\\"slow\\\" "
                + "@everyone <!channel>\",\"severity\":\"critical\","
                + "\"url\":\"https://rb.example/i/INC-2026-0042\"}}",
            "v1,pxD8kJtufznM9hain0JCiEz9UfOjzBRindfH9OH6W/E="
        ),
    ])
    func `the signature is that of Standard Webhooks`(
        id: String, seconds: Int64, body: String, expected: String
    ) throws {
        let key = try SigningKey(Secret(Samples.signingSecret))
        #expect(key.signature(id: id, seconds: seconds, body: Array(body.utf8)) == expected)
    }

    @Test func `the id stays and the time changes from attempt to attempt, with both keys`() throws
    {
        let keys =
            Samples.signingSecret + "\n whsec_"
            + Data(repeating: 7, count: 32)
            .base64EncodedString()
        let open = try OpenChannel(Samples.channel(.webhook)) {
            ["URL": "https://hooks.example/x", "KEY": keys][$0]
        }
        let requests = [0, 60].map { later in
            open.rendered(
                Samples.message(),
                RenderContext(
                    delivery: "msg_9", time: Samples.start.advanced(by: .seconds(later))))
        }
        #expect(requests[0].body == requests[1].body)
        #expect(requests[0].headers[1] == requests[1].headers[1])
        #expect(requests[0].headers[2] != requests[1].headers[2])
        #expect(requests[0].headers[3] != requests[1].headers[3])
        #expect(requests[0].headers[3].value.split(separator: " ").count == 2)
    }

    @Test(arguments: ["whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%%%"])
    func `a bad signing secret is refused without showing it`(text: String) {
        let error = #expect(throws: NotificationError.self) { try SigningKey(Secret(text)) }
        #expect(error?.code == .signingSecretRefused)
        if text.count > 6 { #expect(error?.description.contains(text) == false) }
    }

    @Test func `only a configured mention notifies`() throws {
        var message = Samples.message(title: "ask <@U0123ABCD> and <at>On-call</at>")
        message.mentions = [
            Message.Mention(name: "On-call", slack: "U0123ABCD", teams: "oncall@example.com"),
            Message.Mention(name: "Group", slack: "S0ABC"),
            Message.Mention(name: "<!here>", slack: "!here"),
        ]
        let slack = try strings(inJSON: Samples.rendered(message, for: .slack).body)
        let markup = slack.filter { $0.text.contains("<") && !$0.text.hasPrefix("🔴") }
        #expect(markup.map(\.text) == ["<@U0123ABCD> <!subteam^S0ABC> &lt;!here&gt;"])
        let teams = try strings(inJSON: Samples.rendered(message, for: .teams).body)
        let tags = teams.filter { $0.text.contains("<at>") }
        #expect(tags.map(\.text) == ["<at>On-call</at>", "<at>On-call</at>"])
        #expect(teams.contains { $0.text == "oncall@example.com" })
    }

    @Test func `a repeat is marked`() throws {
        for service in Channel.Service.allCases {
            let body = try Samples.rendered(
                Samples.message(), for: service, isPossibleRepeat: true
            ).body
            let text = String(decoding: body, as: UTF8.self)
            #expect(text.contains("possible repeat") || text.contains("possible_repeat"))
        }
    }

    @Test func `links with an address that is no web address are only text`() throws {
        var message = Samples.message()
        message.links = [
            .init(text: "run", url: "javascript:alert(1)"),
            .init(text: "out", url: "https://a.example/x>|<!channel>"),
        ]
        message.blocks = [.paragraph([.link(message.links[0]), .strong("x")])]
        for service in [Channel.Service.slack, .teams] {
            let all = try strings(inJSON: Samples.rendered(message, for: service).body)
            #expect(!all.contains { $0.path.hasSuffix("url") })
            #expect(all.contains { $0.text.contains("run (javascript:alert(1))") })
        }
    }

    @Test func `the preview for a terminal shows the whole message`() {
        var message = Samples.message(title: "down \u{1b}[31mred\u{7}\r\nnext")
        message.mentions = [.init(name: "Ann")]
        message.blocks = [
            .paragraph([.text("one "), .strong("two"), .link(.init(text: "t", url: "https://u"))]),
            .list([[.text("a")], [.text("b")]]),
        ]
        #expect(
            plainText(message) == """
                SEV1 down ␛[31mred␇ next
                INC-2026-0042 · TLP:GREEN
                to: Ann

                one twot (https://u)

                • a
                • b

                Status:  open
                Service: billing & <db>

                Open incident: https://rb.example/i/INC-2026-0042?a=1&b=2
                """)
    }
}
