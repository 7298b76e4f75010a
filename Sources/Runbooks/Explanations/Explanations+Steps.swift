extension CodeExplanation {
    /// Findings about verbs and blocks.
    static let steps: [CodeExplanation] = verbs + blocks

    private static let verbs: [CodeExplanation] = [
        CodeExplanation(
            .unknownVerb, "a verb that the language does not have",
            why: """
                The verb says what the person has to do: carry out, answer, choose, approve, wait. \
                With an unknown one the step can neither be shown nor be done. Take the near verb, \
                which --fix can write, or look at the list in the message.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  doo: Cut the host off the network.
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
            .missingVerb, "a step without a verb",
            why: """
                The step has a name and a role but no task: whoever gets it at night is told to do \
                nothing in particular. Write one of the verbs with what is to be done.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  role: technical
                  guidance: Cut the host off the network.
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
            .severalVerbs, "a step with two verbs",
            why: """
                Two tasks in one step can be half done, and 'done' would then say something wrong in \
                the record. Make two steps of it; they follow each other.
                """,
            in: .steps,
            bad: """
                - id: cut-off
                  do: Cut the host off the network.
                  wait: PT10M
                """,
            good: """
                - id: cut-off
                  do: Cut the host off the network.
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: No traffic flows.
                - id: see-whether-it-holds
                  wait: PT10M
                """),
        CodeExplanation(
            .misplacedKey, "a key that belongs to another verb or type",
            why: """
                The key would have no effect here, although its writer counts on it: a quorum on a \
                task asks nobody for approval. Move it to the step that it belongs to, or choose the \
                verb that has it.
                """,
            in: .task,
            bad: """
                quorum: 2
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                with: [lead]
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
    ]

    private static let blocks: [CodeExplanation] = [
        CodeExplanation(
            .otherwise, "a choice without a last 'otherwise'",
            why: """
                If no condition holds, the run would have no way on, and that happens in the case \
                that nobody thought of. The last arm is 'otherwise', even if its only step is to \
                write down why nothing is done.
                """,
            in: .steps,
            bad: """
                - choose:
                    - when: facts.hosts > 10
                      then: [{id: hold, wait: PT5M}]
                """,
            good: """
                - choose:
                    - when: facts.hosts > 10
                      then: [{id: hold, wait: PT5M}]
                    - otherwise: [{id: hold-shortly, wait: PT1M}]
                """),
        CodeExplanation(
            .joinTooLarge, "a join that needs more lanes than there are",
            why: """
                The block waits for more lanes than it has and never ends: the run stands still at \
                the moment when everything else is done. Write a number up to that of the lanes, or \
                'all'.
                """,
            in: .steps,
            bad: """
                - parallel:
                    - {id: hold, wait: PT5M}
                    - {id: hold-long, wait: PT9M}
                  join: 3
                """,
            good: """
                - parallel:
                    - {id: hold, wait: PT5M}
                    - {id: hold-long, wait: PT9M}
                  join: all
                """),
        CodeExplanation(
            .unreachableArm, "an arm that can never be taken",
            why: """
                The condition before it always holds, so the steps of this arm are never carried out, \
                and readers believe that they are. Put the condition that always holds last, as \
                'otherwise', or correct it.
                """,
            in: .steps,
            bad: """
                - choose:
                    - when: 'true'
                      then: [{id: hold, wait: PT5M}]
                    - otherwise: [{id: hold-shortly, wait: PT1M}]
                """,
            good: """
                - choose:
                    - when: facts.hosts > 10
                      then: [{id: hold, wait: PT5M}]
                    - otherwise: [{id: hold-shortly, wait: PT1M}]
                """),
    ]
}
