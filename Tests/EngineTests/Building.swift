import Chronology
import Engine
import Runbooks

// Short forms for trees in tests.

func work(
    _ id: StepID, when: String? = nil, onFailure: FailurePolicy = .block, retries: Int = 0,
    deadline: Duration? = nil, onTimeout: TimeoutPolicy = .fail, undo: String? = nil,
    skippable: SkipPolicy = .withReason
) -> Step {
    Step(
        id: id, action: .manual(task: "Do \(id)", command: nil),
        when: when.map { Guard(source: $0) }, onFailure: onFailure, retries: retries,
        deadline: deadline, onTimeout: onTimeout, undo: undo, skippable: skippable)
}

func sequence(
    _ id: StepID, _ steps: [Step], when: String? = nil, onFailure: FailurePolicy = .block,
    deadline: Duration? = nil, onTimeout: TimeoutPolicy = .fail,
    skippable: SkipPolicy = .withReason
) -> Step {
    Step(
        id: id, action: .sequence(steps), when: when.map { Guard(source: $0) },
        onFailure: onFailure, deadline: deadline, onTimeout: onTimeout, skippable: skippable)
}

func parallel(
    _ id: StepID, _ lanes: [Step], join: Join = .all, rest: Remainder = .cancel,
    onFailure: FailurePolicy = .block
) -> Step {
    Step(id: id, action: .parallel(lanes, join: join, rest: rest), onFailure: onFailure)
}

/// Arms are guarded by the id of their body; the last is `otherwise`.
func choose(_ id: StepID, _ bodies: [Step], onFailure: FailurePolicy = .block) -> Step {
    let arms = bodies.enumerated().map { position, body in
        Arm(
            guardExpression: position == bodies.count - 1 ? nil : Guard(source: body.id),
            body: body)
    }
    return Step(id: id, action: .choose(arms), onFailure: onFailure)
}

func loop(_ id: StepID, _ body: Step, atMost: Int, onFailure: FailurePolicy = .block) -> Step {
    Step(
        id: id, action: .loop(body: body, again: Guard(source: "\(id).again"), atMost: atMost),
        onFailure: onFailure)
}

func wait(
    _ id: StepID, _ condition: WaitCondition, deadline: Duration? = nil,
    onTimeout: TimeoutPolicy = .fail, onFailure: FailurePolicy = .block
) -> Step {
    Step(
        id: id, action: .wait(condition), onFailure: onFailure, deadline: deadline,
        onTimeout: onTimeout)
}

func decision(_ id: StepID, _ keys: [String]) -> Step {
    let options = keys.map { DecisionOption(key: $0, text: "Option \($0)") }
    return Step(id: id, action: .decide(question: "Which?", options: options, fact: nil))
}

func approval(
    _ id: StepID, quorum: Int, notBy: [StepID] = [], onFailure: FailurePolicy = .block
) -> Step {
    Step(
        id: id,
        action: .approve(subject: "All of it", quorum: quorum, role: "lead", notBy: notBy),
        onFailure: onFailure)
}

/// A run with everything that comes from outside it.
struct Session {
    let root: Step
    var run: Run
    var log: [RunEvent] = []
    var now = Timestamp(seconds: 1_000_000)
    var guards: (GuardReference, Guard?, Run) -> GuardResult

    init(
        _ root: Step,
        guards: @escaping (GuardReference, Guard?, Run) -> GuardResult
    ) throws(Rejection) {
        self.root = root
        run = Run(root: root)
        self.guards = guards
        record(try begin(run, in: RunContext(now: now, guards: guards)))
    }

    /// Guards have the values of this table by their text; what is missing is false.
    init(_ root: Step, _ values: [String: Bool] = [:]) throws(Rejection) {
        try self.init(root) { _, expression, _ in
            GuardResult(value: values[expression?.source ?? ""] ?? false)
        }
    }

    @discardableResult
    mutating func send(_ command: RunCommand) throws(Rejection) -> [RunEvent] {
        let events = try decide(command, on: run, in: RunContext(now: now, guards: guards))
        record(events)
        return events
    }

    /// Completes open leaves in this order.
    mutating func complete(_ steps: StepID..., by person: String? = nil) throws(Rejection) {
        for step in steps { try send(.complete(step, Outcome(by: person))) }
    }

    /// The code of the rejection of a command; `nil` if it is accepted.
    func rejection(of command: RunCommand) -> Rejection.Code? {
        do {
            _ = try decide(command, on: run, in: RunContext(now: now, guards: guards))
            return nil
        } catch {
            return error.code
        }
    }

    mutating func pass(_ time: Duration) { now = now.advanced(by: time) }

    /// The states that are not pending, as `step state` in document order.
    var picture: String {
        run.states.filter { $0.state != .pending }.map { "\($0.step) \($0.state.rawValue)" }
            .joined(separator: ", ")
    }

    private mutating func record(_ events: [RunEvent]) {
        for event in events { run.apply(event) }
        log += events
    }
}
