/// A message for a Slack incoming webhook.
///
/// Slack shows a colour bar only on attachments, so the blocks stand in the first attachment.
/// Limits in characters are Unicode scalars of the escaped text.
struct SlackRenderer {
    let message: Message
    let context: RenderContext

    private enum Limit {
        static let header = 150
        static let section = 3_000
        static let sectionFields = 10
        static let field = 2_000
        static let button = 75
        static let buttons = 5
        static let fallback = 1_000
        static let context = 1_000
        /// All blocks together; Slack refuses some messages from about 13,200 on.
        static let total = 12_000
        /// Blocks of text; header, fields, buttons and footer need some of the 50.
        static let paragraphs = 40
    }

    var request: RenderedRequest {
        let repeatNote = context.isPossibleRepeat ? "(possible repeat) " : ""
        let summary = Slack.escaped(repeatNote + message.headline, limit: Limit.fallback)
        let link = message.openableLinks.first.map { " — " + Slack.escapedAddress($0.url) } ?? ""
        return RenderedRequest(json: [
            "text": .text(summary + link),
            "attachments": [
                [
                    "color": .text(colour),
                    "fallback": .text(summary),
                    "blocks": .list(blocks),
                ]
            ],
            "unfurl_links": false,
            "unfurl_media": false,
        ])
    }

    private var colour: String {
        if message.isResolved { return "#2EB67D" }
        return switch message.severity?.level {
        case 1: "#D72638"
        case 2: "#F46036"
        case 3: "#ECB22E"
        default: "#4A7FB5"
        }
    }

    private var symbol: String {
        if message.isResolved { return "🟢 " }
        return switch message.severity?.level {
        case 1: "🔴 "
        case 2: "🟠 "
        case 3: "🟡 "
        default: "🔵 "
        }
    }

    private var blocks: [JSONText] {
        let title = (symbol + message.headline).cut(to: Limit.header, cost: \.unicodeScalars.count)
        let header: JSONText = [
            "type": "header", "text": ["type": "plain_text", "text": .text(title), "emoji": true],
        ]
        let tail = fieldBlocks + buttonBlock + [footerBlock]
        var left = Limit.total - ([header] + tail).reduce(0) { $0 + textLength($1) }
        var sections: [JSONText] = []
        let paragraphs = mentionParagraph + message.paragraphs
        for (index, paragraph) in paragraphs.enumerated() {
            guard index < Limit.paragraphs, left > 40 else {
                sections.append(section(plain: "… (\(paragraphs.count - index) more paragraphs)"))
                break
            }
            let block = section(paragraph, limit: min(left, Limit.section))
            left -= textLength(block)
            sections.append(block)
        }
        return [header] + sections + tail
    }

    private var mentionParagraph: [[Message.Node]] {
        if message.mentions.isEmpty { return [] }
        let nodes: [Message.Node] = message.mentions.flatMap { mention -> [Message.Node] in
            [.mention(mention), .text(" ")]
        }
        return [nodes.dropLast()]
    }

    /// Text alone goes out as plain text, in which Slack reads no markup at all.
    private func section(_ nodes: [Message.Node], limit: Int) -> JSONText {
        let isPlain = nodes.allSatisfy { if case .text = $0 { true } else { false } }
        if isPlain {
            let text = nodes.map(\.plain).joined()
            return section(plain: text.cut(to: limit, cost: \.unicodeScalars.count))
        }
        return ["type": "section", "text": markup(Slack.markup(nodes, limit: limit))]
    }

    private func section(plain text: String) -> JSONText {
        // Slack refuses an empty text.
        [
            "type": "section",
            "text": [
                "type": "plain_text", "text": .text(text.trimmed.isEmpty ? "–" : text),
                "emoji": false,
            ],
        ]
    }

    private func markup(_ text: String) -> JSONText {
        ["type": "mrkdwn", "text": .text(text), "verbatim": true]
    }

