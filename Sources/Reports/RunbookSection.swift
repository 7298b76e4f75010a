extension ReportView {
    var runbookSection: Document.Section {
        var blocks: [Document.Block] = []
        for run in runbooks {
            blocks.append(.heading([run.title ?? run.id, run.version].joined(separator: " ")))
            blocks.append(runFacts(run))
            blocks.append(stepTable(run))
            blocks.append(deviationTable(run))
        }
        if blocks.isEmpty { blocks = [.paragraph([.aside("Runbook: not recorded.")])] }
        return Document.Section(id: "runbook", title: "Runbook followed", blocks: blocks)
    }

    /// Done of those that apply, then how the others stand.
    private func stepCount(_ run: RunbookRun) -> String? {
        guard !run.steps.isEmpty else { return nil }
        func count(_ outcome: StepOutcome) -> Int { run.steps.count { $0.outcome == outcome } }
        let others = StepOutcome.allCases.filter { $0 != .done && count($0) > 0 }
        let applicable = run.steps.count - count(.notApplicable)
        return
            (["\(count(.done)) of \(applicable) done"]
            + others.map { "\(count($0)) \($0.words)" }).joined(separator: ", ")
    }

    private func runFacts(_ run: RunbookRun) -> Document.Block {
        return facts(
            "Run of \(run.id)",
            [
                ("Runbook", .text("\(run.id), version \(run.version)")),
                ("Hash", .code(run.hash)),
                ("State", .recorded(run.state)),
                ("Started", .recorded(run.started)),
                ("Finished", .recorded(run.finished)),
                ("Steps", .recorded(stepCount(run))),
            ])
    }

    private func stepTable(_ run: RunbookRun) -> Document.Block {
        table(
            "Steps of \(run.id)",
            ["Step", "Title", "Outcome", "Happened", "By", "Answer", "Reason"],
            run.steps.map { step in
                let isReached = ![.notReached, .notApplicable].contains(step.outcome)
                return [
                    .code(step.id), .text(step.title), outcomeCell(step),
                    isReached ? .recorded(step.happened) : .optional(nil),
                    isReached ? .person(step.by, step.role) : .optional(nil),
                    .optional(step.answer), reasonCell(step),
                ]
            }, empty: "Steps: not recorded.")
    }

    private func outcomeCell(_ step: RunbookStep) -> [Document.Span] {
        guard step.outcome == .notApplicable, let reason = step.reason else {
            return [.strong(step.outcome.words)]
        }
        return [.strong("not applicable: "), .code(reason)]
    }

    private func reasonCell(_ step: RunbookStep) -> [Document.Span] {
        switch step.outcome {
        case .skipped: .recorded(step.reason)
        case .notApplicable: .optional(nil)
        case .done, .failed, .cancelled, .open, .notReached: .optional(step.reason)
        }
    }

    private func deviationTable(_ run: RunbookRun) -> Document.Block {
        table(
            "Deviations from \(run.id)", ["Kind", "Step", "Happened", "By", "Reason", "Entry"],
            run.deviations.map { deviation in
                [
                    [.strong(deviation.kind.words)] + dueNote(deviation), .code(deviation.step),
                    .time(deviation.happened), deviation.by.map { .text($0) } ?? [.aside("–")],
                    .recorded(deviation.reason), entryCell(deviation.entry),
                ]
            }, empty: "None: every step that applies was done as the runbook says.")
    }

    private func dueNote(_ deviation: Deviation) -> [Document.Span] {
        deviation.due.map { .text(", due ") + .time($0) } ?? []
    }
}
