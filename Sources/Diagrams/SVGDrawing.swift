internal import Runbooks

extension Diagram {
    /// The drawing as one SVG file without scripts, fonts or links, ending in a line feed.
    ///
    /// It follows the reader's choice of light or dark; what a colour says is said in words too.
    package var svg: String { SVGDrawing(self).text }
}

/// Puts the bands of a drawing below each other and writes them.
private struct SVGDrawing {
    private let diagram: Diagram
    private let figure: Figure

    /// Around the whole drawing, and inside each band.
    private static let margin = 20

    init(_ diagram: Diagram) {
        self.diagram = diagram
        let bands = diagram.bands.map(SVGDrawing.content)
        let axis = bands.map(\.axis).max() ?? 0
        let width = max(axis + (bands.map(\.right).max() ?? 0), 480)
        figure = SVGDrawing.page(diagram, bands: bands, axis: axis, width: width)
    }

    // MARK: - Bands

    /// What stands in a band, or in the bands of its stages, before their width is known.
    private struct Content {
        let band: Diagram.Band
        let figure: Figure?
        let stages: [Content]
        /// The frame beside the stages.
        let side: Figure?

        var axis: Int {
            max(
                figure?.axis ?? 0,
                (stages.map(\.axis).max() ?? -SVGDrawing.inset) + SVGDrawing.inset)
        }
        var right: Int {
            max(
                figure?.right ?? 0,
                (stages.map(\.right).max() ?? -SVGDrawing.inset) + SVGDrawing.inset
                    + sideWidth)
        }
        /// What the frame beside the stages takes, with the gap before it.
        var sideWidth: Int { side.map { $0.width + SVGDrawing.sideGap } ?? 0 }
    }

    /// How much narrower a stage is than its phase, at each side.
    private static let inset = 12
    /// Between the stages and what goes beside them.
    private static let sideGap = 22

    private static func content(_ band: Diagram.Band) -> Content {
        Content(
            band: band, figure: band.blocks.isEmpty ? nil : FigureBuilder().figure(band.blocks),
            stages: band.stages.map(content),
            side: band.alongside.isEmpty ? nil : FigureBuilder().beside(band.alongside))
    }

    /// A band of a width whose flow runs along an axis.
    private static func band(
        _ content: Content, axis: Int, width: Int, frame: Shape.Frame
    ) -> Figure {
        var result = Figure(width: width, height: 0, axis: axis)
        let inner = width - 2 * inset
        let kind = frame == .band ? "Phase" : "Stage"
        var y = inset
        let letters: Shape.Letters = .heading
        let name = TextMeasure.wrap(
            "\(kind): \(content.band.name)", size: letters.size, letters.weight, width: inner)
        y += result.write(name, letters, x: inset, y: y)
        let objective = TextMeasure.wrap(
            content.band.objective, size: Shape.Letters.text.size, width: inner)
        y += result.write(objective, .text, x: inset, y: y) + inset
        y += stages(of: content, &result, at: y)
        if let figure = content.figure {
            if !content.stages.isEmpty { y += link(&result, at: y - inset) - inset }
            result.add(figure, x: axis - figure.axis, y: y)
            y += figure.height + inset
        }
        result.height = y
        result.shapes.insert(
            .frame(frame, at: Point(x: 0, y: 0), width: width, height: y, mark: nil), at: 0)
        return result
    }

    /// The stages below each other with what goes beside them; their height with the inset below.
    private static func stages(of content: Content, _ result: inout Figure, at top: Int) -> Int {
        guard !content.stages.isEmpty else { return 0 }
        var y = top
        let axis = result.axis
        if content.side != nil { y += Figure.gap }
        let first = y
        for (index, stage) in content.stages.enumerated() {
            let part = band(
                stage, axis: axis - inset, width: result.width - 2 * inset - content.sideWidth,
                frame: .stage)
            if index > 0 { y += link(&result, at: y) }
            result.add(part, x: inset, y: y)
            y += part.height
        }
        guard let side = content.side else { return y + inset - top }
        let x = result.width - inset - side.width
        result.line(
            [Point(x: axis, y: top), Point(x: axis, y: first)], hasArrow: true)
        result.line(
            [
                Point(x: axis, y: top), Point(x: x + side.axis, y: top),
                Point(x: x + side.axis, y: first),
            ], hasArrow: true)
        result.add(side, x: x, y: first)
        let bottom = max(y, first + side.height) + Figure.gap / 2
        result.line([Point(x: axis, y: y), Point(x: axis, y: bottom)])
        result.line(
            [Point(x: x + side.axis, y: first + side.height), Point(x: x + side.axis, y: bottom)])
        result.shapes.append(
            .frame(
                .bar, at: Point(x: inset, y: bottom), width: result.width - 2 * inset, height: 4,
                mark: nil))
        return bottom + 4 + inset - top
    }

