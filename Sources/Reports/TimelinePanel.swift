import Chronology

/// One drawing of the timeline over one span.
struct TimelinePanel {
    let id: String
    let title: String
    let from: Timestamp
    let to: Timestamp
    let marks: [TimelineFigure.Mark]
    let phases: [ReportView.Phase]

    private static let width = 960.0
    private static let plotLeft = 128.0
    private static let plotRight = 944.0
    private static let rowHeight = 26.0
    private static let radius = 10.0

    private var scale: TimeScale {
        TimeScale(
            from: from, to: to, left: TimelinePanel.plotLeft, right: TimelinePanel.plotRight)
    }

    var drawing: Markup {
        let scale = scale
        let shown = phases.filter { phase in
            phase.started.earliest <= scale.end
                && (phase.ended?.latest ?? scale.end) >= scale.start
        }
        var top = 28.0
        var shades: [Markup] = []
        var content: [Markup] = []
        if !shown.isEmpty {
            shades.append(shade(top: top, rows: shown.count))
            content.append(label("phases", x: 8, y: top + 21, weight: "700"))
            content += shown.enumerated().flatMap { index, phase in
                phaseBar(phase, top: top + Double(index) * TimelinePanel.rowHeight, scale: scale)
            }
            top += laneHeight(shown.count)
        }
        for (index, name) in ReportView.Lane.allCases.enumerated() {
            let placed = LanePlacement(
                marks.filter { $0.lane == name }, scale: scale, diameter: TimelinePanel.radius * 2)
            if index % 2 == 1 { shades.append(shade(top: top, rows: placed.rowCount)) }
            content.append(label(name.rawValue, x: 8, y: top + 21, weight: "700"))
            content += placed.places.flatMap { place in
                mark(place, top: top + Double(place.row) * TimelinePanel.rowHeight)
            }
            top += laneHeight(placed.rowCount)
        }
        let axis = axis(bottom: top, scale: scale)
        return svg(
            height: top + 48, shades + axis.grid + content + axis.labels + [legend(top: top + 34)])
    }

