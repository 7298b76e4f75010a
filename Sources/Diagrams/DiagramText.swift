internal import Runbooks

extension Diagram {
    /// The drawing as indented lines, for terminals and screen readers: words only, no glyphs.
    ///
    /// Nothing in it can act on a terminal.
    package var textLines: [String] {
        var text = IndentedText()
        text.add(heading, level: 0)
        if let caption { text.add(caption, level: 0) }
        if !summary.isEmpty { text.add(summary, level: 0) }
        for band in bands { text.add(band, level: 0) }
        return text.lines
    }
}

/// Collects lines, two blanks a level.
private struct IndentedText {
    private(set) var lines: [String] = []

    mutating func add(_ text: String, level: Int) {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        lines.append(String(repeating: "  ", count: level) + ShownText.line(line))
    }

    mutating func add(_ band: Diagram.Band, level: Int) {
        let kind = level == 0 ? "phase" : "stage"
        add(
            "\(kind) \(band.name)" + (band.objective.isEmpty ? "" : ": " + band.objective),
            level: level)
        for stage in band.stages { add(stage, level: level + 1) }
        if !band.alongside.isEmpty {
            add(Diagram.Band.alongsideHeading, level: level + 1)
            add(lanes: band.alongside, level: level + 2)
        }
        add(band.blocks, level: level + 1)
    }

    mutating func add(_ blocks: [Diagram.Block], level: Int) {
        for block in blocks { add(block, level: level) }
    }

    private mutating func add(_ block: Diagram.Block, level: Int) {
        add(headline(block.card), level: level)
        for note in block.card.notes { add(note, level: level + 2) }
        switch block.form {
        case .leaf: break
        case .group(let blocks): add(blocks, level: level + 1)
        case .parallel(let lanes): add(lanes: lanes, level: level + 1)
        case .choose(let arms):
            for arm in arms {
                add(arm.condition, level: level + 1)
                add(arm.blocks, level: level + 2)
            }
        case .loop(let blocks, let again):
            add(blocks, level: level + 1)
            add(again, level: level + 1)
        }
        if let handler = block.handler {
            add(
                "on failure of " + (block.card.name.isEmpty ? "this" : block.card.name),
                level: level + 1)
            add(handler, level: level + 2)
        }
    }

    private mutating func add(lanes: [[Diagram.Block]], level: Int) {
        for (index, lane) in lanes.enumerated() {
            add("lane \(index + 1) of \(lanes.count)", level: level)
            add(lane, level: level + 1)
        }
    }

    private func headline(_ card: Diagram.Card) -> String {
        let mark = card.mark.map { "[\($0.rawValue)] " } ?? ""
        let name = card.name.isEmpty ? "" : card.name + ", "
        return mark + name + card.verb + (card.title.isEmpty ? "" : ": " + card.title)
    }
}
