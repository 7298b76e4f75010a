/// A piece of a message: text as it is, or a value that comes in when the message is written.
package enum MessagePiece: Sendable, Equatable {
    case literal(String)
    /// The names of a value, for example `facts`, `recipients`.
    case path([String])
}

/// A message's text taken apart at its `{…}`; `{{` and `}}` stand for the braces themselves.
package struct MessageParts: Sendable, Equatable {
    /// The pieces in order; no two literals follow each other.
    package private(set) var pieces: [MessagePiece] = []
    /// What is wrong with the first brace that is no value; `nil` if all are.
    package private(set) var problem: String?

    /// Takes a text apart; a brace that is no value stays in it as it is.
    package init(_ text: String) {
        var rest = Substring(text)
        var literal = ""
        while let character = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                literal.append(character)
                rest = rest.dropFirst(2)
            } else if character == "{", let path = MessageParts.path(at: rest) {
                if !literal.isEmpty { pieces.append(.literal(literal)) }
                literal = ""
                pieces.append(.path(path.names))
                rest = rest.dropFirst(path.length)
            } else {
                if character == "{" || character == "}", problem == nil {
                    problem =
                        "\(quoted(String(rest.prefix(20)))) is no value such as {facts.sender}; "
                        + "write {{ or }} for a brace"
                }
                literal.append(character)
                rest = rest.dropFirst()
            }
        }
        if !literal.isEmpty { pieces.append(.literal(literal)) }
    }

    /// The paths in the order of the text.
    package var paths: [[String]] {
        pieces.compactMap { if case .path(let names) = $0 { names } else { nil } }
    }

    private static func path(at text: Substring) -> (names: [String], length: Int)? {
        guard let end = text.firstIndex(of: "}") else { return nil }
        let inside = text[text.index(after: text.startIndex)..<end]
        let names = inside.split(separator: ".", omittingEmptySubsequences: false)
        let isPath =
            names.count > 1
            && names.allSatisfy { name in
                !name.isEmpty
                    && name.utf8.allSatisfy {
                        (97...122).contains($0) || (48...57).contains($0) || $0 == 45 || $0 == 95
                    }
            }
        return isPath ? (names.map(String.init), inside.count + 2) : nil
    }
}
