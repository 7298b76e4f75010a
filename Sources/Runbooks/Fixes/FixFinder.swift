internal import Expressions

/// Proposes changes for a finding; whether one is good shows only when the file is linted again.
struct FixFinder {
    let source: SourceText
    let result: DecodeResult

    /// The changes that may be meant, in the order in which they are tried; most often one or none.
    ///
    /// Each is a list of places that are changed together.
    func proposals(for finding: Diagnostic) -> [[LintFix]] {
        finding.code == .tab ? tabs(finding) : single(for: finding).map { [$0] }
    }

    private func single(for finding: Diagnostic) -> [LintFix] {
        switch finding.code {
        case .unknownKey, .unknownVerb, .unknownPhase: renaming(finding, among: Words.keys)
        case .unknownOption: renaming(finding, among: Words.options)
        case .unknownFactType: type(finding)
        case .unknownRole: renaming(finding, among: result.map.names(below: "roles"))
        case .unknownStep: renaming(finding, among: result.map.names(below: "steps"))
        case .unknownFact: renaming(finding, among: result.map.names(below: "facts"))
        case .unknownMessage: renaming(finding, among: result.map.names(below: "messages"))
        case .unknownPlaceholder: placeholder(finding)
        case .guardName: guardName(finding)
        case .noAnswer: state(finding)
        case .unknownMilestone: renaming(finding, among: IncidentVocabulary.milestones)
        case .unknownCategory: renaming(finding, among: IncidentVocabulary.categories)
        case .unknownAnswer: renaming(finding, among: answers)
        case .booleanWord: truth(finding)
        case .badDuration: duration(finding)
        case .secondDocument: emptyDocument(finding)
        default: []
        }
    }

    private func fix(_ finding: Diagnostic, at place: Place, _ old: String, _ new: String)
        -> [LintFix]
    {
        old == new ? [] : [LintFix(code: finding.code, place: place, old: old, new: new)]
    }

    /// The word at the place of the finding, without quotes round it, and the word's own place.
    private func word(of finding: Diagnostic) -> (text: String, place: Place)? {
        let place = finding.place
        guard let text = source.text(at: place) else { return nil }
        guard let first = text.first, first == "'" || first == "\"" else { return (text, place) }
        guard text.count > 2, text.last == first else { return nil }
        let inner = Place(line: place.line, column: place.column + 1, length: place.length - 2)
        return (String(text.dropFirst().dropLast()), inner)
    }

    /// The suggested name in the place of the written one, if no other name is as near.
    private func renaming(_ finding: Diagnostic, among names: [String]) -> [LintFix] {
        guard let suggestion = finding.suggestion, let word = word(of: finding),
            isOnly(suggestion, for: word.text, among: names)
        else { return [] }
        return fix(finding, at: word.place, word.text, suggestion)
    }

    /// Short words are near to too many others.
    private func isOnly(_ suggestion: String, for word: String, among names: [String]) -> Bool {
        let isSameWord = word.lowercased() == suggestion.lowercased()
        guard word.unicodeScalars.count >= 3 || isSameWord else { return false }
        return nearest(to: word, among: names + [suggestion]) == [suggestion]
    }

    private func type(_ finding: Diagnostic) -> [LintFix] {
        guard let suggestion = finding.suggestion, let word = word(of: finding) else { return [] }
        let isList = word.text.hasPrefix("list(") && word.text.hasSuffix(")")
        let inner = isList ? String(word.text.dropFirst(5).dropLast()) : word.text
        guard isOnly(suggestion, for: inner, among: StepKeys.factTypes) else { return [] }
        return fix(
            finding, at: word.place, word.text, isList ? "list(\(suggestion))" : suggestion)
    }

    /// `{facts.hots}`: the finding marks the braces, the suggestion is a fact or a whole path.
    private func placeholder(_ finding: Diagnostic) -> [LintFix] {
        guard let suggestion = finding.suggestion, let text = source.text(at: finding.place),
            text.hasPrefix("{"), text.hasSuffix("}")
        else { return [] }
        let path = String(text.dropFirst().dropLast())
        if path.hasPrefix("facts.") {
            let names = result.map.names(below: "facts")
            guard isOnly(suggestion, for: String(path.dropFirst(6)), among: names) else {
                return []
            }
            return fix(finding, at: finding.place, text, "{facts.\(suggestion)}")
        }
        let fields = Lint.incidentFields.map { "incident." + $0 }
        let isSure =
            path.hasPrefix("incident.")
            ? isOnly(suggestion, for: path, among: fields)
            : suggestion.split(separator: ".").dropFirst() == path.split(separator: ".").dropFirst()
        return isSure ? fix(finding, at: finding.place, text, "{\(suggestion)}") : []
    }

