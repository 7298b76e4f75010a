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

    private func runFacts(_ run: RunbookRun) -> Document.Block {
        let counts = StepOutcome.allCases.compactMap { outcome in
            let count = run.steps.count { $0.outcome == outcome }
            return count > 0 ? "\(count) \(outcome.words)" : nil
        }
        return facts(
            "Run of \(run.id)",
            [
                ("Runbook", .text("\(run.id), version \(run.version)")),
                ("Hash", .code(run.hash)),
                ("State", .recorded(run.state)),
                ("Started", .recorded(run.started)),
                ("Finished", .recorded(run.finished)),
                (
                    "Steps",
                    .recorded(counts.isEmpty ? nil : counts.joined(separator: ", "))
                ),
            ])
    }

    private func stepTable(_ run: RunbookRun) -> Document.Block {
        table(
            "Steps of \(run.id)",
            ["Step", "Title", "Outcome", "Happened", "By", "Answer", "Reason"],
            run.steps.map { step in
                let isReached = step.outcome != .notReached
                return [
                    .code(step.id), .text(step.title), [.strong(step.outcome.words)],
                    isReached ? .recorded(step.happened) : .optional(nil),
                    isReached ? .person(step.by, step.role) : .optional(nil),
                    .optional(step.answer),
                    step.outcome == .skipped ? .recorded(step.reason) : .optional(step.reason),
                ]
            }, empty: "Steps: not recorded.")
    }

    private func deviationTable(_ run: RunbookRun) -> Document.Block {
        table(
            "Deviations from \(run.id)", ["Kind", "Step", "Happened", "By", "Reason", "Entry"],
            run.deviations.map { deviation in
                [
                    .text(deviation.kind.rawValue), .code(deviation.step),
                    .time(deviation.happened), .recorded(deviation.by),
                    .recorded(deviation.reason), entryCell(deviation.entry),
                ]
            }, empty: "No step was reopened, overridden or added.")
    }
}
