/// A node of a YAML document with its place; what the language leaves out is already refused.
struct SourceNode {
    enum Content {
        case scalar(SourceScalar)
        case list([SourceNode])
        case map([SourceEntry])
    }

    let content: Content
    let place: Place

    /// What a message calls the node.
    var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? "nothing" : "a text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    var scalar: SourceScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    var isNull: Bool { scalar?.isNull ?? false }
}

/// A scalar as it is written; YAML's own types play no part.
struct SourceScalar {
    let text: String
    /// Written without quotes, so that YAML 1.1 might read it as something other than a text.
    let isPlain: Bool
    /// Where the text itself begins, after a quote or a block indicator.
    let textPlace: Place

    var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
}

/// A key of a map and its value.
struct SourceEntry {
    let key: String
    let keyPlace: Place
    let value: SourceNode
}
