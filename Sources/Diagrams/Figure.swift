/// A point in pixels, down and to the right of the corner.
struct Point: Equatable {
    var x: Int
    var y: Int
}

/// Something drawn.
enum Shape: Equatable {
    /// What a frame stands for; the style sheet gives its look.
    enum Frame: String {
        case card
        case wait
        case header
        case choice
        case group
        case handler
        case band
        case stage
        case bar
    }

    /// How a text is written.
    enum Letters: String {
        case title
        case heading
        case name
        case text
        case note
        case mark

        var size: Int {
            switch self {
            case .title: 18
            case .heading: 14
            case .name, .mark: 12
            case .text: 12
            case .note: 11
            }
        }

        var weight: TextMeasure.Weight {
            switch self {
            case .title, .heading, .name, .mark: .bold
            case .text, .note: .regular
            }
        }

        /// From one line to the next.
        var lineHeight: Int { size + 5 }
    }

    enum Line: String {
        case flow
        case back
        case failure
    }

    case frame(Frame, at: Point, width: Int, height: Int, mark: StepMark?)
    case text(String, Letters, at: Point)
    case line(Line, [Point], hasArrow: Bool)

    func moved(right: Int, down: Int) -> Shape {
        func move(_ point: Point) -> Point { Point(x: point.x + right, y: point.y + down) }
        switch self {
        case .frame(let frame, let at, let width, let height, let mark):
            return .frame(frame, at: move(at), width: width, height: height, mark: mark)
        case .text(let text, let letters, let at): return .text(text, letters, at: move(at))
        case .line(let line, let points, let hasArrow):
            return .line(line, points.map(move), hasArrow: hasArrow)
        }
    }
}

/// A part of a drawing: the flow comes in at the top of its axis and goes out at the bottom of it.
struct Figure: Equatable {
    var width: Int
    var height: Int
    /// Where the flow runs, from the left edge.
    var axis: Int
    var shapes: [Shape] = []

    /// The part to the right of the axis.
    var right: Int { width - axis }

    mutating func add(_ part: Figure, x: Int, y: Int) {
        shapes += part.shapes.map { $0.moved(right: x, down: y) }
    }

    mutating func line(
        _ points: [Point], as kind: Shape.Line = .flow, hasArrow: Bool = false
    ) {
        shapes.append(.line(kind, points, hasArrow: hasArrow))
    }

    /// Lines of text from a corner downwards.
    ///
    /// - Returns: how high they are together.
    mutating func write(_ lines: [String], _ letters: Shape.Letters, x: Int, y: Int) -> Int {
        for (index, text) in lines.enumerated() {
            let base = y + index * letters.lineHeight + letters.size
            shapes.append(.text(text, letters, at: Point(x: x, y: base)))
        }
        return lines.count * letters.lineHeight
    }

    /// Figures one below the other on a common axis, with arrows between them.
    static func stack(_ figures: [Figure], gap: Int = Figure.gap, isLinked: Bool = true) -> Figure {
        let axis = figures.map(\.axis).max() ?? 0
        let right = figures.map(\.right).max() ?? 0
        var result = Figure(width: axis + right, height: 0, axis: axis)
        for (index, figure) in figures.enumerated() {
            if index > 0 {
                let start = result.height
                result.height += gap
                if isLinked {
                    result.line(
                        [Point(x: axis, y: start), Point(x: axis, y: result.height)],
                        hasArrow: true)
                }
            }
            result.add(figure, x: axis - figure.axis, y: result.height)
            result.height += figure.height
        }
        return result
    }

    /// Between two cards, for an arrow.
    static let gap = 24
}
