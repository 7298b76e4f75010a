import Chronology

extension ReportView {
    var detectionSection: Document.Section {
        Document.Section(
            id: "detection", title: "Detection",
            blocks: [
                facts(
                    "How it was found",
                    [
                        ("How", .recorded(detection.how)),
                        ("By whom", .recorded(detection.by)),
                        ("What should have found it", .recorded(detection.shouldHaveFound)),
                    ])
            ])
    }

    var causeSection: Document.Section {
        Document.Section(
            id: "causes", title: "Trigger and contributing factors",
            blocks: [
                facts("Trigger", [("Trigger", .recorded(causes.trigger))]),
                table(
                    "Contributing factors", ["Kind", "Factor", "Entry"],
                    causes.factors.map { factor in
                        [.text(factor.kind), .text(factor.text), entryCell(factor.entry)]
                    }, empty: "Contributing factors: not recorded."),
            ])
    }

    var reflectionSection: Document.Section {
        let parts = [
            ("What helped", reflection.helped), ("What hindered", reflection.hindered),
            ("Where we got lucky", reflection.lucky), ("What surprised us", reflection.surprised),
        ]
        return Document.Section(
            id: "reflection", title: "What helped and what hindered",
            blocks: parts.flatMap { [.heading($0.0), remarkList($0.1)] })
    }

    var lessonSection: Document.Section {
        Document.Section(id: "lessons", title: "Lessons", blocks: [remarkList(reflection.lessons)])
    }

    private func remarkList(_ remarks: [Remark]) -> Document.Block {
        guard !remarks.isEmpty else { return .paragraph(.notRecorded) }
        return .list(
            remarks.map { remark in
                let entry = remark.entry.map { "entry \($0)" }
                let origin = [remark.by, entry].compactMap(\.self).joined(separator: ", ")
                return .text(remark.text) + (origin.isEmpty ? [] : .text(" (\(origin))"))
            })
    }

    var actionSection: Document.Section {
        let rows: [[[Document.Span]]] = actions.map { action in
            [
                .text(action.id), .text(action.text), .recorded(action.kind),
                .optional(action.priority), .recorded(action.owner),
                action.due.map { .time(Moment(at: $0, fidelity: .day)) } ?? .notRecorded,
                [.strong(action.state)], .recorded(action.check), .optional(action.reference),
            ]
        }
        return Document.Section(
            id: "actions", title: "Actions",
            blocks: [
                table(
                    "Actions",
                    [
                        "Action", "Text", "Kind", "Priority", "Owner", "Due", "State", "Check",
                        "Reference",
                    ], rows, empty: "Actions: not recorded.")
            ])
    }

    var gapSection: Document.Section {
        let block: Document.Block =
            gaps.isEmpty
            ? .paragraph(.text("None found.")) : .list(gaps.map { .text($0) })
        return Document.Section(id: "gaps", title: "Gaps in the record", blocks: [block])
    }

    var verificationSection: Document.Section {
        let rows: [[[Document.Span]]] = withheld.map {
            [.text($0.kind), .text($0.rule), .text($0.count)]
        }
        return Document.Section(
            id: "verification", title: "Verification and what was withheld",
            blocks: [
                facts(
                    "The record behind this report",
                    [
                        ("Head hash", .code(verification.shortHash)),
                        ("Head hash in full", .code(verification.headHash)),
                        ("Entries in the record", .text(verification.entryCount)),
                        ("Made from all up to entry", .text(verification.throughEntry)),
                        ("Check of the chain", [.strong(verification.outcomeText)]),
                        ("Detail", .optional(verification.detail)),
                    ]),
                .paragraph(
                    .text(
                        "To check it again, run \"muster verify \(cover.incident)\" on the record "
                            + "and compare the head with \(verification.shortHash). The same record gives the same report, "
                            + "byte for byte.")),
                table(
                    "Withheld from this audience", ["What", "Rule", "Count"], rows,
                    empty: "Nothing was withheld from this audience."),
            ])
    }
}
