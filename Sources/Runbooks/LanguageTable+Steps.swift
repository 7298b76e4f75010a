extension LanguageTable {
    /// The keys of every step; `id` is needed but in blocks.
    static let common = [
        LanguageKey(
            "id", .name,
            "unique in the file and not the name of a phase; needed but in `parallel`, `choose` and "
                + "`repeat`"),
        LanguageKey("role", .name, "a role of the document that is accountable"),
        LanguageKey("with", .list(.name), "roles that are consulted; not in `runbook`"),
        LanguageKey("when", .condition, "the step is left out if it is false"),
        LanguageKey("guidance", .text, "how to do it"),
        LanguageKey("warn", .list(.text), "shown before the task"),
        LanguageKey("evidence", .either([.list(.text), .oneOf(["none"])]), "what to keep"),
        LanguageKey("done_when", .text, "what somebody else could check"),
        LanguageKey(
            "timebox", .either([.duration, .reason]), "advisory: it never changes the run"),
        LanguageKey(
            "deadline", .duration, "hard limit from the moment the step becomes active"),
        LanguageKey(
            "on_timeout", .oneOf(StepKeys.timeouts),
            "what a passed deadline does; `fail` if not given; needs `deadline`"),
        LanguageKey(
            "retry", .number(StepKeys.retries),
            "how often an automation is tried again; 0 if not given"),
        LanguageKey(
            "on_failure", .either([.oneOf(StepKeys.failures), .list(.keys(.step))]),
            "what a failure does; `block` if not given"),
        LanguageKey("undo", .text, "the task that takes the effect back"),
        LanguageKey(
            "skippable", .oneOf(StepKeys.skips),
            "who may leave it out; `with-reason` if not given"),
        LanguageKey("milestone", .name, "finishing the step records it"),
        LanguageKey("tags", .list(.word), "for your own use"),
        LanguageKey("tlp", .oneOf(StepKeys.tlp), "the label of what the step writes"),
    ]

    /// The verbs; each step has exactly one of them.
    package static let verbs = [
        LanguageVerb(
            "do", .text, "the task, one sentence",
            keys: [LanguageKey("command", .word, "shown, never run")]),
        LanguageVerb(
            "ask", .text, "the question",
            keys: [LanguageKey("fields", .list(.fact), "facts that it asks for", isNeeded: true)]),
        LanguageVerb(
            "decide", .text, "the question",
            keys: [
                LanguageKey(
                    "options",
                    .names(.kebab, .either([.text, .keys(.option)]), atLeast: 2),
                    "what can be chosen", isNeeded: true),
                LanguageKey("as", .fact, "a fact that also gets the answer"),
            ]),
        LanguageVerb(
            "approve", .text, "what is approved",
            keys: [
                LanguageKey(
                    "quorum", .number(StepKeys.quorums), "how many must say yes; 1 if not given"),
                LanguageKey("from", .name, "the role that votes", isNeeded: true),
                LanguageKey("not_by", .list(.name), "steps whose authors may not vote"),
            ]),
        LanguageVerb(
            "run", .name, "a connector",
            keys: [
                LanguageKey(
                    "arguments", .list(.literal, atLeast: 0),
                    "one item an argument, never a command line"),
                LanguageKey(
                    "environment", .names(.capitals, .literal, atLeast: 0), "names in capitals"),
            ]),
        LanguageVerb(
            "notify", .text, "a message's name, or a text",
            keys: [LanguageKey("to", .name, "the audience")]),
        LanguageVerb("wait", .either([.duration, .time, .keys(.wait)]), "what to wait for"),
        LanguageVerb(
            "parallel", .list(.either([.keys(.step), .list(.keys(.step))])),
            "lanes: a step each, or a list of steps", isBlock: true,
            keys: [
                LanguageKey(
                    "join", .either([.oneOf(["all"]), .number(StepKeys.joins)]),
                    "how many lanes must be done; `all` if not given"),
                LanguageKey(
                    "rest", .oneOf(StepKeys.remainders),
                    "what becomes of the other lanes; `await` if not given"),
            ]),
        LanguageVerb("choose", .list(.keys(.arm)), "arms, the last one `otherwise`", isBlock: true),
        LanguageVerb(
            "repeat", .list(.keys(.step)), "the body", isBlock: true,
            keys: [
                LanguageKey(
                    "while", .condition, "the body is done again if it holds", isNeeded: true),
                LanguageKey(
                    "at_most", .number(StepKeys.rounds), "how often in all", isNeeded: true),
            ]),
        LanguageVerb(
            "runbook", .name, "the runbook to call; not itself, at most 16 deep",
            keys: [
                LanguageKey(
                    "with", .names(.identifier, .condition, atLeast: 0),
                    "its facts and the expressions that give them")
            ]),
    ]
}
