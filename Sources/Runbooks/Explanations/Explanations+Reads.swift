extension CodeExplanation {
    /// Findings about values that are read when they are not there.
    static let reads: [CodeExplanation] = [
        CodeExplanation(
            .readsTooEarly, "a fact that is read before anything fills it",
            why: """
                The form that asks for it comes later, so the condition has no value to look \
                at: a step is then shown whether it is needed or not, an arm is passed over, \
                and a message has a gap. Move the form before the place that reads it.
                """,
            in: .body,
            bad: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: hold, when: facts.people > 10, wait: PT5M, role: lead}
                      - {id: count, ask: How many people?, fields: [people], role: lead,
                         timebox: PT15M, evidence: none, done_when: There is a number.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: count, ask: How many people?, fields: [people], role: lead,
                         timebox: PT15M, evidence: none, done_when: There is a number.}
                      - {id: hold, when: facts.people > 10, wait: PT5M, role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .mayBeMissing, "a fact or answer that is missing on some way",
            why: """
                On some way through the runbook nothing gives the value: its form stands in \
                one arm only, behind a condition, or in a lane that may be slower. The \
                condition then ends in an error. Ask for it on every way, or test it with \
                has(…) first.
                """,
            in: .body,
            bad: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: count, when: incident.severity == 'SEV1', ask: How many people?,
                         fields: [people], role: lead, timebox: PT15M, evidence: none,
                         done_when: There is a number.}
                      - {id: hold, when: facts.people > 10, wait: PT5M, role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: count, when: incident.severity == 'SEV1', ask: How many people?,
                         fields: [people], role: lead, timebox: PT15M, evidence: none,
                         done_when: There is a number.}
                      - {id: hold, when: has(facts.people) && facts.people > 10, wait: PT5M,
                         role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .neverFilled, "a fact that is read and that no step fills",
            why: """
                No form asks for it and no decision gives it, so what reads it never works: a \
                condition ends in an error, a message has a gap. Add it to the fields of a \
                form before. In a part that only others call, 'called_only: true' says that \
                they fill it.
                """,
            in: .body,
            bad: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: hold, when: facts.people > 10, wait: PT5M, role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: count, ask: How many people?, fields: [people], role: lead,
                         timebox: PT15M, evidence: none, done_when: There is a number.}
                      - {id: hold, when: facts.people > 10, wait: PT5M, role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .unusedFact, "a fact that nobody fills and nothing reads",
            why: """
                It is on no form and in no condition or message. Perhaps a form lost it, and \
                then the night will miss a figure that somebody wanted; perhaps it is only \
                left over. Put it on a form, or take it out.
                """,
            in: .body,
            bad: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: hold, wait: PT5M, role: lead}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                facts:
                  people: {type: int, label: Number of people}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: count, ask: How many people?, fields: [people], role: lead,
                         timebox: PT15M, evidence: none, done_when: There is a number.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .noAnswer, "the answer of a step that gives none",
            why: """
                Only 'decide' and 'approve' have an answer; a task, a form and a message do \
                not, so the condition always ends in an error. Ask whether the step is done by \
                its state, or read the fact that the form fills.
                """,
            in: .task,
            bad: """
                when: steps.look.answer == 'done'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """,
            good: """
                when: steps.look.state == 'done'
                role: technical
                timebox: PT15M
                evidence: none
                done_when: No traffic flows.
                """),
        CodeExplanation(
            .idleLoop, "a loop whose steps change nothing that its condition reads",
            why: """
                The condition gives the same after every round, so the steps are done once, or \
                as often as 'at_most' allows while everybody waits for the end. Read the \
                answer of a step inside the loop.
                """,
            in: .steps,
            bad: """
                - repeat:
                    - {id: watch, decide: Is it quiet?, options: {calm: Quiet, noise: Not quiet},
                       role: lead, timebox: PT1H, evidence: none, done_when: One answer is chosen.}
                  while: steps.judge.answer == 'attack'
                  at_most: 5
                """,
            good: """
                - repeat:
                    - {id: watch, decide: Is it quiet?, options: {calm: Quiet, noise: Not quiet},
                       role: lead, timebox: PT1H, evidence: none, done_when: One answer is chosen.}
                  while: steps.watch.answer == 'noise'
                  at_most: 5
                """),
        CodeExplanation(
            .endlessWait, "a wait for what nothing beside it can change",
            why: """
                While this step waits, no other step is open that could bring about what it \
                waits for: it is over at once, or it never ends and everything behind it \
                stands still. Put the step that brings it into another lane of 'parallel', or \
                use 'when'.
                """,
            in: .steps,
            bad: """
                - {id: hold, wait: {until: facts.hosts == 0}, role: technical}
                """,
            good: """
                - parallel:
                    - {id: hold, wait: {until: facts.hosts == 0}, role: technical}
                    - {id: count, ask: How many hosts are left?, fields: [hosts], role: technical,
                       timebox: PT1H, evidence: none, done_when: There is a number.}
                """),
        CodeExplanation(
            .openWait, "a wait that nobody has to end",
            why: """
                If the event never comes, the run stands still and nobody is asked why. Give \
                the wait a deadline that says what happens then, or a role that looks after \
                it.
                """,
            in: .steps,
            bad: """
                - {id: hold, wait: {signal: provider-is-back}}
                """,
            good: """
                - {id: hold, wait: {signal: provider-is-back}, role: technical, deadline: P1D}
                """),
    ]
}
