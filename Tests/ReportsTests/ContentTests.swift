import Chronology
import Testing

@testable import Reports

@Suite struct ContentTests {
    static let sectionTitles = [
        "Executive summary", "Impact", "Severity and category", "Timeline",
        "Phase durations and response times", "Key events", "Detection",
        "Trigger and contributing factors", "What helped and what hindered", "Decisions",
        "Communications", "Roles and hand-overs", "Evidence", "Runbook followed", "Lessons",
        "Actions",
        "Gaps in the record", "Verification and what was withheld", "Annex: full timeline",
    ]

    @Test(arguments: [Fixture.rich, Fixture.sparse])
    func `every section is there in its order`(view: ReportView) {
        let html = HTMLReport.render(view).matches(of: #/<h2 [^>]*>([^<]*)</#)
        #expect(html.map { String($0.output.1) } == Self.sectionTitles)
        let markdown = MarkdownReport.render(view).matches(of: #/(?m)^## (.*)$/#)
        #expect(markdown.map { String($0.output.1) } == Self.sectionTitles)
    }

    @Test(arguments: [Fixture.rich, Fixture.sparse])
    func `no report speaks of a root cause`(view: ReportView) throws {
        let forms = [
            HTMLReport.render(view), MarkdownReport.render(view), try JSONReport.render(view),
        ]
        for form in forms { #expect(!form.lowercased().contains("root cause")) }
    }

    @Test func `an almost empty record says what is not recorded and shows no zero time`() {
        let html = HTMLReport.render(Fixture.sparse)
        #expect(html.matches(of: #/not recorded/#).count > 60)
        #expect(!html.contains("0 s"))
        #expect(Fixture.sparse.gaps.count == 29)
        #expect(!html.contains("<svg"))
    }

    @Test func `a corrected value is shown with its correction`() {
        for form in [HTMLReport.render(Fixture.rich), MarkdownReport.render(Fixture.rich)] {
            #expect(form.contains("corrected by entry 52; was: 2026-03-08 (day only)"))
            #expect(form.contains("corrected by entry 33; was: those of two teams"))
        }
    }

    @Test func `a recording time is shown only where it differs`() {
        let cells = Fixture.rich.recordedCell(
            Fixture.time("2026-03-09T07:10:00Z"), happened: Fixture.moment("2026-03-09T06:30:00Z"))
        #expect(cells == .time(Fixture.time("2026-03-09T07:10:00Z")))
        let same = Fixture.rich.recordedCell(
            Fixture.time("2026-03-09T06:30:40Z"), happened: Fixture.moment("2026-03-09T06:30:00Z"))
        #expect(same == [.aside("same")])
    }

    @Test func `gaps name what a reviewer must ask for`() {
        #expect(
            Fixture.rich.gaps == [
                "Entries above the label of this report are left out, and what it calls not recorded may stand in them.",
                "Not recorded: what should have found it.",
                "Not recorded: acknowledgement of the hand-over of scribe from Kofi Adu to Ida Sund.",
                "Not recorded: evidence of step scope: list of tokens.",
                "Not recorded: why step rotate of cloud-key-leak was skipped.",
                "Not recorded: owner of action A-2.", "Not recorded: due date of action A-2.",
                "Not recorded: check of action A-2.",
                "Proxy logs of 5 March were rotated before they were copied.",
            ])
    }

    @Test func `where entries are left out nothing is said to be not recorded for certain`() {
        let rich = MarkdownReport.render(Fixture.rich)
        #expect(!Fixture.rich.withheld.isEmpty && Fixture.sparse.withheld.isEmpty)
        #expect(rich.contains("*not recorded or withheld*"))
        #expect(!rich.contains("*not recorded*"))
        #expect(MarkdownReport.render(Fixture.sparse).contains("*not recorded*"))
        #expect(!MarkdownReport.render(Fixture.sparse).contains("or withheld*"))
    }

    @Test func `what does not apply is no gap and is named with its condition`() {
        let markdown = MarkdownReport.render(Fixture.rich)
        #expect(markdown.contains("**not applicable:** facts.phones"))
        #expect(
            markdown.contains("| Steps | 2 of 5 done, 2 skipped, 1 not reached, 1 not applicable |")
        )
        #expect(!Fixture.rich.gaps.contains { $0.contains("wipe") })
    }

    @Test func `a milestone says where its time is from`() {
        let html = HTMLReport.render(Fixture.rich)
        #expect(html.contains("that of recording, when step contained was marked done"))
        #expect(html.contains("given afterwards, 39 min later"))
        #expect(html.contains("corrected afterwards"))
    }

    @Test func `the head is written as the check of the record writes it`() throws {
        let forms = [
            HTMLReport.render(Fixture.rich), MarkdownReport.render(Fixture.rich),
            try JSONReport.render(Fixture.rich),
        ]
        for form in forms {
            #expect(form.contains("9f2c-51d0-7e6a"))
            #expect(form.contains(Fixture.hash))
        }
    }

    @Test func `what an entry was corrected to stands beside it where it is shown as recorded`() {
        let note = Fixture.rich.correctionNote(
            .init(
                entry: 9, recorded: Fixture.time("2026-03-10T16:00:00Z"), was: "old", now: "new",
                reason: "seen twice"))
        #expect(note == [.aside(" [corrected by entry 9 to: new; was: old; reason: seen twice]")])
    }

    @Test func `an open action without a check is no gap yet`() {
        let actions: [ReportView.Action] = [
            .init(
                id: "A-1", text: "Do it", owner: "dana", due: Fixture.time("2026-04-15T00:00:00Z"),
                state: "open"),
            .init(
                id: "A-2", text: "Do it", owner: "dana", due: Fixture.time("2026-04-15T00:00:00Z"),
                state: "done"),
        ]
        let view = ReportView(
            cover: Fixture.sparse.cover, verification: Fixture.sparse.verification,
            actions: actions)
        #expect(view.gaps.filter { $0.contains("check") } == ["Not recorded: check of action A-2."])
    }

    @Test func `a summary made from the record keeps to the limit and says so`() {
        let long = Array(repeating: "word", count: 300).joined(separator: " ")
        let view = ReportView(
            cover: Fixture.sparse.cover, verification: Fixture.sparse.verification,
            impact: .init(statement: long))
        #expect(view.summary.isGenerated)
        #expect(view.summary.wordCount == 120)
        #expect(Fixture.rich.summary.wordCount <= 120)
        let given = ReportView(
            cover: Fixture.sparse.cover, verification: Fixture.sparse.verification, summary: long)
        #expect(given.summary == .init(text: long, isGenerated: false))
        #expect(given.gaps.first == "The summary has 300 words; the limit is 120.")
    }

    @Test(arguments: ReportView.Marking.allCases)
    func `the marking stands at the head, at the foot and on every printed page`(
        marking: ReportView.Marking
    ) {
        var cover = Fixture.sparse.cover
        cover.marking = marking
        let html = HTMLReport.render(
            ReportView(cover: cover, verification: Fixture.sparse.verification))
        #expect(
            html.matches(of: #/content: "(TLP:[A-Z+]+)"/#).map { String($0.output.1) }
                == [marking.rawValue, marking.rawValue])
        #expect(
            html.contains("<strong>\(marking.rawValue)</strong></p>\n</footer>")
                || html.contains("<strong>\(marking.rawValue)</strong></p></footer>"))
        #expect(html.contains("– \(marking.rawValue)</title>"))
    }

    @Test(arguments: [Fixture.rich, Fixture.sparse])
    func `the page is one file without script that a keyboard and a reader can use`(
        view: ReportView
    ) {
        let html = HTMLReport.render(view)
        for loading in ["<script", "<link", "<img", "<iframe", "src=", "url(", "@import"] {
            #expect(!html.contains(loading))
        }
        #expect(html.contains("<html lang=\"en\">"))
        #expect(html.contains("default-src &#39;none&#39;"))
        #expect(html.matches(of: #/<h1>/#).count == 1)
        #expect(html.matches(of: #/<(main|nav|header|footer)[ >]/#).count == 4)
        #expect(html.contains("<a class=\"skip\" href=\"#report\">"))
        let tables = html.matches(of: #/<table/#).count
        #expect(html.matches(of: #/<caption/#).count == tables)
        #expect(html.matches(of: #/<th>/#).isEmpty)
        let ids = html.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for reference in html.matches(of: #/(?:labelledby|href)="#?([^"]*)"/#) {
            for id in reference.output.1.split(separator: " ") {
                #expect(ids.contains(String(id)))
            }
        }
    }
}
