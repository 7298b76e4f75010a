import Chronology

/// How long each phase took, as bars with the value as text at the end.
struct PhaseFigure {
    private let phases: [ReportView.Phase]

    private static let left = 178.0
    private static let longest = 520.0
    private static let rowHeight = 28.0

    init(_ view: ReportView) { phases = view.phases }

    var drawing: Markup {
        let top = 28.0
        let height = top + Double(phases.count) * PhaseFigure.rowHeight + 28
        let background = shape(
            "f-back", "#ffffff", x: 0, y: 0, width: 960, height: height, stroke: nil)
        let rows = phases.enumerated().flatMap { index, phase in
            row(phase, top: top + Double(index) * PhaseFigure.rowHeight)
        }
        return .tag(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "role": "img",
                "aria-labelledby": "phases-title phases-desc",
                "viewBox": "0 0 960 \(height.drawn)",
                "font-family": "Liberation Sans, Arial, sans-serif", "font-size": "13",
            ],
            [
                .tag("title", ["id": "phases-title"], text: "Phase durations"),
                .tag("desc", ["id": "phases-desc"], text: description), background,
                text("Phase durations", x: 8, y: 17, weight: "700"),
            ] + rows + [
                text(
                    "Full: at least. Dashed: at most.", x: PhaseFigure.left, y: height - 8,
                    weight: "400")
            ])
    }

    private var description: String {
        phases.map { "\($0.name.singleLine): \($0.durationText.singleLine)" }
            .joined(separator: "; ") + "."
    }

    private func row(_ phase: ReportView.Phase, top: Double) -> [Markup] {
        let (minimum, maximum) = seconds(phase.duration)
        let most = max(1, phases.map { seconds($0.duration).maximum }.max() ?? 1)
        let sure = Double(minimum) / Double(most) * PhaseFigure.longest
        let possible = Double(maximum) / Double(most) * PhaseFigure.longest
        var parts = [
            text(phase.name.label(limit: 22), x: PhaseFigure.left - 10, y: top + 18, anchor: "end")
        ]
        if maximum > minimum {
            parts.append(
                shape(
                    "f-range", "#dbe7f5", x: PhaseFigure.left, y: top + 5,
                    width: max(2, possible), height: 18, stroke: "#1f4b7a"))
        }
        if minimum > 0 {
            parts.append(
                shape(
                    "f-bar", "#5b8cc0", x: PhaseFigure.left, y: top + 5, width: max(2, sure),
                    height: 18, stroke: nil))
        }
        let end = PhaseFigure.left + max(possible, sure)
        return parts + [text(phase.durationText.singleLine, x: end + 8, y: top + 18)]
    }

    private func seconds(_ duration: Elapsed) -> (minimum: Int64, maximum: Int64) {
        switch duration {
        case .exact(let time): (time.components.seconds, time.components.seconds)
        case .interval(let minimum, let maximum):
            (minimum.components.seconds, maximum.components.seconds)
        case .contradictory, .notRecorded: (0, 0)
        }
    }

    private func text(
        _ text: String, x: Double, y: Double, anchor: String = "start", weight: String = "400"
    ) -> Markup {
        .tag(
            "text",
            [
                "class": "f-ink", "fill": "#1b1f24", "text-anchor": anchor,
                "font-weight": weight, "x": x.drawn, "y": y.drawn,
            ], text: text)
    }

    private func shape(
        _ style: String, _ fill: String, x: Double, y: Double, width: Double, height: Double,
        stroke: String?
    ) -> Markup {
        var attributes: [(name: String, value: String)] = [
            ("class", style), ("fill", fill), ("x", x.drawn), ("y", y.drawn),
            ("width", width.drawn), ("height", height.drawn),
        ]
        if let stroke {
            attributes += [("stroke", stroke), ("stroke-dasharray", "3 2")]
        }
        return .element("rect", attributes, [])
    }
}
