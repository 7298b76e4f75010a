/// What the work on long values costs, in steps; the estimate and the evaluation share the numbers.
///
/// A step of the evaluation takes some 50 ns; the divisors below keep every other step near that.
enum Cost {
    /// Reading or writing octets of texts once.
    static func octets(_ count: Int) -> Int { count / 16 }

    /// Comparing two runs of octets.
    static func comparison(_ left: Int, _ right: Int) -> Int { min(left, right) / 256 }

    /// Looking for a key among the entries of a map.
    static func lookup(_ entries: Int) -> Int { entries / 8 }

    /// Making or copying elements of a list.
    static func elements(_ count: Int) -> Int { count / 4 }

    /// Compiling a regular expression that is not a literal.
    static func compilation(_ octets: Int) -> Int { 64 + octets }

    /// Steps of the automaton of a regular expression that count as one.
    static let automatonSteps = 16

    /// Formatting a number, exact to the last digit.
    static let number = 64
}
