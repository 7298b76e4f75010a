import Chronology

extension ReportView.Summary {
    /// The number of words that a summary should not exceed.
    package static let wordLimit = 120

    /// A summary made from the record alone; what is missing is said to be missing.
    static func skeleton(
        cover: ReportView.Cover, impact: ReportView.Impact, assessment: ReportView.Assessment,
        milestones: [ReportView.Milestone], actions: [ReportView.Action]
    ) -> ReportView.Summary {
        var sentences = [opening(cover, milestones), ended(milestones)]
        let severity = assessment.severity ?? "not recorded"
        let category = assessment.category ?? "not recorded"
        sentences.append("Severity: \(severity). Category: \(category).")
        sentences.append(closed("Impact: \(impact.statement ?? "not recorded")"))
        let open = actions.filter(\.isOpen).count
        sentences.append(
            actions.isEmpty
                ? "Improvement actions: not recorded."
                : "Improvement actions: \(open) open of \(actions.count).")
        return ReportView.Summary(
            text: cut(sentences.joined(separator: " ")),
            isGenerated: true)
    }

    private static func opening(
        _ cover: ReportView.Cover, _ milestones: [ReportView.Milestone]
    ) -> String {
        for (name, verb) in [("occurred", "began"), ("detected", "was detected")] {
            if let milestone = milestones.first(where: { $0.name == name }) {
                return "\(cover.title) (\(cover.incident)) \(verb) on "
                    + "\(milestone.happened.at.date)."
            }
        }
        return "\(cover.title) (\(cover.incident)): when it began is not recorded."
    }

    private static func ended(_ milestones: [ReportView.Milestone]) -> String {
        let times = ResponseTime.all(from: milestones)
        let parts = ["contain", "recover"].compactMap { name in
            times.first { $0.name == name }.map { time in
                switch time.result {
                case .exact, .interval:
                    "\(time.to) after \(time.result.text(from: time.from, to: time.to))"
                case .contradictory: "\(time.to) at a contradictory time"
                case .notRecorded: "\(time.to): not recorded"
                }
            }
        }
        return "Counted from the opening: \(parts.joined(separator: "; "))."
    }

    /// The sentence with a full stop, unless it has an end of its own.
    private static func closed(_ sentence: String) -> String {
        let text = sentence.trimmed
        return text.last.map { ".!?…".contains($0) } == true ? text : text + "."
    }

    /// The text cut to the limit, with a mark where it was cut.
    private static func cut(_ text: String) -> String {
        let words = text.split(separator: " ")
        guard words.count > wordLimit else { return text }
        return words.prefix(wordLimit - 1).joined(separator: " ") + " …"
    }

    /// The number of words of the text.
    var wordCount: Int { text.split(whereSeparator: \.isWhitespace).count }
}
