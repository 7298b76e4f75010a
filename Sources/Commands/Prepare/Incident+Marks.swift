internal import Diagrams
internal import Engine
internal import Incidents
internal import Runbooks

extension Incident {
    /// The runbook that the incident follows, with the steps that people added to its run.
    var drawnRunbook: Runbook? {
        guard var runbook = definition, let run else { return nil }
        runbook.root = run.root
        return runbook
    }

    /// Where each step of the run stands; steps that are not reached yet have no mark.
    var marks: [StepID: StepMark] {
        guard let run else { return [:] }
        var marks: [StepID: StepMark] = [:]
        for step in run.root.subtree {
            if let mark = mark(of: step, in: run) { marks[step.id] = mark }
        }
        return marks
    }

    private func mark(of step: Step, in run: Run) -> StepMark? {
        switch run.state(of: step.id) {
        case .pending: return closedWay(to: step.id).map { StepMark($0) }
        case .done: return .done
        case .skipped: return .skipped
        case .failed: return .failed
        case .cancelled: return .cancelled
        case .active: break
        }
        if run.isBlocked(step.id) { return .blocked }
        guard step.isLeaf, !run.isHandling(step.id) else { return nil }
        if case .wait = step.action { return .waiting }
        return .now
    }
}

extension StepMark {
    /// The mark of a step that cannot come any more.
    init(_ closed: ClosedWay) {
        self =
            switch closed {
            case .notTaken: .notTaken
            case .skipped: .skipped
            case .cancelled: .cancelled
            }
    }
}
