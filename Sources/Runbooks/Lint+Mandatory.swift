extension Lint {
    /// Steps that nobody may leave out, and that a deadline or a join leaves out all the same.
    mutating func checkMandatory() {
        for step in steps where step.skippable == .never {
            let place = place(of: step, "skippable")
            if let block = ([step] + order.ancestors(of: step.id)).first(where: {
                $0.deadline != nil && $0.onTimeout == .skip
            }) {
                let whose = block.id == step.id ? "its deadline" : "the deadline of '\(block.id)'"
                report(
                    .mandatoryLost,
                    "nobody may skip step '\(step.id)', but \(whose) does ('on_timeout: skip')",
                    at: place)
            } else if let join = cancellingJoin(around: step) {
                report(
                    .mandatoryLost,
                    "nobody may skip step '\(step.id)', but the join cancels its lane when others "
                        + "are done ('rest: cancel')",
                    at: place, related: note(on: join, "the lanes are joined here"))
            }
        }
        for step in steps {
            guard case .parallel(_, .all, _) = step.action,
                let place = map.place("steps.\(step.id).rest")
            else { continue }
            report(
                .idleRest,
                "'rest' has no effect: all lanes are joined, so none is left; give 'join' a number",
                at: place)
        }
    }

    private func cancellingJoin(around step: Step) -> Step? {
        order.ancestors(of: step.id).first { ancestor in
            guard case .parallel(let lanes, .count(let wanted), .cancel) = ancestor.action else {
                return false
            }
            return wanted < lanes.count
        }
    }
}
