internal import Application
internal import ArgumentParser
internal import Foundation
internal import Incidents
internal import Organisation

/// `muster assess`.
struct Assess: MusterCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract: "Decide what the event is and how bad; every assessment stays on record.",
        discussion: """
            Dispositions: incident, event-only, false-alarm, duplicate, vulnerability, exercise.
            Without one it asks. The severity follows from the factors of the scale (muster severity), or you say it
            with -s; where both are given and differ, yours counts and the record shows it.


            """
                + examples(
                    "muster assess",
                    #"muster assess incident -s 1 --category malware --why "encryption on two servers""#,
                    "muster assess incident --factor system=important --factor loss=serious \\\n"
                        + #"    --factor society=minor --why "the shop is down""#))

    @OptionGroup(title: "Options of every command")
    var global: GlobalOptions

    @Argument(help: "What it is; asked if not given.")
    var disposition: DispositionArgument?

    @Option(name: .shortAndLong, help: "1 (worst) to 4; as it was if not given.")
    var severity: SeverityArgument?

    @Option(
        name: .long,
        help: "A factor of the scale and its level, NAME=LEVEL; may be repeated (muster severity).")
    var factor: [String] = []

    @Option(name: .long, help: "A category of ISO/IEC 27035; see 'muster help categories'.")
    var category: CategoryArgument?

    @Option(
        name: .long,
        help:
            "A kind by another taxonomy, such as rsit:intrusions/burglary; may be repeated (muster category)."
    )
    var kind: [String] = []

    @Option(name: .long, help: "What is hit and how, in words.")
    var impact: String?

    @Option(name: .customLong("of"), help: "The incident that it repeats, for duplicate.")
    var duplicateOf: String?

    @Option(name: .shortAndLong, help: "A runbook to follow from now on.")
    var runbook: String?

    @Option(name: .customLong("why"), help: "The reason.")
    var reason: String?

    @Option(
        name: .long, parsing: .unconditional, help: "When it was decided; see 'muster help times'.")
    var at: String?

    func execute(_ session: Session) async throws {
        let desk = try session.desk()
        let id = try session.incident(at: desk)
        let current = try desk.load(id).incident
        let judgement = try judgement(session, desk, current)
        let taxonomies = kind.isEmpty ? [] : try TaxonomyFile.taxonomies(of: desk.workspace)
        var kinds: [String] = []
        for text in kind { kinds.append(try KindInput.read(text, in: taxonomies)) }
        // What somebody said of the category before is not overruled by a table.
        let found = current.category == nil ? taxonomies.category(of: kinds) : nil
        let assessed = Assessed(
            disposition: judgement.disposition, severity: judgement.severity,
            category: judgement.category ?? found, reason: judgement.reason, impact: impact,
            duplicateOf: try duplicateOf.map { try desk.resolve($0) }, rating: judgement.rating,
            policy: desk.policy(of: judgement.severity), kinds: kinds)
        let time = try at.map { try TimeInput($0, now: desk.now) }
        let context = desk.context(at: time)
        if try session.rehearses([.assess(assessed)], on: id, at: desk, in: context) { return }
        let receipt = try desk.perform([.assess(assessed)], on: id, in: context)
        var answer = recorded(
            "Assessed as \(assessed.disposition.rawValue), \(assessed.severity.code) "
                + assessed.severity.word, receipt, time: time)
        if let runbook {
            let second = try desk.follow(runbook, on: id, in: context)
            answer = recorded(
                "Assessed, and follows \(visible(second.incident.runbook?.id ?? runbook))", second)
        }
        answer.lines.insert(
            contentsOf: lines(assessed, receipt.incident, desk), at: answer.lines.count - 1)
        answer.fields["rating"] = .optional(assessed.rating)
        session.console.answer(answer)
    }

    /// What the arguments say, or what the person answers.
    private func judgement(
        _ session: Session, _ desk: Desk, _ current: Incident
    ) throws(Failure) -> Judgement {
        if disposition == nil, session.canAsk {
            var interview = AssessmentInterview(
                session: session, scale: try desk.severityScale(), incident: current)
            interview.given = Judgement(
                disposition: .undecided, severity: severity?.value ?? current.severity,
                category: category?.value, reason: reason ?? "",
                rating: try rating(desk))
            return try interview.judgement()
        }
        guard let disposition else {
            throw Failure(
                .usage, "what is it?",
                details: [
                    "dispositions: "
                        + Disposition.allCases.filter { $0 != .undecided }.map(\.rawValue)
                        .joined(separator: ", ")
                ], hint: "assess incident --why 'what was seen'")
        }
        let rating = try rating(desk)
        let severity = try chosenSeverity(rating, current)
        guard let reason = reason ?? (session.canAsk ? session.ask("Why? What was seen? ") : nil)
        else {
            throw Failure(
                .usage, "--why is missing", repair: .adding(["--why", "why it is so"]))
        }
        return Judgement(
            disposition: disposition.value, severity: severity, category: category?.value,
            reason: reason, rating: rating)
    }

    private func rating(_ desk: Desk) throws(Failure) -> SeverityRating? {
        guard !factor.isEmpty else { return nil }
        let scale = try desk.severityScale()
        var levels: [FactorLevel] = []
        for text in factor { levels.append(try FactorInput.read(text, on: scale)) }
        for (index, item) in levels.enumerated()
        where levels[..<index].contains(where: { $0.factor == item.factor }) {
            throw Failure(
                .usage, "the factor '\(item.factor)' is given twice", hint: "severity")
        }
        return scale.rating(of: levels)
    }

    private func chosenSeverity(
        _ rating: SeverityRating?, _ current: Incident
    ) throws(Failure) -> Severity {
        if let severity { return severity.value }
        guard let rating else { return current.severity }
        guard rating.isSettled else {
            throw Failure(
                .usage,
                "these factors leave \(rating.span) open",
                details: [
                    "give the others as well, or choose the class: -s \(rating.worst.rawValue)"
                ],
                hint: "severity")
        }
        return rating.worst
    }

    /// How the severity was found, and what the class asks for from now on.
    private func lines(_ assessed: Assessed, _ incident: Incident, _ desk: Desk) -> [String] {
        var lines: [String] = []
        if let kinds = assessed.kinds {
            lines.append(
                "  \(kinds.joined(separator: ", "))"
                    + (incident.category.map { ", category \($0.rawValue)" }
                        ?? ": several categories fit; say one with --category"))
        }
        if let rating = assessed.rating {
            lines.append("  " + Phrase.rating(rating, chosen: assessed.severity))
        }
        let due = incident.targets(at: desk.now).filter { [.open, .overdue].contains($0.state) }
        if !due.isEmpty {
            lines.append(
                "  \(assessed.severity.code) asks for: "
                    + due.map { "\($0.milestone.rawValue) by \(Phrase.time($0.due))" }
                    .joined(separator: ", "))
        }
        let roles = incident.unfilledRoles
        if let first = roles.first {
            lines.append(
                "  nobody is \(roles.joined(separator: ", ")) (muster role take \(first))")
        }
        return lines
    }
}

