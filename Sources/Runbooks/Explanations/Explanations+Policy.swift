extension CodeExplanation {
    /// Findings about approvals, milestones and limits.
    static let policy: [CodeExplanation] = [
        CodeExplanation(
            .exclusionTooLate, "not_by names a step that is not done before",
            why: """
                'not_by' keeps those from voting who did the named step. One that comes later \
                or stands in another arm was done by nobody yet, so it excludes nobody, and \
                the four eyes may be two. Name the step that the approval is about.
                """,
            in: .steps,
            bad: """
                - id: contained
                  approve: The incident is contained
                  from: lead
                  not_by: [reconnect]
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                - id: reconnect
                  do: Connect the host again.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: contained
                  approve: The incident is contained
                  from: lead
                  not_by: [cut-off]
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                """),
        CodeExplanation(
            .ownApproval, "a role approves what it did itself",
            why: """
                The step right before is done by the role that approves it, so one tired \
                person checks their own work. Let another role approve. Where several approve, \
                'not_by' keeps the author out.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: contained
                  approve: The incident is contained
                  from: technical
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: contained
                  approve: The incident is contained
                  from: lead
                  not_by: [cut-off]
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                """),
        CodeExplanation(
            .approvalOutOfReach, "an approval that nobody can give",
            why: """
                A role has one holder. Here the holder does a step that 'not_by' excludes, and \
                nobody else may approve: the run stands still until the role changes hands. \
                Let another role approve, or another role do the work.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: contained
                  approve: The incident is contained
                  from: technical
                  not_by: [cut-off]
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: contained
                  approve: The incident is contained
                  from: lead
                  not_by: [cut-off]
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows from any host.
                """),
        CodeExplanation(
            .unknownMilestone, "a milestone that does not exist",
            why: """
                Nothing is recorded when the step is done: the report later says 'not \
                recorded', and the times between milestones are missing. Take one of the names \
                that the message lists.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  milestone: containd
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  milestone: contained
                """),
        CodeExplanation(
            .milestoneOrder, "a milestone that is reached out of its order",
            why: """
                The times of the report are counted between milestones. One that is recorded \
                before the work for it is done makes them wrong, and an incident looks closed \
                that is not. Put the milestone on the step that really ends that work.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  milestone: reviewed
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  milestone: contained
                """),
        CodeExplanation(
            .milestoneMissed, "a milestone that some way to the end leaves out",
            why: """
                Whoever follows the runbook to its end has no time for it: the step stands in \
                one arm only, behind a condition, or in a lane that is cancelled. Put \
                'contained' and 'closed' on steps that every run comes to.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  when: facts.hosts > 10
                  milestone: contained
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  milestone: contained
                """),
        CodeExplanation(
            .mandatoryLost, "a mandatory step that the runbook itself leaves out",
            why: """
                'skippable: never' says that nobody may leave the step out, and a passed \
                deadline or a join that cancels the other lanes does it all the same. Use \
                'on_timeout: escalate', or await the lanes.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  skippable: never
                  deadline: PT4H
                  on_timeout: skip
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  skippable: never
                  deadline: PT4H
                  on_timeout: escalate
                """),
        CodeExplanation(
            .limitTooShort, "a limit that its own time-boxes use up",
            why: """
                Even on the fastest way the time-boxes are longer than the limit, so it passes \
                while everybody is in time, and people learn not to believe it. Make the limit \
                longer, or the work before it shorter.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  deadline: PT10M
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                  deadline: PT30M
                """),
    ]
}
