/// A node of a YAML document with its place; what the language leaves out is already refused.
package struct SourceNode {
    /// What the node is.
    package enum Content {
        case scalar(SourceScalar)
        case list([SourceNode])
        case map([SourceEntry])
    }

    package let content: Content
    package let place: Place

    /// What a message calls the node.
    package var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// The scalar; `nil` for lists and maps.
    package var scalar: SourceScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// Whether nothing is given.
    package var isNull: Bool { scalar?.isNull ?? false }
}

/// A scalar as it is written; YAML's own types play no part.
package struct SourceScalar {
    package let text: String
    /// Written without quotes, so that YAML 1.1 might read it as something other than a text.
    package let isPlain: Bool
    /// Where the text itself begins, after a quote or a block indicator.
    package let textPlace: Place

    /// Whether it is empty or says null.
    package var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

/// A key of a map and its value.
package struct SourceEntry {
    package let key: String
    package let keyPlace: Place
    package let value: SourceNode
}
