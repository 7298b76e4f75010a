/// Turns a syntax tree into a program: resolves names, functions and macros.
struct Lowering {
    private(set) var program = Program()
    /// The names of the local variables in scope, by their place in the frame.
    var scope: [String] = []
    private var isRecording = true
    private let prefixes: [String]

    /// Resolves names within a container such as `com.example`, innermost first.
    private init(container: String) {
        var parts = container.split(separator: ".").map(String.init)
        var prefixes: [String] = []
        while !parts.isEmpty {
            prefixes.append(parts.joined(separator: ".") + ".")
            parts.removeLast()
        }
        self.prefixes = prefixes + [""]
    }

    static func program(of syntax: Syntax, container: String) -> Program {
        var lowering = Lowering(container: container)
        lowering.program.root = lowering.lower(syntax)
        return lowering.program
    }

    mutating func emit(_ node: Node, _ span: Span) -> Int {
        program.nodes.append(node)
        program.spans.append(span)
        return program.nodes.count - 1
    }

    mutating func enterScope(_ names: [String]) -> Int {
        let first = scope.count
        scope += names
        program.localCount = max(program.localCount, scope.count)
        return first
    }

    mutating func leaveScope(_ first: Int) { scope.removeSubrange(first...) }

    /// Adds the node and its children, and gives its index.
    mutating func lower(_ syntax: Syntax) -> Int {
        switch syntax.kind {
        case .literal(let value): return emit(.constant(value), syntax.focus)
        case .name, .select, .index, .optionalSelect, .optionalIndex: return lowerAccess(syntax)
        case .call(let name, let receiver, let arguments):
            return lowerCall(name, receiver: receiver, arguments: arguments, at: syntax.focus)
        case .list(let elements): return lowerList(elements, at: syntax.focus)
        case .map(let entries): return lowerMap(entries, at: syntax.focus)
        case .optionalEntry(let entry): return lower(entry)
        case .message(let name):
            let fault = Fault(.unsupported, "messages such as '\(name)' cannot be constructed")
            return emit(.invalid(fault), syntax.focus)
        default: return lowerOperation(syntax)
        }
    }

    private mutating func lowerOperation(_ syntax: Syntax) -> Int {
        switch syntax.kind {
        case .not(let operand): return emit(.not(lower(operand)), syntax.focus)
        case .negate(let operand): return emit(.negate(lower(operand)), syntax.focus)
        case .binary(let operation, let left, let right):
            let children = (lower(left), lower(right))
            return emit(.binary(operation, children.0, children.1), syntax.focus)
        case .all(let operands): return emit(.all(operands.map { lower($0) }), syntax.focus)
        case .any(let operands): return emit(.any(operands.map { lower($0) }), syntax.focus)
        case .conditional(let condition, let first, let second):
            let children = (lower(condition), lower(first), lower(second))
            return emit(.conditional(children.0, children.1, children.2), syntax.focus)
        default: return emit(.invalid(Fault(.syntax, "no operation")), syntax.focus)
        }
    }

    /// A list of literals becomes one constant, which costs one step.
    private mutating func lowerList(_ elements: [Syntax], at span: Span) -> Int {
        let constants = elements.compactMap { element -> Value? in
            if case .literal(let value) = element.kind { value } else { nil }
        }
        if constants.count == elements.count { return emit(.constant(.list(constants)), span) }
        let children = elements.map { lower($0) }
        let optional = elements.map(\.isOptionalEntry)
        return emit(
            optional.contains(true) ? .optionalList(children, optional) : .list(children), span)
    }

    private mutating func lowerMap(
        _ entries: [(key: Syntax, value: Syntax)], at span: Span
    ) -> Int {
        let children = entries.flatMap { [lower($0.key), lower($0.value)] }
        let optional = entries.map(\.key.isOptionalEntry)
        return emit(
            optional.contains(true) ? .optionalMap(children, optional) : .map(children), span)
    }
}

extension Syntax {
    fileprivate var isOptionalEntry: Bool {
        if case .optionalEntry = kind { true } else { false }
    }
}

