/// A message for a flow of Microsoft Teams Workflows: an Adaptive Card 1.4 below 20,000 bytes.
///
/// Teams fails a larger card inside the flow and tells nobody. Data stands in `TextRun`, where
/// Teams reads no markup; only a name and value grid is Markdown and is escaped.
struct TeamsRenderer {
    let message: Message
    let context: RenderContext

    private enum Limit {
        static let request = 19_900
        static let title = 600
        static let fields = 10
        static let fieldName = 150
        static let fieldValue = 600
        static let links = 6
        static let linkText = 150
        static let linkAddress = 500
        static let footer = 500
        static let mentions = 10
    }

    var request: RenderedRequest {
        let empty = card(paragraphs: [])
        var left = Limit.request - empty.bytes.count
        var blocks: [JSONText] = []
        let paragraphs = message.paragraphs
        for (index, paragraph) in paragraphs.enumerated() {
            let rest = "… (\(paragraphs.count - index) more paragraphs)"
            let reserve = richText([.text(rest)], limit: 200).bytes.count + 1
            let block = richText(paragraph, limit: left - reserve)
            let size = block.bytes.count + 1
            guard size + reserve <= left else {
                blocks.append(richText([.text(rest)], limit: 200))
                break
            }
            left -= size
            blocks.append(block)
        }
        return RenderedRequest(json: card(paragraphs: blocks))
    }

    private func card(paragraphs: [JSONText]) -> JSONText {
        let entities = mentions.map { mention -> JSONText in
            [
                "type": "mention", "text": .text(mention.tag),
                "mentioned": ["id": .text(mention.id), "name": .text(mention.name)],
            ]
        }
        let content: JSONText = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
            "type": "AdaptiveCard",
            "version": "1.4",
            "msteams": ["width": "Full", "entities": .list(entities)],
            "body": .list([banner] + mentionBlock + paragraphs + factBlock + [footerBlock]),
            "actions": .list(actions),
        ]
        return [
            "type": "message",
            "attachments": [
                [
                    "contentType": "application/vnd.microsoft.card.adaptive",
                    "contentUrl": .null,
                    "content": content,
                ]
            ],
        ]
    }

    private var banner: JSONText {
        let note = context.isPossibleRepeat ? "(possible repeat) " : ""
        let title = Teams.literal(note + message.headline).cut(to: Limit.title, cost: \.jsonBytes)
        let (style, colour) = tone
        return [
            "type": "Container", "style": .text(style), "bleed": true,
            "items": [
                [
                    "type": "RichTextBlock",
                    "inlines": [
                        [
                            "type": "TextRun", "text": .text(title), "weight": "Bolder",
                            "size": "Medium", "color": .text(colour),
                        ]
                    ],
                ]
            ],
        ]
    }

    /// The style of the container and the colour of the title.
    private var tone: (String, String) {
        if message.isResolved { return ("good", "Good") }
        return switch message.severity?.level {
        case 1: ("attention", "Attention")
        case 2, 3: ("warning", "Warning")
        default: ("accent", "Accent")
        }
    }

    private struct CardMention {
        let id: String
        let name: String
        var tag: String { "<at>\(name)</at>" }
    }

    /// Only those with an id: a tag that is not listed as an entity notifies nobody.
    private var mentions: [CardMention] {
        message.mentions.compactMap { mention in
            guard let id = mention.teams, !id.isEmpty, id.utf8.count <= 200 else { return nil }
            let name = SafeText.line(mention.name).filter { !"<>&*_[]()`\\".contains($0) }
            return CardMention(
                id: SafeText.line(id), name: name.cut(to: 100, cost: \.jsonBytes))
        }
        .prefix(Limit.mentions).map { $0 }
    }

    private var mentionBlock: [JSONText] {
        if mentions.isEmpty { return [] }
        let text = mentions.map(\.tag).joined(separator: ", ")
        return [["type": "TextBlock", "text": .text(text), "wrap": true]]
    }

    /// A paragraph whose texts together take at most `limit` bytes.
    private func richText(_ nodes: [Message.Node], limit: Int) -> JSONText {
        var left = limit - 40
        var runs: [JSONText] = []
        for node in nodes {
            let run = textRun(node, limit: left - 150)
            let size = run.bytes.count + 1
            if size > left { break }
            left -= size
            runs.append(run)
        }
        return ["type": "RichTextBlock", "inlines": .list(runs)]
    }

    private func textRun(_ node: Message.Node, limit: Int) -> JSONText {
        let text = Teams.literal(node.plain).cut(to: max(0, limit), cost: \.jsonBytes)
        switch node {
        case .text, .mention:
            return ["type": "TextRun", "text": .text(text)]
        case .strong:
            return ["type": "TextRun", "text": .text(text), "weight": "Bolder"]
        case .link(let link) where link.isOpenable && link.url.utf8.count <= Limit.linkAddress:
            let name = Teams.literal(SafeText.line(link.text))
                .cut(to: Limit.linkText, cost: \.jsonBytes)
            return [
                "type": "TextRun", "text": .text(name),
                "selectAction": ["type": "Action.OpenUrl", "url": .text(link.url)],
            ]
        case .link:
            return ["type": "TextRun", "text": .text(text)]
        }
    }

    private var factBlock: [JSONText] {
        let facts = message.fields.prefix(Limit.fields).map { field -> JSONText in
            let name = SafeText.line(field.name).cut(to: Limit.fieldName, cost: Teams.factCost)
            let value = SafeText.block(field.value)
                .cut(to: Limit.fieldValue, cost: Teams.factCost)
            return [
                "title": .text(Teams.escaped(name)), "value": .text(Teams.escaped(value)),
            ]
        }
        return facts.isEmpty ? [] : [["type": "FactSet", "facts": .list(facts)]]
    }

    private var footerBlock: JSONText {
        let text = Teams.literal(message.closingLine(context))
            .cut(to: Limit.footer, cost: \.jsonBytes)
        return [
            "type": "RichTextBlock",
            "inlines": [
                ["type": "TextRun", "text": .text(text), "size": "Small", "isSubtle": true]
            ],
        ]
    }

    private var actions: [JSONText] {
        message.openableLinks.filter { $0.url.utf8.count <= Limit.linkAddress }
            .prefix(Limit.links).map { link in
                let title = Teams.literal(SafeText.line(link.text))
                    .cut(to: Limit.linkText, cost: \.jsonBytes)
                return [
                    "type": "Action.OpenUrl", "title": .text(title.isEmpty ? "Open" : title),
                    "url": .text(link.url),
                ]
            }
    }
}

private enum Teams {
    private static let special = Set("\\`*_{}[]()#+-.!|<>~")
    private static let breaker = "\u{200b}"

    /// Text for a `TextRun`, with tags of mentions broken for clients that look there too.
    static func literal(_ text: String) -> String {
        guard text.contains("<") else { return text }
        var result = ""
        for index in text.indices {
            result.append(text[index])
            if text[index] == "<", beginsTag(text[text.index(after: index)...]) {
                result += breaker
            }
        }
        return result
    }

    /// Whether what follows a `<` makes it `<at` or `</at`.
    private static func beginsTag(_ rest: Substring) -> Bool {
        let name = rest.first == "/" ? rest.dropFirst() : rest
        return name.prefix(2).lowercased() == "at"
    }

    /// Markdown with every special character escaped, for a grid of names and values.
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in literal(text) {
            if special.contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }

    static func factCost(_ character: Character) -> Int {
        // A broken tag has three bytes more.
        escaped(String(character)).reduce(character == "<" ? 3 : 0) { $0 + $1.jsonBytes }
    }
}
