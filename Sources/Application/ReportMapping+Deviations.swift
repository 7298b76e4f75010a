internal import Chronology
internal import Engine
internal import Incidents
internal import Reports
internal import Runbooks

extension ReportMapping {
    /// What was done otherwise than the runbook says, and what went wrong in it, in the order of the record.
    var deviations: [ReportView.Deviation] {
        var waits = WaitClock()
        if let begun = incident.runBegun {
            waits.follow(begun.payload.events, in: begun.entry, at: moment(of: begun.entry))
        }
        var result: [ReportView.Deviation] = []
        for record in incident.steps {
            if isAllowed(record.entry) { result += deviations(of: record, waits) }
            waits.follow(
                record.payload.events, in: record.entry, at: moment(of: record.entry))
        }
        return (result + overriddenGates).sorted { ($0.entry ?? 0) < ($1.entry ?? 0) }
    }

    private func deviations(
        of record: Recorded<Stepped>, _ waits: WaitClock
    ) -> [ReportView.Deviation] {
        var found: [Finding] = []
        switch StepVerb(rawValue: record.payload.verb) {
        case .reopen: found.append(Finding(.reopened, record.payload.step))
        case .add: found.append(Finding(.added, record.payload.step))
        case .giveUp: found.append(Finding(.givenUp, record.payload.step))
        case .upgrade: found.append(Finding(.upgraded, record.payload.step))
        case .done: found += waits.early(record, at: moment(of: record.entry), in: incident.run)
        default: break
        }
        for event in record.payload.events {
            guard let finding = self.finding(event) else { continue }
            let isSaid =
                finding.kind == .failed && finding.step == record.payload.step
                && found.contains { $0.kind == .givenUp }
            if !isSaid { found.append(finding) }
        }
        let isByClock = record.payload.verb == StepVerb.expire.rawValue
        return found.map { finding in
            ReportView.Deviation(
                kind: finding.kind, step: finding.step, happened: moment(of: record.entry),
                by: isByClock ? nil : record.entry.actor,
                reason: reason(finding, in: record), entry: Int(record.entry.number),
                due: finding.due)
        }
    }

    /// What a person gave as the reason counts for the step that was named; the engine's words for the others.
    private func reason(_ finding: Finding, in record: Recorded<Stepped>) -> String? {
        let own = finding.step == record.payload.step ? record.payload.reason : nil
        let parts = [own ?? finding.reason, finding.remark].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func finding(_ event: RunEvent) -> Finding? {
        switch event {
        case .skipped(let step, .person, let reason, let approver):
            Finding(
                .skipped, step, reason: reason,
                remark: approver.map { "approved by \($0)" })
        case .skipped(let step, .deadline, let reason, _):
            Finding(.skipped, step, reason: reason)
        case .skipped(let step, .migration, _, _):
            Finding(.skipped, step, remark: "new in this version, before what had been reached")
        case .blocked(let step, let reason): Finding(.blocked, step, reason: reason)
        case .failed(let step, let reason) where isLeafOrRun(step):
            Finding(.failed, step, reason: reason)
        case .handling(let step, let reason):
            Finding(.failed, step, reason: reason, remark: "its failure handler took over")
        case .done(let step, .proceeded, _):
            Finding(.failed, step, remark: "the runbook goes on all the same")
        case .done(let step, .overridden, let outcome):
            Finding(.overridden, step, reason: outcome?.note)
        default: nil
        }
    }

    private func isLeafOrRun(_ id: StepID) -> Bool {
        guard let run = incident.run, let step = run.step(id) else { return false }
        return step.isLeaf || id == run.root.id
    }

    private var overriddenGates: [ReportView.Deviation] {
        incident.closings.filter { isAllowed($0.entry) && !$0.payload.unmet.isEmpty }.map {
            closed in
            ReportView.Deviation(
                kind: .gateOverridden, step: "close", happened: moment(of: closed.entry),
                by: closed.entry.actor,
                reason: "\(closed.payload.reason); unmet: "
                    + unmet(at: closed).joined(separator: "; "),
                entry: Int(closed.entry.number))
        }
    }
}

/// A deviation before its entry is known.
private struct Finding {
    let kind: ReportView.DeviationKind
    let step: StepID
    var reason: String?
    var remark: String?
    var due: Moment?

    init(
        _ kind: ReportView.DeviationKind, _ step: StepID, reason: String? = nil,
        remark: String? = nil, due: Moment? = nil
    ) {
        self.kind = kind
        self.step = step
        self.reason = reason
        self.remark = remark
        self.due = due
    }
}

/// When the waits of a run would be over.
///
/// The program counts a wait from the moment of recording. Where the entry that began it happened earlier, as in a
/// record after the fact, the time is counted from there, and it is no more exact than that.
private struct WaitClock {
    private var due: [StepID: Moment] = [:]

    mutating func follow(_ events: [RunEvent], in entry: EntryContext, at moment: Moment) {
        for event in events {
            switch event {
            case .timerArmed(let step, .wait, let time):
                let length = time.elapsed(since: entry.recordedAt)
                due[step] = Moment(
                    at: moment.at.advanced(by: length), fidelity: moment.fidelity)
            case .timerFired(let step, .wait), .superseded(let step, _): due[step] = nil
            default: continue
            }
        }
    }

    /// The wait that a person ended certainly before its time.
    func early(
        _ record: Recorded<Stepped>, at moment: Moment, in run: Run?
    ) -> [Finding] {
        let step = record.payload.step
        let isByHand = record.payload.events.contains { event in
            if case .done(step, .completed, _) = event { true } else { false }
        }
        guard isByHand, case .wait(let condition) = run?.step(step)?.action else { return [] }
        let note = record.payload.note
        switch condition {
        case .duration:
            return due[step].map { isEarlier(moment, than: $0) ? [finding(step, note, $0)] : [] }
                ?? []
        case .time(let time):
            let end = Moment(at: time)
            return isEarlier(moment, than: end) ? [finding(step, note, end)] : []
        case .until(let condition):
            return [
                Finding(
                    .endedEarly, step, reason: note,
                    remark: "before its condition held: \(condition.source)")
            ]
        case .signal: return []
        }
    }

    private func finding(_ step: StepID, _ note: String?, _ due: Moment) -> Finding {
        Finding(.endedEarly, step, reason: note, due: due)
    }

    /// Whether the whole window of one time lies before that of the other.
    private func isEarlier(_ moment: Moment, than end: Moment) -> Bool {
        moment.latest <= end.earliest && moment.earliest < end.earliest
    }
}
