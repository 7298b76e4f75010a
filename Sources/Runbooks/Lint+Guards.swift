internal import Expressions

extension Lint {
    /// Parses and type-checks all guards of the runbook's own steps.
    mutating func checkGuards() {
        let declarations = Declarations([
            (name: "incident", type: Lint.incidentType),
            (name: "facts", type: factsType),
            (name: "steps", type: stepsType),
            (name: "now", type: .timestamp),
        ])
        for step in steps {
            for formula in formulas(of: step) { check(formula, in: declarations) }
        }
        for case .never(let condition) in runbook.properties.map(\.claim) {
            check(Formula(condition, .property, step: runbook.root), in: declarations)
        }
    }

    private func formulas(of step: Step) -> [Formula] {
        var result: [Formula] = []
        if let when = step.when { result.append(Formula(when, .when, step: step)) }
        switch step.action {
        case .wait(.until(let condition)): result.append(Formula(condition, .until, step: step))
        case .loop(_, let again, _): result.append(Formula(again, .again, step: step))
        case .choose(let arms):
            for (index, arm) in arms.enumerated() {
                guard let condition = arm.guardExpression else { continue }
                result.append(Formula(condition, .arm(index), step: step))
            }
        case .call(_, let arguments, _):
            result += arguments.map { argument in
                let fact = runbook.facts.first { $0.name == argument.fact }
                return Formula(
                    argument.expression, .argument, step: step,
                    expected: fact.map { Lint.type(of: $0.type) })
            }
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait, .sequence, .parallel:
            break
        }
        return result
    }

    private mutating func check(_ formula: Formula, in declarations: Declarations) {
        if reportKebab(formula) {
            unreadable.append(formula.text.source)
            return
        }
        let expression: Expression
        do {
            expression = try formula.text.expression.get()
        } catch {
            let code: DiagnosticCode = error.code == .type ? .guardType : .guardSyntax
            report(code, "the condition does not parse: \(error.message)", error, in: formula)
            unreadable.append(formula.text.source)
            return
        }
        let errors = expression.check(in: declarations, expecting: formula.expected)
        for error in errors { report(Lint.code(of: error), error.message, error, in: formula) }
        for path in expression.references { checkSecret(path, in: formula) }
        let isPossible = checkComparisons(of: expression, in: formula)
        if errors.allSatisfy({ $0.code == .costLimit }) {
            readings.append(
                Reading(formula: formula, expression: expression, isPossible: isPossible))
        } else {
            unreadable.append(formula.text.source)
        }
    }

    private static func code(of error: ExpressionError) -> DiagnosticCode {
        switch error.code {
        case .undeclared, .noSuchField: .guardName
        case .costLimit: .guardCost
        default: .guardType
        }
    }

    private mutating func checkSecret(_ path: [String], in formula: Formula) {
        guard path.count > 1, path[0] == "facts",
            runbook.facts.contains(where: { $0.isSecret && $0.name == path[1] })
        else { return }
        report(
            .secretRead, "fact '\(path[1])' is secret; no condition may read it",
            at: formula.text.place ?? place(of: formula.step))
    }

    private mutating func report(
        _ code: DiagnosticCode, _ message: String, _ error: ExpressionError, in formula: Formula
    ) {
        let line = error.suggestion.flatMap { name in
            (map.place("facts." + name) ?? map.place("steps." + name))?.line
        }
        report(
            code, message, at: place(offset: error.offset, length: error.length, in: formula),
            suggestion: error.suggestion, suggestionLine: line)
    }

    /// The place of a part of a guard, or of the guard where its file is not known.
    func place(offset: Int, length: Int, in formula: Formula) -> Place {
        guard let place = formula.text.place else { return self.place(of: formula.step) }
        if let source,
            let spots = TextSpots(of: formula.text.source, from: place, in: source),
            let exact = spots.place(offset: offset, length: length)
        {
            return exact
        }
        let scalars = formula.text.source.unicodeScalars
        guard place.length == scalars.count, !scalars.contains("\n") else { return place }
        let start = min(offset, max(0, place.length - 1))
        return Place(
            line: place.line, column: place.column + start,
            length: min(max(1, length), place.length - start))
    }

    /// `steps.no-breach` is a subtraction in CEL; says so before the checker says something else.
    private mutating func reportKebab(_ formula: Formula) -> Bool {
        let text = Array(formula.text.source.unicodeScalars)
        let opening = Array("steps.".unicodeScalars)
        guard text.count > opening.count else { return false }
        for index in 0..<(text.count - opening.count)
        where text[index...].starts(with: opening) {
            let run = text[(index + opening.count)...].prefix {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
                    || $0 == "-" || $0 == "_"
            }
            let name = String(String.UnicodeScalarView(run))
            guard name.contains("-"), RunbookReader.isKebab(name) else { continue }
            let ids = steps.map(\.id)
            let known = ids.contains(name) ? name : suggest(name, among: ids)
            report(
                .guardName, "a name with '-' would be a subtraction here; write steps['…']",
                at: place(offset: index, length: opening.count + run.count, in: formula),
                suggestion: "steps['\(known ?? name)']",
                suggestionLine: known.flatMap { map.place("steps." + $0)?.line })
            return true
        }
        return false
    }
}

extension Lint {
    private static var incidentType: ValueType {
        let texts = Lint.incidentFields.filter { $0 != "opened" }.map { ($0, ValueType.string) }
        return .record(
            fields: texts + [("opened", .timestamp), ("roles", .map(.string, .string))],
            noun: "incident")
    }

    private var factsType: ValueType {
        .record(
            fields: runbook.facts.map { ($0.name, $0.isSecret ? .dyn : Lint.type(of: $0.type)) },
            member: "fact")
    }

    /// The steps of called runbooks, as `CALL/STEP`; blocks without a name are left out.
    var calledSteps: [StepID] {
        runbook.root.subtree.map(\.id).filter { $0.contains("/") && !$0.contains(".") }
    }

    private var stepsType: ValueType {
        let entry = ValueType.record(
            fields: [("state", .string), ("answer", .string)], noun: "step")
        return .record(
            fields: (steps.dropFirst().map(\.id) + calledSteps).map { ($0, entry) },
            member: "step")
    }

    /// How a guard sees a fact; whatever CEL has no type for is a text.
    static func type(of fact: FactType) -> ValueType {
        switch fact {
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .time: .timestamp
        case .duration: .duration
        case .string, .text, .ip, .cidr, .host, .url, .email, .hash, .person, .asset, .choice:
            .string
        case .list(let element): .list(type(of: element))
        }
    }
}
