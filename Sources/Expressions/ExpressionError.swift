/// A fault in an expression: found while reading, checking or evaluating it.
package struct ExpressionError: Error, Sendable, Equatable {
    /// The kind of a fault; names are stable and may be stored.
    package enum Code: String, Sendable, CaseIterable {
        /// The text is no CEL expression.
        case syntax
        /// The text is longer, larger or deeper than the limits allow.
        case limit
        /// A variable or function is not known.
        case undeclared
        /// An operand or argument has a type that the operation does not take.
        case type
        /// A record or map has no such field or key.
        case noSuchField
        /// A list has no element at the index.
        case outOfBounds
        /// The result does not fit its type, or a value is out of the range of its target type.
        case overflow
        /// An integer was divided by zero, or its remainder by zero was asked for.
        case divisionByZero
        /// A value cannot be converted, for example a text that is no number.
        case conversion
        /// The value of an optional that has none is asked for.
        case noValue
        /// A map literal names a key twice.
        case duplicateKey
        /// A regular expression is malformed, too large or uses an unsupported feature.
        case pattern
        /// The syntax is CEL, but this implementation leaves the feature out.
        case unsupported
        /// The evaluation took more steps than it may.
        case costLimit
    }

    /// The kind of the fault.
    package let code: Code
    /// What is wrong, in a sentence without a full stop.
    package let message: String
    /// Where the faulty part begins, in Unicode scalars from the start of the source.
    package let offset: Int
    /// The length of the faulty part in Unicode scalars.
    package let length: Int
    /// A text that may have been meant instead, for example the nearest known name.
    package let suggestion: String?

    /// Creates an error about `length` scalars at `offset`.
    package init(
        code: Code, message: String, offset: Int, length: Int, suggestion: String? = nil
    ) {
        self.code = code
        self.message = message
        self.offset = offset
        self.length = length
        self.suggestion = suggestion
    }
}

extension ExpressionError {
    init(_ fault: Fault, at span: Span) {
        self.init(
            code: fault.code, message: fault.message, offset: span.start, length: span.length,
            suggestion: fault.suggestion)
    }
}

/// A fault whose place in the source is not known yet, or only as a node of the program.
struct Fault: Error, Sendable {
    let code: ExpressionError.Code
    let message: String
    let suggestion: String?
    /// The innermost node that failed.
    var node: Int?

    init(_ code: ExpressionError.Code, _ message: String, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.suggestion = suggestion
    }

    /// The fault with a place, if it has none yet.
    func located(at node: Int) -> Fault {
        var copy = self
        if copy.node == nil { copy.node = node }
        return copy
    }
}

/// A part of the source, in Unicode scalars.
struct Span: Sendable, Equatable {
    let start: Int
    let end: Int

    var length: Int { end - start }
}
