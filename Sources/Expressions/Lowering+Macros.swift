/// The macros: calls that bind variables or test for a field.
extension Lowering {
    /// Resolves a call of a macro; `nil` if the call is none.
    mutating func lowerMacro(
        _ name: String, receiver: Syntax?, arguments: [Syntax], at span: Span
    ) -> Int? {
        guard let receiver else { return lowerGlobalMacro(name, arguments, at: span) }
        if name == "optMap" || name == "optFlatMap", arguments.count == 2 {
            return lowerTransform(name, of: receiver, arguments, at: span)
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
        _ argument: Syntax, of macro: String, besides names: [String] = []
    ) -> Result<String, Fault> {
        guard let name = argument.boundName else {
            return .failure(Fault(.syntax, "'\(macro)' needs the name of a variable here"))
        }
        guard !names.contains(name) else {
            return .failure(Fault(.syntax, "the variable '\(name)' is bound twice"))
        }
        return .success(name)
    }

    private mutating func lowerGlobalMacro(
        _ name: String, _ arguments: [Syntax], at span: Span
    ) -> Int? {
        switch (name, arguments.count) {
        case ("has", 1): return lowerHas(arguments[0], at: span)
        case ("cel.bind", 3): return lowerBinding(arguments, at: span)
        case ("cel.block", 2): return lowerBlock(arguments, at: span)
        case ("cel.index", 1), ("cel.iterVar", 2):
            guard let local = Syntax.generatedName(name, arguments),
                let place = scope.lastIndex(of: local)
            else {
                let fault = Fault(.undeclared, "'\(name)' names nothing that is bound here")
                return emit(.invalid(fault), span)
            }
            return emit(.local(place), span)
        default: return nil
        }
    }

    // optional.optMap(name, result)
    private mutating func lowerTransform(
        _ macro: String, of receiver: Syntax, _ arguments: [Syntax], at span: Span
    ) -> Int {
        let operand = lower(receiver)
        switch variable(arguments[0], of: macro) {
        case .failure(let fault): return emit(.invalid(fault), arguments[0].span)
        case .success(let name):
            let local = enterScope([name])
            let result = lower(arguments[1])
            leaveScope(local)
            let isFlat = macro == "optFlatMap"
            return emit(
                .optionalTransform(operand, local: local, result: result, isFlat: isFlat), span)
        }
    }

    // cel.bind(name, value, result)
    private mutating func lowerBinding(_ arguments: [Syntax], at span: Span) -> Int {
        let value = lower(arguments[1])
        switch variable(arguments[0], of: "cel.bind") {
        case .failure(let fault): return emit(.invalid(fault), arguments[0].span)
        case .success(let name):
            let local = enterScope([name])
            let result = lower(arguments[2])
            leaveScope(local)
            return emit(.block([value], local: local, result: result), span)
        }
    }

    // cel.block([values], result): tools write it, and read the values as cel.index(0) and so on.
    private mutating func lowerBlock(_ arguments: [Syntax], at span: Span) -> Int {
        guard case .list(let elements) = arguments[0].kind else {
            let fault = Fault(.syntax, "'cel.block' needs a list of values here")
            return emit(.invalid(fault), arguments[0].span)
        }
        let first = scope.count
        var values: [Int] = []
        for (number, element) in elements.enumerated() {
            values.append(lower(element))
            _ = enterScope(["cel.index(\(number))"])
        }
        let result = lower(arguments[1])
        leaveScope(first)
        return emit(.block(values, local: first, result: result), span)
    }

    private mutating func lowerHas(_ argument: Syntax, at span: Span) -> Int {
        let operand: Syntax
        let field: String
        var isOptional = false
        switch argument.kind {
        case .select(let whole, let part): (operand, field) = (whole, part)
        case .optionalSelect(let whole, let part):
            (operand, field, isOptional) = (whole, part, true)
        default:
            let fault = Fault(.syntax, "'has' asks for a field, for example has(facts.records)")
            return emit(.invalid(fault), argument.span)
        }
        record(argument)
        let child = lowerOperand(operand, of: argument)
        if isOptional {
            let value = emit(.optionalSelect(child, field: field), argument.focus)
            return emit(.call(.hasValue, [value]), argument.focus)
        }
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

extension Syntax {
    /// The name that the node binds where a macro wants a variable.
    fileprivate var boundName: String? {
        switch kind {
        case .name(let name, isRooted: false): return name
        case .call("iterVar", let receiver?, let arguments):
            guard case .name("cel", _) = receiver.kind else { return nil }
            return Syntax.generatedName("cel.iterVar", arguments)
        default: return nil
        }
    }

    /// The name of a variable that a tool made; no author can write it as a name.
    fileprivate static func generatedName(_ macro: String, _ arguments: [Syntax]) -> String? {
        var numbers: [String] = []
        for argument in arguments {
            guard case .literal(.int(let number)) = argument.kind else { return nil }
            numbers.append(String(number))
        }
        return "\(macro)(\(numbers.joined(separator: ",")))"
    }
}
