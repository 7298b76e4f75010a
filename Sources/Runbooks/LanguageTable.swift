/// All keys of the runbook language.
package enum LanguageTable {
    static let document = [
        LanguageKey(
            "runbook", .name, "its id, and the beginning of its file's name", isNeeded: true),
        LanguageKey(
            "version", .version, "of the content; an incident pins the bytes, not this",
            isNeeded: true),
        LanguageKey("title", .text, "what people call it", isNeeded: true),
        LanguageKey("summary", .text, "when to use it"),
        LanguageKey("language", .language, "of its texts; `en` if not given"),
        LanguageKey("tlp", .oneOf(StepKeys.tlp), "the label of what it writes"),
        LanguageKey("owner", .word, "who keeps it up to date"),
        LanguageKey("reviewed", .date, "of the last review; lint warns after a year"),
        LanguageKey("review_every", .duration, "in the place of that year"),
        LanguageKey("applies_to", .keys(.appliesTo), "which incidents it is for"),
        LanguageKey("not_for", .list(.text), "what it is not for, and what to use there"),
        LanguageKey("related", .list(.name), "ids of other runbooks"),
        LanguageKey(
            "called_only", .truth,
            "`true` for a part that other runbooks call: no incident begins with it, and lint does "
                + "not ask it for all phases"),
        LanguageKey(
            "roles", .names(.kebab, .text, atLeast: 1),
            "what each role does here; steps may use only these"),
        LanguageKey(
            "facts", .names(.identifier, .keys(.fact), atLeast: 0), "typed values of the run"),
        LanguageKey("first", .keys(.first), "the card that is shown at opening"),
        LanguageKey(
            "messages", .names(.kebab, .keys(.message), atLeast: 0), "texts that `notify` sends"),
        LanguageKey("phases", .keys(.phases), "the steps", isNeeded: true),
        LanguageKey(
            "properties", .list(.keys(.property)),
            "claims about every run, for `muster runbook prove`"),
    ]

    static let first = [
        LanguageKey("do", .list(.text), "what must not wait"),
        LanguageKey("do_not", .list(.text), "what must not be done yet"),
    ]

    static let fact = [
        LanguageKey("type", .factType, "what values it takes", isNeeded: true),
        LanguageKey("label", .text, "what people see", isNeeded: true),
        LanguageKey(
            "of", .names(.kebab, .text, atLeast: 1),
            "the values of an `enum` and what each means; needed there, and only there"),
        LanguageKey("personal", .truth, "privacy rules touch it"),
        LanguageKey(
            "secret", .truth,
            "the value stays out of the record, and no guard or message may read it"),
        LanguageKey(
            "ahead", .truth,
            "of the type `time`: a moment in the future, so `30m` is in half an hour"),
    ]

    static let message = [
        LanguageKey("text", .text, "with values in braces, as below", isNeeded: true),
        LanguageKey("audience", .name, "who reads it"),
    ]

    static let property = [
        LanguageKey(
            "before", .list(.stepPath, atLeast: 2), "each step is over before the next is reached"),
        LanguageKey(
            "never", .either([.list(.stepPath, atLeast: 2), .condition]),
            "these steps are never all done in one run; or the condition never holds"),
        LanguageKey(
            "within", .limit, "by the time-boxes, the step is over so long after the beginning"),
    ]

    static let phases = StepKeys.phases.map { name in
        LanguageKey(
            name, .keys(name == "respond" ? .respond : .phase), phaseMeanings[name] ?? "")
    }

    private static let phaseMeanings = [
        "detect": "see it, and keep what would be lost", "assess": "judge it and decide",
        "respond": "contain, eradicate and recover", "learn": "close it and learn from it",
    ]

    static let phase = [
        LanguageKey("objective", .text, "what it is to reach, in a sentence", isNeeded: true),
        LanguageKey("steps", .list(.keys(.step)), "one after the other", isNeeded: true),
    ]

    static let respond = [
        LanguageKey("objective", .text, "what it is to reach; needed without stages"),
        LanguageKey(
            "steps", .list(.keys(.step)), "needed without stages, and not allowed with them"),
        LanguageKey("contain", .keys(.stage), "the stage that stops the harm"),
        LanguageKey("eradicate", .keys(.stage), "the stage that removes the cause"),
        LanguageKey("recover", .keys(.stage), "the stage that brings the services back"),
        LanguageKey(
            "alongside", .list(.either([.keys(.step), .list(.keys(.step))])),
            "lanes beside all stages, as those of `parallel`; not allowed without stages"),
    ]

    static let option = [
        LanguageKey("text", .text, "what the option says", isNeeded: true),
        LanguageKey("when", .text, "when it fits, for people"),
        LanguageKey("reversible", .truth, "whether the choice can be taken back later"),
    ]

    static let arm = [
        LanguageKey("when", .condition, "the arm is taken if it is the first that holds"),
        LanguageKey("then", .list(.keys(.step)), "what the arm does"),
        LanguageKey(
            "otherwise", .list(.keys(.step)), "stands alone in the last arm, which is needed"),
    ]

    static let wait = [
        LanguageKey("signal", .name, "until somebody or something says that it happened"),
        LanguageKey("until", .condition, "until it holds; looked at whenever the run changes"),
    ]
}
