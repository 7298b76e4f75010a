/// A regular expression in RE2's syntax, matched in time linear in the text.
///
/// The automaton of Thompson keeps the set of states that the text so far can lead to, so no
/// pattern backtracks.
/// Left out are backreferences and lookarounds, as in RE2, and Unicode scripts.
struct Pattern: Sendable {
    /// An instruction of the automaton; integers are positions of instructions.
    enum Instruction: Sendable {
        case scalar(UInt32)
        case set(Int)
        case any
        case anyButNewline
        case split(Int, Int)
        case jump(Int)
        case assert(PatternNode.Assertion)
        case match
    }

    let instructions: [Instruction]
    let sets: [ScalarSet]

    /// Compiles a pattern; throws `pattern` if it is malformed, too large or uses a left-out
    /// feature.
    init(_ text: String) throws(Fault) {
        var compiler = PatternCompiler()
        try compiler.emit(try PatternParser.parse(text))
        try compiler.finish()
        (instructions, sets) = (compiler.instructions, compiler.sets)
    }

    /// Whether any part of the text matches; `nil` if that takes more steps than `budget` holds.
    func matches(_ text: String, budget: inout Int) -> Bool? {
        budget -= instructions.count
        var scalars = text.unicodeScalars.makeIterator()
        var previous: Unicode.Scalar?
        var next = scalars.next()
        var current = StateSet(capacity: instructions.count)
        var following = StateSet(capacity: instructions.count)
        var pending: [Int] = []
        while true {
            // A match can begin anywhere, so the first state joins at every place.
            add(0, to: &current, &pending, previous, next, &budget)
            if current.hasMatch { return true }
            if budget <= 0 { return nil }
            guard let scalar = next else { return false }
            next = scalars.next()
            following.removeAll()
            for state in current.states where accepts(state, scalar.value) {
                add(state + 1, to: &following, &pending, scalar, next, &budget)
            }
            budget -= current.states.count + 1
            previous = scalar
            swap(&current, &following)
        }
    }

    private func accepts(_ state: Int, _ scalar: UInt32) -> Bool {
        switch instructions[state] {
        case .scalar(let wanted): wanted == scalar
        case .set(let index): sets[index].contains(scalar)
        case .any: true
        case .anyButNewline: scalar != 10
        default: false
        }
    }

    /// Adds a state and all that it leads to without taking a scalar.
    private func add(
        _ start: Int, to set: inout StateSet, _ pending: inout [Int],
        _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?, _ budget: inout Int
    ) {
        pending.append(start)
        while let state = pending.popLast() {
            guard set.insert(state) else { continue }
            budget -= 1
            switch instructions[state] {
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assert(let assertion):
                if assertion.holds(between: previous, and: next) { pending.append(state + 1) }
            case .match: set.hasMatch = true
            default: break
            }
        }
    }

    /// States in the order of insertion, each once.
    private struct StateSet {
        private(set) var states: [Int] = []
        private var isMember: [Bool]
        var hasMatch = false

        init(capacity: Int) { isMember = Array(repeating: false, count: capacity) }

        mutating func insert(_ state: Int) -> Bool {
            if isMember[state] { return false }
            isMember[state] = true
            states.append(state)
            return true
        }

        mutating func removeAll() {
            for state in states { isMember[state] = false }
            states.removeAll(keepingCapacity: true)
            hasMatch = false
        }
    }
}

/// Turns the tree of a pattern into instructions.
struct PatternCompiler {
    private(set) var instructions: [Pattern.Instruction] = []
    private(set) var sets: [ScalarSet] = []

    mutating func finish() throws(Fault) { try append(.match) }

    private mutating func append(_ instruction: Pattern.Instruction) throws(Fault) {
        guard instructions.count < Limits.patternStates else {
            throw Fault(
                .pattern, "the regular expression has more than \(Limits.patternStates) states")
        }
        instructions.append(instruction)
    }

    mutating func emit(_ node: PatternNode) throws(Fault) {
        switch node {
        case .empty: break
        case .scalar(let scalar): try append(.scalar(scalar))
        case .set(let set):
            sets.append(set)
            try append(.set(sets.count - 1))
        case .any(let includesNewline): try append(includesNewline ? .any : .anyButNewline)
        case .assertion(let assertion): try append(.assert(assertion))
        case .sequence(let nodes): for node in nodes { try emit(node) }
        case .choice(let nodes): try emitChoice(nodes)
        case .repetition(let node, let minimum, let maximum):
            try emitRepetition(of: node, minimum, maximum)
        }
    }

    private mutating func emitChoice(_ nodes: [PatternNode]) throws(Fault) {
        var exits: [Int] = []
        for node in nodes.dropLast() {
            let split = instructions.count
            try append(.split(split + 1, split + 1))
            try emit(node)
            exits.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        if let last = nodes.last { try emit(last) }
        for exit in exits { instructions[exit] = .jump(instructions.count) }
    }

    private mutating func emitRepetition(
        of node: PatternNode, _ minimum: Int, _ maximum: Int?
    ) throws(Fault) {
        for _ in 0..<minimum {
            let before = instructions.count
            try emit(node)
            // Copies of nothing are nothing; without this, nested counts could run for long.
            if instructions.count == before { return }
        }
        guard let maximum else {
            let split = instructions.count
            try append(.split(split + 1, split + 1))
            try emit(node)
            try append(.jump(split))
            instructions[split] = .split(split + 1, instructions.count)
            return
        }
        var splits: [Int] = []
        for _ in minimum..<max(minimum, maximum) {
            splits.append(instructions.count)
            try append(.split(0, 0))
            try emit(node)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }
}
