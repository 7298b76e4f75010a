import Chronology

/// The timeline as lanes with numbered marks; the numbers are the rows of the table of key events.
struct TimelineFigure {
    /// One key event.
    struct Mark {
        let number: Int
        let lane: ReportView.Lane
        let moment: Moment
        let text: String
    }

    let marks: [Mark]
    let phases: [ReportView.Phase]
    /// What the figure shows; it says so if it leaves events out.
    let caption: String

    /// The most marks that a figure can show and stay readable; above it only milestones are drawn.
    static let markLimit = 120

    init(_ view: ReportView) {
        phases = view.phases
        let events = view.keyEvents
        let isCrowded = events.count > TimelineFigure.markLimit
        marks = events.enumerated().filter { !isCrowded || $0.element.milestone != nil }.map {
            Mark(
                number: $0.offset + 1, lane: $0.element.lane, moment: $0.element.happened,
                text: $0.element.text.singleLine)
        }
        caption =
            isCrowded
            ? "The \(marks.count) milestones of \(events.count) key events by lane, with the phases"
            : "Key events by lane, with the phases"
    }

    var isEmpty: Bool { marks.isEmpty }

    /// The whole span and, where most happens in a small part of it, that part again.
    var drawings: [Markup] {
        guard let span = fullSpan else { return [] }
        let whole = TimelinePanel(
            id: "timeline-whole", title: "Timeline: the whole span", from: span.start, to: span.end,
            marks: marks, phases: phases)
        guard let dense = denseSpan else { return [whole.drawing] }
        let detail = TimelinePanel(
            id: "timeline-dense", title: "Timeline: the densest part", from: dense.start,
            to: dense.end, marks: marks.filter { dense.contains($0.moment) }, phases: phases)
        return [whole.drawing, detail.drawing]
    }

    /// A stretch of time.
    struct Span: Equatable {
        let start: Timestamp
        let end: Timestamp

        func contains(_ moment: Moment) -> Bool {
            (moment.fidelity != .day || showsDays) && moment.earliest >= start
                && moment.earliest <= end
        }

        /// Whether the stretch is long enough for a day to be drawn in its place.
        var showsDays: Bool { end.seconds - start.seconds >= Span.shortestWithDays }

        /// A week in seconds.
        static let shortestWithDays: Int64 = 604_800
    }

    /// From the first to the last moment of events and phases.
    var fullSpan: Span? {
        let moments =
            marks.map(\.moment) + phases.map(\.started) + phases.compactMap(\.ended)
        guard !marks.isEmpty, let start = moments.map(\.earliest).min(),
            let end = moments.map(\.latest).max()
        else { return nil }
        return Span(start: start, end: end)
    }

    /// The stretch shorter than a fifth of the span that holds more than half of the events; the fullest and first.
    ///
    /// Events that are known only to the day count as events; they can lie in it only where it may be weeks long.
    var denseSpan: Span? {
        guard let span = fullSpan else { return nil }
        let limit = (span.end.seconds - span.start.seconds) / 5
        let times = marks.filter { $0.moment.fidelity != .day || limit >= Span.shortestWithDays }
            .map(\.moment.earliest.seconds)
        let sorted = times.sorted()
        var best: (count: Int, start: Int64, end: Int64)?
        var first = 0
        for (last, time) in sorted.enumerated() {
            while time - sorted[first] >= limit, first < last { first += 1 }
            let count = last - first + 1
            if count > best?.count ?? 0 { best = (count, sorted[first], time) }
        }
        guard let best, best.count * 2 > marks.count, best.count > 2 else { return nil }
        return trimmed(sorted.filter { (best.start...best.end).contains($0) })
    }

    /// The stretch without stragglers: ends that lie more than a third of it away from the rest are cut off, as long as
    /// more than half of the events stay.
    private func trimmed(_ times: [Int64]) -> Span? {
        var times = times[...]
        while times.count > 3, (times.count - 1) * 2 > marks.count, let first = times.first,
            let last = times.last
        {
            let most = (last - first) / 3
            if times[times.startIndex + 1] - first > most {
                times.removeFirst()
            } else if last - times[times.endIndex - 2] > most {
                times.removeLast()
            } else {
                break
            }
        }
        guard let first = times.first, let last = times.last else { return nil }
        return Span(start: Timestamp(seconds: first), end: Timestamp(seconds: last))
    }
}
