/// Looks for what a report should have and the record does not.
struct GapSearch {
    let cover: ReportView.Cover
    let impact: ReportView.Impact
    let assessment: ReportView.Assessment
    let milestones: [ReportView.Milestone]
    let detection: ReportView.Detection
    let causes: ReportView.Causes
    let reflection: ReportView.Reflection
    let updates: [ReportView.Update]
    let roles: [ReportView.RoleTerm]
    let handovers: [ReportView.Handover]
    let evidence: [ReportView.EvidenceItem]
    let runbooks: [ReportView.RunbookRun]
    let actions: [ReportView.Action]
    let summary: ReportView.Summary
    let responseTimes: [ResponseTime]

    /// One sentence for each gap, in the order of the report.
    var sentences: [String] {
        textGaps + milestoneGaps + contradictionGaps + peopleGaps + evidenceGaps
            + runbookGaps + actionGaps
    }

    private var textGaps: [String] {
        let wanted: [(String, Bool)] = [
            ("author of the report", cover.author == nil),
            ("statement of the impact", impact.statement == nil),
            ("rating of confidentiality", impact.confidentiality == nil),
            ("rating of integrity", impact.integrity == nil),
            ("rating of availability", impact.availability == nil),
            ("effects on people, services, data and money", impact.items.isEmpty),
            ("disposition", assessment.disposition == nil),
            ("category", assessment.category == nil),
            ("severity", assessment.severity == nil),
            ("how it was found", detection.how == nil),
            ("who found it", detection.by == nil),
            ("what should have found it", detection.shouldHaveFound == nil),
            ("trigger", causes.trigger == nil),
            ("contributing factors", causes.factors.isEmpty),
            ("what helped", reflection.helped.isEmpty),
            ("what hindered", reflection.hindered.isEmpty),
            ("lessons", reflection.lessons.isEmpty),
        ]
        let words = summary.wordCount
        let limit = ReportView.Summary.wordLimit
        let length =
            words > limit ? ["The summary has \(words) words; the limit is \(limit)."] : []
        return length + wanted.filter(\.1).map { "Not recorded: \($0.0)." }
    }

    private var milestoneGaps: [String] {
        ResponseTime.milestoneNames
            .filter { name in !milestones.contains { $0.name == name } }
            .map { "Not recorded: milestone \"\($0)\"." }
    }

    private var contradictionGaps: [String] {
        responseTimes.compactMap { time in
            guard case .contradictory = time.result else { return nil }
            return "Contradiction: \(time.result.text(from: time.from, to: time.to))."
        }
    }

    private var peopleGaps: [String] {
        (updates.isEmpty ? ["Not recorded: updates."] : [])
            + (roles.isEmpty ? ["Not recorded: roles."] : [])
            + handovers.filter { $0.acknowledged == nil }.map {
                "Not recorded: acknowledgement of the hand-over of \($0.role) "
                    + "from \($0.from) to \($0.to)."
            }
    }

    private var evidenceGaps: [String] {
        evidence.filter(\.isMissing).map {
            "Not recorded: evidence of step \($0.step): \($0.asked.joined(separator: "; "))."
        }
    }

    private var runbookGaps: [String] {
        guard !runbooks.isEmpty else { return ["Not recorded: runbook."] }
        return runbooks.flatMap { run in
            run.steps.filter { $0.outcome == .skipped && $0.reason == nil }.map {
                "Not recorded: why step \($0.id) of \(run.id) was skipped."
            }
        }
    }

    private var actionGaps: [String] {
        guard !actions.isEmpty else { return ["Not recorded: actions."] }
        return actions.flatMap { action in
            let wanted = [
                ("owner", action.owner == nil), ("due date", action.due == nil),
                ("check", action.check == nil && !action.isOpen),
            ]
            return wanted.filter(\.1).map { "Not recorded: \($0.0) of action \(action.id)." }
        }
    }
}
