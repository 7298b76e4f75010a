internal import Chronology

extension Lint {
    /// Limits that the time-boxes before them already use up, on the fastest way.
    mutating func checkLimits() {
        for step in steps {
            guard let deadline = step.deadline, deadline > .zero else { continue }
            let needed = LeastTime.of(step)
            guard needed > deadline else { continue }
            let what =
                step.children.isEmpty
                ? step.isWork ? "its time-box of" : "the wait of"
                : "its steps, which by their time-boxes take"
            report(
                .limitTooShort,
                "the deadline of \(deadline.iso8601) is over before \(what) \(needed.iso8601)",
                at: place(of: step, "deadline"))
        }
        for property in runbook.properties {
            guard case .within(let id, let limit) = property.claim, step(id) != nil else {
                continue
            }
            let needed = LeastTime.to(id, in: order)
            guard needed > limit else { continue }
            report(
                .limitTooShort,
                "'\(id)' is never over within \(limit.iso8601): by the time-boxes the fastest way "
                    + "to its end takes \(needed.iso8601)",
                at: property.place ?? place("phases"))
        }
    }
}
