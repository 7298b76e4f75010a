extension RunbookStart {
    /// The facts that the steps ask for.
    var facts: [String] {
        var lines = ["facts:"]
        if phases.contains("detect") {
            lines += [
                "  seen: {type: text, label: What was seen}",
                "  since: {type: time, label: Since when}",
            ]
        }
        if phases.contains("detect") || phases.contains("respond") {
            lines.append("  affected: {type: text, label: What it touches}")
        }
        if phases.contains("assess") {
            lines += [
                "  verdict:", "    type: enum", "    label: What it is",
                "    of: {incident: An incident, false-alarm: A false alarm}",
            ]
        }
        return lines.count > 1 ? lines : []
    }

    /// What must not wait, and what must not be done yet.
    static let card = [
        "first:", "  do:", "    - Name one lead; everybody else advises.",
        "    - Save what you see before anybody changes it.",
        "    - Stop the spread where that destroys nothing.", "  do_not:",
        "    - Do not power off or clean a system before its evidence is saved.",
        "    - Do not discuss the incident on a system that may be part of it.",
    ]

    /// The message that the response sends.
    static let messages = [
        "messages:", "  status-update:", "    audience: management", "    text: |",
        "      {incident.id} {incident.title}, severity {incident.severity}.",
        "      Touched so far: {facts.affected}",
    ]

    /// The lines of a phase.
    func steps(of phase: String) -> [String] {
        switch phase {
        case "detect": detect
        case "assess": assess
        case "respond": respond
        default: learn
        }
    }

    /// The lines of a step, indented; those that are `nil` are left out.
    private func step(_ depth: Int, _ keys: String?...) -> [String] {
        let indent = String(repeating: " ", count: depth)
        return keys.compactMap(\.self).enumerated().map { index, key in
            indent + (index == 0 ? "- " : "  ") + key
        }
    }

    /// A guard, where the verdict that it names is asked for.
    private var onlyIncident: String? {
        phases.contains("assess") ? "when: steps.judge.answer == 'incident'" : nil
    }

    private var detect: [String] {
        [
            "  detect:", "    objective: Know what happened, and keep what would be lost.",
            "    steps:",
        ]
            + step(
                6, "id: save-evidence",
                "do: Save what was seen, with its source and time, before anybody changes it.",
                "role: \(role("custodian", "technical"))", "timebox: PT15M",
                "warn: [A restart or a clean-up destroys memory and logs.]",
                "evidence: [a copy of what was seen with its source and its time in UTC]",
                "done_when: A copy lies outside the affected systems.", "milestone: detected")
            + step(
                6, "id: first-facts",
                "ask: What was seen, what does it touch, and since when?",
                "fields: [seen, affected, since]", "role: \(role("scribe"))", "timebox: PT15M",
                "evidence: none",
                "done_when: The answers are recorded, with unknown written where it is unknown.")
    }

    private var assess: [String] {
        let with = consulted.isEmpty ? nil : "with: [\(consulted.joined(separator: ", "))]"
        return [
            "  assess:", "    objective: Decide what it is, and who must be told.", "    steps:",
        ]
            + step(
                6, "id: judge", "decide: Is it an incident?", "as: verdict", "options:",
                "  incident: {text: It is one, when: Harm is done or near, reversible: true}",
                "  false-alarm: {text: It is none, when: Every sign has a harmless cause, "
                    + "reversible: true}", "role: lead", with, "timebox: PT30M", "evidence: none",
                "done_when: The decision is recorded with its reason.", "milestone: assessed")
            + step(
                6, "id: duties", "do: Write down who outside must be told, and until when.",
                onlyIncident, "role: \(role("legal"))", "timebox: PT1H",
                "evidence: [list of duties with their dates]",
                "done_when: Each duty has a date, or a reason why there is none.")
    }

    private var respond: [String] {
        ["  respond:"] + contain + eradicate + recover
    }

    private var contain: [String] {
        [
            "    contain:", "      objective: Stop the harm without destroying evidence.",
            "      steps:", "        - parallel:",
        ]
            + step(
                12, "id: limit",
                "do: Cut what is affected off from the rest, and leave it running.", onlyIncident,
                "role: \(role("technical"))", "timebox: PT1H",
                "evidence: [list of what was cut off with times]",
                "done_when: Nothing new was touched for one hour.",
                "undo: Connect it again after the lead agrees.")
            + step(
                12, "id: tell-management", "notify: status-update", "to: management", onlyIncident,
                "role: \(role("communications"))", "timebox: PT1H", "evidence: none",
                "done_when: The message is sent.")
            + step(
                8, "id: confirm-contained",
                "do: Confirm that nothing new is touched, or that there was nothing to stop.",
                "role: lead", "timebox: PT30M", "evidence: none",
                "done_when: Somebody who did not do the work has checked it.",
                "milestone: contained")
    }

    private var eradicate: [String] {
        ["    eradicate:", "      objective: Remove the cause.", "      steps:"]
            + step(
                8, "id: remove-cause",
                "do: Find how it began, close that way, and remove what was left behind.",
                onlyIncident, "role: \(role("technical"))", "timebox: P1D",
                "evidence: [what the cause was and how that was proved]",
                "done_when: The way in is closed, and somebody else has checked it.",
                "milestone: eradicated")
    }

    private var recover: [String] {
        ["    recover:", "      objective: Bring the services back, under watch.", "      steps:"]
            + step(
                8, "id: restore",
                "do: Restore from a state that is known to be clean, and watch it.", onlyIncident,
                "role: \(role("technical"))", "timebox: P1D",
                "evidence: [what was restored from which state]",
                "done_when: The owners confirm that the services work.", "milestone: recovered")
    }

    private var learn: [String] {
        ["  learn:", "    objective: Learn from it.", "    steps:"]
            + step(
                6, "id: review", "do: Hold the review; look for causes, not for culprits.",
                "role: \(role("scribe"))", "timebox: P14D", "evidence: [minutes of the review]",
                "done_when: The timeline and the causes are agreed on.", "milestone: reviewed")
            + step(
                6, "id: improve",
                "do: Enter each improvement as an action with an owner and a date.", "role: lead",
                "timebox: P14D", "evidence: none",
                "done_when: Every action has an owner, a date and a check.")
    }
}
