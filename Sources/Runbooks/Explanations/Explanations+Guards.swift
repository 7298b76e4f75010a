extension CodeExplanation {
    /// Findings about conditions.
    static let guards: [CodeExplanation] = [
        CodeExplanation(
            .guardSyntax, "a condition that does not parse",
            why: """
                Conditions decide which steps people get. One that cannot be read would have to be \
                decided by hand at night, by somebody who has not written it. The mark stands where \
                the reader lost its way; muster's expressions page lists what may stand there.
                """,
            in: .task,
            bad: """
                when: facts.hosts >
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.hosts > 10
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .guardType, "a condition whose types do not fit",
            why: """
                A number compared with a text, or a condition that gives no truth, fails in the run: \
                the step is then blocked until a person decides. Compare values of one type, and see \
                that the whole gives true or false.
                """,
            in: .task,
            bad: """
                when: facts.hosts > 'ten'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.hosts > 10
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .guardName, "a condition that names an unknown step or fact",
            why: """
                The condition waits for an answer that nobody is ever asked for. Take the near name \
                that the message shows, which --fix can write, or declare the fact. An id with '-' is \
                written steps['cut-off'].
                """,
            in: .task,
            bad: """
                when: facts.host > 10
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.hosts > 10
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .secretRead, "a secret fact in a condition or a message",
            why: """
                The value of a secret is not kept, because the record can never be emptied; so no \
                condition can read it and no message may show it. Ask a second fact for what you \
                need to know, for example whether the secret is known to others.
                """,
            in: .task,
            bad: """
                when: facts.pin == '0000'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.kind == 'theft'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .unknownAnswer, "a comparison with a value that cannot occur",
            why: """
                The condition looks sound and never holds: the steps behind it are left out, quietly, \
                in the very case that they were written for. Take one of the values that the message \
                lists.
                """,
            in: .task,
            bad: """
                when: facts.kind == 'malwre'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.kind == 'malware'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
    ]
}
