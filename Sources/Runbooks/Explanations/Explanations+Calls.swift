extension CodeExplanation {
    /// Findings about runbooks that call others.
    static let calls: [CodeExplanation] = [
        CodeExplanation(
            .missingRunbook, "a called runbook that is not in the library",
            why: """
                The incident would reach this step and find nothing behind it, with the clock of the \
                law running. Runbooks are pinned when the incident opens, so all of them must be \
                there by then. Correct the id (muster runbook list), or put the file into \
                .muster/runbooks.
                """,
            in: .steps, bad: "- {id: breach, runbook: data-breech}",
            good: "- {id: breach, runbook: data-breach}"),
        CodeExplanation(
            .recursion, "a runbook that calls itself",
            why: """
                A circle of calls has no end: the run would begin again where it came from. Use \
                'repeat' with a limit for what has to be done again, or take the call out of one of \
                the runbooks.
                """,
            in: .steps, bad: "- {id: again, runbook: example}",
            good: """
                - repeat: [{id: pause, wait: PT30M}]
                  while: steps.judge.answer == 'attack'
                  at_most: 3
                """),
        CodeExplanation(
            .brokenCall, "a called runbook that has errors of its own",
            why: """
                A runbook can be no better than what it calls: with errors in the other file none of \
                the two can be followed. The message names the first of them; lint the other runbook \
                to see all.
                """,
            in: .steps, bad: "- {id: other, runbook: half-written}",
            good: "- {id: other, runbook: data-breach}"),
        CodeExplanation(
            .factConflict, "a fact that the called runbook has with another type",
            why: """
                Both runbooks write into the same fact, and one of them would find a text where it \
                counts. Give the fact the same type in both, or another name in one.
                """,
            in: .keys, bad: "facts: {records: {type: string, label: How many people}}",
            good: "facts: {records: {type: int, label: How many people}}"),
    ]
}
