/// What the renderers share: clean lines, and the parts of a message as they show them.
extension Message {
    /// The title with the severity before it, as one clean line.
    var headline: String {
        let code = severity.map { "\($0.code) " } ?? ""
        return code + SafeText.line(title)
    }

    /// The incident, its label and the delivery, as one clean line.
    func closingLine(_ context: RenderContext?) -> String {
        var parts = [SafeText.line(incident), tlp.label]
        if !footer.isEmpty { parts.append(SafeText.line(footer)) }
        if let head { parts.append("head \(SafeText.line(head.short)) (#\(head.entry))") }
        if let context {
            parts.append(
                context.isPossibleRepeat
                    ? "possible repeat of delivery \(context.delivery)"
                    : "delivery \(context.delivery)")
        }
        return parts.joined(separator: " · ")
    }

    /// The links whose address is safe to open.
    var openableLinks: [Link] { links.filter(\.isOpenable) }

    /// The blocks as paragraphs of nodes, with the items of a list behind bullets.
    var paragraphs: [[Node]] {
        blocks.flatMap { block -> [[Node]] in
            switch block {
            case .paragraph(let nodes): return [nodes]
            case .list(let items):
                let lines = items.enumerated().map { index, item in
                    [.text(index == 0 ? "• " : "\n• ")] + item
                }
                return [Array(lines.joined())]
            }
        }
        .filter { !$0.isEmpty }
    }
}

extension Message.Link {
    /// Whether the address is plain http or https without anything that could break out of a link.
    var isOpenable: Bool {
        let refused: Set<UInt8> = Set("\\\"<>^`{|}".utf8)
        let isWeb = ["https://", "http://"].contains { url.lowercased().hasPrefix($0) }
        return isWeb && url.utf8.count <= 2_000
            && url.utf8.allSatisfy { (0x21...0x7e).contains($0) && !refused.contains($0) }
    }
}

extension Message.Node {
    /// The node as text alone: a link whose address is refused is its text and the address.
    var plain: String {
        switch self {
        case .text(let text), .strong(let text): SafeText.block(text)
        case .link(let link):
            link.text == link.url
                ? SafeText.line(link.url)
                : "\(SafeText.line(link.text)) (\(SafeText.line(link.url)))"
        case .mention(let mention): SafeText.line(mention.name)
        }
    }
}
