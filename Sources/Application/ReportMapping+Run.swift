internal import Chronology
internal import Engine
internal import Incidents
internal import Reports
internal import Runbooks

extension ReportMapping {
    /// The phases of the runbook, as far as the run has come.
    var phases: [ReportView.Phase] {
        guard isRunbookAllowed, let definition = incident.definition else { return [] }
        return definition.phases.compactMap { phase in
            let span = span(of: phase.id)
            return span.started.map {
                ReportView.Phase(name: phase.id, started: $0, ended: span.ended)
            }
        }
    }

    var runbooks: [ReportView.RunbookRun] {
        guard isRunbookAllowed, let reference = incident.runbook else { return [] }
        let span = span(of: incident.run?.root.id ?? reference.id)
        return [
            ReportView.RunbookRun(
                id: reference.id, version: reference.version, hash: reference.hash,
                title: reference.title,
                state: incident.run.map { $0.outcome?.rawValue ?? "under way" } ?? "unreadable",
                started: span.started, finished: span.ended, steps: runbookSteps,
                deviations: deviations)
        ]
    }

    /// When a block began and ended, by the entries that made it so.
    private func span(of block: StepID) -> (started: Moment?, ended: Moment?) {
        var started: Moment?
        var ended: Moment?
        let begun = incident.runBegun.map { [($0.entry, $0.payload.events)] } ?? []
        for (entry, events) in begun + incident.steps.map({ ($0.entry, $0.payload.events) }) {
            for event in events where event.step == block {
                switch event {
                case .activated, .reactivated:
                    if started == nil { started = moment(of: entry) }
                    ended = nil
                case .done, .skipped, .failed, .cancelled: ended = moment(of: entry)
                default: continue
                }
            }
        }
        return (started, ended)
    }

    private var runbookSteps: [ReportView.RunbookStep] {
        // What was done to a step above the label may have given it its title, its reason or its answer.
        let hidden = incident.steps.filter { !isAllowed($0.entry) }
        let endings = StepEnding.all(in: incident)
        return incident.standings.filter { step, _ in
            !hidden.contains {
                $0.payload.step == step.id && $0.payload.verb == StepVerb.add.rawValue
            }
        }.map { step, standing in
            let concealed = hidden.last { $0.payload.step == step.id }
            var row = ReportView.RunbookStep(
                id: step.id, title: step.title, outcome: standing.reported, role: step.notes.role)
            if let concealed {
                row.reason = withheldText(concealed.entry.tlp)
                return row
            }
            row.answer = incident.run?.answer(of: step.id)
            row.reason = standing.condition ?? incident.run?.reason(of: step.id)
            switch standing {
            case .done, .skipped, .failed, .withdrawn:
                conclude(&row, with: ending(of: step, in: endings))
            case .notReached, .open, .inapplicable: break
            }
            return row
        }
    }

    /// How a step ended: by itself, or with the nearest block around it that was left out or withdrawn.
    private func ending(of step: Step, in endings: [StepID: StepEnding]) -> StepEnding? {
        for id in (incident.run?.path(to: step.id) ?? []).reversed() {
            if let ending = endings[id] { return ending }
        }
        return nil
    }

    private func conclude(_ row: inout ReportView.RunbookStep, with ending: StepEnding?) {
        guard let ending, isAllowed(ending.record.entry) else {
            row.role = nil
            row.reason = row.reason ?? ending.map { withheldText($0.record.entry.tlp) }
            return
        }
        row.happened = moment(of: ending.record.entry)
        row.by = ending.isByClock ? nil : ending.record.entry.actor
        row.role = ending.isByClock ? nil : ending.record.entry.role
        let own = ending.record.payload.step == row.id ? ending.record.payload.reason : nil
        row.reason = own ?? row.reason ?? ending.words(for: row.id)
    }
}

/// The newest entry by which a step was over.
struct StepEnding {
    let step: StepID
    let record: Recorded<Stepped>
    let event: RunEvent

    /// The endings that stand: those that nobody went back over.
    static func all(in incident: Incident) -> [StepID: StepEnding] {
        var result: [StepID: StepEnding] = [:]
        for record in incident.steps {
            for event in record.payload.events {
                switch event {
                case .done, .skipped, .failed, .cancelled:
                    result[event.step] = StepEnding(
                        step: event.step, record: record, event: event)
                case .activated, .reactivated, .superseded: result[event.step] = nil
                default: continue
                }
            }
        }
        return result
    }

    /// Whether no person did it: a wait was over, a deadline passed, a condition held.
    var isByClock: Bool {
        switch event {
        case .done(_, .timer, _), .done(_, .condition, _): true
        default: record.payload.verb == StepVerb.expire.rawValue
        }
    }

    /// Why a step is over that nobody named himself; `nil` where there is nothing to explain.
    func words(for leaf: StepID) -> String? {
        switch event {
        case .skipped(_, _, let reason, _) where step != leaf:
            "\(step) was skipped" + (reason.map { ": \($0)" } ?? "")
        case .skipped(_, .migration, _, _): "new in the version to which the runbook was upgraded"
        case .cancelled(_, .join): "the lanes beside it decided the block"
        case .cancelled(_, .skip):
            "\(record.payload.step) was skipped"
                + (record.payload.reason.map { ": \($0)" } ?? "")
        case .cancelled(_, .deadline): "the deadline of the block around it passed"
        case .cancelled(_, .reopen): "somebody went back to an earlier step"
        case .cancelled(_, .abort): "the run was aborted"
        case .done(_, .timer, _): "its time was over"
        case .done(_, .condition, _): "its condition held"
        case .done(_, .signal, _) where record.payload.step != leaf: "the signal came"
        default: nil
        }
    }
}

extension StepStanding {
    fileprivate var reported: ReportView.StepOutcome {
        switch self {
        case .notReached: .notReached
        case .open: .open
        case .done: .done
        case .skipped: .skipped
        case .failed: .failed
        case .withdrawn: .cancelled
        case .inapplicable: .notApplicable
        }
    }

    /// The condition by which the step does not apply, as the runbook's file says it.
    fileprivate var condition: String? {
        guard case .inapplicable(let reason) = self else { return nil }
        return switch reason {
        case .condition(let source), .otherWay(let source?): source
        case .otherWay(nil): "otherwise"
        case .noFailure(let step): "only if \(step) fails"
        case .failedBefore(let block): "\(block) failed before"
        }
    }
}