    private var fieldBlocks: [JSONText] {
        let fields = message.fields.prefix(Limit.sectionFields)
        if fields.isEmpty { return [] }
        // All ten together must leave room for the text.
        let limit = min(Limit.field, 5_000 / fields.count)
        let cells = fields.map { field in
            let name = Slack.escaped(SafeText.line(field.name), limit: 100)
            let value = Slack.escaped(SafeText.block(field.value), limit: limit - 110)
            return markup("*\(name)*\n\(value)")
        }
        return [["type": "section", "fields": .list(cells)]]
    }

    private var buttonBlock: [JSONText] {
        let links = message.openableLinks.prefix(Limit.buttons)
        if links.isEmpty { return [] }
        let buttons = links.enumerated().map { index, link -> JSONText in
            let text = SafeText.line(link.text).cut(
                to: Limit.button, cost: \.unicodeScalars.count)
            return [
                "type": "button",
                "text": ["type": "plain_text", "text": .text(text.isEmpty ? "Open" : text)],
                "url": .text(link.url), "action_id": .text("link-\(index + 1)"),
            ]
        }
        return [["type": "actions", "elements": .list(buttons)]]
    }

    private var footerBlock: JSONText {
        let text = Slack.escaped(message.closingLine(context), limit: Limit.context)
        return ["type": "context", "elements": [markup(text)]]
    }

    /// The characters of every `text` in a block.
    private func textLength(_ value: JSONText) -> Int {
        switch value {
        case .list(let items): items.reduce(0) { $0 + textLength($1) }
        case .object(let members):
            members.reduce(0) { sum, member in
                if member.0 == "text", case .text(let text) = member.1 {
                    return sum + text.unicodeScalars.count
                }
                return sum + textLength(member.1)
            }
        default: 0
        }
    }
}

/// Slack's markup: what it escapes, and the few places where a mention or a link may be written.
private enum Slack {
    /// `&`, `<` and `>` as entities, cut to a length of escaped scalars.
    static func escaped(_ text: String, limit: Int) -> String {
        escaped(text.cut(to: limit, cost: cost))
    }

    static func escapedAddress(_ url: String) -> String { escaped(url) }

    /// Nodes as markup; a text that does not fit is cut, and what follows it is left out.
    static func markup(_ nodes: [Message.Node], limit: Int) -> String {
        var result = ""
        var left = limit
        for (index, node) in nodes.enumerated() {
            let piece = fixed(node) ?? styled(node, limit: left)
            let length = piece.unicodeScalars.count
            if length > left {
                result += "… (\(nodes.count - index) more)"
                break
            }
            result += piece
            left -= length
            if left < 24, index < nodes.count - 1 {
                result += "… (\(nodes.count - index - 1) more)"
                break
            }
        }
        return result
    }

    /// A link or mention, which cannot be cut; `nil` for text, and for what has no safe form.
    private static func fixed(_ node: Message.Node) -> String? {
        switch node {
        case .link(let link) where link.isOpenable:
            let text = SafeText.line(link.text).replacing("|", with: "¦")
            return "<\(escaped(link.url))|\(escaped(text, limit: 500))>"
        case .mention(let mention):
            guard let id = mention.slack, isID(id) else { return nil }
            return id.hasPrefix("S") ? "<!subteam^\(id)>" : "<@\(id)>"
        case .text, .strong, .link: return nil
        }
    }

    private static func styled(_ node: Message.Node, limit: Int) -> String {
        let reserve = 26
        if case .strong(let text) = node {
            let line = SafeText.line(text).replacing("*", with: "∗")
            return "*\(escaped(line, limit: max(0, limit - reserve)))*"
        }
        return escaped(node.plain, limit: max(0, limit - reserve))
    }

    private static func isID(_ id: String) -> Bool {
        guard let first = id.utf8.first, "UWS".utf8.contains(first) else { return false }
        return (3...24).contains(id.utf8.count)
            && id.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }

    private static func cost(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar {
            case "&": sum + 5
            case "<", ">": sum + 4
            default: sum + 1
            }
        }
    }
}
