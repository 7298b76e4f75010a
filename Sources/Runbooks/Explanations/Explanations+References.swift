extension CodeExplanation {
    /// Findings about names that steps and messages refer to.
    static let references: [CodeExplanation] = [
        CodeExplanation(
            .unknownStep, "a step that does not exist",
            why: """
                An approval that excludes the author of a step which does not exist excludes nobody: \
                people could approve their own work. Take the near id, which --fix can write, or the \
                id of the step that is meant.
                """,
            in: .steps,
            bad: """
                - id: sign
                  approve: The hosts may go back into the network.
                  from: lead
                  not_by: [jugde]
                  timebox: PT1H
                  evidence: none
                  done_when: It is approved.
                """,
            good: """
                - id: sign
                  approve: The hosts may go back into the network.
                  from: lead
                  not_by: [judge]
                  timebox: PT1H
                  evidence: none
                  done_when: It is approved.
                """),
        CodeExplanation(
            .unknownFact, "a fact that does not exist",
            why: """
                The form asks for something that has no type and no place, and the conditions that \
                need the answer never get it. Take the near name, which --fix can write, or declare \
                the fact under 'facts'.
                """,
            in: .steps,
            bad: """
                - id: recount
                  ask: How many hosts now?
                  fields: [host]
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: There is a number.
                """,
            good: """
                - id: recount
                  ask: How many hosts now?
                  fields: [hosts]
                  role: technical
                  timebox: PT15M
                  evidence: none
                  done_when: There is a number.
                """),
        CodeExplanation(
            .unknownMessage, "a message that does not exist",
            why: """
                One word in small letters is taken for the name of a message. Sent as it stands, the \
                staff would get that one word. Take the near name, or write the text itself, which \
                has more than one word.
                """,
            in: .steps,
            bad: """
                - id: warn-staff
                  notify: staf
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: The message is sent.
                """,
            good: """
                - id: warn-staff
                  notify: staff
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: The message is sent.
                """),
        CodeExplanation(
            .unusedMessage, "a message that no step sends",
            why: """
                The text was approved in quiet times, and in the incident nobody is told to send it; \
                perhaps the step for it is missing. Add a step with 'notify', or delete the message.
                """,
            in: .body,
            bad: """
                messages: {staff: {text: Pull the network cable.}}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: tell, do: Tell the staff., role: lead, timebox: PT15M, evidence: none,
                         done_when: All have heard it.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """,
            good: """
                messages: {staff: {text: Pull the network cable.}}
                phases:
                  detect: {objective: See it., steps: [{id: settle, wait: PT5M}]}
                  assess: {objective: Judge it., steps: [{id: judge, wait: PT5M}]}
                  respond:
                    objective: Stop it.
                    steps:
                      - {id: tell, notify: staff, role: lead, timebox: PT15M, evidence: none,
                         done_when: The message is sent.}
                  learn: {objective: Learn from it., steps: [{id: rest, wait: P1D}]}
                """),
        CodeExplanation(
            .unknownPlaceholder, "a {…} in a message that names nothing",
            why: """
                The message would go out with braces or a gap in it, to management or the public, and \
                cannot be called back. Take the near name, or write {{ and }} where braces are meant.
                """,
            in: .steps,
            bad: """
                - id: report-count
                  notify: 'So far {facts.hots} hosts are hit.'
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: The message is sent.
                """,
            good: """
                - id: report-count
                  notify: 'So far {facts.hosts} hosts are hit.'
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: The message is sent.
                """),
        CodeExplanation(
            .optionMismatch, "an option that does not fit the fact that receives it",
            why: """
                The answer is chosen and cannot be kept: the decision is made, and every condition \
                that reads the fact still waits. Give the fact a value for each option, or take away \
                'as'.
                """,
            in: .steps,
            bad: """
                - id: name-it
                  decide: What is it?
                  as: kind
                  options: {malware: Malware, fraud: Fraud}
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: One answer is chosen.
                """,
            good: """
                - id: name-it
                  decide: What is it?
                  as: kind
                  options: {malware: Malware, theft: Theft}
                  role: lead
                  timebox: PT15M
                  evidence: none
                  done_when: One answer is chosen.
                """),
    ]
}
