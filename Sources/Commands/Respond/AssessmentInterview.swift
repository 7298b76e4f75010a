internal import Application
internal import Foundation
internal import Incidents
internal import Organisation

/// The questions of `muster assess`, one after the other, for somebody who does not know the words by heart.
struct AssessmentInterview {
    let session: Session
    let scale: SeverityScale
    let incident: Incident
    /// What the arguments said already; it is not asked again.
    var given = Judgement(
        disposition: .undecided, severity: .sev3, category: nil, reason: "", rating: nil)

    init(session: Session, scale: SeverityScale, incident: Incident) {
        self.session = session
        self.scale = scale
        self.incident = incident
    }

    /// - Throws: ``Failure`` `cancelled` where somebody stops.
    func judgement() throws(Failure) -> Judgement {
        var judgement = given
        let dispositions = Disposition.allCases.filter { $0 != .undecided && $0 != .duplicate }
        judgement.disposition =
            dispositions[
                try choice("What is it?", dispositions.map { ($0.rawValue, $0.meaning) })]
        if judgement.disposition == .incident {
            if judgement.rating == nil { judgement.rating = try rated() }
            judgement.severity = try severity(judgement)
            if judgement.category == nil { judgement.category = try category() }
        }
        if judgement.reason.isEmpty {
            judgement.reason = try answer("Why? What was seen? ")
        }
        return judgement
    }

    /// A level for each factor; Enter leaves one open.
    private func rated() throws(Failure) -> SeverityRating? {
        var levels: [FactorLevel] = []
        for factor in scale.factors {
            let index = try choice(
                factor.question, factor.levels.map { ($0.id, $0.text) }, orNone: "if unknown")
            if let index {
                levels.append(FactorLevel(factor: factor.id, level: factor.levels[index].id))
            }
        }
        return levels.isEmpty ? nil : scale.rating(of: levels)
    }

    private func severity(_ judgement: Judgement) throws(Failure) -> Severity {
        let proposed = judgement.rating?.worst ?? incident.severity
        let range = judgement.rating.map { rating in
            rating.mildest == rating.worst
                ? "By the scale that is \(proposed.code) \(proposed.word)."
                : "By the scale that is \(rating.worst.code) to \(rating.mildest.code); "
                    + "the worse one until more is known."
        }
        if let range { session.console.notice(range) }
        while true {
            guard
                let text = session.ask(
                    "Severity 1 (worst) to 4 (Enter for \(proposed.rawValue)): ")
            else { throw AssessmentInterview.stopped }
            if text.isBlank { return proposed }
            if let severity = Severity(text: text.trimmingCharacters(in: .whitespaces)) {
                return severity
            }
            session.console.notice("'\(visible(text.shortened(to: 20)))' is not 1 to 4")
        }
    }

    private func category() throws(Failure) -> Incidents.Category? {
        let all = Incidents.Category.allCases
        return try choice(
            "What kind is it?", all.map { ($0.rawValue, $0.examples) }, orNone: "if unsure"
        ).map { all[$0] }
    }

    // MARK: - Asking

    private static var stopped: Failure { Failure(.cancelled, "stopped; nothing was recorded") }

    private func answer(_ question: String) throws(Failure) -> String {
        while true {
            guard let text = session.ask(question) else { throw AssessmentInterview.stopped }
            if !text.isBlank { return text }
        }
    }

    private func choice(
        _ question: String, _ options: [(name: String, text: String)]
    ) throws(Failure) -> Int {
        while true {
            if let index = try choice(question, options, orNone: nil) { return index }
        }
    }

    /// The number or the name of an option; Enter is `nil`.
    private func choice(
        _ question: String, _ options: [(name: String, text: String)], orNone none: String?
    ) throws(Failure) -> Int? {
        session.console.notice(visible(question))
        for (index, option) in options.enumerated() {
            session.console.notice(
                "  \(String(index + 1).padding(to: 3))\(visible(option.name)): \(visible(option.text))"
            )
        }
        while true {
            let prompt = "Number or name" + (none.map { " (Enter \($0))" } ?? "") + ": "
            guard let text = session.ask(prompt)?.trimmingCharacters(in: .whitespaces) else {
                throw AssessmentInterview.stopped
            }
            if text.isEmpty { return nil }
            if let number = Int(text), options.indices.contains(number - 1) { return number - 1 }
            if let index = options.firstIndex(where: { $0.name == text.lowercased() }) {
                return index
            }
            session.console.notice(
                "'\(visible(text.shortened(to: 20)))' is none of 1 to \(options.count)")
        }
    }
}

extension Disposition {
    /// What the word means, for somebody who has to choose.
    var meaning: String {
        switch self {
        case .undecided: "nobody has decided yet"
        case .incident: "security is breached, or very likely is"
        case .eventOnly: "it happened, and does no harm"
        case .falseAlarm: "it did not happen"
        case .duplicate: "another record holds it"
        case .vulnerability: "a weakness that nobody has used yet"
        case .exercise: "a drill or a test"
        }
    }
}
