/// Bounds that keep every expression small enough to read, check and evaluate without harm.
package enum Limits {
    /// The longest source, in UTF-8 bytes.
    package static let sourceBytes = 4_096
    /// The most nodes of a syntax tree.
    package static let nodes = 1_000
    /// The deepest nesting of a syntax tree, and of brackets in the source.
    package static let depth = 50
    /// The evaluation steps that suffice for every sensible guard.
    package static let cost = 100_000
    /// The longest regular expression, in Unicode scalars.
    package static let patternLength = 1_024
    /// The most states of a compiled regular expression.
    package static let patternStates = 4_000
}