    /// A name in a condition; `steps.cut-off` becomes `steps['cut-off']` in quotes that fit.
    private func guardName(_ finding: Diagnostic) -> [LintFix] {
        guard let suggestion = finding.suggestion, let text = source.text(at: finding.place) else {
            return []
        }
        let steps = result.map.names(below: "steps")
        let opening = "steps['"
        guard suggestion.hasPrefix(opening), text.hasPrefix("steps.") else {
            let names =
                result.map.names(below: "facts") + steps + Lint.incidentFields
                + ["incident", "facts", "steps", "now", "state", "answer", "roles"]
            return renaming(finding, among: names)
        }
        let id = String(suggestion.dropFirst(opening.count).dropLast(2))
        let written = String(text.dropFirst("steps.".count))
        guard id == written ? steps.contains(id) : isOnly(id, for: written, among: steps) else {
            return []
        }
        return ["['\(id)']", "[\"\(id)\"]"].flatMap { index in
            fix(finding, at: finding.place, text, "steps" + index)
        }
    }

    /// `steps.look.answer == 'done'`: who compares with a state means the state.
    private func state(_ finding: Diagnostic) -> [LintFix] {
        let suffix = "answer"
        guard let text = source.text(at: finding.place), text.hasSuffix("." + suffix) else {
            return []
        }
        let end = finding.place.column - 1 + finding.place.length
        let rest = String(String.UnicodeScalarView(source.line(finding.place.line).dropFirst(end)))
        let words = rest.split { $0 == " " || $0 == "'" || $0 == "\"" }
        guard words.count > 1, ["==", "!="].contains(words[0]),
            IncidentVocabulary.states.contains(String(words[1]))
        else { return [] }
        return fix(finding, at: finding.place, text, text.dropLast(suffix.count) + "state")
    }

    /// All values that a decision or an enum of the runbook can have, and the states of steps.
    private var answers: [String] {
        guard let runbook = result.runbook else { return [] }
        var keys = ["pending", "active", "done", "skipped", "failed", "cancelled"]
        keys += ["approved", "rejected"]
        keys += IncidentVocabulary.severities + IncidentVocabulary.dispositions
        keys += IncidentVocabulary.categories
        for fact in runbook.facts {
            if case .choice(let options) = fact.type { keys += options.map(\.key) }
        }
        for step in runbook.root.subtree {
            if case .decide(_, let options, _) = step.action { keys += options.map(\.key) }
        }
        return keys
    }

    private func truth(_ finding: Diagnostic) -> [LintFix] {
        guard let suggestion = finding.suggestion, let text = source.text(at: finding.place),
            text.allSatisfy(\.isLetter)
        else { return [] }
        return fix(finding, at: finding.place, text, suggestion)
    }

    private func duration(_ finding: Diagnostic) -> [LintFix] {
        guard let word = word(of: finding), let certain = DurationGuess.certain(word.text) else {
            return []
        }
        return fix(finding, at: word.place, word.text, certain)
    }

    /// All lines that begin with tabs, in the widths that people use.
    ///
    /// A tab behind blanks is left: in a text of several lines it may belong to the text.
    private func tabs(_ finding: Diagnostic) -> [[LintFix]] {
        var runs: [(place: Place, text: String)] = []
        for (index, line) in source.lines.enumerated() {
            let count = line.prefix { $0 == "\t" }.count
            guard count > 0 else { continue }
            let place = Place(line: index + 1, column: 1, length: count)
            runs.append((place, String(repeating: "\t", count: count)))
        }
        guard runs.contains(where: { $0.place.line == finding.place.line }) else { return [] }
        return [2, 4, 8].map { width in
            runs.map { run in
                LintFix(
                    code: .tab, place: run.place, old: run.text,
                    new: String(repeating: " ", count: width * run.place.length))
            }
        }
    }

    /// A `---` behind which nothing more comes.
    private func emptyDocument(_ finding: Diagnostic) -> [LintFix] {
        let number = finding.place.line
        let text = source.line(number)
        guard text.elementsEqual("---".unicodeScalars) else { return [] }
        let isEmpty = source.lines.dropFirst(number).allSatisfy { line in
            let first = line.first { $0 != " " }
            return first == nil || first == "#"
        }
        guard isEmpty else { return [] }
        return fix(finding, at: Place(line: number, column: 1, length: 3), "---", "")
    }
}

/// The words of the language; more than fit at one place, so that a near word elsewhere makes a fix less certain.
private enum Words {
    static let keys =
        LanguageMap.allCases.flatMap(\.names) + StepKeys.verbs
        + StepKeys.verbs.flatMap(StepKeys.extra)

    static let options =
        StepKeys.tlp + StepKeys.skips + StepKeys.timeouts + StepKeys.failures
        + StepKeys.remainders + ["all"]
}