    /// An arrow from one band to the next.
    private static func link(_ figure: inout Figure, at y: Int) -> Int {
        let end = y + Figure.gap
        figure.line([Point(x: figure.axis, y: y), Point(x: figure.axis, y: end)], hasArrow: true)
        return Figure.gap
    }

    // MARK: - Page

    private static func page(
        _ diagram: Diagram, bands: [Content], axis: Int, width: Int
    ) -> Figure {
        let full = width + 2 * inset
        var result = Figure(width: full, height: 0, axis: axis + inset)
        var y = 0
        func write(_ text: String, _ letters: Shape.Letters) {
            let lines = TextMeasure.wrap(
                text, size: letters.size, letters.weight, width: full)
            y += result.write(lines, letters, x: 0, y: y)
        }
        write(diagram.title, .title)
        write("\(diagram.id) \(diagram.version)", .note)
        if let caption = diagram.caption { write(caption, .name) }
        if !diagram.summary.isEmpty { write(diagram.summary, .text) }
        y += margin / 2
        for (index, content) in bands.enumerated() {
            if index > 0 { y += link(&result, at: y) }
            let part = band(content, axis: result.axis, width: full, frame: .band)
            result.add(part, x: 0, y: y)
            y += part.height
        }
        result.height = y
        return result
    }

    // MARK: - Text

    var text: String {
        let margin = SVGDrawing.margin
        let (width, height) = (figure.width + 2 * margin, figure.height + 2 * margin)
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                + "aria-labelledby=\"runbook-title runbook-desc\" width=\"\(width)\" "
                + "height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\">",
            "<title id=\"runbook-title\">\(SVGText.escaped(diagram.heading))</title>",
            "<desc id=\"runbook-desc\">\(description)</desc>",
            "<style>\(SVGStyle.sheet)</style>",
            "<rect class=\"page\" width=\"\(width)\" height=\"\(height)\"/>",
        ]
        lines += figure.shapes.flatMap { SVGText.element($0.moved(right: margin, down: margin)) }
        return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
    }

    /// The whole runbook in words: those who do not see the drawing get all that is in it.
    private var description: String {
        diagram.textLines.map(SVGText.escaped).joined(separator: "\n")
    }
}

/// Writes shapes as elements; the only way from text to bytes is through `escaped`.
private enum SVGText {
    static func element(_ shape: Shape) -> [String] {
        switch shape {
        case .frame(let frame, let at, let width, let height, let mark):
            let marked = mark.map { " " + className($0) } ?? ""
            return [
                "<rect class=\"\(frame.rawValue)\(marked)\" x=\"\(at.x)\" y=\"\(at.y)\" "
                    + "width=\"\(width)\" height=\"\(height)\" rx=\"\(radius(frame))\"/>"
            ]
        case .text(let text, let letters, let at):
            return [
                "<text class=\"\(letters.rawValue)\" x=\"\(at.x)\" y=\"\(at.y)\">\(escaped(text))</text>"
            ]
        case .line(let line, let points, let hasArrow):
            let path = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
            return ["<polyline class=\"\(line.rawValue)\" points=\"\(path)\"/>"]
                + (hasArrow ? [arrow(points, line)] : [])
        }
    }

    private static func radius(_ frame: Shape.Frame) -> Int {
        switch frame {
        case .card: 5
        case .wait: 14
        case .group, .handler, .band, .stage: 3
        case .header, .choice, .bar: 0
        }
    }

    /// A point at the end of a line, in the direction of its last piece.
    private static func arrow(_ points: [Point], _ line: Shape.Line) -> String {
        guard let end = points.last, let before = points.dropLast().last else { return "" }
        let (right, down) = ((end.x - before.x).signum(), (end.y - before.y).signum())
        let corners = [
            end, Point(x: end.x - 8 * right - 4 * down, y: end.y - 8 * down - 4 * right),
            Point(x: end.x - 8 * right + 4 * down, y: end.y - 8 * down + 4 * right),
        ]
        let list = corners.map { "\($0.x),\($0.y)" }.joined(separator: " ")
        return "<polygon class=\"\(line.rawValue)-end\" points=\"\(list)\"/>"
    }

    static func className(_ mark: StepMark) -> String {
        "is-" + mark.rawValue.lowercased().split(separator: " ").joined(separator: "-")
    }

    static func escaped(_ text: String) -> String {
        ShownText.line(text).unicodeScalars.map { scalar in
            switch scalar {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\"": "&quot;"
            case "'": "&#39;"
            default: isXML(scalar) ? String(scalar) : "\u{FFFD}"
            }
        }.joined()
    }

    /// The characters that XML 1.0 allows, section 2.2.
    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }
}
