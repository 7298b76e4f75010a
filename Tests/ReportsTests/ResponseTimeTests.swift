import Chronology
import Testing

@testable import Reports

@Suite struct ResponseTimeTests {
    static let all: [(String, String)] = [
        ("occurred", "09T01:00:00"), ("detected", "09T02:00:00"), ("opened", "09T02:30:00"),
        ("acknowledged", "09T02:35:00"), ("assessed", "09T02:50:00"),
        ("contained", "09T05:30:00"), ("recovered", "10T02:30:00"), ("closed", "12T02:30:00"),
    ]

    static func milestones(without name: String? = nil) -> [ReportView.Milestone] {
        all.filter { $0.0 != name }.map {
            .init(name: $0.0, happened: Fixture.moment("2026-03-\($0.1)Z", .second))
        }
    }

    static func texts(_ milestones: [ReportView.Milestone]) -> [String] {
        ResponseTime.all(from: milestones).map {
            "\($0.name): \($0.result.text(from: $0.from, to: $0.to))"
        }
    }

    @Test func `every time is the difference of its two milestones`() {
        #expect(
            Self.texts(Self.milestones()) == [
                "detect: 1 h", "report: 30 min", "acknowledge: 5 min", "assess: 20 min",
                "contain: 3 h", "recover: 1 d", "close: 3 d",
            ])
    }

    @Test func `a missing milestone makes its times not recorded and leaves the others`() {
        #expect(
            Self.texts(Self.milestones(without: "detected")) == [
                "detect: not recorded (detected)", "report: not recorded (detected)",
                "acknowledge: 5 min", "assess: 20 min", "contain: 3 h", "recover: 1 d",
                "close: 3 d",
            ])
    }

    @Test func `without milestones every time is there and none is zero`() {
        let times = ResponseTime.all(from: [])
        #expect(times.count == 7)
        for time in times {
            #expect(time.result == .notRecorded(missing: [time.from, time.to]))
        }
    }

    @Test func `a contradiction is shown and listed among the gaps`() {
        var milestones = Self.milestones(without: "contained")
        milestones.append(
            .init(name: "contained", happened: Fixture.moment("2026-03-09T02:00:00Z", .second)))
        let expected = "contained is recorded before opened, by 30 min"
        #expect(Self.texts(milestones).contains("contain: \(expected)"))
        let view = ReportView(
            cover: Fixture.sparse.cover, verification: Fixture.sparse.verification,
            milestones: milestones)
        #expect(view.gaps.contains("Contradiction: \(expected)."))
        #expect(HTMLReport.render(view).contains("<strong>\(expected)</strong>"))
    }

    @Test func `the first detection and the last containment count`() {
        var milestones = Self.milestones()
        for (name, time) in [("detected", "09T02:20:00"), ("contained", "09T09:30:00")] {
            let happened = Fixture.moment("2026-03-\(time)Z", .second)
            milestones.append(.init(name: name, happened: happened))
        }
        #expect(Self.texts(milestones.reversed()) == Self.texts(milestones))
        #expect(Self.texts(milestones).contains("report: 30 min"))
        #expect(Self.texts(milestones).contains("contain: 7 h"))
    }

    @Test func `every definition is printed in every form`() throws {
        let forms = [
            HTMLReport.render(Fixture.sparse), MarkdownReport.render(Fixture.sparse),
            try JSONReport.render(Fixture.sparse),
        ]
        for form in forms {
            for time in Fixture.sparse.responseTimes {
                #expect(form.contains(time.definition))
            }
        }
    }
}
