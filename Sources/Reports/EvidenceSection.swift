extension ReportView {
    var evidenceSection: Document.Section {
        let rows: [[[Document.Span]]] = evidence.map { item in
            [
                .code(item.step), .text(item.asked.joined(separator: "\n")), keptCell(item),
                .optional(item.said.isEmpty ? nil : item.said.joined(separator: "\n")),
                .recorded(item.happened), .person(item.by, item.role), entryCell(item.entry),
            ]
        }
        return Document.Section(
            id: "evidence", title: "Evidence",
            blocks: [
                table(
                    "Evidence of the steps that are done",
                    ["Step", "Asked for", "Kept", "Said at the step", "Happened", "By", "Entry"],
                    rows,
                    empty: runbooks.isEmpty
                        ? "No runbook is shown here that asks for evidence."
                        : "No step that is done asks for evidence.")
            ])
    }

    private func keptCell(_ item: EvidenceItem) -> [Document.Span] {
        let kept: [Document.Span] =
            item.kept.isEmpty ? .notRecorded : .text(item.kept.joined(separator: "\n"))
        return kept + correctionNote(item.correction)
    }
}
