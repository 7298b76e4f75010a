internal import Expressions

/// A condition or the value of a call's argument, and what it must give.
struct Formula {
    /// What a condition decides.
    enum Use: Equatable {
        /// Whether the step is needed.
        case when
        /// Whether an arm is taken, by its position.
        case arm(Int)
        /// Whether a loop goes round again.
        case again
        /// Whether a wait is over.
        case until
        /// The value of a fact of a called runbook.
        case argument
        /// A claim about all runs.
        case property
    }

    let text: Guard
    let use: Use
    let step: Step
    let expected: ValueType?

    init(_ text: Guard, _ use: Use, step: Step, expected: ValueType? = .bool) {
        self.text = text
        self.use = use
        self.step = step
        self.expected = expected
    }
}

/// A formula that parses and type-checks.
struct Reading {
    let formula: Formula
    let expression: Expression
    /// Every text that it compares with is one that can occur.
    let isPossible: Bool

    var step: Step { formula.step }
    var use: Formula.Use { formula.use }
    var references: [[String]] { expression.references }
}
