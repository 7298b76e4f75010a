/// Lays out the blocks of a drawing: downwards one after the other, side by side what is parallel or a choice.
struct FigureBuilder {
    /// The inner width of a card.
    private static let cardText = 216
    private static let padding = 10
    /// Between two columns.
    private static let columnGap = 22

    func figure(_ blocks: [Diagram.Block]) -> Figure {
        Figure.stack(blocks.map(figure))
    }

    private func figure(_ block: Diagram.Block) -> Figure {
        let main = form(of: block)
        guard let handler = block.handler else { return main }
        return beside(main, handler, of: block.card)
    }

    private func form(of block: Diagram.Block) -> Figure {
        switch block.form {
        case .leaf: return card(block.card)
        case .parallel(let lanes):
            return columns(lanes.map { figure($0) }, under: block.card, frame: .header)
        case .choose(let arms):
            return columns(arms.map(arm), under: block.card, frame: .choice)
        case .loop(let body, let again): return loop(block.card, figure(body), again: again)
        case .group(let blocks): return group(block.card, figure(blocks))
        }
    }

    // MARK: - Cards

    private func card(_ card: Diagram.Card) -> Figure {
        box(
            text(of: card), width: FigureBuilder.cardText,
            frame: card.verb == "wait" ? .wait : .card, mark: card.mark)
    }

    private typealias Paragraph = (text: String, letters: Shape.Letters)

    private func text(of card: Diagram.Card) -> [Paragraph] {
        let head = card.name.isEmpty ? card.verb : "\(card.name): \(card.verb)"
        return (card.mark.map { [($0.rawValue, .mark)] } ?? []) + [(head, .name)]
            + (card.title.isEmpty ? [] : [(card.title, .text)])
            + card.notes.map { ($0, .note) }
    }

    /// A frame around wrapped text of an inner width.
    private func box(
        _ paragraphs: [Paragraph], width: Int, frame: Shape.Frame, mark: StepMark? = nil
    ) -> Figure {
        let padding = FigureBuilder.padding
        var result = Figure(width: width + 2 * padding, height: 0, axis: width / 2 + padding)
        var y = padding - 2
        for paragraph in paragraphs {
            let lines = TextMeasure.wrap(
                paragraph.text, size: paragraph.letters.size, paragraph.letters.weight,
                width: width)
            y += result.write(lines, paragraph.letters, x: padding, y: y)
        }
        result.height = y + padding - 2
        result.shapes.insert(
            .frame(
                frame, at: Point(x: 0, y: 0), width: result.width, height: result.height,
                mark: mark), at: 0)
        return result
    }

    // MARK: - Blocks

    /// Figures side by side under a header, which come together again below.
    private func columns(
        _ columns: [Figure], under card: Diagram.Card, frame: Shape.Frame
    ) -> Figure {
        let gap = FigureBuilder.columnGap
        let inner =
            columns.reduce(0) { $0 + $1.width } + gap * max(0, columns.count - 1)
        let width = max(inner, FigureBuilder.cardText + 2 * FigureBuilder.padding)
        let header = box(
            text(of: card), width: width - 2 * FigureBuilder.padding, frame: frame,
            mark: card.mark)
        var result = Figure(width: width, height: 0, axis: width / 2)
        result.add(header, x: 0, y: 0)
        let top = header.height + Figure.gap
        let bottom = top + (columns.map(\.height).max() ?? 0) + Figure.gap / 2
        var x = (width - inner) / 2
        for column in columns {
            let axis = x + column.axis
            result.line(
                [Point(x: axis, y: header.height), Point(x: axis, y: top)], hasArrow: true)
            result.add(column, x: x, y: top)
            result.line([Point(x: axis, y: top + column.height), Point(x: axis, y: bottom)])
            x += column.width + gap
        }
        result.shapes.append(
            .frame(.bar, at: Point(x: 0, y: bottom), width: width, height: 4, mark: nil))
        result.height = bottom + 4
        return result
    }

