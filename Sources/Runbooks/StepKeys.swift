/// The words of the language: verbs, keys and fixed values.
package enum StepKeys {
    /// The verbs; each step has exactly one of them.
    package static let verbs = [
        "do", "ask", "decide", "approve", "run", "notify", "wait", "parallel", "choose", "repeat",
        "runbook",
    ]

    /// Keys that any step may have.
    package static let common = [
        "id", "role", "with", "when", "guidance", "warn", "evidence", "done_when", "timebox",
        "deadline", "on_timeout", "retry", "on_failure", "undo", "skippable", "milestone", "tags",
        "tlp",
    ]

    /// Keys that belong to one verb.
    package static func extra(of verb: String) -> [String] {
        switch verb {
        case "do": ["command"]
        case "ask": ["fields"]
        case "decide": ["options", "as"]
        case "approve": ["quorum", "from", "not_by"]
        case "run": ["arguments", "environment"]
        case "notify": ["to"]
        case "parallel": ["join", "rest"]
        case "repeat": ["while", "at_most"]
        default: []
        }
    }

    /// Verbs whose steps only hold other steps and may go without an id.
    static let composites = ["parallel", "choose", "repeat"]

    /// The verb that a key belongs to, if it belongs to one only.
    static func owner(of key: String) -> String? {
        verbs.first { extra(of: $0).contains(key) }
    }

    static let document = [
        "runbook", "version", "title", "summary", "language", "tlp", "owner", "reviewed",
        "review_every", "applies_to", "not_for", "related", "called_only", "roles", "facts",
        "first",
        "messages", "phases", "properties",
    ]
    static let phases = ["detect", "assess", "respond", "learn"]
    static let stages = ["contain", "eradicate", "recover"]
    static let tlp = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
    static let factTypes = [
        "bool", "int", "double", "string", "text", "enum", "time", "duration", "ip", "cidr", "host",
        "url", "email", "hash", "person", "asset",
    ]
}
