internal import Chronology

/// A message as a signed event after Standard Webhooks 1.0.0, below 20,000 bytes.
struct WebhookRenderer {
    let message: Message
    let context: RenderContext
    let keys: [SigningKey]

    private static let textLimit = 8_000
    private static let fieldLimit = 500

    var request: RenderedRequest {
        let json = event
        let time = context.time.seconds
        let signatures = keys.map {
            $0.signature(id: context.delivery, seconds: time, body: json.bytes)
        }
        return RenderedRequest(
            json: json,
            headers: [
                HeaderField("webhook-id", context.delivery),
                HeaderField("webhook-timestamp", String(time)),
                HeaderField("webhook-signature", signatures.joined(separator: " ")),
            ])
    }

    private var event: JSONText {
        var data: [(String, JSONText)] = [
            ("incident", .text(cut(message.incident, 100))),
            ("sequence", .number(message.sequence)),
            ("title", .text(cut(message.title, 1_000))),
            ("tlp", .text(message.tlp.label)),
            ("resolved", .flag(message.isResolved)),
        ]
        if let severity = message.severity {
            let word = JSONText.text(cut(severity.word, 100))
            data.append(("severity", ["level": .number(severity.level), "word": word]))
        }
        if let head = message.head {
            data.append(
                ("head", ["entry": .number(head.entry), "short": .text(cut(head.short, 100))]))
        }
        let text = message.paragraphs.map { $0.map(\.plain).joined() }.joined(separator: "\n\n")
        data.append(("text", .text(text.cut(to: Self.textLimit, cost: \.jsonBytes))))
        data.append(
            (
                "fields",
                .list(
                    message.fields.prefix(10).map {
                        [
                            "name": .text(cut($0.name, 150)),
                            "value": .text(cut($0.value, Self.fieldLimit)),
                        ]
                    })
            ))
        data.append(
            (
                "links",
                .list(
                    message.openableLinks.filter { $0.url.utf8.count <= 500 }.prefix(4).map {
                        ["text": .text(cut($0.text, 150)), "url": .text($0.url)]
                    })
            ))
        if context.isPossibleRepeat { data.append(("possible_repeat", true)) }
        return [
            "type": .text(cut(message.kind, 100)),
            "timestamp": .text(message.time.rfc3339),
            "data": .object(data),
        ]
    }

    /// One clean line of at most `limit` bytes as JSON writes it.
    private func cut(_ text: String, _ limit: Int) -> String {
        SafeText.line(text).cut(to: limit, cost: \.jsonBytes)
    }
}
