internal import Expressions

extension RunbookReader {
    /// The phases become the children of the root; `respond` may be split into stages.
    mutating func readPhases(_ node: SourceNode, into runbook: inout Runbook) {
        note("phases", node)
        guard let entries = entries(of: node, as: "'phases'") else { return }
        if entries.isEmpty { report(.empty, "'phases' is empty", at: node.place) }
        checkOrder(entries, names: StepKeys.phases, subject: "phase")
        var children: [Step] = []
        for entry in entries where StepKeys.phases.contains(entry.key) {
            children.append(readPhase(entry, into: &runbook))
        }
        runbook.root = Step(
            id: runbookID, action: .sequence(children), place: node.place)
    }

    private mutating func readPhase(_ entry: SourceEntry, into runbook: inout Runbook) -> Step {
        map.note("steps." + entry.key, at: entry.keyPlace)
        var step = Step(id: entry.key, action: .sequence([]), place: entry.keyPlace)
        let maySplit = entry.key == "respond"
        let known = (maySplit ? LanguageMap.respond : .phase).names
        guard
            let fields = fields(of: entry.value, as: "phase '\(entry.key)'", known: known)
        else { return step }
        let stages = maySplit ? fields.entries.filter { StepKeys.stages.contains($0.key) } : []
        let objective = readObjective(
            of: "phase '\(entry.key)'", fields, isRequired: stages.isEmpty)
        runbook.phases.append(Phase(id: entry.key, objective: objective))
        let alongside = maySplit ? fields.entry("alongside") : nil
        guard !stages.isEmpty else {
            if let alongside {
                report(
                    .misplacedKey,
                    "'alongside' goes beside stages, and 'respond' has none; "
                        + "write its lanes as a 'parallel' step, or split 'respond' into stages",
                    at: alongside.keyPlace)
            }
            step.action = .sequence(readSteps(of: "phase '\(entry.key)'", fields, under: entry.key))
            return step
        }
        if let steps = fields.entry("steps") {
            report(
                .misplacedKey, "'respond' has stages, so its steps belong into one of them",
                at: steps.keyPlace)
        }
        checkOrder(stages, names: StepKeys.stages, subject: "stage")
        let order = stages.map { readStage($0, into: &runbook) }
        step.action = .sequence(
            alongside.map { [block(of: order, alongside: $0, in: step)] } ?? order)
        return step
    }

    /// The stages as one lane, and the lanes that `alongside` puts beside them.
    ///
    /// The phase stays a sequence, so that a run of a version without `alongside` can go on here.
    private mutating func block(
        of stages: [Step], alongside entry: SourceEntry, in phase: Step
    ) -> Step {
        let id = phase.id + Phase.alongside
        map.note("steps." + id, at: entry.keyPlace)
        let order = Step(
            id: phase.id + Phase.stages, action: .sequence(stages), place: phase.place)
        let lanes = lanes(entry.value, as: "'alongside'", under: id)
        return Step(
            id: id, action: .parallel([order] + lanes, join: .all, rest: .await),
            place: entry.keyPlace)
    }

    private mutating func readStage(_ entry: SourceEntry, into runbook: inout Runbook) -> Step {
        let id = "respond." + entry.key
        map.note("steps." + id, at: entry.keyPlace)
        var step = Step(id: id, action: .sequence([]), place: entry.keyPlace)
        let subject = "stage '\(entry.key)'"
        guard let fields = fields(of: entry.value, as: subject, known: LanguageMap.stage.names)
        else { return step }
        let objective = readObjective(of: subject, fields, isRequired: true)
        runbook.phases.append(Phase(id: id, objective: objective))
        step.action = .sequence(readSteps(of: subject, fields, under: id))
        return step
    }

    private mutating func readObjective(
        of subject: String, _ fields: FieldList, isRequired: Bool
    ) -> String {
        guard let node = fields["objective"] else {
            if isRequired {
                report(.missingKey, "\(subject) needs the key 'objective'", at: fields.place)
            }
            return ""
        }
        return text(node, as: "the objective") ?? ""
    }

    private mutating func readSteps(
        of subject: String, _ fields: FieldList, under id: StepID
    ) -> [Step] {
        guard let node = fields["steps"] else {
            report(.missingKey, "\(subject) needs the key 'steps'", at: fields.place)
            return []
        }
        return steps(node, as: "'steps'", under: id)
    }

    private mutating func checkOrder(_ entries: [SourceEntry], names: [String], subject: String) {
        var last = -1
        for entry in entries {
            guard let index = names.firstIndex(of: entry.key) else {
                report(
                    .unknownPhase,
                    "\(quoted(entry.key)) is no \(subject); the \(subject)s are \(listed(names))",
                    at: entry.keyPlace, suggestion: suggest(entry.key, among: names))
                continue
            }
            if index < last {
                report(
                    .phaseOrder,
                    "'\(entry.key)' comes before '\(names[last])'; "
                        + "the order is \(names.joined(separator: ", "))",
                    at: entry.keyPlace)
            }
            last = max(last, index)
        }
    }
}
