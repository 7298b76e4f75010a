import Chronology
import Testing

@testable import Reports

@Suite struct FigureTests {
    static func mark(
        _ number: Int, _ time: String, _ fidelity: Fidelity = .minute,
        lane: ReportView.Lane = .response
    ) -> ReportView.Entry {
        .init(
            number: number, happened: Fixture.moment("2026-03-\(time)Z", fidelity),
            recorded: Fixture.time("2026-03-\(time)Z"), kind: "note", lane: lane,
            text: "event \(number)", marking: .green, isStarred: true)
    }

    static func figure(_ entries: [ReportView.Entry]) -> TimelineFigure {
        TimelineFigure(
            ReportView(
                cover: Fixture.sparse.cover, verification: Fixture.sparse.verification,
                entries: entries))
    }

    @Test func `no two marks of a lane overlap, whatever the times`() {
        let seed: UInt64 = 42
        var generator = SeededGenerator(state: seed)
        for round in 0..<300 {
            let marks = (1...Int.random(in: 1...40, using: &generator)).map { number in
                let seconds = Int64.random(in: 1_770_000_000...1_770_300_000, using: &generator)
                let fidelity = Fidelity.allCases.randomElement(using: &generator) ?? .second
                return TimelineFigure.Mark(
                    number: number, lane: .response,
                    moment: Moment(at: Timestamp(seconds: seconds), fidelity: fidelity), text: "")
            }.sorted { $0.moment.earliest < $1.moment.earliest }
            let scale = TimeScale(
                from: Timestamp(seconds: 1_770_000_000), to: Timestamp(seconds: 1_770_300_000),
                left: 128, right: 944)
            let placed = LanePlacement(marks, scale: scale, diameter: 20)
            #expect(placed.places.count == marks.count)
            for (index, place) in placed.places.enumerated() {
                for other in placed.places[(index + 1)...] where other.row == place.row {
                    let isApart = place.right < other.left || other.right < place.left
                    #expect(isApart, "seed \(seed) round \(round)")
                }
            }
        }
    }

    @Test func `a dense fifth of the span is drawn again`() {
        let dense = Self.figure([
            Self.mark(1, "09T02:00:00"), Self.mark(2, "09T02:10:00"), Self.mark(3, "09T02:20:00"),
            Self.mark(4, "12T00:00:00"),
        ])
        #expect(
            dense.denseSpan
                == .init(
                    start: Fixture.time("2026-03-09T02:00:00Z"),
                    end: Fixture.time("2026-03-09T02:20:00Z")))
        #expect(dense.drawings.count == 2)
        let even = Self.figure(
            ["09T00:00:00", "10T00:00:00", "11T00:00:00", "12T00:00:00"].enumerated().map {
                Self.mark($0 + 1, $1)
            })
        #expect(even.denseSpan == nil)
        #expect(even.drawings.count == 1)
    }

    @Test func `stragglers do not stretch the dense part`() {
        let figure = Self.figure([
            Self.mark(1, "01T00:00:00"), Self.mark(2, "08T20:00:00"), Self.mark(3, "09T02:00:00"),
            Self.mark(4, "09T02:20:00"), Self.mark(5, "09T02:40:00"), Self.mark(6, "09T03:00:00"),
            Self.mark(7, "09T20:00:00"),
        ])
        #expect(
            figure.denseSpan
                == .init(
                    start: Fixture.time("2026-03-09T02:00:00Z"),
                    end: Fixture.time("2026-03-09T03:00:00Z")))
    }

    @Test func `a crowded figure draws the milestones only and says so`() {
        var entries = (1...121).map { Self.mark($0, "09T02:00:00") }
        #expect(Self.figure(Array(entries.dropLast())).marks.count == 120)
        entries[7].milestone = "contained"
        let figure = Self.figure(entries)
        #expect(figure.marks.map(\.number) == [8])
        #expect(
            figure.caption == "The 1 milestones of 121 key events by lane, with the phases")
    }

    @Test func `exactly half of the events is not dense`() {
        let half = Self.figure([
            Self.mark(1, "09T02:00:00"), Self.mark(2, "09T02:10:00"), Self.mark(3, "09T02:20:00"),
            Self.mark(4, "10T00:00:00"), Self.mark(5, "11T00:00:00"), Self.mark(6, "12T00:00:00"),
        ])
        #expect(half.denseSpan == nil)
    }

    @Test func `a day-wide event is drawn as wide as the day`() {
        let scale = TimeScale(
            from: Fixture.time("2026-03-09T00:00:00Z"), to: Fixture.time("2026-03-13T00:00:00Z"),
            left: 0, right: 840)
        let marks = Self.figure([Self.mark(1, "10T00:00:00", .day)]).marks
        let place = LanePlacement(marks, scale: scale, diameter: 20).places[0]
        #expect(((place.right - place.left) - 200).magnitude < 1)
    }

    @Test func `every mark of the figure is a row of the table with the same number`() {
        let html = HTMLReport.render(Fixture.rich)
        let events = Fixture.rich.keyEvents
        #expect(events.count == 16)
        for (index, event) in events.enumerated() {
            let number = index + 1
            let title = "<title>\(number). \(event.happened.text): "
            #expect(html.contains(title))
            #expect(html.contains("<tr><th scope=\"row\"><strong>\(number)</strong></th>"))
        }
        for phase in Fixture.rich.phases {
            #expect(html.contains("<th scope=\"row\">\(phase.name)</th>"))
            #expect(html.contains("<td>\(phase.durationText)</td>"))
        }
        let figures = html.matches(of: #/<figcaption>[^<]*The table &quot;([^<]*?)&quot; has/#)
        #expect(figures.count == 2)
        for figure in figures {
            #expect(html.contains(">\(figure.output.1)</caption>"))
        }
    }

    @Test func `an axis has at least two and at most nine marks, in order`() {
        for span in [1, 60, 3_000, 86_400, 400_000, 9_000_000, 400_000_000] as [Int64] {
            let scale = TimeScale(
                from: Timestamp(seconds: 1_770_000_000),
                to: Timestamp(seconds: 1_770_000_000 + span), left: 128, right: 944)
            #expect((1...9).contains(scale.ticks.count), "span \(span)")
            #expect(scale.ticks.map(\.moment) == scale.ticks.map(\.moment).sorted())
        }
    }
}
