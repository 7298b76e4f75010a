package import Chronology
package import Expressions

/// The name of a step: kebab-case, unique in its runbook; a step of a called runbook is `CALL/STEP`.
package typealias StepID = String

/// A node of a runbook's tree: what is to be done, by whom, and under which conditions.
///
/// The tree is the whole control flow (`reference`: docs/explanation/step-algebra.md); there are no jumps.
package struct Step: Sendable, Equatable {
    package var id: StepID
    package var action: Action
    /// Whether the step is needed at all; evaluated once, when the step becomes active.
    package var when: Guard?
    package var onFailure: FailurePolicy
    /// How often an automation is tried again before it counts as failed; 0 for none.
    package var retries: Int
    /// The hard limit from activation to end; what happens then is `onTimeout`.
    package var deadline: Duration?
    package var onTimeout: TimeoutPolicy
    /// What takes the step's effect back; a task that is offered when the step is superseded or its scope aborts.
    package var undo: String?
    package var skippable: SkipPolicy
    package var notes: StepNotes
    /// Where the step begins in its file; `nil` for a step that was added by hand.
    package var place: Place?

    package init(
        id: StepID, action: Action, when: Guard? = nil, onFailure: FailurePolicy = .block,
        retries: Int = 0, deadline: Duration? = nil, onTimeout: TimeoutPolicy = .fail,
        undo: String? = nil, skippable: SkipPolicy = .withReason, notes: StepNotes = StepNotes(),
        place: Place? = nil
    ) {
        self.id = id
        self.action = action
        self.when = when
        self.onFailure = onFailure
        self.retries = retries
        self.deadline = deadline
        self.onTimeout = onTimeout
        self.undo = undo
        self.skippable = skippable
        self.notes = notes
        self.place = place
    }

    /// The steps directly below this one in document order; a failure handler comes last.
    package var children: [Step] {
        var result: [Step]
        switch action {
        case .manual, .ask, .decide, .approve, .automate, .notify, .wait: result = []
        case .sequence(let steps): result = steps
        case .parallel(let lanes, _, _): result = lanes
        case .choose(let arms): result = arms.map(\.body)
        case .loop(let body, _, _): result = [body]
        case .call(_, _, let body): result = [body]
        }
        if case .handler(let handler) = onFailure { result.append(handler) }
        return result
    }

    /// This step and all steps below it, in document order.
    package var subtree: [Step] {
        var steps: [Step] = []
        collect(into: &steps)
        return steps
    }

    private func collect(into steps: inout [Step]) {
        steps.append(self)
        for child in children { child.collect(into: &steps) }
    }
}

/// What a step asks for. *Work* is done by someone or something; *wait* ends by itself; the others only hold steps.
package indirect enum Action: Sendable, Equatable {
    /// `do`: a task for a person, with a command that may be shown to help.
    case manual(task: String, command: String?)
    /// `ask`: a form; its fields are names of facts.
    case ask(question: String, fields: [String])
    /// `decide`: one of the options, with a reason; `fact` also receives the chosen key.
    case decide(question: String, options: [DecisionOption], fact: String?)
    /// `approve`: yes or no by `quorum` holders of `role`, none of whom did a step of `notBy`.
    case approve(subject: String, quorum: Int, role: String, notBy: [StepID])
    /// `run`: a connector with an argument vector, never a shell line.
    case automate(connector: String, arguments: [String], environment: [String: String])
    /// `notify`: a message of the runbook by name, or literal text, to an audience.
    case notify(message: String, audience: String?)
    case wait(WaitCondition)
    /// Steps one after the other.
    case sequence([Step])
    /// Lanes side by side.
    case parallel([Step], join: Join, rest: Remainder)
    /// The first arm whose guard holds; the last one has no guard and is `otherwise`.
    case choose([Arm])
    /// The body, and again while the guard holds, `atMost` times in all.
    case loop(body: Step, again: Guard, atMost: Int)
    /// Another runbook, pinned with the one that calls it; its steps carry the call's id in front.
    case call(runbook: String, with: [CallArgument], body: Step)
}

