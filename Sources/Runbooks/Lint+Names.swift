internal import Expressions

extension Lint {
    /// Roles that nobody needs, or none at all.
    mutating func checkRoles() {
        if runbook.roles.isEmpty {
            report(.noRoles, "the runbook does not say which roles it needs", at: place("title"))
            return
        }
        var used: Set<String> = []
        for step in runbook.root.subtree {
            used.formUnion(step.notes.with)
            if let role = step.notes.role { used.insert(role) }
            if case .approve(_, _, let role, _) = step.action { used.insert(role) }
        }
        for duty in runbook.roles where !used.contains(duty.role) {
            guard let place = map.place("roles." + duty.role) else { continue }
            report(.unusedRole, "no step needs the role '\(duty.role)'", at: place)
        }
    }

    /// Names of facts and steps that steps refer to.
    mutating func checkNames() {
        for step in steps {
            switch step.action {
            case .ask(_, let fields):
                for (index, fact) in fields.enumerated() {
                    checkFact(fact, at: map.place("steps.\(step.id).fields.\(index)"), of: step)
                }
            case .decide(_, let options, let fact?):
                let place = place(of: step, "as")
                if checkFact(fact, at: place, of: step) {
                    checkOptions(options, of: step, fact: fact, at: place)
                }
            case .approve(_, _, _, let notBy):
                for (index, id) in notBy.enumerated() {
                    checkStepID(id, at: map.place("steps.\(step.id).not_by.\(index)"), of: step)
                }
            case .decide, .manual, .automate, .notify, .wait, .sequence, .parallel, .choose, .loop,
                .call:
                break
            }
        }
    }

    @discardableResult
    private mutating func checkFact(_ name: String, at place: Place?, of step: Step) -> Bool {
        let known = runbook.facts.map(\.name)
        if known.contains(name) { return true }
        let near = suggest(name, among: known)
        report(
            .unknownFact, "the runbook has no fact \(quoted(name))",
            at: place ?? self.place(of: step), suggestion: near,
            suggestionLine: near.flatMap { map.place("facts." + $0)?.line })
        return false
    }

    private mutating func checkStepID(_ id: String, at place: Place?, of step: Step) {
        let known = steps.filter(\.isWork).map(\.id)
        guard !known.contains(id) else { return }
        let near = suggest(id, among: known)
        report(
            .unknownStep, "there is no step of work '\(id)'", at: place ?? self.place(of: step),
            suggestion: near, suggestionLine: near.flatMap { map.place("steps." + $0)?.line })
    }

    /// The fact that receives a decision must be able to hold each option.
    private mutating func checkOptions(
        _ options: [DecisionOption], of step: Step, fact name: String, at place: Place
    ) {
        guard let fact = runbook.facts.first(where: { $0.name == name }) else { return }
        switch fact.type {
        case .string: return
        case .choice(let values):
            let known = values.map(\.key)
            for option in options where !known.contains(option.key) {
                report(
                    .optionMismatch, "fact '\(name)' has no value '\(option.key)'", at: place,
                    suggestion: suggest(option.key, among: known))
            }
        case .bool, .int, .double, .text, .time, .duration, .ip, .cidr, .host, .url, .email, .hash,
            .person, .asset, .list:
            report(
                .optionMismatch, "fact '\(name)' cannot hold the answer; its type must be enum",
                at: place)
        }
    }
}