    /// The lanes beside the stages of a phase, in a frame with a heading.
    func beside(_ lanes: [[Diagram.Block]]) -> Figure {
        let heading = Diagram.Band.alongsideHeading
        let card = Diagram.Card(
            name: "", verb: heading.prefix(1).uppercased() + heading.dropFirst(), title: "",
            notes: [], mark: nil)
        return columns(lanes.map { figure($0) }, under: card, frame: .header)
    }

    /// A way with its condition above it.
    private func arm(_ arm: Diagram.Arm) -> Figure {
        let condition = box(
            [(arm.condition, .note)], width: FigureBuilder.cardText, frame: .choice)
        return Figure.stack([condition, figure(arm.blocks)])
    }

    /// The body between its header and the question whether to do it again, with a line back.
    private func loop(_ card: Diagram.Card, _ body: Figure, again: String) -> Figure {
        let header = box(
            text(of: card), width: FigureBuilder.cardText, frame: .header, mark: card.mark)
        let check = box([(again, .note)], width: FigureBuilder.cardText, frame: .choice)
        let inner = Figure.stack([header, body, check])
        let margin = 26
        var result = Figure(
            width: inner.width + margin, height: inner.height, axis: inner.axis + margin)
        result.add(inner, x: margin, y: 0)
        let left = result.axis - header.axis
        let low = inner.height - check.height / 2
        let high = header.height / 2
        result.line(
            [
                Point(x: left, y: low), Point(x: 8, y: low), Point(x: 8, y: high),
                Point(x: left, y: high),
            ], as: .back, hasArrow: true)
        return result
    }

    /// A frame with a heading around a called runbook or a part of one.
    private func group(_ card: Diagram.Card, _ body: Figure) -> Figure {
        framed(body, heading: text(of: card), frame: .group, mark: card.mark)
    }

    private func framed(
        _ body: Figure, heading: [Paragraph], frame: Shape.Frame, mark: StepMark? = nil
    ) -> Figure {
        let margin = 14
        let width = max(body.width, FigureBuilder.cardText) + 2 * margin
        let padding = FigureBuilder.padding
        let head = box(heading, width: width - 2 * padding, frame: frame)
        var result = Figure(width: width, height: 0, axis: margin + body.axis)
        result.shapes += head.shapes.dropFirst()
        result.add(body, x: margin, y: head.height)
        let bottom = head.height + body.height
        result.height = bottom + margin
        result.line([Point(x: result.axis, y: bottom), Point(x: result.axis, y: result.height)])
        result.shapes.insert(
            .frame(frame, at: Point(x: 0, y: 0), width: width, height: result.height, mark: mark),
            at: 0)
        return result
    }

    // MARK: - Failure

    /// A step with its handler at its side; the handler's end comes back to the axis below the step.
    private func beside(
        _ main: Figure, _ blocks: [Diagram.Block], of card: Diagram.Card
    ) -> Figure {
        let name = card.name.isEmpty ? card.verb : card.name
        let handler = framed(
            figure(blocks), heading: [("on failure of \(name)", .note)], frame: .handler)
        let gap = 40
        let x = main.width + gap
        var result = Figure(
            width: x + handler.width, height: max(main.height, handler.height) + Figure.gap,
            axis: main.axis)
        result.add(main, x: 0, y: 0)
        result.add(handler, x: x, y: 0)
        result.line(
            [Point(x: main.width, y: 14), Point(x: x, y: 14)], as: .failure, hasArrow: true)
        let back = result.height - 8
        result.line(
            [
                Point(x: x + handler.axis, y: handler.height), Point(x: x + handler.axis, y: back),
                Point(x: main.axis, y: back),
            ], as: .failure, hasArrow: true)
        result.line(
            [Point(x: main.axis, y: main.height), Point(x: main.axis, y: result.height)])
        return result
    }
}
