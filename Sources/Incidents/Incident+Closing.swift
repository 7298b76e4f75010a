internal import Engine
internal import OrderedCollections
package import Runbooks

/// What still stands in the way of closing an incident.
package struct ClosingGate: Sendable, Equatable {
    /// What has to be done first.
    package var required: [String] = []
    /// What would be good to do first.
    package var advised: [String] = []
    /// A command that takes the first obstacle away.
    package var hint: String?

    package var isMet: Bool { required.isEmpty }
}

extension Incident {
    /// The gate of closing (ISO/IEC 27035-1, responses: recovery verified, notifications done, decisions on record).
    ///
    /// - Parameters:
    ///   - person: who would close it; `nil` where only the rest is asked for.
    ///   - approver: who agrees besides.
    package func closingGate(by person: String? = nil, approvedBy approver: String? = nil)
        -> ClosingGate
    {
        var gate = ClosingGate()
        if disposition == .undecided {
            gate.required.append("nobody has assessed whether it is an incident")
            gate.hint = "assess incident --why 'what was seen'"
        }
        if let failed = failedLeaf {
            gate.required.append(
                "the runbook failed at step \(number(of: failed.id)) \"\(failed.title)\"")
            gate.hint = gate.hint ?? "step reopen \(failed.id) --why 'what has changed'"
        }
        judgeSteps(&gate)
        judgeSecondPerson(&gate, person, approver)
        if !unfilledRoles.isEmpty {
            gate.advised.append(
                "nobody is \(unfilledRoles.joined(separator: ", ")), as \(severity.code) asks")
        }
        if !stepsWithoutEvidence.isEmpty {
            gate.advised.append(
                "steps that ask for evidence of which none is recorded: \(stepsWithoutEvidence.count)"
            )
        }
        for action in actions where action.isOpen && action.added.payload.due == nil {
            gate.advised.append("action \(action.id) has no due date")
        }
        let failed = deliveries.filter { $0.payload.state == "dead" }
        if !failed.isEmpty {
            gate.advised.append("\(failed.count) message(s) could not be delivered")
        }
        if updates.isEmpty { gate.advised.append("no update was ever posted") }
        if milestones[.contained] == nil, disposition == .incident {
            gate.advised.append("the milestone 'contained' is not recorded")
        }
        return gate
    }

    /// Separation of duty: where the class asks for it, the lead does not close alone.
    ///
    /// A closing step of the runbook that somebody else approved is as good.
    private func judgeSecondPerson(
        _ gate: inout ClosingGate, _ person: String?, _ approver: String?
    ) {
        guard policy?.closing == .secondPerson, let person else { return }
        let others = [person, approver].compactMap { $0 }.filter { $0 != lead && !$0.isBlank }
        guard others.isEmpty, !isClosingApproved else { return }
        gate.required.append(
            "\(severity.code) is closed by two: somebody besides \(lead ?? person) has to agree")
        gate.hint =
            gate.hint
            ?? "close --resolution restored --why 'why it is over' --approved-by 'WHO AGREED'"
    }

    /// Whether the runbook's own closing was approved by somebody who is not the lead.
    private var isClosingApproved: Bool {
        guard let run else { return false }
        return leaves.contains { step in
            step.notes.milestone == Milestone.closed.rawValue
                && run.state(of: step.id) == .done
                && run.votes(of: step.id).contains { $0.approve && $0.by != lead }
        }
    }

    /// The steps that are not over: those of the response stand in the way, those of learning do not, unless the
    /// runbook's own closing comes behind them; and without an incident there is nothing to respond to.
    private func judgeSteps(_ gate: inout ClosingGate) {
        let open = standings.filter { $0.standing == .open }.map(\.step)
        let unreached = standings.filter { $0.standing == .notReached }.map(\.step)
        guard !disposition.isNoIncident else {
            let left = open.count + unreached.count
            if left > 0 {
                gate.advised.append(
                    "steps of the runbook that are left undone, as it is \(disposition.rawValue): \(left)"
                )
            }
            return
        }
        let needed = stepsBeforeClosing
        for step in open {
            let name = "step \(number(of: step.id)) \"\(step.title)\""
            if needed.contains(step.id) {
                gate.required.append("\(name) is open")
                gate.hint = gate.hint ?? "step done \(step.id)"
            } else {
                gate.advised.append("\(name) is left to learn from")
            }
        }
        let later = unreached.filter { needed.contains($0.id) }
        if let first = later.first {
            let more = later.count > 1 ? " and \(later.count - 1) more" : ""
            gate.required.append(
                "not reached yet: step \(number(of: first.id)) \"\(first.title)\"\(more)")
        }
    }

    /// The steps outside learning, and in it those that lead to the step with the milestone `closed`.
    private var stepsBeforeClosing: Set<StepID> {
        guard let run else { return [] }
        var result = Set(leaves.map(\.id).filter { !run.path(to: $0).contains("learn") })
        for closing in leaves where closing.notes.milestone == Milestone.closed.rawValue {
            let path = run.path(to: closing.id)
            for (id, next) in zip(path, path.dropFirst()) {
                guard case .sequence(let steps) = run.step(id)?.action else { continue }
                result.formUnion(
                    steps.prefix { $0.id != next }.flatMap(\.subtree).map(\.id))
            }
            result.insert(closing.id)
        }
        return result
    }

    /// The step at which the run as a whole failed; `nil` if it did not.
    package var failedLeaf: Step? {
        guard let run, run.outcome == .failed else { return nil }
        return leaves.last { run.state(of: $0.id) == .failed } ?? leaves.first
    }

    /// The leaves that are active now, in document order.
    package var openLeaves: [Step] {
        guard let run, !run.isOver else { return [] }
        return run.frontier.compactMap { run.step($0) }
    }

    /// The number of a step as lists show it; 0 if it is none that people do.
    package func number(of id: String) -> Int {
        (leaves.firstIndex { $0.id == id } ?? -1) + 1
    }

    func decideClosing(
        _ resolution: Resolution, reason: String, isForced: Bool, approvedBy approver: String?,
        _ context: CommandContext
    ) throws(Rejection) -> Closed {
        guard isOpen else {
            throw Rejection(.notAllowed, "\(id) is closed already", hint: "report \(id)")
        }
        guard !reason.isBlank else {
            throw Rejection(
                .invalid, "closing needs a reason",
                hint: "close --resolution \(resolution.rawValue) --why 'why it is over'")
        }
        let gate = closingGate(by: context.actor, approvedBy: approver)
        guard gate.isMet || isForced else {
            throw Rejection(
                .gate, "\(id) cannot be closed yet",
                details: gate.required.map { "required  \($0)" }
                    + gate.advised.map { "advised   \($0)" },
                hint: gate.hint)
        }
        return Closed(
            resolution: resolution, reason: reason, unmet: gate.required, approvedBy: approver)
    }

    /// An open incident always has a lead: where it was given back, whoever reopens takes it.
    func decideReopening(
        _ reason: String, _ context: CommandContext
    ) throws(Rejection) -> [IncidentEvent] {
        guard !isOpen else {
            throw Rejection(.notAllowed, "\(id) is open", hint: "status \(id)")
        }
        guard !reason.isBlank else {
            throw Rejection(
                .invalid, "reopening needs a reason",
                hint: "reopen \(id) --why 'what came up again'")
        }
        let reopened = IncidentEvent.reopened(Reopened(reason: reason))
        guard lead == nil else { return [reopened] }
        return [
            reopened,
            .roleChanged(
                RoleChanged(
                    role: StandardRole.lead, person: context.actor, previous: nil, reason: nil)),
        ]
    }
}
