internal import Chronology
internal import Expressions
internal import Incidents
internal import OrderedCollections
package import Runbooks

extension Rehearsal {
    /// Names that the runbook does not have and values that do not fit it, in the order of the file.
    package func check(against runbook: Runbook, source: SourceText? = nil) -> [Diagnostic] {
        var check = NameCheck(runbook)
        check.judge(self)
        return check.problems.map { problem in
            guard let source else { return problem }
            return Diagnostic(
                problem.code, problem.message, at: source.clamped(problem.place),
                suggestion: problem.suggestion)
        }.inFileOrder
    }
}

/// Compares the names in a test with those of its runbook.
private struct NameCheck {
    let runbook: Runbook
    let steps: OrderedDictionary<StepID, Step>
    /// The steps that the case has added so far.
    var added: Set<StepID> = []
    var now = RehearsalCase.defaultBeginning
    var problems: [Diagnostic] = []

    init(_ runbook: Runbook) {
        self.runbook = runbook
        steps = OrderedDictionary(
            runbook.root.subtree.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func judge(_ rehearsal: Rehearsal) {
        if rehearsal.runbook.value != runbook.id {
            report(
                .badValue,
                "the test is of \(quoted(rehearsal.runbook.value)), and the runbook beside it is "
                    + quoted(runbook.id), at: rehearsal.runbook.place, suggestion: runbook.id)
        }
        for item in rehearsal.cases {
            added = []
            now = item.begins
            judge(item)
        }
    }

    private mutating func judge(_ item: RehearsalCase) {
        judge(item.people)
        for given in item.answers {
            requireStep(given.step)
            for answer in given.answers { requireAnswer(answer, of: given.step.value) }
        }
        for fact in item.facts { requireFact(fact) }
        for move in item.moves { judge(move) }
    }

    private mutating func judge(_ move: RehearsalMove) {
        switch move.kind {
        case .until(let step): requireStep(step)
        case .people(let people): judge(people)
        case .step(let move): judge(move)
        case .expect(let checks): for check in checks { judge(check) }
        case .pass, .assess, .finish: break
        }
    }

    private mutating func judge(_ people: [RoleHolders]) {
        let known =
            StandardRole.all
            + runbook.roles.map(\.role).filter { !StandardRole.all.contains($0) }
        for holders in people where !known.contains(holders.role.value) {
            report(
                .unknownRole, "the runbook has no role \(quoted(holders.role.value))",
                at: holders.role.place, suggestion: suggest(holders.role.value, among: known))
        }
    }

    private mutating func judge(_ move: StepMove) {
        if let task = move.added {
            added.insert(task.id.value)
            if let into = task.into { requireStep(into) }
            if let behind = task.behind { requireStep(behind) }
            return
        }
        // A command that is to be refused may be wrong in any way.
        guard move.refused == nil else { return }
        for step in move.steps {
            if move.verb == .signal, signals.contains(step.value) { continue }
            requireStep(step)
            if let answer = move.answer { requireAnswer(answer, of: step.value) }
        }
        for fact in move.facts { requireFact(fact) }
    }

    private var signals: [String] {
        steps.values.compactMap {
            if case .wait(.signal(let name)) = $0.action { name } else { nil }
        }
    }

    private mutating func judge(_ check: Check) {
        switch check.kind {
        case .state(let step, _), .due(let step, _), .late(let step):
            requireStep(Placed(step, at: check.place))
        case .answer(let step, let answer):
            requireStep(Placed(step, at: check.place))
            requireAnswer(Placed(answer, at: check.place), of: step)
        case .next(let names): for name in names { requireStep(Placed(name, at: check.place)) }
        case .phase(let name):
            let known = runbook.phases.map(\.id)
            guard !known.contains(name) else { return }
            report(
                .unknownPhase,
                "the runbook has no phase \(quoted(name)); it has \(listed(known))",
                at: check.place, suggestion: suggest(name, among: known))
        case .fact(let fact): requireFact(fact)
        case .messages(let names): for name in names { requireMessage(name, at: check.place) }
        case .milestone, .nothingLate, .run: break
        }
    }

    private mutating func requireStep(_ step: Placed<StepID>) {
        guard steps[step.value] == nil, !added.contains(step.value) else { return }
        let near = suggest(step.value, among: Array(steps.keys) + added.sorted())
        let alike = near == nil ? sameWords(as: step.value) : nil
        let remark = alike.map { "; step '\($0)' is of the same words" } ?? ""
        report(
            .unknownStep, "the runbook has no step \(quoted(step.value))\(remark)", at: step.place,
            suggestion: near ?? alike)
    }

    /// The one step whose id and text have all words of the id, as after a renaming; `nil` if there are several.
    private func sameWords(as id: StepID) -> StepID? {
        let words = NameCheck.words(id)
        guard !words.isEmpty else { return nil }
        let found = steps.values.filter { step in
            words.isSubset(of: NameCheck.words(step.id + " " + step.title))
        }
        // A block has the words of what is in it, if it has any of its own.
        let leaves = found.filter(\.isLeaf)
        return leaves.count == 1 ? leaves[0].id : nil
    }

    private static func words(_ text: String) -> Set<String> {
        Set(
            text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
                .filter { $0.count > 2 })
    }

    private mutating func requireAnswer(_ answer: Placed<String>, of step: StepID) {
        let keys: [String]
        switch steps[step]?.action {
        case .decide(_, let options, _): keys = options.map(\.key)
        case .approve: keys = ["approve", "reject", "approved"]
        case nil: return
        default:
            report(
                .badValue, "step \(quoted(step)) is no decision and no approval", at: answer.place)
            return
        }
        guard !keys.contains(answer.value) else { return }
        report(
            .unknownAnswer,
            "\(quoted(answer.value)) is no answer of step '\(step)', which has \(listed(keys))",
            at: answer.place, suggestion: suggest(answer.value, among: keys))
    }

    private mutating func requireFact(_ given: GivenFact) {
        let known = runbook.facts.map(\.name)
        guard let fact = runbook.facts.first(where: { $0.name == given.name.value }) else {
            report(
                .unknownFact, "the runbook has no fact \(quoted(given.name.value))",
                at: given.name.place, suggestion: suggest(given.name.value, among: known))
            return
        }
        do {
            _ = try fact.value(given, now: now)
        } catch {
            report(
                .badValue, ([error.message] + error.details).joined(separator: "; "),
                at: given.place)
        }
    }

    private mutating func requireMessage(_ name: String, at place: Place) {
        let texts = steps.values.compactMap { step in
            if case .notify(let message, _) = step.action { message } else { nil }
        }
        guard !texts.contains(name) else { return }
        let known = runbook.messages.map(\.name)
        report(
            .unknownMessage, "no step sends a message \(quoted(name))", at: place,
            suggestion: suggest(name, among: known))
    }

    private mutating func report(
        _ code: DiagnosticCode, _ message: String, at place: Place, suggestion: String? = nil
    ) {
        problems.append(Diagnostic(code, message, at: place, suggestion: suggestion))
    }
}

extension FactDefinition {
    /// The value of this fact that a test file gives.
    ///
    /// - Throws: ``Rejection`` `invalid`, with what would be understood.
    func value(_ given: GivenFact, now: Timestamp) throws(Rejection) -> FactValue {
        guard given.isList else { return try read(given.texts.first ?? "", now: now) }
        guard case .list(let element) = type else {
            throw Rejection(
                .invalid, "\(name) takes one value, not a list",
                details: ["\(name) wants: \(wanted)"])
        }
        let item = FactDefinition(
            name: name, type: element, label: label, isSecret: isSecret, isAhead: isAhead)
        var values: [FactValue] = []
        for text in given.texts { values.append(try item.read(text, now: now)) }
        return .list(values)
    }

    /// A value that will do where a test names none; `nil` for what guards usually ask, which a test has to name.
    func sample(now: Timestamp) -> FactValue? {
        switch type {
        case .list(let element):
            let item = FactDefinition(name: name, type: element, label: label, isAhead: isAhead)
            return item.sample(now: now).map { .list([$0]) }
        case .bool, .choice: return nil
        case .int: return .int(1)
        case .double: return .double(0.5)
        case .time:
            return .string(now.advanced(by: .seconds(isAhead ? 1_800 : -900)).wholeSecond.rfc3339)
        case .duration: return .string("PT30M")
        case .ip: return .string("192.0.2.10")
        case .cidr: return .string("192.0.2.0/24")
        case .url: return .string("https://example.com/")
        case .email: return .string("sample@example.com")
        case .hash: return .string(String(repeating: "0", count: 64))
        case .host: return .string("host.example")
        case .person: return .string("sample-person")
        case .asset: return .string("sample-asset")
        case .string, .text: return .string("sample")
        }
    }
}
