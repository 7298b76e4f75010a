import Chronology

extension ReportView {
    static let keyEventCaption = "Key events"
    static let phaseCaption = "Phases"

    var timelineSection: Document.Section {
        let figure = TimelineFigure(self)
        let blocks: [Document.Block] =
            figure.isEmpty
            ? [
                .paragraph([
                    .aside(
                        keyEvents.isEmpty
                            ? "Starred entries and milestones: not recorded."
                            : "Too many key events for a figure; see the table.")
                ])
            ]
            : [
                .figure(
                    Document.Figure(
                        caption: figure.caption, drawings: figure.drawings,
                        table: ReportView.keyEventCaption))
            ]
        return Document.Section(id: "timeline", title: "Timeline", blocks: blocks)
    }

    var durationSection: Document.Section {
        var blocks: [Document.Block] = []
        if !phases.isEmpty {
            blocks.append(
                .figure(
                    Document.Figure(
                        caption: "How long each phase took", drawings: [PhaseFigure(self).drawing],
                        table: ReportView.phaseCaption)))
        }
        blocks.append(
            table(
                ReportView.phaseCaption, ["Phase", "Started", "Ended", "Took"],
                phases.map { phase in
                    [
                        .text(phase.name), .time(phase.started), .recorded(phase.ended),
                        .text(phase.durationText),
                    ]
                }, empty: "Phases: not recorded."))
        blocks.append(
            table(
                "Response times", ["Time", "Result", "Definition"],
                responseTimes.map { time in
                    [.text(time.name), time.resultCell, .text(time.definition)]
                }, empty: ""))
        blocks.append(
            .paragraph(
                .text(
                    "Each time is the difference between two milestones of the record. Where one "
                        + "of them is known only to the minute, hour or day, the result is a range."
                )))
        blocks.append(milestoneTable)
        return Document.Section(
            id: "durations", title: "Phase durations and response times", blocks: blocks)
    }

    private var milestoneTable: Document.Block {
        let extra = milestones.filter { !ResponseTime.milestoneNames.contains($0.name) }
        let known = ResponseTime.milestoneNames.flatMap { name in
            let found = milestones.filter { $0.name == name }
            return found.isEmpty ? [nil] : found.map(Optional.some)
        }
        var rows = zip(knownNames, known).map(milestoneRow)
        rows += extra.map { milestoneRow($0.name, $0) }
        return table(
            "Milestones", ["Milestone", "Happened", "Time is", "Recorded", "Entry"], rows, empty: ""
        )
    }

    private var knownNames: [String] {
        ResponseTime.milestoneNames.flatMap { name in
            Array(repeating: name, count: max(1, milestones.count { $0.name == name }))
        }
    }

    private func milestoneRow(_ name: String, _ milestone: Milestone?) -> [[Document.Span]] {
        guard let milestone else {
            return [.text(name), .notRecorded, .optional(nil), .notRecorded, entryCell(nil)]
        }
        return [
            .text(name),
            .time(milestone.happened) + correctionNote(milestone.correction),
            .text(milestone.origin),
            recordedCell(milestone.recorded, happened: milestone.happened),
            entryCell(milestone.entry),
        ]
    }

    var keyEventSection: Document.Section {
        let rows = keyEvents.enumerated().map { index, entry in
            [[.strong(String(index + 1))]] + eventCells(entry)
        }
        return Document.Section(
            id: "events", title: "Key events",
            blocks: [
                table(
                    ReportView.keyEventCaption,
                    ["No.", "Happened", "Recorded", "Lane", "Event", "By", "Source", "Entry"],
                    rows, empty: "Starred entries and milestones: not recorded.")
            ])
    }

    private func eventCells(_ entry: Entry) -> [[Document.Span]] {
        [
            .time(entry.happened), recordedCell(entry.recorded, happened: entry.happened),
            .text(entry.lane.rawValue), eventText(entry), .person(entry.actor, entry.role),
            .optional(entry.source), entryCell(entry.number),
        ]
    }

    private func eventText(_ entry: Entry) -> [Document.Span] {
        var spans: [Document.Span] = []
        if let milestone = entry.milestone { spans.append(.strong("\(milestone): ")) }
        return spans + .text(entry.text) + correctionNote(entry.correction)
    }

    var annexSection: Document.Section {
        let rows: [[[Document.Span]]] = entries.map { entry in
            [
                entryCell(entry.number), .time(entry.happened),
                recordedCell(entry.recorded, happened: entry.happened), .text(entry.kind),
                eventText(entry), .person(entry.actor, entry.role), .text(entry.marking.rawValue),
            ]
        }
        return Document.Section(
            id: "annex", title: "Annex: full timeline",
            blocks: [
                .paragraph(
                    .text(
                        "Every entry that this audience may see, in the order of the record. "
                            + "\"Recorded\" is given where it differs from \"happened\".")),
                table(
                    "Full timeline",
                    ["Entry", "Happened", "Recorded", "Kind", "Text", "By", "Marking"], rows,
                    empty: "Entries: not recorded."),
            ])
    }
}

extension ResponseTime {
    /// The result as a cell; contradictions stand out, because they are for somebody to mend.
    var resultCell: [Document.Span] {
        let text = result.text(from: from, to: to)
        return switch result {
        case .exact, .interval: [.text(text)]
        case .contradictory: [.strong(text)]
        case .notRecorded: [.aside(text)]
        }
    }
}

extension ReportView.Milestone {
    /// Where the time is from: the clock when the entry was made, or the memory of somebody afterwards.
    fileprivate var origin: String {
        let way = step.map { ", when step \($0) was marked done" } ?? ""
        guard let recorded else { return "not known" + way }
        if correction != nil { return "corrected afterwards" }
        guard happened.covers(recorded) else {
            let late = recorded.elapsed(since: happened.latest)
            return late > .zero
                ? "given afterwards, \(late.spoken) later" + way : "given afterwards" + way
        }
        return happened.fidelity == .second ? "that of recording" + way : "given at the time"
    }
}