/// A choice of a `decide` step.
package struct DecisionOption: Sendable, Equatable {
    package let key: String
    package let text: String
    /// When this option fits, for the decision table; empty if the runbook says nothing.
    package let condition: String
    /// Whether the choice can be taken back later; `nil` if the runbook says nothing.
    package let isReversible: Bool?

    package init(key: String, text: String, condition: String = "", isReversible: Bool? = nil) {
        self.key = key
        self.text = text
        self.condition = condition
        self.isReversible = isReversible
    }
}

/// One way of a `choose` step; a missing guard is `otherwise`.
package struct Arm: Sendable, Equatable {
    package let guardExpression: Guard?
    package let body: Step

    package init(guardExpression: Guard?, body: Step) {
        self.guardExpression = guardExpression
        self.body = body
    }
}

/// A fact of the called runbook and the expression that gives its value.
package struct CallArgument: Sendable, Equatable {
    package let fact: String
    package let expression: Guard

    package init(fact: String, expression: Guard) {
        self.fact = fact
        self.expression = expression
    }
}

/// What a `wait` step waits for.
package enum WaitCondition: Sendable, Equatable {
    case duration(Duration)
    case time(Timestamp)
    /// Somebody or something says that it happened.
    case signal(String)
    /// Ends when the guard holds; looked at whenever the run changes.
    case until(Guard)
}

/// How many lanes of a `parallel` must be done.
package enum Join: Sendable, Equatable {
    case all
    case count(Int)
}

/// What happens to lanes that are still open when the join is satisfied.
package enum Remainder: String, Sendable {
    case cancel
    case await
}

/// What the failure of a step does.
package indirect enum FailurePolicy: Sendable, Equatable {
    /// A failed leaf blocks and asks a person; a failed block fails its parent.
    case block
    /// The step counts as done.
    case proceed
    /// The whole run ends as failed; undo tasks are offered.
    case abort
    /// The handler takes over; when it is done, the step is done.
    case handler(Step)
}

/// What a passed deadline does.
package enum TimeoutPolicy: String, Sendable {
    /// The step fails and its failure policy decides.
    case fail
    /// The step is skipped, with the deadline as the cause.
    case skip
    /// The step stays open; the breach is recorded and its role is told.
    case escalate
}

/// Who may skip a step.
package enum SkipPolicy: String, Sendable {
    case yes
    case withReason = "with-reason"
    case withApproval = "with-approval"
    case never
}

/// A condition in CEL, with the place of its text.
package struct Guard: Sendable {
    package let source: String
    package let place: Place?
    /// The text as an expression, read once; a failure says what is wrong with it.
    package let expression: Result<Expression, ExpressionError>

    package init(source: String, place: Place? = nil) {
        self.source = source
        self.place = place
        do {
            expression = .success(try Expression(parsing: source))
        } catch {
            expression = .failure(error)
        }
    }
}

extension Guard: Equatable {
    /// The expression follows from the text.
    package static func == (left: Guard, right: Guard) -> Bool {
        left.source == right.source && left.place == right.place
    }
}

/// What a step tells people; none of it changes the control flow.
package struct StepNotes: Sendable, Equatable {
    /// The role that is accountable.
    package var role: String?
    /// Roles to be consulted.
    package var with: [String] = []
    package var guidance: String?
    package var warnings: [String] = []
    /// What to keep; `nil` if the runbook does not say, empty for `evidence: none`.
    package var evidence: [String]?
    package var doneWhen: String?
    /// Advisory: it reminds and escalates, it never fails the step.
    package var timebox: Duration?
    /// Why the step has no time-box (`timebox: none, because …`).
    package var untimed: String?
    /// A milestone that finishing the step records.
    package var milestone: String?
    package var tags: [String] = []
    package var tlp: String?

    package init() {}
}
