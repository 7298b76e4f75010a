internal import Chronology
internal import Expressions

extension RunbookReader {
    /// What governs the run of a step: condition, limits, failure.
    mutating func readPolicies(_ fields: FieldList, into step: inout Step) {
        if let node = fields["when"] { step.when = condition(node, as: "'when'") }
        if let node = fields["retry"] {
            step.retries = integer(node, as: "'retry'", in: StepKeys.retries) ?? 0
        }
        if let node = fields["deadline"] { step.deadline = duration(node, as: "'deadline'") }
        if let entry = fields.entry("on_timeout") {
            let word = option(
                entry.value, as: "'on_timeout'", among: StepKeys.timeouts)
            step.onTimeout = word.flatMap(TimeoutPolicy.init) ?? .fail
            if fields["deadline"] == nil {
                report(
                    .missingKey, "'on_timeout' needs a 'deadline'", at: entry.keyPlace)
            }
        }
        if let node = fields["undo"] { step.undo = text(node, as: "'undo'") }
        if let node = fields["skippable"] {
            let word = option(node, as: "'skippable'", among: StepKeys.skips)
            step.skippable = word.flatMap(SkipPolicy.init) ?? .withReason
        }
        if let node = fields["on_failure"] { step.onFailure = failurePolicy(node, id: step.id) }
    }

    private mutating func failurePolicy(_ node: SourceNode, id: StepID) -> FailurePolicy {
        if case .list = node.content {
            let handlerID = id + ".on-failure"
            let steps = steps(node, as: "'on_failure'", under: handlerID)
            return .handler(Step(id: handlerID, action: .sequence(steps), place: node.place))
        }
        if case .map = node.content {
            report(
                .wrongKind, "'on_failure' is block, continue, abort or a list of steps, not a map",
                at: node.place)
            return .block
        }
        switch option(node, as: "'on_failure'", among: StepKeys.failures) {
        case "continue": return .proceed
        case "abort": return .abort
        default: return .block
        }
    }

    /// What a step tells people.
    mutating func readNotes(_ fields: FieldList, verb: String, into step: inout Step) {
        readDuties(fields, verb: verb, into: &step.notes)
        if let node = fields["guidance"] { step.notes.guidance = text(node, as: "'guidance'") }
        if let node = fields["warn"] { step.notes.warnings = texts(node, as: "'warn'") }
        if let node = fields["evidence"] { step.notes.evidence = evidence(node) }
        if let node = fields["done_when"] { step.notes.doneWhen = text(node, as: "'done_when'") }
        if let node = fields["timebox"] { readTimebox(node, into: &step) }
        if let node = fields["milestone"] {
            step.notes.milestone = name(node, as: "'milestone'")
        }
    }

    private mutating func readDuties(
        _ fields: FieldList, verb: String, into notes: inout StepNotes
    ) {
        if let node = fields["role"] { notes.role = role(node, as: "'role'") }
        // A call's 'with' gives facts, not roles.
        if verb != "runbook", let node = fields["with"] {
            for item in items(of: node, as: "'with'") {
                if let role = role(item, as: "an item of 'with'") { notes.with.append(role) }
            }
        }
        if let node = fields["tags"] {
            for item in items(of: node, as: "'tags'") {
                if let tag = scalar(item, as: "a tag")?.text { notes.tags.append(tag) }
            }
        }
        if let node = fields["tlp"] {
            notes.tlp = option(node, as: "the TLP", among: StepKeys.tlp)
        }
    }

    /// `none`, or a list of what to keep.
    private mutating func evidence(_ node: SourceNode) -> [String]? {
        if node.scalar?.text == "none" { return [] }
        if let scalar = node.scalar, !scalar.isNull {
            report(
                .wrongKind, "'evidence' is none or a list; write [\(scalar.text.prefix(40))]",
                at: node.place)
            return nil
        }
        return texts(node, as: "'evidence'")
    }

    /// A duration, or `none, because REASON`.
    private mutating func readTimebox(_ node: SourceNode, into step: inout Step) {
        let opening = "none, because "
        guard let scalar = scalar(node, as: "'timebox'") else { return }
        if scalar.text.hasPrefix(opening) {
            step.notes.untimed = String(scalar.text.dropFirst(opening.count))
        } else if scalar.text.hasPrefix("none") {
            report(
                .missingKey, "a step without a time-box says why: 'none, because …'",
                at: node.place)
        } else {
            step.notes.timebox = duration(node, as: "'timebox'")
        }
    }

    /// A role that `roles` names; without `roles` any name is taken, and lint warns.
    mutating func role(_ node: SourceNode, as subject: String) -> String? {
        guard let role = name(node, as: subject) else { return nil }
        let known = roles.map(\.role)
        guard !known.isEmpty, !known.contains(role) else { return role }
        let near = suggest(role, among: known)
        let list = near == nil ? "; it has \(listed(known))" : ""
        report(
            .unknownRole, "the runbook has no role '\(role)'\(list)", at: node.place,
            suggestion: near, suggestionLine: near.flatMap { map.place("roles." + $0)?.line })
        return nil
    }
}
