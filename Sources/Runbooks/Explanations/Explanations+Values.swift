extension CodeExplanation {
    /// Findings about single values.
    static let values: [CodeExplanation] = words + quantities

    private static let words: [CodeExplanation] = [
        CodeExplanation(
            .unknownRole, "a role that 'roles' does not name",
            why: """
                Nobody is ever given this role, so the step waits for somebody who does not exist. \
                Most often it is a slip, which --fix can mend; otherwise add the role to 'roles' with \
                a line on what it does.
                """,
            in: .task,
            bad: """
                role: tecnical
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
            .unknownFactType, "a type that facts cannot have",
            why: """
                The type decides how an answer is checked and what a condition can do with it. \
                Without one the wrong address or an impossible number would go into the record. \
                Take one of the types in the message; 'string' takes any text.
                """,
            in: .keys, bad: "facts: {hosts: {type: number, label: Number of hosts}}",
            good: "facts: {hosts: {type: int, label: Number of hosts}}"),
        CodeExplanation(
            .unknownOption, "a value that is not one of the fixed words",
            why: """
                The word is meant as a rule of the run, such as who may skip the step; a wrong one \
                would quietly become the default. Take one of the words in the message; --fix writes \
                it if only one is near.
                """,
            in: .task,
            bad: """
                role: technical
                skippable: nevr
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                skippable: never
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .booleanWord, "yes, no, on or off where true or false belongs",
            why: """
                Programs do not agree on whether 'yes' is a text or a truth, and a secret that is not \
                taken for one goes into a record that can never be emptied. Write true or false; \
                --fix does it.
                """,
            in: .keys, bad: "facts: {pin: {type: string, label: PIN of the safe, secret: yes}}",
            good: "facts: {pin: {type: string, label: PIN of the safe, secret: true}}"),
    ]

    private static let quantities: [CodeExplanation] = [
        CodeExplanation(
            .badValue, "a value out of range or in the wrong form",
            why: """
                A version, a number or a placeholder cannot be read as it stands, and nothing is \
                guessed. The message says which form or which range belongs here.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0
                title: Ransomware
                reviewed: 2026-11-01
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
            .badDuration, "a text that is no duration",
            why: """
                A bare 15 may be minutes or hours, and the difference is whether the reminder comes \
                in time. Durations have their unit: PT15M are fifteen minutes, PT4H four hours, P1D \
                a day.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: 15 minutes
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
            .badTime, "a text that is no date or time",
            why: """
                03/04 is March to some and April to others, and a wait until the wrong day cannot be \
                made good. Dates are written 2026-11-01, times 2026-11-01T02:00:00Z.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware
                reviewed: 1 November 2026
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
            .durationTooLong, "a duration of more than ten years",
            why: """
                Such a limit is a slip of the unit (P for PT, D for H), and a reminder that comes in \
                thirteen years is none. Write the time that the step may really take.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: P5000D
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                timebox: PT50M
                evidence: none
                done_when: No traffic flows.
                """),
    ]
}
