import Chronology

extension ReportView {
    /// The strip at the head: what the report is about and from which record it was made.
    var coverStrip: Document.Table {
        var rows: [(String, [Document.Span])] = [
            ("Marking", [.strong(cover.marking.rawValue)]),
            ("Incident", .text(cover.incident)),
            ("State", .text(cover.state)),
            ("Audience", .text(cover.audience)),
            ("Author", .recorded(cover.author)),
            ("Made from", .text("entries 1 to \(verification.throughEntry)")),
            ("Head hash", .code(verification.shortHash)),
            ("Record", [.strong(verification.outcomeText)]),
        ]
        if let revision = cover.revision { rows.insert(("Revision", .text(revision)), at: 5) }
        return Document.Table(
            caption: "About this report", columns: ["What", "Value"],
            rows: rows.map { [.text($0.0), $0.1] })
    }

    var summarySection: Document.Section {
        var blocks: [Document.Block] = [.paragraph(.text(summary.text))]
        if summary.isGenerated {
            blocks.append(
                .paragraph([.aside("Made from the record; nobody wrote a summary.")]))
        }
        blocks.append(facts("Key facts", keyFacts))
        return Document.Section(id: "summary", title: "Executive summary", blocks: blocks)
    }

    private var keyFacts: [(String, [Document.Span])] {
        let open = actions.filter(\.isOpen).count
        var rows: [(String, [Document.Span])] = [
            ("Severity", .recorded(assessment.severity)),
            ("Category", .recorded(assessment.category)),
            ("Disposition", .recorded(assessment.disposition)),
        ]
        rows += ["detected", "opened", "contained", "recovered", "closed"].map { name in
            (name.prefix(1).uppercased() + name.dropFirst(), .recorded(milestone(name)))
        }
        if let closing {
            let reason = closing.reason.map { ": \($0)" } ?? ""
            rows.append(("Resolution", .text(closing.resolution + reason)))
            if let approver = closing.approvedBy {
                rows.append(("Agreed by", .person(approver, nil)))
            }
            if !closing.unmet.isEmpty {
                rows.append(
                    (
                        "Closed over the gate",
                        [.strong("yes, although: ")]
                            + .text(closing.unmet.joined(separator: "; "))
                    ))
            }
        }
        rows.append(
            (
                "Actions",
                actions.isEmpty ? .notRecorded : .text("\(open) open of \(actions.count)")
            ))
        return rows
    }

    var impactSection: Document.Section {
        let rows: [[[Document.Span]]] = impact.items.map {
            [.text($0.kind), .text($0.text), .text($0.isEstimate ? "estimate" : "recorded")]
        }
        return Document.Section(
            id: "impact", title: "Impact",
            blocks: [
                .paragraph(.recorded(impact.statement)),
                facts(
                    "Rating of the loss",
                    [
                        ("Confidentiality", .recorded(impact.confidentiality)),
                        ("Integrity", .recorded(impact.integrity)),
                        ("Availability", .recorded(impact.availability)),
                    ]),
                table(
                    "Effects", ["Kind", "Effect", "Basis"], rows,
                    empty: "Effects on people, services, data and money: not recorded."),
            ])
    }

    var assessmentSection: Document.Section {
        let rows: [[[Document.Span]]] = assessment.history.map { change in
            [
                entryCell(change.entry), .time(change.happened), .text(change.subject),
                .optional(change.from), .text(change.to), .person(change.by, change.role),
                .recorded(change.reason),
            ]
        }
        return Document.Section(
            id: "assessment", title: "Severity and category",
            blocks: [
                facts(
                    "Where the assessment stands",
                    [
                        ("Disposition", .recorded(assessment.disposition)),
                        ("Category", .recorded(assessment.category)),
                        ("Severity", .recorded(assessment.severity)),
                        ("Found from", .recorded(assessment.rating)),
                    ]),
                table(
                    "Target times" + (assessment.scale.map { " (scale \($0))" } ?? ""),
                    ["Milestone", "Within", "Due", "Reached", "Outcome"],
                    assessment.targets.map { target in
                        [
                            .text(target.milestone), .text(target.limit),
                            .time(Moment(at: target.due, fidelity: .minute)),
                            target.reached.map { .time($0) } ?? .recorded(String?.none),
                            .text(target.outcome),
                        ]
                    }, empty: "Target times: the class asks for none."),
                table(
                    "Changes of the assessment",
                    ["Entry", "Happened", "Subject", "From", "To", "By", "Reason"], rows,
                    empty: "Changes of the assessment: not recorded."),
            ])
    }

    /// When a milestone was reached, by the rule of the response times.
    private func milestone(_ name: String) -> Moment? {
        ResponseTime.moment(of: name, in: milestones)
    }
}

extension ReportView.Target {
    /// The outcome in words.
    var outcome: String {
        switch state {
        case "unclear": "the recorded time is not exact enough to tell"
        case "overdue": "not reached, and the time is over"
        case "open": "not reached at the last entry; the time is not over"
        case "withheld": "withheld"
        default: state
        }
    }
}

extension ReportView.Verification {
    /// The outcome in words.
    var outcomeText: String {
        switch outcome {
        case .intact: "intact, \(entryCount) entries checked"
        case .broken:
            firstBadEntry.map { "BROKEN at entry \($0)" } ?? "BROKEN"
        case .notChecked: "not checked"
        }
    }
}

extension ReportView.Action {
    /// Whether somebody still has to do it.
    var isOpen: Bool { !["done", "verified", "dropped", "cancelled", "closed"].contains(state) }
}
