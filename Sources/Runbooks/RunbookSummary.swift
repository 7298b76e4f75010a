/// What a list of runbooks shows of one.
package struct RunbookSummary: Sendable, Equatable, Encodable {
    /// The id of the runbook.
    package let id: String
    /// The version of its content.
    package let version: String
    /// What people call it.
    package let title: String
    /// How many steps people, machines and waits have; those of called runbooks among them; blocks do not count.
    package let steps: Int
    /// The ids of the phases, stages of `respond` among them.
    package let phases: [String]
    /// A part that only other runbooks call.
    package let isCalledOnly: Bool

    /// Summarises a runbook.
    package init(_ runbook: Runbook) {
        id = runbook.id
        version = runbook.version
        title = runbook.title
        steps = RunbookSummary.leaves(of: runbook.root)
        phases = runbook.phases.map(\.id)
        isCalledOnly = runbook.isCalledOnly
    }

    private static func leaves(of step: Step) -> Int {
        var count = 0
        let inner = step.children
        switch step.action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: count = 1
        case .sequence, .parallel, .choose, .loop, .call: break
        }
        return inner.reduce(count) { $0 + leaves(of: $1) }
    }
}
