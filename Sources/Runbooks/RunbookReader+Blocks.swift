internal import Expressions

extension RunbookReader {
    /// Lanes are steps or lists of steps; a list becomes a sequence with a generated id.
    mutating func parallel(_ value: SourceNode, _ fields: FieldList, id: StepID) -> Action? {
        let lanes = lanes(value, as: "'parallel'", under: id)
        let join = fields["join"].map { readJoin($0) } ?? .all
        let rest = fields["rest"].flatMap {
            option($0, as: "'rest'", among: StepKeys.remainders).flatMap(Remainder.init)
        }
        return .parallel(lanes, join: join, rest: rest ?? .await)
    }

    /// The lanes of a block; those that are lists are named after `parent` and their position.
    mutating func lanes(_ node: SourceNode, as subject: String, under parent: StepID) -> [Step] {
        var lanes: [Step] = []
        for (index, item) in items(of: node, as: subject).enumerated() {
            let laneID = "\(parent).\(index + 1)"
            if case .list = item.content {
                let steps = steps(item, as: "a lane", under: laneID)
                map.note("steps." + laneID, at: item.place)
                lanes.append(Step(id: laneID, action: .sequence(steps), place: item.place))
            } else if let step = step(item, generated: laneID) {
                lanes.append(step)
            }
        }
        return lanes
    }

    private mutating func readJoin(_ node: SourceNode) -> Join {
        if node.scalar?.text == "all" { return .all }
        if let scalar = node.scalar, !scalar.isNull, scalar.text.first?.isNumber != true {
            report(
                .unknownOption, "'join' is all or a number of lanes, not \(quoted(scalar.text))",
                at: node.place, suggestion: suggest(scalar.text, among: ["all"]))
            return .all
        }
        return integer(node, as: "'join'", in: StepKeys.joins).map { .count($0) }
            ?? .all
    }

    /// Arms with `when` and `then`, and `otherwise` as the last one.
    mutating func choose(_ value: SourceNode, id: StepID) -> Action? {
        let items = items(of: value, as: "'choose'")
        guard !items.isEmpty else { return nil }
        var arms: [Arm] = []
        var hasOtherwise = false
        for (index, item) in items.enumerated() {
            guard
                let fields = fields(
                    of: item, as: "an arm of 'choose'", known: LanguageMap.arm.names)
            else { continue }
            let armID = "\(id).\(index + 1)"
            map.note("steps." + armID, at: item.place)
            if let entry = fields.entry("otherwise") {
                hasOtherwise = true
                checkOtherwise(entry, fields, isLast: index == items.count - 1)
                arms.append(arm(nil, body: entry.value, id: armID))
            } else if let arm = guardedArm(fields, id: armID) {
                arms.append(arm)
            }
        }
        if !hasOtherwise {
            report(
                .otherwise, "'choose' ends with an arm 'otherwise', so that there is always a way",
                at: value.place)
        }
        return .choose(arms)
    }

    private mutating func checkOtherwise(
        _ entry: SourceEntry, _ fields: FieldList, isLast: Bool
    ) {
        if !isLast {
            report(.otherwise, "'otherwise' is the last arm", at: entry.keyPlace)
        }
        if fields.entries.contains(where: { ["when", "then"].contains($0.key) }) {
            report(
                .otherwise, "'otherwise' stands alone, without 'when' and 'then'",
                at: entry.keyPlace)
        }
    }

    private mutating func guardedArm(_ fields: FieldList, id: StepID) -> Arm? {
        for key in ["when", "then"] where fields[key] == nil {
            report(.missingKey, "an arm of 'choose' needs the key '\(key)'", at: fields.place)
        }
        let condition = fields["when"].flatMap { self.condition($0, as: "'when'") }
        guard let body = fields["then"] else { return nil }
        let result = arm(condition, body: body, id: id)
        return condition == nil ? nil : result
    }

    private mutating func arm(_ condition: Guard?, body: SourceNode, id: StepID) -> Arm {
        let steps = steps(body, as: "an arm", under: id)
        let step = Step(id: id, action: .sequence(steps), place: body.place)
        return Arm(guardExpression: condition, body: step)
    }

    /// The body once, and again while the guard holds.
    mutating func loop(_ value: SourceNode, _ fields: FieldList, id: StepID) -> Action? {
        for key in ["while", "at_most"] where fields[key] == nil {
            report(.missingKey, "a 'repeat' step needs the key '\(key)'", at: fields.place)
        }
        let again = fields["while"].flatMap { condition($0, as: "'while'") }
        let limit = fields["at_most"].flatMap { integer($0, as: "'at_most'", in: StepKeys.rounds) }
        let bodyID = id + ".1"
        map.note("steps." + bodyID, at: value.place)
        let steps = steps(value, as: "'repeat'", under: bodyID)
        guard let again, let limit else { return nil }
        let body = Step(id: bodyID, action: .sequence(steps), place: value.place)
        return .loop(body: body, again: again, atMost: limit)
    }
}
