extension CodeExplanation {
    /// Findings about conditions that decide nothing.
    static let conditions: [CodeExplanation] = [
        CodeExplanation(
            .guardCost, "a condition that can take too much work",
            why: """
                A condition has a limit of work, so that no runbook can make the program stand \
                still. Above it the condition ends in an error: a step is shown, an arm is \
                passed over. Searches inside searches grow fastest; ask people for the result \
                instead, in a fact of its own.
                """,
            in: .task,
            bad: """
                when: >-
                  incident.roles.exists(a, incident.roles.exists(b,
                  incident.roles.exists(c, a + b == c)))
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.hosts > 50
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .alwaysTrue, "a condition that always holds",
            why: """
                Somebody meant to make a difference here, and none is made: mostly an 'or' \
                where an 'and' was meant. All values that the condition can tell apart were \
                tried. Say what was meant, or take the condition away, so that the next reader \
                need not puzzle over it.
                """,
            in: .task,
            bad: """
                when: facts.kind != 'malware' || facts.kind != 'theft'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.kind != 'malware'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .alwaysFalse, "a condition that never holds",
            why: """
                The step behind it is never offered, and nobody notices before the night on \
                which it is needed. All values that the condition can tell apart were tried. \
                Mostly an 'and' stands where an 'or' was meant, or the bounds of a number \
                cross.
                """,
            in: .task,
            bad: """
                when: facts.hosts > 10 && facts.hosts < 5
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: facts.hosts > 5 && facts.hosts < 10
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .idleOtherwise, "an otherwise that no run takes",
            why: """
                The arms before it name every case, so its steps are only read, never done; \
                and whoever adds a value later will not see that they now run. Let 'otherwise' \
                stand in the place of the last condition: then every case has a way.
                """,
            in: .steps,
            bad: """
                - choose:
                    - when: incident.severity in ['SEV1', 'SEV2']
                      then: [{id: hold, wait: PT5M}]
                    - when: incident.severity in ['SEV3', 'SEV4']
                      then: [{id: pause, wait: PT5M}]
                    - otherwise: [{id: settle, wait: PT5M}]
                """,
            good: """
                - choose:
                    - when: incident.severity in ['SEV1', 'SEV2']
                      then: [{id: hold, wait: PT5M}]
                    - otherwise: [{id: pause, wait: PT5M}]
                """),
        CodeExplanation(
            .readsLater, "a condition about a step that is not reached yet",
            why: """
                A condition is looked at once, when its step is reached. A step that comes \
                later, stands in another arm or is the step itself has no answer then, and its \
                state is always the same. Move the condition behind that step, or read another \
                one.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  when: steps['call-back'].state == 'done'
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - {id: call-back, wait: PT1H}
                """,
            good: """
                - {id: call-back, wait: PT1H}
                - id: cut-off
                  do: Cut the host off the network.
                  when: steps['call-back'].state == 'done'
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                """),
    ]
}
