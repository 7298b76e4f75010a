package import Chronology

/// What a runbook should have beyond being well formed: duties, evidence, names, sound guards.
///
/// Each runbook is linted by itself: the steps of called runbooks belong to their own files.
package struct Lint {
    let runbook: Runbook
    let map: SourceMap
    let source: SourceText?
    /// The runbook's own steps in document order, without those of called runbooks.
    let steps: [Step]
    /// How all steps stand to each other, those of called runbooks included.
    let order: FlowOrder
    /// What has a value on every way to a step.
    let assignment: DefiniteAssignment
    /// The same if people leave out all that they may.
    let sureAssignment: DefiniteAssignment
    /// The steps that fill each fact.
    let writers: [String: [Step]]
    var problems: [Diagnostic] = []
    /// The conditions and arguments in which nothing is wrong by themselves.
    var readings: [Reading] = []
    /// The texts of those that could not be read.
    var unreadable: [String] = []

    private init(_ runbook: Runbook, map: SourceMap, source: SourceText?) {
        self.runbook = runbook
        self.map = map
        self.source = source
        self.steps = Lint.ownSteps(of: runbook.root)
        self.order = FlowOrder(runbook.root)
        self.assignment = DefiniteAssignment(runbook.root)
        self.sureAssignment = DefiniteAssignment(runbook.root, isStrict: true)
        self.writers = Lint.writers(in: order.steps)
    }

    /// All findings in the order of the file.
    ///
    /// Without `today` the age of the last review is not judged.
    package static func check(
        _ runbook: Runbook, map: SourceMap = SourceMap(), source: SourceText? = nil,
        today: Timestamp? = nil
    ) -> [Diagnostic] {
        var lint = Lint(runbook, map: map, source: source)
        lint.checkDocument(today: today)
        lint.checkWork()
        lint.checkDurations()
        lint.checkRoles()
        lint.checkNames()
        lint.checkMessages()
        lint.checkGuards()
        lint.checkConditions()
        lint.checkChoices()
        lint.checkReads()
        lint.checkFacts()
        lint.checkRepetition()
        lint.checkProperties()
        lint.checkApprovals()
        lint.checkMilestones()
        lint.checkMandatory()
        lint.checkLimits()
        lint.checkTexts()
        lint.checkLikeness()
        lint.checkAudiences()
        lint.checkCategories()
        return lint.problems.inFileOrder
    }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, at place: Place, suggestion: String? = nil,
        suggestionLine: Int? = nil, related: RelatedNote? = nil
    ) {
        problems.append(
            Diagnostic(
                code, message, at: place, suggestion: suggestion, suggestionLine: suggestionLine,
                related: related))
    }

    /// The place of the first path that the file has, or the beginning of the file.
    func place(_ paths: String...) -> Place {
        paths.lazy.compactMap { map.place($0) }.first ?? Place(line: 1, column: 1)
    }

    /// Where a step's key stands, or else the step.
    func place(of step: Step, _ key: String) -> Place {
        map.place("steps.\(step.id).\(key)") ?? place(of: step)
    }

    func place(of step: Step) -> Place {
        map.place("steps." + step.id) ?? step.place ?? Place(line: 1, column: 1)
    }

    private static func writers(in steps: [Step]) -> [String: [Step]] {
        var result: [String: [Step]] = [:]
        for step in steps {
            for case .fact(let name) in DefiniteAssignment.given(by: step) {
                result[name, default: []].append(step)
            }
        }
        return result
    }

    private static func ownSteps(of step: Step) -> [Step] {
        if case .call = step.action {
            guard case .handler(let handler) = step.onFailure else { return [step] }
            return [step] + ownSteps(of: handler)
        }
        return [step] + step.children.flatMap(ownSteps)
    }
}

extension DecodeResult {
    /// The findings of decoding and, if there is a runbook, of lint, in the order of the file.
    package func linted(today: Timestamp? = nil) -> [Diagnostic] {
        guard let runbook else { return diagnostics }
        let findings = Lint.check(runbook, map: map, source: source, today: today)
        return (diagnostics + findings.map { $0.clamped(to: source) }).inFileOrder
    }
}
