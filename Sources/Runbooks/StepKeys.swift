/// The words of the language: verbs, keys and fixed values.
///
/// Verbs and keys are those of ``LanguageTable``.
package enum StepKeys {
    /// The verbs; each step has exactly one of them.
    package static let verbs = LanguageTable.verbs.map(\.name)

    /// Keys that any step may have.
    package static let common = LanguageMap.step.names

    private static let extras = Dictionary(
        uniqueKeysWithValues: LanguageTable.verbs.map { verb in
            (verb.name, verb.keys.map(\.name).filter { !common.contains($0) })
        })

    /// Keys that belong to one verb.
    package static func extra(of verb: String) -> [String] { extras[verb] ?? [] }

    /// Verbs whose steps only hold other steps and may go without an id.
    static let composites = LanguageTable.verbs.filter(\.isBlock).map(\.name)

    /// The verb that a key belongs to, if it belongs to one only.
    static func owner(of key: String) -> String? {
        verbs.first { extra(of: $0).contains(key) }
    }

    static let phases = ["detect", "assess", "respond", "learn"]
    static let stages = ["contain", "eradicate", "recover"]
    static let tlp = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
    static let factTypes = [
        "bool", "int", "double", "string", "text", "enum", "time", "duration", "ip", "cidr", "host",
        "url", "email", "hash", "person", "asset",
    ]
    static let timeouts = ["fail", "skip", "escalate"]
    static let failures = ["block", "continue", "abort"]
    static let skips = ["yes", "with-reason", "with-approval", "never"]
    static let remainders = ["cancel", "await"]
    static let retries = 0...10
    static let quorums = 1...20
    static let joins = 1...RunbookReader.stepLimit
    static let rounds = 1...1_000
}
