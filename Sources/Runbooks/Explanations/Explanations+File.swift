extension CodeExplanation {
    /// Findings about the bytes and the YAML of a file.
    static let file: [CodeExplanation] = bytes + yaml + omitted

    private static let bytes: [CodeExplanation] = [
        CodeExplanation(
            .fileTooLarge, "the file is larger than 1 MiB",
            why: """
                A runbook is read on whatever machine still works, and a file of this size is not a \
                plan but a plan with a log or a picture pasted into it. It is refused before it is \
                read, so the incident would begin without its steps. Move the material to a file of \
                its own and name that in 'guidance'.
                """,
            in: .described,
            bad: "A runbook whose guidance holds a firewall log of 3 MiB.",
            good: "The same runbook with the path of the log in its guidance."),
        CodeExplanation(
            .notUTF8, "the bytes are not UTF-8",
            why: """
                Names with accents would turn into wrong characters, and a wrong name at night is a \
                wrong host or a wrong person. Nothing is guessed: the file is refused at the first \
                such byte. Save it as UTF-8 in the editor, or convert it: \
                iconv -f WINDOWS-1252 -t UTF-8.
                """,
            in: .described,
            bad: "A title 'Überfall' that was saved as Windows-1252: its first letter is byte DC.",
            good: "The same title saved as UTF-8: its first letter is bytes C3 9C."),
        CodeExplanation(
            .controlCharacter, "a control character, or a binary file",
            why: """
                A control character can move the cursor, hide a line or turn the order of letters \
                round, so that a responder reads another command than the file holds. Such a text is \
                refused, whoever wrote it. Delete the character and type the words again.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: "Ransomware\\e[2K"
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: "Ransomware"
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
        CodeExplanation(
            .noDocument, "the file holds no document",
            why: """
                The file is empty or has only comments, often because saving it was interrupted. \
                Whoever opens an incident with it gets no step at all. Write the runbook, or take \
                the file away so that nobody counts on it.
                """,
            in: .file, bad: "# To be written before the audit.",
            good: """
                runbook: example
                version: 1.0.0
                title: Example
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                """),
    ]

    private static let yaml: [CodeExplanation] = [
        CodeExplanation(
            .syntax, "the text is not YAML",
            why: """
                The reader cannot tell where a text ends and the next key begins, so none of the \
                runbook can be used. Most often it is a text with ': ' in it, a quote that is not \
                closed, or a wrong indentation. Put the text in quotes, or align the line with its \
                neighbours.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: Ransomware: the first hour
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """,
            good: """
                runbook: example
                version: 1.0.0
                title: 'Ransomware: the first hour'
                reviewed: 2026-11-01
                roles: {lead: Decides.}
                """),
        CodeExplanation(
            .tab, "a tab where YAML wants spaces",
            why: """
                YAML counts spaces, and a tab looks like any number of them: what seems to belong to \
                one step may belong to another. The file cannot be read until the tab is gone. Use \
                two spaces for a level; --fix does it where the level is certain.
                """,
            in: .keys, bad: "first:\n\tdo: [Leave the power on.]",
            good: "first:\n  do: [Leave the power on.]"),
        CodeExplanation(
            .duplicateKey, "the same key twice in one map",
            why: """
                Only one of the two could count, and readers do not agree on which. A step with two \
                roles would be asked of one person and be waited for from another. Keep one of them, \
                or make a list where the key takes one.
                """,
            in: .task,
            bad: """
                role: technical
                role: lead
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                role: technical
                with: [lead]
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .secondDocument, "a second document in the file",
            why: """
                A file is one runbook, and an incident pins one file. Whatever stands behind '---' \
                would never be carried out, and nobody would see that it is missing. Put the second \
                runbook into a file of its own, or delete the line.
                """,
            in: .keys, bad: "---\nsummary: Files were encrypted.",
            good: "summary: Files were encrypted."),
        CodeExplanation(
            .tooDeep, "maps and lists nested too deeply",
            why: """
                No plan that a person can follow has more than 64 levels; a file that has them was \
                made by a program or to stop one. It is refused before it can take the memory of the \
                machine that you need. Split the runbook, and call the parts with 'runbook'.
                """,
            in: .keys,
            bad: "x-notes: " + String(repeating: "[", count: 66)
                + String(repeating: "]", count: 66),
            good: "x-notes: [one level]"),
    ]

    private static let omitted: [CodeExplanation] = [
        CodeExplanation(
            .anchor, "an anchor or an alias",
            why: """
                With anchors the text of a step stands somewhere else, and a person who reads it on \
                paper or in a hurry does not find it. A few lines of them can also grow into more \
                than a machine can hold. Write the text out at each place, or move the steps into a \
                runbook of their own and call it.
                """,
            in: .keys, bad: "summary: &what Files were encrypted.\nnot_for: [*what]",
            good: "summary: Files were encrypted.\nnot_for: [A locked browser page.]"),
        CodeExplanation(
            .mergeKey, "a merge key (<<)",
            why: """
                A merged map adds keys that do not stand in the step, so the reviewer approves a step \
                that nobody has seen whole. Write the keys out in each step.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  <<: {role: technical, timebox: PT15M}
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
            .unsupportedYAML, "a tag, or a key that is no text",
            why: """
                Tags tell a reader to make something else of a text, and two programs make two \
                things of it. A runbook has to mean the same everywhere, so the language has none. \
                Delete the tag; quotes make a text of everything.
                """,
            in: .head,
            bad: """
                runbook: example
                version: 1.0.0
                title: !loud Ransomware
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
}