/// What somebody decided about an event.
struct Judgement {
    var disposition: Disposition
    var severity: Severity
    var category: Incidents.Category?
    var reason: String
    var rating: SeverityRating?
}

/// A kind of another taxonomy, as people write it.
enum KindInput {
    /// Reads `rsit:intrusions/burglary`, in small or large letters.
    ///
    /// - Throws: ``Failure`` `usage`, with the nearest that there are.
    static func read(_ text: String, in taxonomies: [Taxonomy]) throws(Failure) -> String {
        let tag = text.trimmingCharacters(in: .whitespaces).lowercased()
        let known = taxonomies.flatMap(\.tags)
        if known.contains(tag) { return tag }
        throw Failure(
            .usage, "'\(text.shortened(to: 60))' is not a kind of incident",
            details: didYouMean(tag, among: known),
            hint: "category")
    }
}

/// A factor of the scale with its level, as people write it.
enum FactorInput {
    /// Reads `system=important`.
    ///
    /// - Throws: ``Failure`` `usage`, with the names that there are.
    static func read(_ text: String, on scale: SeverityScale) throws(Failure) -> FactorLevel {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0]).trimmingCharacters(in: .whitespaces)
        guard let factor = scale.factor(name) else {
            throw Failure(
                .usage, "the scale has no factor '\(name.shortened(to: 40))'",
                details: didYouMean(name, among: scale.factors.map(\.id)), hint: "severity")
        }
        let level = parts.count > 1 ? String(parts[1]).trimmingCharacters(in: .whitespaces) : ""
        guard factor.level(level) != nil else {
            throw Failure(
                .usage,
                level.isEmpty
                    ? "the factor '\(name)' needs a level"
                    : "'\(level.shortened(to: 40))' is not a level of '\(name)'",
                details: didYouMean(level, among: factor.levels.map(\.id)), hint: "severity")
        }
        return FactorLevel(factor: name, level: level)
    }
}
