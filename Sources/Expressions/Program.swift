/// An expression with names, functions and macros resolved, as a flat array of nodes.
struct Program: Sendable {
    /// The nodes; children come before their parents.
    var nodes: [Node] = []
    /// The part of the source that an error in a node marks, by node.
    var spans: [Span] = []
    /// The free variables, one for each place that reads one.
    var slots: [Slot] = []
    /// The regular expressions that are literals.
    var patterns: [Pattern] = []
    /// The most local variables in scope at once.
    var localCount = 0
    /// The node that gives the result.
    var root = 0
    /// The paths of the names read, in document order, each once.
    var references: [[String]] = []
}

/// A step of the evaluation; integers are indices of nodes unless said otherwise.
enum Node: Sendable {
    case constant(Value)
    /// A free variable, by its slot, with the fields read from it.
    case variable(slot: Int)
    /// A variable of a comprehension, by its place in the frame.
    case local(Int)
    case select(Int, field: String)
    case has(Int, field: String)
    case index(Int, Int)
    /// `a.?b`: the field as an optional value.
    case optionalSelect(Int, field: String)
    /// `a[?b]`: the element as an optional value.
    case optionalIndex(Int, Int)
    case all([Int])
    case any([Int])
    case not(Int)
    case negate(Int)
    case conditional(Int, Int, Int)
    case binary(BinaryOperator, Int, Int)
    case list([Int])
    /// Keys and values in turn.
    case map([Int])
    /// A list in which some elements are optional values: those at the places that are true.
    case optionalList([Int], [Bool])
    /// A map like that, with a place for each entry.
    case optionalMap([Int], [Bool])
    case call(Function, [Int])
    /// A match of a text with a regular expression that is known beforehand, by its number.
    case matches(Int, pattern: Int)
    case comprehension(Comprehension)
    /// `optMap` and `optFlatMap`: a result for the value of an optional, bound to a local variable.
    case optionalTransform(Int, local: Int, result: Int, isFlat: Bool)
    /// Values for local variables in a row, each of which may read those before, and a result.
    case block([Int], local: Int, result: Int)
    /// A part that fails whenever it is reached.
    case invalid(Fault)
}

/// A dotted path that begins with a free variable.
struct Slot: Sendable {
    /// A variable that may be meant, and how many names of the path it takes.
    struct Candidate: Sendable {
        let name: String
        let length: Int
    }

    let names: [String]
    /// The places of the names.
    let spans: [Span]
    /// The longest names of the innermost container come first.
    let candidates: [Candidate]

    /// The type that the whole path denotes where no variable does.
    let denotedType: Value?
}

/// A loop over a list or the keys of a map.
struct Comprehension: Sendable {
    /// What the loop gives.
    enum Kind: Sendable {
        case all
        case exists
        case existsOne
        case filter
        case transformList
        case transformMap
        case transformMapEntry
    }

    let kind: Kind
    let range: Int
    /// The place of the first variable in the frame; the second follows it.
    let local: Int
    /// Whether the variables are index and element, or key and value.
    let hasTwoVariables: Bool
    let condition: Int?
    let result: Int?
}
