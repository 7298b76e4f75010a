import Chronology

extension ReportView {
    var decisionSection: Document.Section {
        let rows: [[[Document.Span]]] = decisions.map { decision in
            [
                entryCell(decision.entry),
                .time(decision.happened) + lateNote(decision.recorded, decision.happened),
                .text(decision.question),
                .recorded(
                    decision.options.isEmpty ? nil : decision.options.joined(separator: "; ")),
                [.strong(decision.choice)] + correctionNote(decision.correction),
                .person(decision.by, decision.role),
                .recorded(decision.reason) + beforeCorrection(decision),
            ]
        }
        return Document.Section(
            id: "decisions", title: "Decisions",
            blocks: [
                table(
                    "Decisions",
                    ["Entry", "Happened", "Question", "Options", "Choice", "By", "Reason"], rows,
                    empty: "Decisions: not recorded.")
            ])
    }

    /// A corrected sentence may have brought a reason of its own.
    private func beforeCorrection(_ decision: Decision) -> [Document.Span] {
        guard decision.reason != nil, decision.correction?.was != nil else { return [] }
        return [.aside(" [as recorded before the correction]")]
    }

    private func lateNote(_ recorded: Timestamp, _ happened: Moment) -> [Document.Span] {
        happened.covers(recorded)
            ? [] : [.text(", recorded "), .time(Moment(at: recorded))]
    }

    var communicationSection: Document.Section {
        let updateRows: [[[Document.Span]]] = updates.map { update in
            [
                entryCell(update.entry), .time(update.happened), .person(update.by, update.role),
                .recorded(update.audience), updateText(update),
                update.nextAt.map { .time($0) } ?? [.aside("none promised")],
            ]
        }
        let messages =
            notices.map { ($0.entry, $0.occasion, $0.deliveries) }
            + updates.map { ($0.entry, "update", $0.deliveries) }
        let deliveryRows = messages.sorted { $0.0 < $1.0 }.flatMap { entry, occasion, deliveries in
            deliveryCells(deliveries, of: entryCell(entry) + .text(" \(occasion)"))
        }
        return Document.Section(
            id: "communications", title: "Communications",
            blocks: [
                table(
                    "Updates", ["Entry", "Happened", "By", "Kind", "Text", "Next update"],
                    updateRows, empty: "Updates: not recorded."),
                table(
                    "Deliveries",
                    ["Message", "Channel", "State", "Attempts", "Settled", "Detail"], deliveryRows,
                    empty: "Deliveries: not recorded."),
            ])
    }

    private func deliveryCells(
        _ deliveries: [Delivery], of message: [Document.Span]
    ) -> [[[Document.Span]]] {
        deliveries.map { delivery in
            [
                message, .text(delivery.channel), [.strong(delivery.state)],
                .text(delivery.attempts), delivery.settledAt.map { .time($0) } ?? .notRecorded,
                .optional(delivery.detail),
            ]
        }
    }

    private func updateText(_ update: Update) -> [Document.Span] {
        let parts = [
            (nil, update.text), ("Conditions", update.conditions), ("Actions", update.actions),
            ("Needs", update.needs),
        ]
        var spans: [Document.Span] = []
        for case (let name, let text?) in parts where !text.isBlank {
            if !spans.isEmpty { spans.append(.text("\n")) }
            if let name { spans.append(.strong("\(name): ")) }
            spans.append(.text(text))
        }
        return (spans.isEmpty ? .notRecorded : spans) + correctionNote(update.correction)
    }

    var roleSection: Document.Section {
        let terms: [[[Document.Span]]] = roles.map { term in
            [
                .text(term.role), .text(term.person), .time(term.from),
                term.until.map { .time($0) } ?? [.aside("no end recorded")],
            ]
        }
        let moves: [[[Document.Span]]] = handovers.map { move in
            [
                .text(move.role), .text(move.from), .text(move.to), .time(move.offered),
                .recorded(move.by),
                move.acknowledged.map { .time($0) } ?? [.aside("not acknowledged")],
                .optional(move.brief),
            ]
        }
        var blocks = [
            table(
                "Roles", ["Role", "Person", "From", "Until"], terms,
                empty: "Roles: not recorded."),
            table(
                "Hand-overs",
                ["Role", "From", "To", "Changed hands", "By", "Acknowledged", "Why"], moves,
                empty: roles.isEmpty
                    ? "Hand-overs: not recorded." : "No role went from one person to another."),
        ]
        if !moves.isEmpty {
            blocks.append(
                .paragraph(
                    .text(
                        "Acknowledged: when the new holder took the role, or made the first entry "
                            + "after it was given.")))
        }
        return Document.Section(id: "roles", title: "Roles and hand-overs", blocks: blocks)
    }
}
