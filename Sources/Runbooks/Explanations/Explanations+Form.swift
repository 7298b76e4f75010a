extension CodeExplanation {
    /// Findings about keys, names and the order of things.
    static let form: [CodeExplanation] = keys + names + order

    private static let keys: [CodeExplanation] = [
        CodeExplanation(
            .unknownKey, "a key that the language does not have here",
            why: """
                A key that is not known says nothing: a misspelt 'role' would leave the step with \
                nobody to do it, and the writer would believe that somebody does. It is an error, so \
                that it is found today. Take the near name, which --fix can write, or begin the key \
                with x- if it is for another program.
                """,
            in: .task,
            bad: """
                rolle: technical
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
            .missingKey, "a required key is missing",
            why: """
                Without this key the step cannot be shown, asked or told apart, so the runbook \
                cannot begin. The message names the key; add it with its value.
                """,
            in: .steps,
            bad: """
                - id: sign
                  approve: The hosts may go back into the network.
                  timebox: PT1H
                  evidence: none
                  done_when: It is approved.
                """,
            good: """
                - id: sign
                  approve: The hosts may go back into the network.
                  from: lead
                  timebox: PT1H
                  evidence: none
                  done_when: It is approved.
                """),
        CodeExplanation(
            .wrongKind, "a value of the wrong kind",
            why: """
                A text where a list belongs, or a map where a text belongs, is most often a slip of \
                YAML: a ': ' or a bracket that was meant as part of a sentence. What a responder \
                would see is not what was written, so it is refused. Follow the form that the \
                message shows, or put the text in quotes.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: PT15M
                evidence: a photograph of the screen
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: [a photograph of the screen]
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .empty, "a list or map that needs more entries",
            why: """
                A question with one answer is no question, and a list without items asks for \
                nothing: the person at the keyboard would sit before an empty choice. Write the \
                missing entries, or leave the key out.
                """,
            in: .steps,
            bad: """
                - id: stolen
                  decide: Was data taken?
                  options: {taken: It was taken}
                  role: lead
                  timebox: PT1H
                  evidence: none
                  done_when: One answer is chosen.
                """,
            good: """
                - id: stolen
                  decide: Was data taken?
                  options: {taken: It was taken, unknown: Not known yet}
                  role: lead
                  timebox: PT1H
                  evidence: none
                  done_when: One answer is chosen.
                """),
        CodeExplanation(
            .missingLanguage, "a text lacks the runbook's own language",
            why: """
                The reader would see an empty line where the task stands. A text in several languages \
                has to have at least the one that 'language' names (en if there is none). Add that \
                text, or correct 'language'.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: {de: Erpressung}
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: {en: Extortion, de: Erpressung}
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
    ]

    private static let names: [CodeExplanation] = [
        CodeExplanation(
            .badName, "a name that is not written as names are",
            why: """
                Names are typed at night, on any keyboard, and read out over the telephone: so they \
                have small letters, digits and '-' only (facts: '_'). Another form would be refused \
                by the shell or not be found. Take the form that the message offers.
                """,
            in: .steps,
            bad: """
                - id: Cut_Off
                  do: Cut the host off the network.
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
                """),
        CodeExplanation(
            .duplicateID, "two steps with the same id",
            why: """
                'muster step done cut-off' could mean either of them, and the record would not show \
                which was done. Give each step an id of its own; steps that refer to the old id need \
                a look too.
                """,
            in: .steps,
            bad: "- {id: pause, wait: PT5M}\n- {id: pause, wait: PT10M}",
            good: "- {id: pause, wait: PT5M}\n- {id: second-pause, wait: PT10M}"),
        CodeExplanation(
            .reservedID, "a step has the name of a phase or of the runbook",
            why: """
                Phases and the runbook are parts of the same tree, so a step of that name would take \
                the place of a whole phase in commands and in the record. Add a word that says what \
                the step does.
                """,
            in: .steps, bad: "- {id: learn, wait: P1D}", good: "- {id: let-it-rest, wait: P1D}"),
        CodeExplanation(
            .fileName, "the file is not called as its runbook",
            why: """
                Runbooks are found by the names of their files: 'muster open --runbook' would not \
                find the id that stands inside, or would find another file. Rename the file to \
                ID.runbook.yaml, or correct the id.
                """,
            in: .head,
            bad: """
                runbook: exemple
                version: 1.0.0
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
    ]

    private static let order: [CodeExplanation] = [
        CodeExplanation(
            .phaseOrder, "phases or stages out of their order",
            why: """
                Phases are carried out in the order of the file, and reports put them in the order of \
                ISO/IEC 27035: a responder would be told to restore before anything is contained. \
                Move the phase to its place.
                """,
            in: .body,
            bad: """
                phases:
                  respond: {objective: Stop it., steps: [{id: hold, wait: PT5M}]}
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                """,
            good: """
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  respond: {objective: Stop it., steps: [{id: hold, wait: PT5M}]}
                """),
        CodeExplanation(
            .unknownPhase, "a phase or stage that does not exist",
            why: """
                The steps of an unknown phase would belong to no part of the report and have no place \
                in the order. Runbooks begin when something is seen: what is done before that \
                belongs into a plan of its own. Put the steps into detect, assess, respond or learn.
                """,
            in: .body,
            bad: """
                phases:
                  prepare: {objective: Be ready., steps: [{id: ready, wait: PT5M}]}
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                """,
            good: """
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                """),
        CodeExplanation(
            .tooManySteps, "more steps than a runbook may have",
            why: """
                Nobody can follow 2,000 steps in one incident, and a file that has them was made by a \
                program. It is refused before it can take the memory of the machine that you need. \
                Keep to what people do, and split the rest by kind of incident.
                """,
            in: .described,
            bad: "A runbook with one step for each of 2,001 servers.",
            good: "One step that names the list of the servers."),
    ]
}