    private func svg(height: Double, _ content: [Markup]) -> Markup {
        let first = Moment(at: from, fidelity: .minute).text
        let last = Moment(at: to, fidelity: .minute).text
        let description =
            "\(marks.count) key events in \(ReportView.Lane.allCases.count) lanes and "
            + "\(phases.count) phases, from \(first) to \(last). The marks carry the numbers of "
            + "the rows of the table of key events."
        return .tag(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "role": "img",
                "aria-labelledby": "\(id)-title \(id)-desc",
                "viewBox": "0 0 \(TimelinePanel.width.drawn) \(height.drawn)",
                "font-family": "Liberation Sans, Arial, sans-serif", "font-size": "13",
            ],
            [
                .tag("title", ["id": "\(id)-title"], text: title),
                .tag("desc", ["id": "\(id)-desc"], text: description),
                rectangle(
                    "f-back", "#ffffff", x: 0, y: 0, width: TimelinePanel.width, height: height),
                label(title, x: 8, y: 17, weight: "700"),
            ] + content)
    }

    private func laneHeight(_ rows: Int) -> Double {
        Double(max(rows, 1)) * TimelinePanel.rowHeight + 8
    }

    private func shade(top: Double, rows: Int) -> Markup {
        rectangle(
            "f-band", "#f3f5f8", x: 0, y: top, width: TimelinePanel.width,
            height: laneHeight(rows))
    }

    private func mark(_ place: LanePlacement.Place, top: Double) -> [Markup] {
        let middle = top + 17
        let center = (place.left + place.right) / 2
        let radius = TimelinePanel.radius
        let isCoarse = place.mark.moment.fidelity <= .hour
        let name = Markup.tag(
            "title", text: "\(place.mark.number). \(place.mark.moment.text): \(place.mark.text)")
        let shape: Markup =
            isCoarse
            ? .tag(
                "rect",
                [
                    "class": "f-coarse", "fill": "#dbe7f5", "stroke": "#1f4b7a",
                    "stroke-dasharray": "3 2", "x": place.left.drawn,
                    "y": (middle - radius).drawn, "width": (place.right - place.left).drawn,
                    "height": (radius * 2).drawn,
                ], [name])
            : .tag(
                "circle",
                [
                    "class": "f-mark", "fill": "#1f4b7a", "stroke": "#ffffff",
                    "cx": center.drawn, "cy": middle.drawn, "r": radius.drawn,
                ], [name])
        let number = Markup.tag(
            "text",
            [
                "class": isCoarse ? "f-coarse-number" : "f-number",
                "fill": isCoarse ? "#1b1f24" : "#ffffff", "text-anchor": "middle",
                "font-size": place.mark.number < 1_000 ? "11" : "8", "font-weight": "700",
                "x": center.drawn,
                "y": (middle + 4).drawn,
            ], text: String(place.mark.number))
        return [shape, number]
    }

    private func phaseBar(_ phase: ReportView.Phase, top: Double, scale: TimeScale) -> [Markup] {
        let left = scale.x(phase.started.earliest)
        let right = max(left + 3, scale.x(phase.ended?.latest ?? scale.end))
        let text = phase.name.label(limit: 40) + (phase.ended == nil ? " (no end recorded)" : "")
        let bar = rectangle(
            "f-bar", "#5b8cc0", x: left, y: top + 9, width: right - left, height: 16)
        let room = Double(text.count) * 7.5 + 8
        if right + room <= TimelinePanel.plotRight {
            return [bar, label(text, x: right + 5, y: top + 21)]
        }
        if left - room >= TimelinePanel.plotLeft {
            return [bar, label(text, x: left - 5, y: top + 21, anchor: "end")]
        }
        // The bar fills nearly the whole axis: a plate under its name keeps the contrast.
        let plate = rectangle(
            "f-back", "#ffffff", x: left + 4, y: top + 10.5, width: min(room, right - left - 8),
            height: 13)
        return [bar, plate, label(text, x: left + 8, y: top + 21)]
    }

    private func axis(bottom: Double, scale: TimeScale) -> (grid: [Markup], labels: [Markup]) {
        let ticks = scale.ticks.map { (x: scale.x($0.moment), label: $0.label) }
        let grid = ticks.map { tick in
            Markup.tag(
                "line",
                [
                    "class": "f-grid", "stroke": "#c5ccd4", "x1": tick.x.drawn, "y1": "28",
                    "x2": tick.x.drawn, "y2": (bottom + 4).drawn,
                ])
        }
        let labels = ticks.map { tick in
            let x = min(max(tick.x, TimelinePanel.plotLeft + 30), TimelinePanel.plotRight - 26)
            return label(tick.label, x: x, y: bottom + 18, anchor: "middle", size: "11")
        }
        return (grid, labels)
    }

    private func legend(top: Double) -> Markup {
        label(
            "UTC. Disc: known to the minute or second. Dashed box: known only to the hour or day; "
                + "it lies somewhere in the box.",
            x: TimelinePanel.plotLeft, y: top + 6, size: "11", style: "f-muted")
    }

    private func label(
        _ text: String, x: Double, y: Double, anchor: String = "start", weight: String = "400",
        size: String = "13", style: String = "f-ink"
    ) -> Markup {
        .tag(
            "text",
            [
                "class": style, "fill": style == "f-ink" ? "#1b1f24" : "#57606a",
                "text-anchor": anchor, "font-weight": weight, "font-size": size, "x": x.drawn,
                "y": y.drawn,
            ], text: text)
    }

    private func rectangle(
        _ style: String, _ fill: String, x: Double, y: Double, width: Double, height: Double
    ) -> Markup {
        .tag(
            "rect",
            [
                "class": style, "fill": fill, "x": x.drawn, "y": y.drawn, "width": width.drawn,
                "height": height.drawn,
            ])
    }
}

/// Puts the marks of a lane into rows, so that none covers another.
struct LanePlacement {
    /// Where a mark stands.
    struct Place {
        let mark: TimelineFigure.Mark
        let row: Int
        let left: Double
        let right: Double
    }

    let places: [Place]
    let rowCount: Int

    init(_ marks: [TimelineFigure.Mark], scale: TimeScale, diameter: Double) {
        var ends: [Double] = []
        var places: [Place] = []
        for mark in marks {
            var left = scale.x(mark.moment.earliest)
            var right = scale.x(mark.moment.latest)
            if mark.moment.fidelity > .hour || right - left < diameter {
                let center = (left + right) / 2
                (left, right) = (center - diameter / 2, center + diameter / 2)
            }
            let row = ends.firstIndex { $0 + 2 <= left } ?? ends.count
            if row == ends.count { ends.append(right) } else { ends[row] = right }
            places.append(Place(mark: mark, row: row, left: left, right: right))
        }
        self.places = places
        self.rowCount = ends.count
    }
}
