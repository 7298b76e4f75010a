/// A node of the syntax tree, as written: macros and names are not resolved yet.
struct Syntax {
    /// What is written.
    indirect enum Kind {
        case literal(Value)
        /// A name; a leading dot makes it rooted, so that no local variable hides it.
        case name(String, isRooted: Bool)
        case select(Syntax, field: String)
        case index(Syntax, Syntax)
        /// `a.?b`, which gives an optional value.
        case optionalSelect(Syntax, field: String)
        /// `a[?b]`, which gives an optional value.
        case optionalIndex(Syntax, Syntax)
        case call(String, receiver: Syntax?, arguments: [Syntax])
        case list([Syntax])
        case map([(key: Syntax, value: Syntax)])
        /// `?a` as an element or a key: what an absent value would leave out.
        case optionalEntry(Syntax)
        case not(Syntax)
        case negate(Syntax)
        case binary(BinaryOperator, Syntax, Syntax)
        /// `&&` over two or more operands.
        case all([Syntax])
        /// `||` over two or more operands.
        case any([Syntax])
        case conditional(Syntax, Syntax, Syntax)
        /// The construction of a message of a named type.
        case message(String)
    }

    let kind: Kind
    /// Everything that belongs to the node.
    let span: Span
    /// The part that an error marks, for example the field behind the dot.
    let focus: Span
    /// The number of nodes on the longest way down.
    let height: Int
}

/// An operator between two operands, except `&&` and `||`.
enum BinaryOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
}

extension Syntax {
    /// The names of a dotted path such as `steps.triage.answer`, with their places.
    struct Path {
        var names: [String]
        var spans: [Span]
        var isRooted: Bool
    }

    /// The path, if the node is only names and dots.
    var path: Path? {
        switch kind {
        case .name(let name, let isRooted):
            return Path(names: [name], spans: [focus], isRooted: isRooted)
        case .select(let operand, let field):
            guard var path = operand.path else { return nil }
            path.names.append(field)
            path.spans.append(focus)
            return path
        default: return nil
        }
    }

    /// The names that the node reads, where an index by a literal string counts as a field.
    var reference: (names: [String], isRooted: Bool)? {
        switch kind {
        case .name(let name, let isRooted):
            return ([name], isRooted)
        case .select(let operand, let field), .optionalSelect(let operand, let field):
            return operand.reference.map { ($0.names + [field], $0.isRooted) }
        case .index(let operand, let index), .optionalIndex(let operand, let index):
            guard case .literal(.string(let field)) = index.kind else { return nil }
            return operand.reference.map { ($0.names + [field], $0.isRooted) }
        default: return nil
        }
    }
}