extension Lowering {
    private mutating func lowerAccess(_ syntax: Syntax) -> Int {
        record(syntax)
        let wasRecording = isRecording
        isRecording = isRecording && syntax.reference == nil
        defer { isRecording = wasRecording }
        if let path = syntax.path, path.isRooted || !scope.contains(path.names[0]) {
            return lowerVariable(path)
        }
        switch syntax.kind {
        case .name(let name, _):
            return emit(.local(scope.lastIndex(of: name) ?? 0), syntax.focus)
        case .select(let operand, let field):
            let child = lower(operand)
            return emit(.select(child, field: field), syntax.focus)
        case .optionalSelect(let operand, let field):
            let child = lower(operand)
            return emit(.optionalSelect(child, field: field), syntax.focus)
        case .index(let operand, let index):
            let child = lower(operand)
            isRecording = wasRecording
            return emit(.index(child, lower(index)), syntax.focus)
        case .optionalIndex(let operand, let index):
            let child = lower(operand)
            isRecording = wasRecording
            return emit(.optionalIndex(child, lower(index)), syntax.focus)
        default: return emit(.invalid(Fault(.syntax, "no access")), syntax.focus)
        }
    }

    /// Notes the path that is read, unless it begins with a local variable or names a type.
    mutating func record(_ syntax: Syntax) {
        guard isRecording, let (names, isRooted) = syntax.reference,
            isRooted || !scope.contains(names[0]),
            !Value.typeNames.contains(names.joined(separator: ".")),
            !program.references.contains(names)
        else { return }
        program.references.append(names)
    }

    /// Lowers the operand of `has` without noting its path: the longer one of the whole is noted.
    mutating func lowerOperand(_ operand: Syntax, of whole: Syntax) -> Int {
        let wasRecording = isRecording
        isRecording = isRecording && whole.reference == nil
        defer { isRecording = wasRecording }
        return lower(operand)
    }

    private mutating func lowerVariable(_ path: Syntax.Path) -> Int {
        var candidates: [Slot.Candidate] = []
        for length in stride(from: path.names.count, to: 0, by: -1) {
            let name = path.names[..<length].joined(separator: ".")
            for prefix in path.isRooted ? [""] : prefixes {
                candidates.append(Slot.Candidate(name: prefix + name, length: length))
            }
        }
        let name = path.names.joined(separator: ".")
        program.slots.append(
            Slot(
                names: path.names, spans: path.spans, candidates: candidates,
                denotedType: Value.typeNames.contains(name) ? .type(name) : nil))
        let span = Span(
            start: path.spans[0].start, end: path.spans[path.spans.count - 1].end)
        return emit(.variable(slot: program.slots.count - 1), span)
    }

    private mutating func lowerCall(
        _ name: String, receiver: Syntax?, arguments: [Syntax], at span: Span
    ) -> Int {
        let (name, receiver) = qualified(name, receiver: receiver)
        if let macro = lowerMacro(name, receiver: receiver, arguments: arguments, at: span) {
            return macro
        }
        let operands = (receiver.map { [$0] } ?? []) + arguments
        let children = operands.map { lower($0) }
        let function = Function.resolve(
            name, hasReceiver: receiver != nil, operands: operands.count)
        switch function {
        case .failure(let fault): return emit(.invalid(fault), span)
        case .success(.matches): return lowerMatches(operands[1], children, at: span)
        case .success(let function): return emit(.call(function, children), span)
        }
    }

    /// Joins a name such as `math.greatest`, whose first part is no receiver.
    private func qualified(_ name: String, receiver: Syntax?) -> (String, Syntax?) {
        guard case .name(let first, let isRooted)? = receiver?.kind,
            isRooted || !scope.contains(first), Function.namespaces.contains(first)
        else { return (name, receiver) }
        let whole = "\(first).\(name)"
        // A variable can have the name of a namespace; its methods are still its own.
        let isMethod =
            Function(rawValue: name)?.overloads.contains { $0.allows(receiver: true) } == true
            || Function.methodMacros.contains(name)
        let isKnown = Function(rawValue: whole) != nil || Function.globalMacros.contains(whole)
        return isKnown || !isMethod ? (whole, nil) : (name, receiver)
    }

    /// Compiles a regular expression that is a literal once, not at each evaluation.
    private mutating func lowerMatches(_ text: Syntax, _ children: [Int], at span: Span) -> Int {
        guard case .literal(.string(let text)) = text.kind else {
            return emit(.call(.matches, children), span)
        }
        do throws(Fault) {
            program.patterns.append(try Pattern(text))
            return emit(.matches(children[0], pattern: program.patterns.count - 1), span)
        } catch {
            return emit(.invalid(error), program.spans[children[1]])
        }
    }
}
