/// The macros: calls that bind variables or test for a field.
extension Lowering {
    /// Resolves a call of a macro; `nil` if the call is none.
    mutating func lowerMacro(
        _ name: String, receiver: Syntax?, arguments: [Syntax], at span: Span
    ) -> Int? {
        guard let receiver else {
            guard name == "has", arguments.count == 1 else { return nil }
            return lowerHas(arguments[0], at: span)
        }
        guard let shape = Shape(name, arguments: arguments.count) else { return nil }
        let range = lower(receiver)
        var names: [String] = []
        for argument in arguments[..<shape.variables] {
            switch variable(argument, of: name, besides: names) {
            case .success(let variable): names.append(variable)
            case .failure(let fault): return emit(.invalid(fault), argument.span)
            }
        }
        let local = enterScope(names)
        let bodies = arguments[shape.variables...].map { lower($0) }
        leaveScope(local)
        let node = Comprehension(
            kind: shape.kind, range: range, local: local, hasTwoVariables: shape.variables == 2,
            condition: shape.hasResult && bodies.count == 1 ? nil : bodies[0],
            result: shape.hasResult ? bodies[bodies.count - 1] : nil)
        return emit(.comprehension(node), span)
    }

    /// The name that an argument binds.
    private func variable(
        _ argument: Syntax, of macro: String, besides names: [String]
    ) -> Result<String, Fault> {
        guard case .name(let name, isRooted: false) = argument.kind else {
            return .failure(Fault(.syntax, "'\(macro)' needs the name of a variable here"))
        }
        guard !names.contains(name) else {
            return .failure(Fault(.syntax, "the variable '\(name)' is bound twice"))
        }
        return .success(name)
    }

    private mutating func lowerHas(_ argument: Syntax, at span: Span) -> Int {
        guard case .select(let operand, let field) = argument.kind else {
            let fault = Fault(.syntax, "'has' asks for a field, for example has(facts.records)")
            return emit(.invalid(fault), argument.span)
        }
        record(argument)
        let child = lowerOperand(operand, of: argument)
        return emit(.has(child, field: field), argument.focus)
    }

    /// What the arguments of a comprehension macro mean.
    private struct Shape {
        let kind: Comprehension.Kind
        let variables: Int
        let hasResult: Bool

        init?(_ name: String, arguments: Int) {
            switch (name, arguments) {
            case ("all", 2...3): self.init(.all, variables: arguments - 1)
            case ("exists", 2...3): self.init(.exists, variables: arguments - 1)
            case ("exists_one", 2), ("existsOne", 2...3):
                self.init(.existsOne, variables: arguments - 1)
            case ("filter", 2): self.init(.filter, variables: 1)
            case ("map", 2...3): self.init(.transformList, variables: 1, hasResult: true)
            case ("transformList", 3...4):
                self.init(.transformList, variables: 2, hasResult: true)
            case ("transformMap", 3...4): self.init(.transformMap, variables: 2, hasResult: true)
            case ("transformMapEntry", 3...4):
                self.init(.transformMapEntry, variables: 2, hasResult: true)
            default: return nil
            }
        }

        private init(_ kind: Comprehension.Kind, variables: Int, hasResult: Bool = false) {
            self.kind = kind
            self.variables = variables
            self.hasResult = hasResult
        }
    }
}
