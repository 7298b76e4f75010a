/// Where something stands in a source file; lines and columns start at 1, columns count Unicode scalars.
package struct Place: Sendable, Hashable, Comparable {
    package let line: Int
    package let column: Int
    /// How many scalars the marked text has; at least 1.
    package let length: Int

    package init(line: Int, column: Int, length: Int = 1) {
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    package static func < (left: Place, right: Place) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
