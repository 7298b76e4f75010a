/// A CEL expression that is read and resolved, ready to be checked and evaluated.
///
/// The language is the one of the Common Expression Language definition without messages, and with
/// the extensions strings, math, network, encoders, bindings and optional values.
/// An expression always ends: it has loops over finite lists only, and a limit on its steps.
package struct Expression: Sendable {
    /// The text as written.
    package let source: String
    let program: Program

    /// Reads an expression.
    ///
    /// Throws `syntax` if the text is no expression, `limit` if it is too long, large or deep (see
    /// `Limits`),
    /// and `unsupported` for optional syntax.
    package init(parsing source: String) throws(ExpressionError) {
        try self.init(parsing: source, container: "")
    }

    /// Reads an expression whose names are looked up in a container such as `com.example` first.
    init(parsing source: String, container: String) throws(ExpressionError) {
        self.source = source
        program = Lowering.program(of: try Parser.parse(source), container: container)
    }

    /// Finds what is wrong without evaluating: unknown names, fields and functions, wrong types,
    /// literals that no conversion takes, and too much work.
    ///
    /// The result is in the order of the source and empty if nothing is wrong. Types that are `dyn`
    /// are taken on trust. The work is looked at if nothing else is wrong: `costLimit` marks the
    /// innermost part that can take more steps for variables within the bounds of sizes.
    package func check(
        in declarations: Declarations, expecting: ValueType?, sizes: SizeBounds = SizeBounds(),
        costLimit: Int = Limits.cost
    ) -> [ExpressionError] {
        let errors = Checker.check(
            program, in: declarations, expecting: expecting, isStrict: true
        ).errors
        guard errors.isEmpty else { return errors }
        let excess = Estimator.excess(of: program, in: declarations, sizes, limit: costLimit)
        return excess.map { [$0] } ?? []
    }

    /// The errors of names and types alone, which is what the language definition asks for.
    func typeErrors(in declarations: Declarations) -> [ExpressionError] {
        Checker.check(program, in: declarations, expecting: nil, isStrict: false).errors
    }

    /// The most steps that an evaluation takes for variables of the declared types and within the
    /// bounds of sizes; `nil` if there is no such bound.
    package func estimatedCost(
        in declarations: Declarations, sizes: SizeBounds = SizeBounds()
    ) -> Int? {
        Estimator.cost(of: program, in: declarations, sizes)
    }

    /// The type of the result, as far as the declarations tell it.
    package func type(in declarations: Declarations) -> ValueType {
        Checker.check(program, in: declarations, expecting: nil, isStrict: false).type
    }

    /// Gives the value for these variables.
    ///
    /// Throws the first error that decides the result; `costLimit` if it takes more steps than
    /// allowed.
    package func evaluate(
        with bindings: [String: Value], costLimit: Int = Limits.cost
    ) throws(ExpressionError) -> Evaluation {
        var evaluator = Evaluator(program, bindings: bindings, costLimit: costLimit)
        do throws(Fault) {
            let value = try evaluator.value(of: program.root)
            return Evaluation(value: value, cost: evaluator.cost)
        } catch {
            throw ExpressionError(error, at: program.spans[error.node ?? program.root])
        }
    }

    /// The paths of the variables and fields that are read, in document order, each once.
    ///
    /// For example `["steps", "triage", "answer"]` for `steps.triage.answer` and
    /// `steps['triage'].answer`.
    package var references: [[String]] { program.references }
}

extension Expression: Equatable {
    /// Whether both have the same source.
    package static func == (left: Expression, right: Expression) -> Bool {
        left.source.hasSameScalars(as: right.source)
    }
}

/// What an expression gave, and what it took.
package struct Evaluation: Sendable, Equatable {
    /// The result.
    package let value: Value
    /// The steps that were taken; the same for the same variables on every machine.
    package let cost: Int

    /// Creates an evaluation.
    package init(value: Value, cost: Int) {
        self.value = value
        self.cost = cost
    }
}
