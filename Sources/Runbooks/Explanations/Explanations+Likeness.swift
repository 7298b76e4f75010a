extension CodeExplanation {
    /// Findings about texts, names and claims that mislead.
    static let likeness: [CodeExplanation] = [
        CodeExplanation(
            .sameTask, "two steps that ask for the same thing",
            why: """
                Mostly a copy whose text was not changed: the work that was meant is asked of \
                nobody, and people wonder whether to do the other twice. Say what this step is \
                for.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: close-port
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
                - id: close-port
                  do: Close the port at the firewall.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """),
        CodeExplanation(
            .similarIDs, "two ids that differ in one letter",
            why: """
                People type ids at night: 'muster step done block-host'. Where another step is \
                called almost the same, the wrong one gets recorded as done. Give one of them \
                a name of its own.
                """,
            in: .steps,
            bad: """
                - id: block-host
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: block-hosts
                  do: Cut the other hosts off.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """,
            good: """
                - id: block-host
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: cut-segment
                  do: Cut the other hosts off.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """),
        CodeExplanation(
            .placeholderText, "a text that was to be written later",
            why: """
                Whoever reads it at night needs the text and not the promise of one. Write it \
                now, or take the line out.
                """,
            in: .steps,
            bad: """
                - id: call-provider
                  do: Call the provider at TBD.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """,
            good: """
                - id: call-provider
                  do: Call the provider; the number is on the card at the door.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """),
        CodeExplanation(
            .repeatedText, "a text that only repeats the task",
            why: """
                The same sentence twice helps nobody. 'done_when' is for what somebody else \
                can check, 'warn' for what can go wrong, 'guidance' for how it is done.
                """,
            in: .task,
            bad: """
                role: technical
                timebox: PT15M
                evidence: none
                done_when: Cut the host off the network.
                """,
            good: """
                role: technical
                timebox: PT15M
                evidence: none
                done_when: The host answers no ping from its own segment.
                """),
        CodeExplanation(
            .otherAudience, "a message that goes to others than it was written for",
            why: """
                What staff may know is not what customers or the press may know, and a message \
                cannot be called back. Send it to those for whom it was written, or write \
                another one.
                """,
            in: .body,
            bad: """
                messages: {staff: {audience: staff, text: Pull the network cable of your computer.}}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: tell, notify: staff, to: customers, role: lead, timebox: PT15M,
                         evidence: none, done_when: The message is sent.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                messages: {staff: {audience: staff, text: Pull the network cable of your computer.}}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: tell, notify: staff, to: staff, role: lead, timebox: PT15M,
                         evidence: none, done_when: The message is sent.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .unknownCategory, "a category of incidents that does not exist",
            why: """
                Incidents have the categories of ISO/IEC 27035; a runbook for another one fits \
                no incident. Take one of the names that the message lists.
                """,
            in: .keys,
            bad: """
                applies_to: {categories: [malwre]}
                """,
            good: """
                applies_to: {categories: [malware]}
                """),
        CodeExplanation(
            .contraryOrder, "a claim that the order of the steps contradicts",
            why: """
                The property says that one step is over before another is reached, and the \
                file has them the other way round, so no run keeps it. Turn the claim round, \
                or move the step.
                """,
            in: .keys,
            bad: """
                properties:
                  - before: [breach, judge]
                """,
            good: """
                properties:
                  - before: [judge, breach]
                """),
        CodeExplanation(
            .idleRest, "a rest that has no effect",
            why: """
                'rest' says what becomes of lanes that a join leaves over. Where all lanes are \
                joined none is left, so the line promises what does not happen. Give 'join' a \
                number, or take 'rest' out.
                """,
            in: .steps,
            bad: """
                - parallel:
                    - {id: hold, wait: PT5M}
                    - {id: pause, wait: PT10M}
                  join: all
                  rest: cancel
                """,
            good: """
                - parallel:
                    - {id: hold, wait: PT5M}
                    - {id: pause, wait: PT10M}
                  join: 1
                  rest: cancel
                """),
    ]
}
