extension CodeExplanation {
    /// Findings about what a runbook owes its readers.
    static let duties: [CodeExplanation] = work + document

    private static let work: [CodeExplanation] = [
        CodeExplanation(
            .noRole, "a step of work without a role",
            why: """
                A task that is everybody's is nobody's: at night each waits for the other. With a \
                role the step is asked of one person, and 'next' shows it to that one. Name the role \
                that answers for it.
                """,
            in: .task,
            bad: """
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .noTimebox, "a step of work without a time-box",
            why: """
                Without one nobody notices that a step hangs, and an hour goes by on something that \
                takes ten minutes. A time-box only reminds and never changes the run. Write how long \
                it takes when it goes well, or 'none, because …'.
                """,
            in: .task,
            bad: """
                role: technical
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .noEvidence, "a step of work that does not say what to keep",
            why: """
                What is not kept at this moment is gone: the memory of a host, the note on the \
                screen, the time of the call. Later nobody can show what was done. List what to keep, \
                or write none, so that a reader sees that it was thought about.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: PT15M
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: [photograph of the pulled cable with the time]
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .noDoneWhen, "a step of work that does not say when it is done",
            why: """
                Tired people call a step done when they have tried it. A sentence that somebody else \
                could check keeps the next step from building on something that is not so. Say what \
                can be seen when it is done.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: PT15M
                evidence: none
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: none
                done_when: The switch shows the port as down.
                """),
    ]

    private static let document: [CodeExplanation] = [
        CodeExplanation(
            .noRoles, "the runbook names no roles",
            why: """
                At the opening nobody can be told who is needed, and a misspelt role in a step cannot \
                be found. List the roles with a line each on what they do here.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
        CodeExplanation(
            .unusedRole, "a role that no step needs",
            why: """
                Somebody would be woken who then has nothing to do, or the step that needs them has \
                been forgotten. Take the role out, or name it in the steps that it is for.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                roles: {lead: Decides., legal: Watches the legal clocks.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
        CodeExplanation(
            .missingPhase, "a phase that the runbook leaves out",
            why: """
                ISO/IEC 27035 has four phases, and the one that is left out is most often 'learn': \
                the same incident comes again. Add the phase; one step that says what is checked is \
                enough. A runbook that is only called by others may go without.
                """,
            in: .body,
            bad: """
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: cut-off, do: Cut it off., role: lead, timebox: PT15M, evidence: none,
                         done_when: No traffic flows.}
                """,
            good: """
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: cut-off, do: Cut it off., role: lead, timebox: PT15M, evidence: none,
                         done_when: No traffic flows.}
                  learn:
                    objective: Learn from it.
                    steps:
                      - {id: review, do: Write down what to change., role: lead, timebox: P5D,
                         evidence: none, done_when: Each change has an owner.}
                """),
        CodeExplanation(
            .notReviewed, "the date of the last review is missing",
            why: """
                Telephone numbers, hosts and tools change; a reader at night has to know whether the \
                plan is of this year. Have somebody read it who did not write it, and put in the date \
                of that day. Only a person can say so, therefore --fix never does.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                roles: {lead: Decides.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
        CodeExplanation(
            .reviewOverdue, "the last review is too long ago",
            why: """
                After a year a good part of the numbers, hosts and tools in a plan is wrong, and that \
                shows when it is needed. Go through it with the people who would use it, then write \
                the new date. 'review_every' sets another span.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2021-11-01
                roles: {lead: Decides.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
    ]
}
